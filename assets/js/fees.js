// SPDX-License-Identifier: Apache-2.0
// The sum follows the quantities: what the button "Tính lại" asks of the server is asked a moment after each change.
const QUIET_MS = 400

async function compute(form) {
    const answer = await fetch(form.action, {
        method: 'POST',
        body: new URLSearchParams([...new FormData(form), ['fill', 'fees']]),
    })
    if (!answer.ok)
        return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const place of ['.fees__total strong', '.fees__total .muted']) {
        const fresh = page.querySelector(place)
        const old = form.querySelector(place)
        if (old)
            old.textContent = fresh ? fresh.textContent : ''
    }
}

export function followQuantities(form) {
    const block = form.querySelector('.fees')
    if (!block)
        return
    let quiet
    form.addEventListener('change', event => {
        if (!block.contains(event.target) && event.target.name !== 'channel')
            return
        clearTimeout(quiet)
        quiet = setTimeout(() => compute(form).catch(() => {}), QUIET_MS)
    })
}
