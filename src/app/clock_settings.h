/* SPDX-License-Identifier: Apache-2.0 */
/* clock_settings -- what an office settles about its clocks (domain/clock_rules.h), with who, when and why. */
#ifndef APP_CLOCK_SETTINGS_H
#define APP_CLOCK_SETTINGS_H

#include "domain/account.h"
#include "domain/clock_rules.h"
#include "store/db.h"

enum { CLOCK_REASON_CHARS_MAX = 500, CLOCK_DAYS_AHEAD_MAX = 366 };

enum status clock_settings_of(struct db *db, struct arena *arena, int64_t office_id, struct clock_settings *out)
    MUST_CHECK;

struct clock_wish {
    enum clock_rule rule;
    int64_t value;
    struct date from_on;
    struct str reason;
};

enum clock_wish_fault {
    CLOCK_WISH_FINE,
    CLOCK_WISH_VALUE,  /* out of its bounds */
    CLOCK_WISH_DAY,    /* before tomorrow, or more than a year away: clocks that run are not touched */
    CLOCK_WISH_REASON, /* none, or too long */
    CLOCK_WISH_SAME    /* holds already on that day */
};

struct str clock_wish_fault_text(enum clock_wish_fault fault); /* in Vietnamese; "" when fine */

/*     ST_FORBIDDEN  the actor may not
 *     ST_INVALID    *out_fault */
enum status clock_settings_set(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                               const struct clock_wish *wish, enum clock_wish_fault *out_fault) MUST_CHECK;

#endif
