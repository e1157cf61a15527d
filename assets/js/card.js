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

const plain = text => text.normalize('NFC').replace(/[\s.-]/g, '').toLowerCase()

/* The applicant's fields stand alone; those of the owner and the submitter carry the role. */
const fieldOf = (whose, name) => whose === 'applicant' ? name : `${whose}_${name === 'applicant' ? 'name' : name}`

/* What was filled is to be seen. */
function openPart(form, whose) {
    const details = form.elements[`${whose}_name`]?.closest('details')
    if (whose === 'submitter') {
        const yes = form.querySelector('[data-question="nop-thay"] input[value="yes"]')
        yes.checked = true
        yes.dispatchEvent(new Event('change', { bubbles: true }))
    }
    if (details)
        details.open = true
}

export function fillFromCard(box) {
    const form = box.form
    const said = document.getElementById(box.dataset.card)

    let quiet
    const fill = () => {
        const card = readCard(box.value)
        clearTimeout(quiet)
        if (!card)
            return
        const whose = form.elements.card_for?.value ?? 'applicant'
        const differing = []
        for (const [name, value] of Object.entries(card)) {
            const field = form.elements[fieldOf(whose, name)]
            if (!field || !value)
                continue
            if (field.value && plain(field.value) !== plain(value))
                differing.push(value)
            else
                field.value = value
        }
        openPart(form, whose)
        said.textContent = differing.length === 0
            ? `Đã điền thông tin của ${card.applicant} từ thẻ. Hãy đối chiếu với thẻ.`
            : `Thẻ ghi khác tờ khai: ${differing.join('; ')}. Nội dung đã gõ vẫn giữ nguyên, hãy xem lại.`
        box.value = ''
        form.elements[fieldOf(whose, 'phone')]?.focus()
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
