/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_admin.h"

#include "app/working_time.h"
#include "support/test_dossier.h"

/* Of 2027: the days of the law, and Monday 4 January in exchange for Saturday the 9th. */
static const char NOTICE[] = "on\tkind\tnote\tsource\n"
                             "2027-01-01\toff\tTết Dương lịch\tTB\n"
                             "2027-01-04\toff\tNghỉ hoán đổi\tTB\n"
                             "2027-01-09\twork\tLàm bù\tTB\n"
                             "2027-02-05\toff\tTết\tTB\n"
                             "2027-02-08\toff\tTết\tTB\n"
                             "2027-02-09\toff\tTết\tTB\n"
                             "2027-02-10\toff\tTết\tTB\n"
                             "2027-02-11\toff\tTết\tTB\n"
                             "2027-04-16\toff\tGiỗ Tổ\tTB\n"
                             "2027-04-30\toff\t30/4\tTB\n"
                             "2027-05-03\toff\tNghỉ bù 1/5\tTB\n"
                             "2027-09-02\toff\tQuốc khánh\tTB\n"
                             "2027-09-03\toff\tQuốc khánh\tTB\n"
                             "2027-11-24\toff\tNgày Văn hóa\tTB\n";

static struct test_centre centre;
static struct actor director;
static struct calendar_import counts;
static struct calendar_file_fault fault;

static void found(struct test_db *test)
{
    centre = test_centre_found(test);
    director = test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
}

static enum status enter(struct actor by, const char *text)
{
    struct calendar_notice notice = { str_of(text), STR("2027.tsv") };

    counts = (struct calendar_import){ 0 };
    return calendar_admin_import(centre.test->db, centre.test->arena, by, &notice, test_moment("2026-12-30 09:00"),
                                 &fault, &counts);
}

static enum status enter_2027(struct test_db *test)
{
    (void)test;
    return enter(director, NOTICE);
}

static int64_t due_of(struct str code)
{
    return test_db_number(
        centre.test,
        arena_printf(centre.test->arena, "SELECT due_at FROM dossier WHERE code = '%.*s'", STR_ARG(code)).at);
}

static void the_years_ahead_are_five_and_provisional_without_a_notice(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);

    test_db_run(test, "DELETE FROM calendar_day");
    CHECK_OK(calendar_admin_start(test->db, test->arena, office_id, test_moment("2026-03-02 08:00")));
    CHECK_STR(test_db_text(test, "SELECT MIN(day_on) FROM calendar_day"), "2025-01-01");
    /* 24/11/2031 is a Monday, and the last holiday of that year */
    CHECK_STR(test_db_text(test, "SELECT MAX(day_on) FROM calendar_day"), "2031-11-24");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM calendar_day WHERE is_provisional = 1 AND day_on < '2027'"),
              0);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM calendar_day WHERE is_provisional = 0 AND day_on > '2027'"),
              0);
}

static void days_are_never_given_twice(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct str before = test_db_fingerprint(test);

    CHECK_STATUS(calendar_admin_start(test->db, test->arena, office_id, test_moment("2026-03-02 08:00")), ST_EXISTS);
    CHECK(str_equal(test_db_fingerprint(test), before));
}

