// SPDX-License-Identifier: Apache-2.0
// bench.mjs BUILD OUTPUT -- measures motcua beside nginx and a bare loop over SQLite, in one run and in turns, and says
// which limits it keeps.  A limit not kept is a result; only a measurement that did not work ends with an error.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Broken, numbers, paced, pause, pssKiB, run, serveMotcua, serveNginx, stop, stopAll, wrk } from './machine.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const [build, output] = process.argv.slice(2).map(path => resolve(path))
const program = join(build, 'motcua')
const bareLoop = join(build, 'bench/bare_loop')
const pacedClient = join(build, 'bench/paced')
const large = Number(process.env.BENCH_DOSSIERS ?? 1000000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const seconds = Number(process.env.BENCH_SECONDS ?? 3)
const small = 10000
const paths = 1000
const readyTries = 5
const shareOfBare = 0.5 /* of the bare loop's rate: what creation must reach, and where its latency is measured */
const password = 'Mot-cua-do-toc-do-2025'
const month = '2025-09'

const measured = new Map() /* name → a value for each round */

function note(name, value) {
    measured.set(name, [...measured.get(name) ?? [], value])
}

function say(text) {
    console.log(`bench: ${text}`)
}

/* ---- The offices ------------------------------------------------------------------------------- */

function found(data) {
    const people = [['quay1', 'counter', 'TTPVHCC'], ['chuyenvien1', 'specialist', 'VP'], ['giamdoc', 'director', 'TTPVHCC']]
    run(program, ['init', '--data', data, '--office-name', 'UBND xã Bình Yên', '--agency-code', 'H55.12.07'])
    for (const [login, role, unit] of people)
        run(program, ['account', 'create', '--data', data, '--login', login, '--name', 'Hoàng Thị Mẫu', '--role', role,
            '--unit', unit, '--ask-password'], { input: `${password}\n` })
    return run(program, ['token', 'create', '--data', data, '--login', 'quay1', '--name', 'bench', '--scope', 'read write'])
        .trim()
}

/* Signs in as a browser does; the session's cookie. */
async function signIn(url, login) {
    const page = await fetch(`${url}/login`)
    const csrf = (await page.text()).match(/name="csrf" value="([^"]+)"/)[1]
    const cookie = page.headers.getSetCookie().map(text => text.split(';')[0]).join('; ')
    const answer = await fetch(`${url}/login`, { method: 'POST', redirect: 'manual', headers: { cookie },
        body: new URLSearchParams({ csrf, login, password, next: '' }) })
    if (answer.status !== 303)
        throw new Broken(`signing in: ${answer.status}`)
    return answer.headers.getSetCookie().map(text => text.split(';')[0]).find(text => text.startsWith('motcua_session='))
        ?? answer.headers.getSetCookie()[0].split(';')[0]
}

/* Codes from the whole of the database, every second one of an open dossier. */
function codesOf(database) {
    const rows = where => run('sqlite3', ['-readonly', database,
        `SELECT code FROM dossier ${where} ORDER BY dossier_id`]).trim().split('\n')
    const spread = (all, count) => Array.from({ length: count }, (_, i) => all[Math.floor(i * all.length / count)])
    const open = spread(rows('WHERE closed_at IS NULL'), paths / 2)
    const finished = spread(rows('WHERE closed_at IS NOT NULL'), paths / 2)
    return open.flatMap((code, i) => [code, finished[i]])
}

/* What people type who look for dossiers from the whole of the database: names in part, each of which more have than one
 * page shows, and telephones, which one has. */
function searchesOf(database) {
    const rows = run('sqlite3', ['-readonly', '-separator', '|', database,
        'SELECT applicant, phone FROM dossier ORDER BY dossier_id']).trim().split('\n').map(line => line.split('|'))
    const people = Array.from({ length: paths }, (_, i) => rows[Math.floor(i * rows.length / paths)])
    const address = text => `/api/v1/dossiers?q=${encodeURIComponent(text)}`
    return {
        names: people.map(([name], i) => address(name.split(' ').slice(i % 2 ? -1 : -2).join(' '))),
        phones: people.map(([, phone]) => address(phone)),
    }
}

