/* SPDX-License-Identifier: Apache-2.0 */
#include "app/alert_watch.h"

#include "app/dossier_consultation.h"
#include "app/dossier_leg.h"
#include "app/office_admin.h"
#include "queries_read.h"
#include "store/migrate.h"
#include "store/write_lock.h"
#include "support/test_dossier.h"

#include <sys/wait.h>
#include <unistd.h>

static struct test_centre centre;
static struct actor director;
static struct intake_received received;

/* With the specialist since Wednesday, 27 August 2025, 10:00; due on Wednesday, 3 September, 17:30, so the choice to
 * finish or to apologise is due on Friday, 29 August, 17:30. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    director = test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

/* Until nothing is left to do at a moment. */
static struct alert_work watch(const char *at)
{
    struct alert_work all = { 0 }, work;

    do {
        CHECK_OK(alert_watch_step(centre.test->db, centre.test->arena, centre.office_id, test_moment(at), &work));
        alert_work_add(&all, &work);
    } while (work.events + work.looks > 0);
    return all;
}

static int64_t standing(const char *rule, struct actor told)
{
    struct str sql = arena_printf(centre.test->arena,
                                  "SELECT COUNT(*) FROM alert WHERE ended_at IS NULL AND rule_name = '%s' "
                                  "AND account_id = %lld",
                                  rule, (long long)told.account_id);

    return test_db_number(centre.test, sql.at);
}

static void what_is_open_when_the_watch_begins_is_looked_at_once(void **state)
{
    struct alert_work work;

    begin(*state);
    work = watch("2025-08-27 11:00");
    CHECK_INT(work.looks, 1);
    CHECK_INT(work.raised, 0);
    CHECK_INT(watch("2025-08-27 11:01").looks, 0);
    CHECK_INT(test_db_number(centre.test, "SELECT look_at FROM alert_watch"), test_moment("2025-08-29 13:30").ms);
}

static int64_t passed_over(void)
{
    return test_db_number(centre.test,
                          "SELECT COUNT(*) FROM dossier WHERE dossier_id <= (SELECT filled_id FROM alert_cursor)");
}

/* A million dossiers must not hold the write lock: each piece passes over five hundred. */
static void what_was_there_before_is_passed_over_in_pieces(void **state)
{
    static const int64_t pieces[] = { 500, 500, 200, 0 };
    struct test_db *test = *state;
    struct alert_work work;
    int64_t all = 0;

    begin(test);
    test_dossier_copy(test, 1199);
    test_db_run(test, "UPDATE dossier SET state = 'handed-over', closed_at = 1 WHERE code LIKE '%-1___'");
    test_db_run(test, "UPDATE dossier SET state = 'decided' WHERE code LIKE '%-119_'");
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        CHECK_OK(alert_watch_step(test->db, test->arena, centre.office_id, test_moment("2025-08-27 11:00"), &work));
        CHECK_INT(work.events, pieces[i]);
        CHECK_INT(passed_over(), all += pieces[i]);
        if (i == 0)
            CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM alert_watch"), 500);
        test_db_run(test, "UPDATE alert_watch SET look_at = 9000000000000"); /* filling alone is looked at here */
    }
    /* what is closed has no clock; results that wait at the counter have, and one of them was looked at */
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM alert_watch w JOIN dossier d ON d.dossier_id = w.dossier_id "
                                   "WHERE d.state = 'handed-over'"),
              0);
    CHECK(test_db_number(test, "SELECT COUNT(*) FROM alert_watch w JOIN dossier d ON d.dossier_id = w.dossier_id "
                               "WHERE d.state = 'decided'") >= 9);
}

