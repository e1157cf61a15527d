// SPDX-License-Identifier: Apache-2.0
// Shows the print buttons (useless without script, so hidden until now) and unfolds details on paper.
export function offerPrinting() {
    for (const button of document.querySelectorAll('[data-print]')) {
        button.hidden = false
        button.addEventListener('click', () => window.print())
    }

    let folded = []
    window.addEventListener('beforeprint', () => {
        folded = [...document.querySelectorAll('details[data-print-open]:not([open])')]
        for (const details of folded)
            details.open = true
    })
    window.addEventListener('afterprint', () => {
        for (const details of folded)
            details.open = false
    })
}
