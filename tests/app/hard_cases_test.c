/* SPDX-License-Identifier: Apache-2.0 */
/* What goes wrong in the life of an office: two at once, clocks and calendars that move, people and procedures that go.
 * Each case runs through the use cases of several files, the races in processes of their own. */
#include "app/account_admin.h"
#include "app/calendar_admin.h"
#include "app/dossier_acceptance.h"
#include "app/dossier_correction.h"
#include "app/dossier_ending.h"
#include "support/test_dossier.h"

#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 5 };

static struct test_centre centre;
static struct actor director;

static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    director = test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
}

/* Of Thursday, 18 September 2025. */
static const char *minute(int hour, int round)
{
    return arena_printf(centre.test->arena, "2025-09-18 %02d:%02d", hour, round).at;
}

/* ---- Races -------------------------------------------------------------------------------------- */

/* What one of two does; `db` is a connection of its own. */
typedef enum status racer(struct db *db, struct arena *arena, struct str code, struct moment now);

static pid_t start(racer *run, struct str code, struct moment now, const int gate[2])
{
    pid_t child = fork();
    struct db *db = NULL;
    char nothing;

    if (child != 0)
        return child;
    close(gate[1]);
    if (db_open(centre.test->source, DB_READ_WRITE, &db) != ST_OK || read(gate[0], &nothing, 1) != 0)
        _exit(100);
    enum status status = run(db, centre.test->arena, code, now);

    while (status == ST_BUSY)
        status = run(db, centre.test->arena, code, now);
    db_close(db);
    _exit((int)status);
}

static enum status end_of(pid_t child)
{
    int result = 0;

    CHECK(waitpid(child, &result, 0) == child);
    CHECK(WIFEXITED(result));
    return (enum status)WEXITSTATUS(result);
}

/* Both wait at a gate and go at once, a millisecond apart by their own clocks. */
static void race(racer *first, racer *second, struct str code, const char *at, enum status out[2])
{
    struct moment now = test_moment(at);
    int gate[2];

    CHECK_INT(pipe(gate), 0);
    pid_t one = start(first, code, now, gate);
    pid_t other = start(second, code, (struct moment){ now.ms + 1 }, gate);

    close(gate[0]);
    close(gate[1]);
    out[0] = end_of(one);
    out[1] = end_of(other);
}

static enum status move(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                        const struct move_request *request)
{
    struct change_outcome outcome;

    return dossier_processing_apply(db, arena, actor, now, request, &outcome);
}

static enum status propose(struct db *db, struct arena *arena, struct str code, struct moment now)
{
    return move(db, arena, centre.specialist, now,
                &(struct move_request){ .code = code,
                                        .seen_version = 2,
                                        .event = EVENT_PROPOSE,
                                        .draft = STR("Dự thảo"),
                                        .chosen_id = centre.leader.account_id });
}

static enum status approve(struct db *db, struct arena *arena, struct str code, struct moment now)
{
    return move(db, arena, centre.leader, now,
                &(struct move_request){ .code = code, .seen_version = 3, .event = EVENT_APPROVE });
}

static enum status withdraw(struct db *db, struct arena *arena, struct str code, struct moment now,
                            int64_t seen_version)
{
    struct ending_request request = {
        .code = code, .seen_version = seen_version, .event = EVENT_WITHDRAW, .grounds.words = STR("Xin rút")
    };
    struct change_outcome outcome;
    enum ending_fault fault;
    struct form_issued form;

    return dossier_ending_apply(db, arena, centre.counter, now, &request, &outcome, &fault, &form);
}

static enum status withdraw_received(struct db *db, struct arena *arena, struct str code, struct moment now)
{
    return withdraw(db, arena, code, now, 2);
}

static enum status withdraw_proposed(struct db *db, struct arena *arena, struct str code, struct moment now)
{
    return withdraw(db, arena, code, now, 3);
}

/* To `procedure_code`, and another name. */
static enum status correct_to(struct db *db, struct arena *arena, struct str code, int64_t seen_version,
                              const char *procedure_code, struct moment now)
{
    struct correction_request request = { .code = code,
                                          .seen_version = seen_version,
                                          .typed = test_intake(&centre, procedure_code).typed,
                                          .reason = STR("Gõ nhầm") };
    struct correction_outcome outcome;
    struct intake_faults faults;

    request.typed.fields[INTAKE_applicant] = STR("Nguyễn Thị Mầu");
    return dossier_correction_apply(db, arena, centre.counter, now, &request, &faults, &outcome);
}

