/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue_search.h"

#include "support/check.h"
#include "support/property.h"

static const struct {
    const char *code, *name, *field;
} procedures[] = {
    { "1.000419", "Đăng ký khai tử lưu động", "Hộ tịch" },
    { "1.000656", "Đăng ký khai tử", "Hộ tịch" },
    { "1.000689", "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con", "Hộ tịch" },
    { "1.000894", "Đăng ký kết hôn", "Hộ tịch" },
    { "1.001193", "Đăng ký khai sinh", "Hộ tịch" },
    { "1.004772", "Đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân", "Hộ tịch" },
    { "1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch" },
    { "1.004884", "Đăng ký lại khai sinh", "Hộ tịch" },
    { "2.000528", "Đăng ký khai sinh có yếu tố nước ngoài", "Hộ tịch" },
    { "2.000635", "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh", "Hộ tịch" },
    { "2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản", "Chứng thực" },
    { "2.000884", "Chứng thực chữ ký trong các giấy tờ, văn bản", "Chứng thực" },
    { "1.004194", "Đăng ký tạm trú", "Đăng ký, quản lý cư trú" },
    { "1.004222", "Đăng ký thường trú", "Đăng ký, quản lý cư trú" },
    { "1.001612", "Đăng ký thành lập hộ kinh doanh", "Thành lập và hoạt động hộ kinh doanh" },
    { "1.011607", "Công nhận hộ nghèo, hộ cận nghèo thường xuyên hằng năm", "Giảm nghèo" },
    { "1.012784", "Tách thửa hoặc hợp thửa đất", "Đất đai" },
    { "1.014063", "Cấp đổi thẻ căn cước", "Cấp, quản lý căn cước" },
};

enum { COUNT = sizeof procedures / sizeof *procedures };

static struct arena *arena;
static struct str folded[COUNT];

static int setup(void **state)
{
    (void)state;
    arena = arena_create(64 * 1024 * 1024);
    for (size_t i = 0; i < COUNT; i++)
        folded[i] =
            catalogue_fold(arena, str_of(procedures[i].name), str_of(procedures[i].code), str_of(procedures[i].field));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void what_is_meant_comes_first(void **state)
{
    static const struct {
        const char *typed, *first;
    } examples[] = {
        { "đăng ký khai sinh", "1.001193" },
        { "dang ky khai sinh", "1.001193" },
        { "dang ky khai sin", "1.001193" },
        { "ĐĂNG KÝ KHAI SINH", "1.001193" },
        { "đăng kí khai sinh", "1.001193" },
        { "khai sinh", "1.001193" },
        { "khia sinh", "1.001193" },
        { "khaisinh", "1.001193" },
        { "khai sinhh", "1.001193" },
        { "ddang kys khai sinh", "1.001193" },
        { "thủ tục khai sinh", "1.001193" },
        { "dang ky lai khai sin", "1.004884" },
        { "giấy khai sinh", "2.000635" },
        { "làm giấy khai sinh", "2.000635" },
        { "khai sinh nuoc ngoai", "2.000528" },
        { "ket hon", "1.000894" },
        { "kết hôm", "1.000894" },
        { "khai tu", "1.000656" },
        { "tinh trang hon nhan", "1.004873" },
        { "chung thuc ban sao", "2.000815" },
        { "chứng thực chữ ký", "2.000884" },
        { "tam tru", "1.004194" },
        { "thuong tru", "1.004222" },
        { "ho kinh doanh", "1.001612" },
        { "ho ngheo", "1.011607" },
        { "tach thua", "1.012784" },
        { "căn cước", "1.014063" },
        { "1.001193", "1.001193" },
        { "001193", "1.001193" },
        { "2.00081", "2.000815" },
        { "de\u0302\u0301 khai sinh", "1.001193" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct catalogue_hits hits = catalogue_search(arena, str_of(examples[i].typed), folded, COUNT);

        CHECK(hits.count > 0);
        CHECK_STR(procedures[hits.at[0].index].code, examples[i].first);
    }
}

static void nonsense_finds_nothing(void **state)
{
    static const char *const typed[] = { "",      " ",          "...", "?!",
                                         "xyzzy", "qwertyuiop", "%",   "'; DROP TABLE office; --",
                                         "\xFF" };

    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        CHECK_INT(catalogue_search(arena, str_of(typed[i]), folded, COUNT).count, 0);
}

static void a_field_finds_its_procedures(void **state)
{
    struct catalogue_hits hits = catalogue_search(arena, STR("ho tich"), folded, COUNT);

    (void)state;
    CHECK(hits.count >= 9);
    CHECK_STR(procedures[hits.at[0].index].code, "2.000635"); /* has it in its name */
}

static void what_matches_badly_is_left_out(void **state)
{
    struct catalogue_hits hits = catalogue_search(arena, STR("dang ky ket hon"), folded, COUNT);

    (void)state;
    for (size_t i = 0; i < hits.count; i++)
        CHECK(!str_equal(str_of(procedures[hits.at[i].index].code), STR("2.000815")));
}

static void hits_come_best_first_and_each_once(void **state)
{
    static const char letters[] = "aeiouycdghknstx  .019";

    (void)state;
    FOR_ALL(2000) {
        char typed[24];
        bool is_seen[COUNT] = { false };

        for (size_t i = 0; i < sizeof typed; i++)
            typed[i] = letters[test_random_in(0, sizeof letters - 2)];
        struct catalogue_hits hits = catalogue_search(arena, (struct str){ typed, sizeof typed }, folded, COUNT);
        for (size_t i = 0; i < hits.count; i++) {
            CHECK(!is_seen[hits.at[i].index]);
            is_seen[hits.at[i].index] = true;
            CHECK(i == 0 || hits.at[i - 1].score >= hits.at[i].score);
        }
    }
}

static void one_wrong_letter_still_finds_the_procedure(void **state)
{
    (void)state;
    FOR_ALL(2000) {
        char typed[] = "dang ky khai sinh";
        bool is_found = false;
        int at = test_random_in(0, sizeof typed - 2);

        if (typed[at] == ' ')
            continue;
        typed[at] = (char)test_random_in('a', 'z');
        struct catalogue_hits hits = catalogue_search(arena, str_of(typed), folded, COUNT);
        for (size_t i = 0; i < hits.count && i < 4; i++)
            is_found = is_found || str_equal(str_of(procedures[hits.at[i].index].code), STR("1.001193"));
        CHECK(is_found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_meant_comes_first),
        cmocka_unit_test(nonsense_finds_nothing),
        cmocka_unit_test(a_field_finds_its_procedures),
        cmocka_unit_test(what_matches_badly_is_left_out),
        cmocka_unit_test(hits_come_best_first_and_each_once),
        cmocka_unit_test(one_wrong_letter_still_finds_the_procedure),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
