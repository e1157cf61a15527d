/* SPDX-License-Identifier: Apache-2.0 */
/* After a change of the form that is meant, `GOLDEN=write layout_receipt_test` writes tests/golden/receipt.txt anew;
 * read the difference before committing it. */
#include "output/layout_receipt.h"
#include "support/check.h"
#include "support/pdf_text.h"
#include "support/test_clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct receipt_paper papers[40];

static int begin(void **state)
{
    (void)state;
    arena = arena_create(64 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct receipt birth_registration(size_t paper_count)
{
    const struct receipt_paper kinds[] = {
        { STR("Tờ khai đăng ký khai sinh"), STR("biểu mẫu"), 1 },
        { STR("Giấy chứng sinh"), STR("bản chính"), 1 },
        { STR("Văn bản ủy quyền được chứng thực theo quy định của pháp luật"), STR("bản sao"), 2 },
    };

    for (size_t i = 0; i < paper_count; i++)
        papers[i] = kinds[i % 3];
    return (struct receipt){
        .parent = STR("UBND xã Bình Yên"),
        .centre = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
        .place = STR("Bình Yên"),
        .number = STR("250918-0007/TTPVHCC"),
        .code = STR("H55.12.07-250918-0007"),
        .status_address = STR("https://dvc.example.vn/status/H55.12.07-250918-0007/mK3vQ9xT2pLr"),
        .applicant = { .name = STR("Nguyễn Thị Mẫu"),
                       .identity_number = STR("099185001234"),
                       .address = STR("Xóm Nà Mòn, xã Bình Yên, tỉnh Thái Nguyên"),
                       .phone = STR("0123000456"),
                       .email = STR("mau@example.vn") },
        .request = STR("Thủ tục đăng ký khai sinh (1.001193)"),
        .papers = { papers, paper_count },
        .sets = 1,
        .term = STR("trong ngày làm việc"),
        .received_at = test_moment("2025-09-18 10:05"),
        .return_at = test_moment("2025-09-18 17:30"),
        .collect_at = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
        .book = STR("2025"),
        .book_serial = STR("250918-0007"),
        .officer = STR("Hoàng Văn Thử"),
    };
}

static struct str draw(const struct receipt *receipt)
{
    struct str pdf = { NULL, 0 };

    CHECK_OK(receipt_draw(arena, receipt, &pdf));
    return pdf;
}

static int64_t page_count(struct str pdf)
{
    struct str info = pdf_info_of(arena, pdf);
    int64_t pages = 0;

    while (info.at != NULL) {
        struct str value = str_next(&info, '\n'), label = str_next(&value, ':');
        if (str_equal(label, STR("Pages")))
            CHECK(str_parse_i64(str_trim(value), &pages));
    }
    return pages;
}

static void the_text_is_the_reviewed_one(void **state)
{
    static char golden[16384];
    const char *path = GOLDEN_FOLDER "/receipt.txt";
    struct receipt receipt = birth_registration(3);
    struct str text = pdf_text_of(arena, draw(&receipt));

    (void)state;
    if (getenv("GOLDEN") != NULL) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fwrite(text.at, 1, text.len, file);
        fclose(file);
    }
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(golden, 1, sizeof golden - 1, file);
    fclose(file);
    golden[len] = '\0';
    CHECK_STR(text, golden);
}

static void the_same_receipt_gives_the_same_bytes(void **state)
{
    struct receipt receipt = birth_registration(12);

    (void)state;
    CHECK(str_equal(draw(&receipt), draw(&receipt)));
}

static void the_paper_is_a5(void **state)
{
    struct receipt receipt = birth_registration(30);
    struct str info = pdf_info_of(arena, draw(&receipt));

    (void)state;
    CHECK(str_contains(info, STR("Page size:       419.528 x 595.276 pts")));
}

static void pages_follow_the_number_of_papers(void **state)
{
    static const struct {
        size_t papers;
        int64_t pages;
    } examples[] = { { 0, 1 }, { 3, 1 }, { 12, 2 }, { 30, 2 } };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct receipt receipt = birth_registration(examples[i].papers);
        CHECK_INT(page_count(draw(&receipt)), examples[i].pages);
        arena_reset(arena);
    }
}

static size_t occurrences(struct str text, struct str part)
{
    size_t count = 0;

    for (size_t i = 0; i + part.len <= text.len; i++)
        count += memcmp(text.at + i, part.at, part.len) == 0;
    return count;
}

static void a_further_page_has_its_number_the_code_and_the_columns(void **state)
{
    struct receipt receipt = birth_registration(30);
    struct str text = pdf_text_of(arena, draw(&receipt));

    (void)state;
    str_next(&text, '\f');
    struct str second = str_next(&text, '\f');
    CHECK_STR(str_trim(str_next(&second, '\n')), "2");
    CHECK(str_contains(second, STR("mã hồ sơ H55.12.07-250918-0007 (tiếp theo)")));
    CHECK(str_contains(second, STR("Hình thức")));
    CHECK(str_contains(second, STR("NGƯỜI TIẾP NHẬN HỒ SƠ")));
    CHECK_INT(occurrences(second, STR("Tên giấy tờ")), 1);
}

