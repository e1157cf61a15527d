/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/checklist.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

static struct arena *arena;

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

enum { FOR_ANOTHER, FOUNDLING, BIRTH_NOTE, WITNESS, QUESTION_COUNT };

static struct checklist_questions birth(void)
{
    static struct checklist_question questions[QUESTION_COUNT] = {
        [FOUNDLING] = { STR_INIT("bi-bo-roi"), STR_INIT("Trẻ có bị bỏ rơi không?"), false },
        [BIRTH_NOTE] = { STR_INIT("chung-sinh"), STR_INIT("Trẻ có Giấy chứng sinh không?"), true },
        [WITNESS] = { STR_INIT("lam-chung"), STR_INIT("Có người làm chứng việc sinh không?"), true },
    };

    questions[FOR_ANOTHER] = checklist_for_another();
    return (struct checklist_questions){ questions, QUESTION_COUNT };
}

static struct checklist_answers read(const char *text)
{
    struct checklist_answers answers = { 0, 0 };

    CHECK(checklist_parse(str_of(text), birth(), &answers));
    return answers;
}

static void a_paper_is_needed_as_the_answers_say(void **state)
{
    static const struct {
        const char *when, *given;
        bool is_required;
        enum paper_need need;
    } cases[] = {
        { "", "", true, PAPER_NEEDED },
        { "", "", false, PAPER_OPTIONAL },
        { "chung-sinh=yes", "", true, PAPER_UNDECIDED },
        { "chung-sinh=yes", "chung-sinh=yes", true, PAPER_NEEDED },
        { "chung-sinh=yes", "chung-sinh=yes", false, PAPER_OPTIONAL },
        { "chung-sinh=yes", "chung-sinh=no", true, PAPER_NOT_NEEDED },
        { "bi-bo-roi=no chung-sinh=no lam-chung=yes", "chung-sinh=yes", true, PAPER_NOT_NEEDED },
        { "bi-bo-roi=no chung-sinh=no lam-chung=yes", "chung-sinh=no lam-chung=yes", true, PAPER_UNDECIDED },
        { "bi-bo-roi=no chung-sinh=no lam-chung=yes", "bi-bo-roi=no chung-sinh=no lam-chung=yes", true, PAPER_NEEDED },
        { "nop-thay=yes", "nop-thay=no bi-bo-roi=no", true, PAPER_NOT_NEEDED },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_INT(checklist_need(read(cases[i].when), cases[i].is_required, read(cases[i].given)), cases[i].need);
}

static void a_condition_that_wants_both_cannot_hold(void **state)
{
    (void)state;
    CHECK(checklist_can_hold(read("")));
    CHECK(checklist_can_hold(read("bi-bo-roi=no chung-sinh=yes")));
    CHECK(!checklist_can_hold((struct checklist_answers){ .yes = 6, .no = 4 }));
}

static void a_question_is_asked_while_a_paper_turns_on_it(void **state)
{
    struct checklist_answers when = read("bi-bo-roi=no chung-sinh=no lam-chung=yes");
    (void)state;

    CHECK(checklist_turns_on(when, read(""), WITNESS));
    CHECK(checklist_turns_on(when, read("lam-chung=no"), WITNESS)); /* it may be answered anew */
    CHECK(!checklist_turns_on(when, read("chung-sinh=yes"), WITNESS));
    CHECK(!checklist_turns_on(when, read("bi-bo-roi=yes"), WITNESS));
    CHECK(checklist_turns_on(when, read("bi-bo-roi=yes"), FOUNDLING));
    CHECK(!checklist_turns_on(when, read(""), FOR_ANOTHER));
}

static void what_is_no_list_of_answers_is_not_read(void **state)
{
    static const char *const bad[] = { "chung-sinh",
                                       "chung-sinh=",
                                       "chung-sinh=maybe",
                                       "con-ran=yes",
                                       "chung-sinh=yes ",
                                       " chung-sinh=yes",
                                       "=yes",
                                       "chung-sinh=yes  lam-chung=no",
                                       "chung-sinh=yes chung-sinh=yes",
                                       "chung-sinh=yes chung-sinh=no" };
    struct checklist_answers answers;
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!checklist_parse(str_of(bad[i]), birth(), &answers));
}