static enum status correct_received(struct db *db, struct arena *arena, struct str code, struct moment now)
{
    return correct_to(db, arena, code, 2, "1.001193", now);
}

/* One wins, the other is told that somebody was first; whatever was answered "saved" is there. */
static void check_one_won(const enum status ends[2])
{
    CHECK_INT((ends[0] == ST_OK) + (ends[1] == ST_OK), 1);
    CHECK_INT((ends[0] == ST_CONFLICT) + (ends[1] == ST_CONFLICT), 1);
}

static void two_officers_act_at_the_same_second_and_one_of_them_is_told(void **state)
{
    enum status ends[2];
    begin(*state);

    for (int round = 0; round < ROUNDS; round++) {
        struct intake_received received =
            test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, minute(8, round));

        race(propose, withdraw_received, received.code, minute(10, round), ends);
        check_one_won(ends);
    }
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier WHERE version = 3"), ROUNDS);
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier_event WHERE version = 3"), ROUNDS);
    test_office_check(centre.test);
}

static void the_leader_approves_while_the_citizen_withdraws_and_it_ends_once(void **state)
{
    enum status ends[2];
    int approved = 0;
    begin(*state);

    for (int round = 0; round < ROUNDS; round++) {
        struct intake_received received =
            test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, minute(8, round));

        test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                          minute(9, round));
        race(approve, withdraw_proposed, received.code, minute(10, round), ends);
        check_one_won(ends);
        approved += ends[0] == ST_OK;
    }
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier WHERE state = 'decided'"), approved);
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier WHERE state = 'withdrawn'"), ROUNDS - approved);
    CHECK_INT(test_db_number(*state, "SELECT SUM(finished_early) FROM month_count"), approved);
    CHECK_INT(test_db_number(*state, "SELECT SUM(refused) FROM month_count"), ROUNDS - approved);
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '05'"), ROUNDS - approved);
    test_office_check(centre.test);
}

static void a_reception_is_corrected_while_its_draft_goes_up_and_one_of_them_is_told(void **state)
{
    enum status ends[2];
    int corrected = 0;
    begin(*state);

    for (int round = 0; round < ROUNDS; round++) {
        struct intake_received received =
            test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, minute(8, round));

        race(correct_received, propose, received.code, minute(10, round), ends);
        check_one_won(ends);
        corrected += ends[0] == ST_OK;
    }
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier WHERE receipt_version = 2"), corrected);
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '01'"), ROUNDS + corrected);
    CHECK_INT(test_db_number(*state, "SELECT COALESCE(SUM(received), 0) FROM month_count WHERE procedure_code = "
                                     "'1.001193'"),
              corrected);
    test_office_check(centre.test);
}

/* ---- The calendar moves under running dossiers --------------------------------------------------- */

/* The whole of 2025 as it is known, with Monday, 22 September off in exchange for Saturday the 20th. */
static enum status import_notice(struct db *db, struct arena *arena, struct str code, struct moment now)
{
    static const char text[] = "on\tkind\tnote\tsource\n"
                               "2025-01-01\toff\tTết Dương lịch\tTB\n2025-01-27\toff\tTết\tTB\n"
                               "2025-01-28\toff\tTết\tTB\n2025-01-29\toff\tTết\tTB\n2025-01-30\toff\tTết\tTB\n"
                               "2025-01-31\toff\tTết\tTB\n2025-04-07\toff\tGiỗ Tổ\tTB\n"
                               "2025-04-26\twork\tLàm bù\tTB\n2025-04-30\toff\t30/4\tTB\n2025-05-01\toff\t1/5\tTB\n"
                               "2025-05-02\toff\tHoán đổi\tTB\n2025-09-01\toff\tQuốc khánh\tTB\n"
                               "2025-09-02\toff\tQuốc khánh\tTB\n2025-09-22\toff\tHoán đổi\tTB\n";
    struct calendar_notice notice = { str_of(text), STR("tb.tsv") };
    struct calendar_file_fault fault;
    struct calendar_import counts;
    (void)code;

    return calendar_admin_import(db, arena, director, &notice, now, &fault, &counts);
}

/* Three working days from Thursday, 18 September: Tuesday the 23rd, and Wednesday with the Monday off. */
static void the_holidays_change_while_an_officer_saves(void **state)
{
    enum status ends[2];
    begin(*state);

    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");

    race(import_notice, propose, received.code, "2025-09-18 10:00", ends);
    CHECK_STATUS(ends[0], ST_OK);
    CHECK(ends[1] == ST_OK || ends[1] == ST_CONFLICT);
    CHECK_INT(test_db_number(*state, "SELECT due_at FROM dossier"), test_moment("2025-09-24 17:30").ms);
    CHECK_INT(test_db_number(*state, "SELECT promised_at FROM dossier"), test_moment("2025-09-23 17:30").ms);
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier_event WHERE event = 'recalculate'"), 1);
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier_event WHERE event = 'propose'"), ends[1] == ST_OK);
    test_office_check(centre.test);
}

