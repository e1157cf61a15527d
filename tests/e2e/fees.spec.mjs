// SPDX-License-Identifier: Apache-2.0
// Fees from the counter to the citizen's phone: computed, shown as a VietQR, taken once, given back with a reason.
import { applicant, checkPapers, dossierCode, pressReceive, readCard } from './life.mjs'
import { expect, expectGoodPage, test } from './look.mjs'
import { run } from './office.mjs'

async function begin(page, isScripted) {
    await page.goto('/dossiers/new/2.000815')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Chứng thực bản sao')
    await readCard(page, applicant.card, isScripted)
    await expect(page.locator('#applicant')).toHaveValue(applicant.name)
    await checkPapers(page)
}

const total = page => page.locator('.fees__total strong')

async function receive(page) {
    await pressReceive(page)
    return (await page.locator('.received__code').innerText()).match(dossierCode)[0]
}

test('copies are charged by page, paid by a code, and the money goes back once', async ({ office, signIn, page: citizen }) => {
    run(['office', 'bank', '--data', office.data, '--bin', '970405', '--account', '8500201004321', '--name', 'UBND XA BINH YEN'])
    const counter = await signIn('counter')
    await begin(counter, true)
    await expect(total(counter)).toHaveText('2.000 đồng')
    await counter.getByLabel('Số trang mỗi bản').fill('5')
    await counter.getByLabel('Số bản').fill('3')
    await counter.getByLabel('Số bản').blur()
    await expect(total(counter)).toHaveText('21.000 đồng')
    await expectGoodPage(counter)
    const code = await receive(counter)

    await counter.goto(`/dossiers/${code}`)
    await expect(counter.getByText('Chưa nộp').first()).toBeVisible()
    const address = await counter.getByRole('link', { name: 'Trang người dân xem' }).getAttribute('href')
    await citizen.goto(address)
    await expect(citizen.getByRole('heading', { name: 'Phí, lệ phí chưa nộp: 21.000 đồng' })).toBeVisible()
    await expect(citizen.getByAltText('Mã VietQR để chuyển khoản')).toBeVisible()
    await expectGoodPage(citizen, { phone: true })

    await counter.getByRole('link', { name: 'Xem phí, lệ phí' }).click()
    const width = await counter.getByAltText('Mã VietQR để chuyển khoản').evaluate(image => image.naturalWidth)
    expect(width, 'the code is a drawn image').toBeGreaterThan(0)
    await expectGoodPage(counter, { name: 'fees' })
    await counter.getByRole('radio', { name: 'Chuyển khoản' }).check()
    await counter.getByRole('button', { name: 'Đã thu 21.000 đồng' }).click()
    await expect(counter.getByText('Nhập mã giao dịch').first()).toBeVisible()
    await counter.getByLabel('Mã giao dịch').fill('FT25261000123')
    await counter.getByRole('button', { name: 'Đã thu 21.000 đồng' }).click()
    await expect(counter.getByText(/Số \d+\/\d{4}/)).toBeVisible()
    await expect(counter.getByText('Đã nộp').first()).toBeVisible()
    await expectGoodPage(counter)
    await citizen.reload()
    await expect(citizen.getByText('chưa nộp')).toHaveCount(0)

    await counter.getByText('Hoàn trả tiền').click()
    await counter.getByLabel('Lý do hoàn trả').fill('Công dân không cần bản sao nữa')
    await counter.getByRole('button', { name: 'Hoàn trả 21.000 đồng' }).click()
    await expect(counter.getByText('Công dân không cần bản sao nữa')).toBeVisible()
    await expect(counter.getByText('Đã hoàn trả').first()).toBeVisible()
    expect(run(['verify', '--data', office.data])).toMatch(/^Sound: /)
})

test.describe('without script', () => {
    test.use({ javaScriptEnabled: false })

    test('a button computes, and what is wrong is said at its field', async ({ signIn }) => {
        const counter = await signIn('counter')
        await begin(counter, false)
        await counter.getByLabel('Số trang mỗi bản').fill('300')
        await counter.getByRole('button', { name: 'Tính lại' }).click()
        await expect(total(counter)).toHaveText('200.000 đồng')
        await expect(counter.locator('#applicant')).toHaveValue(applicant.name)
        await counter.getByLabel('Số trang mỗi bản').fill('0')
        await counter.getByRole('button', { name: 'Tính lại' }).click()
        await expect(counter.getByText('Số trang của mỗi bản từ 1 đến 2.000.')).toBeVisible()
    })
})