static void each_instant_tells_whom_the_rules_name_and_only_once(void **state)
{
    begin(*state);
    (void)watch("2025-08-27 11:00");
    CHECK_INT(watch("2025-08-29 13:29").raised, 0);
    CHECK_INT(watch("2025-08-29 13:30").raised, 1);
    CHECK_INT(standing("choice-soon", centre.specialist), 1);

    struct alert_work work = watch("2025-08-29 17:31"); /* silence: nobody chose */

    CHECK_INT(work.raised, 1);
    CHECK_INT(work.ended, 1);
    CHECK_INT(standing("choice-silent", centre.head), 1);
    CHECK_INT(standing("choice-passed-director", director), 0);
    CHECK_INT(standing("choice-soon", centre.specialist), 0);

    CHECK_INT(watch("2025-09-03 07:30").raised, 1);
    CHECK_INT(standing("handling-soon", centre.specialist), 1);
    CHECK_INT(watch("2025-09-03 07:31").looks, 0);

    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM alert"), 3);
    test_db_run(centre.test, "UPDATE alert_watch SET look_at = 1"); /* as if two watched, or one began anew */
    work = watch("2025-09-03 07:32");
    CHECK_INT(work.looks, 1);
    CHECK_INT(work.raised, 0);
    CHECK_INT(work.ended, 0);
}

static void lateness_climbs_from_the_holder_to_the_director(void **state)
{
    begin(*state);
    (void)watch("2025-09-03 17:31");
    CHECK_INT(standing("handling-over", centre.specialist), 1);
    CHECK_INT(standing("handling-over-head", centre.head), 1);
    CHECK_INT(standing("handling-over-director", director), 0);
    CHECK_INT(watch("2025-09-04 17:30").raised, 1);
    CHECK_INT(standing("handling-over-director", director), 1);
}

/* Neither promised to finish nor asked for a new appointment: the term passed in silence. */
static void a_term_that_passes_in_silence_is_told_to_head_and_director(void **state)
{
    begin(*state);
    (void)watch("2025-09-03 17:30");
    CHECK_INT(standing("choice-passed", centre.head), 0);
    CHECK_INT(standing("choice-passed-director", director), 0);
    (void)watch("2025-09-03 17:31");
    CHECK_INT(standing("choice-passed", centre.head), 1);
    CHECK_INT(standing("choice-passed-director", director), 1);
    (void)watch("2025-09-03 17:32");
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM alert WHERE rule_name = 'choice-passed-director'"), 1);
}

static void whoever_chose_is_late_but_not_silent(void **state)
{
    begin(*state);
    test_dossier_move(&centre, centre.specialist, received.code, received.version, EVENT_CONFIRM_FINISH, 0,
                      "2025-08-29 16:00");
    (void)watch("2025-09-03 17:31");
    CHECK_INT(standing("handling-over-head", centre.head), 1);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM alert WHERE rule_name LIKE 'choice-%'"), 0);
    CHECK_INT(standing("handling-over", centre.specialist), 1);
}

static void what_happens_to_a_dossier_ends_what_it_answers(void **state)
{
    begin(*state);
    (void)watch("2025-08-29 13:30");
    test_dossier_move(&centre, centre.specialist, received.code, received.version, EVENT_PROPOSE,
                      centre.leader.account_id, "2025-08-29 14:00");
    struct alert_work work = watch("2025-08-29 14:01");

    CHECK_INT(work.events, 1);
    CHECK_INT(work.ended, 1); /* the specialist holds it no longer: the leader is told instead */
    CHECK_INT(work.raised, 1);
    CHECK_INT(standing("choice-soon", centre.leader), 1);
    test_dossier_move(&centre, centre.leader, received.code, received.version + 1, EVENT_APPROVE, 0,
                      "2025-08-29 15:00");
    CHECK_INT(watch("2025-08-29 15:01").ended, 1);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM alert WHERE ended_at IS NULL"), 0);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM alert_watch"), 1); /* it is to be handed over */
    test_dossier_move(&centre, centre.counter, received.code, received.version + 2, EVENT_HAND_OVER, 0,
                      "2025-08-29 16:00");
    (void)watch("2025-08-29 16:01");
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM alert_watch"), 0);
}