/* Three working days from Tuesday, 29 December 2026: by the law Monday the 4th, by the notice Tuesday the 5th. */
static void a_notice_moves_what_is_open_and_leaves_what_is_closed(void **state)
{
    struct test_db *test = *state;

    found(test);
    struct intake_received open = test_dossier_receive(&centre, "1.004873", 0, "2026-12-29 08:00");
    struct intake_received before = test_dossier_receive(&centre, "1.004873", 0, "2026-12-22 08:00");
    struct intake_received closed =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2026-12-29 08:10");

    test_dossier_finish(&centre, closed, "2026-12-30 08:00");
    CHECK_INT(due_of(open.code), test_moment("2027-01-04 17:30").ms);
    CHECK_OK(enter_2027(test));
    CHECK_INT(counts.dossiers, 1);
    CHECK_INT(counts.added, 14); /* two of the notice, twelve of the law for 2031, now within reach */
    CHECK_INT(counts.removed, 0);
    CHECK_INT(counts.confirmed, 12);
    CHECK_INT(due_of(open.code), test_moment("2027-01-05 17:30").ms);
    CHECK_INT(due_of(before.code), test_moment("2026-12-25 17:30").ms);
    CHECK_INT(due_of(closed.code), test_moment("2027-01-04 17:30").ms);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE due_at <> promised_at"), 1);
    test_office_check(test);
    struct intake_received later = test_dossier_receive(&centre, "1.004873", 0, "2026-12-30 10:00");

    CHECK_INT(due_of(later.code), test_moment("2027-01-06 17:30").ms);
    test_office_check(test);
}

static void a_result_handed_over_after_a_notice_keeps_its_due_instant(void **state)
{
    struct test_db *test = *state;

    found(test);
    struct intake_received decided =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2026-12-29 08:00");

    test_dossier_move(&centre, centre.specialist, decided.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2026-12-29 09:00");
    test_dossier_move(&centre, centre.leader, decided.code, 3, EVENT_APPROVE, 0, "2026-12-29 10:00");
    CHECK_OK(enter_2027(test));
    CHECK_INT(counts.dossiers, 0);
    test_dossier_move(&centre, centre.counter, decided.code, 4, EVENT_HAND_OVER, 0, "2026-12-31 08:00");
    CHECK_INT(due_of(decided.code), test_moment("2027-01-04 17:30").ms);
    test_office_check(test);
}

static void the_calendar_before_is_kept_with_who_ended_it(void **state)
{
    struct test_db *test = *state;

    found(test);
    CHECK_OK(enter(director, NOTICE));
    CHECK_INT(test_db_number(test, "SELECT calendar_version FROM office"), 2);
    CHECK_STR(test_db_text(test, "SELECT a.login FROM calendar_change c JOIN account a ON a.account_id = c.actor_id "
                                 "WHERE c.calendar_version = 1 AND c.source = '2027.tsv'"),
              "giamdoc");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM calendar_day_past WHERE calendar_version = 1 AND "
                                   "day_on LIKE '2027%' AND is_provisional = 1"),
              12);
    CHECK_INT(
        test_db_number(test, "SELECT COUNT(*) FROM calendar_day WHERE day_on LIKE '2027%' AND is_provisional = 1"), 0);
    /* the years ahead are five again; 24/11/2031 is a Monday */
    CHECK_STR(test_db_text(test, "SELECT MAX(day_on) FROM calendar_day"), "2031-11-24");
}

static void the_same_notice_again_changes_nothing(void **state)
{
    struct test_db *test = *state;

    found(test);
    CHECK_OK(enter_2027(test));
    struct str before = test_db_fingerprint(test);

    CHECK_OK(enter_2027(test));
    CHECK_INT(counts.added + counts.removed + counts.changed + counts.confirmed + counts.dossiers, 0);
    CHECK(str_equal(test_db_fingerprint(test), before));
}

static void a_notice_is_refused_whole(void **state)
{
    static const struct {
        const char *text, *reason;
    } refused[] = {
        { "on\tkind\tnote\tsource\n2027-01-01\toff\tTết Dương lịch\tTB\n",
          "năm 2027 chỉ có 1 ngày nghỉ, luật cho 12 ngày: tệp phải có đủ cả năm" },
        { "on\tkind\tnote\tsource\n2032-01-01\toff\tTết Dương lịch\tTB\n", "năm 2032 ngoài khoảng từ 2025 đến 2031" },
        { "on\tkind\tnote\tsource\n2024-01-01\toff\tTết Dương lịch\tTB\n", "năm 2024 ngoài khoảng từ 2025 đến 2031" },
        { "2027-01-01\toff\tTết Dương lịch\tTB\n", "dòng đầu phải là tiêu đề: on, kind, note, source" },
    };
    struct test_db *test = *state;

    found(test);
    struct str before = test_db_fingerprint(test);

    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        CHECK_STATUS(enter(test_office_console(centre.office_id), refused[i].text), ST_INVALID);
        CHECK_STR(fault.reason, refused[i].reason);
    }
    CHECK_STATUS(enter(centre.counter, NOTICE), ST_FORBIDDEN);
    CHECK(str_equal(test_db_fingerprint(test), before));
}

