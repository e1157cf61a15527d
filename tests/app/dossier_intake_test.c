/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_intake.h"

#include "support/test_dossier.h"

static struct test_centre centre; /* for use cases that must fail statement by statement */

static enum status receive(const struct intake_request *request, struct intake_faults *faults,
                           struct intake_received *out)
{
    return dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter, test_moment("2025-08-27 10:00"),
                                  request, faults, out);
}

static void a_received_dossier_has_its_code_holder_and_due_instant(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_received received = test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 10:00");

    CHECK_STR(received.code, "H55.12.07-250827-0001");
    CHECK_INT(received.version, 1);
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "received");
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.counter.account_id);
    /* 28/8, 29/8, then 1/9 and 2/9 off: 3/9 at 17:30 */
    CHECK(test_db_number(test, "SELECT due_at FROM dossier") == test_moment("2025-09-03 17:30").ms);
    CHECK(test_db_number(test, "SELECT promised_at FROM dossier") == test_moment("2025-09-03 17:30").ms);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event"), 1);
    CHECK_INT(test_db_number(test, "SELECT received FROM month_count WHERE month = '2025-08'"), 1);
}

static void a_forwarded_dossier_is_held_by_the_person_chosen(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_received received =
        test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00");

    CHECK_INT(received.version, 2);
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "processing");
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.specialist.account_id);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_paper"), 2); /* the third was not looked at */
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event"), 2);
    CHECK(test_db_number(test, "SELECT due_at FROM dossier") == test_moment("2025-08-27 17:30").ms);
}

static void codes_count_through_a_day_and_begin_anew_the_next(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);

    CHECK_STR(test_dossier_receive(&centre, "1.001193", 0, "2025-08-27 08:00").code, "H55.12.07-250827-0001");
    CHECK_STR(test_dossier_receive(&centre, "1.001193", 0, "2025-08-27 08:01").code, "H55.12.07-250827-0002");
    CHECK_STR(test_dossier_receive(&centre, "1.001193", 0, "2025-08-28 08:00").code, "H55.12.07-250828-0001");
}

static void what_is_wrong_writes_nothing(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct str before = test_db_fingerprint(test);
    struct intake_received received = { 0 };
    struct intake_faults faults;

    request.typed.paper_count = 1; /* the birth certificate was not looked at */
    request.typed.fields[INTAKE_born_on] = STR("31/02/1985");
    CHECK_STATUS(receive(&request, &faults, &received), ST_INVALID);
    CHECK_INT(faults.count, 2);
    CHECK_STR(faults.at[0].place, "born_on");
    CHECK_STR(faults.at[1].place, "paper_2");
    CHECK_STR(test_db_fingerprint(test), arena_c_string(test->arena, before));
}

static void a_procedure_out_of_force_or_channel_is_a_fault(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_request request = test_intake(&centre, "1.004873");
    struct intake_received received = { 0 };
    struct intake_faults faults;

    request.typed.fields[INTAKE_channel] = STR("post"); /* only offered at the counter */
    CHECK_STATUS(receive(&request, &faults, &received), ST_INVALID);
    CHECK_STR(faults.at[0].place, "procedure_code");
    test_db_run(test, "UPDATE procedure_version SET effective_to_on = '2025-08-26' WHERE procedure_version_id = 902;");
    request.typed.fields[INTAKE_channel] = STR("counter");
    CHECK_STATUS(receive(&request, &faults, &received), ST_INVALID);
    CHECK_INT(faults.at[0].kind, INTAKE_NO_SUCH_PROCEDURE);
}

static void nobody_but_the_counter_receives(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received = { 0 };
    struct intake_faults faults;

    CHECK_STATUS(dossier_intake_receive(test->db, test->arena, centre.specialist, test_moment("2025-08-27 10:00"),
                                        &request, &faults, &received),
                 ST_FORBIDDEN);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier"), 0);
}

static void a_stranger_to_the_unit_is_not_given_the_dossier(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received = { 0 };
    struct intake_faults faults;

    request.forward_to_id = centre.leader.account_id;
    CHECK_STATUS(receive(&request, &faults, &received), ST_INVALID);
    CHECK_STR(faults.at[0].place, "forward_to");
    request.forward_to_id = 4711;
    CHECK_STATUS(receive(&request, &faults, &received), ST_INVALID);
    CHECK_INT(faults.at[0].kind, INTAKE_NOT_A_PERSON);
}

static void the_same_form_sent_twice_is_one_dossier(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received first = { 0 }, second = { 0 };
    struct intake_faults faults;

    request.idempotency_key = STR("form-1");
    CHECK_OK(receive(&request, &faults, &first));
    CHECK_OK(receive(&request, &faults, &second));
    CHECK(!first.is_repeat && second.is_repeat);
    CHECK(first.dossier_id == second.dossier_id);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier"), 1);
    CHECK_INT(test_db_number(test, "SELECT last_number FROM serial"), 1);
}

static void a_used_key_does_not_take_other_content(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received = { 0 };
    struct intake_faults faults;

    request.idempotency_key = STR("form-1");
    CHECK_OK(receive(&request, &faults, &received));
    request.typed.fields[INTAKE_applicant] = STR("Người Khác");
    CHECK_STATUS(receive(&request, &faults, &received), ST_CONFLICT);
    request = test_intake(&centre, "1.001193");
    request.idempotency_key = STR("form-1");
    request.forward_to_id = centre.specialist.account_id;
    CHECK_STATUS(receive(&request, &faults, &received), ST_CONFLICT);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier"), 1);
}

static void a_line_is_not_taken_for_the_next_field(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received = { 0 };
    struct intake_faults faults;

    request.idempotency_key = STR("form-1");
    request.typed.fields[INTAKE_email] = STR("mau@example.vn");
    request.typed.fields[INTAKE_summary] = STR("dòng một\ndòng hai");
    CHECK_OK(receive(&request, &faults, &received));
    request.typed.fields[INTAKE_email] = STR("mau@example.vn\ndòng một");
    request.typed.fields[INTAKE_summary] = STR("dòng hai");
    CHECK_STATUS(receive(&request, &faults, &received), ST_CONFLICT);
}

static enum status receive_one(struct test_db *test)
{
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received = { 0 };
    struct intake_faults faults;

    (void)test;
    request.forward_to_id = centre.specialist.account_id;
    request.idempotency_key = STR("form-1");
    return receive(&request, &faults, &received);
}

static void a_failing_statement_leaves_nothing_half_written(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);

    CHECK(test_db_fail_each_statement(test, receive_one) > 10);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier"), 1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_received_dossier_has_its_code_holder_and_due_instant),
    test_db_each(a_forwarded_dossier_is_held_by_the_person_chosen),
    test_db_each(codes_count_through_a_day_and_begin_anew_the_next),
    test_db_each(what_is_wrong_writes_nothing),
    test_db_each(a_procedure_out_of_force_or_channel_is_a_fault),
    test_db_each(nobody_but_the_counter_receives),
    test_db_each(a_stranger_to_the_unit_is_not_given_the_dossier),
    test_db_each(the_same_form_sent_twice_is_one_dossier),
    test_db_each(a_used_key_does_not_take_other_content),
    test_db_each(a_line_is_not_taken_for_the_next_field),
    test_db_each(a_failing_statement_leaves_nothing_half_written),
};
TEST_DB_MAIN(tests)
