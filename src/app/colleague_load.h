/* SPDX-License-Identifier: Apache-2.0 */
/* colleague_load -- the people of a unit, how much each has to do and whether they are away: what is looked at before
 * giving work to one of them. */
#ifndef APP_COLLEAGUE_LOAD_H
#define APP_COLLEAGUE_LOAD_H

#include "domain/account.h"
#include "domain/date.h"
#include "store/db.h"

enum { COLLEAGUES_MAX = 64 };

struct colleague {
    int64_t account_id, unit_id;
    struct str full_name, title;
    enum role role;
    int64_t dossiers, overdue, due_today; /* open; of these overdue; of these due later today.  1000 stands for more */
    bool is_absent;                       /* today */
    struct date away_to_on;               /* the last day of that; no day: nobody knows */
};

struct colleagues {
    const struct colleague *at;
    size_t count;
};

/* The active people of a unit who can hold dossiers, specialists first and of them who has least, who is away
 * last; COLLEAGUES_MAX at most. */
enum status colleague_load_of(struct db *db, struct arena *arena, int64_t office_id, int64_t unit_id, struct moment now,
                              struct colleagues *out) MUST_CHECK;

/* Those who sign for the commune: duty leaders first, who is away last. */
enum status colleague_load_leaders(struct db *db, struct arena *arena, int64_t office_id, struct moment now,
                                   struct colleagues *out) MUST_CHECK;

/* The one called `account_id`; NULL: not among them. */
const struct colleague *colleague_load_find(struct colleagues people, int64_t account_id);

#endif
