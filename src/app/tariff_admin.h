/* SPDX-License-Identifier: Apache-2.0 */
/* tariff_admin -- an office's tariffs and exemptions: brought in from catalogue files, and read for a day.
 *
 * A version is never rewritten, for dossiers were charged by it; one from a new day on ends the one before it the day
 * before.  Last day, certainty and note may be corrected. */
#ifndef APP_TARIFF_ADMIN_H
#define APP_TARIFF_ADMIN_H

#include "domain/catalogue_file.h"
#include "store/db.h"

/* Versions of tariffs and exemptions, by what became of them. */
struct tariff_import {
    int64_t added, changed, corrected, unchanged;
};

/* Brings the tariffs and exemptions of `catalogue` in, inside the caller's transaction.  What contradicts the
 * office's own versions becomes a fault; then nothing may be committed. */
enum status tariff_admin_import(struct db *db, struct arena *arena, int64_t office_id, struct moment now,
                                const struct catalogue *catalogue, struct catalogue_faults *faults,
                                struct tariff_import *out) MUST_CHECK;

/* The tariffs with these codes (a blank between them) that are in force on a day, in the order of the codes; a code
 * without a version in force is left out. */
enum status tariff_admin_in_force(struct db *db, struct arena *arena, int64_t office_id, struct str codes,
                                  struct date on, struct tariffs *out) MUST_CHECK;

/* All exemptions in force on a day. */
enum status tariff_admin_exemptions(struct db *db, struct arena *arena, int64_t office_id, struct date on,
                                    struct fee_exemptions *out) MUST_CHECK;

#endif
