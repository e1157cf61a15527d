// SPDX-License-Identifier: Apache-2.0
// A late dossier ends only after its officer has explained and the head of the unit has said what follows.
import { openMore, press, propose } from './life.mjs'
import { expect, expectGoodPage, test as base } from './look.mjs'
import { foundDemonstration, run, today, withOffice } from './office.mjs'

const test = base.extend({
    training: [async ({}, use) => withOffice(use, foundDemonstration('--date', today, '--dossiers', '120', '--late', '40')),
        { scope: 'worker', timeout: 120_000 }],
})

const leaderLogin = 'lanhdao1'

function accounts(data) {
    return run(['account', 'list', '--data', data]).trim().split('\n').map(line => line.trim().split(/\s+/))
        .map(([login, role, unit, , , ...name]) => ({ login, role, unit, name: name.join(' ') }))
}

/* A specialist of VP with a late dossier in hand, as the overdue list names them. */
async function lateOne(director, data) {
    const specialists = accounts(data).filter(({ role, unit }) => role === 'specialist' && unit === 'VP')
    await director.goto('/figures/overdue')
    for (const row of await director.locator('tbody tr').all()) {
        const text = await row.innerText()
        const holder = specialists.find(({ name }) => text.includes(name))
        if (holder !== undefined && text.includes('Đang xử lý'))
            return { login: holder.login, code: text.match(/H[\d.]+-\d{6}-\d{4,}/)[0] }
    }
    throw new Error(`nothing late is held by ${specialists.map(({ name }) => name).join(', ')}`)
}

async function openAct(page, code, name) {
    await page.goto(`/dossiers/${code}`)
    await openMore(page)
    await page.getByRole('link', { name }).click()
}

test('a late dossier is explained and answered for before it ends', async ({ training, visit }) => {
    const director = await visit(training.url, 'giamdoc')
    const { login, code } = await lateOne(director, training.data)
    const specialist = await visit(training.url, login)

    await specialist.goto(`/dossiers/${code}`)
    await openMore(specialist)
    await expect(specialist.getByRole('link', { name: 'Dừng giải quyết…' })).toHaveCount(0)
    await specialist.getByRole('link', { name: 'Giải trình quá hạn…' }).click()
    await specialist.getByLabel('Nguyên nhân').selectOption({ label: 'Do phối hợp giữa các cơ quan, đơn vị' })
    await specialist.getByRole('textbox', { name: 'Giải trình' }).fill('')
    await specialist.getByRole('button', { name: 'Giải trình quá hạn' }).click()
    await expect(specialist.getByText('Ghi rõ lý do.').first()).toBeVisible()
    await expect(specialist.getByLabel('Nguyên nhân')).toHaveValue('coordination')
    await expectGoodPage(specialist)
    await specialist.getByRole('textbox', { name: 'Giải trình' }).fill('Xã nơi cư trú cũ trả lời xác minh muộn')
    await specialist.getByRole('button', { name: 'Giải trình quá hạn' }).click()
    await expect(specialist.getByRole('heading', { level: 2, name: 'Giải trình quá hạn' })).toBeVisible()
    await propose(specialist, 'Giấy xác nhận tình trạng hôn nhân', accounts(training.data).find(({ login }) => login === leaderLogin).name)

    const leader = await visit(training.url, leaderLogin)
    await leader.goto(`/dossiers/${code}`)
    await expect(leader.getByText('Xã nơi cư trú cũ trả lời xác minh muộn').first()).toBeVisible()
    await expect(leader.getByRole('button', { name: 'Duyệt kết quả' })).toHaveCount(0)

    const head = await visit(training.url, 'chanhvp')
    await openAct(head, code, 'Biện pháp của người phụ trách…')
    await head.getByLabel('Biện pháp').fill('Gọi điện nhắc nơi xác minh sau hai ngày')
    await expectGoodPage(head)
    await head.getByRole('button', { name: 'Biện pháp của người phụ trách' }).click()
    await expect(head.getByText('Biện pháp: Gọi điện nhắc nơi xác minh sau hai ngày')).toBeVisible()

    await head.goto(`/dossiers/${code}/ledger`)
    await expect(head.getByRole('heading', { name: 'Hồ sơ ở tay ai bao lâu' })).toBeVisible()
    await expectGoodPage(head, { name: 'ledger' })

    await leader.reload()
    await press(leader, 'Duyệt kết quả')
    await expect(leader.getByText('Đã có kết quả').first()).toBeVisible()
    expect(run(['verify', '--data', training.data])).toMatch(/sound/i)
})