async function office(folder, data, count, token) {
    const database = join(data, 'motcua.db')
    say(`filling a database with ${count} dossiers`)
    run(bareLoop, ['fill', database, String(count)])
    const codes = codesOf(database)
    const searches = searchesOf(database)
    const lines = (name, list) => {
        const file = join(folder, `${count}-${name}`)
        writeFileSync(file, list.map(path => `${path}\n`).join(''))
        return file
    }
    return {
        count, data, database, bearer: `Authorization: Bearer ${token}`,
        json: lines('json', codes.map(code => `/api/v1/dossiers/${code}`)),
        html: lines('html', codes.map(code => `/dossiers/${code}`)),
        overdue: lines('overdue', ['/figures/overdue']),
        overdueJson: lines('overdueJson', [`/api/v1/dossiers?due_before=${new Date().toISOString().slice(0, 16)}`]),
        month: lines('month', [`/figures?month=${month}`]),
        searchName: lines('searchName', searches.names),
        searchPhone: lines('searchPhone', searches.phones),
        monthJson: lines('monthJson', [`/api/v1/months/${month}`]),
        samples: { json: `/api/v1/dossiers/${codes[0]}`, html: `/dossiers/${codes[0]}`, overdue: '/figures/overdue',
            month: `/figures?month=${month}` },
    }
}

/* ---- Measuring --------------------------------------------------------------------------------- */

async function probe(url, path, header) {
    const [name, value] = header.split(': ')
    const answer = await fetch(url + path, { redirect: 'manual', headers: { [name]: value } })
    const body = await answer.text()
    if (answer.status !== 200)
        throw new Broken(`${path}: ${answer.status} ${body.slice(0, 300)}`)
    return Buffer.byteLength(body)
}

const read = (server, file, header = '', time = seconds) =>
    wrk(join(here, 'read.lua'), server.url, time, { BENCH_PATHS: file, BENCH_HEADER: header })

const body = JSON.stringify({
    procedure_code: '1.001193', channel: 'counter', applicant: 'Nguyễn Thị Mẫu', identity_number: '000000000000',
    born_on: '05/03/1985', gender: 'female', address: 'Thôn Yên Thông, xã Bình Yên', phone: '0912345678',
    summary: 'Đăng ký khai sinh cho con', forward_to: 'chuyenvien1',
    answers: { 'bi-bo-roi': false, 'chung-sinh': true, 'mang-thai-ho': false },
    papers: [[1, 'ok'], [2, 'ok'], [8, 'looked-up'], [9, 'looked-up']].map(([position, verdict]) => ({ position, verdict })),
})

let runs = 0

const creation = place => ({ BENCH_BODY: body, BENCH_HEADER: place.bearer, BENCH_RUN: `${Date.now()}-${runs++}` })

const create = (place, time = seconds) => wrk(join(here, 'create.lua'), place.server.url, time, creation(place))

/* 64 clients who wait for each answer are never fewer than 64 under way, so each waits for 64 others whatever the rate:
 * that measures the most there can be.  How long somebody waits is measured at the rate that is asked for. */
const createPaced = (place, rate, time = seconds) =>
    paced(pacedClient, place.server.port, rate, time, creation(place))

const bare = (place, time = seconds) => Number(run(bareLoop, ['time', place.database, String(time)]))

async function withMemory(place, work) {
    let most = 0, ends = false
    const watch = (async () => {
        for (; !ends; await pause(250))
            most = Math.max(most, pssKiB(place.server.child.pid))
    })()
    try {
        return await work()
    } finally {
        ends = true
        await watch
        note(`memory ${place.count}`, most / 1024)
    }
}

/* The bare loop must write what one creation writes: as many rows in each table. */
async function checkRows(place) {
    const tables = ['dossier', 'dossier_paper', 'dossier_event', 'idempotency', 'access_trace', 'serial', 'form_issue',
        'month_count', 'event_chain', 'search_key']
    const counts = () => numbers(place.database, tables.map(table => `SELECT count(*) FROM ${table}`))
    const send = async () => {
        const answer = await fetch(`${place.server.url}/api/v1/dossiers`, { method: 'POST', body, headers: {
            'Content-Type': 'application/json', 'Idempotency-Key': `check-${runs++}`, Authorization: place.bearer.slice(15) } })
        if (answer.status !== 201)
            throw new Broken(`creating: ${answer.status} ${await answer.text()}`)
        await answer.text()
    }
    bare(place, 0)
    const first = counts()
    bare(place, 0)
    const second = counts()
    for (let i = 0; i < second[0] - first[0]; i++)
        await send()
    const third = counts()
    tables.forEach((table, i) => {
        if (third[i] - second[i] !== second[i] - first[i])
            throw new Broken(`rows in ${table}: the bare loop ${second[i] - first[i]}, motcua ${third[i] - second[i]}`)
    })
}

async function ready(place) {
    for (let i = 0; i < readyTries; i++) {
        const server = await serveMotcua(program, place.data)
        note(`ready ${place.count}`, server.readyMs)
        await stop(server.child)
    }
}

