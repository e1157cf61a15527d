/* SPDX-License-Identifier: Apache-2.0 */
#include "support/pdf_text.h"
#include "support/test_dossier.h"
#include "web/handlers.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct test_centre centre;
static struct buf page;
static struct response response;
static struct request request;

/* Three dossiers of two fields in August, one in September; the second one of August was handed over. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    test_db_run(test, "UPDATE procedure_version SET field = 'Chứng thực' WHERE procedure_version_id = 902;");
    test_dossier_receive(&centre, "1.001193", 0, "2025-08-26 10:00");
    test_dossier_finish(&centre,
                        test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00"),
                        "2025-08-27 14:00");
    test_dossier_receive(&centre, "1.004873", 0, "2025-08-31 23:59");
    test_dossier_receive(&centre, "1.004873", 0, "2025-09-01 00:00");
    test_db_run(test, "UPDATE dossier SET phone = '0123000456';");
}

static enum status ask(handler *page_of, const char *from, const char *to, const char *part)
{
    static struct field query[3];

    query[0] = (struct field){ STR("from"), str_of(from) };
    query[1] = (struct field){ STR("to"), str_of(to) };
    query[2] = (struct field){ STR("part"), str_of(part) };
    page = buf_new(centre.test->arena, 8 << 20);
    response = (struct response){ .body = { &page } };
    request = (struct request){
        .arena = centre.test->arena,
        .db = centre.test->db,
        .now = test_moment("2025-09-18 10:00"),
        .today = test_date("2025-09-18"),
        .query = { query, part == NULL ? 2 : 3 },
        .user = { .actor = centre.leader },
        .office = { .office_id = centre.office_id,
                    .name = STR("UBND xã Bình Yên"),
                    .centre_name = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
                    .place_name = STR("Bình Yên") },
    };
    return page_of(&request, &response);
}

static struct str html_for(const char *from, const char *to)
{
    CHECK_OK(ask(page_book, from, to, NULL));
    return buf_str(&page);
}

static struct str pdf_for(const char *from, const char *to)
{
    CHECK_OK(ask(page_book_pdf, from, to, NULL));
    CHECK_STR(str_of(response.content_type), "application/pdf");
    return pdf_text_of(centre.test->arena, buf_str(&page));
}

/* The worksheet's text, by Debian's unzip. */
static struct str sheet_for(const char *from, const char *to)
{
    struct buf buf = buf_new(centre.test->arena, 1 << 20);
    char path[] = "/tmp/book_test_XXXXXX", command[256], bytes[4096];
    int file = mkstemp(path);

    CHECK_OK(ask(page_book_xlsx, from, to, NULL));
    CHECK(file >= 0 && write(file, page.at, page.len) == (ssize_t)page.len);
    close(file);
    snprintf(command, sizeof command, "unzip -p %s xl/worksheets/sheet1.xml", path);
    FILE *tool = popen(command, "r");
    assert_non_null(tool);
    for (size_t len; (len = fread(bytes, 1, sizeof bytes, tool)) > 0;)
        buf_put(&buf, bytes, len);
    CHECK_INT(pclose(tool), 0);
    unlink(path);
    return buf_str(&buf);
}

static bool stand_in_order(struct str text, const char *const *parts)
{
    for (size_t i = 0; parts[i] != NULL; i++) {
        struct str part = str_of(parts[i]);
        size_t at = 0;

        while (at + part.len <= text.len && !str_equal(str_head(str_from(text, at), part.len), part))
            at++;
        if (at + part.len > text.len)
            return false;
        text = str_from(text, at + part.len);
    }
    return true;
}

static void the_page_counts_by_field_and_leads_to_the_parts(void **state)
{
    begin(*state);
    struct str html = html_for("2025-08-01", "31/08/2025");

    CHECK(str_contains(html, STR("3 hồ sơ")));
    CHECK(stand_in_order(html, (const char *const[]){ "Chứng thực", "1", "Hộ tịch", "2", NULL }));
    CHECK(str_contains(html, STR("/figures/book.pdf?from=2025-08-01&amp;to=2025-08-31&amp;part=1")));
    CHECK(str_contains(html, STR("/figures/book.xlsx?from=2025-08-01&amp;to=2025-08-31&amp;part=1")));
    CHECK(str_contains(html, STR("PDF: hồ sơ thứ 1 đến 3")));
}

static void without_days_it_is_this_month(void **state)
{
    begin(*state);
    struct str html = html_for("", "");

    CHECK(str_contains(html, STR("1 hồ sơ")));
    CHECK(str_contains(html, STR("01/09/2025")) && str_contains(html, STR("18/09/2025")));
}

static void a_period_without_dossiers_says_so(void **state)
{
    begin(*state);
    CHECK(str_contains(html_for("2025-07-01", "2025-07-31"), STR("Không có hồ sơ nào")));
    CHECK(str_contains(pdf_for("2025-07-01", "2025-07-31"), STR("SỔ THEO DÕI HỒ SƠ")));
}

