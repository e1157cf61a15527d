// SPDX-License-Identifier: Apache-2.0
// deliver_test.mjs MOTCUA WITH_POSTGRES [NAME] -- messages of the real program to a real mail server (Debian's exim, private to this test) and to an
// SMS gateway, on SQLite and PostgreSQL: lines that break, processes that are killed.  Speaks TAP.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync, chmodSync } from 'node:fs'
import http from 'node:http'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'

const program = resolve(process.argv[2])
const postgres = process.env.MOTCUA_TEST_POSTGRES

if (!postgres)
    process.exit(spawnSync(process.argv[3], [process.execPath, ...process.argv.slice(1)], { stdio: 'inherit' }).status)

const tests = []
const test = (name, run) => tests.push({ name, run })
const pause = ms => new Promise(done => setTimeout(done, ms))

function check(isTrue, words) {
    if (!isTrue)
        throw new Error(words)
}

// The order of an object's members does not count.
const written = value => JSON.stringify(value?.constructor === Object ? Object.entries(value).sort() : value)

function same(actual, expected, words) {
    check(written(actual) === written(expected), `${words}: ${JSON.stringify(actual)}, should be ${JSON.stringify(expected)}`)
}

async function until(question, words, ms = 20000) {
    for (const end = Date.now() + ms; Date.now() < end; await pause(50)) {
        const answer = await question()

        if (answer)
            return answer
    }
    throw new Error(`in vain: ${words}`)
}

const freePort = () => new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address()

        server.close(() => done(port))
    })
})

// ---- The mail server ------------------------------------------------------------------------------------

const user = process.getuid() === 0 ? Number(execFileSync('id', ['-u', 'Debian-exim'])) : process.getuid()

