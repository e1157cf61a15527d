// SPDX-License-Identifier: Apache-2.0
// api_test.mjs MOTCUA SOURCE -- the JSON interface of the real program, and that its description is true: every answer is
// checked against the schema that /api/v1/openapi.json gives for its operation and code.  Speaks TAP.
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [program, source] = process.argv.slice(2)
const tests = []
const test = (name, run) => tests.push({ name, run })

function same(actual, expected, words) {
    if (JSON.stringify(actual) !== JSON.stringify(expected))
        throw new Error(`${words}: ${JSON.stringify(actual)}, should be ${JSON.stringify(expected)}`)
}

// ---- The program ------------------------------------------------------------------------------------------

const data = mkdtempSync(join(tmpdir(), 'motcua-api-'))
const run = (words, input = '') => execFileSync(program, words, { input, encoding: 'utf8' })

run(['init', '--data', data, '--office-name', 'UBND xã Bình Yên', '--agency-code', 'H55.12.07'])
for (const [login, role, unit] of [['quay1', 'counter', 'TTPVHCC'], ['hotich', 'specialist', 'VP'], ['hotich2', 'specialist', 'VP'],
    ['lanhdao', 'duty-leader', 'LD'], ['giamdoc', 'director', 'TTPVHCC'], ['congan', 'police', 'CA'],
    ['kiemtra', 'inspector', 'VHXH']])
    run(['account', 'create', '--data', data, '--login', login, '--name', login, '--role', role, '--unit', unit])
const token = (login, scope = 'read write') =>
    run(['token', 'create', '--data', data, '--login', login, '--name', `${login} ${scope}`, '--scope', scope]).trim()
const tokens = Object.fromEntries(['quay1', 'hotich', 'hotich2', 'lanhdao', 'giamdoc', 'congan', 'kiemtra'].map(login => [login, token(login)]))
const readOnly = token('quay1', 'read')
const server = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
const [line] = await once(server.stdout.setEncoding('utf8'), 'data')
const base = String(line).match(/http:\S+/)[0]
const description = await (await fetch(`${base}/api/v1/openapi.json`)).json()

// ---- Asking, and holding the answer against the description ------------------------------------------------------

const ajv = new Ajv2020({ strict: false, allErrors: true })

addFormats(ajv)
ajv.addSchema({ $id: 'motcua', components: description.components })

