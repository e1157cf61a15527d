// SPDX-License-Identifier: Apache-2.0
// Each clock counts down; each minute has an owner; the director keeps the book of outages and settles limits.
import { open, receive } from './life.mjs'
import { expect, expectGoodPage, people, test } from './look.mjs'

test('a dossier shows its clocks and whose each minute was', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)

    const specialist = await signIn('specialist')
    await open(specialist, code)
    await expect(specialist.getByText('Giải quyết cả hồ sơ')).toBeVisible()
    await expectGoodPage(specialist)
    await specialist.getByRole('link', { name: 'Xem từng đoạn và phiếu kiểm soát' }).click()
    await expect(specialist.getByRole('heading', { name: 'Hồ sơ ở tay ai bao lâu' })).toBeVisible()
    await expectGoodPage(specialist)
})

test('the director writes down an outage and settles a limit', async ({ signIn }) => {
    const director = await signIn('director')
    await director.getByRole('link', { name: 'Xem mọi lời nhắc' }).click()
    await expectGoodPage(director)
    await director.getByRole('link', { name: 'Sổ sự cố hệ thống' }).click()
    await expectGoodPage(director)
    await director.getByRole('button', { name: 'Ghi vào sổ' }).click()
    await expect(director.getByRole('link', { name: /Ghi tên hệ thống/ })).toBeVisible()
    await expectGoodPage(director)

    await director.goto('/clocks')
    await expectGoodPage(director)
    await director.getByLabel('Mục cần đặt lại').selectOption({ label: 'Báo và trả kết quả sau khi ký' })
    await director.getByLabel('Giá trị mới').fill('2')
    const tomorrow = new Date(Date.now() + 31 * 3600_000).toISOString().slice(0, 10).split('-').reverse().join('/')
    await director.getByLabel('Áp dụng từ ngày').fill(tomorrow)
    await director.getByLabel('Lý do').fill('Quyết định số 12/QĐ-UBND')
    await director.getByRole('button', { name: 'Đặt lại' }).click()
    await expect(director.getByText('Quyết định số 12/QĐ-UBND', { exact: true })).toBeVisible()
    await expect(director.getByText(`${people.director.name} đặt lúc`)).toBeVisible()
    await expectGoodPage(director)
})
