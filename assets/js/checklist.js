// SPDX-License-Identifier: Apache-2.0
// Shows the papers that go with the answers as they are given. The rule is the server's (domain/checklist.c): a paper
// applies when all it turns on is answered as it wants.

/* "bi-bo-roi=no chung-sinh=yes" */
export function readWhen(text) {
    return text.split(' ').filter(Boolean).map(part => part.split('='))
}

/* 'no', 'open' or 'yes': does the paper apply? */
export function applies(when, answers) {
    if (when.some(([key, wanted]) => answers[key] && answers[key] !== wanted))
        return 'no'
    return when.every(([key, wanted]) => answers[key] === wanted) ? 'yes' : 'open'
}

/* Does any paper still turn on the question? */
export function isAsked(key, whens, answers) {
    const others = { ...answers, [key]: undefined }
    return whens.some(when => when.some(([asked]) => asked === key) && applies(when, others) !== 'no')
}

const ALWAYS_ASKED = 'nop-thay'

export function keepChecklist(form) {
    const questions = [...form.querySelectorAll('[data-question]')]
    const papers = [...form.querySelectorAll('[data-when]')]
    const whens = papers.map(paper => readWhen(paper.dataset.when))
    const stillOpen = form.querySelector('[data-list-open]')

    const answersGiven = () => Object.fromEntries(questions.map(question =>
        [question.dataset.question, question.querySelector('input:checked')?.value]))
    const show = () => {
        const answers = answersGiven()
        let isOpen = false
        for (const question of questions) {
            const isIdle = question.dataset.question !== ALWAYS_ASKED
                && !isAsked(question.dataset.question, whens, answers)
            question.hidden = isIdle
            question.classList.toggle('question--idle', isIdle)
        }
        for (const [i, paper] of papers.entries()) {
            const state = applies(whens[i], answers)
            paper.hidden = state !== 'yes'
            isOpen ||= state === 'open'
        }
        if (stillOpen)
            stillOpen.hidden = !isOpen
        for (const part of form.querySelectorAll('[data-opened-for]'))
            part.open = answers[part.dataset.openedFor] === 'yes'
    }
    const answerAsUsual = () => {
        for (const question of questions)
            if (!question.querySelector('input:checked'))
                question.querySelector(`input[value="${question.dataset.usual}"]`).checked = true
        show()
    }
    const allGood = () => {
        for (const paper of papers) {
            if (paper.hidden || !paper.classList.contains('paper--required') || paper.querySelector('input:checked'))
                continue
            const good = paper.querySelector('input[value="looked-up"]') ?? paper.querySelector('input[value="ok"]')
            good.checked = true
        }
    }
    const buttons = { usual: answerAsUsual, list: show, 'all-good': allGood }

    form.addEventListener('change', event => {
        if (event.target.closest('[data-question]'))
            show()
    })
    for (const button of form.querySelectorAll('[data-fill]'))
        button.addEventListener('click', event => {
            event.preventDefault()
            buttons[button.dataset.fill]()
        })
    show()
}
