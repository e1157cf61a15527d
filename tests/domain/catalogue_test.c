/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue.h"

#include "support/check.h"

static struct arena *arena;
static struct catalogue_faults faults;

static int setup(void **state)
{
    (void)state;
    arena = arena_create(16 * 1024 * 1024);
    faults = (struct catalogue_faults){ .arena = arena };
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct date day(const char *text)
{
    struct date date = { 0 };

    CHECK(date_parse_iso(str_of(text), &date));
    return date;
}

static struct procedure_term terms[3];
static struct procedure_paper papers[3];

/* A procedure without a fault, to be spoilt. */
static struct procedure good(void)
{
    terms[0] = (struct procedure_term){ STR("counter"), 1, STR("same-day"), 0 };
    terms[1] = (struct procedure_term){ STR("online"), 5, STR("working-day"), 8000 };
    terms[2] = (struct procedure_term){ STR("post"), 10, STR("calendar-day"), -1 };
    papers[0] = (struct procedure_paper){
        .name = STR("Tờ khai"), .kind = STR("form"), .quantity = 1, .is_required = true, .form_code = STR("Mẫu số 01")
    };
    papers[1] = (struct procedure_paper){
        .name = STR("Giấy chứng sinh"), .kind = STR("original"), .quantity = 1, .is_required = true
    };
    papers[2] = (struct procedure_paper){ .name = STR("Giấy cam đoan"),
                                          .kind = STR("original"),
                                          .quantity = 1,
                                          .condition = STR("không có Giấy chứng sinh") };
    return (struct procedure){
        .code = STR("1.001193"),
        .name = STR("Đăng ký khai sinh"),
        .field = STR("Hộ tịch"),
        .unit_code = STR("VP"),
        .result = STR("Giấy khai sinh"),
        .result_codes = STR("KQ.G15.000031 KQ.G15.000033"),
        .certainty = STR("verified"),
        .legal_basis = STR("60/2014/QH13\n123/2015/NĐ-CP"),
        .fee_note = STR("qua bưu chính: theo quy định"),
        .effective_from = day("2025-07-01"),
        .terms = terms,
        .term_count = 3,
        .papers = papers,
        .paper_count = 3,
    };
}

static void check_only_fault(const struct procedure *procedure, const char *place, const char *reason)
{
    faults = (struct catalogue_faults){ .arena = arena, .file = STR("a.json"), .procedure = STR("1.001193") };
    catalogue_check(procedure, &faults);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].file, "a.json");
    CHECK_STR(faults.at[0].place, arena_printf(arena, "1.001193 %s", place).at);
    CHECK_STR(faults.at[0].reason, reason);
}

static void a_good_procedure_has_no_fault(void **state)
{
    struct procedure procedure = good();

    (void)state;
    catalogue_check(&procedure, &faults);
    CHECK_INT(faults.count, 0);
}

static void each_broken_rule_is_named(void **state)
{
    struct procedure procedure;

    (void)state;
    procedure = good();
    procedure.code = STR("1.1193");
    check_only_fault(&procedure, "code", "not a procedure code like 1.001193: '1.1193'");
    procedure = good();
    procedure.code = STR("1.001193.H55");
    check_only_fault(&procedure, "code", "not a procedure code like 1.001193: '1.001193.H55'");
    procedure = good();
    procedure.name = (struct str){ NULL, 0 };
    check_only_fault(&procedure, "name", "missing");
    procedure = good();
    procedure.name = STR(" Đăng ký");
    check_only_fault(&procedure, "name", "blanks around the text");
    procedure = good();
    procedure.fee_note = STR("");
    check_only_fault(&procedure, "fee_note", "empty; leave the key out instead");
    procedure = good();
    procedure.term_note = STR("một\nhai");
    check_only_fault(&procedure, "term_note", "control character; a text is one line");
    procedure = good();
    procedure.certainty = STR("sure");
    check_only_fault(&procedure, "certainty", "not verified, likely or unsure: 'sure'");
    procedure = good();
    procedure.result_codes = STR("KQ.G15.31");
    check_only_fault(&procedure, "result_codes", "not a result code like KQ.G15.000031: 'KQ.G15.31'");
    procedure = good();
    procedure.legal_basis = (struct str){ NULL, 0 };
    check_only_fault(&procedure, "legal_basis", "missing: a procedure rests on at least one instrument");
    procedure = good();
    procedure.effective_from = (struct date){ 0 };
    check_only_fault(&procedure, "effective_from", "missing");
    procedure = good();
    procedure.effective_to = day("2025-06-30");
    check_only_fault(&procedure, "effective_to", "before effective_from");
    procedure = good();
    procedure.replaced_by = STR("3.000722");
    check_only_fault(&procedure, "replaced_by", "no effective_to says until when the old one holds");
}

