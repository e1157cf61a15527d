// SPDX-License-Identifier: Apache-2.0
// The one search box, by hand, by keyboard and by scanner.
import { applicant, receive } from './life.mjs'
import { expect, expectGoodPage, test } from './look.mjs'

/* Types into the box and presses Enter, as a scanner does. */
async function search(page, text) {
    await page.getByRole('searchbox', { name: 'Tìm hồ sơ' }).fill(text)
    await page.keyboard.press('Enter')
}

test('a typed or scanned code opens its dossier from any page', async ({ signIn, office }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    await counter.goto('/work')
    await counter.keyboard.press('/')
    await expect(counter.getByRole('searchbox', { name: 'Tìm hồ sơ' })).toBeFocused()
    await counter.keyboard.type(code.toLowerCase().replaceAll(/[.-]/g, ''))
    await counter.keyboard.press('Enter')
    await expect(counter).toHaveURL(new RegExp(`/dossiers/${code}$`))

    const director = await signIn('director')
    await director.goto('/figures')
    await search(director, `${office.url}/status/${code}/ABCDEFGHIJKLMNOP`)
    await expect(director).toHaveURL(new RegExp(`/dossiers/${code}$`))
})

test('a number, or the card of a person, lists what is found; the list is worked by keyboard', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    for (const typed of [applicant.number, applicant.card, code.slice(-4)]) {
        await search(counter, typed)
        await expect(counter.getByRole('link', { name: code })).toBeVisible()
    }
    await expectGoodPage(counter)
    await counter.keyboard.press('Escape')
    await counter.locator('h1').click()
    await counter.keyboard.press('j')
    await counter.keyboard.press('Enter')
    await expect(counter).toHaveURL(/\/dossiers\/H55/)

    await search(counter, 'H55.12.07-200101-0001')
    await expect(counter.getByRole('status')).toContainText('mã hồ sơ H55.12.07-200101-0001')
    await expectGoodPage(counter)
})

test('a name is found without its accents, a telephone by its end, a procedure by its words', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    for (const typed of ['nguyen thi mau', 'THỊ MẪU', 'mau', 'nguyễn mẫ', '0912345678', '5678', 'khai sinh', '1.001193']) {
        await search(counter, typed)
        await expect(counter.getByRole('link', { name: code }), typed).toBeVisible()
        await expect(counter.getByRole('searchbox', { name: 'Tìm hồ sơ' })).toHaveValue(typed)
    }
    await search(counter, 'khai sinh')
    await expect(counter.getByRole('heading', { name: 'Hồ sơ mới nhất của thủ tục Đăng ký khai sinh (1.001193)' })).toBeVisible()
    await expectGoodPage(counter)
    await search(counter, 'không ai tên thế này')
    await expect(counter.getByRole('status')).toContainText('họ tên không ai tên thế này')
    await expectGoodPage(counter)
})

test('no number and no name comes to stand in an address, and Back leads to what was found', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    for (const typed of [applicant.number, '0912345678', 'nguyen thi mau']) {
        const asked = []
        counter.on('request', request => asked.push(request.url()))
        await search(counter, typed)
        await expect(counter.getByRole('link', { name: code })).toBeVisible()
        await counter.getByRole('link', { name: code }).click()
        await expect(counter).toHaveURL(new RegExp(`/dossiers/${code}$`))
        await counter.goBack()
        await expect(counter.getByRole('link', { name: code })).toBeVisible()
        await expect(counter.getByRole('searchbox', { name: 'Tìm hồ sơ' })).toHaveValue(typed)
        for (const url of asked)
            expect(decodeURIComponent(url.replaceAll('+', ' '))).not.toContain(typed)
    }
})

test('who may not look at dossiers has no box', async ({ signIn }) => {
    const administrator = await signIn('administrator')
    await expect(administrator.getByRole('searchbox', { name: 'Tìm hồ sơ' })).toHaveCount(0)
    const answer = await administrator.goto('/search?q=1')
    expect(answer.status()).toBe(403)
})
