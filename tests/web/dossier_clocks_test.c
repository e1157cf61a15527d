/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dossier_clocks.h"

#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;

#define CODE "H55.12.07-250918-0001"

/* With the specialist since Thursday, 18 September 2025, at 08:00; three working days are due on Tuesday, the 23rd. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
}

static struct str page(const char *at)
{
    site->now = test_moment(at);
    struct test_answer answer =
        test_site_ask(site, (struct test_ask){ .method = METHOD_GET,
                                               .target = "/dossiers/" CODE,
                                               .session = test_site_sign_in(site, "chuyenvien1") });

    CHECK_INT(answer.code, 200);
    return answer.body;
}

static struct str status_page(const char *at)
{
    struct str key = test_db_text(site->test, "SELECT public_key FROM dossier");

    site->now = test_moment(at);
    struct str target = arena_printf(site->test->arena, "/status/" CODE "/%.*s", STR_ARG(key));

    return test_site_ask(site, (struct test_ask){ .method = METHOD_GET, .target = target.at }).body;
}

static void each_clock_counts_down_on_the_page(void **state)
{
    begin(*state);
    struct str body = page("2025-09-18 10:00");

    CHECK_HAS(body, "Giải quyết cả hồ sơ");
    CHECK_HAS(body, "còn 3 ngày 5 giờ 30 phút"); /* 90 + 240 minutes of Thursday, three days */
    CHECK_HAS(body, "Chuyển cho đơn vị xử lý");
    CHECK_HAS(body, "xong trong hạn");
    CHECK_HAS(body, "Phần của người ký");
    CHECK_HAS(body, "chưa đến lượt");
    CHECK_HAS(body, "/dossiers/" CODE "/ledger");
    CHECK_HAS(page("2025-09-24 08:30"), "quá hạn 1 giờ");
    test_site_close(site);
}

/* Asked on the 18th: 15 working days end on 9/10/2025.  Were it complete now, three days would begin anew. */
static void while_papers_are_waited_for_both_dates_are_told(void **state)
{
    begin(*state);
    test_dossier_move(&centre, centre.specialist, STR(CODE), 2, EVENT_ASK_SUPPLEMENT, 0, "2025-09-18 09:00");
    struct str body = page("2025-09-19 09:00"), public = status_page("2025-09-19 09:00");

    CHECK_HAS(body, "tính lại từ đầu thì hạn là <strong>17:30 thứ Tư, 24/09/2025</strong> (áp dụng cho thủ tục này)");
    CHECK_HAS(body, "17:30 thứ Năm, 09/10/2025");
    CHECK_HAS(public, "Chờ bạn bổ sung giấy tờ");
    CHECK_HAS(public, "17:30 thứ Năm, 09/10/2025");
    CHECK_HAS(public, "Nếu bạn nộp đủ ngay bây giờ, hẹn trả kết quả là <strong>17:30 thứ Tư, 24/09/2025</strong>");
    CHECK(!str_contains(public, STR("Phần của người ký")));
    CHECK(!str_contains(public, STR("/ledger")));
    test_site_close(site);
}

/* The rest of Thursday, 7 hours and a half, and three days of 8; two hours have passed at 10:00. */
static void the_citizen_sees_the_term_pass_and_nobodys_part_of_it(void **state)
{
    begin(*state);
    struct str public = status_page("2025-09-18 10:00");

    CHECK_HAS(public, "Đã qua 2 giờ trong 31 giờ 30 phút làm việc");
    CHECK(!str_contains(public, STR("Phần của người xử lý")));
    CHECK(!str_contains(public, STR("Chuyển cho đơn vị xử lý")));
    CHECK(!str_contains(public, STR("/ledger")));
    CHECK_HAS(status_page("2025-09-24 08:30"), "Đã qua cả 31 giờ 30 phút làm việc của thời hạn");
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(each_clock_counts_down_on_the_page),
    test_db_each(the_citizen_sees_the_term_pass_and_nobodys_part_of_it),
    test_db_each(while_papers_are_waited_for_both_dates_are_told),
};
TEST_DB_MAIN(tests)
