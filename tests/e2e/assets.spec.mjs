// SPDX-License-Identifier: Apache-2.0
// What the browser loads: small, the same each time, and every class a page names is known to the style sheet.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { root } from './office.mjs'

function built() {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-assets-'))
    execFileSync('node', [join(root, 'assets/build.mjs'), folder])
    const files = new Map(readdirSync(folder).sort().map(name => [name, readFileSync(join(folder, name))]))
    rmSync(folder, { recursive: true })
    return files
}

// Marks for the eye of a reader or a script, without a look of their own.
const bare = /^(govuk-table__(head|body|row)|govuk-radios|govuk-checkboxes)$/

test('building twice gives the same bytes', () => {
    expect(built()).toEqual(built())
})

test('style and script are small', () => {
    const files = built()
    const sent = name => gzipSync(files.get(name), { level: 9 }).length /* as the server sends it to a phone */
    expect(sent('app.css')).toBeLessThan(14 * 1024)
    expect(sent('app.js')).toBeLessThan(5 * 1024)
})

test('no crown, no foreign typeface, and nothing from elsewhere', () => {
    const files = built()
    const css = files.get('app.css').toString()
    expect(css.match(/GDS Transport|crown/i)).toBeNull()
    const addresses = [...css.matchAll(/url\("?([^")?]+)/g)].map(match => match[1])
    expect(addresses.filter(address => !files.has(address))).toEqual([])
})

test('each class in a template has a style', () => {
    const known = new Set([...built().get('app.css').toString().matchAll(/\.([a-zA-Z][\w-]*)/g)].map(match => match[1]))
    const unknown = []
    for (const file of readdirSync(join(root, 'templates'), { recursive: true }).filter(name => name.endsWith('.html'))) {
        const text = readFileSync(join(root, 'templates', file), 'utf8')
            .replace(/\{[%#].*?[%#]\}/g, ' ').replace(/\{\{.*?\}\}/g, '*')
        for (const [, names] of text.matchAll(/ class="([^"]*)"/g))
            for (const name of names.split(/\s+/))
                if (name && !name.includes('*') && !bare.test(name) && !known.has(name))
                    unknown.push(`${file}: ${name}`)
    }
    expect(unknown).toEqual([])
})
