// SPDX-License-Identifier: Apache-2.0
// server_test.mjs MOTCUA HOLD_DATABASE -- the real program over real sockets: broken and slow clients, killed workers,
// a killed machine, a database that is held, full or read-only.  Speaks TAP.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const [program, holder] = process.argv.slice(2).map(path => resolve(path))
const password = 'Mot-cua-thu-nghiem-2025'
const tests = []
const test = (name, run) => tests.push({ name, run })
const pause = ms => new Promise(done => setTimeout(done, ms))

function check(isTrue, words) {
    if (!isTrue)
        throw new Error(words)
}

function same(actual, expected, words) {
    check(actual === expected, `${words}: ${JSON.stringify(actual)}, should be ${JSON.stringify(expected)}`)
}

// ---- The program ------------------------------------------------------------------------------------------

const run = (words, input = '') => execFileSync(program, words, { input, encoding: 'utf8' })

function found() {
    const data = mkdtempSync(join(tmpdir(), 'motcua-server-'))

    run(['init', '--data', data, '--office-name', 'UBND xã Bình Yên', '--agency-code', 'H55.12.07'])
    for (const [login, role, unit] of [['quay1', 'counter', 'TTPVHCC'], ['hotich', 'specialist', 'VP']])
        run(['account', 'create', '--data', data, '--login', login, '--name', login, '--role', role, '--unit', unit,
            '--ask-password'], `${password}\n`)
    return data
}

class Server {
    constructor(data, { workers = 2, before = '', as = [] } = {}) {
        this.data = data
        this.log = ''
        this.process = spawn('bash', ['-c', `${before} exec "$@"`, 'bash', ...as, program, 'serve', '--data', data, '--listen', '127.0.0.1:0',
            ...(workers ? ['--workers', String(workers)] : [])], { stdio: ['ignore', 'pipe', 'pipe'] })
        this.process.stderr.setEncoding('utf8').on('data', text => { this.log += text })
        this.ended = once(this.process, 'exit')
    }

    async ready() {
        this.process.stdout.setEncoding('utf8')
        const [line] = await Promise.race([once(this.process.stdout, 'data'), this.ended])

        this.port = Number(String(line).match(/^motcua: http:\/\/127\.0\.0\.1:(\d+)\n/)?.[1])
        check(this.port > 0, `said: ${line} ${this.log}`)
        return this
    }

