/* SPDX-License-Identifier: Apache-2.0 */
/* deadline_days -- how a due instant came about, day by day, in words: what the page of a dossier shows. */
#ifndef DOMAIN_DEADLINE_DAYS_H
#define DOMAIN_DEADLINE_DAYS_H

#include "base/arena.h"
#include "domain/deadline.h"

enum { DEADLINE_DAYS_MAX = 400 };

struct deadline_day {
    struct date on;
    struct str effect; /* "Ngày làm việc thứ 3", "Nghỉ: Quốc khánh", "Tính 2 giờ 30 phút (cộng 18 giờ)" */
    bool is_counted;     /* some of the term was used up */
    bool is_off;         /* not worked */
    bool is_due;         /* the last day; none while the clock stands */
    bool is_provisional; /* rests on a day that no notice has confirmed */
    int count;           /* of the term, so far: days, or working minutes where minutes are counted */
};

struct deadline_days {
    const struct deadline_day *at; /* from acceptance to the due day, or to where the clock stopped */
    size_t count;
    bool is_in_minutes; /* what `count` of the last days means */
    bool is_cut;        /* there were more than DEADLINE_DAYS_MAX */
};

struct deadline_days deadline_days(struct arena *arena, const struct deadline_case *given);

#endif
