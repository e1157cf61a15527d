// SPDX-License-Identifier: Apache-2.0
// Comforts only: every page does its whole work without this file.
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { fillFromCard } from './card.js'
import { keepChecklist } from './checklist.js'
import { followQuantities } from './fees.js'
import { listenForKeys } from './keys.js'
import { sendOnce } from './once.js'
import { offerPrinting } from './printing.js'

// GOV.UK's components look for this mark on the body.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const summary of document.querySelectorAll('[data-module="govuk-error-summary"]'))
    new ErrorSummary(summary)
for (const box of document.querySelectorAll('[data-card]'))
    fillFromCard(box)
for (const form of document.querySelectorAll('[data-fees]'))
    followQuantities(form)
for (const questions of document.querySelectorAll('[data-questions]'))
    keepChecklist(questions.closest('form'))
offerPrinting()
sendOnce()
listenForKeys()
