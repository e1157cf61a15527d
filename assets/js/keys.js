// SPDX-License-Identifier: Apache-2.0
// Alt+Shift+letter follows the link or presses the button marked with that letter; "/" goes to the search box.
export function listenForKeys() {
    document.addEventListener('keydown', event => {
        const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
        if (event.key === '/' && !isTyping && !event.ctrlKey && !event.altKey && !event.metaKey) {
            const search = document.querySelector('input[type="search"]')
            if (search) {
                event.preventDefault()
                search.focus()
            }
        }
        if (event.altKey && event.shiftKey && /^Key[A-Z]$/.test(event.code)) {
            const target = document.querySelector(`[data-key="${event.code.slice(3).toLowerCase()}"]`)
            if (target) {
                event.preventDefault()
                target.click()
            }
        }
    })
}