static void a_condition_that_can_never_hold_is_a_fault(void **state)
{
    struct checklist_question questions[] = { checklist_for_another(),
                                              { STR("chung-sinh"), STR("Trẻ có Giấy chứng sinh không?"), true } };
    struct procedure procedure = good();

    (void)state;
    procedure.questions = (struct checklist_questions){ questions, 2 };
    papers[2].when = (struct checklist_answers){ .yes = 2, .no = 2 };
    check_only_fault(&procedure, "papers[2].when", "can never hold: the same question is wanted yes and no");
    papers[2].when = (struct checklist_answers){ .no = 2 };
    faults = (struct catalogue_faults){ .arena = arena };
    catalogue_check(&procedure, &faults);
    CHECK_INT(faults.count, 0);
    questions[1].key = STR("Chứng sinh");
    check_only_fault(&procedure, "questions[0]", "id is not 2 to 30 of a-z, 0-9 and '-': 'Chứng sinh'");
    questions[1].key = STR("nop-thay");
    check_only_fault(&procedure, "questions[0]", "id 'nop-thay' stands twice, or is the one every procedure has");
}

static void each_broken_rule_of_a_term_is_named(void **state)
{
    struct procedure procedure = good();

    (void)state;
    terms[0].channel = STR("kiosk");
    terms[1].channel = STR("counter");
    check_only_fault(&procedure, "terms[0]", "channel is not counter, online or post: 'kiosk'");
    procedure = good();
    terms[1].channel = STR("counter");
    check_only_fault(&procedure, "terms[1]", "channel 'counter' stands twice");
    procedure = good();
    terms[0].channel = STR("online");
    terms[1].channel = STR("post");
    procedure.term_count = 2;
    check_only_fault(&procedure, "terms", "no term for the counter");
    procedure = good();
    terms[1].unit = STR("weeks");
    check_only_fault(&procedure, "terms[1]",
                     "unit is not working-day, calendar-day, working-hour or same-day: 'weeks'");
    procedure = good();
    terms[1].amount = 0;
    check_only_fault(&procedure, "terms[1]", "amount 0 is not from 1 to 999 for a working-day");
    procedure = good();
    terms[0].amount = 0; /* the same day is written as 1 */
    check_only_fault(&procedure, "terms[0]", "amount 0 is not from 1 to 1 for a same-day");
    procedure = good();
    terms[0].amount = 2;
    check_only_fault(&procedure, "terms[0]", "amount 2 is not from 1 to 1 for a same-day");
    procedure = good();
    terms[1].fee_vnd = -2;
    check_only_fault(&procedure, "terms[1]", "fee_vnd -2 is neither -1 (no fixed sum) nor from 0 to 1000000000");
    procedure = good();
    procedure.fee_note = (struct str){ NULL, 0 };
    check_only_fault(&procedure, "terms[2]", "fee_vnd is -1 and no fee_note says what is to be paid");
}

static void each_broken_rule_of_a_paper_is_named(void **state)
{
    struct procedure procedure = good();

    (void)state;
    procedure.paper_count = 0;
    check_only_fault(&procedure, "papers", "none; write \"none\" if nothing is asked for");
    procedure = good();
    papers[1].kind = STR("fax");
    check_only_fault(&procedure, "papers[1].kind",
                     "not form, original, certified-copy, copy, electronic or present: 'fax'");
    procedure = good();
    papers[2].quantity = 0;
    check_only_fault(&procedure, "papers[2].quantity", "0 is not from 1 to 50");
    procedure = good();
    papers[1].name = papers[0].name;
    check_only_fault(&procedure, "papers[1]", "the same paper as papers[0]");
    procedure = good();
    papers[1].name = STR("");
    check_only_fault(&procedure, "papers[1].name", "empty; leave the key out instead");
}

