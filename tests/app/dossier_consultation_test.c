/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_consultation.h"

#include "support/test_dossier.h"

#include <string.h>

static struct test_centre centre;
static struct actor police, official; /* of the commune's police, and of its Kinh tế */
static struct intake_received received;
static struct change_outcome outcome;
static enum consultation_fault fault;

/* With the specialist since Wednesday, 27 August 2025, 10:00; three working days are due on Wednesday, 3 September. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    police = test_office_person(test, centre.office_id, "congan1", ROLE_POLICE, "CA");
    official = test_office_person(test, centre.office_id, "kinhte1", ROLE_SPECIALIST, "KT");
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static struct consultation_request request_of(int64_t unit_id, const char *body)
{
    return (struct consultation_request){ .code = received.code,
                                          .seen_version = received.version,
                                          .unit_id = unit_id,
                                          .body = str_of(body),
                                          .limit = { TERM_WORKING_DAY, 1 },
                                          .question = STR("Có tên trong sổ hộ khẩu cũ không?") };
}

static enum status ask(struct actor actor, struct consultation_request request, const char *at)
{
    return dossier_consultation_ask(centre.test->db, centre.test->arena, actor, test_moment(at), &request, &outcome,
                                    &fault);
}

static enum status answer(struct actor actor, int64_t number, const char *reply, const char *at)
{
    return dossier_consultation_reply(centre.test->db, centre.test->arena, actor, test_moment(at), received.code,
                                      number, str_of(reply), &outcome);
}

/* One working day from Wednesday, 10:00 ends on Thursday the 28th at 17:30. */
static void a_unit_is_asked_and_answers_itself(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK_OK(ask(centre.specialist, request_of(police.unit_id, ""), "2025-08-27 10:30"));
    CHECK_INT(outcome.version, 3);
    CHECK_INT(test_db_number(test, "SELECT due_at FROM consultation"), test_moment("2025-08-28 17:30").ms);
    CHECK_STR(test_db_text(test, "SELECT body FROM consultation"), "Công an xã");
    CHECK_INT(test_db_number(test, "SELECT due_at FROM dossier"), test_moment("2025-09-03 17:30").ms);
    CHECK_OK(answer(police, 3, "Có, từ năm 1998.", "2025-08-28 08:00"));
    CHECK_INT(outcome.version, 4);
    CHECK_STR(test_db_text(test, "SELECT reply FROM consultation"), "Có, từ năm 1998.");
    CHECK_INT(test_db_number(test, "SELECT replied_at FROM consultation"), test_moment("2025-08-28 08:00").ms);
    CHECK_INT(test_db_number(test, "SELECT due_at FROM dossier"), test_moment("2025-09-03 17:30").ms);
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.specialist.account_id);
    test_office_check(centre.test);
}

static void only_people_of_the_unit_asked_answer(void **state)
{
    begin(*state);
    CHECK_OK(ask(centre.specialist, request_of(police.unit_id, ""), "2025-08-27 10:30"));
    CHECK_STATUS(answer(centre.specialist, 3, "Có.", "2025-08-27 11:00"), ST_FORBIDDEN);
    CHECK_INT(outcome.refusal, MOVE_NOT_YOURS);
    CHECK_STATUS(answer(official, 3, "Có.", "2025-08-27 11:00"), ST_FORBIDDEN);
    struct actor inspector = test_office_person(centre.test, centre.office_id, "kiemtra", ROLE_INSPECTOR, "CA");

    CHECK_STATUS(answer(inspector, 3, "Có.", "2025-08-27 11:00"), ST_FORBIDDEN);
    CHECK_INT(outcome.refusal, MOVE_NOT_YOUR_ROLE);
    CHECK_INT(test_db_number(centre.test, "SELECT version FROM dossier"), 3);
}

