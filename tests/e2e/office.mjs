// SPDX-License-Identifier: Apache-2.0
// An office founded with the program's own commands, served on a free port of 127.0.0.1, for one worker of tests.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
export const program = process.env.MOTCUA ?? join(root, 'build/motcua')

const password = 'Mot-cua-thu-nghiem-2025'

export const people = {
    counter: { login: 'quay1', name: 'Hoàng Thị Mẫu', role: 'counter', unit: 'TTPVHCC' },
    specialist: { login: 'hotich', name: 'Trần Văn Ví Dụ', role: 'specialist', unit: 'VP' },
    head: { login: 'chanhvp', name: 'Lý Thị Giả Định', role: 'unit-head', unit: 'VP', title: 'Chánh Văn phòng' },
    leader: { login: 'lanhdao', name: 'Ma Văn Thí Dụ', role: 'duty-leader', unit: 'LD', title: 'Phó Chủ tịch' },
    director: { login: 'giamdoc', name: 'Đặng Thị Mẫu', role: 'director', unit: 'TTPVHCC' },
    chairman: { login: 'chutich', name: 'Triệu Văn Mẫu', role: 'chairman', unit: 'LD', title: 'Chủ tịch' },
    inspector: { login: 'kiemtra', name: 'Lò Thị Ví Dụ', role: 'inspector', unit: 'VHXH' },
    police: { login: 'congan', name: 'Nông Văn Mẫu', role: 'police', unit: 'CA' },
    administrator: { login: 'quantri', name: 'Phạm Thị Thí Dụ', role: 'administrator', unit: 'VP' },
}

export function run(words, input = '') {
    return execFileSync(program, words, { input, encoding: 'utf8' })
}

export function foundOffice(data, url) {
    run(['init', '--data', data, '--office-name', 'UBND xã Bình Yên', '--agency-code', 'H55.12.07', '--public-url', url,
        '--address', 'Xóm Yên Thông, xã Bình Yên, tỉnh Thái Nguyên', '--phone', '02083000000'])
    for (const { login, name, role, unit, title } of Object.values(people))
        run(['account', 'create', '--data', data, '--login', login, '--name', name, '--role', role, '--unit', unit,
            ...(title ? ['--title', title] : []), '--ask-password'], `${password}\n`)
}

async function freePort() {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address()
    server.close()
    await once(server, 'close')
    return port
}

async function answers(url, server) {
    for (let tries = 0; tries < 200; tries++) {
        if (server.exitCode !== null)
            throw new Error(`motcua serve ended with ${server.exitCode}`)
        const ok = await fetch(`${url}/healthz`).then(answer => answer.ok, () => false)
        if (ok)
            return
        await new Promise(done => setTimeout(done, 50))
    }
    throw new Error('motcua serve does not answer')
}

/* The made-up commune: everybody's password, and the day as `--date` takes it; `words` as on the command line. */
export const demoPassword = 'Binh-Yen-2025'
export const today = new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10)

export function foundDemonstration(...words) {
    return (data, url) => run(['demo', '--data', data, '--public-url', url, ...words])
}

/* Founds and serves an office, calls `use` with it, and clears everything away. */
export async function withOffice(use, found = foundOffice) {
    const data = mkdtempSync(join(tmpdir(), 'motcua-e2e-'))
    const address = `127.0.0.1:${await freePort()}`
    const url = `http://${address}`

    found(data, url)
    const server = spawn(program, ['serve', '--data', data, '--listen', address, '--workers', '2'],
        { stdio: ['ignore', 'ignore', 'pipe'] })
    let log = ''
    server.stderr.setEncoding('utf8').on('data', text => { log += text })
    try {
        await answers(url, server)
        await use({ url, data, password })
    } finally {
        if (server.exitCode === null) {
            server.kill('SIGTERM')
            await once(server, 'exit')
        }
        if (/fatal|error/.test(log) || server.exitCode !== 0)
            console.error(log)
        rmSync(data, { recursive: true })
    }
}
