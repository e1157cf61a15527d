/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_note.h"

#include "app/verify.h"
#include "queries_read.h"
#include "support/test_dossier.h"

#include <string.h>

static struct test_centre centre;
static struct intake_received received;

static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status note(struct actor actor, const char *text, const char *at)
{
    return dossier_note_add(centre.test->db, centre.test->arena, actor, test_moment(at), received.code, str_of(text));
}

static int64_t notes(void)
{
    return test_db_number(centre.test, "SELECT COUNT(*) FROM dossier_note");
}

static void whoever_works_on_dossiers_writes_and_it_stays(void **state)
{
    struct sql_notes_of_dossier_rows rows;
    struct test_db *test = *state;

    begin(test);
    CHECK_OK(note(centre.specialist, "  Đã gọi cho chị Mẫu,\nhẹn chiều nay. ", "2025-08-27 10:30"));
    CHECK_OK(note(centre.counter, "Chị đã đến.", "2025-08-27 15:00"));
    CHECK_OK(sql_notes_of_dossier(test->db, test->arena, received.dossier_id, INT64_MAX, 10, &rows));
    CHECK_INT(rows.count, 2);
    CHECK_STR(rows.at[0].note_text, "Chị đã đến.");
    CHECK_STR(rows.at[0].author_unit, "Trung tâm Phục vụ hành chính công");
    CHECK_STR(rows.at[1].note_text, "Đã gọi cho chị Mẫu,\nhẹn chiều nay.");
    CHECK_STR(rows.at[1].author_name, "chuyenvien1");
    CHECK_INT(rows.at[1].written_at.ms, test_moment("2025-08-27 10:30").ms);
}

/* Somebody's open page of the dossier must not become stale, nor the log longer. */
static void a_note_is_no_event(void **state)
{
    struct verify_result result;
    struct test_db *test = *state;

    begin(test);
    CHECK_OK(note(centre.head, "Ưu tiên hồ sơ này.", "2025-08-27 10:30"));
    CHECK_INT(test_db_number(test, "SELECT version FROM dossier"), 2);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event"), 2);
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 11:00");
    CHECK_OK(verify_all(test->db, test->arena, NULL, NULL, &result));
    CHECK_STR(result.fault, NULL);
}

static void a_button_pressed_twice_leaves_one_note(void **state)
{
    begin(*state);
    CHECK_OK(note(centre.specialist, "Đã gọi.", "2025-08-27 10:30"));
    CHECK_OK(note(centre.specialist, "Đã gọi.", "2025-08-27 10:30"));
    CHECK_INT(notes(), 1);
    CHECK_OK(note(centre.counter, "Đã gọi.", "2025-08-27 10:31"));
    CHECK_OK(note(centre.specialist, "Đã gọi.", "2025-08-27 10:32"));
    CHECK_INT(notes(), 3);
}

static void what_may_not_be_written_changes_nothing(void **state)
{
    char longest[NOTE_CHARS_MAX + 2];
    struct actor stranger;

    begin(*state);
    struct actor inspector = test_office_person(centre.test, centre.office_id, "kiemtra", ROLE_INSPECTOR, "VHXH");
    struct actor police = test_office_person(centre.test, centre.office_id, "congan1", ROLE_POLICE, "CA");
    struct str before = test_db_fingerprint(centre.test);

    stranger = centre.specialist;
    stranger.office_id++;
    memset(longest, 'x', sizeof longest - 1);
    longest[NOTE_CHARS_MAX + 1] = '\0';
    CHECK_STATUS(note(inspector, "Đã xem.", "2025-08-27 10:30"), ST_FORBIDDEN);
    CHECK_STATUS(note(police, "Đã xem.", "2025-08-27 10:30"), ST_FORBIDDEN);
    CHECK_STATUS(note(stranger, "Đã xem.", "2025-08-27 10:30"), ST_NOT_FOUND);
    CHECK_STATUS(note(centre.specialist, " \n\t ", "2025-08-27 10:30"), ST_INVALID);
    CHECK_STATUS(note(centre.specialist, NULL, "2025-08-27 10:30"), ST_INVALID);
    CHECK_STATUS(note(centre.specialist, longest, "2025-08-27 10:30"), ST_TOO_LARGE);
    CHECK(str_equal(test_db_fingerprint(centre.test), before));
    longest[NOTE_CHARS_MAX] = '\0';
    CHECK_OK(note(centre.specialist, longest, "2025-08-27 10:30"));
}

static void a_dossier_holds_500_notes(void **state)
{
    struct db_tx *tx = NULL;

    begin(*state);
    CHECK_OK(db_tx_begin(centre.test->db, &tx)); /* quicker than 500 commits */
    for (int i = 0; i < NOTES_MAX; i++) {
        struct str text = arena_printf(centre.test->arena, "Ghi chú %d", i);

        CHECK_OK(note(centre.specialist, text.at, "2025-08-27 10:30"));
    }
    CHECK_OK(db_tx_commit(tx));
    CHECK_STATUS(note(centre.specialist, "Thêm nữa", "2025-08-27 10:31"), ST_TOO_MANY);
    CHECK_INT(notes(), 500);
}

static void notes_go_on_after_the_end(void **state)
{
    begin(*state);
    test_dossier_finish(&centre, received, "2025-08-28 09:00");
    CHECK_OK(note(centre.counter, "Chị Mẫu hỏi lại kết quả.", "2025-08-29 09:00"));
    CHECK_INT(notes(), 1);
}

static enum status add(struct test_db *test)
{
    (void)test;
    return note(centre.specialist, "Đã gọi.", "2025-08-27 10:30");
}

static void a_failure_leaves_nothing_behind(void **state)
{
    begin(*state);
    CHECK(test_db_fail_each_statement(*state, add) > 3);
    CHECK_INT(notes(), 1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(whoever_works_on_dossiers_writes_and_it_stays),
    test_db_each(a_note_is_no_event),
    test_db_each(a_button_pressed_twice_leaves_one_note),
    test_db_each(what_may_not_be_written_changes_nothing),
    test_db_each(a_dossier_holds_500_notes),
    test_db_each(notes_go_on_after_the_end),
    test_db_each(a_failure_leaves_nothing_behind),
};
TEST_DB_MAIN(tests)
