/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_processing.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

static void begin(struct test_db *test, const char *procedure_code)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, procedure_code, centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status apply(struct actor actor, int64_t seen_version, enum dossier_event event, int64_t chosen_id,
                         const char *reason, const char *at, struct change_outcome *out)
{
    struct move_request request = { .code = received.code,
                                    .seen_version = seen_version,
                                    .event = event,
                                    .reason = str_of(reason),
                                    .chosen_id = chosen_id };

    return test_dossier_try(&centre, actor, &request, at, out);
}

static void a_dossier_goes_from_hand_to_hand_to_its_end(void **state)
{
    struct test_db *test = *state;
    begin(test, "1.001193");

    test_dossier_finish(&centre, received, "2025-08-27 14:00");
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "handed-over");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE holder_id IS NULL"), 1);
    CHECK(test_db_number(test, "SELECT closed_at FROM dossier") == test_moment("2025-08-27 14:00").ms);
    CHECK_STR(test_db_text(test, "SELECT punctuality FROM dossier"), "early");
    CHECK_STR(test_db_text(test, "SELECT draft_result FROM dossier"), "Dự thảo");
    CHECK_INT(test_db_number(test, "SELECT finished_early FROM month_count"), 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event"), 5);
}

static void the_result_waits_with_the_officer_who_received(void **state)
{
    struct test_db *test = *state;
    begin(test, "1.001193");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 11:00");
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.leader.account_id);
    test_dossier_move(&centre, centre.leader, received.code, 3, EVENT_APPROVE, 0, "2025-08-27 11:10");
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.counter.account_id);
}

static void what_is_sent_back_returns_to_who_proposed_it(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.001193");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 11:00");
    CHECK_STATUS(apply(centre.leader, 3, EVENT_SEND_BACK, 0, "", "2025-08-27 11:10", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NEEDS_REASON);
    CHECK_OK(apply(centre.leader, 3, EVENT_SEND_BACK, 0, "Sai tên mẹ", "2025-08-27 11:10", &outcome));
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.specialist.account_id);
    CHECK_STR(test_db_text(test, "SELECT reason FROM dossier_event WHERE event = 'send-back'"), "Sai tên mẹ");
}

static void two_officers_never_overwrite_each_other(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.001193");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 11:00");
    CHECK_STATUS(apply(centre.counter, 2, EVENT_WITHDRAW, 0, "Xin rút", "2025-08-27 11:00", &outcome), ST_CONFLICT);
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "approval");
}

static void a_move_that_is_refused_writes_nothing(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.001193");
    struct str before = test_db_fingerprint(test);

    CHECK_STATUS(apply(centre.colleague, 2, EVENT_PROPOSE, centre.leader.account_id, "", "2025-08-27 11:00", &outcome),
                 ST_FORBIDDEN);
    CHECK_INT(outcome.refusal, MOVE_NOT_YOURS);
    CHECK_STATUS(apply(centre.counter, 2, EVENT_HAND_OVER, 0, "", "2025-08-27 11:00", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NO_SUCH_STEP);
    CHECK_STATUS(apply(centre.specialist, 2, EVENT_PROPOSE, 0, "", "2025-08-27 11:00", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NEEDS_PERSON);
    CHECK_STR(test_db_fingerprint(test), arena_c_string(test->arena, before));
}

static void another_office_does_not_see_the_dossier(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    struct actor stranger;
    begin(test, "1.001193");

    stranger = centre.specialist;
    stranger.office_id++;
    CHECK_STATUS(apply(stranger, 2, EVENT_PROPOSE, centre.leader.account_id, "", "2025-08-27 11:00", &outcome),
                 ST_NOT_FOUND);
}

/* Domain vector D16 with a term of 3 days: asked on the third day, complete on 9/9: the whole term anew. */
static void the_clock_stands_while_papers_are_waited_for_and_starts_anew(void **state)
{
    struct test_db *test = *state;
    begin(test, "1.004873");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 09:00");
    CHECK(test_db_number(test, "SELECT due_at FROM dossier") == INT64_C(253402275540000));
    CHECK_INT(test_db_number(test, "SELECT supplements FROM dossier"), 1);
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_SUPPLEMENT, 0, "2025-09-09 14:00");
    CHECK(test_db_number(test, "SELECT due_at FROM dossier") == test_moment("2025-09-12 17:30").ms);
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.specialist.account_id);
    /* the promised date stays what the receipt says */
    CHECK(test_db_number(test, "SELECT promised_at FROM dossier") == test_moment("2025-09-03 17:30").ms);
}