static void keys_are_short_and_plain(void **state)
{
    (void)state;
    CHECK(checklist_key_is_valid(STR("chung-sinh")));
    CHECK(checklist_key_is_valid(STR("duoi-14")));
    CHECK(!checklist_key_is_valid(STR("a")));
    CHECK(!checklist_key_is_valid(STR("Chung-sinh")));
    CHECK(!checklist_key_is_valid(STR("chung sinh")));
    CHECK(!checklist_key_is_valid(STR("chung=sinh")));
    CHECK(checklist_key_is_valid(STR("abcdefghijklmnopqrstuvwxyz1234")));
    CHECK(!checklist_key_is_valid(STR("abcdefghijklmnopqrstuvwxyz12345")));
}

/* ---- Properties ------------------------------------------------------------------------------------------------- */

static struct checklist_answers some_answers(int answered_percent)
{
    struct checklist_answers answers = { 0, 0 };

    for (size_t i = 0; i < CHECKLIST_QUESTIONS_MAX; i++)
        if (test_random_in(1, 100) <= answered_percent)
            answers = checklist_answered(answers, i, test_random_in(0, 1) == 1);
    return answers;
}

static void an_answer_only_settles_what_was_open(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        struct checklist_answers when = some_answers(25), given = some_answers(40), more = given;
        bool is_required = test_random_in(0, 1) == 1;

        for (size_t i = 0; i < CHECKLIST_QUESTIONS_MAX; i++)
            if (!checklist_is_answered(given, i) && test_random_in(0, 1) == 1)
                more = checklist_answered(more, i, test_random_in(0, 1) == 1);
        enum paper_need before = checklist_need(when, is_required, given);
        enum paper_need after = checklist_need(when, is_required, more);

        CHECK(before == PAPER_UNDECIDED || before == after);
    }
}

static void every_paper_that_can_apply_is_reached(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        struct checklist_answers when = some_answers(30), given = some_answers(100);

        CHECK(checklist_can_hold(when));
        CHECK_INT(checklist_need(when, true, when), PAPER_NEEDED);
        CHECK(checklist_need(when, true, given) != PAPER_UNDECIDED); /* all is answered */
    }
}

static void the_order_of_answering_does_not_matter(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        struct checklist_answers given = some_answers(70), forwards = { 0, 0 }, backwards = { 0, 0 };

        for (size_t i = 0; i < CHECKLIST_QUESTIONS_MAX; i++)
            if (checklist_is_answered(given, i))
                forwards = checklist_answered(forwards, i, (given.yes >> i & 1) == 1);
        for (size_t i = CHECKLIST_QUESTIONS_MAX; i > 0; i--)
            if (checklist_is_answered(given, i - 1))
                backwards = checklist_answered(backwards, i - 1, (given.yes >> (i - 1) & 1) == 1);
        CHECK_INT(forwards.yes, backwards.yes);
        CHECK_INT(forwards.no, backwards.no);
    }
}

static void once_nothing_is_asked_any_more_nothing_is_open(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        struct checklist_answers when = some_answers(40), given = some_answers(60);
        bool is_asked = false;

        for (size_t i = 0; i < CHECKLIST_QUESTIONS_MAX; i++)
            is_asked |= !checklist_is_answered(given, i) && checklist_turns_on(when, given, i);
        CHECK_INT(is_asked, checklist_need(when, true, given) == PAPER_UNDECIDED);
    }
}

/* ---- The printed list --------------------------------------------------------------------------------------- */

static void the_code_is_digits_and_says_version_day_and_answers(void **state)
{
    struct date from = test_date("2025-07-01");
    struct checklist_answers answers = { 0, 0 };
    (void)state;

    CHECK_STR(checklist_code(arena, from, QUESTION_COUNT, read("nop-thay=no chung-sinh=yes lam-chung=no")),
              "1.250701.0210");
    CHECK(checklist_code_parse(STR("1.250701.0210"), from, QUESTION_COUNT, &answers));
    CHECK_STR(checklist_format(arena, birth(), answers), "nop-thay=no chung-sinh=yes lam-chung=no");
}