static void without_papers_it_says_so(void **state)
{
    struct receipt receipt = birth_registration(0);
    struct str text = pdf_text_of(arena, draw(&receipt));

    (void)state;
    CHECK(str_contains(text, STR("Thành phần hồ sơ nộp gồm: không có giấy tờ kèm theo.")));
    CHECK(!str_contains(text, STR("Tên giấy tờ")));
}

static void whoever_is_acted_for_is_named(void **state)
{
    struct receipt receipt = birth_registration(3);

    (void)state;
    CHECK(!str_contains(pdf_text_of(arena, draw(&receipt)), STR("ủy quyền:")));
    receipt.principal = (struct receipt_person){ .name = STR("Ma Văn Thử"), .identity_number = STR("098085001234") };
    receipt.authorisation = STR("Giấy ủy quyền số 12/2025");
    struct str text = pdf_text_of(arena, draw(&receipt));
    CHECK(str_contains(text, STR("Người ủy quyền: Ma Văn Thử")));
    CHECK(str_contains(text, STR("098085001234")));
    CHECK(str_contains(text, STR("Giấy tờ ủy quyền: Giấy ủy quyền số 12/2025")));
}

static void without_an_address_there_is_no_square(void **state)
{
    struct receipt receipt = birth_registration(3);

    (void)state;
    receipt.status_address = (struct str){ NULL, 0 };
    struct str text = pdf_text_of(arena, draw(&receipt));
    CHECK(!str_contains(text, STR("Quét mã")));
    CHECK(str_contains(text, STR("Mã hồ sơ: H55.12.07-250918-0007")));
}

static void long_values_wrap_and_are_all_there(void **state)
{
    struct receipt receipt = birth_registration(3);
    struct str words[] = { STR("Công"), STR("Tằng"),  STR("Ngọc"),   STR("Quỳnh"),
                           STR("Đào"),  STR("ngách"), STR("Thượng"), STR("Nguyên.") };

    (void)state;
    receipt.applicant.name =
        STR("Công Tằng Tôn Nữ Nguyễn Phước Thị Hoàng Kim Ngọc Bích Trâm Anh Thiên Hương Diễm Quỳnh "
            "Như Ý Phượng Loan Tuyết Mai Hồng Đào");
    receipt.applicant.address =
        STR("Số nhà 1234567/89/10, ngách 12, ngõ 345, đường Võ Nguyên Giáp kéo dài, tổ dân phố số 17, "
            "xóm Nà Mòn Thượng, xã Bình Yên, huyện Định Hóa cũ, tỉnh Thái Nguyên.");
    struct str pdf = draw(&receipt), text = pdf_text_of(arena, pdf);
    CHECK_INT(page_count(pdf), 1);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        CHECK(str_contains(text, words[i]));
}

/* The widest letter as often as anybody can send it, in every field. */
static void hostile_values_end_in_a_finite_document(void **state)
{
    static char wide[3000];
    struct str text = { wide, sizeof wide };
    struct receipt receipt = birth_registration(40);

    (void)state;
    memset(wide, 'W', sizeof wide);
    for (size_t i = 0; i < 40; i++)
        papers[i] = (struct receipt_paper){ text, text, INT64_MAX };
    receipt.applicant = receipt.principal = (struct receipt_person){ text, text, text, text, text };
    receipt.authorisation = receipt.request = receipt.term = receipt.collect_at = receipt.officer = text;
    receipt.book = receipt.book_serial = text;
    receipt.sets = INT64_MIN;
    CHECK(page_count(draw(&receipt)) < 100);
}

static void values_are_text_and_never_markup(void **state)
{
    struct receipt receipt = birth_registration(1);

    (void)state;
    receipt.applicant.name = STR("<b>Mẫu</b> & \"con\" \\n %s");
    CHECK(str_contains(pdf_text_of(arena, draw(&receipt)), STR("<b>Mẫu</b> & \"con\" \\n %s")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_the_reviewed_one),
        cmocka_unit_test(the_same_receipt_gives_the_same_bytes),
        cmocka_unit_test(the_paper_is_a5),
        cmocka_unit_test(pages_follow_the_number_of_papers),
        cmocka_unit_test(a_further_page_has_its_number_the_code_and_the_columns),
        cmocka_unit_test(without_papers_it_says_so),
        cmocka_unit_test(whoever_is_acted_for_is_named),
        cmocka_unit_test(without_an_address_there_is_no_square),
        cmocka_unit_test(long_values_wrap_and_are_all_there),
        cmocka_unit_test(hostile_values_end_in_a_finite_document),
        cmocka_unit_test(values_are_text_and_never_markup),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
