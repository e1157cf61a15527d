/* SPDX-License-Identifier: Apache-2.0 */
/* calendar_admin -- the days of an office that differ from the plain week: where they come from, and what a notice
 * changes. */
#ifndef APP_CALENDAR_ADMIN_H
#define APP_CALENDAR_ADMIN_H

#include "domain/account.h"
#include "domain/calendar_file.h"
#include "store/db.h"

enum { CALENDAR_YEARS_AHEAD = 5, CALENDAR_SOURCE_BYTES_MAX = 255 };

/* Gives a new office the official days that the program knows (calendar/), and for the years up to
 * CALENDAR_YEARS_AHEAD from now the days of the law, provisional until a notice is entered.
 *     ST_EXISTS  the office has days already */
enum status calendar_admin_start(struct db *db, struct arena *arena, int64_t office_id, struct moment now) MUST_CHECK;

/* An official notice: the days of one or more whole years. */
struct calendar_notice {
    struct str text;   /* domain/calendar_file */
    struct str source; /* the name it is remembered by */
};

/* What a notice changed. */
struct calendar_import {
    int64_t added, removed, changed; /* days */
    int64_t confirmed;               /* days that were provisional, or had another note */
    int64_t dossiers;                /* whose due instant moved */
};

/* Reads a notice: also what calendar_admin_import() refuses by itself.
 *     ST_INVALID  it has a fault, concerns years too far away, or has fewer days off in a year than the law gives
 *                 (then it is not whole): see *out_fault, whose line is 0 when no single line is to blame */
enum status calendar_admin_check(struct arena *arena, struct str text, struct moment now, struct calendar_days *out,
                                 struct calendar_file_fault *out_fault) MUST_CHECK;

/* Each year the notice speaks of becomes as it says; what the law gives stays in the years without a notice, and
 * reaches CALENDAR_YEARS_AHEAD from now again.  The calendar gets a new version, the old one is kept; in the same
 * transaction the due instants of open dossiers follow, each with a sealed RECALCULATE event whose facts name the new
 * version and both instants.  What is closed, or printed on a receipt, stays.  All zero: nothing is new.
 *     ST_FORBIDDEN        `by` may not
 *     ST_UNAUTHENTICATED  due instants would move (out->dossiers says how many were met, at least one), and `by` is no
 *                         account: an event names who made it happen
 *     ST_INVALID          as above
 *     ST_CONFLICT         the calendar changed meanwhile
 * Then nothing was written. */
enum status calendar_admin_import(struct db *db, struct arena *arena, struct actor by,
                                  const struct calendar_notice *notice, struct moment now,
                                  struct calendar_file_fault *out_fault, struct calendar_import *out) MUST_CHECK;

#endif
