/* SPDX-License-Identifier: Apache-2.0 */
#include "app/form_issue.h"

#include "support/test_dossier.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct test_centre centre;
static struct form_content content;
static struct form_order order;

/* A dossier, and a form about to be given out for it; its reason tells it from others. */
static void begin(struct test_db *test)
{
    struct form_dossier dossier = { .parent = STR("") };
    const struct form_refusal refusal = { .reason = STR("không thuộc thẩm quyền") };

    centre = test_centre_found(test);
    struct intake_received received = test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 10:00");
    CHECK_OK(form_dossier_load(test->db, test->arena, centre.office_id, received.dossier_id, &dossier));
    content = form_fill_refusal(test->arena, &dossier, test_moment("2025-08-27 11:00"), &refusal);
    order = (struct form_order){ centre.office_id, received.dossier_id, centre.counter.account_id, &content };
}

static struct form_issued issue(struct test_db *test, const char *at)
{
    struct form_issued issued = { .number = 0 };

    content.issued_at = test_moment(at);
    CHECK_OK(form_issue(test->db, test->arena, &order, &issued));
    return issued;
}

static void what_every_form_says_is_loaded(void **state)
{
    struct test_db *test = *state;
    struct form_dossier dossier;
    begin(test);

    CHECK_OK(form_dossier_load(test->db, test->arena, centre.office_id, order.dossier_id, &dossier));
    CHECK_STR(dossier.parent, "UBND xã Bình Yên");
    CHECK_STR(dossier.code, "H55.12.07-250827-0001");
    CHECK_STR(dossier.person.name, "Nguyễn Thị Mẫu");
    CHECK_STR(dossier.request, "Xác nhận tình trạng hôn nhân (1.004873)");
    CHECK(dossier.promised_at.ms == test_moment("2025-09-03 17:30").ms);
    CHECK_STATUS(form_dossier_load(test->db, test->arena, centre.office_id + 1, order.dossier_id, &dossier),
                 ST_NOT_FOUND);
}

/* As on the receipt: who stands at the counter, and for whom. */
static void a_form_names_who_came_and_for_whom(void **state)
{
    struct test_db *test = *state;
    struct form_dossier dossier;
    begin(test);

    test_db_run(test,
                "INSERT INTO dossier_person (dossier_id, person_role, full_name, identity_number, address, phone, "
                "email, authorisation) SELECT dossier_id, 'submitter', 'Trần Văn Mẫu', '099080001111', "
                "'Xóm Bản Chang', '', '', 'Giấy ủy quyền 12/2025' FROM dossier");
    CHECK_OK(form_dossier_load(test->db, test->arena, centre.office_id, order.dossier_id, &dossier));
    CHECK_STR(dossier.person.name, "Trần Văn Mẫu");
    CHECK_STR(dossier.principal.name, "Nguyễn Thị Mẫu");
    CHECK_STR(dossier.authorisation, "Giấy ủy quyền 12/2025");
}

static void numbers_count_by_kind_and_begin_anew_with_the_year(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK_INT(issue(test, "2025-08-27 11:00").number, 1);
    CHECK_INT(issue(test, "2025-12-31 23:59").number, 2);
    struct form_issued first = issue(test, "2026-01-01 00:00");
    CHECK_INT(first.number, 1);
    CHECK_INT(first.year, 2026);
    content.kind = FORM_STOP;
    CHECK_INT(issue(test, "2025-12-31 10:00").number, 1);
    content.kind = FORM_REFUSAL;
    CHECK_INT(issue(test, "2025-12-31 10:00").number, 3); /* a clock set back: the old year goes on */
}

static void a_form_is_kept_as_it_was_given_out(void **state)
{
    struct test_db *test = *state;
    struct form_issued issued;
    struct form_kept kept;
    char hash[HASH_HEX_LEN + 1];
    begin(test);

    issued = issue(test, "2025-08-27 11:00");
    test_db_run(test, "UPDATE dossier SET applicant = 'Người khác'; UPDATE office SET name = 'UBND xã khác'");
    CHECK_OK(form_issue_load(test->db, test->arena, centre.office_id, issued.form_id, &kept));
    CHECK_INT(kept.content.kind, FORM_REFUSAL);
    CHECK_INT(kept.content.number, 1);
    CHECK_INT(kept.content.version, 1);
    CHECK_INT(kept.content.year, 2025);
    CHECK_STR(kept.content.texts[FORM_TEXT_person], "Nguyễn Thị Mẫu");
    CHECK_STR(kept.content.texts[FORM_TEXT_parent], "UBND xã Bình Yên");
    CHECK_STR(kept.content.texts[FORM_TEXT_reason], "không thuộc thẩm quyền");
    CHECK(!moment_is_given(kept.voided_at));
    CHECK_INT(kept.replaced_by, 0);
    CHECK_STR(hash_hex(test_db_text(test, "SELECT content FROM form_issue WHERE form_kind = '03'"), hash), issued.hash);
}

