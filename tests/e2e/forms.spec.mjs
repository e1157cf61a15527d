// SPDX-License-Identifier: Apache-2.0
// What the office gives out and keeps: the forms of a dossier, and the register.
import { receive } from './life.mjs'
import { expect, expectGoodPage, test } from './look.mjs'

async function download(page, link) {
    const answer = await page.request.get(await link.getAttribute('href'))
    expect(answer.status()).toBe(200)
    return { type: answer.headers()['content-type'], start: (await answer.body()).subarray(0, 4).toString('latin1') }
}

test('a receipt is listed with its number, and can be had again', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    await counter.goto(`/dossiers/${code}`)
    await counter.getByRole('link', { name: 'Các mẫu giấy đã cấp' }).click()
    const row = counter.getByRole('row').filter({ hasText: 'Mẫu 01' })
    await expect(row).toContainText(/\d+\/TTPVHCC/)
    await expect(row).toContainText('Còn hiệu lực')
    await expectGoodPage(counter)
    expect(await download(counter, row.getByRole('link'))).toEqual({ type: 'application/pdf', start: '%PDF' })
})

test('the register of a month is a PDF and a spreadsheet', async ({ signIn }) => {
    const counter = await signIn('counter')
    await receive(counter)
    const director = await signIn('director')
    await director.goto('/figures')
    await director.getByRole('link', { name: 'Sổ theo dõi hồ sơ (Mẫu 07)' }).click()
    await expect(director.getByRole('heading', { level: 1 })).toHaveText('Sổ theo dõi hồ sơ')
    await expectGoodPage(director)
    expect(await download(director, director.getByRole('link', { name: /^PDF/ }).first()))
        .toEqual({ type: 'application/pdf', start: '%PDF' })
    expect((await download(director, director.getByRole('link', { name: /^XLSX/ }).first())).start).toBe('PK\x03\x04')
})
