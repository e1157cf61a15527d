/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

#include <string.h>

static struct arena *arena;

static const struct paper_rule rules[] = {
    { .position = 1, .name = STR_INIT("Tờ khai"), .paper_kind = STR_INIT("form"), .is_required = true },
    { .position = 2, .name = STR_INIT("Giấy chứng sinh"), .paper_kind = STR_INIT("original"), .is_required = true },
    { .position = 3, .name = STR_INIT("Văn bản ủy quyền"), .paper_kind = STR_INIT("original") },
    { .position = 4,
      .name = STR_INIT("Giấy cam đoan"),
      .paper_kind = STR_INIT("original"),
      .is_required = true,
      .when = { .no = 2 } },
    { .position = 5,
      .name = STR_INIT("Văn bản ủy quyền có chứng thực"),
      .paper_kind = STR_INIT("original"),
      .is_required = true,
      .when = { .yes = 1 } },
};
enum { RULE_COUNT = sizeof rules / sizeof *rules };

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

static const struct paper_typed good_papers[] = {
    { .position = 1, .verdict = { "ok", 2 } },
    { .position = 2, .verdict = { "ok", 2 }, .quantity = { "2", 1 } },
};

static const struct answer_typed good_answers[] = { { STR_INIT("chung-sinh"), STR_INIT("yes") } };

static struct intake_typed good(void)
{
    struct intake_typed typed = { .papers = good_papers, .paper_count = 2, .answers = good_answers, .answer_count = 1 };

    typed.fields[INTAKE_procedure_code] = STR("1.001193");
    typed.fields[INTAKE_channel] = STR("counter");
    typed.fields[INTAKE_applicant] = STR("  Nguyễn Thị Mẫu ");
    typed.fields[INTAKE_identity_number] = STR("097 185 001 234");
    typed.fields[INTAKE_born_on] = STR("5/3/1985");
    typed.fields[INTAKE_gender] = STR("female");
    typed.fields[INTAKE_address] = STR("Thôn Yên Thông, xã Bình Yên");
    typed.fields[INTAKE_phone] = STR("0123 000 456");
    return typed;
}

static void check_as(const struct intake_typed *typed, enum intake_decision decision, struct intake *out,
                     struct intake_faults *faults)
{
    struct checklist_question questions[] = { checklist_for_another(),
                                              { STR("chung-sinh"), STR("Trẻ có Giấy chứng sinh không?"), true } };
    struct intake_rules asked = { { questions, 2 }, rules, RULE_COUNT };

    *faults = (struct intake_faults){ .count = 0 };
    intake_check(arena, typed, &asked, decision, test_date("2025-09-18"), out, faults);
}

static struct intake_faults check_typed(const struct intake_typed *typed, struct intake *out)
{
    struct intake_faults faults = { .count = 0 };

    check_as(typed, INTAKE_RECEIVE, out, &faults);
    return faults;
}

/* The only fault, which is at `place` and says `kind`. */
static void check_fault(const struct intake_typed *typed, const char *place, enum intake_fault_kind kind)
{
    struct intake intake;
    struct intake_faults faults = check_typed(typed, &intake);

    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].place, place);
    CHECK_STR(intake_fault_text(faults.at[0].kind), arena_c_string(arena, intake_fault_text(kind)));
}

static void good_values_are_cleaned(void **state)
{
    struct intake_typed typed = good();
    struct intake intake;
    (void)state;

    CHECK_INT(check_typed(&typed, &intake).count, 0);
    CHECK_STR(intake.applicant, "Nguyễn Thị Mẫu");
    CHECK_STR(intake.identity_number, "097185001234");
    CHECK_INT(intake.born_on.day, test_date("1985-03-05").day);
    CHECK_STR(intake.gender, "female");
    CHECK_STR(intake.phone, "0123000456");
    CHECK_STR(intake.email, "");
    CHECK_INT(intake.answers.yes, 2);
    CHECK_INT(intake.answers.no, 1);  /* nobody said it is somebody else's */
    CHECK_INT(intake.paper_count, 2); /* nobody looked at the third; the others do not apply */
    CHECK_STR(intake.papers[0].paper_kind, "form");
    CHECK_INT(intake.papers[0].quantity, 1);
    CHECK_INT(intake.papers[1].quantity, 2);
}

