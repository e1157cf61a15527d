/* SPDX-License-Identifier: Apache-2.0 */
/* clocks -- every clock of a dossier, each with its own countdown in working time: what is owed, by whom, until when.
 *
 * clock_kinds.def names them, clock_states.def says when they run, clock_rules.h has the limits an office settles.  The
 * handling of the whole dossier is domain/deadline's; its steps divide it: their parts sum to the whole.
 * docs/domain/clocks.md tells each with examples. */
#ifndef DOMAIN_CLOCKS_H
#define DOMAIN_CLOCKS_H

#include "domain/clock_rules.h"
#include "domain/dossier_clock.h"

enum clock_kind {
#define CLOCK(name, word, who, source, label) CLOCK_OF_##name,
#include "domain/clock_kinds.def"
#undef CLOCK
    CLOCK_KIND_COUNT
};

enum clock_actor { CLOCK_BY_COUNTER, CLOCK_BY_HOLDER, CLOCK_BY_LEADER, CLOCK_BY_CITIZEN, CLOCK_BY_BODY };

enum clock_phase {
    CLOCK_AHEAD,    /* a step whose turn has not come */
    CLOCK_GOING,    /* runs, in time */
    CLOCK_STANDING, /* the citizen is waited for */
    CLOCK_OVER,     /* runs, past its due instant */
    CLOCK_LAPSED,   /* what could be done until then is too late now, but need not be done (Mẫu 02) */
    CLOCK_KEPT,     /* ended in time */
    CLOCK_BROKEN    /* ended too late */
};

struct clock {
    enum clock_kind kind;
    enum clock_phase phase;
    struct str body;         /* who was given a task; null for every other kind */
    struct moment begins_at; /* with CLOCK_AHEAD: when its turn is planned */
    struct moment due_at;
    struct moment stands_since, ended_at; /* no moment: not so */
    int64_t minutes;                      /* of working time left, or over; 0.. */
    int64_t limit_minutes;                /* from beginning to due instant, 0.. */
};

struct clocks {
    const struct clock *at; /* in the order of clock_kinds.def */
    size_t count;
};

/* What another body was given until when: a question (app/dossier_consultation), its part of an interlinked procedure
 * (app/dossier_leg). */
struct clock_task {
    struct str body;
    struct moment given_at, due_at, done_at; /* done_at: no moment while it is waited for */
};

struct clock_tasks {
    const struct clock_task *at;
    size_t count;
};

struct clocks_case {
    struct deadline_case handling;    /* dossier_clock_case() */
    struct dossier_history effective; /* begins with SUBMIT or RECEIVE */
    struct clock_settings settings;
    struct clock_tasks consultations, legs;
    struct moment extended_to; /* with a granted extension: the one new appointment */
    struct moment now;
};

struct clocks clocks_of(struct arena *arena, const struct clocks_case *given);

/* NULL: not among them. */
const struct clock *clocks_find(struct clocks clocks, enum clock_kind kind);

/* While papers are waited for: the due instants that the dossier would have if they came now, by either rule. */
struct clock_outlook {
    bool is_waiting;
    struct moment if_restarts, if_pauses;
};

struct clock_outlook clocks_outlook(struct arena *arena, const struct clocks_case *given);

/* Does the clock run or stand in a state? */
bool clock_is_in(enum clock_kind kind, enum dossier_state state, bool *out_stands);

struct str clock_kind_label(enum clock_kind kind); /* in Vietnamese */
enum clock_actor clock_kind_actor(enum clock_kind kind);

/* "còn 2 ngày 3 giờ", "quá hạn 1 giờ", "tạm dừng", "chưa đến lượt", "xong trong hạn", "xong, quá hạn 2 giờ" … */
struct str clock_words(const struct clock *clock, char out[100]);

#endif
