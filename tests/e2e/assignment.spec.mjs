// SPDX-License-Identifier: Apache-2.0
// The head of a unit gives several dossiers to somebody else at once; each tells what came of it.
import { receive } from './life.mjs'
import { expect, expectGoodPage, people, test } from './look.mjs'

test('several dossiers are given to a colleague at once', async ({ signIn }) => {
    const counter = await signIn('counter')
    const codes = [await receive(counter), await receive(counter)]
    const head = await signIn('head')
    await head.getByRole('link', { name: 'Giao việc' }).click()
    await head.getByRole('link', { name: people.specialist.name }).click()
    await expectGoodPage(head)
    await head.getByRole('button', { name: 'Giao các hồ sơ đã chọn' }).click()
    await expect(head.getByRole('alert')).toContainText('Chọn ít nhất một hồ sơ.')
    await expect(head.getByRole('alert')).toContainText('Chọn người nhận hồ sơ.')
    await expectGoodPage(head)
    for (const code of codes)
        await head.getByLabel(code).check()
    await head.getByRole('radio', { name: people.head.name }).check()
    await head.getByLabel('Lý do').fill('Chia lại việc trong tuần.')

    await counter.goto(`/dossiers/${codes[1]}`) /* meanwhile the citizen withdraws one */
    await counter.getByText('Việc khác').click()
    await counter.getByRole('link', { name: 'Rút hồ sơ…' }).click()
    await counter.getByLabel('Lý do').fill('Người nộp đổi ý.')
    await counter.getByRole('button', { name: 'Rút hồ sơ' }).click()

    await head.getByRole('button', { name: 'Giao các hồ sơ đã chọn' }).click()
    await expect(head.getByText(`Đã giao 1 hồ sơ cho ${people.head.name}. 1 hồ sơ chưa giao được.`)).toBeVisible()
    await expect(head.getByRole('row', { name: codes[1] })).toContainText('Vừa có người khác cập nhật hồ sơ.')
    await expectGoodPage(head)
    await head.goto(`/dossiers/${codes[0]}`)
    await expect(head.getByText('Chia lại việc trong tuần.')).toBeVisible()
})