static void what_an_outside_body_answered_is_written_down_by_the_holder(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK_OK(ask(centre.specialist, request_of(0, " Bảo hiểm xã hội cơ sở Phú Bình "), "2025-08-27 10:30"));
    CHECK_STATUS(answer(police, 3, "Có.", "2025-08-27 11:00"), ST_FORBIDDEN);
    CHECK_OK(answer(centre.specialist, 3, "Đã tham gia.", "2025-08-29 08:00"));
    CHECK_STR(test_db_text(test, "SELECT body FROM consultation"), "Bảo hiểm xã hội cơ sở Phú Bình");
    CHECK_STR(test_db_text(test, "SELECT name FROM outside_body"), "Bảo hiểm xã hội cơ sở Phú Bình");
    test_office_check(centre.test);
}

static void several_may_be_asked_at_once_and_answer_in_any_order(void **state)
{
    struct consultation_request second;

    begin(*state);
    CHECK_OK(ask(centre.specialist, request_of(police.unit_id, ""), "2025-08-27 10:30"));
    second = request_of(official.unit_id, "");
    second.seen_version = 3;
    CHECK_OK(ask(centre.specialist, second, "2025-08-27 10:31"));
    CHECK_OK(answer(official, 4, "Không.", "2025-08-27 14:00"));
    CHECK_OK(answer(police, 3, "Có.", "2025-08-27 15:00"));
    CHECK_STR(test_db_text(centre.test, "SELECT reply FROM consultation WHERE number = 3"), "Có.");
    CHECK_STR(test_db_text(centre.test, "SELECT reply FROM consultation WHERE number = 4"), "Không.");
    test_office_check(centre.test);
}

static void an_answer_is_given_once_and_with_words(void **state)
{
    begin(*state);
    CHECK_OK(ask(centre.specialist, request_of(police.unit_id, ""), "2025-08-27 10:30"));
    CHECK_STATUS(answer(police, 3, "  ", "2025-08-27 11:00"), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NEEDS_REASON);
    CHECK_STATUS(answer(police, 2, "Có.", "2025-08-27 11:00"), ST_NOT_FOUND);
    CHECK_OK(answer(police, 3, "Có.", "2025-08-27 11:00"));
    CHECK_STATUS(answer(police, 3, "Không.", "2025-08-27 11:01"), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NOT_NEEDED);
    CHECK_STR(test_db_text(centre.test, "SELECT reply FROM consultation"), "Có.");
}

/* Also while the citizen is waited for, or the leader has the draft: the answer may come at any time before the end. */
static void an_answer_comes_while_the_citizen_is_waited_for(void **state)
{
    begin(*state);
    CHECK_OK(ask(centre.specialist, request_of(police.unit_id, ""), "2025-08-27 10:30"));
    test_dossier_move(&centre, centre.specialist, received.code, 3, EVENT_ASK_FEE, 0, "2025-08-27 10:40");
    CHECK_OK(answer(police, 3, "Có.", "2025-08-27 11:00"));
    CHECK_INT(outcome.state, DOSSIER_FEE_DUE);
    test_office_check(centre.test);
}

static void nothing_is_answered_after_the_end(void **state)
{
    begin(*state);
    CHECK_OK(ask(centre.specialist, request_of(police.unit_id, ""), "2025-08-27 10:30"));
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_WITHDRAW, 0, "2025-08-27 10:40");
    CHECK_STATUS(answer(police, 3, "Có.", "2025-08-27 11:00"), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NO_SUCH_STEP);
    test_office_check(centre.test);
}

