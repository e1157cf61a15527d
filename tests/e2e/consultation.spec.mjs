// SPDX-License-Identifier: Apache-2.0
// Another unit is asked for its opinion and answers; an outside body's answer is written down.
import { open, receive } from './life.mjs'
import { expect, expectGoodPage, people, test } from './look.mjs'

test('a unit of the commune is asked and answers by itself', async ({ signIn }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)

    const specialist = await signIn('specialist')
    await open(specialist, code)
    await specialist.getByRole('link', { name: 'Hỏi ý kiến đơn vị, cơ quan khác' }).click()
    await expectGoodPage(specialist)
    await specialist.getByLabel('Hỏi ai').selectOption({ label: 'Công an xã' })
    await specialist.getByLabel('Thời hạn trả lời').fill('4')
    await specialist.getByRole('radio', { name: 'giờ làm việc' }).check()
    await specialist.getByRole('button', { name: 'Gửi hỏi ý kiến' }).click()
    await expect(specialist.getByRole('link', { name: 'Ghi nội dung cần hỏi.' })).toBeVisible()
    await expectGoodPage(specialist)
    await specialist.getByLabel('Nội dung hỏi').fill('Người mẹ có đăng ký thường trú tại xã không?')
    await specialist.getByRole('button', { name: 'Gửi hỏi ý kiến' }).click()
    await expect(specialist.getByText('Đang chờ trả lời')).toBeVisible()

    const police = await signIn('police')
    await police.getByRole('link', { name: 'Hỏi ý kiến' }).click()
    await expectGoodPage(police)
    await police.getByRole('link', { name: 'Người mẹ có đăng ký thường trú tại xã không?' }).click()
    await expectGoodPage(police)
    await police.getByLabel('Trả lời').fill('Có, từ năm 2019.')
    await police.getByRole('button', { name: 'Gửi trả lời' }).click()
    await expect(police.getByText('Không có câu hỏi nào')).toBeVisible()

    await specialist.goto(`/dossiers/${code}`)
    await expect(specialist.getByText('Có, từ năm 2019.').first()).toBeVisible()
    await expect(specialist.getByText(people.police.name).first()).toBeVisible()
    await expectGoodPage(specialist)
})

test.describe('without script', () => {
    test.use({ javaScriptEnabled: false })

    test('what an outside body answered is written down by the holder', async ({ signIn }) => {
        const counter = await signIn('counter')
        const code = await receive(counter, { isScripted: false })

        const specialist = await signIn('specialist')
        await specialist.goto(`/dossiers/${code}/consultations`)
        await specialist.getByLabel('Tên cơ quan ngoài xã').fill('Bảo hiểm xã hội cơ sở Phú Bình')
        await specialist.getByLabel('Nội dung hỏi').fill('Trẻ đã có thẻ bảo hiểm y tế chưa?')
        await specialist.getByRole('button', { name: 'Gửi hỏi ý kiến' }).click()
        await specialist.getByRole('link', { name: 'Ghi câu trả lời của Bảo hiểm xã hội cơ sở Phú Bình' }).click()
        await specialist.getByLabel('Trả lời').fill('Chưa có.')
        await specialist.getByRole('button', { name: 'Gửi trả lời' }).click()
        await expect(specialist.getByText('Chưa có.')).toBeVisible()
        await expectGoodPage(specialist, { isScripted: false })
    })
})
