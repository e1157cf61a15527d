/* SPDX-License-Identifier: Apache-2.0 */
/* The public catalogue, with the catalogue that the program carries. */
#include "app/catalogue_admin.h"

#include "support/test_clock.h"
#include "support/test_site.h"

#include <string.h>

static struct test_site *open_with_catalogue(void **state)
{
    struct test_site *site = test_site_open(*state);
    struct catalogue_faults faults;
    struct catalogue_import counts;

    CHECK_OK(catalogue_admin_import_embedded(site->test->db, site->test->arena, test_office_console(site->office_id),
                                             test_moment("2025-07-01 09:00"), &faults, &counts));
    return site;
}

static struct str ask_on(struct test_site *site, const char *target, const char *moment, int code)
{
    site->now = test_moment(moment);
    struct test_answer answer = test_site_ask(site, (struct test_ask){ .target = target });

    CHECK_INT(answer.code, code);
    return answer.body;
}

static size_t place_of(struct str text, const char *part)
{
    const char *found = memmem(text.at, text.len, part, strlen(part));

    CHECK(found != NULL);
    return (size_t)(found - text.at);
}

static void the_list_has_every_procedure_in_force_by_field(void **state)
{
    struct test_site *site = open_with_catalogue(state);
    struct str body = ask_on(site, "/procedures", "2025-09-18 10:00", 200);

    CHECK(str_contains(body, STR("179 thủ tục trong 56 lĩnh vực")));
    CHECK(str_contains(body, STR("<a href=\"/procedures/1.001193\">Đăng ký khai sinh</a>")));
    CHECK(str_contains(body, STR("href=\"/procedures/2.000986\"")));
    CHECK(!str_contains(body, STR("href=\"/procedures/3.000722\"")));
    CHECK(place_of(body, ">Bảo trợ xã hội</h2>") < place_of(body, ">Đất đai</h2>"));
    CHECK(place_of(body, ">Đất đai</h2>") < place_of(body, ">Hộ tịch</h2>"));
    test_site_close(site);
}

static void repealed_procedures_leave_the_list_on_their_day(void **state)
{
    struct test_site *site = open_with_catalogue(state);
    struct str body = ask_on(site, "/procedures", "2026-09-01 10:00", 200);

    CHECK(!str_contains(body, STR("href=\"/procedures/2.000986\"")));
    CHECK(str_contains(body, STR("href=\"/procedures/3.000722\"")));
    test_site_close(site);
}

static void a_typing_error_without_accents_still_finds(void **state)
{
    struct test_site *site = open_with_catalogue(state);
    struct str body = ask_on(site, "/procedures?q=dang+ky+khai+sin", "2025-09-18 10:00", 200);

    CHECK(str_contains(body, STR("“dang ky khai sin”")));
    CHECK(place_of(body, "/procedures/1.001193\"") < place_of(body, "/procedures/2.000528\""));
    CHECK(place_of(body, "/procedures/1.001193\"") < place_of(body, "/procedures/1.004884\""));
    CHECK(!str_contains(body, STR("href=\"/procedures/2.000815\"")));
    test_site_close(site);
}

static void a_search_without_result_says_so_and_escapes(void **state)
{
    struct test_site *site = open_with_catalogue(state);
    struct str body = ask_on(site, "/procedures?q=%3Cscript%3Exyzzy%22", "2025-09-18 10:00", 200);

    CHECK(str_contains(body, STR("Không có thủ tục nào khớp với “&lt;script&gt;xyzzy&quot;”")));
    CHECK(!str_contains(body, STR("<script>xyzzy")));
    test_site_close(site);
}

static void a_citizen_gets_a_list_of_their_own_with_a_code_for_the_counter(void **state)
{
    struct test_site *site = open_with_catalogue(state);
    struct str body = ask_on(site, "/procedures/1.001193", "2025-09-18 10:00", 200);

    CHECK(str_contains(body, STR("Tôi cần giấy tờ gì?")));
    CHECK(str_contains(body, STR("Trẻ có Giấy chứng sinh không?")));
    CHECK(!str_contains(body, STR("Danh sách giấy tờ của tôi")));
    body = ask_on(site, "/procedures/1.001193?answer_0=yes&answer_1=no&answer_2=no&answer_3=yes&answer_4=no",
                  "2025-09-18 10:00", 200);
    struct str list = str_from(body, place_of(body, "Danh sách giấy tờ của tôi"));

    list = str_head(list, place_of(list, "</ul>"));
    CHECK(str_contains(list, STR("Văn bản của người làm chứng xác nhận việc sinh")));
    CHECK(str_contains(list, STR("Văn bản ủy quyền")));
    CHECK(!str_contains(list, STR("<strong>Giấy chứng sinh</strong>")));
    CHECK(!str_contains(list, STR("mang thai hộ</strong>")));
    CHECK(str_contains(list, STR("Quầy tra CSDL quốc gia về dân cư trước")));
    CHECK(str_contains(body, STR("1.001193 1.250701.10010")));
    CHECK(str_contains(body, STR("data:image/svg+xml")));
    CHECK(!str_contains(body, STR("Còn câu hỏi chưa trả lời")));
    body = ask_on(site, "/procedures/1.001193?a=1.250701.20222", "2025-09-18 10:00", 200);
    CHECK(str_contains(body, STR("Còn câu hỏi chưa trả lời")));
    body = ask_on(site, "/procedures/1.001193?answer_1=%22%3E%3Cscript%3E&a=%3Cscript%3E&answer_99=yes",
                  "2025-09-18 10:00", 200);
    CHECK(!str_contains(body, STR("<script>"))); /* what nobody offered is not taken */
    CHECK(!str_contains(body, STR("Danh sách giấy tờ của tôi")));
    test_site_close(site);
}

