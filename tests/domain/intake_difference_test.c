/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake_difference.h"

#include "support/check.h"
#include "support/test_clock.h"

static struct arena *arena;

static const struct checklist_question birth_questions[] = {
    { STR_INIT("nop-thay"), STR_INIT("Có nộp thay không?"), false },
    { STR_INIT("chung-sinh"), STR_INIT("Trẻ có Giấy chứng sinh không?"), true },
};
static const struct checklist_question marriage_questions[] = {
    { STR_INIT("nop-thay"), STR_INIT("Có nộp thay không?"), false },
    { STR_INIT("ly-hon"), STR_INIT("Đã ly hôn chưa?"), false },
};

static struct intake_paper birth_papers[] = {
    { .position = 1, .name = STR_INIT("Tờ khai"), .paper_kind = STR_INIT("form"), .quantity = 1, .verdict = PAPER_OK },
    { .position = 2,
      .name = STR_INIT("Giấy chứng sinh"),
      .paper_kind = STR_INIT("copy"),
      .quantity = 1,
      .verdict = PAPER_OK,
      .note = STR_INIT("mờ") },
};

static int open_arena(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct intake birth(void)
{
    return (struct intake){ .procedure_code = STR("1.001193"),
                            .channel = STR("counter"),
                            .applicant = STR("Nguyễn Thị Mẫu"),
                            .identity_number = STR("097185001234"),
                            .gender = STR("female"),
                            .address = STR("Thôn Yên Thông"),
                            .phone = STR(""),
                            .email = STR(""),
                            .summary = STR(""),
                            .answers = { .yes = 2, .no = 1 },
                            .papers = birth_papers,
                            .paper_count = 2 };
}

static struct intake_side side_of(const struct intake *intake)
{
    return (struct intake_side){ intake, { birth_questions, 2 }, STR("Đăng ký khai sinh") };
}

static struct intake_differences differences_to(const struct intake *after)
{
    static struct intake before;

    before = birth();
    return intake_differences(arena, side_of(&before), side_of(after));
}

static void check_difference(struct intake_difference difference, const char *name, const char *label,
                             const char *before, const char *after)
{
    CHECK_STR(difference.name, name);
    CHECK_STR(difference.label, label);
    CHECK_STR(difference.before, before);
    CHECK_STR(difference.after, after);
}

static void what_is_the_same_is_no_difference(void **state)
{
    struct intake same = birth();
    (void)state;

    same.phone = (struct str){ NULL, 0 }; /* nothing is nothing, however it is written */
    CHECK_INT(differences_to(&same).count, 0);
}

static void fields_are_told_in_words_and_in_the_order_of_the_form(void **state)
{
    struct intake after = birth();
    (void)state;

    after.channel = STR("post");
    after.applicant = STR("Nguyễn Thị Mầu");
    after.gender = STR("male");
    after.born_on = test_date("1985-03-05");
    struct intake_differences differences = differences_to(&after);

    CHECK_INT(differences.count, 4);
    check_difference(differences.at[0], "channel", "Cách nộp", "Trực tiếp tại quầy", "Qua bưu chính");
    check_difference(differences.at[1], "applicant", "Họ và tên", "Nguyễn Thị Mẫu", "Nguyễn Thị Mầu");
    check_difference(differences.at[2], "born_on", "Ngày sinh", "", "05/03/1985");
    check_difference(differences.at[3], "gender", "Giới tính", "Nữ", "Nam");
}

static void a_person_is_told_whole(void **state)
{
    struct intake after = birth();
    (void)state;

    after.persons[PERSON_SUBMITTER] = (struct intake_person){ .name = STR("Trần Văn Mẫu"),
                                                              .identity_number = STR("097085004321"),
                                                              .gender = STR("male"),
                                                              .authorisation = STR("Giấy ủy quyền 12/2025") };
    struct intake_differences differences = differences_to(&after);

    CHECK_INT(differences.count, 1);
    check_difference(differences.at[0], "submitter", "Người nộp thay", "",
                     "Trần Văn Mẫu, 097085004321, Nam, Giấy ủy quyền 12/2025");
    CHECK(intake_difference_is_personal(differences.at[0].name));
    CHECK(!intake_difference_is_personal(STR("applicant")));
}

static void each_paper_and_each_answer_is_told_alone(void **state)
{
    static struct intake_paper papers[3];
    struct intake after = birth();
    (void)state;

    papers[0] = birth_papers[0];
    papers[1] = birth_papers[1];
    papers[1].paper_kind = STR("original");
    papers[1].quantity = 2;
    papers[1].note = (struct str){ NULL, 0 };
    papers[2] = papers[0]; /* a second one of the same name */
    papers[2].position = 3;
    after.papers = papers;
    after.paper_count = 3;
    after.answers = (struct checklist_answers){ .yes = 0, .no = 3 };
    struct intake_differences differences = differences_to(&after);

    CHECK_INT(differences.count, 3);
    check_difference(differences.at[0], "answer", "Trẻ có Giấy chứng sinh không?", "Có", "Không");
    check_difference(differences.at[1], "paper", "Giấy chứng sinh", "Đạt, bản chụp, 1, mờ", "Đạt, bản chính, 2");
    check_difference(differences.at[2], "paper", "Tờ khai", "", "Đạt, biểu mẫu, 1");
}

static void another_procedure_asks_other_questions(void **state)
{
    struct intake before = birth(), after = birth();
    (void)state;

    after.procedure_code = STR("1.004873");
    after.paper_count = 1;
    struct intake_differences differences = intake_differences(
        arena, side_of(&before),
        (struct intake_side){ &after, { marriage_questions, 2 }, STR("Xác nhận tình trạng hôn nhân") });

    CHECK_INT(differences.count, 4);
    check_difference(differences.at[0], "procedure_code", "Thủ tục", "Đăng ký khai sinh (1.001193)",
                     "Xác nhận tình trạng hôn nhân (1.004873)");
    check_difference(differences.at[1], "answer", "Trẻ có Giấy chứng sinh không?", "Có", "");
    check_difference(differences.at[2], "answer", "Đã ly hôn chưa?", "", "Có");
    check_difference(differences.at[3], "paper", "Giấy chứng sinh", "Đạt, bản chụp, 1, mờ", "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_the_same_is_no_difference),
        cmocka_unit_test(fields_are_told_in_words_and_in_the_order_of_the_form),
        cmocka_unit_test(a_person_is_told_whole),
        cmocka_unit_test(each_paper_and_each_answer_is_told_alone),
        cmocka_unit_test(another_procedure_asks_other_questions),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
