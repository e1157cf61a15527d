/* SPDX-License-Identifier: Apache-2.0 */
/* form_issue -- gives out forms: a number without gaps, the content as it is from then on, and its hash.
 *
 * All writing here is part of the caller's transaction: undone with it, number included.  The caller seals the hash in
 * the facts of the event that the form belongs to (form_issue_facts).  Numbers count per office, kind and year of the
 * day in Việt Nam. */
#ifndef APP_FORM_ISSUE_H
#define APP_FORM_ISSUE_H

#include "base/hash.h"
#include "base/json.h"
#include "domain/form_fill.h"
#include "store/db.h"

enum { VOID_REASON_BYTES_MAX = 4000 };

struct form_order {
    int64_t office_id, dossier_id, issued_by_id;
    const struct form_content *content; /* by form_fill.h; year, number and version are given here; NULL: a receipt */
};

struct form_issued {
    int64_t form_id;
    enum form_kind kind;
    int64_t year, number, version;
    char hash[HASH_HEX_LEN + 1];
};

/* A form as it was given out, and whether it is still in force. */
struct form_kept {
    int64_t form_id, dossier_id;
    struct form_content content;
    struct moment voided_at; /* none: in force */
    struct str void_reason;
    int64_t replaced_by; /* the version that replaced it; 0: none */
};

/* What every form says of a dossier.
 *     ST_NOT_FOUND  no such dossier in the office */
enum status form_dossier_load(struct db *db, struct arena *arena, int64_t office_id, int64_t dossier_id,
                              struct form_dossier *out) MUST_CHECK;

/* A form under the next number of its kind and year.
 *     ST_TOO_LARGE  more than a form holds (domain/form.h) */
enum status form_issue(struct db *db, struct arena *arena, const struct form_order *order, struct form_issued *out)
    MUST_CHECK;

/* The newest form of this kind of the dossier again, with other content: it keeps year and number, counts its version
 * up, and the version before is void for `reason`.
 *     ST_NOT_FOUND  none was given out */
enum status form_issue_again(struct db *db, struct arena *arena, const struct form_order *order, struct str reason,
                             struct form_issued *out) MUST_CHECK;

/* Mẫu 01 of a dossier as its rows stand now, from `issued_by_id`: the first one, or with a `reason` (null: none) the
 * one before again, as when the reception is corrected.
 *     ST_NOT_FOUND  no such dossier in the office, or with a reason none was given out */
enum status form_receipt_issue(struct db *db, struct arena *arena, const struct form_order *order, struct moment at,
                               struct str reason, struct form_issued *out) MUST_CHECK;

/* Ends a form's force without another in its place, as when its event is taken back.
 *     ST_NOT_FOUND  no such form in force */
enum status form_issue_void(struct db *db, int64_t office_id, int64_t form_id, struct str reason, struct moment at)
    MUST_CHECK;

/* ST_NOT_FOUND: no such form.  ST_CORRUPT: it is not what was given out. */
enum status form_issue_load(struct db *db, struct arena *arena, int64_t office_id, int64_t form_id,
                            struct form_kept *out) MUST_CHECK;

/* The newest of a kind, in force or not.  ST_NOT_FOUND: none was given out. */
enum status form_issue_newest(struct db *db, struct arena *arena, int64_t office_id, int64_t dossier_id,
                              enum form_kind kind, struct form_kept *out) MUST_CHECK;

/* {"form":"02","hash":"…","number":7,"version":1,"year":2025}: what an event's facts hold under "form". */
struct json *form_issue_facts(struct arena *arena, const struct form_issued *issued);

#endif