static void each_broken_rule_of_a_tariffs_code_is_said(void **state)
{
    struct procedure procedure = good();

    (void)state;
    procedure.tariffs = STR("chung-thuc Phí");
    check_only_fault(&procedure, "tariffs", "not a code like chung-thuc-ban-sao: 'Phí'");
    procedure.tariffs = STR("chung-thuc ho-tich chung-thuc");
    check_only_fault(&procedure, "tariffs", "'chung-thuc' stands twice");
    procedure.tariffs = STR("a b c d e f g h i j k");
    check_only_fault(&procedure, "tariffs", "more than 10");
}

static void asking_for_no_papers_can_be_said(void **state)
{
    struct procedure procedure = good();

    (void)state;
    procedure.paper_count = 0;
    procedure.asks_no_papers = true;
    catalogue_check(&procedure, &faults);
    CHECK_INT(faults.count, 0);
}

/* Old version in July and August 2025, a new one from September on, and a gap before both. */
static struct procedures two_versions(struct procedure at[2])
{
    at[0] = good();
    at[0].effective_to = day("2025-08-31");
    at[0].place = STR("1.001193 (procedures[0])");
    at[0].file = STR("a.json");
    at[1] = good();
    at[1].effective_from = day("2025-09-01");
    at[1].place = STR("1.001193 (procedures[1])");
    at[1].file = STR("b.json");
    return (struct procedures){ at, 2, 2 };
}

static void a_version_is_in_force_from_its_first_day_to_its_last(void **state)
{
    struct date first = day("2025-07-01"), last = day("2025-08-31"), never = { 0 };

    (void)state;
    CHECK(!procedure_is_in_force(first, last, day("2025-06-30")));
    CHECK(procedure_is_in_force(first, last, day("2025-07-01")));
    CHECK(procedure_is_in_force(first, last, day("2025-08-31")));
    CHECK(!procedure_is_in_force(first, last, day("2025-09-01")));
    CHECK(procedure_is_in_force(first, never, day("2099-01-01")));
}

static void versions_in_force_on_the_same_day_are_a_fault(void **state)
{
    struct procedure at[2];
    struct procedures versions = two_versions(at);

    (void)state;
    catalogue_check_versions(&versions, &faults);
    CHECK_INT(faults.count, 0);
    at[0].effective_to = day("2025-09-01");
    catalogue_check_versions(&versions, &faults);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].file, "b.json");
    CHECK_STR(faults.at[0].place, "1.001193 (procedures[1]) effective_from");
    CHECK_STR(faults.at[0].reason, "in force at the same time as 1.001193 (procedures[0]) in a.json");
    at[1].code = STR("1.000656");
    faults.count = 0;
    catalogue_check_versions(&versions, &faults);
    CHECK_INT(faults.count, 0);
}

static void what_binds_is_told_from_what_may_be_corrected(void **state)
{
    struct procedure_term other_terms[3];
    struct procedure a = good(), b = good();

    (void)state;
    CHECK(procedure_equal(&a, &b) && procedure_standing_equal(&a, &b));
    b.certainty = STR("likely");
    b.effective_to = day("2026-12-31");
    CHECK(procedure_equal(&a, &b));
    CHECK(!procedure_standing_equal(&a, &b));
    b = good();
    b.tariffs = STR("ho-tich-khai-sinh");
    CHECK(procedure_equal(&a, &b));
    CHECK(!procedure_standing_equal(&a, &b));
    b = good();
    b.result = STR("Bản sao Giấy khai sinh");
    CHECK(!procedure_equal(&a, &b));
    b = good();
    b.paper_count = 2;
    CHECK(!procedure_equal(&a, &b));
    b = good();
    other_terms[0] = terms[2]; /* another order is the same */
    other_terms[1] = terms[0];
    other_terms[2] = terms[1];
    b.terms = other_terms;
    CHECK(procedure_equal(&a, &b));
    other_terms[0].fee_vnd = 0;
    CHECK(!procedure_equal(&a, &b));
}

