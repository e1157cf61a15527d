/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/ending.h"

#include "support/check.h"

static void a_machine_is_no_reason_to_turn_somebody_away(void **state)
{
    static const struct {
        const char *words;
        bool blames;
    } sentences[] = {
        { "Lỗi hệ thống, đề nghị quay lại sau", true },
        { "LỖI MẠNG", true },
        { "Phần mềm bị lỗi", true },
        { "Mạng bị lỗi", true },
        { "Máy chủ không trả lời", true },
        { "Error 500", true },
        { "http 404", true },
        { "hồ sơ không đăng nhập được", true },
        { "loi he thong", true },
        { "MAT DIEN ca buoi", true },
        { "Không phù hợp quy hoạch về mặt diện tích", false },
        { "Hệ thống biển báo chưa được cấp phép", false },
        { "Hệ thống bình chữa cháy không đạt", false },
        { "Tờ khai có lỗi mang tính cố ý", false },
        { "Thửa đất đang có tranh chấp do Tòa án thụ lý", false },
        { "Người yêu cầu không cư trú tại xã", false },
        { "", false },
    };
    struct arena *arena = arena_create(1 << 20);
    (void)state;

    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        CHECK_INT(ending_blames_a_machine(arena, str_of(sentences[i].words)), sentences[i].blames);
    arena_destroy(arena);
}

static void a_legal_basis_names_a_number(void **state)
{
    char longest[LEGAL_BASIS_CHARS_MAX + 2] = { 0 };
    (void)state;

    CHECK(legal_basis_is_plausible(STR("Điều 17 Nghị định 118/2025/NĐ-CP")));
    CHECK(legal_basis_is_plausible(STR("Luật Hộ tịch 60/2014/QH13")));
    CHECK(!legal_basis_is_plausible(STR("theo quy định")));
    CHECK(!legal_basis_is_plausible(STR("")));
    CHECK(!legal_basis_is_plausible((struct str){ NULL, 0 }));
    for (int i = 0; i < LEGAL_BASIS_CHARS_MAX + 1; i++)
        longest[i] = '1';
    CHECK(!legal_basis_is_plausible(str_of(longest)));
    longest[LEGAL_BASIS_CHARS_MAX] = '\0';
    CHECK(legal_basis_is_plausible(str_of(longest)));
}

static void one_rule_judges_every_ending(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    struct ending_grounds grounds = { REFUSAL_REASON_COUNT, STR("Cha mẹ cư trú ở xã khác"), STR("theo quy định") };
    (void)state;

    CHECK_INT(ending_judge(arena, EVENT_REJECT, &grounds), ENDING_NO_REASON);
    CHECK(ending_has_fault(arena, EVENT_REJECT, &grounds, ENDING_NO_BASIS));
    CHECK(!ending_has_fault(arena, EVENT_REJECT, &grounds, ENDING_BLAMES_A_MACHINE));
    CHECK_INT(ending_judge(arena, EVENT_STOP, &grounds), ENDING_NO_BASIS);
    CHECK_INT(ending_judge(arena, EVENT_WITHDRAW, &grounds), ENDING_FINE);
    grounds.refusal = REFUSAL_NOT_COMPETENT;
    CHECK_INT(ending_judge(arena, EVENT_REJECT, &grounds), ENDING_NO_BASIS);
    grounds.legal_basis = STR("Luật Hộ tịch 60/2014/QH13");
    CHECK_INT(ending_judge(arena, EVENT_REJECT, &grounds), ENDING_FINE);
    grounds.words = STR("Mạng bị lỗi");
    CHECK_INT(ending_judge(arena, EVENT_REJECT, &grounds), ENDING_BLAMES_A_MACHINE);
    CHECK_STR(ending_fault_field(ENDING_BLAMES_A_MACHINE), "reason");
    CHECK_STR(ending_fault_field(ENDING_NO_REASON), "refusal");
    CHECK_STR(ending_fault_field(ENDING_NO_BASIS), "legal_basis");
    CHECK_STR(refusal_reason_words(arena, REFUSAL_DECIDED_BEFORE, STR("Đã cấp năm 2024")),
              "Yêu cầu đã được giải quyết trước đó. Đã cấp năm 2024");
    arena_destroy(arena);
}

static void choices_read_back(void **state)
{
    enum refusal_reason reason = 0;
    enum late_cause cause = 0;
    (void)state;

    for (enum refusal_reason each = 0; each < REFUSAL_REASON_COUNT; each++) {
        CHECK(refusal_reason_parse(refusal_reason_name(each), &reason));
        CHECK_INT(reason, each);
        CHECK(refusal_reason_label(each).len > 0);
    }
    for (enum late_cause each = 0; each < LATE_CAUSE_COUNT; each++) {
        CHECK(late_cause_parse(late_cause_name(each), &cause));
        CHECK_INT(cause, each);
        CHECK(late_cause_label(each).len > 0);
    }
    CHECK(!refusal_reason_parse(STR("Not-Competent"), &reason));
    CHECK(!late_cause_parse(STR(""), &cause));
    CHECK(!late_cause_parse((struct str){ NULL, 0 }, &cause));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_is_no_reason_to_turn_somebody_away),
        cmocka_unit_test(a_legal_basis_names_a_number),
        cmocka_unit_test(one_rule_judges_every_ending),
        cmocka_unit_test(choices_read_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