class MailServer {
    constructor() {
        this.folder = mkdtempSync('/tmp/motcua-exim.')
        this.inbox = join(this.folder, 'inbox')
        for (const name of ['spool', 'log', 'inbox'])
            mkdirSync(join(this.folder, name))
        execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext',
            'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', `${this.folder}/key.pem`, '-out', `${this.folder}/cert.pem`], { stdio: 'ignore' })
    }

    // What is refused, put off or slow is told by the recipient's name.
    async start() {
        this.port ??= await freePort()
        writeFileSync(join(this.folder, 'conf'), `
primary_hostname = mx.example
spool_directory = ${this.folder}/spool
log_file_path = ${this.folder}/log/%slog
pid_file_path = ${this.folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${this.port}
deliver_drop_privilege = true
tls_advertise_hosts = *
tls_certificate = ${this.folder}/cert.pem
tls_privatekey = ${this.folder}/key.pem
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
host_lookup =
rfc1413_query_timeout = 0s
smtp_accept_queue_per_connection = 0
smtp_accept_max_per_connection = 0
smtp_accept_max = 100
queue_run_max = 1
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
rcpt:
  deny    !authenticated = *
          message = 5.7.1 sign in first
  deny    local_parts = refuse
          message = 5.1.1 nobody of that name
  defer   local_parts = later
          condition = \${if exists{${this.folder}/open}{no}{yes}}
          message = 4.7.1 greylisted, come back
  accept  local_parts = slowrcpt
          delay = 30s
  accept
data:
  accept  condition = \${if match{$recipients}{slowdata}{yes}{no}}
          delay = 30s
  accept
begin routers
all:
  driver = accept
  transport = inbox
begin transports
inbox:
  driver = appendfile
  directory = ${this.inbox}
  maildir_format = true
  create_directory = true
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{motcua}}{eq{$auth3}{mat-khau}}}{yes}{no}}
  server_set_id = $auth2
`)
        for (const name of ['', '/spool', '/log', '/inbox', '/cert.pem', '/key.pem', '/conf'])
            chownSync(this.folder + name, user, process.getuid() === 0 ? 0 : process.getgid())
        chmodSync(this.folder, 0o755)
        const words = ['/usr/sbin/exim4', '-bdf', '-C', join(this.folder, 'conf')]

        this.process = spawn(...(process.getuid() === 0 ? ['setpriv', ['--reuid', String(user), '--regid', 'Debian-exim', '--clear-groups',
            '--pdeathsig', 'TERM', ...words]] : [words[0], words.slice(1)]), { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
        this.said = ''
        this.process.stderr.setEncoding('utf8').on('data', text => { this.said += text })
        this.ended = once(this.process, 'exit')
        await until(() => {
            check(this.process.exitCode === null, `exim: ${this.said}`)
            return existsSync(`${this.folder}/log/mainlog`) && readFileSync(`${this.folder}/log/mainlog`, 'utf8').split('daemon started').length > (this.starts ?? 0) + 1
        }, 'exim starts')
        this.starts = (this.starts ?? 0) + 1
        return this
    }

    // The whole process group: also whoever is in the middle of a session.
    async kill() {
        try { process.kill(-this.process.pid, 'SIGKILL') } catch { /* gone */ }
        await this.ended
    }

    mails() {
        const folder = join(this.inbox, 'new')

        return existsSync(folder) ? readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8')) : []
    }

    forget() {
        rmSync(join(this.inbox, 'new'), { recursive: true, force: true })
    }

    async remove() {
        await this.kill()
        rmSync(this.folder, { recursive: true, force: true })
    }
}

// As a mail program reads it.
function read(mail) {
    const [head, ...rest] = mail.split('\n\n')
    const headers = Object.fromEntries(head.replaceAll(/\n[ \t]+/g, ' ').split('\n').map(line => [line.split(':')[0].toLowerCase(), line.slice(line.indexOf(':') + 2)]))
    const words = text => text.replaceAll(/\?=\s+=\?/g, '?==?').replaceAll(/=\?UTF-8\?B\?(.*?)\?=/g, (_, code) => Buffer.from(code, 'base64').toString('latin1'))
    const bytes = text => Buffer.from(text, 'latin1').toString('utf8')
    const body = rest.join('\n\n').replaceAll('=\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))

    return { headers, subject: bytes(words(headers.subject)), from: bytes(words(headers.from)), body: bytes(body) }
}

// ---- The SMS gateway --------------------------------------------------------------------------------------

class Gateway {
    async start() {
        this.asked = []
        this.answer = [200, '{"CodeResult":"100"}']
        this.server = http.createServer((request, response) => {
            let body = ''

            request.setEncoding('utf8').on('data', piece => { body += piece }).on('end', () => {
                this.asked.push({ method: request.method, url: request.url, key: request.headers.authorization, type: request.headers['content-type'], body })
                if (this.answer === null)
                    return request.socket.destroy()
                response.writeHead(this.answer[0], { 'content-type': 'application/json' }).end(this.answer[1])
            })
        }).listen(0, '127.0.0.1')
        await once(this.server, 'listening')
        this.port = this.server.address().port
        return this
    }

    stop() {
        this.server.closeAllConnections()
        this.server.close()
    }
}

// ---- The office ---------------------------------------------------------------------------------------------

let databases = 0

class Office {
    constructor(engine, mail, gateway, more = '') {
        this.engine = engine
        this.data = mkdtempSync('/tmp/motcua-deliver-')
        writeFileSync(join(this.data, 'mail-password'), 'mat-khau\n')
        writeFileSync(join(this.data, 'sms-key'), 'khoa\n')
        if (engine === 'postgres') {
            this.name = `deliver_${process.pid}_${++databases}`
            this.host = postgres.match(/host=(\S+)/)[1]
            execFileSync('psql', ['-q', '-h', this.host, '-U', 'motcua', '-d', 'postgres', '-c', `CREATE DATABASE ${this.name}`])
        }
        this.configure(`
watch = no
smtp_url = smtp://localhost:${mail.port}
smtp_from = UBND xã Bình Yên <motcua@binhyen.example>
smtp_user = motcua
smtp_password_file = mail-password
smtp_ca_file = ${mail.folder}/cert.pem
sms_url = http://127.0.0.1:${gateway.port}/send
sms_body = {"to":"{to84}","text":"{text}","id":"{id}"}
sms_header = Authorization: Bearer {secret}
sms_secret_file = sms-key
sms_success = "CodeResult":"100"
`)
        this.run(['init', '--data', this.data, '--office-name', 'UBND xã Bình Yên', '--agency-code', 'H55.12.07', '--public-url', 'https://mc.example'])
        for (const [login, role, unit] of [['quay1', 'counter', 'TTPVHCC'], ['hotich', 'specialist', 'VP']])
            this.run(['account', 'create', '--data', this.data, '--login', login, '--name', login, '--role', role, '--unit', unit])
        this.token = this.run(['token', 'create', '--data', this.data, '--login', 'quay1', '--name', 'x', '--scope', 'read write']).trim()
    }

    configure(text) {
        writeFileSync(join(this.data, 'motcua.conf'), `${this.name ? `database = ${postgres} dbname=${this.name}\n` : ''}${text}`)
    }

    run(words) {
        return execFileSync(program, words, { encoding: 'utf8' })
    }

    // Rows as arrays of text.
    sql(script) {
        const [tool, words] = this.name ? ['psql', ['-q', '-A', '-t', '-F', '\t', '-h', this.host, '-U', 'motcua', '-d', this.name, '-c', script]]
            : ['sqlite3', ['-separator', '\t', '-cmd', '.timeout 5000', join(this.data, 'motcua.db'), script]]

        return execFileSync(tool, words, { encoding: 'utf8' }).split('\n').filter(Boolean).map(line => line.split('\t'))
    }

    states(where = '1 = 1') {
        return Object.fromEntries(this.sql(`SELECT state, COUNT(*) FROM message WHERE ${where} GROUP BY state`).map(([state, count]) => [state, Number(count)]))
    }

    due() {
        this.sql("UPDATE message SET next_try_at = 1 WHERE state = 'waiting'")
    }

    async serve() {
        const server = spawn(program, ['serve', '--data', this.data, '--listen', '127.0.0.1:0', '--workers', '1'], { stdio: ['ignore', 'pipe', 'pipe'] })

        this.log = ''
        server.stderr.setEncoding('utf8').on('data', text => { this.log += text })
        const [line] = await once(server.stdout.setEncoding('utf8'), 'data')

        this.base = String(line).match(/http:\S+/)[0]
        return server
    }

    async receive(more) {
        const answer = await fetch(`${this.base}/api/v1/dossiers`, {
            method: 'POST', headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', 'idempotency-key': `k${Math.random()}` },
            body: JSON.stringify({ procedure_code: '1.001193', channel: 'counter', applicant: 'Nguyễn Thị Mẫu', identity_number: '097185001234',
                born_on: '1985-03-05', gender: 'female', address: 'xã Bình Yên', answers: { 'bi-bo-roi': false, 'chung-sinh': true, 'mang-thai-ho': false },
                papers: [[1, 'ok'], [2, 'ok'], [8, 'looked-up'], [9, 'looked-up']].map(([position, verdict]) => ({ position, verdict })), ...more }),
        })

        check(answer.status === 201, `create: ${answer.status} ${await answer.clone().text()}`)
        return await answer.json()
    }

    // `count` e-mails to `to`, due now, written beside the program.
    queue(to, count = 1) {
        const [[office, account]] = this.sql("SELECT office_id, account_id FROM account WHERE login = 'quay1'")
        const [[version, unit]] = this.sql("SELECT procedure_version_id, unit_id FROM procedure_version WHERE procedure_code = '1.001193'")
        const [[used]] = this.sql('SELECT COUNT(*) FROM message')

        if (used === '0')
            this.sql(`INSERT INTO dossier (dossier_id, office_id, code, public_key, procedure_version_id, channel, applicant, applicant_fold, identity_number, address,
                phone, email, summary, state, unit_id, version, received_by_id, received_at, due_at, promised_at)
                VALUES (1, ${office}, 'X', 'K', ${version}, 'counter', 'x', 'x', '1', 'x', '', '', '', 'received', ${unit}, 1, ${account}, 1, 1, 1)`)
        this.sql(`INSERT INTO dossier_event (event_id, office_id, chain_number, dossier_id, version, event, actor_id, occurred_at, facts, previous_hash, event_hash)
            WITH RECURSIVE n(i) AS (SELECT ${used} + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${used} + ${count})
            SELECT i, ${office}, 1000 + i, 1, i, 'receive', ${account}, 1, '{}', '', '' FROM n`)
        this.sql(`INSERT INTO message (message_id, office_id, dossier_id, event_id, message_kind, transport, recipient, subject, body, created_at, not_before_at,
            state, next_try_at) SELECT 100000 + event_id, ${office}, 1, event_id, 'received', 'email', '${to}', 'Thử', 'Một dòng', 1758164405000, ${Date.now()},
            'waiting', 1 FROM dossier_event WHERE event_id > ${used} AND event_id <= ${used} + ${count}`)
    }

    deliver(words = ['--once']) {
        const child = spawn(program, ['deliver', '--data', this.data, ...words], { stdio: ['ignore', 'ignore', 'pipe'] })

        child.log = ''
        child.stderr.setEncoding('utf8').on('data', text => { child.log += text })
        child.ended = once(child, 'exit')
        return child
    }

    async once() {
        const child = this.deliver()
        const [code] = await child.ended

        return { code, log: child.log }
    }

    remove() {
        rmSync(this.data, { recursive: true, force: true })
    }
}

const mail = await new MailServer().start()
const gateway = await new Gateway().start()
function each(name, run) {
    for (const engine of ['sqlite', 'postgres'])
        test(`${name} (${engine})`, async () => {
            const office = new Office(engine, mail, gateway)

            mail.forget()
            gateway.asked = []
            gateway.answer = [200, '{"CodeResult":"100"}']
            try {
                await run(office)
            } finally {
                office.remove()
            }
        })
}

// ---- Claims -------------------------------------------------------------------------------------------------

const childrenOf = pid => readdirSync('/proc').filter(name => /^\d+$/.test(name)).filter(name => {
    try {
        return readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1] === String(pid)
    } catch {
        return false
    }
}).map(Number)

// Sockets that listen, by inode: 0A in the table of the kernel.
function listens(pid) {
    const inodes = new Set(readFileSync(`/proc/${pid}/net/tcp`, 'utf8').split('\n').map(line => line.trim().split(/\s+/)).filter(row => row[3] === '0A').map(row => row[9]))

    return readdirSync(`/proc/${pid}/fd`).some(file => {
        try {
            return inodes.has(readlinkSync(`/proc/${pid}/fd/${file}`).match(/^socket:\[(\d+)\]$/)?.[1])
        } catch {
            return false
        }
    })
}

const isDeliverer = pid => {
    try {
        return !listens(pid)
    } catch {
        return false // just gone
    }
}
const deliverer = server => until(() => childrenOf(server.pid).find(isDeliverer), 'a process without a listening socket')

each('a dossier received at the counter reaches the citizen by e-mail and telephone', async office => {
    const server = await office.serve()

    try {
        const first = await deliverer(server)

        process.kill(first, 'SIGKILL') // it is replaced
        await until(async () => (await deliverer(server)) !== first, 'another deliverer')
        const { code } = await office.receive({ email: 'mau@example.com', phone: '0912345678' })

        same(office.states(), { waiting: 2 }, 'at first')
        check((await (await fetch(`${office.base}/metrics`)).text()).includes('\nmotcua_messages{state="waiting"} 2\n'), 'metrics')
        office.due()
        await until(() => office.states().sent === 2 && mail.mails().length === 1, 'both are sent')
        const { headers, subject, from, body } = read(mail.mails()[0])

        same(subject, `Đã tiếp nhận hồ sơ ${code}`, 'subject')
        same(from, 'UBND xã Bình Yên <motcua@binhyen.example>', 'from')
        same(headers.to, '<mau@example.com>', 'to')
        check(/^<\d+@binhyen\.example>$/.test(headers['message-id']), `message id ${headers['message-id']}`)
        check(/^[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0700$/.test(headers.date), `date ${headers.date}`)
        check(body.startsWith('Kính gửi ông/bà Nguyễn Thị Mẫu,\n\nTrung tâm đã tiếp nhận hồ sơ '), `body ${body}`)
        check(body.includes(`https://mc.example/status/${code}/`), 'the link')
        check(headers.received.includes('TLS') || mail.mails()[0].includes('esmtpsa'), 'over TLS, signed in')
        const [[answer]] = office.sql("SELECT last_answer FROM message WHERE transport = 'email'")

        check(/^250 OK id=/.test(answer), `answer ${answer}`)
        same(gateway.asked.length, 1, 'requests')
        const [{ method, url, key, type, body: asked }] = gateway.asked

        same([method, url, key, type], ['POST', '/send', 'Bearer khoa', 'application/json'], 'request')
        const sms = JSON.parse(asked)

        same(sms.to, '84912345678', 'telephone')
        check(sms.text.startsWith(`Da nhan ho so ${code}. Hen tra `) && sms.text.length <= 160, `text ${sms.text}`)
    } finally {
        const [code] = await new Promise(done => { once(server, 'exit').then(done); server.kill('SIGTERM') })

        same(code, 0, `exit code (${office.log})`)
    }
})

each('a reload that is refused leaves messages on their way', async office => {
    const other = await new Gateway().start()
    const server = await office.serve()

    try {
        const conf = readFileSync(join(office.data, 'motcua.conf'), 'utf8')

        writeFileSync(join(office.data, 'motcua.conf'), `${conf.replace(/^database.*\n/m, '').replace(`:${gateway.port}`, `:${other.port}`)}
database = sqlite:${office.data}/nowhere.db\n`)
        server.kill('SIGHUP')
        await until(() => /there is no database/.test(office.log), 'the reload is refused')
        const first = await deliverer(server)

        process.kill(first, 'SIGKILL') // whoever comes in its place still has the settings of before
        await until(async () => (await deliverer(server)) !== first, 'another deliverer')
        office.queue('0912345678')
        office.sql("UPDATE message SET transport = 'sms'")
        await until(() => office.states().sent === 1, 'it is sent')
        same([gateway.asked.length, other.asked.length], [1, 0], 'requests')
    } finally {
        server.kill('SIGTERM')
        await once(server, 'exit')
        other.stop()
    }
})

each('nothing is lost while the line is down', async office => {
    office.queue('a@example.com', 3)
    await mail.kill()
    const { code, log } = await office.once()

    same(code, 0, 'exit code')
    check(/^\S+ error email: the line is down, messages wait: .*(refused|connect).*\n$/i.test(log), `log ${log}`)
    same(office.states(), { waiting: 3 }, 'while down')
    same(office.sql('SELECT SUM(attempts) FROM message')[0][0], '1', 'attempts')
    check(/Connection refused|connect/.test(office.sql('SELECT last_answer FROM message WHERE attempts = 1')[0][0]), 'the reason')
    await mail.start()
    office.due()
    await office.once()
    same(office.states(), { sent: 3 }, 'once it is up')
    await until(() => mail.mails().length === 3, 'three mails')
})

each('a server that says "later" is asked again, one that says "never" is not', async office => {
    rmSync(join(mail.folder, 'open'), { force: true })
    office.queue('later@example.com')
    office.queue('refuse@example.com')
    office.queue('a@example.com')
    await office.once()
    same(office.states(), { waiting: 1, failed: 1, sent: 1 }, 'first')
    same(office.sql("SELECT last_answer FROM message WHERE recipient LIKE 'later%'")[0][0], '451 4.7.1 greylisted, come back', 'word for word')
    same(office.sql("SELECT last_answer FROM message WHERE recipient LIKE 'refuse%'")[0][0], '550 5.1.1 nobody of that name', 'word for word')
    writeFileSync(join(mail.folder, 'open'), '')
    office.due()
    await office.once()
    same(office.states(), { sent: 2, failed: 1 }, 'then')
    rmSync(join(mail.folder, 'open'))
})

each('a wrong password or a certificate nobody vouches for costs no message', async office => {
    const conf = readFileSync(join(office.data, 'motcua.conf'), 'utf8')

    office.queue('a@example.com', 2)
    writeFileSync(join(office.data, 'mail-password'), 'sai\n')
    await office.once()
    same(office.states(), { waiting: 2 }, 'password')
    check(office.sql('SELECT last_answer FROM message WHERE attempts = 1')[0][0].startsWith('535 '), 'the reason')
    writeFileSync(join(office.data, 'mail-password'), 'mat-khau\n')
    writeFileSync(join(office.data, 'motcua.conf'), conf.replace(/smtp_ca_file.*\n/, ''))
    office.due()
    await office.once()
    same(office.states(), { waiting: 2 }, 'certificate')
    check(office.sql('SELECT last_answer FROM message').some(([answer]) => /certificate/i.test(answer)), 'the reason')
    same(mail.mails().length, 0, 'mails')
})

each('a server killed before it has the mail is tried again, after that never', async office => {
    office.queue('slowrcpt@example.com')
    const before = office.deliver()

    await until(() => office.states().sending === 1, 'in hand')
    await pause(500)
    await mail.kill()
    await before.ended
    same(office.states(), { waiting: 1 }, 'killed in the middle')
    office.sql('DELETE FROM message')
    office.sql('DELETE FROM dossier_event')
    office.sql('DELETE FROM dossier')
    await mail.start()
    office.queue('slowdata@example.com')
    const after = office.deliver()

    await until(() => office.states().sending === 1, 'in hand')
    await pause(1500)
    await mail.kill()
    await after.ended
    same(office.states(), { 'in-doubt': 1 }, 'killed before its answer')
    await mail.start()
    await office.once()
    same(office.states(), { 'in-doubt': 1 }, 'and so it stays')
})

each('a deliverer killed between claim and answer leaves the message in doubt, sent once at most', async office => {
    office.queue('slowdata@example.com')
    const child = office.deliver([])

    await until(() => office.states().sending === 1, 'in hand')
    await pause(1500)
    child.kill('SIGKILL')
    await child.ended
    same(office.states(), { sending: 1 }, 'just after')
    await office.once()
    same(office.states(), { sending: 1 }, 'somebody else might have it in hand')
    office.sql(`UPDATE message SET claimed_at = claimed_at - ${11 * 60 * 1000}`)
    await office.once()
    same(office.states(), { 'in-doubt': 1 }, 'ten minutes later')
    await office.once()
    same(office.sql('SELECT attempts FROM message')[0][0], '1', 'attempts')
    check(mail.mails().length <= 1, 'mails')
    await mail.kill() // and with it the slow session
    await mail.start()
})

for (const words of [[], ['--once']])
    each(`a deliverer told to end breaks off what was not handed over ${words}`, async office => {
        office.queue('slowrcpt@example.com', 3)
        const child = office.deliver(words)

        await until(() => office.states().sending === 1, 'in hand')
        await pause(500)
        const began = Date.now()

        child.kill('SIGTERM')
        same((await child.ended)[0], 0, 'exit code')
        check(Date.now() - began < 5000, `took ${Date.now() - began} ms`)
        same(office.states(), { waiting: 3 }, 'afterwards')
        same(office.sql('SELECT SUM(attempts) FROM message')[0][0], '1', 'attempts')
        same(child.log, '', 'log')
        await mail.kill()
        await mail.start()
    })

each('two deliverers at once send each message once', async office => {
    office.queue('a@example.com', 200)
    const children = [office.deliver(), office.deliver()]

    for (const child of children)
        same((await child.ended)[0], 0, `exit code (${child.log})`)
    await office.once()
    same(office.states(), { sent: 200 }, 'afterwards')
    same(office.sql('SELECT MAX(attempts) FROM message')[0][0], '1', 'attempts')
    await until(() => mail.mails().length >= 200, '200 mails', 60000)
    same(new Set(mail.mails().map(each => read(each).headers['message-id'])).size, 200, 'different mails')
    same(mail.mails().length, 200, 'mails')
})

each('hostile words stay where they belong', async office => {
    const newline = office.name ? 'chr(13) || chr(10)' : 'char(13) || char(10)'

    office.queue('a@example.com', 2)
    office.sql(`UPDATE message SET subject = 'x' || ${newline} || 'Bcc: refuse@example.com' || ${newline} || ${newline} || 'y', body = '.' || ${newline} || 'QUIT' || ${newline}
        WHERE message_id = 100001`)
    office.sql(`UPDATE message SET recipient = 'a@example.com>' || ${newline} || 'RCPT TO:<b@example.com' WHERE message_id = 100002`)
    await office.once()
    same(office.states(), { sent: 1, failed: 1 }, 'afterwards')
    await until(() => mail.mails().length === 1, 'one mail')
    const { headers, subject, body } = read(mail.mails()[0])

    same(headers.bcc, undefined, 'Bcc')
    same(subject, 'x\r\nBcc: refuse@example.com\r\n\r\ny', 'subject')
    same(body, '.\r\nQUIT\r\n', 'body')
})

each('a gateway is asked once, again, or never again, as it answers', async office => {
    const answers = [[[503, 'busy'], 'waiting'], [[200, '{"CodeResult":"103"}'], 'waiting'], [[400, 'bad number'], 'failed'], [[500, 'oops'], 'in-doubt'], [null, 'in-doubt'],
        [[200, '{"CodeResult":"100"}'], 'sent']]

    office.queue('0912345678', answers.length)
    office.sql("UPDATE message SET transport = 'sms', next_try_at = 9000000000000000")
    for (const [i, [answer, state]] of answers.entries()) {
        gateway.answer = answer
        office.sql(`UPDATE message SET next_try_at = 1 WHERE message_id = ${100001 + i}`)
        await office.once()
        same(office.states(`message_id = ${100001 + i}`), { [state]: 1 }, `after ${JSON.stringify(answer)}`)
    }
    same(gateway.asked.length, answers.length, 'requests')
    same(office.sql('SELECT last_answer FROM message WHERE message_id = 100006')[0][0], 'HTTP 200', 'first line of the answer')
})

// ---- The run ------------------------------------------------------------------------------------------------

const only = process.argv[4]
const chosen = tests.filter(each => !only || each.name.includes(only))
let failures = 0

console.log(`1..${chosen.length}`)
for (const [i, { name, run }] of chosen.entries()) {
    try {
        await run()
        console.log(`ok ${i + 1} - ${name}`)
    } catch (error) {
        failures++
        console.log(`not ok ${i + 1} - ${name}\n# ${String(error.stack).replaceAll('\n', '\n# ')}`)
    }
}
gateway.stop()
await mail.remove()
process.exit(failures > 0 ? 1 : 0)
