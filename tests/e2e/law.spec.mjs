// SPDX-License-Identifier: Apache-2.0
// The law of a dossier between reception and result: papers asked for once on one slip, a second time only by a leader's
// word, one extension granted by the head, an ending that rests on the law, and what was done last taken back.
import { applicant, checkPapers, chooseProcedure, openMore, readCard, receive } from './life.mjs'
import { expect, expectGoodPage, test } from './look.mjs'
import { run } from './office.mjs'

const wait = /Chờ bổ sung giấy tờ/

async function askForPapers(specialist, code, words) {
    await specialist.goto(`/dossiers/${code}`)
    await openMore(specialist)
    await specialist.getByRole('link', { name: 'Yêu cầu bổ sung…' }).click()
    await specialist.getByLabel('Nội dung 1').fill(words)
    await specialist.getByLabel('Vì sao chưa đủ (in trên phiếu)').fill('Hồ sơ chưa đủ để giải quyết')
    await expectGoodPage(specialist)
    await specialist.getByRole('button', { name: 'Xem lại lần cuối' }).click()
    await expect(specialist.getByRole('heading', { level: 1, name: 'Còn gì nữa không?' })).toBeVisible()
    await expect(specialist.getByText('Đây là lần duy nhất.')).toBeVisible()
    await expect(specialist.getByRole('listitem').filter({ hasText: words })).toBeVisible()
    await expectGoodPage(specialist, { name: 'supplement' })
    await specialist.getByRole('button', { name: 'Đủ rồi, lập phiếu' }).click()
    await expect(specialist.getByText(wait).first()).toBeVisible()
}

test('papers are asked for once, and again only by a leader who names the law', async ({ signIn, office }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    const specialist = await signIn('specialist')

    await askForPapers(specialist, code, 'Bản chính Giấy chứng sinh')
    await specialist.getByRole('link', { name: 'Các mẫu giấy đã cấp' }).click()
    await expect(specialist.getByText('Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ').first()).toBeVisible()

    await counter.goto(`/dossiers/${code}`)
    await counter.getByRole('button', { name: 'Nhận giấy tờ bổ sung' }).click()
    await specialist.goto(`/dossiers/${code}`)
    await openMore(specialist)
    await expect(specialist.getByRole('link', { name: 'Đề nghị gia hạn…' })).toBeVisible()
    await expect(specialist.getByRole('link', { name: 'Yêu cầu bổ sung…' })).toHaveCount(0)

    const leader = await signIn('leader')
    await leader.goto(`/dossiers/${code}/act/allow-supplement`)
    await expectGoodPage(leader)
    await leader.getByLabel('Vì sao phải yêu cầu thêm').fill('Phát hiện tờ khai khai sai nơi sinh')
    await leader.getByLabel('Căn cứ pháp lý').fill('theo quy định')
    await leader.getByRole('button', { name: 'Cho yêu cầu bổ sung lần nữa' }).click()
    await expect(leader.getByText('Ghi căn cứ pháp lý').first()).toBeVisible()
    await leader.getByLabel('Căn cứ pháp lý').fill('Điều 19 Nghị định 61/2018/NĐ-CP')
    await leader.getByRole('button', { name: 'Cho yêu cầu bổ sung lần nữa' }).click()

    await askForPapers(specialist, code, 'Tờ khai ghi lại nơi sinh')
    await expect(specialist.getByRole('heading', { name: 'Trả lại do lỗi chủ quan của cán bộ' })).toBeVisible()
    await expectGoodPage(specialist)

    const director = await signIn('director')
    await director.goto('/figures')
    await director.locator('dt:text-is("Trả lại do lỗi cán bộ") + dd').getByRole('link').click()
    await expect(director.getByRole('link', { name: code })).toBeVisible()
    await expectGoodPage(director)
    expect(run(['verify', '--data', office.data])).toMatch(/sound/i)
})

/* The end of the working day after the one on which the dossier of this page is due, as a person writes it. */
async function dayAfterDue(page) {
    const due = page.getByRole('main').getByText(/thứ \S+, \d\d\/\d\d\/\d{4}|chủ nhật, \d\d\/\d\d\/\d{4}/i).first()
    const [, day, month, year] = (await due.innerText()).match(/(\d\d)\/(\d\d)\/(\d{4})/)
    const [, nextYear, nextMonth, nextDay, hour] = run(['deadline', `${year}-${month}-${day} 08:00`, '1wd'])
        .match(/(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d)/)
    return { day: `${nextDay}/${nextMonth}/${nextYear}`, hour }
}

