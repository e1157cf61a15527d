// SPDX-License-Identifier: Apache-2.0
// Every page that can be reached by its address, for a stranger and for each role.
import { expect, expectGoodPage, people, test } from './look.mjs'

const forStrangers = ['/', '/login', '/status', '/procedures', '/procedures?q=dang+ky+khai+sin', '/procedures/1.001193', '/no-such-page']

for (const address of forStrangers)
    test(`a stranger sees ${address}`, async ({ page }) => {
        await page.goto(address)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expectGoodPage(page, address === '/' ? { name: 'home' } : {})
    })

test('a wrong password is said without a hint which part was wrong', async ({ page }) => {
    await page.goto('/login')
    await page.getByLabel('Tên đăng nhập').fill('khong-ai')
    await page.getByLabel('Mật khẩu').fill('sai-mat-khau')
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await expect(page.getByRole('alert')).toContainText('Tên đăng nhập hoặc mật khẩu không đúng.')
    await expect(page.getByLabel('Tên đăng nhập')).toHaveValue('khong-ai')
    await expectGoodPage(page)
})

test('a stranger who opens a dossier is asked to sign in, and comes back to it', async ({ page, office }) => {
    await page.goto('/dossiers?tab=unit')
    await expect(page).toHaveURL(/\/login/)
    await page.getByLabel('Tên đăng nhập').fill(people.specialist.login)
    await page.getByLabel('Mật khẩu').fill(office.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await expect(page).toHaveURL(/\/dossiers\?tab=unit$/)
})

test('signing out ends the session', async ({ signIn }) => {
    const page = await signIn('counter')
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await page.goto('/dossiers')
    await expect(page).toHaveURL(/\/login/)
})

const forOfficers = {
    counter: ['/dossiers', '/dossiers?tab=unit', '/dossiers?tab=open', '/dossiers?tab=late', '/dossiers?tab=hand-over',
        '/work', '/dossiers?tab=sent', '/dossiers/new', '/dossiers/new?q=xyzxyz', '/dossiers/new/1.001193'],
    director: ['/figures', '/figures/overdue', '/figures/book', '/figures/book?from=2025-08-02&to=2025-08-01'],
    administrator: ['/', '/messages', '/messages?state=failed'],
}

for (const [role, addresses] of Object.entries(forOfficers))
    test(`good pages for the role ${role}`, async ({ signIn }) => {
        const page = await signIn(role)
        for (const address of addresses) {
            await page.goto(address)
            await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
            await expectGoodPage(page)
        }
    })

test('each role signs in and finds its menu', async ({ signIn }) => {
    for (const role of Object.keys(people)) {
        const page = await signIn(role)
        await expect(page.getByRole('navigation', { name: 'Mục chính' })).toBeVisible()
    }
})

test('no way out leads to a door that is shut', async ({ signIn }) => {
    const page = await signIn('administrator')
    await page.goto('/dossiers')
    await expect(page.getByRole('heading', { level: 1, name: 'Không có quyền' })).toBeVisible()
    await page.getByRole('link', { name: 'Về trang đầu' }).click()
    await page.locator('main').getByRole('link', { name: 'Tài khoản' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Tài khoản' })).toBeVisible()
})

test('links in lists are large enough for a thumb', async ({ signIn }) => {
    const page = await signIn('administrator')
    await page.setViewportSize({ width: 360, height: 740 })
    for (const [address, list] of [['/accounts', 'tbody'], ['/procedures', '.procedures']]) {
        await page.goto(address)
        const low = await page.locator(`${list} a`).evaluateAll(links =>
            links.filter(link => link.getBoundingClientRect().height < 24 && link.checkVisibility()).map(link => link.textContent))
        expect(low, address).toEqual([])
    }
})

test('a page of another role is refused in plain words', async ({ signIn }) => {
    const page = await signIn('counter')
    await page.goto('/figures')
    await expect(page.getByRole('heading', { level: 1, name: 'Không có quyền' })).toBeVisible()
    await expectGoodPage(page)
})

test('the keyboard reaches the content first, and the focus is visible', async ({ page }) => {
    await page.goto('/')
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Đến nội dung chính' })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.locator('main')).toBeFocused()
})

test('titles tell the pages apart', async ({ signIn }) => {
    const page = await signIn('director')
    const titles = []
    for (const address of ['/work', '/dossiers', '/dossiers?tab=unit', '/dossiers?tab=late', '/dossiers/new', '/dossiers/new/1.001193',
        '/figures', '/figures/overdue', '/status', '/procedures', '/procedures?q=khai+sinh', '/procedures/1.001193']) {
        await page.goto(address)
        titles.push(await page.title())
    }
    expect(new Set(titles).size, titles.join('\n')).toBe(titles.length)
})

test('a slash goes to the search box, and paper shows no machinery', async ({ page }) => {
    await page.goto('/procedures/1.001193')
    await expect(page.getByRole('button', { name: 'In trang này' })).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('navigation', { name: 'Mục chính' })).toBeHidden()
    await expect(page.getByRole('button', { name: 'In trang này' })).toBeHidden()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.emulateMedia({ media: null })

    await page.goto('/procedures')
    await page.keyboard.press('/')
    await expect(page.getByRole('searchbox')).toBeFocused()
})