static void a_question_without_body_limit_or_words_changes_nothing(void **state)
{
    char long_name[BODY_CHARS_MAX + 2];

    begin(*state);
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    const struct {
        struct consultation_request request;
        enum consultation_fault fault;
        enum dossier_refusal refusal;
    } bad[] = {
        { request_of(0, "  "), CONSULTATION_NO_BODY, MOVE_ALLOWED },
        { request_of(0, long_name), CONSULTATION_NO_BODY, MOVE_ALLOWED },
        { request_of(12345, ""), CONSULTATION_NO_UNIT, MOVE_ALLOWED },
        { request_of(centre.specialist.unit_id, ""), CONSULTATION_NO_UNIT, MOVE_ALLOWED },
        { { .limit = { TERM_WORKING_DAY, 16 } }, CONSULTATION_NO_LIMIT, MOVE_ALLOWED },
        { { .limit = { TERM_WORKING_HOUR, 41 } }, CONSULTATION_NO_LIMIT, MOVE_ALLOWED },
        { { .limit = { TERM_CALENDAR_DAY, 1 } }, CONSULTATION_NO_LIMIT, MOVE_ALLOWED },
        { { .limit = { TERM_WORKING_DAY, 0 } }, CONSULTATION_NO_LIMIT, MOVE_ALLOWED },
        { { received.code, 2, police.unit_id, STR(""), { TERM_WORKING_DAY, 1 }, STR(" ") },
          CONSULTATION_FINE,
          MOVE_NEEDS_REASON },
    };
    struct str before = test_db_fingerprint(centre.test);

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_STATUS(ask(centre.specialist, bad[i].request, "2025-08-27 10:30"), ST_INVALID);
        CHECK_INT(fault, bad[i].fault);
        CHECK_INT(outcome.refusal, bad[i].refusal);
        CHECK(str_is_empty(consultation_fault_text(fault)) == (fault == CONSULTATION_FINE));
    }
    CHECK_STATUS(ask(centre.colleague, request_of(police.unit_id, ""), "2025-08-27 10:30"), ST_FORBIDDEN);
    CHECK(str_equal(test_db_fingerprint(centre.test), before));
}

static void a_question_taken_back_is_gone_and_an_answer_taken_back_is_waited_for_again(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK_OK(ask(centre.specialist, request_of(police.unit_id, ""), "2025-08-27 10:30"));
    test_dossier_move(&centre, centre.specialist, received.code, 3, EVENT_TAKE_BACK, 0, "2025-08-27 10:31");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM consultation"), 0);
    test_office_check(centre.test);
    struct consultation_request again = request_of(police.unit_id, "");

    again.seen_version = 4;
    CHECK_OK(ask(centre.specialist, again, "2025-08-27 10:32"));
    CHECK_OK(answer(police, 5, "Có.", "2025-08-27 11:00"));
    test_dossier_move(&centre, police, received.code, 6, EVENT_TAKE_BACK, 0, "2025-08-27 11:01");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM consultation WHERE reply IS NULL AND replied_at IS NULL"), 1);
    test_office_check(centre.test);
    CHECK_OK(answer(police, 5, "Không.", "2025-08-27 11:05"));
    CHECK_STR(test_db_text(test, "SELECT reply FROM consultation"), "Không.");
    test_office_check(centre.test);
}

static enum status ask_once(struct test_db *test)
{
    (void)test;
    return ask(centre.specialist, request_of(0, "Sở Tư pháp"), "2025-08-27 10:30");
}

static void a_failing_statement_leaves_no_question(void **state)
{
    begin(*state);
    CHECK(test_db_fail_each_statement(*state, ask_once) > 5);
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM consultation"), 1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_unit_is_asked_and_answers_itself),
    test_db_each(only_people_of_the_unit_asked_answer),
    test_db_each(what_an_outside_body_answered_is_written_down_by_the_holder),
    test_db_each(several_may_be_asked_at_once_and_answer_in_any_order),
    test_db_each(an_answer_is_given_once_and_with_words),
    test_db_each(an_answer_comes_while_the_citizen_is_waited_for),
    test_db_each(nothing_is_answered_after_the_end),
    test_db_each(a_question_without_body_limit_or_words_changes_nothing),
    test_db_each(a_question_taken_back_is_gone_and_an_answer_taken_back_is_waited_for_again),
    test_db_each(a_failing_statement_leaves_no_question),
};
TEST_DB_MAIN(tests)