static void what_is_taken_back_holds_again(void **state)
{
    begin(*state);
    (void)watch("2025-08-29 13:30");
    test_dossier_move(&centre, centre.specialist, received.code, received.version, EVENT_PROPOSE,
                      centre.leader.account_id, "2025-08-29 14:00");
    (void)watch("2025-08-29 14:00");
    test_dossier_move(&centre, centre.specialist, received.code, received.version + 1, EVENT_TAKE_BACK, 0,
                      "2025-08-29 14:01");
    (void)watch("2025-08-29 14:01");
    CHECK_INT(standing("choice-soon", centre.specialist), 1);
    CHECK_INT(standing("choice-soon", centre.leader), 0);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM alert"), 2);
}

static int64_t ask(const char *body, int64_t seen_version)
{
    struct consultation_request asked = { .code = received.code,
                                          .seen_version = seen_version,
                                          .limit = { TERM_WORKING_DAY, 1 },
                                          .body = str_of(body),
                                          .question = STR("Thửa đất có tranh chấp không?") };
    struct change_outcome outcome;
    enum consultation_fault fault;

    CHECK_OK(dossier_consultation_ask(centre.test->db, centre.test->arena, centre.specialist,
                                      test_moment("2025-08-27 14:00"), &asked, &outcome, &fault));
    return outcome.version;
}

/* Both were asked until Thursday, 28 August, 17:30. */
static void of_two_bodies_that_are_late_at_one_instant_both_are_told(void **state)
{
    struct change_outcome outcome;

    begin(*state);
    int64_t first = ask("Chi nhánh VPĐK", received.version);

    (void)ask("Công an xã", first);
    (void)watch("2025-08-28 17:31");
    CHECK_INT(standing("consultation-over", centre.specialist), 2);
    CHECK_INT(standing("consultation-over-head", centre.head), 2);
    CHECK_INT(
        test_db_number(centre.test, "SELECT COUNT(DISTINCT body) FROM alert WHERE rule_name = 'consultation-over'"), 2);
    CHECK_OK(dossier_consultation_reply(centre.test->db, centre.test->arena, centre.specialist,
                                        test_moment("2025-08-28 17:32"), received.code, first, STR("Không."),
                                        &outcome));
    (void)watch("2025-08-28 17:33");
    CHECK_INT(standing("consultation-over", centre.specialist), 1);
    CHECK_INT(standing("consultation-over-head", centre.head), 1);
    CHECK_STR(test_db_text(centre.test, "SELECT body FROM alert WHERE rule_name = 'consultation-over' AND "
                                        "ended_at IS NULL"),
              "Công an xã");
}

static void leg_done(int64_t version, int64_t position, const char *at)
{
    struct change_outcome outcome;

    CHECK_OK(dossier_leg_done(centre.test->db, centre.test->arena, centre.specialist, test_moment(at), received.code,
                              version, position, &outcome));
}

/* The office has one working day, until Thursday, 28 August, 17:30; then police and insurance two each, at once, from
 * Wednesday, 16:00, until Friday, 29 August, 17:30. */
static void each_body_of_an_interlinked_procedure_is_told_of_when_its_own_limit_passes(void **state)
{
    struct test_db *test = *state;

    centre = test_centre_found(test);
    director = test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    test_db_run(test, "INSERT INTO procedure_leg (procedure_version_id, position, stage, body, what, term_amount, "
                      "term_unit) VALUES (902, 1, 1, 'Văn phòng', 'Khai sinh', 1, 'working-day'), "
                      "(902, 2, 2, 'Công an xã', 'Thường trú', 2, 'working-day'), "
                      "(902, 3, 2, 'Bảo hiểm xã hội', 'Thẻ bảo hiểm', 2, 'working-day')");
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    leg_done(2, 1, "2025-08-27 16:00");
    (void)watch("2025-08-28 17:31");
    (void)watch("2025-08-29 17:30");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM alert WHERE rule_name LIKE 'leg-%'"), 0);
    (void)watch("2025-08-29 17:31");
    CHECK_INT(standing("leg-over", centre.specialist), 2);
    CHECK_INT(standing("leg-over-head", centre.head), 2);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM alert WHERE rule_name = 'leg-over' AND body = 'Công an xã'"),
              1);
    leg_done(3, 2, "2025-08-29 17:35");
    (void)watch("2025-08-29 17:36");
    CHECK_INT(standing("leg-over", centre.specialist), 1);
    CHECK_INT(standing("leg-over-director", director), 0);
    (void)watch("2025-09-03 17:30"); /* 1 and 2 September are off */
    CHECK_INT(standing("leg-over-director", director), 1);
    CHECK_STR(test_db_text(test, "SELECT body FROM alert WHERE rule_name = 'leg-over-director'"), "Bảo hiểm xã hội");
}

