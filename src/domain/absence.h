/* SPDX-License-Identifier: Apache-2.0 */
/* absence -- who takes over what while somebody is away, and what comes back afterwards. */
#ifndef DOMAIN_ABSENCE_H
#define DOMAIN_ABSENCE_H

#include "domain/dossier_history.h"

enum { ABSENCE_COLLEAGUES_MAX = 64, ABSENCE_NOBODY = -1, ABSENCE_DAYS_MAX = 366 };

/* First and last day; no last day: until somebody ends it. */
struct absence_span {
    struct date from_on, to_on;
};

/* May it be entered on the day `today`?  It ends not before it begins nor before today, begins at most ABSENCE_DAYS_MAX
 * before or after today, and lasts at most that long. */
bool absence_span_is_valid(struct absence_span span, struct date today);

/* Is whoever has it away on that day? */
bool absence_covers(struct absence_span span, struct date day);

/* Splits dossiers among colleagues so that their loads come out as even as can be: each dossier, in the order given
 * (the most urgent first), goes to whoever may take it and has least by then; among equals to the first of them.
 *
 *     may_take  of each dossier: a bit for each colleague who can hold it
 *     loads     what each colleague has; afterwards with what was given them
 *     out       of each dossier: a colleague's place, or ABSENCE_NOBODY when nobody can hold it */
void absence_split(const uint64_t *may_take, size_t dossiers, int64_t *loads, size_t colleagues, int *out);

/* May a dossier that was handed over by the event numbered `number` (from 1) go back to whom it was taken from?  While
 * whoever got it still holds it and has done nothing to it since.  Having opened it does not count, nor what others
 * did: a payment taken, an opinion answered, a new calendar.  Whoever has begun to work on it finishes it, so that one
 * person answers for one piece of work (directive 1b-personal). */
bool absence_may_return(struct dossier_history whole, int64_t number);

#endif
