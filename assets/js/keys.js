// SPDX-License-Identifier: Apache-2.0
// Alt+Shift+letter follows the link or presses the button marked with that letter.  Single keys, which each person may
// switch off: "/" goes to the search box, j and k from row to row, a row's own letter presses its button, "?" tells all this.
const offMark = 'motcua-single-keys'

const isOn = () => localStorage.getItem(offMark) !== 'off'
const isTyping = element => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== 'checkbox'

function moveToRow(step) {
    const rows = [...document.querySelectorAll('[data-row]')]
    const here = rows.findIndex(row => row.closest('tr').contains(document.activeElement))
    const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step]
    next?.focus()
    return next !== undefined
}

function pressInRow(key) {
    const button = document.activeElement.closest('tr')?.querySelector(`[data-row-key="${CSS.escape(key)}"]`)
    button?.click()
    return button != null
}

function focusSearch() {
    const search = document.querySelector('main input[type="search"]') ?? document.querySelector('input[type="search"]')
    search?.focus()
    search?.select()
    return search !== null
}

function showHelp() {
    const help = document.querySelector('dialog.keys')
    help?.showModal()
    return help !== null
}

function onSingleKey(key) {
    const isInRow = document.activeElement.closest('[data-rows]') !== null
    if (key === '/')
        return focusSearch()
    if (key === '?')
        return showHelp()
    if (key === 'j' || (key === 'ArrowDown' && isInRow))
        return moveToRow(1)
    if (key === 'k' || (key === 'ArrowUp' && isInRow))
        return moveToRow(-1)
    return isInRow && /^[a-z]$/.test(key) && pressInRow(key)
}

function onKey(event) {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey
    if (event.altKey && event.shiftKey && /^Key[A-Z]$/.test(event.code)) {
        const target = document.querySelector(`[data-key="${event.code.slice(3).toLowerCase()}"]`)
        target?.click()
        if (target)
            event.preventDefault()
    } else if (isPlain && isOn() && !isTyping(event.target) && !document.querySelector('dialog[open]') && onSingleKey(event.key)) {
        event.preventDefault()
    }
}

export function listenForKeys() {
    const choice = document.querySelector('[data-single-keys]')
    if (choice) {
        choice.checked = isOn()
        choice.addEventListener('change', () => localStorage.setItem(offMark, choice.checked ? 'on' : 'off'))
    }
    for (const button of document.querySelectorAll('[data-show-keys]')) {
        button.hidden = false
        button.addEventListener('click', showHelp)
    }
    document.addEventListener('keydown', onKey)
}