/* Before the notice and after it: what was recalculated by a term that was then corrected, and the other way round. */
static void a_correction_and_a_new_calendar_leave_each_other_in_peace(void **state)
{
    struct test_db *test = *state;
    begin(test);

    struct intake_received first =
        test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    struct intake_received second =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:10");

    CHECK_OK(correct_to(test->db, test->arena, first.code, 2, "1.004873", test_moment("2025-09-18 09:00")));
    CHECK_OK(import_notice(test->db, test->arena, first.code, test_moment("2025-09-18 10:00")));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event WHERE event = 'recalculate'"), 2);
    CHECK_INT(test_db_number(test, "SELECT COUNT(DISTINCT due_at) FROM dossier"), 1);
    CHECK_INT(test_db_number(test, "SELECT due_at FROM dossier"), test_moment("2025-09-24 17:30").ms);
    CHECK_OK(correct_to(test->db, test->arena, second.code, 3, "1.001193", test_moment("2025-09-18 11:00")));
    CHECK_INT(test_db_number(test, "SELECT MIN(due_at) FROM dossier"), test_moment("2025-09-18 17:30").ms);
    test_office_check(centre.test);
}

/* ---- Procedures and people go -------------------------------------------------------------------- */

static void a_repealed_procedure_takes_nothing_new_and_what_is_open_goes_on(void **state)
{
    struct intake_request request;
    struct intake_received received;
    struct intake_faults faults;
    begin(*state);

    struct intake_received open =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");

    test_db_run(*state, "UPDATE procedure_version SET effective_to_on = '2025-09-18' WHERE procedure_version_id = 902");
    request = test_intake(&centre, "1.004873");
    CHECK_STATUS(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                        test_moment("2025-09-19 08:00"), &request, &faults, &received),
                 ST_INVALID);
    CHECK(faults.count > 0);
    test_dossier_finish(&centre, open, "2025-09-22 09:00");
    CHECK_STR(test_db_text(*state, "SELECT punctuality FROM dossier"), "early");
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier"), 1);
    test_office_check(centre.test);
}

/* The account is not closed while it holds something; the head gives that on, late already, and answers for it when the
 * officer is gone. */
static void an_officer_leaves_and_the_head_gives_on_what_is_open(void **state)
{
    begin(*state);
    struct intake_received open =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    struct intake_request request = test_intake(&centre, "1.004873");
    struct intake_received refused;
    struct intake_faults faults;
    int64_t version = test_db_number(*state, "SELECT version FROM account WHERE login = 'chuyenvien1'");

    CHECK_STATUS(account_admin_disable(centre.test->db, centre.test->arena, test_office_console(centre.office_id),
                                       centre.specialist.account_id, version, test_moment("2025-09-18 17:00")),
                 ST_INVALID);
    CHECK(test_db_number(*state, "SELECT holder_id FROM dossier") == centre.specialist.account_id);
    test_dossier_move(&centre, centre.head, open.code, 2, EVENT_REASSIGN, centre.colleague.account_id,
                      "2025-09-24 07:40");
    CHECK_OK(account_admin_disable(centre.test->db, centre.test->arena, test_office_console(centre.office_id),
                                   centre.specialist.account_id, version, test_moment("2025-09-24 07:45")));
    request.forward_to_id = centre.specialist.account_id;
    CHECK_STATUS(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                        test_moment("2025-09-24 07:50"), &request, &faults, &refused),
                 ST_INVALID);
    /* due on the 23rd: nobody who still works here held it then, so the head answers */
    struct move_request late = {
        .code = open.code, .seen_version = 3, .event = EVENT_EXPLAIN, .reason = STR("Nghỉ việc")
    };
    struct change_outcome outcome;

    CHECK_STATUS(test_dossier_try(&centre, centre.colleague, &late, "2025-09-24 08:00", &outcome), ST_FORBIDDEN);
    CHECK_OK(test_dossier_try(&centre, centre.head, &late, "2025-09-24 08:00", &outcome));
    CHECK(test_db_number(*state, "SELECT holder_id FROM dossier") == centre.colleague.account_id);
    test_office_check(centre.test);
}

/* ---- Clocks -------------------------------------------------------------------------------------- */

