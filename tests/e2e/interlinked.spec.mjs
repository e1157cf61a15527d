// SPDX-License-Identifier: Apache-2.0
// Several bodies work on one dossier; the citizen sees which of them is done.
import { action, applicant, chooseProcedure, pressReceive, propose, readCard } from './life.mjs'
import { expect, expectGoodPage, people, test } from './look.mjs'

const procedure = 'Liên thông điện tử: đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế, cấp thẻ căn cước cho trẻ em dưới 6 tuổi'

test('an interlinked dossier goes on when every body is done', async ({ signIn, page: citizen }) => {
    const counter = await signIn('counter')
    await chooseProcedure(counter, '3.000722', procedure)
    await readCard(counter, applicant.card, true)
    await expect(counter.locator('#applicant')).toHaveValue(applicant.name)
    await counter.locator('#phone').fill(applicant.phone)
    for (const name of ['Trường hợp thường gặp', 'Đạt hết']) {
        const button = counter.getByRole('button', { name })
        if (await button.isVisible())
            await button.click()
    }
    await counter.getByLabel('Mức thu (đồng)').fill('0')
    await counter.getByLabel('Văn bản quy định mức thu').fill('12/2026/NQ-HĐND')
    await pressReceive(counter)
    const code = (await counter.locator('.received__code').innerText()).trim().match(/H55\S+/)[0]

    const specialist = await signIn('specialist')
    await specialist.goto(`/dossiers/${code}`)
    await expectGoodPage(specialist)
    const form = action(specialist, 'Trình dự thảo kết quả')
    await expect(form).toHaveCount(0) // the others first
    for (const body of ['Văn phòng HĐND và UBND', 'Công an xã', 'Bảo hiểm xã hội cơ sở', 'Công an cấp có thẩm quyền'])
        await specialist.getByRole('button', { name: `Đã nhận kết quả của ${body}`, exact: true }).click()
    await expect(specialist.getByText('Xong trước hạn')).toHaveCount(4)
    await expectGoodPage(specialist)

    const address = await specialist.getByRole('link', { name: 'Trang người dân xem' }).getAttribute('href')
    await citizen.goto(address)
    await expect(citizen.getByText('Bảo hiểm xã hội cơ sở đã xong phần việc của mình.')).toBeVisible()
    await expectGoodPage(citizen, { phone: true })
    await propose(specialist, 'Trả kết quả liên thông.', people.leader.name)
})
