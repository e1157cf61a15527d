/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_history -- what a dossier's events amount to: the one fold that processing, pages and `verify` share.
 *
 * Nothing is ever removed from the log.  TAKE_BACK cancels what happened last; what is left is the effective history,
 * from which state, holder, counts and clock follow.  Who held the dossier in which minute follows from the whole one
 * (domain/ledger). */
#ifndef DOMAIN_DOSSIER_HISTORY_H
#define DOMAIN_DOSSIER_HISTORY_H

#include "domain/dossier.h"

/* Undone without a word while nobody else has acted on it (directive 1b-personal asks for a holder, not for a trap). */
enum { TAKE_BACK_MS = 2 * 60 * 1000 };

/* One event, as far as the rules look at it. */
struct dossier_entry {
    enum dossier_event event;
    int64_t actor_id;
    int64_t holder_id; /* after it; 0: nobody */
    struct moment at;
};

struct dossier_history {
    const struct dossier_entry *at; /* oldest first */
    size_t count;
};

/* Leaves out what was taken back, and the taking back; `room` has place for as many as there are.  A TAKE_BACK with
 * nothing before it but the first event is left in, which dossier_standing() then calls illegal. */
struct dossier_history dossier_history_effective(struct dossier_history whole, struct dossier_entry *room);

/* The same as places in `whole`, counted from 0; `room` has place for as many.  Returns how many. */
size_t dossier_history_places(struct dossier_history whole, size_t *room);

/* Which event the next TAKE_BACK would cancel, counted from 1 as the dossier's versions are; 0 when that is the first
 * one, which cannot be. */
int64_t dossier_history_last(struct dossier_history whole);

/* What a dossier's effective history amounts to. */
struct dossier_standing {
    bool is_legal; /* begins with SUBMIT or RECEIVE, and each step is one of the tables' */
    enum dossier_state state;
    int64_t holder_id;
    int64_t supplements, allowances, corrections;
    int64_t consultations; /* asked and not answered */
    enum dossier_extension extension;
    bool is_explained, is_measured;
    bool is_choice_made;        /* confirmed since it last began to count, or an extension was asked for once */
    struct moment came_back_at; /* sent back, or what was asked for came; no moment once its holder has acted */
    struct moment submitted_at, accepted_at, held_since, closed_at, handed_over_at; /* no moment: not yet */
};

struct dossier_standing dossier_standing(struct dossier_history effective);

/* Who may take back what happened last: whoever did it, while nobody else acted since, and either two minutes are not
 * over or it only passed the dossier to somebody who has not opened it yet.  The first event cannot be taken back, it
 * is corrected; a correction is corrected once more.  0: nobody can. */
int64_t dossier_sender(struct dossier_history whole, bool is_opened, struct moment now);

/* Who held it at a moment; 0: nobody, or before its first event. */
int64_t dossier_holder_at(struct dossier_history whole, struct moment at);

#endif
