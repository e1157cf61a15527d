/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake_paper.h"

#include "support/check.h"

static const struct paper_rule plain = { .position = 2,
                                         .name = STR_INIT("Giấy chứng sinh"),
                                         .paper_kind = STR_INIT("original") };
static const struct paper_rule shared = { .position = 3,
                                          .name = STR_INIT("Giấy tờ tùy thân"),
                                          .paper_kind = STR_INIT("present"),
                                          .database = STR_INIT("population") };

static enum paper_finding check_one(const struct paper_rule *rule, struct paper_typed typed, enum paper_need need,
                                    enum intake_decision decision, struct intake_paper *out)
{
    return intake_paper_check(rule, &typed, need, decision, out);
}

static void a_needed_paper_stops_a_reception_until_it_is_good(void **state)
{
    static const struct {
        struct paper_typed typed;
        enum paper_finding needed, optional;
    } cases[] = {
        { { .verdict = { NULL, 0 } }, PAPER_NOT_CHECKED, PAPER_FINE },
        { { .verdict = STR_INIT("unchecked") }, PAPER_NOT_CHECKED, PAPER_FINE },
        { { .verdict = STR_INIT("ok") }, PAPER_FINE, PAPER_FINE },
        { { .verdict = STR_INIT("looked-up") }, PAPER_FINE, PAPER_FINE },
        { { .verdict = STR_INIT("missing") }, PAPER_NOT_GOOD_ENOUGH, PAPER_FINE },
        { { .verdict = STR_INIT("faulty") }, PAPER_NEEDS_REASON, PAPER_NEEDS_REASON },
        { { .verdict = STR_INIT("faulty"), .fault_reason = STR_INIT("expired") }, PAPER_NOT_GOOD_ENOUGH, PAPER_FINE },
        { { .verdict = STR_INIT("faulty"), .fault_reason = STR_INIT("other") }, PAPER_NEEDS_NOTE, PAPER_NEEDS_NOTE },
        { { .verdict = STR_INIT("faulty"), .fault_reason = STR_INIT("rotten") },
          PAPER_IS_NOT_A_CHOICE,
          PAPER_IS_NOT_A_CHOICE },
        { { .verdict = STR_INIT("not-applicable") }, PAPER_NEEDS_NOTE, PAPER_FINE },
        { { .verdict = STR_INIT("not-applicable"), .note = STR_INIT("đã có ở cơ quan") }, PAPER_FINE, PAPER_FINE },
    };
    struct intake_paper paper;
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_INT(check_one(&plain, cases[i].typed, PAPER_NEEDED, INTAKE_RECEIVE, &paper), cases[i].needed);
        CHECK_INT(check_one(&plain, cases[i].typed, PAPER_OPTIONAL, INTAKE_RECEIVE, &paper), cases[i].optional);
    }
}

/* NĐ 309/2026 Art 4(2a). */
static void a_paper_of_a_shared_database_is_asked_for_only_when_that_failed(void **state)
{
    static const struct {
        struct paper_typed typed;
        enum paper_finding finding;
    } cases[] = {
        { { .verdict = STR_INIT("looked-up") }, PAPER_FINE },
        { { .verdict = STR_INIT("ok") }, PAPER_NOT_LOOKED_UP },
        { { .verdict = STR_INIT("missing") }, PAPER_NOT_LOOKED_UP },
        { { .verdict = STR_INIT("faulty"), .fault_reason = STR_INIT("expired") }, PAPER_NOT_LOOKED_UP },
        { { .verdict = STR_INIT("ok"), .lookup_failure = STR_INIT("no-data") }, PAPER_FINE },
        { { .verdict = STR_INIT("ok"), .lookup_failure = STR_INIT("lazy") }, PAPER_IS_NOT_A_CHOICE },
        { { .verdict = STR_INIT("missing"), .lookup_failure = STR_INIT("no-connection") }, PAPER_NOT_GOOD_ENOUGH },
    };
    struct intake_paper paper;
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_INT(check_one(&shared, cases[i].typed, PAPER_NEEDED, INTAKE_RECEIVE, &paper), cases[i].finding);
    check_one(&shared, cases[4].typed, PAPER_NEEDED, INTAKE_RECEIVE, &paper);
    CHECK_STR(paper.lookup_failure, "no-data");
}

static void asking_for_what_is_wanting_still_looks_at_every_paper(void **state)
{
    struct paper_typed missing = { .verdict = STR("missing") }, unchecked = { .position = 2 };
    struct intake_paper paper;
    (void)state;

    CHECK_INT(check_one(&plain, missing, PAPER_NEEDED, INTAKE_ASK, &paper), PAPER_FINE);
    CHECK(intake_paper_is_wanting(&paper));
    CHECK_INT(check_one(&plain, missing, PAPER_OPTIONAL, INTAKE_ASK, &paper), PAPER_FINE);
    CHECK(!intake_paper_is_wanting(&paper));
    CHECK_INT(check_one(&plain, unchecked, PAPER_NEEDED, INTAKE_ASK, &paper), PAPER_NOT_CHECKED);
    CHECK_INT(check_one(&plain, unchecked, PAPER_NEEDED, INTAKE_REJECT, &paper), PAPER_FINE);
}