static void everything_wrong_is_said_at_once(void **state)
{
    struct intake_typed nothing = { .paper_count = 0 };
    struct intake intake;
    (void)state;

    /* five fields that are needed, a question that decides about a paper, two papers that are required */
    CHECK_INT(check_typed(&nothing, &intake).count, 8);
}

static void each_field_has_its_fault(void **state)
{
    static const struct {
        enum intake_field field;
        const char *value, *place;
        enum intake_fault_kind kind;
    } cases[] = {
        { INTAKE_applicant, " ", "applicant", INTAKE_MISSING },
        { INTAKE_channel, "fax", "channel", INTAKE_NOT_A_CHOICE },
        { INTAKE_identity_number, "01918500123", "identity_number", INTAKE_NOT_AN_IDENTITY },
        { INTAKE_identity_number, "01918500123A5", "identity_number", INTAKE_NOT_AN_IDENTITY },
        { INTAKE_born_on, "31/02/1985", "born_on", INTAKE_NOT_A_DATE },
        { INTAKE_born_on, "1985", "born_on", INTAKE_NOT_A_DATE },
        { INTAKE_born_on, "19/09/2025", "born_on", INTAKE_FUTURE_DATE },
        { INTAKE_gender, "khác", "gender", INTAKE_NOT_A_CHOICE },
        { INTAKE_phone, "12", "phone", INTAKE_NOT_A_PHONE },
        { INTAKE_email, "khong phai thu", "email", INTAKE_NOT_AN_EMAIL },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct intake_typed typed = good();

        typed.fields[cases[i].field] = str_of(cases[i].value);
        check_fault(&typed, cases[i].place, cases[i].kind);
    }
}

static void born_today_is_not_in_the_future(void **state)
{
    struct intake_typed typed = good();
    struct intake intake;
    (void)state;

    typed.fields[INTAKE_born_on] = STR("18/09/2025");
    CHECK_INT(check_typed(&typed, &intake).count, 0);
}

static void a_text_is_bounded_in_characters_and_not_in_bytes(void **state)
{
    struct intake_typed typed = good();
    char name[121 * 3];
    struct intake intake;
    (void)state;

    for (size_t i = 0; i < 121; i++) {
        name[i * 3] = '\xE1';
        name[i * 3 + 1] = '\xBA';
        name[i * 3 + 2] = '\xBF'; /* ế */
    }
    typed.fields[INTAKE_applicant] = (struct str){ name, 120 * 3 };
    CHECK_INT(check_typed(&typed, &intake).count, 0);
    typed.fields[INTAKE_applicant] = (struct str){ name, 121 * 3 };
    check_fault(&typed, "applicant", INTAKE_TOO_LONG);
}

static void a_note_about_a_paper_is_bounded(void **state)
{
    struct paper_typed papers[] = { good_papers[0], good_papers[1] };
    struct intake_typed typed = good();
    char note[301];
    struct intake intake;
    (void)state;

    memset(note, 'a', sizeof note);
    typed.papers = papers;
    papers[1].note = (struct str){ note, 300 };
    CHECK_INT(check_typed(&typed, &intake).count, 0);
    papers[1].note = (struct str){ note, 301 };
    check_fault(&typed, "paper_2", INTAKE_TOO_LONG);
}

static void an_odd_identity_number_is_no_fault(void **state)
{
    struct intake_typed typed = good();
    struct intake intake;
    (void)state;

    typed.fields[INTAKE_identity_number] = STR("003185001234"); /* no such province */
    CHECK_INT(check_typed(&typed, &intake).count, 0);
}

