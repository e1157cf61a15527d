/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_leg -- the bodies that work on one dossier of an interlinked procedure (liên thông).
 *
 * NĐ 61/2018 Art 19.6–19.7: each has a limit of its own inside the whole term, and each hand-over is a row of Mẫu 06.
 * The legs of the procedure's version become rows when the dossier is forwarded, the first stage is handed over then,
 * and a stage begins when the one before is done.  Whoever holds the dossier writes down what came back; whether that
 * was in time is computed.  In all figures it is one dossier. */
#ifndef APP_DOSSIER_LEG_H
#define APP_DOSSIER_LEG_H

#include "app/dossier_change.h"
#include "base/hash.h"

/* A dossier that is being forwarded. */
struct leg_order {
    int64_t office_id, dossier_id, procedure_version_id, actor_id;
    const struct calendar *calendar;
    struct moment now;
};

/* Makes the rows and hands over the first stage.  *out_seal goes into the facts of the event that forwards; null: the
 * procedure is not interlinked. */
enum status dossier_leg_begin(struct db *db, struct arena *arena, const struct leg_order *order, struct str *out_seal)
    MUST_CHECK;

/* The same for a dossier that is there already: with FORWARD, or an ACCEPT that forwards too. */
enum status dossier_leg_begin_change(const struct dossier_change *change, struct str *out_seal) MUST_CHECK;

/* The result of leg `position` came back.
 *     ST_NOT_FOUND  no such leg
 *     ST_INVALID    (outcome) it is done, or its stage has not begun
 *     else as app/dossier_change.h says */
enum status dossier_leg_done(struct db *db, struct arena *arena, struct actor actor, struct moment now, struct str code,
                             int64_t seen_version, int64_t position, struct change_outcome *out) MUST_CHECK;

/* What goes when the event before a TAKE_BACK was one of these; `change` is judged and not yet written. */
enum status dossier_leg_take_back(const struct dossier_change *change) MUST_CHECK;

/* Fingerprint of all legs as they stand: each event that changes them seals it. */
enum status dossier_leg_seal(struct db *db, struct arena *arena, int64_t dossier_id, struct str *out) MUST_CHECK;

#endif