static void what_comes_by_itself_is_not_looked_at_yet(void **state)
{
    struct paper_typed typed = { .verdict = STR("ok"), .paper_kind = STR("electronic"), .quantity = STR("2") };
    struct intake_paper paper;
    (void)state;

    CHECK_INT(check_one(&shared, typed, PAPER_NEEDED, INTAKE_SUBMIT, &paper), PAPER_FINE);
    CHECK_INT(paper.verdict, PAPER_UNCHECKED); /* the officer's verdict is the officer's */
    CHECK_STR(paper.paper_kind, "electronic");
    CHECK_INT(paper.quantity, 2);
}

static void quantity_kind_and_note_have_bounds(void **state)
{
    static const char *const bad[] = { "0", "100", "-1", "hai", "1.5", "99999999999999999999" };
    struct paper_typed typed = { .verdict = STR("ok"), .quantity = STR("99") };
    static char note[INTAKE_NOTE_MAX + 1];
    struct intake_paper paper;
    (void)state;

    CHECK_INT(check_one(&plain, typed, PAPER_NEEDED, INTAKE_RECEIVE, &paper), PAPER_FINE);
    CHECK_INT(paper.quantity, 99);
    CHECK_STR(paper.paper_kind, "original"); /* as the catalogue asks */
    CHECK_STR(paper.note, NULL);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        typed.quantity = str_of(bad[i]);
        CHECK_INT(check_one(&plain, typed, PAPER_NEEDED, INTAKE_RECEIVE, &paper), PAPER_IS_NOT_A_QUANTITY);
    }
    typed.quantity = STR("1");
    for (size_t i = 0; i < sizeof note; i++)
        note[i] = 'a';
    typed.note = (struct str){ note, INTAKE_NOTE_MAX + 1 };
    CHECK_INT(check_one(&plain, typed, PAPER_NEEDED, INTAKE_RECEIVE, &paper), PAPER_NOTE_TOO_LONG);
    typed.note = STR("  ghi  ");
    typed.paper_kind = STR("papyrus");
    CHECK_INT(check_one(&plain, typed, PAPER_NEEDED, INTAKE_RECEIVE, &paper), PAPER_IS_NOT_A_CHOICE);
}

static void reasons_stay_only_where_they_say_something(void **state)
{
    struct paper_typed typed = { .verdict = STR("ok"),
                                 .fault_reason = STR("expired"),
                                 .lookup_failure = STR("no-data") };
    struct intake_paper paper;
    (void)state;

    CHECK_INT(check_one(&plain, typed, PAPER_NEEDED, INTAKE_RECEIVE, &paper), PAPER_FINE);
    CHECK_STR(paper.fault_reason, NULL);
    CHECK_STR(paper.lookup_failure, NULL);
    typed.verdict = STR("looked-up");
    CHECK_INT(check_one(&shared, typed, PAPER_NEEDED, INTAKE_RECEIVE, &paper), PAPER_FINE);
    CHECK_STR(paper.lookup_failure, NULL); /* it was found after all */
}

static void names_read_back(void **state)
{
    enum paper_verdict verdict = PAPER_OK;
    (void)state;

    for (enum paper_verdict each = 0; each < PAPER_VERDICT_COUNT; each++) {
        CHECK(paper_verdict_parse(paper_verdict_name(each), &verdict));
        CHECK_INT(verdict, each);
    }
    CHECK(paper_verdict_parse((struct str){ NULL, 0 }, &verdict));
    CHECK_INT(verdict, PAPER_UNCHECKED);
    CHECK(!paper_verdict_parse(STR("perhaps"), &verdict));
    CHECK_STR(paper_kind_label(STR("certified-copy")), "bản sao có chứng thực");
    CHECK_STR(paper_fault_name(PAPER_FAULT_EXPIRED), "expired");
    CHECK_STR(paper_fault_label(STR("expired")), "Hết hạn, hết giá trị sử dụng");
    CHECK_STR(lookup_failure_label(STR("no-data")), "Không có dữ liệu");
    CHECK_INT(lookup_failure_count(), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_needed_paper_stops_a_reception_until_it_is_good),
        cmocka_unit_test(a_paper_of_a_shared_database_is_asked_for_only_when_that_failed),
        cmocka_unit_test(asking_for_what_is_wanting_still_looks_at_every_paper),
        cmocka_unit_test(what_comes_by_itself_is_not_looked_at_yet),
        cmocka_unit_test(quantity_kind_and_note_have_bounds),
        cmocka_unit_test(reasons_stay_only_where_they_say_something),
        cmocka_unit_test(names_read_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