test('an extension is asked for by the holder and granted by the head, once', async ({ signIn, office, page: citizen }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    const specialist = await signIn('specialist')

    await specialist.goto(`/dossiers/${code}`)
    const until = await dayAfterDue(specialist)
    await openMore(specialist)
    await specialist.getByRole('link', { name: 'Đề nghị gia hạn…' }).click()
    await specialist.getByLabel('Lý do chậm').fill('Chờ xác minh nơi cư trú cũ')
    await specialist.getByLabel('Ngày hẹn mới').fill('31/02/2027')
    await specialist.getByLabel('Giờ hẹn').fill(until.hour)
    await specialist.getByRole('button', { name: 'Đề nghị gia hạn' }).click()
    await expect(specialist.getByText('Ghi ngày hẹn như 05/09/2025').first()).toBeVisible()
    await expect(specialist.getByLabel('Lý do chậm')).toHaveValue('Chờ xác minh nơi cư trú cũ')
    await expectGoodPage(specialist)
    await specialist.getByLabel('Ngày hẹn mới').fill(until.day)
    await specialist.getByRole('button', { name: 'Đề nghị gia hạn' }).click()
    await expect(specialist.getByText(new RegExp(`ngày hẹn mới ${until.hour} .*${until.day}`))).toBeVisible()

    const head = await signIn('head')
    await head.goto(`/dossiers/${code}`)
    await openMore(head)
    await head.getByRole('link', { name: 'Duyệt gia hạn, xin lỗi…' }).click()
    await expect(head.getByText('Chờ xác minh nơi cư trú cũ')).toBeVisible()
    await expectGoodPage(head)
    await head.getByRole('button', { name: 'Duyệt gia hạn, xin lỗi' }).click()
    await head.getByRole('link', { name: 'Các mẫu giấy đã cấp' }).click()
    await expect(head.getByText('Phiếu xin lỗi và đề nghị gia hạn').first()).toBeVisible()

    await specialist.goto(`/dossiers/${code}`)
    await openMore(specialist)
    await expect(specialist.getByRole('link', { name: 'Đề nghị gia hạn…' })).toHaveCount(0)
    await expect(specialist.locator('.summary')).toContainText(`Đã gia hạn, ngày hẹn mới: ${until.hour}`)
    await expectGoodPage(specialist)

    await citizen.goto(await specialist.getByRole('link', { name: 'Trang người dân xem' }).getAttribute('href'))
    await expect(citizen.getByText(/^Hẹn trả kết quả:/)).toContainText(until.day)
    await expect(citizen.getByText(/^Hạn theo quy định:/)).not.toContainText(until.day)
    await expectGoodPage(citizen, { phone: true })
    expect(run(['verify', '--data', office.data])).toMatch(/sound/i)
})

test('a refusal at the counter names the law, and is a form at once', async ({ signIn }) => {
    const counter = await signIn('counter')
    await chooseProcedure(counter, 'dang ky khai sinh', 'Đăng ký khai sinh')
    await readCard(counter, applicant.card, true)
    await counter.locator('#identity_number').fill('099185001277') /* of whom no other journey has a dossier */
    await checkPapers(counter)
    await counter.getByText('Chưa đủ, hoặc không tiếp nhận được').click()
    await counter.locator('#reason').fill('Phần mềm bị lỗi')
    await counter.getByRole('button', { name: 'Từ chối tiếp nhận' }).click()
    await expect(counter.locator('.govuk-error-summary')).toContainText('Lý do')
    await expect(counter.locator('#reason')).toHaveValue('Phần mềm bị lỗi')
    await counter.locator('#reason').fill('Người nộp cư trú ở nơi khác')
    await counter.locator('#refusal').selectOption('not-competent')
    await counter.locator('#legal_basis').fill('Điều 13 Luật Hộ tịch 60/2014/QH13')
    await counter.getByRole('button', { name: 'Từ chối tiếp nhận' }).click()
    await expect(counter.getByText('Mẫu 03').first()).toBeVisible()
    await expectGoodPage(counter)
})

test('the control slip is given out where the minutes stand', async ({ signIn, office }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    await counter.goto(`/dossiers/${code}/ledger`)
    await counter.getByRole('button', { name: 'Lập phiếu kiểm soát (Mẫu 06, PDF)' }).click()
    await counter.goto(`/dossiers/${code}/forms`)
    await expect(counter.getByRole('link', { name: /^Mẫu 06/ })).toBeVisible()
    expect(run(['verify', '--data', office.data])).toMatch(/sound/i)
})

test.describe('without script', () => {
    test.use({ javaScriptEnabled: false })

    test('a stop names the law, and never a machine', async ({ signIn }) => {
        const counter = await signIn('counter')
        const code = await receive(counter, { isScripted: false })
        const specialist = await signIn('specialist')

        await specialist.goto(`/dossiers/${code}/act/stop`)
        await specialist.getByLabel('Lý do dừng').fill('Do lỗi hệ thống')
        await specialist.getByLabel('Căn cứ pháp lý').fill('Điều 7 Thông tư 03/2025/TT-VPCP')
        await specialist.getByRole('button', { name: 'Dừng giải quyết' }).click()
        await expect(specialist.getByText('Lỗi máy móc, mạng hay phần mềm không phải lý do').first()).toBeVisible()
        await specialist.getByLabel('Lý do dừng').fill('Việc xác định cha, mẹ đang do Tòa án giải quyết')
        await specialist.getByRole('button', { name: 'Dừng giải quyết' }).click()
        await expect(specialist.getByText('Dừng giải quyết').first()).toBeVisible()
        await expectGoodPage(specialist, { isScripted: false })
        await specialist.getByRole('button', { name: 'Hoàn tác' }).click()
        await expect(specialist.getByText('Đang xử lý').first()).toBeVisible()
    })
})
