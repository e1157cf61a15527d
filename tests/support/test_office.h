/* SPDX-License-Identifier: Apache-2.0 */
/* test_office -- an office with its units and people, made by the use cases of app/, for tests of app/ and web/.
 *
 * Everybody's password is TEST_PASSWORD. */
#ifndef SUPPORT_TEST_OFFICE_H
#define SUPPORT_TEST_OFFICE_H

#include "domain/account.h"
#include "support/test_db.h"

#define TEST_PASSWORD "con mèo trèo cây cau"

/* UBND xã Bình Yên, H55.12.07, founded on 2025-07-01 at 08:00. */
int64_t test_office_found(struct test_db *test);

int64_t test_office_unit(struct test_db *test, int64_t office_id, const char *unit_code); /* TTPVHCC, VP, KT … */

/* A person of the office, and what that person may do; `login` is also the name. */
struct actor test_office_person(struct test_db *test, int64_t office_id, const char *login, enum role role,
                                const char *unit_code);

/* Every seal, dossier and count of the database stands as `motcua verify` wants it. */
void test_office_check(struct test_db *test);

/* The command line of the office. */
struct actor test_office_console(int64_t office_id);

#endif
