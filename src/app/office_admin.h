/* SPDX-License-Identifier: Apache-2.0 */
/* office_admin -- founding an office, with the units every commune has (domain/office_units.def), its calendar
 * and an empty event chain. */
#ifndef APP_OFFICE_ADMIN_H
#define APP_OFFICE_ADMIN_H

#include "domain/account.h"
#include "store/db.h"

struct office_new {
    struct str agency_code; /* H55.12.07 */
    struct str name, centre_name, place_name;
    struct str address, phone; /* may be empty */
    struct str public_url;     /* https://…, no slash at the end */
};

enum { OFFICE_TEXT_CHARS_MAX = 200 };

/*     ST_INVALID  code, a name or the address of the site not acceptable
 *     ST_EXISTS   an office has this agency code */
enum status office_admin_create(struct db *db, struct arena *arena, const struct office_new *office, struct moment now,
                                int64_t *out_office_id) MUST_CHECK;

/* Where transfers of fees go; all empty: nowhere. */
struct office_bank {
    struct str bin, account, name;
};

bool office_bank_is_acceptable(
    const struct office_bank *bank); /* a known bank, a possible account, a name; or nothing */

/*     ST_FORBIDDEN  `by` may not manage the office
 *     ST_INVALID    not acceptable */
enum status office_admin_set_bank(struct db *db, struct actor by, const struct office_bank *bank) MUST_CHECK;

#endif