const patterns = Object.keys(description.paths).map(path => ({ path, match: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`) }))
const seen = new Set()

function isDescribed(method, path, code, type, body) {
    const operation = description.paths[patterns.find(each => each.match.test(path.split('?')[0]))?.path]?.[method]
    const answer = operation?.responses[code]

    if (!answer)
        throw new Error(`${method} ${path} answered ${code}, which is not described`)
    seen.add(`${operation.operationId} ${code}`)
    if (!answer.content)
        return
    const schema = answer.content[type.split(';')[0]]?.schema

    if (!schema)
        throw new Error(`${method} ${path} ${code}: content type ${type} is not described`)
    const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"motcua#/')))

    if (!validate(body))
        throw new Error(`${method} ${path} ${code}: ${ajv.errorsText(validate.errors)}`)
}

async function ask(method, path, { as = 'quay1', bearer = tokens[as], headers = {}, body } = {}) {
    const answer = await fetch(base + path, {
        method,
        headers: { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), 'content-type': 'application/json', ...headers },
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await answer.text()
    const json = text === '' ? null : JSON.parse(text)

    isDescribed(method.toLowerCase(), path, answer.status, answer.headers.get('content-type') ?? '', json)
    return { code: answer.status, etag: answer.headers.get('etag'), location: answer.headers.get('location'), json }
}

let keys = 0
const dossier = (more = {}) => ({
    procedure_code: '1.001193', channel: 'counter', applicant: 'Nguyễn Thị Mẫu', identity_number: '097185001234',
    born_on: '1985-03-05', gender: 'female', address: 'xã Bình Yên',
    answers: { 'bi-bo-roi': false, 'chung-sinh': true, 'mang-thai-ho': false },
    papers: [[1, 'ok'], [2, 'ok'], [8, 'looked-up'], [9, 'looked-up']].map(([position, verdict]) => ({ position, verdict })), ...more,
})
const create = (body, key = `key-${++keys}`, more = {}) =>
    ask('POST', '/api/v1/dossiers', { headers: { 'idempotency-key': key }, body, ...more })
const move = (code, version, body, more = {}) =>
    ask('POST', `/api/v1/dossiers/${code}/moves`, { headers: { 'if-match': `"${version}"` }, body, ...more })

// ---- Tests ------------------------------------------------------------------------------------------------

test('a public linter finds nothing in the description', () => {
    const lint = spawnSync(join(source, 'node_modules/.bin/redocly'), ['lint', join(source, 'api/openapi.json')], {
        encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    })

    same(lint.status, 0, lint.stdout + lint.stderr)
})

test('each address under /api is described, and no other', () => {
    const routes = [...readFileSync(join(source, 'src/web/routes.def'), 'utf8').matchAll(/^ROUTE\((\w+), +"(\/api[^"]+)"/gm)]
        .map(([, method, path]) => `${method.toLowerCase()} ${path}`).sort()
    const described = Object.entries(description.paths).flatMap(([path, methods]) => Object.keys(methods).map(method => `${method} ${path}`)).sort()

    same(described, routes, 'described')
})

test('a dossier is created, read again, and not sent twice to who has it', async () => {
    const made = await create(dossier({ forward_to: 'hotich' }))

    same(made.code, 201, 'creation')
    same(made.json.state, 'processing', 'state')
    same(made.json.holder, 'hotich', 'holder')
    same(made.etag, '"2"', 'etag')
    const read = await ask('GET', made.location)

    same(read.json, made.json, 'the same dossier')
    same((await ask('GET', made.location, { headers: { 'if-none-match': '"2"' } })).code, 304, 'unchanged')
})

test('numbers stand in full only before those who work on the dossier', async () => {
    const made = await create(dossier({ forward_to: 'hotich', phone: '0123 000 456', email: 'mau@example.vn' }))
    const seen = async as => (({ identity_number, phone, email }) => [identity_number, phone, email])(
        (await ask('GET', made.location, { as })).json.applicant)

    same(await seen('quay1'), ['097185001234', '0123000456', 'mau@example.vn'], 'the counter')
    same(await seen('hotich'), ['097185001234', '0123000456', 'mau@example.vn'], 'the holder')
    same(await seen('kiemtra'), ['********1234', '*******456', ''], 'the inspector')
    same(await seen('lanhdao'), ['********1234', '*******456', ''], 'a leader who does not hold it')
})

test('the same key gives the same dossier, and not for other content', async () => {
    const first = await create(dossier(), 'again')
    const second = await create(dossier(), 'again')

    same([first.code, second.code], [201, 200], 'codes')
    same(second.json.code, first.json.code, 'code')
    same((await create(dossier({ applicant: 'Người Khác' }), 'again')).code, 409, 'other content')
})

test('everything that is wrong is said at once, and nothing is stored', async () => {
    const before = await ask('GET', '/api/v1/dossiers?limit=200')
    const wrong = await create(dossier({ born_on: '1985-02-31', identity_number: '12', papers: [] }))

    same(wrong.code, 422, 'code')
    same(wrong.json.errors.map(error => error.pointer),
        ['/identity_number', '/born_on', '/papers/-', '/papers/-', '/papers/-', '/papers/-'], 'pointers')
    same((await ask('GET', '/api/v1/dossiers?limit=200')).json, before.json, 'dossiers')
})

test('the answers decide which papers are needed', async () => {
    const pointers = async more => (await create(dossier(more))).json.errors?.map(error => error.pointer)
    const noNote = { 'bi-bo-roi': false, 'chung-sinh': false, 'lam-chung': true, 'mang-thai-ho': false }

    same(await pointers({ answers: {} }), ['/answers/bi-bo-roi', '/answers/chung-sinh', '/answers/lam-chung', '/answers/mang-thai-ho'], 'nothing answered')
    same(await pointers({ answers: noNote }), ['/papers/-'], 'what witnesses sign')
    same(await pointers({ answers: { ...noNote, 'con/r~n': true } }), ['/answers/con~1r~0n', '/papers/-'], 'no such question')
    same(await pointers({ papers: [1, 2, 8, 9].map(position => ({ position, verdict: 'ok' })) }), ['/papers/2', '/papers/3'], 'not looked up')
    const made = await create(dossier({ papers: [{ position: 1, verdict: 'ok' }, { position: 2, verdict: 'ok' }, { position: 8, verdict: 'ok', lookup_failure: 'no-data' }, { position: 9, verdict: 'looked-up' }] }))

    same(made.code, 201, 'looked up in vain')
    same(made.json.papers[2].lookup_failure, 'no-data', 'why')
})

test('what comes online waits to be looked at, and nothing is promised yet', async () => {
    const made = await create(dossier({ channel: 'online', papers: [{ position: 1, verdict: 'ok', kind: 'electronic' }], answers: {} }))

    same([made.code, made.json.state, made.json.national_status], [201, 'submitted', 1], 'submitted')
    same([made.json.promised_at, made.etag], [null, '"1"'], 'nothing promised')
    same(made.json.due_at === null, false, 'answered within eight working hours')
    same(made.json.papers.map(paper => paper.verdict), ['unchecked'], 'papers')
    same((await create(dossier({ channel: 'online', forward_to: 'hotich' }))).json.errors.map(error => error.pointer), ['/forward_to'], 'nobody handles it yet')
})

test('a submitter who is not the applicant shows an authorisation', async () => {
    const submitter = { name: 'Trần Văn Mẫu', identity_number: '098065000123' }
    const papers = [...dossier().papers, { position: 7, verdict: 'ok' }]

    same((await create(dossier({ submitter, papers }))).json.errors.map(error => error.pointer), ['/submitter/authorisation'], 'without')
    same((await create(dossier({ submitter: { ...submitter, authorisation: 'Giấy ủy quyền' } }))).json.errors.map(error => error.pointer), ['/papers/-'], 'not looked at')
    same((await create(dossier({ submitter: { ...submitter, authorisation: 'Giấy ủy quyền' }, papers }))).code, 201, 'with it')
})

test('a body that is not what was described is refused', async () => {
    same((await create('{"procedure_code":')).code, 400, 'half a text')
    same((await create('[]')).code, 400, 'a list')
    same((await create(dossier({ due_at: '2030-01-01' }))).code, 400, 'a due date nobody may give')
    same((await create(dossier(), '')).code, 400, 'no key')
    same((await create(dossier({ forward_to: 'lanhdao' }))).code, 422, 'somebody who cannot hold it')
    same((await create(dossier({ forward_to: 'nobody' }))).code, 422, 'nobody')
})

test('a dossier is moved on by who may, as they last saw it', async () => {
    const { json: { code } } = await create(dossier({ forward_to: 'hotich' }))

    same((await move(code, 2, { event: 'propose', person: 'lanhdao' }, { as: 'hotich2' })).code, 403, 'not the holder')
    same((await move(code, 1, { event: 'propose', person: 'lanhdao' }, { as: 'hotich' })).code, 412, 'an old version')
    same((await ask('POST', `/api/v1/dossiers/${code}/moves`, { body: { event: 'propose' }, as: 'hotich' })).code, 428, 'no version')
    same((await move(code, 2, { event: 'hand-over' })).code, 422, 'no such step yet')
    same((await move(code, 2, { event: 'fly' })).code, 422, 'no such move')
    same((await move(code, 2, { event: 'propose', person: 'lanhdao', draft: 'Dự thảo' }, { as: 'hotich' })).json.state, 'approval', 'proposed')
    same((await move(code, 3, { event: 'send-back' }, { as: 'lanhdao' })).code, 422, 'no reason')
    same((await move(code, 3, { event: 'approve' }, { as: 'lanhdao' })).json.state, 'decided', 'approved')
    const end = await move(code, 4, { event: 'hand-over' })

    same([end.json.state, end.json.national_status, end.json.holder, end.etag], ['handed-over', 10, null, '"5"'], 'end')
})

test('the moves that are described are those that are taken', async () => {
    const { json: { code } } = await create(dossier())
    const known = [...readFileSync(join(source, 'src/domain/dossier_events.def'), 'utf8').matchAll(/^EVENT\(\w+, +"([^"]+)"/gm)].map(([, name]) => name)
    const taken = []

    same(known.length > 30 && known.includes('accept'), true, 'events')
    for (const event of known) {
        const answer = await move(code, 99, { event, items: ['x'], legal_basis: 'Điều 1 Nghị định 61/2018/NĐ-CP', until: '2030-01-01 16:00', refusal: 'forbidden', cause: 'officer', reason: 'x' })

        if (!answer.json.type.endsWith('/no-such-move'))
            taken.push(event)
    }
    same([...description.components.schemas.Move.properties.event.enum].sort(), taken.sort(), 'described')
})

test('nothing that was sent is left out in silence', async () => {
    const before = await ask('GET', '/api/v1/dossiers?limit=200')
    const many = (count, each) => Array.from({ length: count }, (_, i) => each(i + 1))
    const papers = count => many(count, position => ({ position, verdict: 'ok' }))
    const pointers = async more => (({ code, json }) => [code, json.errors?.map(error => error.pointer)])(await create(dossier(more)))

    same(await pointers({ papers: papers(41) }), [422, ['/papers']], '41 papers')
    same((await pointers({ papers: papers(40) }))[1].includes('/papers'), false, '40 papers are looked at')
    same(await pointers({ answers: Object.fromEntries(many(14, i => [`q${i}`, true])) }), [422, ['/answers']], '14 answers')
    same((await create(dossier({ papers: [{ position: 1, verdict: 'ok', verdikt: 'faulty' }] }))).code, 400, 'a paper with an unknown member')
    same((await create(dossier({ owner: { name: 'Trần Văn Mẫu', identity_number: '098065000123', authorisation: 'x' } }))).code, 400, 'an owner with one')
    same((await ask('GET', '/api/v1/dossiers?limit=200')).json, before.json, 'dossiers')
    for (const moment of ['2030-01-01T00:00Z', '2030-01-01T00:00:00%2B07:00', '2030-01-01T00:00x', '2030-01-01', '2030-02-30T00:00'])
        same((await ask('GET', `/api/v1/dossiers?due_before=${moment}`)).code, 400, moment)
    same((await ask('GET', '/api/v1/dossiers?due_before=9999-12-31%2000:00&limit=200')).json, before.json, 'a blank for the T')
})

test('doors are closed to strangers, readers and the wrong roles', async () => {
    same((await ask('GET', '/api/v1/dossiers', { bearer: null })).code, 401, 'nobody')
    same((await ask('GET', '/api/v1/dossiers', { bearer: 'motcua_forged' })).code, 401, 'forged')
    same((await ask('GET', '/api/v1/dossiers', { as: 'congan' })).code, 403, 'the police')
    same((await create(dossier(), 'read-only', { bearer: readOnly })).code, 403, 'a token that only reads')
    same((await ask('GET', '/api/v1/months/2025-07', { as: 'quay1' })).code, 403, 'figures at the counter')
    same((await ask('GET', '/api/v1/dossiers/H55.12.07-250918-9999')).code, 404, 'no such dossier')
})

test('a list is read page by page without a gap or a repeat', async () => {
    const codes = []
    let after = ''

    for (let i = 0; i < 5; i++)
        await create(dossier())
    const all = (await ask('GET', '/api/v1/dossiers?limit=200')).json.dossiers.map(each => each.code)

    do {
        const page = (await ask('GET', `/api/v1/dossiers?limit=2&after=${after}`)).json

        codes.push(...page.dossiers.map(each => each.code))
        after = page.next_after
    } while (after)
    same(codes, all, 'pages')
    same((await ask('GET', '/api/v1/dossiers?after=x')).code, 400, 'not a page')
    same((await ask('GET', '/api/v1/dossiers?limit=201')).code, 400, 'too many')
    same((await ask('GET', '/api/v1/dossiers?due_before=2020-01-01T00:00')).json.dossiers, [], 'nothing was due then')
})

test('dossiers are found by what can be typed into the search box', async () => {
    const { json: { code } } = await create(dossier({ applicant: 'Lường Thị Kiểm Thử' }))
    for (const typed of ['luong thi kiem thu', 'kiểm thử', 'thu luong', code, code.slice(-11)]) {
        const { json } = await ask('GET', `/api/v1/dossiers?q=${encodeURIComponent(typed)}`)
        same(json.dossiers.map(found => found.code), [code], typed)
        same(json.dossiers[0].applicant, 'Lường Thị Kiểm Thử', 'whose')
        same(json.next_after, null, 'all on one page')
    }
    same((await ask('GET', '/api/v1/dossiers?q=nobody+at+all')).json.dossiers, [], 'nobody')
    same((await ask('GET', '/api/v1/dossiers?q=luong&limit=1')).code, 400, 'q stands alone')
    same((await ask('GET', `/api/v1/dossiers?q=${'a'.repeat(301)}`)).code, 400, 'too long')
    same((await ask('GET', '/api/v1/dossiers?q=luong', { as: 'congan' })).code, 403, 'the police')
})

test('procedures are found without accents', async () => {
    same((await ask('GET', '/api/v1/procedures?q=dang+ky+khai+sin', { bearer: null })).json.procedures[0].code, '1.001193', 'first')
    same((await ask('GET', '/api/v1/procedures', { bearer: null })).json.procedures.length > 150, true, 'all of them')
})

test('the counts of a month are those of its dossiers', async () => {
    const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 7)
    const { json } = await ask('GET', `/api/v1/months/${today}`, { as: 'giamdoc' })
    const births = json.counts.find(count => count.procedure_code === '1.001193')

    same(births.finished_early + births.finished_on_time + births.finished_late, 1, 'finished')
    same((await ask('GET', '/api/v1/months/2025-13', { as: 'giamdoc' })).code, 400, 'not a month')
})

test('most of what is described was seen', () => {
    const described = Object.values(description.paths).flatMap(methods => Object.values(methods)
        .flatMap(operation => Object.keys(operation.responses).map(code => `${operation.operationId} ${code}`)))
    const unseen = described.filter(each => !seen.has(each) && !/^describe /.test(each)).sort()

    same(unseen, ['listProcedures 400', 'moveDossier 400', 'moveDossier 401', 'moveDossier 404', 'readDossier 401', 'readDossier 403',
        'readMonth 401', 'createDossier 401'].sort(), 'unseen')
})

console.log(`1..${tests.length}`)
let number = 0

for (const { name, run: body } of tests) {
    number++
    try {
        await body()
        console.log(`ok ${number} - ${name}`)
    } catch (error) {
        console.log(`not ok ${number} - ${name}\n# ${error.message.replaceAll('\n', '\n# ')}`)
        process.exitCode = 1
    }
}
server.kill('SIGTERM')
await once(server, 'exit')
rmSync(data, { recursive: true })