static void days_that_make_no_period_are_explained(void **state)
{
    static const struct {
        const char *from, *to, *says;
    } examples[] = {
        { "2025-08-01", "", "Nhập cả hai ngày" },
        { "31/02/2025", "2025-03-01", "Nhập cả hai ngày" },
        { "2025-08-02", "2025-08-01", "Ngày cuối không được trước" },
        { "2024-08-01", "2025-08-02", "không quá một năm" },
        { "1999-12-31", "2000-01-01", "Năm từ 2000" },
    };
    begin(*state);

    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct str html = html_for(examples[i].from, examples[i].to);
        CHECK_INT(response.code, 422);
        CHECK(str_contains(html, str_of(examples[i].says)));
        CHECK_STATUS(ask(page_book_pdf, examples[i].from, examples[i].to, NULL), ST_INVALID);
        CHECK_STATUS(ask(page_book_xlsx, examples[i].from, examples[i].to, NULL), ST_INVALID);
    }
    html_for("2024-08-01", "2025-08-01"); /* 366 days */
    CHECK_INT(response.code, 0);
}

static void the_book_is_by_field_and_in_the_order_of_reception(void **state)
{
    static const char *const order[] = { "Lĩnh vực: Chứng thực",  "H55.12.07-250831-0001", "Lĩnh vực: Hộ tịch",
                                         "H55.12.07-250826-0001", "H55.12.07-250827-0001", NULL };
    begin(*state);
    struct str text = pdf_for("2025-08-01", "2025-08-31");

    CHECK(stand_in_order(text, order));
    CHECK(str_contains(text, STR("Từ ngày 01/08/2025 đến ngày 31/08/2025")));
    CHECK(!str_contains(text, STR("250901")));
    CHECK(str_contains(text, STR("*******456")) && !str_contains(text, STR("0123000456")));
    CHECK(str_contains(text, STR("Nguyễn Thị Mẫu")));
    CHECK(stand_in_order(sheet_for("2025-08-01", "2025-08-31"), order));
}

static void a_row_shows_the_receipts_number_and_when_it_was_handed_over(void **state)
{
    begin(*state);
    struct str sheet = sheet_for("2025-08-27", "2025-08-27");

    CHECK(stand_in_order(sheet,
                         (const char *const[]){ "<t>2</t>", "H55.12.07-250827-0001", "Đăng ký khai sinh",
                                                "Nguyễn Thị Mẫu", "Thôn Yên Thông, xã Bình Yên; *******456",
                                                "10:00 27/08/2025", "17:30 27/08/2025", "14:00 27/08/2025", NULL }));
}

static void parts_follow_each_other(void **state)
{
    begin(*state);
    CHECK_STATUS(ask(page_book_pdf, "2025-08-01", "2025-08-31", "2"), ST_NOT_FOUND);
    CHECK_STATUS(ask(page_book_xlsx, "2025-08-01", "2025-08-31", "2"), ST_NOT_FOUND);
    const char *const parts[] = { "0", "-1", "a", "201", "99999999999999999999" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        CHECK_STATUS(ask(page_book_pdf, "2025-08-01", "2025-08-31", parts[i]), ST_INVALID);
}

/* More than one part, and more than one page of rows in it: each dossier stands in one part once. */
static void no_dossier_is_lost_between_parts(void **state)
{
    struct test_db *test = *state;
    begin(test);

    struct str first, second;
    struct intake_received last = { 0 };
    for (int i = 0; i < 1000; i++)
        last = test_dossier_receive(&centre, "1.001193", 0, "2025-10-01 10:00");
    test_dossier_receive(&centre, "1.004873", 0, "2025-10-02 10:00");
    CHECK_STR(last.code, "H55.12.07-251001-1000");
    CHECK_OK(ask(page_book_pdf, "2025-10-01", "2025-10-31", "1"));
    first = pdf_text_of(test->arena, buf_str(&page));
    CHECK_OK(ask(page_book_pdf, "2025-10-01", "2025-10-31", "2"));
    second = pdf_text_of(test->arena, buf_str(&page));
    CHECK(str_contains(first, STR("251002-0001")) && str_contains(first, STR("251001-0001")));
    CHECK(str_contains(first, STR("251001-0500")) && str_contains(first, STR("251001-0999")));
    CHECK(!str_contains(first, STR("251001-1000")));
    CHECK(str_contains(second, STR("251001-1000")) && !str_contains(second, STR("251001-0999")));
    CHECK_STATUS(ask(page_book_pdf, "2025-10-01", "2025-10-31", "3"), ST_NOT_FOUND);
}

static void another_office_sees_nothing_of_it(void **state)
{
    begin(*state);
    centre.leader.office_id++;
    CHECK(str_contains(html_for("2025-08-01", "2025-08-31"), STR("Không có hồ sơ nào")));
    CHECK(!str_contains(sheet_for("2025-08-01", "2025-08-31"), STR("H55.12.07-2508")));
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_page_counts_by_field_and_leads_to_the_parts),
    test_db_each(without_days_it_is_this_month),
    test_db_each(a_period_without_dossiers_says_so),
    test_db_each(days_that_make_no_period_are_explained),
    test_db_each(the_book_is_by_field_and_in_the_order_of_reception),
    test_db_each(a_row_shows_the_receipts_number_and_when_it_was_handed_over),
    test_db_each(parts_follow_each_other),
    test_db_each(no_dossier_is_lost_between_parts),
    test_db_each(another_office_sees_nothing_of_it),
};
TEST_DB_MAIN(tests)