static void a_failing_statement_leaves_the_old_calendar(void **state)
{
    struct test_db *test = *state;

    found(test);
    test_dossier_receive(&centre, "1.004873", 0, "2026-12-29 08:00");
    struct str before = test_db_fingerprint(test);

    /* while reading, while keeping the old days, while writing the new ones, while moving the dossier */
    static const int statements[] = { 2, 20, 120, 170 };

    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        db_fail_after(test->db, statements[i]);
        CHECK_STATUS(enter_2027(test), ST_BUSY);
        db_fail_after(test->db, 0);
        CHECK(str_equal(test_db_fingerprint(test), before));
    }
    CHECK_OK(enter_2027(test));
    CHECK_INT(counts.dossiers, 1);
}

/* 2027-01-04 17:30 and 2027-01-05 17:30, clock of Việt Nam. */
static void what_moved_is_an_event_with_both_instants_and_a_name(void **state)
{
    struct test_db *test = *state;

    found(test);
    struct intake_received open = test_dossier_receive(&centre, "1.004873", 0, "2026-12-29 08:00");

    CHECK_OK(enter_2027(test));
    CHECK_STR(test_db_text(test, "SELECT facts FROM dossier_event WHERE event = 'recalculate'"),
              "{\"calendar\":2,\"from\":1799058600000,\"to\":1799145000000}");
    CHECK_STR(test_db_text(test, "SELECT a.login FROM dossier_event e JOIN account a ON a.account_id = e.actor_id "
                                 "WHERE e.event = 'recalculate'"),
              "giamdoc");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier d JOIN dossier_event e ON e.dossier_id = d.dossier_id "
                                   "WHERE e.event = 'recalculate' AND e.holder_id = d.holder_id AND d.version = 2"),
              1);
    test_office_check(test);
    test_dossier_move(&centre, centre.counter, open.code, 2, EVENT_FORWARD, centre.specialist.account_id,
                      "2026-12-30 09:00");
    test_office_check(test);
}

static void a_form_opened_before_the_notice_is_a_conflict(void **state)
{
    struct test_db *test = *state;

    found(test);
    struct intake_received open =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2026-12-29 08:00");
    struct move_request request = { .code = open.code,
                                    .seen_version = open.version,
                                    .event = EVENT_PROPOSE,
                                    .draft = STR("Dự thảo"),
                                    .chosen_id = centre.leader.account_id };
    struct change_outcome outcome;

    CHECK_OK(enter_2027(test));
    CHECK_STATUS(dossier_processing_apply(test->db, test->arena, centre.specialist, test_moment("2026-12-30 09:10"),
                                          &request, &outcome),
                 ST_CONFLICT);
    request.seen_version = open.version + 1;
    CHECK_OK(dossier_processing_apply(test->db, test->arena, centre.specialist, test_moment("2026-12-30 09:11"),
                                      &request, &outcome));
    test_office_check(test);
}

static void what_moves_needs_a_name(void **state)
{
    struct test_db *test = *state;

    found(test);
    test_dossier_receive(&centre, "1.004873", 0, "2026-12-29 08:00");
    struct str before = test_db_fingerprint(test);

    CHECK_STATUS(enter(test_office_console(centre.office_id), NOTICE), ST_UNAUTHENTICATED);
    CHECK(str_equal(test_db_fingerprint(test), before));
}