static void each_paper_has_its_fault(void **state)
{
    static const struct {
        struct paper_typed paper;
        enum intake_fault_kind kind;
    } cases[] = {
        { { .position = 2 }, INTAKE_PAPER_UNCHECKED },
        { { .position = 2, .verdict = { "missing", 7 } }, INTAKE_PAPER_NOT_OK },
        { { .position = 2, .verdict = { "faulty", 6 } }, INTAKE_NEEDS_FAULT_REASON },
        { { .position = 2, .verdict = { "faulty", 6 }, .fault_reason = STR_INIT("expired") }, INTAKE_PAPER_NOT_OK },
        { { .position = 2, .verdict = { "faulty", 6 }, .fault_reason = STR_INIT("other") }, INTAKE_PAPER_NEEDS_NOTE },
        { { .position = 2, .verdict = { "not-applicable", 14 } }, INTAKE_PAPER_NEEDS_NOTE },
        { { .position = 2, .verdict = { "perhaps", 7 } }, INTAKE_NOT_A_CHOICE },
        { { .position = 2, .verdict = { "ok", 2 }, .paper_kind = { "papyrus", 7 } }, INTAKE_NOT_A_CHOICE },
        { { .position = 2, .verdict = { "ok", 2 }, .quantity = { "0", 1 } }, INTAKE_NOT_A_QUANTITY },
        { { .position = 2, .verdict = { "ok", 2 }, .quantity = { "100", 3 } }, INTAKE_NOT_A_QUANTITY },
        { { .position = 2, .verdict = { "ok", 2 }, .quantity = { "hai", 3 } }, INTAKE_NOT_A_QUANTITY },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct paper_typed papers[] = { good_papers[0], cases[i].paper };
        struct intake_typed typed = good();

        typed.papers = papers;
        check_fault(&typed, "paper_2", cases[i].kind);
    }
}

static void a_required_paper_can_be_looked_up_or_excused(void **state)
{
    static const struct paper_typed excused[] = {
        { .position = 1, .verdict = { "looked-up", 9 } },
        { .position = 2,
          .verdict = { "not-applicable", 14 },
          .note = { "có người làm chứng", sizeof "có người làm chứng" - 1 } },
        { .position = 3, .verdict = { "missing", 7 } }, /* not required, so it may be missing */
    };
    struct intake_typed typed = good();
    struct intake intake;
    (void)state;

    typed.papers = excused;
    typed.paper_count = 3;
    CHECK_INT(check_typed(&typed, &intake).count, 0);
    CHECK_STR(intake.papers[1].note, "có người làm chứng");
}

static void the_answers_decide_which_papers_are_needed(void **state)
{
    static const struct answer_typed no[] = { { STR_INIT("chung-sinh"), STR_INIT("no") } };
    static const struct answer_typed none[] = { { STR_INIT("chung-sinh"), STR_INIT("") } };
    static const struct answer_typed odd[] = { { STR_INIT("chung-sinh"), STR_INIT("yes") },
                                               { STR_INIT("con-ran"), STR_INIT("yes") } };
    static const struct answer_typed maybe[] = { { STR_INIT("chung-sinh"), STR_INIT("maybe") } };
    struct intake_typed typed = good();
    (void)state;

    typed.answers = no;
    check_fault(&typed, "paper_4", INTAKE_PAPER_UNCHECKED);
    typed.answers = none;
    check_fault(&typed, "answer_chung-sinh", INTAKE_UNANSWERED);
    typed.answers = odd;
    typed.answer_count = 2;
    check_fault(&typed, "answer_con-ran", INTAKE_NOT_A_CHOICE);
    typed.answers = maybe;
    typed.answer_count = 1;
    struct intake intake;
    struct intake_faults faults = check_typed(&typed, &intake);

    CHECK_INT(faults.count, 2); /* no answer, and so it is still open */
    CHECK_INT(faults.at[0].kind, INTAKE_NOT_AN_ANSWER);
    CHECK_INT(faults.at[1].kind, INTAKE_UNANSWERED);
}

