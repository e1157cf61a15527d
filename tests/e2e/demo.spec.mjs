// SPDX-License-Identifier: Apache-2.0
// The demonstration centre: full lists, figures of a summer, and a training day with late dossiers.
import { expect, expectGoodPage, test as base } from './look.mjs'
import { foundDemonstration, today, withOffice } from './office.mjs'

const test = base.extend({
    summer: [async ({}, use) => withOffice(use, foundDemonstration()), { scope: 'worker', timeout: 120_000 }],
    training: [async ({}, use) => withOffice(use, foundDemonstration('--date', today, '--dossiers', '400', '--late', '30',
        '--waiting', '10', '--returned', '5')), { scope: 'worker', timeout: 120_000 }],
})

test('the summer of 2025: 2,382 dossiers, every one before its limit', async ({ summer, visit }) => {
    const page = await visit(summer.url, 'giamdoc')
    let received = 0
    for (const month of ['2025-07', '2025-08', '2025-09']) {
        await page.goto(`${summer.url}/figures?month=${month}`)
        const figures = await page.locator('.figures').innerText()
        expect(figures).toContain('100,0 %')
        received += Number(await page.locator('.figures dd').first().innerText())
    }
    expect(received).toBe(2382)
    await expectGoodPage(page, { name: 'figures' })
})

test('a list longer than a page is read on', async ({ training, visit }) => {
    const page = await visit(training.url, 'giamdoc')
    await page.goto(`${training.url}/dossiers?tab=open`)
    await expectGoodPage(page, { name: 'work-list' })
    await expect(page.getByRole('row')).toHaveCount(51)
    const first = await page.locator('tbody .code').first().innerText()
    await page.getByRole('link', { name: 'Trang sau' }).click()
    await expect(page.locator('tbody .code').first()).not.toHaveText(first)
    await page.getByRole('link', { name: 'Về đầu danh sách' }).click()
    await expect(page.locator('tbody .code').first()).toHaveText(first)
})

test('what is overdue is listed with the one who holds it', async ({ training, visit }) => {
    const page = await visit(training.url, 'giamdoc')
    await page.goto(`${training.url}/figures/overdue`)
    await expect(page.locator('tbody tr').first()).toContainText(/quá hạn/i)
    await expectGoodPage(page)
    await page.locator('tbody .code').first().click()
    await expect(page.locator('.summary--late')).toBeVisible()
    await expectGoodPage(page)
})

test('whoever is late is told beside the serving, and the director sees who was told', async ({ training, visit }) => {
    const page = await visit(training.url, 'giamdoc')
    await expect(async () => { /* the watch looks at a few dossiers a second */
        await page.goto(`${training.url}/alerts`)
        await expect(page.getByText('Quá hạn, không báo trước').first()).toBeVisible({ timeout: 100 })
    }).toPass({ timeout: 60_000 })
    await expectGoodPage(page)
    await page.goto(`${training.url}/work`)
    await expect(page.getByRole('heading', { name: 'Nhắc việc' })).toBeVisible()
    await expectGoodPage(page)
    await page.getByRole('link', { name: 'Xem mọi lời nhắc' }).click()
    await page.getByRole('link', { name: 'Cả xã' }).click()
    await expect(page.getByText(/Báo .+ lúc .+, chưa xem/).first()).toBeVisible()
    await expectGoodPage(page)
})
