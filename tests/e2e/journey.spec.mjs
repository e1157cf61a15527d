// SPDX-License-Identifier: Apache-2.0
// What a stranger can do: a birth registration from the counter to the citizen's phone.
import { applicant, checkPapers, chooseProcedure, confirmIfAgain, open, press, propose, receive, sendBack } from './life.mjs'
import { expect, expectGoodPage, people, test } from './look.mjs'

test('a birth is registered, from the counter to the citizen', async ({ signIn, page: citizen }) => {
    const counter = await signIn('counter')
    const code = await receive(counter)
    await expect(counter.getByText('Hẹn trả kết quả')).toBeVisible()
    await expectGoodPage(counter, { name: 'received' })

    const receipt = await counter.request.get(await counter.getByRole('link', { name: 'In giấy tiếp nhận' }).getAttribute('href'))
    expect(receipt.status()).toBe(200)
    expect(receipt.headers()['content-type']).toBe('application/pdf')
    expect((await receipt.body()).subarray(0, 5).toString()).toBe('%PDF-')

    const specialist = await signIn('specialist')
    await specialist.goto('/dossiers')
    const row = specialist.getByRole('row').filter({ hasText: code })
    await expect(row).toContainText(/còn (\d+ ngày|\d+ giờ|\d+ phút)/)
    await expectGoodPage(specialist)
    await open(specialist, code)
    await expectGoodPage(specialist, { name: 'dossier' })
    await propose(specialist, 'Cấp Giấy khai sinh.', people.leader.name)

    const leader = await signIn('leader')
    await open(leader, code)
    await expectGoodPage(leader)
    await sendBack(leader, 'Ghi thiếu nơi sinh của trẻ.')

    await open(specialist, code)
    await expect(specialist.getByText('Ghi thiếu nơi sinh của trẻ.')).toBeVisible()
    await propose(specialist, 'Cấp Giấy khai sinh, nơi sinh: xã Bình Yên.', people.leader.name)

    await open(leader, code)
    await press(leader, 'Duyệt kết quả')

    await counter.goto('/dossiers')
    await counter.getByRole('link', { name: 'Chờ trả' }).click()
    await counter.getByRole('link', { name: code }).click()
    const address = await counter.getByRole('link', { name: 'Trang người dân xem' }).getAttribute('href')

    await citizen.goto(address)
    await expect(citizen.getByRole('heading', { level: 1, name: 'Đăng ký khai sinh' })).toBeVisible()
    await expect(citizen.locator('main')).not.toContainText(applicant.number)
    await expectGoodPage(citizen, { name: 'status-phone', phone: true })

    await press(counter, 'Trả kết quả')
    await expect(counter.getByText('Đã trả kết quả').first()).toBeVisible()
    await expectGoodPage(counter)

    await citizen.reload()
    await expect(citizen.locator('main')).toContainText('Đã trả kết quả')
})

test('the citizen finds the dossier by its code and the end of the identity number', async ({ signIn, page: citizen }) => {
    const code = await receive(await signIn('counter'))

    await citizen.goto('/')
    await citizen.locator('main').getByRole('link', { name: 'Tra cứu hồ sơ' }).click()
    await expectGoodPage(citizen)
    await citizen.getByLabel('Mã hồ sơ').fill(code.toLowerCase())
    await citizen.getByLabel(/4 (chữ )?số cuối/).fill('9999')
    await citizen.getByRole('button', { name: 'Tra cứu' }).click()
    await expect(citizen.getByRole('alert')).toBeVisible()
    await expect(citizen.getByLabel('Mã hồ sơ')).toHaveValue(/H55/i)
    await expectGoodPage(citizen)
    await citizen.getByLabel(/4 (chữ )?số cuối/).fill('1234')
    await citizen.getByRole('button', { name: 'Tra cứu' }).click()
    await expect(citizen.getByText(people.specialist.name).first()).toBeVisible()
    await expectGoodPage(citizen)
})