static void who_hands_in_for_another_needs_a_name_and_a_paper(void **state)
{
    static const struct answer_typed yes[] = { { STR_INIT("chung-sinh"), STR_INIT("yes") },
                                               { STR_INIT("nop-thay"), STR_INIT("yes") } };
    struct intake_typed typed = good();
    struct intake intake;
    (void)state;

    typed.answers = yes;
    typed.answer_count = 2;
    CHECK_INT(check_typed(&typed, &intake).count, 4); /* name, number and authorisation; and the paper unchecked */
    typed.answers = good_answers;
    typed.answer_count = 1;
    typed.persons[PERSON_SUBMITTER] = (struct person_typed){ .is_given = true };
    typed.persons[PERSON_SUBMITTER].fields[PERSON_name] = STR("Trần Văn Mẫu");
    typed.persons[PERSON_SUBMITTER].fields[PERSON_identity_number] = STR("098065000123");
    typed.persons[PERSON_SUBMITTER].fields[PERSON_authorisation] = STR("Giấy ủy quyền");
    check_fault(&typed, "paper_5", INTAKE_PAPER_UNCHECKED); /* naming a submitter answers the question */
}

static void what_is_wanting_is_listed_once_and_whole(void **state)
{
    static const struct paper_typed papers[] = {
        { .position = 1, .verdict = STR_INIT("missing") },
        { .position = 2,
          .verdict = STR_INIT("faulty"),
          .fault_reason = STR_INIT("illegible"),
          .note = STR_INIT("mờ ngày sinh") },
        { .position = 3, .verdict = STR_INIT("missing") }, /* not needed: nobody asks for it */
    };
    struct intake_typed typed = good();
    struct intake_faults faults;
    struct intake intake;
    (void)state;

    typed.papers = papers;
    typed.paper_count = 3;
    check_as(&typed, INTAKE_ASK, &intake, &faults);
    CHECK_INT(faults.count, 0);
    CHECK_STR(intake_wanting(arena, &intake),
              "Tờ khai (chưa có); Giấy chứng sinh (Mờ, rách, không đọc được: mờ ngày sinh)");
    check_as(&typed, INTAKE_RECEIVE, &intake, &faults);
    CHECK_INT(faults.count, 2);
}

static void what_comes_by_itself_is_kept_as_it_came(void **state)
{
    static const struct paper_typed papers[] = { { .position = 4, .paper_kind = STR_INIT("electronic") } };
    struct intake_typed typed = good();
    struct intake_faults faults;
    struct intake intake;
    (void)state;

    typed.papers = papers;
    typed.paper_count = 1;
    typed.answer_count = 0;
    check_as(&typed, INTAKE_SUBMIT, &intake, &faults);
    CHECK_INT(faults.count, 0);
    CHECK_INT(intake.paper_count, 1);
    CHECK_INT(intake.papers[0].position, 4);
    CHECK_INT(intake.papers[0].verdict, PAPER_UNCHECKED);
}

static void names_read_back(void **state)
{
    enum intake_field field = 0;
    (void)state;

    CHECK(intake_field_parse(STR("identity_number"), &field));
    CHECK_INT(field, INTAKE_identity_number);
    CHECK(!intake_field_parse(STR("due_at"), &field)); /* nobody types a due date */
}

static void any_bytes_are_answered(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        char bytes[40];
        struct intake_typed typed = good();
        struct intake intake;

        test_random_bytes(bytes, sizeof bytes);
        typed.fields[test_random_in(0, INTAKE_FIELD_COUNT - 1)] = (struct str){ bytes, (size_t)test_random_in(0, 40) };
        CHECK(check_typed(&typed, &intake).count <= 1);
        arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_values_are_cleaned),
        cmocka_unit_test(everything_wrong_is_said_at_once),
        cmocka_unit_test(each_field_has_its_fault),
        cmocka_unit_test(born_today_is_not_in_the_future),
        cmocka_unit_test(a_text_is_bounded_in_characters_and_not_in_bytes),
        cmocka_unit_test(a_note_about_a_paper_is_bounded),
        cmocka_unit_test(an_odd_identity_number_is_no_fault),
        cmocka_unit_test(each_paper_has_its_fault),
        cmocka_unit_test(a_required_paper_can_be_looked_up_or_excused),
        cmocka_unit_test(the_answers_decide_which_papers_are_needed),
        cmocka_unit_test(who_hands_in_for_another_needs_a_name_and_a_paper),
        cmocka_unit_test(what_is_wanting_is_listed_once_and_whole),
        cmocka_unit_test(what_comes_by_itself_is_kept_as_it_came),
        cmocka_unit_test(names_read_back),
        cmocka_unit_test(any_bytes_are_answered),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