static void the_facts_name_the_form_and_its_hash(void **state)
{
    struct test_db *test = *state;
    struct form_issued issued = { 1, FORM_SUPPLEMENT, 2025, 7, 2, "abc" };
    struct buf buf = buf_new(test->arena, 1000);

    json_write(&buf, form_issue_facts(test->arena, &issued));
    CHECK_STR(buf_str(&buf), "{\"form\":\"02\",\"hash\":\"abc\",\"number\":7,\"version\":2,\"year\":2025}");
}

static void a_new_version_keeps_the_number_and_voids_the_one_before(void **state)
{
    struct test_db *test = *state;
    struct form_issued first, second, third = { .number = 0 };
    struct form_kept kept;
    begin(test);

    CHECK_STATUS(form_issue_again(test->db, test->arena, &order, STR("sai tên"), &second), ST_NOT_FOUND);
    issue(test, "2025-08-27 11:00");
    content.kind = FORM_STOP;
    first = issue(test, "2025-12-30 11:00");
    content.texts[FORM_TEXT_reason] = STR("đổi ý");
    content.issued_at = test_moment("2026-01-05 08:00"); /* another year, the same number */
    CHECK_OK(form_issue_again(test->db, test->arena, &order, STR("sai lý do"), &second));
    CHECK_INT(second.number, 1);
    CHECK_INT(second.year, 2025);
    CHECK_INT(second.version, 2);
    CHECK_OK(form_issue_again(test->db, test->arena, &order, STR("sai nữa"), &third));
    CHECK_INT(third.version, 3);

    CHECK_OK(form_issue_load(test->db, test->arena, centre.office_id, first.form_id, &kept));
    CHECK(kept.voided_at.ms == test_moment("2026-01-05 08:00").ms);
    CHECK_STR(kept.void_reason, "sai lý do");
    CHECK_INT(kept.replaced_by, 2);
    CHECK_STR(kept.content.texts[FORM_TEXT_reason], "không thuộc thẩm quyền");
    CHECK_OK(form_issue_newest(test->db, test->arena, centre.office_id, order.dossier_id, FORM_STOP, &kept));
    CHECK_INT(kept.form_id == third.form_id, 1);
    CHECK(!moment_is_given(kept.voided_at));
    CHECK_STR(kept.content.texts[FORM_TEXT_reason], "đổi ý");
    CHECK_INT(issue(test, "2025-12-31 11:00").number, 2); /* versions take no numbers */
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '03' AND voided_at IS NULL"), 1);
}

static void a_form_is_made_void_once(void **state)
{
    struct test_db *test = *state;
    struct form_issued issued;
    struct form_kept kept;
    struct moment at = test_moment("2025-08-27 11:01");
    begin(test);

    issued = issue(test, "2025-08-27 11:00");
    CHECK_STATUS(form_issue_void(test->db, centre.office_id + 1, issued.form_id, STR("thu hồi"), at), ST_NOT_FOUND);
    CHECK_OK(form_issue_void(test->db, centre.office_id, issued.form_id, STR("thu hồi"), at));
    CHECK_STATUS(form_issue_void(test->db, centre.office_id, issued.form_id, STR("lại"), at), ST_NOT_FOUND);
    CHECK_OK(form_issue_load(test->db, test->arena, centre.office_id, issued.form_id, &kept));
    CHECK_STR(kept.void_reason, "thu hồi");
    CHECK_INT(kept.replaced_by, 0);
    CHECK_INT(issue(test, "2025-08-27 11:02").number, 2); /* its number is used up */
    static char wide[VOID_REASON_BYTES_MAX + 1];
    memset(wide, 'a', sizeof wide);
    CHECK_STATUS(form_issue_void(test->db, centre.office_id, issued.form_id, (struct str){ wide, sizeof wide }, at),
                 ST_TOO_LARGE);
}

static void another_office_sees_no_form(void **state)
{
    struct test_db *test = *state;
    struct form_kept kept;
    begin(test);

    struct form_issued issued = issue(test, "2025-08-27 11:00");
    CHECK_STATUS(form_issue_load(test->db, test->arena, centre.office_id + 1, issued.form_id, &kept), ST_NOT_FOUND);
    CHECK_STATUS(form_issue_newest(test->db, test->arena, centre.office_id + 1, order.dossier_id, FORM_REFUSAL, &kept),
                 ST_NOT_FOUND);
}