static void what_was_told_before_bodies_counted_is_kept(void **state)
{
    struct test_db *test = *state;
    struct migration migration;

    test_dossier_of_before(test, "_alert_body.sql");
    test_db_run(test,
                "INSERT INTO alert (alert_id, office_id, dossier_id, rule_name, due_at, account_id, body, raised_at, "
                "seen_at, ended_at) VALUES (7, 1, 5, 'handling-over', 11, 3, NULL, 12, 13, NULL), "
                "(8, 1, 5, 'consultation-over', 11, 3, 'Công an xã', 12, NULL, 14);");
    CHECK_OK(migrate(test->db, test->arena, &migration));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM alert WHERE office_id = 1 AND dossier_id = 5 AND due_at = 11 "
                                   "AND account_id = 3 AND raised_at = 12"),
              2);
    CHECK_INT(test_db_number(test, "SELECT alert_id FROM alert WHERE rule_name = 'handling-over' AND body = '' AND "
                                   "seen_at = 13 AND ended_at IS NULL"),
              7);
    CHECK_INT(test_db_number(test, "SELECT alert_id FROM alert WHERE rule_name = 'consultation-over' AND "
                                   "body = 'Công an xã' AND seen_at IS NULL AND ended_at = 14"),
              8);
}

static void the_director_is_told_in_place_of_a_head_who_is_gone(void **state)
{
    begin(*state);
    test_db_run(centre.test, "UPDATE account SET is_active = 0 WHERE role = 'unit-head'");
    (void)watch("2025-08-29 17:31");
    CHECK_INT(standing("choice-silent", director), 1);
    CHECK_INT(standing("choice-silent", centre.head), 0);
}

static void a_row_that_contradicts_its_events_stops_nobody_else(void **state)
{
    struct alert_work work;

    begin(*state);
    test_db_run(centre.test, "UPDATE dossier_event SET event = 'approve' WHERE event = 'forward'");
    (void)test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    work = watch("2025-08-29 13:30");
    CHECK_INT(standing("choice-soon", centre.specialist), 1);
    CHECK_INT(work.failures, 1);
    CHECK_STATUS(work.failure.status, ST_CORRUPT);
    CHECK_STR(str_of(work.failure.code), received.code.at);
    CHECK_INT(watch("2025-08-29 14:29").looks, 0); /* it is put off for an hour */
    CHECK_INT(watch("2025-08-29 14:30").failures, 1);
    test_db_run(centre.test, "UPDATE dossier_event SET event = 'forward' WHERE event = 'approve'");
    (void)watch("2025-08-29 15:30");
    CHECK_INT(standing("choice-soon", centre.specialist), 2);
}

/* The first of two dossiers cannot be told of, whatever the reason. */
static void a_dossier_that_cannot_be_told_of_stops_nobody_else(void **state)
{
    struct alert_work work;

    begin(*state);
    (void)test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    test_db_run(centre.test,
                arena_printf(centre.test->arena,
                             "CREATE UNIQUE INDEX told_once ON alert (dossier_id) WHERE dossier_id = %lld;"
                             "INSERT INTO alert (alert_id, office_id, dossier_id, rule_name, due_at, account_id, "
                             "body, raised_at, ended_at) VALUES (1, %lld, %lld, 'fee-wait-over', 1, %lld, '', 1, 1);",
                             (long long)received.dossier_id, (long long)centre.office_id,
                             (long long)received.dossier_id, (long long)centre.specialist.account_id)
                    .at);
    work = watch("2025-08-29 13:30");
    CHECK_INT(standing("choice-soon", centre.specialist), 1);
    CHECK_INT(work.failures, 1);
    CHECK_STATUS(work.failure.status, ST_EXISTS);
    CHECK_STR(str_of(work.failure.code), received.code.at);
    CHECK(work.failure.office_id == centre.office_id);
}