static void papers_are_asked_for_one_single_time(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.004873");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 09:00");
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_SUPPLEMENT, 0, "2025-08-28 14:00");
    CHECK_STATUS(apply(centre.specialist, 4, EVENT_ASK_SUPPLEMENT, 0, "thiếu nữa", "2025-08-28 15:00", &outcome),
                 ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_ONCE_ONLY);
}

/* Directive 1a-officer: due on 27/8 at 17:30, the specialist had it then. */
static void a_late_dossier_ends_only_when_it_is_explained_and_answered(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.001193");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-28 07:30");
    CHECK_STATUS(apply(centre.leader, 3, EVENT_APPROVE, 0, "", "2025-08-28 07:40", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NEEDS_EXPLANATION);
    CHECK_STATUS(apply(centre.colleague, 3, EVENT_EXPLAIN, 0, "chờ xác minh", "2025-08-28 07:50", &outcome),
                 ST_FORBIDDEN);
    CHECK_OK(apply(centre.specialist, 3, EVENT_EXPLAIN, 0, "chờ xác minh", "2025-08-28 07:50", &outcome));
    CHECK_STATUS(apply(centre.leader, 4, EVENT_APPROVE, 0, "", "2025-08-28 08:00", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NEEDS_MEASURE);
    CHECK_OK(apply(centre.head, 4, EVENT_MEASURE, 0, "đã nhắc nhở", "2025-08-28 08:10", &outcome));
    CHECK_OK(apply(centre.leader, 5, EVENT_APPROVE, 0, "", "2025-08-28 08:20", &outcome));
    CHECK_STR(test_db_text(test, "SELECT punctuality FROM dossier"), "late");
    CHECK_INT(test_db_number(test, "SELECT finished_late FROM month_count"), 1);
}

static void the_head_explains_when_the_officer_has_left(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.001193");

    test_db_run(test, "UPDATE account SET is_active = 0 WHERE login = 'chuyenvien1'");
    CHECK_STATUS(apply(centre.specialist, 2, EVENT_EXPLAIN, 0, "chờ", "2025-08-28 07:50", &outcome), ST_FORBIDDEN);
    CHECK_OK(apply(centre.head, 2, EVENT_EXPLAIN, 0, "người cũ đã chuyển công tác", "2025-08-28 07:50", &outcome));
}

static void what_was_sent_is_recalled_until_it_is_opened(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.004873");

    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE sender_id = holder_id OR sender_id IS NULL"), 0);
    CHECK_OK(apply(centre.counter, 2, EVENT_TAKE_BACK, 0, "", "2025-08-28 15:00", &outcome));
    CHECK_INT(outcome.state, DOSSIER_RECEIVED);
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.counter.account_id);
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_FORWARD, centre.colleague.account_id,
                      "2025-08-28 15:10");
    test_db_run(test, "UPDATE dossier SET opened_at = held_since_at + 1");
    CHECK_STATUS(apply(centre.counter, 4, EVENT_TAKE_BACK, 0, "", "2025-08-28 15:20", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_TOO_LATE);
}

/* Within two minutes even a signed decision is open again, and the month has not counted it. */
static void a_decision_taken_back_at_once_was_never_counted(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.001193");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 11:00");
    test_dossier_move(&centre, centre.leader, received.code, 3, EVENT_APPROVE, 0, "2025-08-27 11:10");
    CHECK_STATUS(apply(centre.specialist, 4, EVENT_TAKE_BACK, 0, "", "2025-08-27 11:11", &outcome), ST_INVALID);
    CHECK_OK(apply(centre.leader, 4, EVENT_TAKE_BACK, 0, "", "2025-08-27 11:11", &outcome));
    CHECK_INT(outcome.state, DOSSIER_APPROVAL);
    CHECK_INT(test_db_number(test, "SELECT SUM(finished_early + finished_on_time + finished_late) FROM month_count"),
              0);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE closed_at IS NULL AND punctuality IS NULL"), 1);
    test_dossier_move(&centre, centre.leader, received.code, 5, EVENT_APPROVE, 0, "2025-08-27 11:20");
    CHECK_INT(test_db_number(test, "SELECT SUM(finished_early) FROM month_count"), 1);
}

