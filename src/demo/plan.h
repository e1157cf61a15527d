/* SPDX-License-Identifier: Apache-2.0 */
/* plan -- how many dossiers come on which day, at which second, and what becomes of them.
 *
 * Directive 0-facts: 2,382 came from 1 July to 18 September 2025, on 56 working days, and were resolved in that time,
 * all before their limits.  A longer time goes on at that pace; a given number spreads over the days there are. */
#ifndef DEMO_PLAN_H
#define DEMO_PLAN_H

#include "demo/life.h"

enum { PLAN_FACTS_DOSSIERS = 2382, PLAN_DOSSIERS_MAX = 5000000 };

struct plan_wish {
    int64_t seed;
    struct date until;    /* the day that is "today"; not before plan_first_day() */
    int64_t dossiers;     /* received until then; 0: at the directive's pace */
    int late_percent;     /* past their limit, one half still open */
    int returned_percent; /* sent back once */
    int waiting_percent;  /* waiting for papers */
};

struct date plan_first_day(void);    /* 2025-07-01: the commune's first day, and the catalogue's */
struct date plan_last_day(void);     /* 2025-09-18: the end of the directive's figures */
struct date plan_furthest_day(void); /* the calendar of the new office reaches that far */

struct plan {
    struct plan_wish wish;
    const struct calendar *calendar;
    int64_t pace_dossiers, pace_weight; /* so many dossiers on days of so much weight */
    int64_t total;                      /* dossiers in all */
    int64_t total_before_last_day;
    int64_t bad, waiting, returned; /* of them; `bad` are waiting or late */
    /* where plan_next() stands */
    struct arena *arena;
    struct date day;
    int64_t weight_so_far, given; /* with that day */
    struct moment *moments;       /* of that day, sorted */
    size_t moment_count, next_moment, room;
    int64_t next_number;
};

void plan_begin(struct arena *arena, const struct calendar *calendar, struct plan_wish wish, struct plan *out);

/* The next dossier in order of reception; false: no more. */
bool plan_next(struct plan *plan, int64_t *out_number, struct moment *out_received_at, enum fate *out_fate);

#endif
