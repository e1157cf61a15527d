/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/term.h"

#include "support/check.h"

static void short_forms_are_read(void **state)
{
    static const struct {
        const char *text;
        enum term_unit unit;
        int amount;
    } examples[] = {
        { "5wd", TERM_WORKING_DAY, 5 },       { "1wd", TERM_WORKING_DAY, 1 },     { "999wd", TERM_WORKING_DAY, 999 },
        { "7d", TERM_CALENDAR_DAY, 7 },       { "999d", TERM_CALENDAR_DAY, 999 }, { "8h", TERM_WORKING_HOUR, 8 },
        { "7999h", TERM_WORKING_HOUR, 7999 }, { "same-day", TERM_SAME_DAY, 1 },   { "05wd", TERM_WORKING_DAY, 5 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct term term;

        CHECK_INT(term_parse(str_of(examples[i].text), &term), TERM_GOOD);
        CHECK_INT(term.unit, examples[i].unit);
        CHECK_INT(term.amount, examples[i].amount);
    }
}

static void other_forms_are_refused_with_their_fault(void **state)
{
    static const struct {
        const char *text;
        enum term_fault fault;
    } examples[] = {
        { "", TERM_NO_NUMBER },
        { "wd", TERM_NO_NUMBER },
        { "-wd", TERM_NO_NUMBER },
        { "same-days", TERM_NO_NUMBER },
        { " 5wd", TERM_NO_NUMBER },
        { "+5wd", TERM_NO_NUMBER },
        { "5", TERM_NO_SUCH_UNIT },
        { "5WD", TERM_NO_SUCH_UNIT },
        { "5wd ", TERM_NO_SUCH_UNIT },
        { "5 wd", TERM_NO_SUCH_UNIT },
        { "5same-day", TERM_NO_SUCH_UNIT },
        { "5.5wd", TERM_NO_SUCH_UNIT },
        { "0wd", TERM_OUT_OF_BOUNDS },
        { "-5wd", TERM_OUT_OF_BOUNDS },
        { "1000wd", TERM_OUT_OF_BOUNDS },
        { "1000d", TERM_OUT_OF_BOUNDS },
        { "8000h", TERM_OUT_OF_BOUNDS },
        { "99999999999999999999d", TERM_OUT_OF_BOUNDS },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct term term = { TERM_SAME_DAY, 42 };

        CHECK_INT(term_parse(str_of(examples[i].text), &term), examples[i].fault);
        CHECK_INT(term.amount, 42);
    }
    CHECK_INT(term_parse((struct str){ NULL, 0 }, &(struct term){ 0 }), TERM_NO_NUMBER);
}

static void stored_units_are_read_with_their_bounds(void **state)
{
    static const struct {
        const char *unit;
        int64_t amount;
        bool is_good;
    } examples[] = {
        { "working-day", 1, true },
        { "working-day", 999, true },
        { "working-day", 0, false },
        { "working-day", 1000, false },
        { "calendar-day", 15, true },
        { "calendar-day", -1, false },
        { "working-hour", 7999, true },
        { "working-hour", 8000, false },
        { "same-day", 0, true },
        { "same-day", 1, true },
        { "same-day", 2, false },
        { "month", 1, false },
        { "", 1, false },
        { "wd", 5, false },
        { "working-day", INT64_MAX, false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct term term = { TERM_SAME_DAY, 42 };

        CHECK(term_of(str_of(examples[i].unit), examples[i].amount, &term) == examples[i].is_good);
        if (examples[i].is_good)
            CHECK_STR(term_unit_name(term.unit), examples[i].unit);
        else
            CHECK_INT(term.amount, 42);
    }
}

static void terms_are_written_in_words(void **state)
{
    static const struct {
        struct term term;
        const char *words;
    } examples[] = {
        { { TERM_WORKING_DAY, 5 }, "5 ngày làm việc" },  { { TERM_WORKING_DAY, 999 }, "999 ngày làm việc" },
        { { TERM_CALENDAR_DAY, 15 }, "15 ngày" },        { { TERM_WORKING_HOUR, 7999 }, "7999 giờ làm việc" },
        { { TERM_SAME_DAY, 1 }, "trong ngày làm việc" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char words[48];

        CHECK_STR(term_words(examples[i].term, words), examples[i].words);
        CHECK_STR(words, examples[i].words);
    }
    CHECK_INT(term_amount_max(TERM_WORKING_HOUR), 7999);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_forms_are_read),
        cmocka_unit_test(other_forms_are_refused_with_their_fault),
        cmocka_unit_test(stored_units_are_read_with_their_bounds),
        cmocka_unit_test(terms_are_written_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
