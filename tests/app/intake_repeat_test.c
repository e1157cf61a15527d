/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_repeat.h"

#include "support/test_dossier.h"

static struct test_centre centre;

static enum status find(const struct intake_request *request, struct intake_received *out)
{
    return intake_repeat_find(centre.test->db, centre.test->arena, centre.counter, request, out);
}

static void a_key_leads_to_what_it_made_and_nowhere_else(void **state)
{
    centre = test_centre_found(*state);
    struct intake_received received = test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 10:00"), found;
    struct intake_request request = test_intake(&centre, "1.001193");

    request.idempotency_key = STR("k1");
    CHECK_INT(find(&request, &found), ST_NOT_FOUND);
    CHECK_OK(intake_repeat_keep(centre.test->db, centre.test->arena, centre.counter, &request, received.dossier_id));
    CHECK_OK(find(&request, &found));
    CHECK_INT(found.dossier_id, received.dossier_id);
    CHECK(found.is_repeat);
    request.idempotency_key = STR("k2");
    CHECK_INT(find(&request, &found), ST_NOT_FOUND);
    request.idempotency_key = (struct str){ NULL, 0 };
    CHECK_INT(find(&request, &found), ST_NOT_FOUND);
    CHECK_OK(intake_repeat_keep(centre.test->db, centre.test->arena, centre.counter, &request, received.dossier_id));
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM idempotency"), 1);
}

static void other_content_under_the_same_key_is_a_conflict(void **state)
{
    static const struct answer_typed answers[] = { { STR_INIT("nop-thay"), STR_INIT("no") } };
    centre = test_centre_found(*state);
    struct intake_received received = test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 10:00"), found;
    struct intake_request request = test_intake(&centre, "1.001193"), other;

    request.idempotency_key = STR("k1");
    CHECK_OK(intake_repeat_keep(centre.test->db, centre.test->arena, centre.counter, &request, received.dossier_id));
    other = request;
    other.typed.fields[INTAKE_applicant] = STR("Người khác");
    CHECK_INT(find(&other, &found), ST_CONFLICT);
    other = request;
    other.decision = INTAKE_ASK;
    CHECK_INT(find(&other, &found), ST_CONFLICT);
    other = request;
    other.reason = STR("thiếu");
    CHECK_INT(find(&other, &found), ST_CONFLICT);
    other = request;
    other.refusal = STR("ineligible");
    CHECK_INT(find(&other, &found), ST_CONFLICT);
    other = request;
    other.legal_basis = STR("Điều 5 NĐ 123/2015");
    CHECK_INT(find(&other, &found), ST_CONFLICT);
    other = request;
    other.typed.answers = answers;
    other.typed.answer_count = 1;
    CHECK_INT(find(&other, &found), ST_CONFLICT);
    other = request;
    other.typed.persons[PERSON_OWNER] = (struct person_typed){ .is_given = true };
    CHECK_INT(find(&other, &found), ST_CONFLICT);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_key_leads_to_what_it_made_and_nowhere_else),
    test_db_each(other_content_under_the_same_key_is_a_conflict),
};
TEST_DB_MAIN(tests)
