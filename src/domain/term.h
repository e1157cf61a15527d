/* SPDX-License-Identifier: Apache-2.0 */
/* term -- how long the law gives an office for a procedure: so many working days, days, working hours, or the day
 * itself. */
#ifndef DOMAIN_TERM_H
#define DOMAIN_TERM_H

#include "base/str.h"

enum term_unit {
#define TERM_UNIT(name, stored, suffix, words, most) TERM_##name,
#include "domain/term_units.def"
#undef TERM_UNIT
    TERM_UNIT_COUNT
};

struct term {
    enum term_unit unit;
    int amount; /* 1 for TERM_SAME_DAY */
};

/* As stored: "working-day" with 1..999.  False for another unit or an amount out of bounds; a same-day term has no
 * amount of its own and takes 0 and 1. */
bool term_of(struct str stored_unit, int64_t amount, struct term *out);
struct str term_unit_name(enum term_unit unit); /* as stored */

/* What is wrong with a short form. */
enum term_fault { TERM_GOOD, TERM_NO_NUMBER, TERM_NO_SUCH_UNIT, TERM_OUT_OF_BOUNDS };

/* "5wd", "7d", "8h", "same-day". */
enum term_fault term_parse(struct str text, struct term *out);
int term_amount_max(enum term_unit unit);

/* "5 ngày làm việc", "7 ngày", "8 giờ làm việc", "trong ngày làm việc" */
struct str term_words(struct term term, char out[48]);

/* What becomes of a term when the citizen was waited for: the whole of it anew, or the rest of it. */
enum waiting_rule { WAITING_RESTARTS, WAITING_PAUSES };

struct str waiting_rule_name(enum waiting_rule rule); /* as stored: restart, pause */
bool waiting_rule_parse(struct str stored, enum waiting_rule *out);

#endif
