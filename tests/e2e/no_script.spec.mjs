// SPDX-License-Identifier: Apache-2.0
// The same work in a browser without JavaScript.
import { open, openCorrection, press, propose, receive, reviewCorrection, saveCorrection } from './life.mjs'
import { expect, expectGoodPage, people, test } from './look.mjs'

test('reception, proposal, approval and hand-over need no script', async ({ signIn, page: citizen }) => {
    const counter = await signIn('counter')
    const code = await receive(counter, { isScripted: false })
    await expectGoodPage(counter, { isScripted: false })

    const specialist = await signIn('specialist')
    await open(specialist, code)
    await propose(specialist, 'Cấp Giấy khai sinh.', people.leader.name)

    const leader = await signIn('leader')
    await open(leader, code)
    await press(leader, 'Duyệt kết quả')

    await counter.goto(`/dossiers/${code}`)
    const address = await counter.getByRole('link', { name: 'Trang người dân xem' }).getAttribute('href')
    await press(counter, 'Trả kết quả')
    await expect(counter.getByText('Đã trả kết quả').first()).toBeVisible()

    await citizen.setViewportSize({ width: 360, height: 740 })
    await citizen.goto(address)
    await expect(citizen.locator('main')).toContainText('Đã trả kết quả')
    await expectGoodPage(citizen, { isScripted: false })
})

test('a reception is put right without script', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await receive(counter, { isScripted: false })
    await openCorrection(counter, code)
    await counter.locator('#applicant').fill('Nguyễn Thị Mầu')
    await reviewCorrection(counter, 'Gõ nhầm dấu của tên')
    await expectGoodPage(counter, { isScripted: false })
    await saveCorrection(counter)
    await expect(counter.getByText('Họ và tên: Nguyễn Thị Mẫu → Nguyễn Thị Mầu')).toBeVisible()
})

test('the print button stays away where it could not work', async ({ page }) => {
    await page.goto('/procedures/1.001193')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText('In trang này')).toBeHidden()
})
