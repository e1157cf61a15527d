// SPDX-License-Identifier: Apache-2.0
// An officer is away: dossiers are handed over and come back; whoever leaves for good leaves none behind.
import { receive } from './life.mjs'
import { expect, expectGoodPage, people, test } from './look.mjs'
import { run } from './office.mjs'

test('an absence is announced, handed over, and taken back', async ({ signIn }) => {
    const counter = await signIn('counter')
    const codes = [await receive(counter), await receive(counter)]
    const specialist = await signIn('specialist')
    await specialist.getByRole('link', { name: 'Vắng mặt' }).click()
    await specialist.getByLabel('Đến hết ngày').fill('31/02/2027')
    await specialist.getByRole('button', { name: 'Ghi đợt vắng mặt' }).click()
    await expect(specialist.getByRole('alert')).toContainText('Ngày kết thúc chưa đúng.')
    await expectGoodPage(specialist)
    await specialist.getByLabel('Đến hết ngày').fill('')
    await specialist.getByRole('button', { name: 'Ghi đợt vắng mặt' }).click()
    await expect(specialist.getByText('Trưởng đơn vị hoặc lãnh đạo bàn giao')).toBeVisible()
    await expectGoodPage(specialist)

    await counter.goto('/dossiers/new/1.001193')
    await expect(counter.getByLabel('Chuyển cho').locator('option', { hasText: people.specialist.name }))
        .toContainText('đang vắng, chưa biết ngày về')
    await expect(counter.getByLabel('Chuyển cho').locator('option:checked')).not.toContainText(people.specialist.name)

    const head = await signIn('head')
    await expectGoodPage(head)
    await head.getByRole('link', { name: `${people.specialist.name} vắng từ` }).first().click()
    await expectGoodPage(head, { name: 'absence' })
    for (const code of codes)
        await expect(head.getByLabel(`Giao hồ sơ ${code} cho`).locator('option:checked')).toHaveText(people.head.name)
    await head.getByRole('button', { name: 'Bàn giao', exact: true }).click()
    await expect(head.getByText(/Đã bàn giao \d+ hồ sơ\./)).toBeVisible()
    await expectGoodPage(head)
    await head.goto(`/dossiers/${codes[1]}`) /* looking at it does not keep it */
    await expect(head.getByText(`Bàn giao khi ${people.specialist.name} vắng mặt từ`)).toBeVisible()
    await head.goto('/absences')
    await expectGoodPage(head)
    await head.getByRole('link', { name: people.specialist.name }).first().click()
    await expectGoodPage(head)
    await head.getByLabel(codes[0]).uncheck()
    await head.getByRole('button', { name: 'Đã trở lại, chuyển lại hồ sơ đã chọn' }).click()
    await expect(head.getByText(new RegExp(`Đã chuyển lại cho ${people.specialist.name} \\d+ hồ sơ\\.`))).toBeVisible()
    await head.goto(`/dossiers/${codes[1]}`)
    await expect(head.getByText(people.specialist.name).first()).toBeVisible()
    await head.goto(`/dossiers/${codes[0]}`)
    await expect(head.getByText('Việc cần làm')).toBeVisible() /* the head holds it still */
})

test('nobody is disabled with dossiers in hand', async ({ signIn, office }) => {
    const account = (...words) => run(['account', words[0], '--data', office.data, ...words.slice(1)])
    const counter = await signIn('counter')
    const code = await receive(counter) /* before lan is there, to whom it would go */
    account('create', '--login', 'lan', '--name', 'Vi Thị Thử', '--role', 'specialist', '--unit', 'VP')
    const head = await signIn('head')
    await head.goto('/assignments')
    await head.getByLabel(code).check()
    await head.getByRole('radio', { name: 'Vi Thị Thử' }).check()
    await head.getByLabel('Lý do').fill('Chia việc.')
    await head.getByRole('button', { name: 'Giao các hồ sơ đã chọn' }).click()

    const administrator = await signIn('administrator')
    await administrator.goto('/accounts/lan')
    await administrator.getByRole('button', { name: 'Ngừng tài khoản' }).click()
    await expect(administrator.getByRole('alert')).toContainText(/Người này đang giữ \d+ hồ sơ\./)
    await expectGoodPage(administrator)
    await administrator.goto('/accounts/lan')
    await administrator.getByLabel('Vai trò').selectOption('police')
    await administrator.getByRole('button', { name: 'Lưu thay đổi' }).click()
    await expect(administrator.getByRole('alert')).toContainText(/đang giữ \d+ hồ sơ.* mới đổi vai trò, đơn vị được/)
    await expect(administrator.getByLabel('Vai trò')).toHaveValue('police') /* what was chosen comes back */
    expect(() => account('change', '--login', 'lan', '--unit', 'CA'))
        .toThrow(/lan holds \d+ open dossiers: hand them over at \/absences, or give them to others/)
    expect(() => account('disable', '--login', 'lan')).toThrow(/lan holds \d+ open dossiers: hand them over/)
    expect(() => account('disable', '--login', 'lan', '--hand-over-to', 'congan', '--by', 'chanhvp'))
        .toThrow(`nothing was changed: congan cannot hold the dossier ${code}`)
    expect(() => account('disable', '--login', 'lan', '--hand-over-to', 'hotich', '--by', 'hotich'))
        .toThrow("hotich is not the head of that person's unit")
    expect(account('disable', '--login', 'lan', '--hand-over-to', 'hotich', '--by', 'chanhvp'))
        .toMatch(/^Handed \d+ dossiers over to hotich\.\nDisabled the account lan\.\n$/)
    expect(run(['verify', '--data', office.data])).toContain('Sound')
    await head.goto(`/dossiers/${code}`)
    await expect(head.getByText(people.specialist.name).first()).toBeVisible()
})
