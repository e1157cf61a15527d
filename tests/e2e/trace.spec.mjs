// SPDX-License-Identifier: Apache-2.0
// Who looked at a dossier: seen by those who watch over the office, and only after a reason of a single officer.
import { receive } from './life.mjs'
import { expect, expectGoodPage, people, test } from './look.mjs'

test('whoever opens a dossier is named to the inspector, who is named too', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    await counter.goto(`/dossiers/${code}`)
    await expect(counter.getByRole('link', { name: 'Ai đã xem hồ sơ này' })).toHaveCount(0)

    const inspector = await signIn('inspector')
    await inspector.goto(`/dossiers/${code}`)
    await inspector.getByRole('link', { name: 'Ai đã xem hồ sơ này' }).click()
    await expect(inspector.getByRole('row', { name: people.counter.name })).toContainText('Cán bộ một cửa')
    await expect(inspector.getByRole('row', { name: people.inspector.name })).toBeVisible()
    await expectGoodPage(inspector)
})

test('what one officer looked at is shown after a reason, which the officer can read', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    await counter.goto(`/dossiers/${code}`)

    const director = await signIn('director')
    await director.goto('/figures')
    await director.getByRole('link', { name: 'Cán bộ đã xem hồ sơ nào' }).click()
    await expectGoodPage(director)
    await director.getByRole('link', { name: people.counter.name }).click()
    await director.getByRole('button', { name: 'Xem' }).click()
    await expect(director.locator('.govuk-error-summary')).toContainText('Ghi lý do xem')
    await expectGoodPage(director)
    await director.getByLabel('Lý do xem').fill('Đơn phản ánh số 12')
    await director.getByRole('button', { name: 'Xem' }).click()
    await expect(director.getByRole('link', { name: code })).toBeVisible()
    await expectGoodPage(director)

    await counter.goto('/account')
    await expect(counter.getByText('Đơn phản ánh số 12')).toBeVisible()
})
