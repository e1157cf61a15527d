// SPDX-License-Identifier: Apache-2.0
// Makes what the browser loads: `node assets/build.mjs OUTDIR`.
// The same inputs give the same bytes: no times, no random names, no source maps.
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform, build } from 'esbuild'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const out = process.argv[2]

if (!out) {
    console.error('usage: node assets/build.mjs OUTDIR')
    process.exit(2)
}
mkdirSync(out, { recursive: true })

const targets = ['chrome100', 'firefox100', 'safari15']

function copyFonts() {
    const addresses = new Map()
    for (const weight of [400, 700])
        for (const subset of ['vietnamese', 'latin']) {
            const name = `be-vietnam-pro-${subset}-${weight}.woff2`
            const from = join(root, 'node_modules/@fontsource/be-vietnam-pro/files',
                `be-vietnam-pro-${subset}-${weight}-normal.woff2`)
            const hash = createHash('sha256').update(readFileSync(from)).digest('hex').slice(0, 12)
            copyFileSync(from, join(out, name))
            addresses.set(name, `${name}?v=${hash}`)
        }
    return addresses
}

// Each component repeats what body and :root have said already: the typeface, for screen and for paper, its smoothing,
// and a fallback for each colour variable.  That is a third of the bytes.
function withoutRepetitions(css) {
    return css
        .replace(/@media print\s*\{\s*[^{}]+\{\s*font-family: inherit;\s*\}\s*\}/g, '')
        .replace(/ +(font-family: inherit;\s+)-webkit-font-smoothing: antialiased;\s+-moz-osx-font-smoothing: grayscale;/g, ' $1')
        .replace(/\.moj-timeline__document[^{}]*\{[^{}]*\}/g, '') // an old part that names a picture we do not serve
        .replace(/var\((--govuk-[a-z-]+-colour), #?\w+\)/g, 'var($1)')
}

async function buildStyles(fonts) {
    const sass = compile(join(here, 'scss/app.scss'), {
        loadPaths: [root, join(root, 'node_modules')],
        quietDeps: true,
        silenceDeprecations: ['import', 'global-builtin'],
    })
    let css = withoutRepetitions(sass.css)
    for (const [name, address] of fonts)
        css = css.replaceAll(name, address)
    const small = await transform(css, { loader: 'css', minify: true, target: targets, legalComments: 'none' })
    writeFileSync(join(out, 'app.css'), small.code)
}

async function buildScript() {
    const result = await build({
        entryPoints: [join(here, 'js/app.js')],
        bundle: true,
        minify: true,
        format: 'iife',
        target: targets,
        legalComments: 'none',
        write: false,
    })
    writeFileSync(join(out, 'app.js'), result.outputFiles[0].contents)
}

const fonts = copyFonts()
await buildStyles(fonts)
await buildScript()
copyFileSync(join(here, 'emblem.svg'), join(out, 'emblem.svg'))
