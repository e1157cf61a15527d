/* SPDX-License-Identifier: Apache-2.0 */
#include "web/retry_words.h"

#include "support/check.h"

#include <stdio.h>

static void what_a_person_typed_is_named_as_on_the_form(void **state)
{
    static const struct {
        const char *name, *value, *said;
    } rows[] = {
        { "applicant", "Nguyễn Thị Mẫu", "Họ và tên = Nguyễn Thị Mẫu" },
        { "channel", "counter", "Cách nộp = Trực tiếp tại quầy" },
        { "gender", "female", "Giới tính = Nữ" },
        { "owner_name", "Trần Văn Mẫu", "Chủ hồ sơ: Họ và tên = Trần Văn Mẫu" },
        { "submitter_gender", "male", "Người nộp thay: Giới tính = Nam" },
        { "answer_0", "yes", "Câu hỏi 1 = Có" },
        { "answer_12", "no", "Câu hỏi 13 = Không" },
        { "paper_3", "faulty", "Giấy tờ 3 = Không đạt" },
        { "paper_3", "1", "Giấy tờ 3 = phải bổ sung hoặc sửa" },
        { "paper_12_note", "Thiếu chữ ký", "Giấy tờ 12: ghi chú = Thiếu chữ ký" },
        { "paper_1_kind", "original", "Giấy tờ 1: dạng = bản chính" },
        { "fee_2_price", "8000", "Khoản thu 2: mức thu (đồng) = 8000" },
        { "role", "specialist", "Vai trò = Chuyên viên" },
        { "role", "king", "Vai trò = king" }, /* what is no choice is shown as it came */
        { "code", "H55.12.07-250918-0001", "Mã hồ sơ = H55.12.07-250918-0001" },
        { "reason", "Chờ xác minh", "Lý do = Chờ xác minh" },
    };
    struct arena *arena = arena_create(64 * 1024);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str label, value;

        CHECK(retry_words_of(arena, str_of(rows[i].name), str_of(rows[i].value), &label, &value));
        CHECK_STR(arena_printf(arena, "%.*s = %.*s", STR_ARG(label), STR_ARG(value)), rows[i].said);
    }
    arena_destroy(arena);
}

static void what_only_the_program_needs_is_not_shown(void **state)
{
    static const char *const names[] = { "version", "idempotency_key", "fill",   "forward_to", "kept_action", "unit",
                                         "paper_x", "paper_",          "person", "fee_1_code", "csrf",        "" };
    struct arena *arena = arena_create(64 * 1024);
    struct str label, value;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK(!retry_words_of(arena, str_of(names[i]), STR("1"), &label, &value));
    CHECK(!retry_words_of(arena, STR("applicant"), STR("  "), &label, &value));
    arena_destroy(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_person_typed_is_named_as_on_the_form),
        cmocka_unit_test(what_only_the_program_needs_is_not_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