/* Of two offices the first cannot even begin. */
static void an_office_that_fails_stops_no_other(void **state)
{
    struct test_db *test = *state;
    struct office_new office = {
        .agency_code = STR("H55.12.01"),
        .name = STR("UBND xã Yên Lạc"),
        .centre_name = STR("Trung tâm Phục vụ hành chính công xã Yên Lạc"),
        .place_name = STR("Yên Lạc"),
        .address = STR("Yên Lạc"),
        .phone = STR("02083000001"),
        .public_url = STR("https://yenlac.example"),
    };
    struct alert_work work;
    int64_t failing_id;

    begin(test);
    CHECK_OK(office_admin_create(test->db, test->arena, &office, test_moment("2025-07-01 08:00"), &failing_id));
    test_dossier_copy(test, 2);
    test_db_run(test, arena_printf(test->arena,
                                   "UPDATE dossier SET office_id = %lld WHERE code LIKE '%%-0001-_';"
                                   "CREATE UNIQUE INDEX one ON alert_watch (office_id) WHERE office_id = %lld;",
                                   (long long)failing_id, (long long)failing_id)
                          .at);
    CHECK_STATUS(alert_watch_round(test->db, test->arena, test_moment("2025-08-29 13:30"), &work), ST_EXISTS);
    CHECK_STATUS(alert_watch_round(test->db, test->arena, test_moment("2025-08-29 13:30"), &work), ST_EXISTS);
    CHECK_INT(work.failures, 1);
    CHECK_STATUS(work.failure.status, ST_EXISTS);
    CHECK(work.failure.office_id == failing_id);
    CHECK_STR(str_of(work.failure.code), "");
    CHECK_INT(work.raised, 1);
    CHECK_INT(standing("choice-soon", centre.specialist), 1);
}

static void what_was_seen_is_marked(void **state)
{
    struct sql_alert_count_unseen_row unseen;
    struct sql_alerts_of_account_rows rows;
    struct db *db = ((struct test_db *)*state)->db;

    begin(*state);
    (void)watch("2025-09-03 17:31");
    CHECK_OK(sql_alert_count_unseen(db, centre.test->arena, centre.head.account_id, &unseen));
    CHECK_INT(unseen.alerts, 3); /* passed in silence, overdue, and the handler's part over */
    CHECK_OK(alert_watch_seen(db, centre.head, test_moment("2025-09-03 17:31"), test_moment("2025-09-03 17:40")));
    CHECK_OK(sql_alert_count_unseen(db, centre.test->arena, centre.head.account_id, &unseen));
    CHECK_INT(unseen.alerts, 0);
    CHECK_OK(sql_alerts_of_account(db, centre.test->arena, centre.head.account_id, INT64_MAX, INT64_MAX, 50, &rows));
    CHECK_INT(rows.count, 3);
    CHECK_INT(rows.at[0].seen_at.ms, test_moment("2025-09-03 17:40").ms);
    CHECK_STR(rows.at[0].code, arena_c_string(centre.test->arena, received.code));
    CHECK_OK(sql_alert_count_unseen(db, centre.test->arena, director.account_id, &unseen));
    CHECK_INT(unseen.alerts, 1);
}

static enum status a_round(struct test_db *test)
{
    struct alert_work work;

    return alert_watch_round(test->db, test->arena, test_moment("2025-08-29 17:31"), &work);
}

static void a_piece_that_fails_writes_nothing(void **state)
{
    struct test_db *test = *state;

    begin(test);
    CHECK(test_db_fail_each_statement(test, a_round) > 3);
    CHECK_OK(a_round(test));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM alert"), 1);
}

