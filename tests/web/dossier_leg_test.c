/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;

#define PAGE "/dossiers/H55.12.07-250918-0001"

static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    test_db_run(test, "INSERT INTO procedure_leg (procedure_version_id, position, stage, body, what, term_amount, "
                      "term_unit) VALUES (902, 1, 1, 'Văn phòng', 'Khai sinh', 1, 'working-day'), "
                      "(902, 2, 2, 'Công an xã', 'Thường trú', 2, 'working-day'), "
                      "(902, 3, 2, 'Bảo hiểm xã hội', 'Thẻ bảo hiểm', 1, 'working-day')");
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
}

static struct test_answer ask(const char *login, enum method method, const char *target, const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = method,
                                                  .target = target,
                                                  .session = test_site_sign_in(site, login),
                                                  .form = form,
                                                  .has_csrf = form != NULL });
}

static void each_body_has_its_lane_and_the_holder_a_button(void **state)
{
    begin(*state);
    struct str body = ask("chuyenvien1", METHOD_GET, PAGE, NULL).body;

    CHECK_HAS(body, "Chặng 1<");
    CHECK_HAS(body, "Chặng 2, cùng lúc");
    CHECK_HAS(body, "Chưa đến lượt");
    CHECK_HAS(body, "Công an xã</strong> <span class=\"muted\">(chủ trì)</span>");
    CHECK_HAS(body, PAGE "/legs/1");
    CHECK(!str_contains(body, STR(PAGE "/legs/2")));
    CHECK(!str_contains(ask("chuyenvien2", METHOD_GET, PAGE, NULL).body, STR(PAGE "/legs/")));
    test_site_close(site);
}

static void a_leg_counts_down_in_its_lane_and_nowhere_else(void **state)
{
    begin(*state);
    struct str body = ask("chuyenvien1", METHOD_GET, PAGE, NULL).body;

    CHECK_HAS(body, "Khai sinh, 1 ngày làm việc <span class=\"time-left");
    CHECK(!str_contains(body, STR("Phần việc liên thông")));
    test_site_close(site);
}

static void a_result_is_written_down_once(void **state)
{
    begin(*state);
    struct test_answer answer = ask("chuyenvien1", METHOD_POST, PAGE "/legs/1", "version=2");

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, PAGE "#legs");
    CHECK_INT(ask("chuyenvien1", METHOD_POST, PAGE "/legs/1", "version=2").code, 409);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, PAGE "/legs/9", "version=3").code, 404);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, PAGE "/legs/x", "version=3").code, 400);
    CHECK_INT(ask("chuyenvien2", METHOD_POST, PAGE "/legs/2", "version=3").code, 403);
    struct str body = ask("chuyenvien1", METHOD_GET, PAGE, NULL).body;

    CHECK_HAS(body, "Xong trước hạn");
    CHECK_HAS(body, "còn 2 ngày");
    CHECK_HAS(body, PAGE "/legs/2");
    CHECK_HAS(body, PAGE "/legs/3");
    test_site_close(site);
}

static void a_dossier_of_one_body_has_no_lanes(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    CHECK(
        !str_contains(ask("chuyenvien1", METHOD_GET, "/dossiers/H55.12.07-250918-0002", NULL).body, STR("Liên thông")));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(each_body_has_its_lane_and_the_holder_a_button),
    test_db_each(a_leg_counts_down_in_its_lane_and_nowhere_else),
    test_db_each(a_result_is_written_down_once),
    test_db_each(a_dossier_of_one_body_has_no_lanes),
};
TEST_DB_MAIN(tests)