    // Workers and keeper, by what the kernel says.
    children() {
        return readdirSync('/proc').filter(name => /^\d+$/.test(name)).filter(pid => {
            try {
                return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1] === String(this.process.pid)
            } catch {
                return false
            }
        }).map(Number)
    }

    async metric(name) {
        const answer = await ask(this, '/metrics')

        return Number(answer.body.match(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (.*)$`, 'm'))?.[1])
    }

    async stop() {
        if (this.process.exitCode === null && this.process.signalCode === null)
            this.process.kill('SIGTERM')
        await this.ended
        return this.process.exitCode
    }

    async killAll() {
        const children = this.children()

        this.process.kill('SIGKILL')
        for (const pid of children)
            try { process.kill(pid, 'SIGKILL') } catch { /* gone with its parent */ }
        await this.ended
    }
}

// What these processes computed, in hundredths of a second; those that are gone count for nothing.
function ticksOf(pids) {
    return pids.reduce((sum, pid) => {
        try {
            const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')

            return sum + Number(fields[11]) + Number(fields[12])
        } catch {
            return sum
        }
    }, 0)
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })

function ask(server, path, { method = 'GET', headers = {}, body, through = agent } = {}) {
    return new Promise((done, fail) => {
        const request = http.request({ port: server.port, host: '127.0.0.1', path, method, headers, agent: through }, answer => {
            let text = ''

            answer.setEncoding('utf8').on('data', piece => { text += piece })
            answer.on('end', () => done({ code: answer.statusCode, headers: answer.headers, body: text }))
        })

        request.on('error', fail)
        request.end(body)
    })
}

// Bytes as they are; what came back until the server closed or nothing came for a while.
function raw(server, bytes, { wait = 1500 } = {}) {
    return new Promise(done => {
        const socket = connect(server.port, '127.0.0.1')
        let text = ''
        const timer = setTimeout(() => { socket.destroy(); done(text) }, wait)

        socket.setEncoding('latin1').on('data', piece => { text += piece })
        socket.on('error', () => {})
        socket.on('close', () => { clearTimeout(timer); done(text) })
        socket.write(bytes)
    })
}

const encode = fields => Object.entries(fields).map(pair => pair.map(encodeURIComponent).join('=')).join('&')
const csrfOf = page => page.match(/name="csrf" value="([^"]+)"/)?.[1]
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

async function signIn(server, login = 'quay1') {
    const page = await ask(server, '/login')
    const cookie = page.headers['set-cookie'][0].split(';')[0]
    const answer = await ask(server, '/login', { method: 'POST', headers: { ...form, Cookie: cookie },
        body: encode({ csrf: csrfOf(page.body), login, password }) })

    same(answer.code, 303, 'signing in')
    const session = answer.headers['set-cookie'][0].split(';')[0]
    const home = await ask(server, '/dossiers', { headers: { Cookie: session } })

    return { headers: { ...form, Cookie: session }, csrf: csrfOf((await ask(server, '/account', { headers: { Cookie: session } })).body) ?? csrfOf(home.body) }
}

const intakeFields = new Map()

// What a browser would send for "Đăng ký khai sinh", with papers in order.
async function intakeForm(server, person) {
    if (!intakeFields.has(server.data)) {
        const page = (await ask(server, '/dossiers/new/1.001193', { headers: person.headers })).body
        const fields = { procedure_code: '1.001193', channel: 'counter', applicant: 'Hoàng Thị Mẫu', identity_number: '019190000001',
            address: 'Xóm Yên Thông, xã Bình Yên', phone: '0912345678' }

        for (const [, name, value] of page.matchAll(/<option value="([^"]+)"[^>]*selected/g))
            fields[name] = value
        for (const [, n] of page.matchAll(/name="paper_(\d+)"/g)) {
            fields[`paper_${n}`] = page.includes(`name="paper_${n}_lookup"`) ? 'looked-up' : 'ok'
            fields[`paper_${n}_quantity`] = '1'
        }
        for (const [, usual, name] of page.matchAll(/data-usual="(yes|no)"[\s\S]*?name="(answer_\d+)"/g))
            fields[name] = usual
        for (const [, name, inside] of page.matchAll(/<select[^>]* name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
            fields[name] = (inside.match(/<option value="([^"]+)" selected/) ?? inside.match(/<option value="([^"]+)"/))[1]
        for (const [, name, value] of page.matchAll(/name="(forward_to)" type="radio" value="([^"]+)"/g))
            fields[name] ??= value
        for (const key of Object.keys(fields))
            if (!/^(procedure_code|channel|applicant|identity_number|address|phone|forward_to|answer_\d+|paper_\d+(_kind|_quantity)?)$/.test(key))
                delete fields[key]
        intakeFields.set(server.data, fields)
    }
    return { ...intakeFields.get(server.data), csrf: person.csrf, is_confirmed: '1', idempotency_key: Math.random().toString(36).slice(2).padEnd(22, 'x').slice(0, 22) }
}

async function receive(server, person, through = agent) {
    const answer = await ask(server, '/dossiers', { method: 'POST', headers: person.headers, through,
        body: encode(await intakeForm(server, person)) })

    return { ...answer, dossier: answer.headers.location?.match(/^\/dossiers\/([^/]+)\/received/)?.[1] }
}

async function receiveSurely(server, person, through) {
    const answer = await receive(server, person, through)

    check(answer.dossier, `not received: ${answer.code} ${answer.body.replace(/[\s\S]*<main/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 600)}`)
    return answer.dossier
}

// ---- One server for the tests that leave it whole -----------------------------------------------------------

let shared, officer

test('answers with its health, and says where it listens', async () => {
    const answer = await ask(shared, '/healthz')

    same(answer.code, 200, 'code')
    same(answer.body, 'ok\n', 'body')
})

test('puts security headers on every answer', async () => {
    for (const path of ['/', '/healthz', '/nowhere', '/assets/nothing', '/dossiers', '/login?a=%zz']) {
        const { headers } = await ask(shared, path)

        check(/^default-src 'none'; script-src 'self'; /.test(headers['content-security-policy']), `${path}: CSP`)
        check(!/unsafe/.test(headers['content-security-policy']), `${path}: unsafe CSP`)
        same(headers['x-content-type-options'], 'nosniff', path)
        same(headers['referrer-policy'], 'same-origin', path)
        check(headers['permissions-policy'], `${path}: Permissions-Policy`)
        check(headers['cache-control'], `${path}: Cache-Control`)
        check(!headers['strict-transport-security'], `${path}: HSTS without TLS`)
    }
    same((await ask(shared, '/dossiers', { headers: officer.headers })).headers['cache-control'], 'no-store', 'personal page')
})

test('a HEAD is a GET without its body', async () => {
    const get = await ask(shared, '/login')
    const head = await ask(shared, '/login', { method: 'HEAD' })

    same(head.code, 200, 'code')
    same(head.body, '', 'body')
    same(head.headers['content-length'], get.headers['content-length'], 'length')
})

test('assets are kept for ever, compressed, and not sent twice', async () => {
    const css = (await ask(shared, '/')).body.match(/href="(\/assets\/app\.css[^"]*)"/)[1]
    const whole = await ask(shared, css)
    const zipped = await ask(shared, css, { headers: { 'Accept-Encoding': 'gzip' } })
    const again = await ask(shared, css, { headers: { 'If-None-Match': whole.headers.etag } })

    same(whole.code, 200, 'code')
    same(whole.headers['cache-control'], 'public, max-age=31536000, immutable', 'rule')
    same(zipped.headers['content-encoding'], 'gzip', 'encoding')
    check(Number(zipped.headers['content-length']) < Number(whole.headers['content-length']), 'not smaller')
    same(again.code, 304, 'again')
    same(again.body, '', 'again')
    same((await ask(shared, '/assets/../src/main.c')).code, 404, 'outside')
})

test('malformed HTTP gets a refusal, and nobody else notices', async () => {
    const host = 'Host: a\r\n'
    const broken = [
        'NONSENSE\r\n\r\n',
        'GET\r\n\r\n',
        'GET / HTTP/9.9\r\n\r\n',
        'GET / HTTP/1.1\r\n\r\n',
        `GET / HTTP/1.1\r\n${host}no colon\r\n\r\n`,
        `GET /%zz HTTP/1.1\r\n${host}\r\n`,
        `GET /a%00b HTTP/1.1\r\n${host}\r\n`,
        `GET /${'a'.repeat(5000)} HTTP/1.1\r\n${host}\r\n`,
        `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(60000)}\r\n\r\n`,
        `GET / HTTP/1.1\r\n${host}${'X: a\r\n'.repeat(5000)}\r\n`,
        `POST /login HTTP/1.1\r\n${host}Content-Length: -5\r\n\r\n`,
        `POST /login HTTP/1.1\r\n${host}Content-Length: x\r\n\r\n`,
        `POST /login HTTP/1.1\r\n${host}Content-Length: 99999999999999999999\r\n\r\n`,
        `POST /login HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
        `BREW / HTTP/1.1\r\n${host}\r\n`,
        '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
        '\x00'.repeat(100),
    ]
    const answers = await Promise.all(broken.map(bytes => raw(shared, Buffer.from(bytes, 'latin1'))))

    answers.forEach((text, i) => check(text === '' || /^HTTP\/1\.[01] [45]\d\d /.test(text),
        `${JSON.stringify(broken[i].slice(0, 60))}: ${text.slice(0, 60)}`))
    same(await shared.metric('motcua_worker_crashes_total'), 0, 'crashes')
    same((await ask(shared, '/healthz')).code, 200, 'health')
})

