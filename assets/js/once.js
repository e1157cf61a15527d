// SPDX-License-Identifier: Apache-2.0
// A second click on the same button within two seconds is a slip of the hand, not a wish.
export function sendOnce() {
    document.addEventListener('submit', event => {
        const form = event.target
        if (form.method !== 'post')
            return
        if (form.dataset.sent) {
            event.preventDefault()
            return
        }
        form.dataset.sent = 'yes'
        setTimeout(() => delete form.dataset.sent, 2000)
    })
}