async function readRound(nginx, places) {
    for (const [kind, header] of [['json', 'bearer'], ['html', 'cookie']]) {
        const limit = (await read(nginx, nginx.file)).rate
        note('nginx', limit)
        for (const place of places) {
            const { rate, p99 } = await withMemory(place, () => read(place.server, place[kind], place[header]))
            note(`${kind} ${place.count}`, rate)
            note(`${kind} p99 ${place.count}`, p99)
            note(`${kind} of nginx ${place.count}`, rate / limit)
        }
    }
    for (const [kind, header] of [['overdue', 'cookie'], ['overdueJson', 'bearer'], ['month', 'cookie'], ['monthJson', 'director'],
        ['searchName', 'bearer'], ['searchPhone', 'bearer']]) {
        const rates = []
        for (const place of places)
            rates.push((await read(place.server, place[kind], place[header], Math.min(seconds, 2))).rate)
        places.forEach((place, i) => note(`${kind} ${place.count}`, rates[i]))
        note(`${kind} slower`, rates[0] / rates[1])
    }
}

async function createRound(places) {
    for (const place of places) {
        const limit = bare(place)
        const closed = await withMemory(place, () => create(place))
        const open = await createPaced(place, shareOfBare * limit)
        note(`bare ${place.count}`, limit)
        note(`create ${place.count}`, closed.rate)
        note(`create of bare ${place.count}`, closed.rate / limit)
        note(`closed p50 ${place.count}`, closed.p50)
        note(`closed p99 ${place.count}`, closed.p99)
        note(`paced ${place.count}`, open.rate)
        note(`paced p50 ${place.count}`, open.p50)
        note(`paced p99 ${place.count}`, open.p99)
        note(`paced most ${place.count}`, open.most)
    }
}

/* ---- The table --------------------------------------------------------------------------------- */

function middle(values) {
    const sorted = [...values].sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)]
}

function shown(name, digits) {
    const values = measured.get(name)
    const text = value => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    return `${text(middle(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`
}

function limits(count) {
    const many = count.toLocaleString('en-US')
    return [
        [`JSON of a dossier, ${many} dossiers`, 'at least', 0.4, 'of nginx', `json of nginx ${count}`, 2],
        [`HTML of a dossier, ${many} dossiers`, 'at least', 0.15, 'of nginx', `html of nginx ${count}`, 2],
        [`Creation, durable, ${many} dossiers`, 'at least', shareOfBare, 'of the bare loop', `create of bare ${count}`, 2],
        [`Creation at that rate, 99 of 100, ${many} dossiers`, 'less than', 15, 'ms', `paced p99 ${count}`, 1],
        [`Memory under load, ${many} dossiers`, 'at most', 64, 'MiB PSS', `memory ${count}`, 1],
    ]
}

function table() {
    const many = large.toLocaleString('en-US')
    const rows = [
        ...limits(small), ...limits(large),
        [`Overdue page, ${many} against 10,000`, 'at most', 1.5, 'times as long', 'overdue slower', 2],
        [`Overdue list in JSON, ${many} against 10,000`, 'at most', 1.5, 'times as long', 'overdueJson slower', 2],
        [`A month's page, ${many} against 10,000`, 'at most', 1.5, 'times as long', 'month slower', 2],
        [`A month's counts in JSON, ${many} against 10,000`, 'at most', 1.5, 'times as long', 'monthJson slower', 2],
        [`Search by name, ${many} against 10,000`, 'at most', 1.5, 'times as long', 'searchName slower', 2],
        [`Search by telephone, ${many} against 10,000`, 'at most', 1.5, 'times as long', 'searchPhone slower', 2],
        [`Ready to serve, ${many} dossiers`, 'at most', 200, 'ms', `ready ${large}`, 0],
    ]
    const kept = { 'at least': (value, limit) => value >= limit, 'less than': (value, limit) => value < limit,
        'at most': (value, limit) => value <= limit }
    return rows.map(([what, word, limit, unit, name, digits]) =>
        `| ${what} | ${word} ${limit} ${unit} | ${shown(name, digits)} | ${kept[word](middle(measured.get(name)), limit) ? 'yes' : 'no'} |`)
}

