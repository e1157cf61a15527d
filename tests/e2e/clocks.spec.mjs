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
