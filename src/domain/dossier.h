/* SPDX-License-Identifier: Apache-2.0 */
/* dossier -- the life of a dossier: states, events, and who may make which move (dossier_*.def).
 *
 * Sources: NĐ 118/2025 as amended by NĐ 309/2026, Art 17-18; NĐ 61/2018 Art 17-19; national status codes 1-10;
 * directive 1a-officer (a late dossier is explained), 1b-personal (one named holder at every minute), 1b-once (papers
 * are asked for one single time), 1b-noextra (at most one new appointment, approved by the unit's head). */
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
#define EVENT(name, stored, reason, form, label) EVENT_##name,
#include "domain/dossier_events.def"
#undef EVENT
    EVENT_COUNT
};

enum { REASON_CHARS_MAX = 1000 }; /* of the words that go with an event */

enum dossier_clock { CLOCK_RUNS, CLOCK_STOPPED, CLOCK_ENDED };

enum dossier_next_holder { NEXT_ACTOR, NEXT_CHOSEN, NEXT_KEEP, NEXT_PROPOSED, NEXT_RECEIVED, NEXT_NOBODY };

/* Why a move is refused. */
enum dossier_refusal {
    MOVE_ALLOWED,
    MOVE_NO_SUCH_STEP,       /* not from this state */
    MOVE_NOT_YOURS,          /* somebody else holds it, or answers for it */
    MOVE_NOT_YOUR_ROLE,      /* the role never makes this move */
    MOVE_NEEDS_REASON,       /* words are missing */
    MOVE_NEEDS_PERSON,       /* nobody was chosen, or somebody who cannot hold it */
    MOVE_ONCE_ONLY,          /* papers were asked for before (directive 1b-once); an extension was granted before */
    MOVE_NOT_NEEDED,         /* nothing calls for it: not late, nothing asked, nobody consulted */
    MOVE_NEEDS_EXPLANATION,  /* it is late, and its officer has not said why (directive 1a-officer) */
    MOVE_NEEDS_MEASURE,      /* it is late, and the unit's head has not said what follows (directive 1a-leader) */
    MOVE_NEEDS_PAYMENT,      /* something is still to be paid */
    MOVE_NO_FEE,             /* nothing is to be paid for it */
    MOVE_NEEDS_LEGS,         /* a body that works on it too (liên thông) is not done */
    MOVE_NEEDS_SENDING_BACK, /* somebody is about to sign it: nothing is corrected under their hands */
    MOVE_TOO_LATE            /* cannot be taken back: opened, acted upon, two minutes are over, or it never can */
};

enum dossier_extension { EXTENSION_NONE, EXTENSION_ASKED, EXTENSION_GRANTED, EXTENSION_REFUSED };

/* What a verdict depends on. */
struct dossier_position {
    enum dossier_state state;
    int64_t holder_id, holder_unit_id;
    int64_t unit_id;       /* handles it */
    int64_t supplements;   /* times papers were asked for so far */
    int64_t allowances;    /* times a leader allowed to ask once more */
    int64_t answerable_id; /* who held it when it fell due; 0: not late, or that person has left and the head answers */
    int64_t sender_id;     /* who may take back what happened last; 0: nobody */
    int64_t asked_unit_id; /* with CONSULT_REPLY: the unit that was asked; 0: an outside body */
    int64_t open_legs;     /* bodies of an interlinked procedure that are not done */
    enum dossier_extension extension;
    bool is_late, is_explained, is_measured;
    bool is_choice_due; /* in its last two working days, with nothing chosen yet */
    bool is_consulting; /* somebody's opinion is waited for */
    bool is_fee_open;   /* something is to be paid and is not, or nobody has said yet what */
};

struct dossier_verdict {
    enum dossier_refusal refusal;
    enum dossier_state next; /* the present state when refused, and with TAKE_BACK */
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
int dossier_event_form(enum dossier_event event); /* the form of TT 03/2025 it gives out, 1..6; 0: none */

/* May `actor` make `event` happen now?  Reason and chosen person are looked at by dossier_move_given(). */
struct dossier_verdict dossier_move(struct dossier_position position, enum dossier_event event, struct actor actor);

/* The same, with what was typed: `reason` (null when none) and the role and unit of the person chosen
 * (ROLE_NONE when nobody). */
struct dossier_verdict dossier_move_given(struct dossier_position position, enum dossier_event event,
                                          struct actor actor, struct str reason, enum role chosen_role,
                                          int64_t chosen_unit_id);

/* Where a dossier goes by `event`, whoever made it: what replaying the sealed log needs.  False: no such move.
 * TAKE_BACK goes nowhere by itself: see domain/dossier_history. */
bool dossier_step(enum dossier_state from, enum dossier_event event, enum dossier_state *out);

/* Can a person of this role and unit be chosen to hold the dossier through `event`?  PROPOSE, and REASSIGN while it
 * waits to be signed: the head of the unit that handles it, or a leader of the commune.  While the counter has it:
 * somebody of the counter.  Otherwise somebody of the unit that handles it. */
bool dossier_can_be_chosen(struct dossier_position position, enum dossier_event event, enum role role,
                           int64_t persons_unit_id);

#endif