test('what is wrong at reception is said at once, and nothing that was typed is lost', async ({ signIn }) => {
    const page = await signIn('counter')
    await chooseProcedure(page, 'khai sinh', 'Đăng ký khai sinh')
    await expectGoodPage(page, { name: 'intake' })
    await page.locator('#applicant').fill('Lò Thị Thử')
    await page.locator('#identity_number').fill('123')
    await page.locator('#born_on').fill('31/02/1990')
    await page.locator('#phone').fill('12')
    await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()

    const summary = page.getByRole('alert')
    await expect(summary.getByRole('link', { name: /Số định danh/ })).toBeVisible()
    await expect(summary.getByRole('link', { name: /Ngày sinh/ })).toBeVisible()
    await expect(summary.getByRole('link', { name: /Số điện thoại/ })).toBeVisible()
    await expect(summary.getByRole('link', { name: /Nơi thường trú/ })).toBeVisible()
    const order = await summary.getByRole('link').evaluateAll(links => links.map(link => link.hash))
    expect(order.slice(0, 4)).toEqual(['#identity_number', '#born_on', '#address', '#phone'])
    await expect(page.getByRole('navigation', { name: 'Mục chính' }).locator('[aria-current]')).toHaveText('Tiếp nhận')
    await expect(page.locator('#applicant')).toHaveValue('Lò Thị Thử')
    await expect(page.locator('#born_on')).toHaveValue('31/02/1990')
    await expectGoodPage(page)
    await summary.getByRole('link', { name: /Ngày sinh/ }).click()
    await expect(page.locator('#born_on')).toBeFocused()
})

test('an odd identity number is a warning that can be answered', async ({ signIn }) => {
    const page = await signIn('counter')
    await chooseProcedure(page, '1.001193', 'Đăng ký khai sinh')
    await page.locator('#applicant').fill('Lò Thị Thử')
    await page.locator('#identity_number').fill('099185001234')
    await page.locator('#born_on').fill('05/03/1986')
    await page.locator('#address').fill('Xóm Mẫu')
    await checkPapers(page)
    await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
    await expect(page.getByText('Năm sinh không khớp với số định danh.')).toBeVisible()
    await expectGoodPage(page)
    await page.getByRole('button', { name: 'Vẫn tiếp tục' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận' })).toBeVisible()
})

test('a form that is sent twice makes one dossier', async ({ signIn, office }) => {
    const page = await signIn('counter')
    let sent
    page.on('request', request => {
        if (request.method() === 'POST' && request.postData().includes('idempotency_key'))
            sent = request
    })
    const code = await receive(page)
    const again = await page.request.post('/dossiers', {
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: office.url },
        data: sent.postData(),
    })
    expect(again.url()).toContain(`/dossiers/${code}/received`)
    await page.goto(again.url())
    await expect(page.locator('.received__code')).toHaveText(code)
    await expect(page.getByText('đây là hồ sơ đã có')).toBeVisible()
    await expectGoodPage(page)
})

test('a page that is out of date refuses and keeps the words', async ({ signIn }) => {
    const code = await receive(await signIn('counter'))
    const specialist = await signIn('specialist')
    const again = await signIn('specialist')

    await open(specialist, code)
    await open(again, code)
    await propose(again, 'Cấp Giấy khai sinh.', people.leader.name)

    const draft = specialist.getByLabel('Dự thảo kết quả')
    await draft.fill('Bản khác của tôi.')
    await specialist.getByRole('button', { name: 'Trình dự thảo kết quả' }).click()
    await expect(specialist.getByRole('alert')).toBeVisible()
    await expect(specialist.getByRole('region', { name: 'Nội dung bạn đã gõ' })).toContainText('Bản khác của tôi.')
    await expectGoodPage(specialist)
})

test('a reader that types a card letter by letter and ends with Enter fills the form and sends nothing', async ({ signIn }) => {
    const page = await signIn('counter')
    await page.goto('/dossiers/new/1.001193')
    await page.getByLabel('Quét hoặc dán mã QR').pressSequentially(applicant.card, { delay: 5 })
    await page.keyboard.press('Enter')
    await expect(page.locator('#applicant')).toHaveValue(applicant.name)
    await expect(page.locator('#phone')).toBeFocused()
    await expect(page.locator('#phone')).toHaveValue('')
    await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a session that ended while the form was open loses nothing', async ({ signIn, office }) => {
    const page = await signIn('counter')
    await chooseProcedure(page, '1.001193', 'Đăng ký khai sinh')
    await page.getByLabel('Quét hoặc dán mã QR').fill(applicant.card)
    await checkPapers(page)
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Phiên làm việc đã kết thúc' })).toBeVisible()
    await expectGoodPage(page)

    await page.getByLabel('Tên đăng nhập').fill(people.counter.login)
    await page.getByLabel('Mật khẩu').fill(office.password)
    await page.getByRole('button', { name: 'Đăng nhập và giữ nội dung' }).click()
    await expectGoodPage(page)
    await page.getByRole('button', { name: 'Thử lưu lại' }).click()
    await confirmIfAgain(page)
    await expect(page.getByText(applicant.name)).toBeVisible()
})