static void a_code_of_another_version_is_not_taken(void **state)
{
    struct date from = test_date("2025-07-01");
    struct checklist_answers answers;
    static const char *const bad[] = {
        "1.260701.0210", "2.250701.0210", "1.250701.021", "1.250701.02100", "1.250701.0213", "1.250701.02a0", "",
        "1.250701.",     "1-250701-0210", "250701.0210",  "1.250701.0210 "
    };
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!checklist_code_parse(str_of(bad[i]), from, QUESTION_COUNT, &answers));
}

static void the_code_is_found_in_what_a_scanner_types(void **state)
{
    static const struct {
        const char *scanned, *procedure, *code;
    } cases[] = {
        { "https://tthc.example.vn/procedures/1.001193?a=1.250701.0210", "1.001193", "1.250701.0210" },
        { "http://192.168.1.5:8080/procedures/1.001193?a=1.250701.0210", "1.001193", "1.250701.0210" },
        { "http;//192.168.1.5;8080/procedủe/1.001193_a+1.250701.0210\n", "1.001193", "1.250701.0210" },
        { "1.001193", "1.001193", NULL },
        { "1.001193?a=3.250701.0210", "1.001193", NULL },
        { "khai sinh", NULL, NULL },
        { "", NULL, NULL },
        { "1.250701.0210", NULL, NULL }, /* answers to nothing */
        { "11.001193", NULL, NULL },
        { "1.0011933", NULL, NULL },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str procedure, code;

        CHECK_INT(checklist_code_find(str_of(cases[i].scanned), &procedure, &code), cases[i].procedure != NULL);
        CHECK_STR(procedure, cases[i].procedure);
        CHECK_STR(code, cases[i].code);
    }
}

static void any_bytes_are_no_harm_to_the_reader(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        char bytes[60];
        size_t len = (size_t)test_random_in(0, 60);
        struct str procedure, code;
        struct checklist_answers answers;

        test_random_bytes(bytes, sizeof bytes);
        for (size_t i = 0; i < len; i++)
            if (test_random_in(0, 3) > 0)
                bytes[i] = "0123.?=12"[test_random_in(0, 8)];
        (void)checklist_code_find((struct str){ bytes, len }, &procedure, &code);
        CHECK(code.at == NULL || code.len <= 22);
        (void)checklist_code_parse((struct str){ bytes, len }, test_date("2025-07-01"), 4, &answers);
        (void)checklist_parse((struct str){ bytes, len }, birth(), &answers);
    }
}

static void shared_databases_are_known_by_name(void **state)
{
    (void)state;
    CHECK(database_is_known(STR("population")));
    CHECK(database_is_known(STR("land")));
    CHECK(!database_is_known(STR("weather")));
    CHECK_STR(database_label(STR("population")), "CSDL quốc gia về dân cư");
    CHECK_STR(database_label(STR("weather")), "weather");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_is_needed_as_the_answers_say),
        cmocka_unit_test(a_condition_that_wants_both_cannot_hold),
        cmocka_unit_test(a_question_is_asked_while_a_paper_turns_on_it),
        cmocka_unit_test(what_is_no_list_of_answers_is_not_read),
        cmocka_unit_test(keys_are_short_and_plain),
        cmocka_unit_test(an_answer_only_settles_what_was_open),
        cmocka_unit_test(every_paper_that_can_apply_is_reached),
        cmocka_unit_test(the_order_of_answering_does_not_matter),
        cmocka_unit_test(once_nothing_is_asked_any_more_nothing_is_open),
        cmocka_unit_test(the_code_is_digits_and_says_version_day_and_answers),
        cmocka_unit_test(a_code_of_another_version_is_not_taken),
        cmocka_unit_test(the_code_is_found_in_what_a_scanner_types),
        cmocka_unit_test(any_bytes_are_no_harm_to_the_reader),
        cmocka_unit_test(shared_databases_are_known_by_name),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
