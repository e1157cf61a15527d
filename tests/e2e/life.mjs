// SPDX-License-Identifier: Apache-2.0
// One dossier's life in steps, each as one person does it; journeys put them together.
import { expect } from './look.mjs'

// A card that cannot exist: no province has the number 099.
export const applicant = {
    card: '099185001234|090123456|Nguyễn Thị Mẫu|05031985|Nữ|Xóm Mẫu, Bình Yên, Thái Nguyên|20052021',
    name: 'Nguyễn Thị Mẫu',
    number: '099185001234',
    bornOn: '05/03/1985',
    address: 'Xóm Mẫu, Bình Yên, Thái Nguyên',
    phone: '0912345678',
}

export const dossierCode = /H55\.12\.07-\d{6}-\d{4,}/

export async function chooseProcedure(page, words, name) {
    await page.goto('/dossiers/new')
    await page.getByLabel('Tên hoặc mã thủ tục').fill(words)
    await page.getByRole('main').getByRole('button', { name: 'Tìm' }).click()
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: `Tiếp nhận: ${name}` })).toBeVisible()
}

/* A reader types the text like a keyboard; without script a button sends it. */
export async function readCard(page, card, isScripted) {
    await page.getByLabel('Quét hoặc dán mã QR').fill(card)
    if (!isScripted)
        await page.getByRole('button', { name: 'Điền từ thẻ' }).click()
}

/* The common case: a key answers the questions, another says that every paper needed is good or was looked up. */
export async function checkPapers(page) {
    await page.getByRole('button', { name: 'Trường hợp thường gặp' }).click()
    await page.getByRole('button', { name: 'Đạt hết' }).click()
}

/* The form is whole: sent, and sent again where the same person has such a dossier already. */
export async function pressReceive(page) {
    const first = page.getByRole('button', { name: 'Tiếp nhận', exact: true })
    await expect(first.or(page.getByRole('button', { name: 'Vẫn tiếp tục' }))).toBeVisible()
    if (await first.isVisible()) /* without script the warning may stand there already */
        await first.click()
    await confirmIfAgain(page)
}

export async function confirmIfAgain(page) {
    const again = page.getByRole('button', { name: 'Vẫn tiếp tục' })
    const done = page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận' })
    await expect(again.or(done)).toBeVisible()
    if (await again.isVisible()) { /* other journeys received the same person before */
        await expect(page.getByRole('heading', { name: 'Người này đã có hồ sơ cùng thủ tục' })).toBeVisible()
        await again.click()
    }
    await expect(done).toBeVisible()
}

/* Leaves the officer on the "Đã tiếp nhận" page and gives the dossier's code. */
export async function receive(page, { isScripted = true, phone = applicant.phone } = {}) {
    await chooseProcedure(page, 'dang ky khai sinh', 'Đăng ký khai sinh')
    await readCard(page, applicant.card, isScripted)
    await expect(page.locator('#applicant')).toHaveValue(applicant.name)
    await expect(page.locator('#identity_number')).toHaveValue(applicant.number)
    await expect(page.locator('#born_on')).toHaveValue(applicant.bornOn)
    await expect(page.locator('#address')).toHaveValue(applicant.address)
    await expect(page.locator('#gender_2')).toBeChecked()
    await page.locator('#phone').fill(phone)
    await checkPapers(page)
    await pressReceive(page)
    return (await page.locator('.received__code').innerText()).match(dossierCode)[0]
}

export async function open(page, code) {
    await page.goto('/dossiers')
    await page.getByRole('link', { name: code }).click()
    await expect(page.getByText(code).first()).toBeVisible()
}

/* The form of one move on a dossier's page. */
export function action(page, label) {
    return page.locator('form.action').filter({ has: page.getByRole('button', { name: label, exact: true }) })
}

export async function propose(page, draft, leader) {
    const form = action(page, 'Trình dự thảo kết quả')
    await form.getByLabel('Dự thảo kết quả').fill(draft)
    const choice = await form.getByLabel('Trình', { exact: true }).locator('option', { hasText: leader }).getAttribute('value')
    await form.getByLabel('Trình', { exact: true }).selectOption(choice)
    await form.getByRole('button', { name: 'Trình dự thảo kết quả' }).click()
    await expect(page.getByText('Chờ lãnh đạo ký').first()).toBeVisible()
}

export async function sendBack(page, reason) {
    const form = action(page, 'Trả lại để sửa')
    await form.getByLabel('Lý do').fill(reason)
    await form.getByRole('button', { name: 'Trả lại để sửa' }).click()
}

export async function press(page, label) {
    await action(page, label).getByRole('button', { name: label, exact: true }).click()
}

/* What is done rarely stands folded, where there is any of it. */
export async function openMore(page) {
    const folded = page.locator('details.actions-more:not([open]) > summary')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    if (await folded.count() > 0)
        await folded.click()
}

/* From the dossier's page to the form that puts its reception right. */
export async function openCorrection(page, code) {
    await page.goto(`/dossiers/${code}`)
    await openMore(page)
    await page.getByRole('link', { name: 'Sửa nội dung tiếp nhận' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Sửa nội dung tiếp nhận' })).toBeVisible()
}

export async function reviewCorrection(page, reason) {
    await page.getByLabel('Lý do sửa').fill(reason)
    await page.getByRole('button', { name: 'Xem lại trước khi lưu' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Xem lại trước khi lưu' })).toBeVisible()
}

export async function saveCorrection(page) {
    await page.getByRole('button', { name: 'Lưu bản sửa' }).click()
    await expect(page.getByText('Đưa giấy tiếp nhận mới cho người nộp')).toBeVisible()
}
