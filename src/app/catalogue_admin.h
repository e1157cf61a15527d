/* SPDX-License-Identifier: Apache-2.0 */
/* catalogue_admin -- brings catalogue files into an office: all of them, or nothing.
 *
 * A version that is there already is left alone; a version from a new day on ends the one before it the day before;
 * last day, successor, certainty, source and tariffs of a version may be corrected.  A version's content is never
 * rewritten, for dossiers were received under it (directive 1b-law): to try is a fault. */
#ifndef APP_CATALOGUE_ADMIN_H
#define APP_CATALOGUE_ADMIN_H

#include "app/tariff_admin.h"
#include "domain/account.h"
#include "domain/catalogue_file.h"
#include "store/db.h"

/* Versions, by what became of them. */
struct catalogue_import {
    int64_t added;     /* of procedures that were not there */
    int64_t changed;   /* new versions of known procedures */
    int64_t corrected; /* last day, successor, certainty, source or tariffs */
    int64_t unchanged;
    struct tariff_import tariffs;
};

/* `by` may manage the catalogue of by.office_id.  *out_faults is filled in any case.
 *     ST_FORBIDDEN  `by` may not
 *     ST_INVALID    the files have faults, or contradict what the office has: see *out_faults; nothing was written */
enum status catalogue_admin_import(struct db *db, struct arena *arena, struct actor by,
                                   const struct catalogue_file *files, size_t count, struct moment now,
                                   struct catalogue_faults *out_faults, struct catalogue_import *out) MUST_CHECK;

/* The same with the catalogue that the program carries: what a new office starts from. */
enum status catalogue_admin_import_embedded(struct db *db, struct arena *arena, struct actor by, struct moment now,
                                            struct catalogue_faults *out_faults, struct catalogue_import *out)
    MUST_CHECK;

/* The files of that catalogue. */
const struct catalogue_file *catalogue_embedded(struct arena *arena, size_t *out_count);

#endif
