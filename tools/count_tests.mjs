/* SPDX-License-Identifier: Apache-2.0 */
/* count_tests.mjs REPORT… -- one line for all tests: "N passed, M failed"; exits 1 unless all passed.
 *
 * A report is Meson's testlog.json (one object a line; each test program speaks TAP, one line a test) or Playwright's.
 * A program that dies, or a report that is missing, counts as one failure, so silence never looks like success. */
import { existsSync, readFileSync } from 'node:fs'

const total = { passed: 0, failed: 0, skipped: 0 }

function fail(words) {
    total.failed++
    console.log(`FAILED  ${words}`)
}

function countProgram(program) {
    const isGood = ['OK', 'EXPECTEDFAIL'].includes(program.result)
    let failures = 0
    let lines = 0

    for (const line of (program.stdout ?? '').split('\n')) {
        const [, isNot, rest] = line.match(/^(not )?ok\b(.*)$/) ?? []

        if (rest === undefined)
            continue
        lines++
        if (isNot) {
            failures++
            fail(`${program.name}:${rest}`)
        } else if (/# *skip/i.test(rest))
            total.skipped++
        else
            total.passed++
    }
    if (program.result === 'SKIP')
        total.skipped++
    else if (!isGood && failures === 0)
        fail(`${program.name}: ${program.result}`)
    else if (isGood && lines === 0)
        total.passed++
}

function countJourneys(suites, path) {
    for (const suite of suites ?? []) {
        const name = [...path, suite.title]

        for (const spec of suite.specs ?? [])
            for (const test of spec.tests) {
                if (test.status === 'skipped')
                    total.skipped++
                else if (test.status === 'expected')
                    total.passed++
                else
                    fail([...name, spec.title].join(' › '))
            }
        countJourneys(suite.suites, name)
    }
}

for (const path of process.argv.slice(2)) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''

    if (text === '')
        fail(`${path} was not written`)
    else if (path.endsWith('testlog.json'))
        text.split('\n').filter(Boolean).forEach(line => countProgram(JSON.parse(line)))
    else {
        const report = JSON.parse(text)

        countJourneys(report.suites, [])
        for (const error of report.errors ?? [])
            fail(error.message)
    }
}
if (total.skipped > 0)
    console.log(`${total.skipped} skipped`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
