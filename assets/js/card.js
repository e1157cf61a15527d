// SPDX-License-Identifier: Apache-2.0
// Fills the applicant from the text of a citizen card's QR code, pasted or typed by a reader. The server reads the
// same text again when the form is sent without script ("Điền từ thẻ").

/* identity | old card | name | ddMMyyyy | Nam/Nữ | residence | ddMMyyyy issued; newer cards add empty fields. */
export function readCard(text) {
    const parts = text.normalize('NFC').split('|').map(part => part.trim())
    if (parts.length < 7 || parts.length > 11 || !/^\d{12}$/.test(parts[0]) || !/^\d{8}$/.test(parts[3]))
        return null
    return {
        identity_number: parts[0],
        applicant: parts[2],
        born_on: `${parts[3].slice(0, 2)}/${parts[3].slice(2, 4)}/${parts[3].slice(4)}`,
        gender: { nam: 'male', nữ: 'female' }[parts[4].toLowerCase()] ?? '',
        address: parts[5],
    }
}

const QUIET_MS = 300

export function fillFromCard(box) {
    const form = box.form
    const said = document.getElementById(box.dataset.card)

    let quiet
    const fill = () => {
        const card = readCard(box.value)
        clearTimeout(quiet)
        if (!card)
            return
        for (const [name, value] of Object.entries(card)) {
            const field = form.elements[name]
            if (field && value)
                field.value = value
        }
        said.textContent = `Đã điền thông tin của ${card.applicant} từ thẻ. Hãy đối chiếu với thẻ.`
        box.value = ''
        form.elements.phone?.focus()
    }
    /* A reader types letter by letter, and what it has typed looks whole before its end: the rest would go elsewhere. */
    box.addEventListener('input', event => {
        clearTimeout(quiet)
        quiet = setTimeout(fill, event.inputType === 'insertFromPaste' ? 0 : QUIET_MS)
    })
    form.addEventListener('submit', fill)
    /* A reader ends with Enter: that must not send the half-filled form. */
    box.addEventListener('keydown', event => {
        if (event.key !== 'Enter')
            return
        event.preventDefault()
        fill()
    })
}
