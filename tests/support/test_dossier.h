/* SPDX-License-Identifier: Apache-2.0 */
/* test_dossier -- an office with people and two procedures, and dossiers received through the use cases.
 *
 * "1.001193" is a same-day procedure of VP with two required papers, "1.004873" takes 3 working days and asks
 * for one. */
#ifndef SUPPORT_TEST_DOSSIER_H
#define SUPPORT_TEST_DOSSIER_H

#include "app/dossier_intake.h"
#include "app/dossier_processing.h"
#include "app/dossier_reading.h"
#include "support/test_clock.h"
#include "support/test_office.h"

struct test_centre {
    struct test_db *test;
    int64_t office_id;
    struct actor counter, specialist, colleague, head, leader;
};

struct test_centre test_centre_found(struct test_db *test);
struct test_centre test_centre_of(struct test_db *test,
                                  int64_t office_id); /* the same in an office that stands already */

/* Typed values that are all right for a procedure; lives in the test's arena. */
struct intake_request test_intake(const struct test_centre *centre, const char *procedure_code);

/* Received by the counter and, unless forward_to_id is 0, forwarded. */
struct intake_received test_dossier_receive(const struct test_centre *centre, const char *procedure_code,
                                            int64_t forward_to_id, const char *at);

/* The row of each dossier so many times more, past the use cases: without events, papers, keys. */
void test_dossier_copy(struct test_db *test, int copies);

/* The database, empty until now, as it was before a migration, with one dossier: rows as the first schema had them,
 * office 1, account 3, dossier 5. */
void test_dossier_of_before(struct test_db *test, const char *file_ending);

/* One move, through the use case that makes it. */
enum status test_dossier_try(const struct test_centre *centre, struct actor actor, const struct move_request *request,
                             const char *at, struct change_outcome *out);

/* One move that must succeed. */
void test_dossier_move(const struct test_centre *centre, struct actor actor, struct str code, int64_t seen_version,
                       enum dossier_event event, int64_t chosen_id, const char *at);

/* To the very end, at one moment: proposed by the specialist, approved by the leader, handed over at the counter. */
void test_dossier_finish(const struct test_centre *centre, struct intake_received received, const char *at);

/* One in whose hours several have a part: with the specialist since Wednesday, 27 August 2025, 10:00; an outside body
 * asked at 14:00 answers on Thursday at 09:00, and the province's system is down on Thursday from 09:30 to 10:00. */
struct test_life {
    struct test_centre centre;
    struct actor director;
    struct intake_received received;
};

struct test_life test_life_begin(struct test_db *test);
struct dossier_reading test_life_read_at(const struct test_life *life, const char *now);

#endif