static void a_notice_that_moves_nothing_needs_no_name(void **state)
{
    struct test_db *test = *state;

    found(test);
    test_dossier_receive(&centre, "1.004873", 0, "2026-12-22 08:00");
    CHECK_OK(enter(test_office_console(centre.office_id), NOTICE));
    CHECK_INT(counts.dossiers, 0);
}

/* Its event is never before what the dossier's log ends with. */
static void a_notice_entered_by_a_slow_clock_does_not_turn_the_log_back(void **state)
{
    struct test_db *test = *state;

    found(test);
    test_dossier_receive(&centre, "1.004873", 0, "2026-12-30 09:30");
    CHECK_OK(enter_2027(test)); /* at 09:00 */
    CHECK_INT(test_db_number(test, "SELECT occurred_at FROM dossier_event WHERE event = 'recalculate'"),
              test_moment("2026-12-30 09:30").ms);
    test_office_check(test);
}

/* More than one piece of them, some of them due on the same minute. */
static void every_open_dossier_follows(void **state)
{
    struct test_db *test = *state;

    found(test);
    test_dossier_receive(&centre, "1.004873", 0, "2026-12-29 08:00");
    test_db_run(test, "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1200) "
                      "INSERT INTO dossier (dossier_id, office_id, code, public_key, procedure_version_id, channel, "
                      "applicant, applicant_fold, identity_number, address, phone, email, summary, state, unit_id, "
                      "holder_id, version, received_by_id, received_at, due_at, promised_at) "
                      "SELECT d.dossier_id - n, office_id, code || n, public_key, procedure_version_id, channel, "
                      "applicant, applicant_fold, identity_number, address, phone, email, summary, state, unit_id, "
                      "holder_id, version, received_by_id, received_at, due_at, promised_at FROM dossier d, n;"
                      "INSERT INTO dossier_event SELECT e.event_id + d.dossier_id - e.dossier_id, e.office_id, "
                      "e.chain_number + e.dossier_id - d.dossier_id, d.dossier_id, e.version, e.event, e.actor_id, "
                      "e.holder_id, e.occurred_at, e.reason, e.facts, e.previous_hash, e.event_hash "
                      "FROM dossier_event e, dossier d WHERE d.dossier_id < e.dossier_id;"
                      "UPDATE event_chain SET chain_number = (SELECT MAX(chain_number) FROM dossier_event);");
    CHECK_OK(enter_2027(test));
    CHECK_INT(counts.dossiers, 1201);
    CHECK_INT(test_db_number(test, "SELECT COUNT(DISTINCT due_at) FROM dossier"), 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event WHERE event = 'recalculate' AND version = 2"),
              1201);
    CHECK_INT(test_db_number(test, "SELECT MIN(due_at) FROM dossier"), test_moment("2027-01-05 17:30").ms);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_notice_moves_what_is_open_and_leaves_what_is_closed),
    test_db_each(a_result_handed_over_after_a_notice_keeps_its_due_instant),
    test_db_each(the_calendar_before_is_kept_with_who_ended_it),
    test_db_each(the_same_notice_again_changes_nothing),
    test_db_each(a_notice_is_refused_whole),
    test_db_each(a_failing_statement_leaves_the_old_calendar),
    test_db_each(what_moved_is_an_event_with_both_instants_and_a_name),
    test_db_each(a_form_opened_before_the_notice_is_a_conflict),
    test_db_each(what_moves_needs_a_name),
    test_db_each(a_notice_that_moves_nothing_needs_no_name),
    test_db_each(a_notice_entered_by_a_slow_clock_does_not_turn_the_log_back),
    test_db_each(every_open_dossier_follows),
    test_db_each(the_years_ahead_are_five_and_provisional_without_a_notice),
    test_db_each(days_are_never_given_twice),
};

TEST_DB_MAIN(tests)
