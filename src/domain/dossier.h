/* SPDX-License-Identifier: Apache-2.0 */
/* dossier -- the life of a dossier: states, events, and who may make which move (dossier_*.def).
 *
 * Sources: NĐ 118/2025 as amended by NĐ 309/2026, Art 17-18; national status codes 1-10; directive 1b-personal
 * (one named holder at every minute), 1b-once (papers are asked for one single time). */
#ifndef DOMAIN_DOSSIER_H
#define DOMAIN_DOSSIER_H

#include "domain/account.h"
#include "domain/date.h"

enum dossier_state {
#define STATE(name, stored, code, clock, label) DOSSIER_##name,
#include "domain/dossier_states.def"
#undef STATE
    DOSSIER_STATE_COUNT
};

enum dossier_event {
#define EVENT(name, stored, reason, label) EVENT_##name,
#include "domain/dossier_events.def"
#undef EVENT
    EVENT_COUNT
};

enum dossier_clock { CLOCK_RUNS, CLOCK_STOPPED, CLOCK_ENDED };

enum dossier_next_holder { NEXT_ACTOR, NEXT_CHOSEN, NEXT_KEEP, NEXT_PROPOSED, NEXT_RECEIVED, NEXT_NOBODY };

/* Why a move is refused. */
enum dossier_refusal {
    MOVE_ALLOWED,
    MOVE_NO_SUCH_STEP,  /* not from this state */
    MOVE_NOT_YOURS,     /* somebody else holds it */
    MOVE_NOT_YOUR_ROLE, /* the role never makes this move */
    MOVE_NEEDS_REASON,  /* words are missing */
    MOVE_NEEDS_PERSON,  /* nobody was chosen, or somebody who cannot hold it */
    MOVE_ONCE_ONLY      /* papers were asked for before (directive 1b-once) */
};

/* What a verdict depends on. */
struct dossier_position {
    enum dossier_state state;
    int64_t holder_id;
    int64_t unit_id;
    int64_t supplements; /* times papers were asked for so far */
};

struct dossier_verdict {
    enum dossier_refusal refusal;
    enum dossier_state next; /* the present state when refused */
    enum dossier_next_holder holder;
};

struct str dossier_state_name(enum dossier_state state);  /* as stored */
struct str dossier_state_label(enum dossier_state state); /* in Vietnamese */
int dossier_state_code(enum dossier_state state);         /* national code, 1..10 */
enum dossier_clock dossier_state_clock(enum dossier_state state);
bool dossier_state_parse(struct str stored, enum dossier_state *out);

struct str dossier_event_name(enum dossier_event event);
struct str dossier_event_label(enum dossier_event event);
bool dossier_event_needs_reason(enum dossier_event event);
bool dossier_event_parse(struct str stored, enum dossier_event *out);

/* May `actor` make `event` happen now?  Reason and chosen person are looked at by dossier_move_given(). */
struct dossier_verdict dossier_move(struct dossier_position position, enum dossier_event event, struct actor actor);

/* The same, with what was typed: `reason` (null when none) and the role and unit of the person chosen
 * (ROLE_NONE when nobody). */
struct dossier_verdict dossier_move_given(struct dossier_position position, enum dossier_event event,
                                          struct actor actor, struct str reason, enum role chosen_role,
                                          int64_t chosen_unit_id);

/* Where a dossier goes by `event`, whoever made it: what replaying the sealed log needs.  False: no such move. */
bool dossier_step(enum dossier_state from, enum dossier_event event, enum dossier_state *out);

/* Can a person of this role and unit be chosen to hold a dossier of `unit_id` through `event`?
 * FORWARD and REASSIGN: a specialist, head or counter officer of that unit.  PROPOSE: that unit's head, or a leader of
 * the commune. */
bool dossier_can_be_chosen(enum dossier_event event, int64_t unit_id, enum role role, int64_t persons_unit_id);

#endif