test('what two programs might read as different requests is refused, and smuggles nothing', async () => {
    const hidden = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'
    const post = (headers, body = hidden, version = '1.1') => `POST /nowhere HTTP/${version}\r\nHost: a\r\n${headers}\r\n\r\n${body}`
    const requests = [
        post(`Content-Length: 0\r\nContent-Length: ${hidden.length}`),
        post(`Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked`, `0\r\n\r\n${hidden}`),
        post(`Content-Length : ${hidden.length}`),
        post(`Content-Length: 0\r\nTransfer-Encoding\t: chunked`),
        post('Transfer-Encoding: gzip, chunked', `0\r\n\r\n${hidden}`),
        post('Transfer-Encoding: identity'),
        post('Connection: keep-alive\r\nTransfer-Encoding: chunked', `0\r\n\r\n${hidden}`, '1.0'),
        post('Content-Length: 0\r\nHost: b'),
        post(`Content-Length: 0\r\n${'X: a\r\n'.repeat(63)}Y: b`),
    ]

    for (const bytes of requests) {
        const text = await raw(shared, bytes)

        check(/^HTTP\/1\.1 400 /.test(text), `${JSON.stringify(bytes.slice(0, 90))} got: ${text.slice(0, 60)}`)
        check(!/\r\n\r\nok\n/.test(text), `a hidden request was answered: ${text.slice(0, 200)}`)
    }
})

