// SPDX-License-Identifier: Apache-2.0
// What every page must satisfy, and the fixtures of all journeys.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect } from '@playwright/test'
import { HtmlValidate } from 'html-validate'
import { demoPassword, people, root, withOffice } from './office.mjs'

export { expect, people }

const validator = new HtmlValidate({
    extends: ['html-validate:recommended', 'html-validate:document'],
    rules: {
        'long-title': 'off', // names of procedures are long
        'require-sri': 'off', // everything comes from this very server
    },
})

export const test = base.extend({
    office: [async ({}, use) => withOffice(use), { scope: 'worker', timeout: 120_000 }],
    baseURL: async ({ office }, use) => use(office.url),

    page: async ({ page }, use) => {
        const complaints = listen(page)
        await use(page)
        expect(complaints, 'complaints of the browser').toEqual([])
    },

    /* signIn('counter') gives a page of that person, in a browser of their own. */
    signIn: async ({ browser, office, javaScriptEnabled }, use) =>
        withBrowsers(browser, { javaScriptEnabled }, enter => use(async role => {
            const page = await enter(office.url, people[role].login, office.password)
            await expect(page.getByText(people[role].name).first()).toBeVisible()
            return page
        })),

    /* visit(url, login) gives a page of that person of a demonstration, in a browser of their own. */
    visit: async ({ browser }, use) =>
        withBrowsers(browser, {}, enter => use((url, login) => enter(url, login, demoPassword))),
})

/* Calls `use` with what gives a browser to each who enters; nothing may be left that a browser complained about. */
async function withBrowsers(browser, options, use) {
    const contexts = []
    const complaints = []
    await use(async (baseURL, login, password) => {
        const context = await browser.newContext({ baseURL, ...options })
        const page = await context.newPage()
        contexts.push(context)
        complaints.push(listen(page))
        await page.goto('/login')
        await page.getByLabel('Tên đăng nhập').fill(login)
        await page.getByLabel('Mật khẩu').fill(password)
        await page.getByRole('button', { name: 'Đăng nhập' }).click()
        await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
        return page
    })
    for (const context of contexts)
        await context.close()
    expect(complaints.flat(), 'complaints of the browser').toEqual([])
}

/* Refused scripts and styles, broken scripts; and the text of the last page as it was sent. */
function listen(page) {
    const complaints = []
    page.on('pageerror', error => complaints.push(String(error)))
    page.on('console', message => {
        if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text()))
            complaints.push(message.text())
    })
    page.on('response', response => {
        if (response.request().isNavigationRequest() && response.frame() === page.mainFrame())
            page.lastAnswer = response
    })
    return complaints
}

async function expectValid(page) {
    if (!page.lastAnswer?.headers()['content-type']?.startsWith('text/html'))
        return
    const report = await validator.validateString(await page.lastAnswer.text())
    const faults = report.results.flatMap(result => result.messages)
        .map(fault => `${fault.line}:${fault.column} ${fault.ruleId}: ${fault.message}`)
    expect(faults, `HTML of ${page.url()}`).toEqual([])
}

async function expectAccessible(page) {
    const { violations } = await new AxeBuilder({ page }).analyze()
    const faults = violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html} ${node.failureSummary}`))
    expect(faults, `accessibility of ${page.url()}`).toEqual([])
}

async function expectFits(page, width) {
    await page.setViewportSize({ width, height: 900 })
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wider, `${page.url()} is wider than ${width} pixels by`).toBe(0)
}

/* Well-formed, accessible, no sideways scrolling on a phone, a tablet or a desk; `name`: also a picture for the README. */
export async function expectGoodPage(page, { name, phone = false, isScripted = true } = {}) {
    await expectValid(page)
    for (const width of [360, 768, 1280]) {
        await expectFits(page, width)
        if (isScripted && width === (phone ? 360 : 1280)) // axe is slow, and width changes nothing it looks at
            await expectAccessible(page)
        if (name && process.env.UPDATE_SCREENSHOTS && width === (phone ? 360 : 1280)) {
            mkdirSync(join(root, 'docs/screenshots'), { recursive: true })
            await page.screenshot({ path: join(root, 'docs/screenshots', `${name}.png`), fullPage: phone })
        }
    }
    await page.emulateMedia({ media: 'print' })
    await expectFits(page, 794) // A4 at 96 dots an inch
    await page.emulateMedia({ media: null })
    await page.setViewportSize({ width: 1280, height: 900 })
}