static void a_content_changed_behind_our_back_is_not_shown(void **state)
{
    struct test_db *test = *state;
    struct form_kept kept;
    begin(test);

    struct form_issued issued = issue(test, "2025-08-27 11:00");
    test_db_run(test, "UPDATE form_issue SET content = REPLACE(content, 'không thuộc', 'thuộc')");
    CHECK_STATUS(form_issue_load(test->db, test->arena, centre.office_id, issued.form_id, &kept), ST_CORRUPT);
}

static void more_than_a_form_holds_is_refused_and_takes_no_number(void **state)
{
    struct test_db *test = *state;
    struct form_issued issued;
    begin(test);

    char *wide = arena_alloc(test->arena, FORM_TEXT_BYTES_MAX + 1);
    memset(wide, 'W', FORM_TEXT_BYTES_MAX + 1);
    content.texts[FORM_TEXT_reason] = (struct str){ wide, FORM_TEXT_BYTES_MAX + 1 };
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    CHECK_OK(db_tx_begin(test->db, &tx));
    CHECK_STATUS(form_issue(test->db, test->arena, &order, &issued), ST_TOO_LARGE);
    db_tx_end_at(&tx);
    tx = NULL;
    content.texts[FORM_TEXT_reason] = STR("ngắn");
    CHECK_INT(issue(test, "2025-08-27 11:00").number, 1);
}

static enum status issue_in_transaction(struct test_db *test)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct form_issued issued;

    TRY(db_tx_begin(test->db, &tx));
    TRY(form_issue(test->db, test->arena, &order, &issued));
    TRY(form_issue_again(test->db, test->arena, &order, STR("sai"), &issued));
    return db_tx_commit(tx);
}

static void a_failing_statement_takes_no_number(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK(test_db_fail_each_statement(test, issue_in_transaction) >= 7);
    CHECK_INT(test_db_number(test, "SELECT MAX(number) FROM form_issue WHERE form_kind = '03'"), 1);
}

enum { WRITERS = 4, TURNS = 25 };

/* A process of its own that gives out TURNS forms, trying again while others write. */
static pid_t start_writer(struct test_db *test, int minute)
{
    pid_t child = fork();

    if (child != 0)
        return child;
    struct db *db = NULL;
    int done = 0;

    /* later than any test before, and each at its own: made at one moment by two processes, ids may meet */
    content.issued_at.ms = test_moment("2027-03-01 08:00").ms + minute * 60000;
    if (db_open(test->source, DB_READ_WRITE, &db) != ST_OK)
        _exit(1);
    while (done < TURNS) {
        struct test_db own = { .db = db, .arena = test->arena };
        enum status status = issue_in_transaction(&own);

        done += status == ST_OK;
        if (status != ST_OK && status != ST_BUSY && status != ST_CONFLICT)
            _exit(1);
    }
    db_close(db);
    _exit(0);
}

static void writers_at_the_same_time_never_take_the_same_number(void **state)
{
    struct test_db *test = *state;
    pid_t writers[WRITERS];
    begin(test);

    for (int i = 0; i < WRITERS; i++)
        writers[i] = start_writer(test, i);
    for (int i = 0; i < WRITERS; i++) {
        int result = 1;
        CHECK(waitpid(writers[i], &result, 0) == writers[i]);
        CHECK_INT(result, 0);
    }
    CHECK_INT(test_db_number(test, "SELECT COUNT(DISTINCT number) FROM form_issue WHERE form_kind = '03'"), 100);
    CHECK_INT(test_db_number(test, "SELECT MAX(number) FROM form_issue WHERE form_kind = '03'"), 100);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '03'"), 200);
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_every_form_says_is_loaded),
    test_db_each(a_form_names_who_came_and_for_whom),
    test_db_each(numbers_count_by_kind_and_begin_anew_with_the_year),
    test_db_each(a_form_is_kept_as_it_was_given_out),
    test_db_each(the_facts_name_the_form_and_its_hash),
    test_db_each(a_new_version_keeps_the_number_and_voids_the_one_before),
    test_db_each(a_form_is_made_void_once),
    test_db_each(another_office_sees_no_form),
    test_db_each(a_content_changed_behind_our_back_is_not_shown),
    test_db_each(more_than_a_form_holds_is_refused_and_takes_no_number),
    test_db_each(a_failing_statement_takes_no_number),
    test_db_each(writers_at_the_same_time_never_take_the_same_number),
};
TEST_DB_MAIN(tests)
