/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_extension.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

/* Received on 27/8/2025 at 10:00, 3 working days: due on 3/9 at 17:30. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status ask(struct test_db *test, struct actor actor, int64_t seen_version, const char *until,
                       const char *at, struct change_outcome *out, enum extension_fault *out_fault)
{
    struct extension_request request = { received.code, seen_version, STR("Chờ xác minh nơi cư trú cũ"),
                                         test_moment(until) };

    return dossier_extension_ask(test->db, test->arena, actor, test_moment(at), &request, out, out_fault);
}

static enum status grant(struct test_db *test, struct actor actor, int64_t seen_version, struct change_outcome *out)
{
    enum extension_fault fault;
    struct form_issued form;

    return dossier_extension_grant(test->db, test->arena, actor, test_moment("2025-09-03 08:00"), received.code,
                                   seen_version, out, &fault, &form);
}

static void the_new_appointment_is_what_is_promised_and_the_law_stays(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum extension_fault fault;
    struct form_kept letter;
    begin(test);

    CHECK_OK(ask(test, centre.specialist, 2, "2025-09-05 16:00", "2025-08-29 09:00", &outcome, &fault));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE extended_to_at IS NULL"), 1);
    CHECK_OK(grant(test, centre.head, 3, &outcome));
    CHECK_INT(outcome.state, DOSSIER_PROCESSING);
    CHECK(test_db_number(test, "SELECT extended_to_at FROM dossier") == test_moment("2025-09-05 16:00").ms);
    CHECK(test_db_number(test, "SELECT due_at FROM dossier") == test_moment("2025-09-03 17:30").ms);
    CHECK_OK(form_issue_newest(test->db, test->arena, centre.office_id, outcome.dossier_id, FORM_APOLOGY, &letter));
    CHECK_STR(letter.content.texts[FORM_TEXT_reason], "Chờ xác minh nơi cư trú cũ");
    CHECK_STR(test_db_text(test, "SELECT reason FROM dossier_event WHERE event = 'grant-extension'"),
              "Chờ xác minh nơi cư trú cũ"); /* which the citizen's message repeats */
    CHECK(str_contains(letter.content.texts[FORM_TEXT_new_time], STR("05")));
}

static void one_extension_is_all_there_is(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum extension_fault fault;
    begin(test);

    CHECK_OK(ask(test, centre.specialist, 2, "2025-09-05 16:00", "2025-08-29 09:00", &outcome, &fault));
    CHECK_STATUS(ask(test, centre.specialist, 3, "2025-09-08 16:00", "2025-08-29 10:00", &outcome, &fault), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NOT_NEEDED);
    CHECK_OK(grant(test, centre.head, 3, &outcome));
    CHECK_STATUS(ask(test, centre.specialist, 4, "2025-09-08 16:00", "2025-09-03 09:00", &outcome, &fault), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_ONCE_ONLY);
    CHECK_STATUS(grant(test, centre.head, 4, &outcome), ST_INVALID);
}

static void only_the_head_grants(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum extension_fault fault;
    begin(test);

    CHECK_STATUS(ask(test, centre.colleague, 2, "2025-09-05 16:00", "2025-08-29 09:00", &outcome, &fault),
                 ST_FORBIDDEN);
    CHECK_OK(ask(test, centre.specialist, 2, "2025-09-05 16:00", "2025-08-29 09:00", &outcome, &fault));
    CHECK_STATUS(grant(test, centre.specialist, 3, &outcome), ST_FORBIDDEN);
    CHECK_STATUS(grant(test, centre.counter, 3, &outcome), ST_FORBIDDEN);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '04'"), 0);
}

static void an_appointment_is_later_within_office_hours_and_not_too_far(void **state)
{
    static const struct {
        const char *until;
        enum extension_fault fault;
    } appointments[] = {
        { "2025-09-03 17:30", EXTENSION_NOT_LATER },   /* the due instant itself */
        { "2025-08-29 16:00", EXTENSION_NOT_LATER },   /* before it */
        { "2025-09-04 12:00", EXTENSION_NOT_WORKING }, /* at noon */
        { "2025-09-06 09:00", EXTENSION_NOT_WORKING }, /* a Saturday */
        { "2025-09-08 17:30", EXTENSION_FINE },        /* three working days on, as long as the term */
        { "2025-09-09 08:00", EXTENSION_TOO_FAR },     { "2025-09-04 07:31", EXTENSION_FINE },
    };
    struct test_db *test = *state;
    struct dossier_reading reading;
    begin(test);

    CHECK_OK(dossier_reading_of(test->db, test->arena, centre.office_id, received.code, test_moment("2025-08-29 09:00"),
                                &reading));
    for (size_t i = 0; i < sizeof appointments / sizeof *appointments; i++)
        CHECK_INT(
            dossier_extension_check(&reading, test_moment(appointments[i].until), test_moment("2025-08-29 09:00")),
            appointments[i].fault);
    CHECK_INT(dossier_extension_check(&reading, test_moment("2025-09-05 09:00"), test_moment("2025-09-05 10:00")),
              EXTENSION_NOT_LATER);
}

static void an_appointment_that_has_passed_is_not_granted(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum extension_fault fault;
    struct form_issued form;
    begin(test);

    CHECK_OK(ask(test, centre.specialist, 2, "2025-09-05 16:00", "2025-08-29 09:00", &outcome, &fault));
    CHECK_STATUS(dossier_extension_grant(test->db, test->arena, centre.head, test_moment("2025-09-05 16:01"),
                                         received.code, 3, &outcome, &fault, &form),
                 ST_INVALID);
    CHECK_INT(fault, EXTENSION_NOT_LATER);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '04'"), 0);
}

static void what_was_granted_and_taken_back_at_once_is_void(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum extension_fault fault;
    begin(test);

    CHECK_OK(ask(test, centre.specialist, 2, "2025-09-05 16:00", "2025-08-29 09:00", &outcome, &fault));
    CHECK_OK(grant(test, centre.head, 3, &outcome));
    test_dossier_move(&centre, centre.head, received.code, 4, EVENT_TAKE_BACK, 0, "2025-09-03 08:01");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE extended_to_at IS NULL"), 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '04' AND voided_at IS NULL"), 0);
    CHECK_OK(grant(test, centre.head, 5, &outcome));
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_new_appointment_is_what_is_promised_and_the_law_stays),
    test_db_each(one_extension_is_all_there_is),
    test_db_each(only_the_head_grants),
    test_db_each(an_appointment_is_later_within_office_hours_and_not_too_far),
    test_db_each(an_appointment_that_has_passed_is_not_granted),
    test_db_each(what_was_granted_and_taken_back_at_once_is_void),
};
TEST_DB_MAIN(tests)