test('a request with as many headers as it may have is answered', async () => {
    const text = await raw(shared, `GET /healthz HTTP/1.1\r\nHost: a\r\n${'X: a\r\n'.repeat(62)}Y: b\r\n\r\n`)

    check(/^HTTP\/1\.1 200 /.test(text), text.slice(0, 60))
})

test('a refused request is not counted as one that took for ever', async () => {
    const seconds = 'motcua_request_seconds_sum{kind="read"}'
    const before = await shared.metric(seconds)

    await raw(shared, `GET /${'a'.repeat(5000)} HTTP/1.1\r\nHost: a\r\n\r\n`)
    const more = await shared.metric(seconds) - before

    check(more >= 0 && more < 1, `${more} seconds`)
})

test('a body past its bound is refused before it comes', async () => {
    const started = Date.now()
    const text = await raw(shared, 'POST /dossiers HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n', { wait: 5000 })

    check(/^HTTP\/1\.1 413 /.test(text), text.slice(0, 80))
    check(Date.now() - started < 4000, 'it waited for the body')
})

test('a body without a length is cut off at the same bound', async () => {
    const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`
    const text = await raw(shared, `POST /dossiers HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(40)}0\r\n\r\n`,
        { wait: 5000 })

    check(/^HTTP\/1\.1 413 /.test(text), text.slice(0, 80))
})

test('three hundred slow clients do not slow the others', async () => {
    const slow = Array.from({ length: 300 }, (_, i) => {
        const socket = connect(shared.port, '127.0.0.1')

        socket.on('error', () => {})
        socket.write(i % 2 ? 'GET / HTTP/1.1\r\nHost:' : 'POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc')
        return socket
    })

    await pause(200)
    const started = Date.now()

    for (let i = 0; i < 50; i++)
        same((await ask(shared, '/healthz')).code, 200, 'health')
    check(Date.now() - started < 2000, `fifty answers took ${Date.now() - started} ms`)
    slow.forEach(socket => socket.destroy())
})

test('the form of an ended session comes back, and goes through after signing in below it', async () => {
    const fields = await intakeForm(shared, officer)
    const lost = await ask(shared, '/dossiers', { method: 'POST', headers: form, body: encode(fields) })
    const kept = Object.fromEntries([...lost.body.matchAll(/name="(kept[^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]))

    same(lost.code, 403, 'code')
    same(kept['kept.applicant'], fields.applicant, 'applicant')
    const cookie = lost.headers['set-cookie'][0].split(';')[0]
    const back = await ask(shared, '/login', { method: 'POST', headers: { ...form, Cookie: cookie },
        body: encode({ ...kept, csrf: csrfOf(lost.body), login: 'quay1', password }) })
    const again = Object.fromEntries([...back.body.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]))

    same(back.code, 200, 'signed in')
    same(again.applicant, fields.applicant, 'applicant')
    const saved = await ask(shared, '/dossiers', { method: 'POST', headers: { ...form, Cookie: back.headers['set-cookie'][0].split(';')[0] },
        body: encode({ ...again, csrf: back.body.match(/action="\/dossiers">\s*<input type="hidden" name="csrf" value="([^"]+)"/)[1] }) })

    same(saved.code, 303, 'saved')
})

test('changes that come together share a commit, and each gets its own number', async () => {
    const commits = await shared.metric('motcua_commits_total')
    const codes = await Promise.all(Array.from({ length: 200 }, () => receiveSurely(shared, officer)))

    same(new Set(codes).size, 200, 'different codes')
    const numbers = codes.map(code => Number(code.slice(-4))).sort((a, b) => a - b)

    same(numbers[199] - numbers[0], 199, 'no gap')
    const spent = await shared.metric('motcua_commits_total') - commits

    check(spent < 150, `${spent} commits for 200 changes`)
})

test('the same form sent twice at once is one dossier', async () => {
    const body = encode(await intakeForm(shared, officer))
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(shared, '/dossiers', { method: 'POST', headers: officer.headers, body })))

    same(new Set(answers.map(answer => answer.headers.location?.match(/^\/dossiers\/([^/]+)/)?.[1])).size, 1, 'codes')
})

test('who looked at a dossier is written down before it is shown', async () => {
    const dossier = await receiveSurely(shared, officer)
    const traces = await shared.metric('motcua_access_traces_total')

    same((await ask(shared, `/dossiers/${dossier}`, { headers: officer.headers })).code, 200, 'page')
    same(await shared.metric('motcua_access_traces_total') - traces, 1, 'traces')
    for (let i = 0; i < 20; i++)
        await ask(shared, `/dossiers/${dossier}`, { headers: officer.headers })
    const more = await shared.metric('motcua_access_traces_total') - traces

    check(more <= 2, `${more} traces in one hour`) // each worker may write once
})

test('figures are for this machine alone', async () => {
    same((await ask(shared, '/metrics')).code, 200, 'here')
    same((await ask(shared, '/metrics', { headers: { 'X-Forwarded-For': '203.0.113.9' } })).code, 403, 'through a proxy')
})

test('while somebody else holds the database, reads are answered and forms come back', async () => {
    const hold = spawn(holder, [`sqlite:${shared.data}/motcua.db`], { stdio: ['pipe', 'pipe', 'inherit'] })

    await once(hold.stdout, 'data')
    const late = receive(shared, officer)
    let reads = 0

    const done = late.then(() => true)
    while (!await Promise.race([done, pause(100).then(() => false)]))
        reads += (await ask(shared, '/dossiers', { headers: officer.headers })).code === 200
    const answer = await late

    hold.stdin.end()
    await once(hold, 'exit')
    same(answer.code, 503, 'code')
    check(/Thử lưu lại/.test(answer.body) && /name="applicant" value="Hoàng Thị Mẫu"/.test(answer.body), 'the form')
    check(reads > 0, 'no read was answered meanwhile')
    await receiveSurely(shared, officer)
})

test('a killed worker loses only its own requests', async () => {
    const [, victim] = shared.children().sort((a, b) => a - b) // the first one is the writer
    const through = new http.Agent({ keepAlive: true, maxSockets: 8 })
    let answered = 0
    let lost = 0
    let isOver = false
    const clients = Array.from({ length: 8 }, async () => {
        while (!isOver)
            await ask(shared, '/login', { through }).then(answer => { answered += answer.code === 200 }, () => { lost++ })
    })

    await pause(200)
    process.kill(victim, 'SIGKILL')
    await pause(800)
    isOver = true
    await Promise.all(clients)
    through.destroy()
    check(answered > 100, `${answered} answers`)
    check(lost <= 8, `${lost} lost`)
    same(await shared.metric('motcua_worker_crashes_total'), 1, 'crashes')
    same(await shared.metric('motcua_workers'), 2, 'workers')
    await receiveSurely(shared, officer)
})

test('a killed writer keeps nobody from reading, and what is sent next is saved', async () => {
    const [victim] = shared.children().sort((a, b) => a - b)
    const crashes = await shared.metric('motcua_worker_crashes_total')
    const through = new http.Agent({ keepAlive: true, maxSockets: 8 })
    let unread = 0
    let lost = 0
    let isOver = false
    const readers = Array.from({ length: 4 }, async () => {
        while (!isOver)
            await ask(shared, '/login', { through }).then(answer => { unread += answer.code !== 200 }, () => { unread++ })
    })
    const senders = Array.from({ length: 4 }, async () => {
        while (!isOver)
            await receive(shared, officer, through).then(answer => {
                check([303, 503].includes(answer.code), `sending: ${answer.code}`)
                lost += answer.code === 503
            })
    })

    await pause(200)
    process.kill(victim, 'SIGKILL')
    await pause(800)
    isOver = true
    await Promise.all([...readers, ...senders])
    through.destroy()
    same(unread, 0, 'reads that failed')
    check(lost <= 4, `${lost} sendings were answered as not done`)
    same(await shared.metric('motcua_worker_crashes_total'), crashes + 1, 'crashes')
    await receiveSurely(shared, officer)
})

test('SIGHUP takes new settings without losing a request', async () => {
    const before = shared.children()
    const through = new http.Agent({ keepAlive: true, maxSockets: 4 }) // none idle: those may be closed as they are used
    let failed = 0
    let isOver = false
    const clients = Array.from({ length: 4 }, async () => {
        while (!isOver)
            await ask(shared, '/login', { through }).then(answer => { failed += answer.code !== 200 }, () => { failed++ })
    })

    writeFileSync(join(shared.data, 'motcua.conf'), '# three now\nworkers = 3\n')
    shared.process.kill('SIGHUP')
    await pause(1500)
    isOver = true
    await Promise.all(clients)
    through.destroy()
    same(failed, 0, 'failed requests')
    same(await shared.metric('motcua_workers'), 3, 'workers')
    same(shared.children().filter(pid => before.includes(pid)).length, 0, 'old processes')
})

// What was made ready at the start is not made once more, by a parent that takes no turns with its workers.
test('a reload fills no search keys', async () => {
    const sql = words => execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(shared.data, 'motcua.db'), words], { encoding: 'utf8' }).trim()
    const reloads = () => shared.log.split('new settings').length

    const before = reloads()
    sql('INSERT INTO search_fill (after_dossier_id) VALUES (0)')
    shared.process.kill('SIGHUP')
    for (let i = 0; i < 100 && reloads() === before; i++)
        await pause(50)
    same(reloads(), before + 1, 'reloads')
    same(sql('SELECT COUNT(*) FROM search_fill'), '1', 'left to be filled')
    sql('DELETE FROM search_fill')
})

test('a broken configuration changes nothing', async () => {
    writeFileSync(join(shared.data, 'motcua.conf'), 'wrokers = 3\n')
    shared.process.kill('SIGHUP')
    await pause(300)
    same(await shared.metric('motcua_workers'), 3, 'workers')
    check(/line 1: no setting is called wrokers/.test(shared.log), shared.log)
    writeFileSync(join(shared.data, 'motcua.conf'), '')
})

test('SIGTERM finishes what runs, and ends with 0', async () => {
    const body = encode({ csrf: 'x', login: 'quay1', password: 'x' })
    const socket = connect(shared.port, '127.0.0.1')
    let text = ''

    socket.setEncoding('utf8').on('data', piece => { text += piece })
    socket.on('error', () => {})
    socket.write(`POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`)
    await pause(200)
    const workers = shared.children()
    const before = ticksOf(workers)

    shared.process.kill('SIGTERM')
    await pause(1000)
    const spent = ticksOf(workers) - before

    check(spent < 30, `waiting for a client took ${spent} ticks of the processor`)
    socket.write(body.slice(5))
    await once(socket, 'close')
    check(/^HTTP\/1\.1 303 /.test(text), `the half-sent request got: ${text.slice(0, 80)}`)
    await shared.ended
    same(shared.process.exitCode, 0, 'exit code')
    check(!/fatal/.test(shared.log), shared.log)
})

// ---- Servers of their own ----------------------------------------------------------------------------------

test('what was answered as saved survives the death of every process', async () => {
    const data = found()
    let server = await new Server(data, { workers: 2 }).ready()
    let person = await signIn(server)
    const codes = []

    await receiveSurely(server, person)
    for (let round = 0; round < 3; round++) {
        const through = new http.Agent({ keepAlive: true, maxSockets: 32 })
        let isOver = false
        const clients = Array.from({ length: 32 }, async () => {
            while (!isOver)
                await receive(server, person, through).then(answer => { if (answer.dossier) codes.push(answer.dossier) }, () => {})
        })

        await pause(500 + 137 * round)
        await server.killAll()
        isOver = true
        await Promise.all(clients)
        through.destroy()
        server = await new Server(data, { workers: 2 }).ready()
        person = await signIn(server)
    }
    check(codes.length > 50, `only ${codes.length} were saved`)
    for (const code of codes)
        same((await ask(server, `/dossiers/${code}`, { headers: person.headers })).code, 200, code)
    same(await server.stop(), 0, 'exit code')
    run(['verify', '--data', data])
    rmSync(data, { recursive: true })
})

test('a full disk is said, nothing is half-written, and the form comes back', async () => {
    const data = found()
    const size = Math.ceil(readFileSync(join(data, 'motcua.db')).length / 1024)
    const server = await new Server(data, { before: `ulimit -f ${size + 600};` }).ready()
    const person = await signIn(server)
    const saved = []
    let answer

    for (let i = 0; i < 2000; i++) {
        answer = await receive(server, person)
        if (!answer.dossier)
            break
        saved.push(answer.dossier)
    }
    same(answer.code, 507, 'code')
    check(/name="applicant" value="Hoàng Thị Mẫu"/.test(answer.body), 'the form')
    same((await ask(server, `/dossiers`, { headers: person.headers })).code, 200, 'reading goes on')
    same(await server.metric('motcua_worker_crashes_total'), 0, 'crashes')
    await server.stop()
    run(['verify', '--data', data])
    const again = await new Server(data).ready()
    const back = await signIn(again)

    for (const code of saved)
        same((await ask(again, `/dossiers/${code}`, { headers: back.headers })).code, 200, code)
    await receiveSurely(again, back)
    await again.stop()
    rmSync(data, { recursive: true })
})

test('a database that cannot be written is said in words', async () => {
    const data = found()
    const isRoot = process.getuid() === 0
    const as = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []

    for (const name of isRoot ? ['.', ...readdirSync(data)] : [])
        chownSync(join(data, name), 65534, 65534)
    const server = await new Server(data, { as }).ready()
    const person = await signIn(server)

    await server.stop()
    const closed = await new Server(data, { as }).ready()

    chmodSync(join(data, 'motcua.db'), 0o444)
    const answer = await receive(closed, person)

    same(answer.code, 503, 'code')
    check(/chỉ cho xem/.test(answer.body) && /name="applicant"/.test(answer.body), 'the words and the form')
    same((await ask(closed, '/dossiers', { headers: person.headers })).code, 200, 'reading goes on')
    const page = await ask(closed, '/login')

    same((await ask(closed, '/login', { method: 'POST', headers: { ...form, Cookie: page.headers['set-cookie'][0].split(';')[0] },
        body: encode({ csrf: csrfOf(page.body), login: 'quay1', password }) })).code, 503, 'signing in')
    await closed.stop()
    check(/act_login: database cannot be written/.test(closed.log), `the log names what failed: ${closed.log}`)
    rmSync(data, { recursive: true })
})

test('a request the library gives up on is forgotten with its connection', async () => {
    const data = found()
    const server = await new Server(data, { workers: 1 }).ready()

    await raw(server, `GET /?${'a=b&'.repeat(900)} HTTP/1.1\r\nHost: a\r\n\r\n`, { wait: 3000 })
    const started = Date.now()

    same(await server.stop(), 0, 'exit code')
    check(Date.now() - started < 5000, `ending took ${Date.now() - started} ms`)
    rmSync(data, { recursive: true })
})

test('when no more files may be open, new clients wait and the processor rests', async () => {
    const data = found()
    const server = await new Server(data, { workers: 1, before: 'ulimit -n 40;' }).ready()
    const sockets = Array.from({ length: 60 }, () => connect(server.port, '127.0.0.1').on('error', () => {}))

    await pause(500)
    const before = ticksOf(server.children())

    await pause(1000)
    const spent = ticksOf(server.children()) - before

    check(spent < 30, `waiting took ${spent} ticks of the processor`)
    sockets.forEach(socket => socket.destroy())
    same((await ask(server, '/healthz', { through: false })).code, 200, 'health')
    same(await server.stop(), 0, 'exit code')
    rmSync(data, { recursive: true })
})

test('what means nothing any more is cleared away beside the requests', async () => {
    const data = found()
    const sql = script => execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(data, 'motcua.db'), script], { encoding: 'utf8' }).trim()

    sql(`INSERT INTO session SELECT 'old', account_id, 'c', 1, 1, 1 FROM account WHERE login = 'quay1';
         INSERT INTO session SELECT 'new', account_id, 'c', 1, 1, ${Date.now() + 3600e3} FROM account WHERE login = 'quay1';
         INSERT INTO idempotency SELECT 1, account_id, 'k', 'h' FROM account WHERE login = 'quay1';`)
    const server = await new Server(data).ready()

    for (let i = 0; i < 100 && sql("SELECT COUNT(*) FROM session WHERE session_hash = 'old'") !== '0'; i++)
        await pause(100)
    same(sql('SELECT session_hash FROM session'), 'new', 'sessions')
    same(sql('SELECT COUNT(*) FROM idempotency'), '0', 'keys')
    same(await server.stop(), 0, 'exit code')
    same(/keeper/.test(server.log), false, server.log)
    rmSync(data, { recursive: true })
})

test('an address in use, a folder that is a file and a broken setting end with one clear line', async () => {
    const data = found()
    const first = await new Server(data).ready()
    const fails = (words, pattern) => {
        try {
            execFileSync(program, ['serve', ...words], { encoding: 'utf8', stdio: 'pipe', timeout: 10000 })
            check(false, `${words.join(' ')} did not fail`)
        } catch (error) {
            check(error.status === 1 || error.status === 2, `${words.join(' ')}: ${error.status} ${error.message}`)
            check(pattern.test(error.stderr) && error.stderr.trim().split('\n').length === 1, error.stderr)
        }
    }

    fails(['--data', data, '--listen', `127.0.0.1:${first.port}`], /cannot listen on 127\.0\.0\.1:\d+: Address already in use/)
    fails(['--data', join(data, 'motcua.db'), '--listen', '127.0.0.1:0'], /is not a folder/)
    fails(['--data', `${data}-mistyped`, '--listen', '127.0.0.1:0'], /there is no folder .*-mistyped/)
    check(!existsSync(`${data}-mistyped`), 'a mistyped folder is made')
    fails(['--data', data, '--listen', 'nowhere'], /--listen/)
    fails(['--data', data, '--workers', '0'], /--workers/)
    fails(['--data', data, '--database', 'mysql:x'], /database/)
    writeFileSync(join(data, 'motcua.conf'), 'behind_tls = maybe\n')
    fails(['--data', data, '--listen', '127.0.0.1:0'], /behind_tls is yes or no/)
    await first.stop()
    rmSync(data, { recursive: true })
})

// ---- All of them -------------------------------------------------------------------------------------------

const data = found()

shared = await new Server(data, { workers: 0 }).ready()
officer = await signIn(shared)
console.log(`1..${tests.length}`)
let number = 0

for (const { name, run: body } of tests) {
    const started = Date.now()

    await Promise.race([body(), pause(90000).then(() => { throw new Error('took too long') })]).then(
        () => console.log(`ok ${++number} - ${name} (${Date.now() - started} ms)`),
        error => console.log(`not ok ${++number} - ${name}\n# ${error.stack.replace(/\n/g, '\n# ')}`))
}
await shared.stop()
rmSync(data, { recursive: true, force: true })
process.exit(0)