static void a_move_with_a_use_case_of_its_own_is_not_made_here(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.004873");

    CHECK_STATUS(apply(centre.specialist, 2, EVENT_ASK_EXTENSION, 0, "cần xác minh", "2025-08-28 15:00", &outcome),
                 ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NO_SUCH_STEP);
    CHECK(dossier_processing_has(EVENT_FORWARD) && dossier_processing_has(EVENT_TAKE_BACK));
    CHECK(!dossier_processing_has(EVENT_ASK_SUPPLEMENT) && !dossier_processing_has(EVENT_WITHDRAW));
    CHECK_STATUS(apply(centre.counter, 2, EVENT_RECEIVE, 0, "", "2025-08-28 15:00", &outcome), ST_INVALID);
}

static void a_withdrawn_dossier_is_held_by_nobody(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.001193");

    CHECK_OK(apply(centre.counter, 2, EVENT_WITHDRAW, 0, "Người nộp xin rút", "2025-08-27 15:00", &outcome));
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "withdrawn");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE holder_id IS NULL"), 1);
    CHECK_INT(test_db_number(test, "SELECT refused FROM month_count"), 1);
    CHECK_STATUS(apply(centre.specialist, 3, EVENT_PROPOSE, centre.leader.account_id, "", "2025-08-27 16:00", &outcome),
                 ST_INVALID);
}

static void the_log_never_runs_backwards(void **state)
{
    struct test_db *test = *state;
    begin(test, "1.001193");

    /* the machine's clock was set back by two hours */
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 08:00");
    CHECK(test_db_number(test, "SELECT MAX(occurred_at) FROM dossier_event WHERE event = 'propose'") ==
          test_moment("2025-08-27 10:00").ms);
}

static void words_without_end_are_refused(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.001193");
    char *words = arena_alloc(test->arena, REASON_CHARS_MAX + 2);

    for (size_t i = 0; i <= REASON_CHARS_MAX; i++)
        words[i] = 'a';
    CHECK_STATUS(apply(centre.counter, 2, EVENT_WITHDRAW, 0, words, "2025-08-27 15:00", &outcome), ST_TOO_LARGE);
}

/* Whatever keyboard they come from: a letter and its accent are one character in the sealed log. */
static void words_are_sealed_in_one_spelling(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test, "1.001193");

    CHECK_OK(apply(centre.head, 2, EVENT_REASSIGN, centre.colleague.account_id,
                   "  Chia la\xcc\xa3i vie\xcc\xa3\xcc\x82"
                   "c ",
                   "2025-08-27 15:00", &outcome));
    CHECK_STR(test_db_text(test, "SELECT reason FROM dossier_event WHERE event = 'reassign'"), "Chia lại việc");
}

static enum status approve(struct test_db *test)
{
    struct change_outcome outcome;

    (void)test;
    return apply(centre.leader, 3, EVENT_APPROVE, 0, "", "2025-08-27 11:10", &outcome);
}

static void a_failing_statement_leaves_nothing_half_written(void **state)
{
    struct test_db *test = *state;
    begin(test, "1.001193");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 11:00");
    CHECK(test_db_fail_each_statement(test, approve) > 8);
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "decided");
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_dossier_goes_from_hand_to_hand_to_its_end),
    test_db_each(the_result_waits_with_the_officer_who_received),
    test_db_each(what_is_sent_back_returns_to_who_proposed_it),
    test_db_each(two_officers_never_overwrite_each_other),
    test_db_each(a_move_that_is_refused_writes_nothing),
    test_db_each(another_office_does_not_see_the_dossier),
    test_db_each(the_clock_stands_while_papers_are_waited_for_and_starts_anew),
    test_db_each(papers_are_asked_for_one_single_time),
    test_db_each(a_late_dossier_ends_only_when_it_is_explained_and_answered),
    test_db_each(the_head_explains_when_the_officer_has_left),
    test_db_each(what_was_sent_is_recalled_until_it_is_opened),
    test_db_each(a_decision_taken_back_at_once_was_never_counted),
    test_db_each(a_move_with_a_use_case_of_its_own_is_not_made_here),
    test_db_each(a_withdrawn_dossier_is_held_by_nobody),
    test_db_each(the_log_never_runs_backwards),
    test_db_each(words_without_end_are_refused),
    test_db_each(words_are_sealed_in_one_spelling),
    test_db_each(a_failing_statement_leaves_nothing_half_written),
};
TEST_DB_MAIN(tests)
