// SPDX-License-Identifier: Apache-2.0
// A mistaken reception is put right: the form as it stands, what will change, then a receipt in the place of the first.
import { openCorrection, receive, reviewCorrection, saveCorrection } from './life.mjs'
import { expect, expectGoodPage, test } from './look.mjs'
import { run } from './office.mjs'

function change(page, label) {
    return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: label }) })
}

test('a name and a paper are put right, and the first receipt is void', async ({ signIn, page: citizen, office }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    await openCorrection(counter, code)
    await expect(counter.locator('#applicant')).toHaveValue('Nguyễn Thị Mẫu')
    await expectGoodPage(counter)

    await counter.locator('#applicant').fill('Nguyễn Thị Mầu')
    await counter.getByRole('button', { name: 'Xem lại trước khi lưu' }).click() // without a reason
    await expect(counter.getByText('Lý do sửa: Chưa nhập mục này.')).toBeVisible()
    await expect(counter.locator('#applicant')).toHaveValue('Nguyễn Thị Mầu')
    await counter.locator('#paper_1_quantity').fill('2')
    await reviewCorrection(counter, 'Gõ nhầm dấu của tên')
    await expect(change(counter, 'Họ và tên')).toContainText('Nguyễn Thị Mẫu')
    await expect(change(counter, 'Họ và tên')).toContainText('Nguyễn Thị Mầu')
    await expect(counter.getByText('Ngày giờ tiếp nhận giữ nguyên')).toBeVisible()
    await expectGoodPage(counter)
    await saveCorrection(counter)
    await expect(counter.getByText('Họ và tên: Nguyễn Thị Mẫu → Nguyễn Thị Mầu')).toBeVisible()
    await expect(counter.getByText('Gõ nhầm dấu của tên').first()).toBeVisible()
    await expectGoodPage(counter, { name: 'correction' })

    await counter.getByRole('link', { name: 'Các mẫu giấy đã cấp' }).click()
    const receipts = counter.getByRole('row').filter({ hasText: 'Mẫu 01' })
    await expect(receipts).toHaveCount(2)
    await expect(receipts.filter({ hasText: 'Còn hiệu lực' })).toHaveCount(1)
    await expect(receipts.filter({ hasText: 'Hết hiệu lực' })).toContainText('Gõ nhầm dấu của tên')

    await counter.goto(`/dossiers/${code}`)
    const address = await counter.getByRole('link', { name: 'Trang người dân xem' }).getAttribute('href')
    await citizen.goto(address)
    await expect(citizen.getByText('Giấy tiếp nhận trước đây đã hết hiệu lực.')).toBeVisible()
    await expectGoodPage(citizen, { phone: true })
    expect(run(['verify', '--data', office.data])).toMatch(/^Sound/)
})

test('another procedure asks for its own papers, and moves the promised day', async ({ signIn, office }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    await openCorrection(counter, code)
    await counter.locator('#summary').fill('Xin giấy để kết hôn')
    await counter.getByText('Chọn thủ tục khác').click()
    const other = await counter.locator('option', { hasText: /^Cấp Giấy xác nhận tình trạng hôn nhân \(/ }).getAttribute('value')
    await counter.getByLabel('Thủ tục đúng').selectOption(other)
    await counter.getByRole('button', { name: 'Đổi thủ tục, giữ nội dung đã gõ' }).click()
    await expect(counter.getByText('kiểm tra từng giấy tờ')).toBeVisible()
    await expectGoodPage(counter)
    await expect(counter.locator('#applicant')).toHaveValue('Nguyễn Thị Mẫu')
    await expect(counter.locator('#summary')).toHaveValue('Xin giấy để kết hôn')
    for (const name of ['Trường hợp thường gặp', 'Đạt hết'])
        await counter.getByRole('button', { name }).click()
    await reviewCorrection(counter, 'Người dân xin giấy xác nhận, chọn nhầm thủ tục')
    await expect(change(counter, 'Thủ tục')).toContainText('Cấp Giấy xác nhận tình trạng hôn nhân')
    await expect(change(counter, 'Ngày hẹn trên giấy tiếp nhận')).toHaveCount(1)
    await expectGoodPage(counter)
    await saveCorrection(counter)
    await expect(counter.getByRole('heading', { level: 1 })).toHaveText('Cấp Giấy xác nhận tình trạng hôn nhân')
    expect(run(['verify', '--data', office.data])).toMatch(/^Sound/)
})