/* How many statements a piece has run when it asks for the write lock. */
static int statements_before_the_lock(struct test_db *test)
{
    enum { MANY = 1000 };
    struct db *other = test_db_connect(test, DB_READ_WRITE);
    struct db_tx *held CLEANUP(db_tx_end_at) = NULL;
    struct alert_work work;
    int left = 0;

    CHECK_OK(db_tx_begin(other, &held));
    db_fail_after(test->db, MANY);
    CHECK_STATUS(alert_watch_step(test->db, test->arena, centre.office_id, test_moment("2025-08-29 13:30"), &work),
                 ST_BUSY);
    while (test_db_try(test->db, "SELECT 1") == ST_OK)
        left++;
    db_fail_after(test->db, 0);
    return MANY - left - 1;
}

/* SQLite alone has one writer at a time.  Four: where the events are, which there are, what is due, begin. */
static void a_dossier_is_read_before_the_write_lock_is_taken(void **state)
{
    begin(*state);
    (void)watch("2025-08-27 11:00");
    CHECK(statements_before_the_lock(centre.test) > 4 + 5);
    CHECK_INT(watch("2025-08-29 13:30").raised, 1);
}

/* Another process that watches, and has its turn to write when the lock is given. */
static pid_t another_watch(struct write_lock *lock, const char *at)
{
    pid_t child = fork();

    if (child != 0)
        return child;
    struct db *db;
    struct alert_work work;

    if (db_open(centre.test->source, DB_READ_WRITE, &db) != ST_OK)
        _exit(1);
    db_use_write_lock(db, lock);
    _exit(alert_watch_step(db, centre.test->arena, centre.office_id, test_moment(at), &work) == ST_OK ? 0 : 1);
}

/* SQLite alone has the lock by which the other process can be made to wait. */
static void what_happens_while_a_dossier_is_read_is_looked_at_anew(void **state)
{
    struct write_lock *lock = write_lock_create();
    int ended;

    begin(*state);
    (void)watch("2025-08-27 11:00");
    write_lock_take(lock);
    pid_t child = another_watch(lock, "2025-08-29 13:30");
    usleep(500 * 1000); /* it has read that the specialist is to be told */
    test_dossier_move(&centre, centre.specialist, received.code, received.version, EVENT_PROPOSE,
                      centre.leader.account_id, "2025-08-29 13:30");
    write_lock_give(lock);
    CHECK(waitpid(child, &ended, 0) == child && ended == 0);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM alert"), 0);
    CHECK_INT(test_db_number(centre.test, "SELECT look_at FROM alert_watch"), test_moment("2025-08-29 13:30").ms);
    CHECK_INT(watch("2025-08-29 13:31").raised, 1);
    CHECK_INT(standing("choice-soon", centre.leader), 1);
    write_lock_destroy(lock);
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_is_open_when_the_watch_begins_is_looked_at_once),
    test_db_each(what_was_there_before_is_passed_over_in_pieces),
    test_db_each(each_instant_tells_whom_the_rules_name_and_only_once),
    test_db_each(lateness_climbs_from_the_holder_to_the_director),
    test_db_each(a_term_that_passes_in_silence_is_told_to_head_and_director),
    test_db_each(whoever_chose_is_late_but_not_silent),
    test_db_each(what_happens_to_a_dossier_ends_what_it_answers),
    test_db_each(what_is_taken_back_holds_again),
    test_db_each(of_two_bodies_that_are_late_at_one_instant_both_are_told),
    test_db_each(each_body_of_an_interlinked_procedure_is_told_of_when_its_own_limit_passes),
    test_db_each_empty(what_was_told_before_bodies_counted_is_kept),
    test_db_each(the_director_is_told_in_place_of_a_head_who_is_gone),
    test_db_each(a_row_that_contradicts_its_events_stops_nobody_else),
    test_db_each(a_dossier_that_cannot_be_told_of_stops_nobody_else),
    test_db_each(an_office_that_fails_stops_no_other),
    test_db_each(what_was_seen_is_marked),
    test_db_each(a_piece_that_fails_writes_nothing),
    test_db_sqlite(a_dossier_is_read_before_the_write_lock_is_taken),
    test_db_sqlite(what_happens_while_a_dossier_is_read_is_looked_at_anew),
};
TEST_DB_MAIN(tests)
