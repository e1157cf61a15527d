// SPDX-License-Identifier: Apache-2.0
// Everyday work: "Việc của tôi", by keyboard; recall and undo.
import { action, press, propose, receive } from './life.mjs'
import { expect, expectGoodPage, people, test } from './look.mjs'

/* Received and passed to the specialist. */
async function forward(counter) {
    const code = await receive(counter)
    await counter.goto(`/dossiers/${code}`)
    const form = action(counter, 'Chuyển xử lý')
    if (await form.count()) {
        await form.getByLabel('Chuyển cho').selectOption({ index: 0 })
        await form.getByRole('button', { name: 'Chuyển xử lý' }).click()
    }
    return code
}

const block = (page, heading) => page.getByRole('region', { name: heading })

test('what was sent is recalled from "Việc của tôi" until it is opened', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await forward(counter)
    await counter.goto('/work')
    await expectGoodPage(counter)
    await expect(block(counter, 'Tôi đã chuyển, người nhận chưa mở').getByRole('button', { name: /Thu hồi hồ sơ/ }).first()).toBeVisible()
    await counter.goto('/dossiers?tab=sent') /* the block shows the oldest: other journeys have sent some before */
    await counter.getByRole('button', { name: `Thu hồi hồ sơ ${code}` }).click()
    await expect(counter.getByRole('status').first()).toContainText('Đã thu hồi.')
    await expect(counter.getByRole('button', { name: `Thu hồi hồ sơ ${code}` })).toHaveCount(0) /* others may wait there */

    const again = await forward(counter)
    const specialist = await signIn('specialist')
    await expect(block(specialist, 'Mới chuyển đến, chưa mở')).toContainText('Chưa mở')
    await expectGoodPage(specialist, { name: 'my-work' })
    await specialist.goto(`/dossiers/${again}`)
    await counter.goto('/dossiers?tab=sent')
    await expect(counter.getByText(again)).toHaveCount(0)
})

test('the day is worked through with the keyboard alone', async ({ signIn }) => {
    const counter = await signIn('counter')
    await forward(counter)
    const specialist = await signIn('specialist')
    await specialist.keyboard.press('j')
    const first = await specialist.evaluate(() => document.activeElement.textContent)
    await specialist.keyboard.press('ArrowDown')
    await specialist.keyboard.press('k')
    expect(await specialist.evaluate(() => document.activeElement.textContent)).toBe(first)
    await specialist.keyboard.press('Enter')
    await expect(specialist).toHaveURL(new RegExp(`/dossiers/${first}$`))

    await counter.goto('/work')
    await counter.keyboard.press('?')
    await expect(counter.getByRole('dialog', { name: 'Phím tắt' })).toBeVisible()
    await expectGoodPage(counter)
    await counter.getByRole('checkbox', { name: 'Dùng phím tắt một chữ cái' }).uncheck()
    await counter.keyboard.press('Escape')
    await counter.keyboard.press('j')
    expect(await counter.evaluate(() => document.activeElement.dataset.row)).toBeUndefined()
})

test('an act says that it was done and can be undone, also without a script', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await forward(counter)
    const specialist = await signIn('specialist')
    await specialist.goto(`/dossiers/${code}`)
    await propose(specialist, 'Cấp Giấy khai sinh.', people.leader.name)
    await expect(specialist.getByRole('status').first()).toContainText('Đã trình dự thảo kết quả.')
    await expectGoodPage(specialist)
    await specialist.getByRole('button', { name: 'Hoàn tác' }).click()
    await expect(specialist.getByRole('status').first()).toContainText('Đã thu hồi việc vừa làm.')
    await expect(action(specialist, 'Trình dự thảo kết quả')).toBeVisible()

    await propose(specialist, 'Cấp Giấy khai sinh.', people.leader.name)
    const leader = await signIn('leader')
    await leader.goto(`/dossiers/${code}`)
    await press(leader, 'Duyệt kết quả')
    await specialist.goto('/work')
    await expect(specialist.getByText(code)).toHaveCount(0)
})