function rates() {
    const rows = [['nginx, static 1 KiB', ['nginx']], ['JSON of a dossier', [`json ${small}`, `json ${large}`]],
        ['HTML of a dossier', [`html ${small}`, `html ${large}`]], ['bare loop', [`bare ${small}`, `bare ${large}`]],
        ['creation', [`create ${small}`, `create ${large}`]], ['overdue page', [`overdue ${small}`, `overdue ${large}`]],
        ['overdue list in JSON', [`overdueJson ${small}`, `overdueJson ${large}`]],
        ["a month's page", [`month ${small}`, `month ${large}`]],
        ["a month's counts in JSON", [`monthJson ${small}`, `monthJson ${large}`]],
        ['search by name', [`searchName ${small}`, `searchName ${large}`]],
        ['search by telephone', [`searchPhone ${small}`, `searchPhone ${large}`]]]
    return rows.map(([what, names]) => `| ${what} | ${names.map(name => shown(name, 0)).join(' | ')} |${names.length < 2 ? ' |' : ''}`)
}

function latencies() {
    const rows = [['paced, answers a second', 'paced', 0], ['paced, the middle one', 'paced p50', 1],
        ['paced, 99 of 100', 'paced p99', 1], ['paced, the slowest', 'paced most', 1],
        ['closed loop, the middle one', 'closed p50', 1], ['closed loop, 99 of 100', 'closed p99', 1]]
    return rows.map(([what, name, digits]) =>
        `| ${what} | ${[small, large].map(count => shown(`${name} ${count}`, digits)).join(' | ')} |`)
}

function report(sizes) {
    return `${[
        `# Speed and memory (${new Date().toISOString().slice(0, 16).replace('T', ' ')}, ${cpus().length} cores, ${cpus()[0].model})`,
        '', `${rounds} rounds of ${seconds} s, 64 connections; median (least–most) of the rounds' own ratios.`, '',
        '| what | limit | measured | reached |', '|---|---|---|---|', ...table(), '',
        `| each second | 10,000 dossiers | ${large.toLocaleString('en-US')} dossiers |`, '|---|---|---|', ...rates(), '',
        `| creation, ms | 10,000 dossiers | ${large.toLocaleString('en-US')} dossiers |`, '|---|---|---|', ...latencies(), '',
        `Paced: a request is due each so many microseconds, at ${shareOfBare} of the bare loop's rate of the same round, and its time`,
        'counts from then.  Closed loop: 64 clients that each wait for their answer, as fast as they can.', '',
        `Bytes of an answer: ${Object.entries(sizes).map(([kind, bytes]) => `${kind} ${bytes}`).join(', ')}; nginx's file 1024.`,
    ].join('\n')}\n`
}

/* ---- All of it --------------------------------------------------------------------------------- */

async function bench(folder) {
    const first = join(folder, String(small)), second = join(folder, 'large')
    const token = found(first)
    const director = run(program, ['token', 'create', '--data', first, '--login', 'giamdoc', '--name', 'bench']).trim()
    cpSync(first, second, { recursive: true })
    const places = [await office(folder, first, small, token), await office(folder, second, large, token)]
    await ready(places[1])

    const nginx = await serveNginx(join(folder, 'nginx'))
    nginx.file = join(folder, 'nginx-paths')
    writeFileSync(nginx.file, '/file\n'.repeat(paths))
    const sizes = {}
    for (const place of places) {
        place.server = await serveMotcua(program, place.data)
        place.director = `Authorization: Bearer ${director}`
        place.cookie = `Cookie: ${await signIn(place.server.url, 'giamdoc')}`
        for (const [kind, path] of Object.entries(place.samples))
            sizes[kind] = await probe(place.server.url, path, kind === 'json' ? place.bearer : place.cookie)
        for (const [kind, header] of [['json', place.bearer], ['html', place.cookie]])
            await read(place.server, place[kind], header, 1) /* each dossier's first look leaves its trace */
    }
    for (let round = 1; round <= rounds; round++) {
        say(`reading, round ${round} of ${rounds}`)
        await readRound(nginx, places)
    }
    await checkRows(places[0])
    for (let round = 1; round <= rounds; round++) {
        say(`creating, round ${round} of ${rounds}`)
        await createRound(places)
    }
    for (const place of places) /* was it the page to the end, and not the way to it? */
        await probe(place.server.url, place.samples.html, place.cookie)
    return report(sizes)
}

mkdirSync(build, { recursive: true })
mkdirSync(dirname(output), { recursive: true })
const folder = mkdtempSync(join(build, 'data-')) /* on a real disk, which a temporary folder may not be */
try {
    const text = await bench(folder)
    writeFileSync(output, text)
    console.log(`\n${text}`)
} catch (error) {
    if (!(error instanceof Broken))
        throw error
    console.error(`bench: the measurement did not work: ${error.message}`)
    process.exitCode = 1
} finally {
    await stopAll()
    rmSync(folder, { recursive: true, force: true })
}
