// SPDX-License-Identifier: Apache-2.0
// What the bench starts and asks: programs, servers, wrk, memory of processes.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'

const children = new Set()

export class Broken extends Error {}

export function run(program, words, options = {}) {
    return execFileSync(program, words, { encoding: 'utf8', maxBuffer: 64 << 20, ...options })
}

export const pause = ms => new Promise(done => setTimeout(done, ms))

export async function freePort() {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address()
    server.close()
    await once(server, 'close')
    return port
}

function start(program, words) {
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'] })
    children.add(child)
    child.on('exit', () => children.delete(child))
    return child
}

export async function stop(child) {
    if (child.exitCode !== null || child.signalCode !== null)
        return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
}

export async function stopAll() {
    for (const child of [...children])
        await stop(child)
}

/* True when the server on that port answers 200. */
function answers(port, path) {
    return new Promise(done => {
        const socket = connect(port, '127.0.0.1')
        socket.on('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`))
        socket.on('data', bytes => { done(bytes.toString('latin1').startsWith('HTTP/1.1 200 ')); socket.destroy() })
        socket.on('error', () => done(false))
        socket.on('close', () => done(false))
    })
}

/* Starts a server, waits until it answers; how long that took is in `readyMs`. */
async function serve(program, words, port, path) {
    const began = performance.now()
    const child = start(program, words)
    while (!await answers(port, path)) {
        if (child.exitCode !== null || performance.now() - began > 20000)
            throw new Broken(`${program} does not answer`)
        await pause(1)
    }
    return { child, port, url: `http://127.0.0.1:${port}`, readyMs: performance.now() - began }
}

export async function serveMotcua(program, data) {
    const port = await freePort()
    return serve(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--workers', '2'], port, '/healthz')
}

/* A private nginx with one static file of 1 KiB at /file. */
export async function serveNginx(folder) {
    const port = await freePort()
    mkdirSync(folder)
    writeFileSync(join(folder, 'file'), 'x'.repeat(1024))
    writeFileSync(join(folder, 'nginx.conf'), `${process.getuid() === 0 ? 'user root;' : ''}
        worker_processes 2; daemon off; pid ${folder}/pid; error_log stderr error;
        events { worker_connections 1024; }
        http {
            access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; default_type text/plain;
            client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
            uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
            server { listen 127.0.0.1:${port}; root ${folder}; }
        }`)
    return serve('/usr/sbin/nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')], port, '/file')
}

const inMs = { us: 0.001, ms: 1, s: 1000, m: 60000 }

/* Runs wrk with 64 keep-alive connections; `started` is called while it runs. */
export async function wrk(script, url, seconds, environment) {
    const words = ['-t2', '-c64', `-d${seconds}s`, '--latency', '-s', script, url]
    const child = spawn('wrk', words, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', more => { text += more })
    await once(child, 'close')
    const rate = text.match(/Requests\/sec:\s+([\d.]+)/)
    const middle = text.match(/50%\s+([\d.]+)(us|ms|s|m)\b/)
    const late = text.match(/99%\s+([\d.]+)(us|ms|s|m)\b/)
    if (rate === null || middle === null || late === null || /Socket errors|Non-2xx/.test(text))
        throw new Broken(`wrk ${words.join(' ')} ${JSON.stringify(environment)}\n${text}`)
    return { rate: Number(rate[1]), p50: Number(middle[1]) * inMs[middle[2]], p99: Number(late[1]) * inMs[late[2]] }
}

/* Runs bench/paced.c, which sends at a steady rate over 64 connections. */
export async function paced(program, port, rate, seconds, environment) {
    const child = spawn(program, [String(port), rate.toFixed(1), String(seconds)],
        { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', more => { text += more })
    const [code] = await once(child, 'close')
    if (code !== 0)
        throw new Broken(`paced ended with ${code}`)
    const [answered, p50, p99, most] = text.split(' ').map(Number)
    return { rate: answered, p50, p99, most }
}

/* KiB of a process and all below it, shared pages divided among those who share them. */
export function pssKiB(pid) {
    let kib = 0
    for (const folder of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
        try {
            const stat = readFileSync(`/proc/${folder}/stat`, 'latin1')
            const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
            if (parent === pid || Number(folder) === pid)
                kib += Number(readFileSync(`/proc/${folder}/smaps_rollup`, 'latin1').match(/^Pss:\s+(\d+)/m)[1])
        } catch (error) {
            if (error.code !== 'ENOENT' && error.code !== 'ESRCH')
                throw error
        }
    }
    return kib
}

/* The answers of SQL statements on a database, one number each. */
export function numbers(database, statements) {
    const done = spawnSync('sqlite3', ['-readonly', database, statements.join(';')], { encoding: 'utf8' })
    if (done.status !== 0)
        throw new Broken(done.stderr)
    return done.stdout.trim().split('\n').map(Number)
}