static void a_procedure_says_papers_terms_fees_and_how_sure(void **state)
{
    static const char *const facts[] = {
        "<h1>Đăng ký khai sinh</h1>",
        "trong ngày làm việc",
        "Không mất phí",
        "nhận sau 15 giờ thì trả ngày làm việc tiếp theo",
        "<strong>Giấy chứng sinh</strong>: 1 bản chính",
        "Trường hợp: không có Giấy chứng sinh",
        "Văn phòng HĐND và UBND",
        "Giấy khai sinh",
        "KQ.G15.000031",
        "60/2014/QH13",
        "163/QĐ-BTP",
        "Từ 01/07/2025",
        "Đã đối chiếu nguồn",
        "Trung tâm Phục vụ hành chính công xã Bình Yên",
    };
    struct test_site *site = open_with_catalogue(state);
    struct str body = ask_on(site, "/procedures/1.001193", "2025-09-18 10:00", 200);

    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (!str_contains(body, str_of(facts[i])))
            fail_msg("the page does not say: %s", facts[i]);
    CHECK(!str_contains(body, STR("bãi bỏ")));
    CHECK(!str_contains(body, STR("/dossiers/new/")));
    test_site_close(site);
}

static void doubtful_facts_are_marked(void **state)
{
    struct test_site *site = open_with_catalogue(state);

    CHECK(str_contains(ask_on(site, "/procedures/1.002192", "2025-09-18 10:00", 200), STR("Chưa kiểm chứng")));
    CHECK(str_contains(ask_on(site, "/procedures/2.001801", "2025-09-18 10:00", 200),
                       STR("Có thể đúng, chưa đối chiếu đủ")));
    test_site_close(site);
}

static void a_repealed_procedure_is_shown_with_a_notice_and_its_successor(void **state)
{
    struct test_site *site = open_with_catalogue(state);
    struct str body = ask_on(site, "/procedures/2.000986", "2026-10-01 10:00", 200);

    CHECK(str_contains(body, STR("Thủ tục này đã bị bãi bỏ: không nhận hồ sơ từ 01/09/2026.")));
    CHECK(str_contains(body, STR("<a href=\"/procedures/3.000722\">Liên thông điện tử: đăng ký khai sinh")));
    body = ask_on(site, "/procedures/2.000986", "2025-09-18 10:00", 200);
    CHECK(!str_contains(body, STR("không nhận hồ sơ")));
    CHECK(str_contains(body, STR("Thủ tục này áp dụng đến hết ngày 31/08/2026.")));
    body = ask_on(site, "/procedures/3.000722", "2025-09-18 10:00", 200);
    CHECK(str_contains(body, STR("Thủ tục này chưa áp dụng: có hiệu lực từ 01/09/2026.")));
    test_site_close(site);
}

static void the_version_of_the_day_is_shown(void **state)
{
    struct test_site *site = open_with_catalogue(state);
    struct str body = ask_on(site, "/procedures/1.013225", "2025-09-18 10:00", 200);

    CHECK(str_contains(body, STR("175/2024/NĐ-CP")));
    CHECK(str_contains(body, STR("Từ 01/07/2026 áp dụng quy định mới.")));
    body = ask_on(site, "/procedures/1.013225", "2026-07-01 08:00", 200);
    CHECK(str_contains(body, STR("217/2026/NĐ-CP")));
    CHECK(!str_contains(body, STR("áp dụng quy định mới")));
    test_site_close(site);
}

static void an_unknown_code_is_not_found(void **state)
{
    struct test_site *site = open_with_catalogue(state);

    ask_on(site, "/procedures/9.999999", "2025-09-18 10:00", 404);
    ask_on(site, "/procedures/%27%20OR%201=1", "2025-09-18 10:00", 404);
    test_site_close(site);
}

static void who_receives_dossiers_is_led_to_reception(void **state)
{
    struct test_site *site = open_with_catalogue(state);

    test_office_person(*state, site->office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    struct test_answer answer = test_site_ask(
        site, (struct test_ask){ .target = "/procedures/1.001193", .session = test_site_sign_in(site, "lan.nt") });
    CHECK(str_contains(answer.body, STR("href=\"/dossiers/new/1.001193\"")));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_list_has_every_procedure_in_force_by_field),
    test_db_each(repealed_procedures_leave_the_list_on_their_day),
    test_db_each(a_typing_error_without_accents_still_finds),
    test_db_each(a_search_without_result_says_so_and_escapes),
    test_db_each(a_citizen_gets_a_list_of_their_own_with_a_code_for_the_counter),
    test_db_each(a_procedure_says_papers_terms_fees_and_how_sure),
    test_db_each(doubtful_facts_are_marked),
    test_db_each(a_repealed_procedure_is_shown_with_a_notice_and_its_successor),
    test_db_each(the_version_of_the_day_is_shown),
    test_db_each(an_unknown_code_is_not_found),
    test_db_each(who_receives_dossiers_is_led_to_reception),
};
TEST_DB_MAIN(tests)