/* Tết 2026: off from Monday the 16th to Friday the 20th of February.  8 working hours from the last minute of the eve,
 * the 16th, begin on Monday the 23rd at 7:30. */
static void what_comes_online_at_the_last_minute_before_tet_is_due_after_it(void **state)
{
    begin(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;

    request.decision = INTAKE_SUBMIT;
    request.typed.fields[INTAKE_channel] = STR("online");
    CHECK_OK(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                    test_moment("2026-02-16 23:59"), &request, &faults, &received));
    CHECK_STR(received.code, "H55.12.07-260216-0001");
    CHECK_STR(test_db_text(*state, "SELECT state FROM dossier"), "submitted");
    CHECK_INT(test_db_number(*state, "SELECT due_at FROM dossier"), test_moment("2026-02-23 17:30").ms);
    struct acceptance_request acceptance = { .code = received.code, .seen_version = 1, .typed = request.typed };
    struct change_outcome outcome;

    CHECK_OK(dossier_acceptance_apply(centre.test->db, centre.test->arena, centre.counter,
                                      test_moment("2026-02-23 07:40"), &acceptance, &faults, &outcome));
    CHECK_INT(test_db_number(*state, "SELECT received_at FROM dossier"), test_moment("2026-02-23 07:40").ms);
    CHECK_INT(test_db_number(*state, "SELECT due_at FROM dossier"), test_moment("2026-02-23 17:30").ms);
    test_office_check(centre.test);
}

/* The next one comes in the first minute of the new day, and begins that day's numbers. */
static void a_minute_later_is_another_day(void **state)
{
    begin(*state);
    CHECK_STR(test_dossier_receive(&centre, "1.004873", 0, "2026-02-16 23:59").code, "H55.12.07-260216-0001");
    CHECK_STR(test_dossier_receive(&centre, "1.004873", 0, "2026-02-17 00:00").code, "H55.12.07-260217-0001");
    CHECK_INT(test_db_number(*state, "SELECT MIN(due_at) FROM dossier"), test_moment("2026-02-25 17:30").ms);
    test_office_check(centre.test);
}

static void the_servers_clock_jumps_back_an_hour_and_no_log_does(void **state)
{
    begin(*state);
    struct intake_received first =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 10:00");
    struct intake_received second = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:00");
    struct intake_received third = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:01");

    CHECK_STR(first.code, "H55.12.07-250918-0001");
    CHECK_STR(second.code, "H55.12.07-250918-0002");
    CHECK_STR(third.code, "H55.12.07-250918-0003");
    CHECK_INT(test_db_number(*state, "SELECT COUNT(DISTINCT number) FROM form_issue WHERE form_kind = '01'"), 3);
    CHECK_INT(test_db_number(*state, "SELECT MAX(number) FROM form_issue WHERE form_kind = '01'"), 3);
    test_dossier_move(&centre, centre.specialist, first.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-09-18 09:05");
    CHECK_INT(test_db_number(*state, "SELECT occurred_at FROM dossier_event WHERE event = 'propose'"),
              test_moment("2025-09-18 10:00").ms);
    test_dossier_move(&centre, centre.leader, first.code, 3, EVENT_APPROVE, 0, "2025-09-18 10:30");
    /* in no dossier does an event stand before the one it follows, and the chain has no gap */
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier_event a JOIN dossier_event b ON b.dossier_id = "
                                     "a.dossier_id AND b.version = a.version + 1 AND b.occurred_at < a.occurred_at"),
              0);
    CHECK_INT(test_db_number(*state, "SELECT MAX(chain_number) - COUNT(*) FROM dossier_event"), 0);
    test_office_check(centre.test);
}

static const struct CMUnitTest tests[] = {
    test_db_each(two_officers_act_at_the_same_second_and_one_of_them_is_told),
    test_db_each(the_leader_approves_while_the_citizen_withdraws_and_it_ends_once),
    test_db_each(a_reception_is_corrected_while_its_draft_goes_up_and_one_of_them_is_told),
    test_db_each(the_holidays_change_while_an_officer_saves),
    test_db_each(a_correction_and_a_new_calendar_leave_each_other_in_peace),
    test_db_each(a_repealed_procedure_takes_nothing_new_and_what_is_open_goes_on),
    test_db_each(an_officer_leaves_and_the_head_gives_on_what_is_open),
    test_db_each(what_comes_online_at_the_last_minute_before_tet_is_due_after_it),
    test_db_each(a_minute_later_is_another_day),
    test_db_each(the_servers_clock_jumps_back_an_hour_and_no_log_does),
};
TEST_DB_MAIN(tests)
