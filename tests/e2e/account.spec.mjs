// SPDX-License-Identifier: Apache-2.0
// Accounts: an administrator makes one, its owner changes the password and joins a phone, the administrator closes it.
import { createHmac } from 'node:crypto'
import { expect, expectGoodPage, test } from './look.mjs'

/* RFC 6238: what an authenticator on a phone shows, `steps` half minutes from now. */
function code(secret, steps = 0) {
    const bits = [...secret].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
    const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
    const digest = createHmac('sha1', key).update(counter).digest()
    const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff
    return String(number % 1_000_000).padStart(6, '0')
}

async function signInAs(page, login, password) {
    await page.goto('/login')
    await page.getByLabel('Tên đăng nhập').fill(login)
    await page.getByLabel('Mật khẩu').fill(password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
}

test('an account from its making to its closing', async ({ page, signIn }) => {
    test.setTimeout(300_000)
    const admin = await signIn('administrator')

    await admin.getByRole('navigation', { name: 'Mục chính' }).getByRole('link', { name: 'Tài khoản' }).click()
    await expectGoodPage(admin)
    await admin.getByRole('link', { name: 'Tạo tài khoản' }).click()
    await expectGoodPage(admin)
    await admin.getByLabel('Tên đăng nhập').fill('Hoà Trần')
    await admin.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await expect(admin.getByRole('alert')).toContainText('Nhập họ và tên.')
    await expect(admin.getByLabel('Tên đăng nhập')).toHaveValue('Hoà Trần')
    await expectGoodPage(admin)
    await admin.getByLabel('Tên đăng nhập').fill('hoa.tv')
    await admin.getByLabel('Họ và tên').fill('Trần Văn Mẫu')
    await admin.getByLabel('Vai trò').selectOption('Chuyên viên')
    await admin.getByLabel('Bộ phận').selectOption('Phòng Kinh tế')
    await admin.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Mật khẩu của Trần Văn Mẫu')
    await expectGoodPage(admin)
    const first = await admin.locator('#password').textContent()
    expect(first).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)

    await signInAs(page, 'hoa.tv', first)
    await page.getByRole('link', { name: 'Trần Văn Mẫu' }).click()
    await expectGoodPage(page)
    await page.getByLabel('Mật khẩu hiện nay').fill(first)
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill('1234567890')
    await page.getByLabel('Nhập lại mật khẩu mới').fill('1234567890')
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
    await expect(page.getByRole('alert')).toContainText('Mật khẩu mới quá dễ đoán.')
    await expectGoodPage(page)
    await page.getByLabel('Mật khẩu hiện nay').fill(first)
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill('con mèo trèo cây cau')
    await page.getByLabel('Nhập lại mật khẩu mới').fill('con mèo trèo cây cau')
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
    await expect(page.getByRole('status')).toContainText('Đã đổi mật khẩu.')

    await page.getByRole('link', { name: 'Bật mã xác thực' }).click()
    await expectGoodPage(page)
    const secret = await page.locator('input[name=secret]').inputValue()
    await page.getByLabel('Mật khẩu hiện nay').fill('con mèo trèo cây cau')
    await page.getByLabel('Mã 6 số').fill('000000')
    await page.getByRole('button', { name: 'Bật mã xác thực' }).click()
    await expect(page.getByRole('alert')).toContainText('Mã không đúng.')
    expect(await page.locator('input[name=secret]').inputValue()).toBe(secret)
    await page.getByLabel('Mật khẩu hiện nay').fill('con mèo trèo cây cau')
    await page.getByLabel('Mã 6 số').fill(code(secret))
    await page.getByRole('button', { name: 'Bật mã xác thực' }).click()
    await expect(page.getByRole('status')).toContainText('Đã bật mã xác thực.')
    await expectGoodPage(page)
    await page.getByRole('button', { name: 'Đăng xuất' }).click()

    await signInAs(page, 'hoa.tv', 'con mèo trèo cây cau')
    await expect(page.getByRole('alert')).toContainText('mã 6 số')
    await page.getByLabel('Mật khẩu').fill('con mèo trèo cây cau')
    await page.getByLabel('Mã xác thực 6 số').fill(code(secret, 1))
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await expect(page.getByRole('link', { name: 'Trần Văn Mẫu' })).toBeVisible()

    await admin.goto('/accounts/hoa.tv')
    await expectGoodPage(admin)
    await admin.getByRole('button', { name: 'Ngừng tài khoản' }).click()
    await expect(admin.getByRole('status')).toContainText('Đã ngừng tài khoản.')
    await expect(admin.getByRole('row', { name: 'Tự đổi mật khẩu' })).toContainText('Trần Văn Mẫu')
    await page.goto('/account')
    await expect(page).toHaveURL(/\/login/)
})

test('the last administrator cannot be closed', async ({ signIn }) => {
    const page = await signIn('administrator')
    await page.goto('/accounts/quantri')
    await page.getByRole('button', { name: 'Ngừng tài khoản' }).click()
    await expect(page.getByRole('alert')).toContainText('quản trị viên cuối cùng')
})
