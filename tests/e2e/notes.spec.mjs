// SPDX-License-Identifier: Apache-2.0
// Internal notes: written on the dossier, read by colleagues, unknown to the citizen.
import { receive } from './life.mjs'
import { expect, expectGoodPage, test } from './look.mjs'

const words = 'Đã gọi cho chị Mẫu, hẹn chiều nay.'

test('a note is read by colleagues and by no citizen', async ({ signIn, page }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    await counter.goto(`/dossiers/${code}`)
    await counter.getByText('Viết ghi chú').click()
    await counter.getByLabel('Ghi chú mới').fill(words)
    await counter.getByRole('button', { name: 'Ghi lại' }).click()
    await expect(counter).toHaveURL(/#notes$/)
    await expect(counter.getByRole('region', { name: 'Ghi chú nội bộ' })).toContainText(words)
    await expectGoodPage(counter)

    const inspector = await signIn('inspector')
    await inspector.goto(`/dossiers/${code}`)
    await expect(inspector.getByText(words)).toBeVisible()
    await expect(inspector.getByText('Viết ghi chú')).toHaveCount(0)
    await inspector.goto(`/dossiers/${code}/notes`)
    await expect(inspector.getByText(words)).toBeVisible()
    await expectGoodPage(inspector)

    await page.goto(await counter.getByRole('link', { name: 'Trang người dân xem' }).getAttribute('href'))
    await expect(page.getByText(code).first()).toBeVisible()
    await expect(page.getByText(words)).toHaveCount(0)
    await counter.emulateMedia({ media: 'print' })
    await expect(counter.getByText(words)).toBeHidden()
})