static void a_change_of_any_binding_text_makes_another_version(void **state)
{
    struct procedure a = good(), b = good();
    struct str *const texts[] = { &b.code,         &b.name,        &b.field,    &b.unit_code, &b.result,
                                  &b.result_codes, &b.legal_basis, &b.decision, &b.fee_note,  &b.term_note };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = STR("khác");
        CHECK(!procedure_equal(&a, &b));
        b = good();
    }
    b.effective_from.day++;
    CHECK(!procedure_equal(&a, &b));
}

static void bounds_of_a_version_hold_to_the_last(void **state)
{
    struct procedure procedure = good();

    (void)state;
    procedure.effective_to = procedure.effective_from; /* in force for one day */
    procedure.result_codes = STR("KQ.G15.000001 KQ.G15.000002 KQ.G15.000003 KQ.G15.000004 KQ.G15.000005 "
                                 "KQ.G15.000006 KQ.G15.000007 KQ.G15.000008 KQ.G15.000009 KQ.G15.000010");
    procedure.legal_basis = STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"
                                "21\n22\n23\n24\n25\n26\n27\n28\n29\n30\n31\n32\n33\n34\n35\n36\n37\n38\n39\n40");
    catalogue_check(&procedure, &faults);
    CHECK_INT(faults.count, 0);
    struct procedure longer = procedure;
    longer.result_codes = arena_printf(arena, "%.*s KQ.G15.000011", STR_ARG(procedure.result_codes));
    check_only_fault(&longer, "result_codes", "more than 10");
    longer = procedure;
    longer.legal_basis = arena_printf(arena, "%.*s\n41", STR_ARG(procedure.legal_basis));
    check_only_fault(&longer, "legal_basis", "more than 40");
}

static void same_day_is_what_the_counter_says(void **state)
{
    struct procedure procedure = good();

    (void)state;
    CHECK(procedure_is_same_day(&procedure));
    terms[0].unit = STR("working-day");
    terms[1].unit = STR("same-day");
    CHECK(!procedure_is_same_day(&procedure));
}

static void how_sure_is_said_in_words(void **state)
{
    (void)state;
    CHECK_STR(certainty_label(STR("verified")), "Đã đối chiếu nguồn");
    CHECK_STR(certainty_label(STR("likely")), "Có thể đúng, chưa đối chiếu đủ");
    CHECK_STR(certainty_label(STR("unsure")), "Chưa kiểm chứng");
    CHECK_STR(certainty_label(STR("other")), "other");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_good_procedure_has_no_fault, setup, teardown),
        cmocka_unit_test_setup_teardown(each_broken_rule_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(a_condition_that_can_never_hold_is_a_fault, setup, teardown),
        cmocka_unit_test_setup_teardown(each_broken_rule_of_a_term_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(each_broken_rule_of_a_paper_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(each_broken_rule_of_a_tariffs_code_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(asking_for_no_papers_can_be_said, setup, teardown),
        cmocka_unit_test_setup_teardown(a_version_is_in_force_from_its_first_day_to_its_last, setup, teardown),
        cmocka_unit_test_setup_teardown(versions_in_force_on_the_same_day_are_a_fault, setup, teardown),
        cmocka_unit_test_setup_teardown(what_binds_is_told_from_what_may_be_corrected, setup, teardown),
        cmocka_unit_test_setup_teardown(a_change_of_any_binding_text_makes_another_version, setup, teardown),
        cmocka_unit_test_setup_teardown(bounds_of_a_version_hold_to_the_last, setup, teardown),
        cmocka_unit_test_setup_teardown(same_day_is_what_the_counter_says, setup, teardown),
        cmocka_unit_test_setup_teardown(how_sure_is_said_in_words, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
