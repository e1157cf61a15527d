/* SPDX-License-Identifier: Apache-2.0 */
/* The reader of catalogue files: faults of made-up files, and the facts of the real ones in catalogue/. */
#include "domain/catalogue_file.h"

#include "base/buf.h"
#include "support/check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_create(128 * 1024 * 1024);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

/* A whole file around one procedure, whose last members are `rest`. */
static struct str file_with(const char *rest)
{
    return arena_printf(arena,
                        "{\"field\":\"Hộ tịch\",\"procedures\":[{\"code\":\"1.001193\",\"name\":\"Đăng ký khai sinh\","
                        "\"unit\":\"VP\",\"effective_from\":\"2025-07-01\",\"certainty\":\"verified\","
                        "\"result\":\"Giấy khai sinh\",\"legal_basis\":[\"60/2014/QH13\"],%s}]}",
                        rest);
}

#define TERMS "\"terms\":[{\"channel\":\"counter\",\"amount\":1,\"unit\":\"same-day\",\"fee_vnd\":0}]"
#define PAPERS "\"papers\":[{\"name\":\"Tờ khai\",\"kind\":\"form\",\"quantity\":1,\"required\":true}]"

static struct procedures read_one(struct str text, struct catalogue_faults *out_faults)
{
    struct catalogue_file file = { STR("ho-tich.json"), text };

    return catalogue_read(arena, &file, 1, out_faults).procedures;
}

static void a_good_file_is_read_whole(void **state)
{
    struct catalogue_faults faults;
    struct procedures all = read_one(
        file_with(TERMS
                  ",\"papers\":[{\"name\":\"To\u031B\u0300 khai\",\"kind\":\"form\",\"quantity\":2,\"required\":false,"
                  "\"condition\":\"nộp thay\",\"form_code\":\"Mẫu số 01\"}],\"result_codes\":[\"KQ.G15.000031\","
                  "\"KQ.G15.000033\"],\"effective_to\":\"2026-08-31\",\"replaced_by\":\"3.000722\""),
        &faults);

    (void)state;
    CHECK_INT(faults.count, 0);
    CHECK_INT(all.count, 1);
    CHECK_STR(all.at[0].code, "1.001193");
    CHECK_STR(all.at[0].field, "Hộ tịch");
    CHECK_STR(all.at[0].unit_code, "VP");
    CHECK_STR(all.at[0].result_codes, "KQ.G15.000031 KQ.G15.000033");
    CHECK_STR(all.at[0].legal_basis, "60/2014/QH13");
    CHECK_STR(all.at[0].replaced_by, "3.000722");
    CHECK_STR(all.at[0].decision, NULL);
    CHECK_STR(all.at[0].place, "1.001193 (procedures[0])");
    CHECK_INT(all.at[0].papers[0].quantity, 2);
    CHECK(!all.at[0].papers[0].is_required);
    CHECK_STR(all.at[0].papers[0].name, "Tờ khai"); /* composed */
    CHECK_STR(all.at[0].papers[0].condition, "nộp thay");
}

static void each_fault_has_file_place_and_reason(void **state)
{
    static const struct {
        const char *rest, *place, *reason;
    } examples[] = {
        { TERMS "," PAPERS ",\"colour\":\"red\"", "1.001193 (procedures[0])", "unknown key 'colour'" },
        { TERMS "," PAPERS ",\"fee_note\":5", "1.001193 (procedures[0]) fee_note", "whole number where text belongs" },
        { TERMS "," PAPERS ",\"effective_to\":\"31/12/2026\"", "1.001193 (procedures[0]) effective_to",
          "not a day like 2025-07-01: '31/12/2026'" },
        { TERMS "," PAPERS ",\"effective_to\":\"2026-02-30\"", "1.001193 (procedures[0]) effective_to",
          "not a day like 2025-07-01: '2026-02-30'" },
        { TERMS "," PAPERS ",\"result_codes\":\"KQ.G15.000031\"", "1.001193 (procedures[0]) result_codes",
          "text where list belongs" },
        { TERMS "," PAPERS ",\"result_codes\":[5]", "1.001193 (procedures[0]) result_codes[0]", "not a single text" },
        { TERMS ",\"papers\":\"no\"", "1.001193 (procedures[0]) papers", "text where list belongs" },
        { TERMS, "1.001193 (procedures[0]) papers", "none; write \"none\" if nothing is asked for" },
        { PAPERS, "1.001193 (procedures[0]) terms", "no term for the counter" },
        { PAPERS ",\"terms\":[{\"channel\":\"counter\",\"unit\":\"same-day\",\"fee_vnd\":0}]",
          "1.001193 (procedures[0]) terms[0].amount", "missing" },
        { PAPERS ",\"terms\":[{\"channel\":\"counter\",\"amount\":1.5,\"unit\":\"same-day\",\"fee_vnd\":0}]",
          "1.001193 (procedures[0]) terms[0].amount", "number with a fraction where whole number belongs" },
        { PAPERS ",\"terms\":[3]", "1.001193 (procedures[0]) terms[0]", "whole number where object belongs" },
        { TERMS ",\"papers\":[{\"name\":\"Tờ khai\",\"kind\":\"form\",\"quantity\":1,\"required\":\"yes\"}]",
          "1.001193 (procedures[0]) papers[0].required", "text where true or false belongs" },
        { TERMS "," PAPERS ",\"waiting_rule\":\"sleep\"", "1.001193 (procedures[0]) waiting_rule",
          "not restart or pause: 'sleep'" },
        { TERMS "," PAPERS ",\"questions\":[{\"id\":\"chung-sinh\",\"text\":\"Có không?\",\"usual\":true}]",
          "1.001193 (procedures[0]) questions[0]", "no paper turns on 'chung-sinh'" },
        { TERMS "," PAPERS ",\"questions\":[{\"id\":\"chung-sinh\",\"text\":\"Có không?\"}]",
          "1.001193 (procedures[0]) questions[0].usual", "missing" },
        { TERMS ",\"papers\":[{\"name\":\"Tờ khai\",\"kind\":\"form\",\"quantity\":1,\"required\":true,"
                "\"condition\":\"khi có\",\"when\":{\"co-khong\":true}}]",
          "1.001193 (procedures[0]) papers[0].when", "no question 'co-khong'" },
        { TERMS ",\"papers\":[{\"name\":\"Tờ khai\",\"kind\":\"form\",\"quantity\":1,\"required\":true,"
                "\"condition\":\"khi có\",\"when\":{\"nop-thay\":\"yes\"}}]",
          "1.001193 (procedures[0]) papers[0].when", "'nop-thay' is neither true nor false" },
        { TERMS ",\"papers\":[{\"name\":\"Tờ khai\",\"kind\":\"form\",\"quantity\":1,\"required\":true,"
                "\"when\":{\"nop-thay\":true}}]",
          "1.001193 (procedures[0]) papers[0].when", "no condition says in words when the paper is needed" },
        { TERMS ",\"papers\":[{\"name\":\"Tờ khai\",\"kind\":\"form\",\"quantity\":1,\"required\":true,"
                "\"condition\":\"khi nộp thay\",\"when\":[\"nop-thay\"]}]",
          "1.001193 (procedures[0]) papers[0].when", "list where object belongs" },
        { TERMS ",\"papers\":[{\"name\":\"Tờ khai\",\"kind\":\"form\",\"quantity\":1,\"required\":true,"
                "\"database\":\"weather\"}]",
          "1.001193 (procedures[0]) papers[0].database", "no shared database is called 'weather'" },
        { TERMS ",\"papers\":[{\"name\":\"Tờ khai\",\"kind\":\"fax\",\"quantity\":1,\"required\":true}]",
          "1.001193 (procedures[0]) papers[0].kind",
          "not form, original, certified-copy, copy, electronic or present: 'fax'" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct catalogue_faults faults;

        read_one(file_with(examples[i].rest), &faults);
        CHECK_INT(faults.count, 1);
        CHECK_STR(faults.at[0].file, "ho-tich.json");
        CHECK_STR(faults.at[0].place, examples[i].place);
        CHECK_STR(faults.at[0].reason, examples[i].reason);
    }
}

static void a_file_that_is_no_catalogue_is_refused(void **state)
{
    static const struct {
        const char *text, *place, *reason;
    } examples[] = {
        { "{\"field\":\"Hộ tịch\",\n\"procedures\":[}", "line 2, column 15", "unexpected token near '}'" },
        { "[]", "", "list where object belongs" },
        { "{\"procedures\":[]}", "field", "missing" },
        { "{\"field\":\"Hộ tịch\"}", "procedures", "missing" },
        { "{\"field\":\"Hộ tịch\",\"procedures\":{}}", "procedures", "object where list belongs" },
        { "{\"field\":\"Hộ tịch\",\"procedures\":[7]}", "without a code (procedures[0])",
          "whole number where object belongs" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct catalogue_faults faults;

        read_one(str_of(examples[i].text), &faults);
        CHECK_INT(faults.count, 1);
        CHECK_STR(faults.at[0].place, examples[i].place);
        CHECK_STR(faults.at[0].reason, examples[i].reason);
    }
}

static void all_faults_are_found_in_one_reading(void **state)
{
    struct catalogue_faults faults;

    (void)state;
    read_one(file_with("\"terms\":[{\"channel\":\"kiosk\",\"amount\":0,\"unit\":\"weeks\",\"fee_vnd\":-7}]"), &faults);
    CHECK_INT(faults.count, 5); /* channel, unit, fee, no counter, no papers */
}

static void the_same_procedure_in_two_files_is_a_fault(void **state)
{
    struct catalogue_file files[] = { { STR("a.json"), file_with(TERMS "," PAPERS) },
                                      { STR("b.json"), file_with(TERMS "," PAPERS) } };
    struct catalogue_faults faults;

    (void)state;
    catalogue_read(arena, files, 2, &faults);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].file, "b.json");
    CHECK_STR(faults.at[0].reason, "in force at the same time as 1.001193 (procedures[0]) in a.json");
}

/* ---- catalogue/ itself ----------------------------------------------------------------------------------------- */

static int is_catalogue_file(const struct dirent *entry)
{
    return str_ends_with(str_of(entry->d_name), STR(".json"));
}

static struct catalogue read_whole_catalogue(struct catalogue_faults *out_faults)
{
    static char bytes[CATALOGUE_FILE_MAX_BYTES];
    struct catalogue_file files[CATALOGUE_FILES_MAX];
    struct dirent **entries;
    int count = scandir(CATALOGUE_FOLDER, &entries, is_catalogue_file, alphasort);

    CHECK(count > 0 && count < CATALOGUE_FILES_MAX);
    for (int i = 0; i < count; i++) {
        FILE *from = fopen(arena_printf(arena, CATALOGUE_FOLDER "/%s", entries[i]->d_name).at, "r");

        assert_non_null(from);
        size_t len = fread(bytes, 1, CATALOGUE_FILE_MAX_BYTES, from);
        fclose(from);
        files[i] = (struct catalogue_file){ arena_copy(arena, str_of(entries[i]->d_name)),
                                            arena_copy(arena, (struct str){ bytes, len }) };
        free(entries[i]);
    }
    free(entries);
    return catalogue_read(arena, files, (size_t)count, out_faults);
}

static struct procedures read_catalogue(struct catalogue_faults *out_faults)
{
    return read_whole_catalogue(out_faults).procedures;
}

static struct date day(const char *text)
{
    struct date date = { 0 };

    CHECK(date_parse_iso(str_of(text), &date));
    return date;
}

static size_t count_in_force(const struct procedures *all, struct date on)
{
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++)
        count += procedure_is_in_force(all->at[i].effective_from, all->at[i].effective_to, on);
    return count;
}

static void the_catalogue_has_no_fault_and_its_known_size(void **state)
{
    struct catalogue_faults faults;
    struct procedures all = read_catalogue(&faults);

    (void)state;
    for (size_t i = 0; i < faults.count; i++)
        print_error("%.*s: %.*s: %.*s\n", STR_ARG(faults.at[i].file), STR_ARG(faults.at[i].place),
                    STR_ARG(faults.at[i].reason));
    CHECK_INT(faults.count, 0);
    CHECK_INT(all.count, 184);
    CHECK_INT(count_in_force(&all, day("2025-07-01")), 179);
    CHECK_INT(count_in_force(&all, day("2025-09-18")), 179);
    CHECK_INT(count_in_force(&all, day("2026-10-01")), 178);
    CHECK_INT(count_in_force(&all, day("2027-01-01")), 174);
}

static const struct procedure *in_force(const struct procedures *all, const char *code, struct date on)
{
    for (size_t i = 0; i < all->count; i++)
        if (str_equal(all->at[i].code, str_of(code)) &&
            procedure_is_in_force(all->at[i].effective_from, all->at[i].effective_to, on))
            return &all->at[i];
    return NULL;
}

static void registering_a_birth_is_as_the_register_says(void **state)
{
    struct catalogue_faults faults;
    struct procedures all = read_catalogue(&faults);
    const struct procedure *birth = in_force(&all, "1.001193", day("2025-08-27"));

    (void)state;
    CHECK(birth != NULL);
    CHECK_STR(birth->name, "Đăng ký khai sinh");
    CHECK_STR(birth->field, "Hộ tịch");
    CHECK_STR(birth->unit_code, "VP");
    CHECK_STR(birth->result, "Giấy khai sinh");
    CHECK_STR(birth->result_codes, "KQ.G15.000031");
    CHECK_STR(birth->certainty, "verified");
    CHECK(procedure_is_same_day(birth));
    CHECK_INT(birth->term_count, 3);
    for (size_t i = 0; i < birth->term_count; i++) {
        CHECK_STR(birth->terms[i].unit, "same-day");
        CHECK_INT(birth->terms[i].fee_vnd, 0);
    }
    CHECK_INT(birth->paper_count, 9);
    CHECK_STR(birth->papers[0].name, "Tờ khai đăng ký khai sinh");
    CHECK_STR(birth->papers[1].name, "Giấy chứng sinh");
    CHECK_STR(birth->papers[1].kind, "original");
    CHECK(birth->papers[1].is_required);
    CHECK_STR(birth->papers[2].condition, "không có Giấy chứng sinh");
    CHECK_INT(birth->waiting, WAITING_RESTARTS);
}

/* Position by position: what a parent brings, in three cases. */
static void the_papers_for_a_birth_follow_the_answers(void **state)
{
    static const struct {
        const char *answers, *needed;
    } cases[] = {
        { "nop-thay=no bi-bo-roi=no chung-sinh=yes mang-thai-ho=no", "1 2 8 9" },
        { "nop-thay=yes bi-bo-roi=no chung-sinh=yes mang-thai-ho=yes", "1 2 6 7 8 9" },
        { "nop-thay=no bi-bo-roi=no chung-sinh=no lam-chung=yes mang-thai-ho=no", "1 3 8 9" },
        { "nop-thay=no bi-bo-roi=no chung-sinh=no lam-chung=no mang-thai-ho=no", "1 4 8 9" },
        { "nop-thay=no bi-bo-roi=yes", "1 5 8 9" },
    };
    struct catalogue_faults faults;
    struct procedures all = read_catalogue(&faults);
    const struct procedure *birth = in_force(&all, "1.001193", day("2025-08-27"));

    (void)state;
    CHECK_INT(birth->questions.count, 5);
    CHECK_STR(birth->questions.at[1].text, "Trẻ có bị bỏ rơi không?");
    CHECK_STR(birth->papers[7].database, "population");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf needed = buf_new(arena, 100);
        struct checklist_answers given = { 0, 0 };

        CHECK(checklist_parse(str_of(cases[i].answers), birth->questions, &given));
        for (size_t k = 0; k < birth->paper_count; k++) {
            enum paper_need need = checklist_need(birth->papers[k].when, birth->papers[k].is_required, given);

            CHECK(need != PAPER_UNDECIDED);
            if (need == PAPER_NEEDED)
                buf_printf(&needed, "%s%zu", needed.len > 0 ? " " : "", k + 1);
        }
        CHECK_STR(buf_str(&needed), cases[i].needed);
    }
}

/* Nothing is left to guessing: whatever is answered, each paper is decided, and nobody is asked for nothing. */
static void every_question_of_the_catalogue_decides_about_a_paper(void **state)
{
    struct catalogue_faults faults;
    struct procedures all = read_catalogue(&faults);
    size_t questions = 0, papers = 0;

    (void)state;
    for (size_t i = 0; i < all.count; i++) {
        const struct procedure *version = &all.at[i];

        struct checklist_answers usual = { 0, 0 };

        questions += version->questions.count - 1;
        for (size_t k = 0; k < version->questions.count; k++)
            usual = checklist_answered(usual, k, version->questions.at[k].is_usual);
        for (size_t k = 0; k < version->paper_count; k++) {
            papers += (version->papers[k].when.yes | version->papers[k].when.no) != 0;
            CHECK(checklist_can_hold(version->papers[k].when));
            CHECK(checklist_need(version->papers[k].when, true, usual) != PAPER_UNDECIDED);
        }
    }
    CHECK_INT(questions, 99);
    CHECK_INT(papers, 139);
}

static void the_known_repeals_hold(void **state)
{
    static const struct {
        const char *code, *last, *replaced_by;
    } repealed[] = {
        { "2.000986", "2026-08-31", "3.000722" }, { "2.002621", "2026-08-31", "3.000722" },
        { "2.002622", "2026-08-31", "2.002913" }, { "1.011606", "2026-12-31", NULL },
        { "1.011607", "2026-12-31", NULL },       { "1.011608", "2026-12-31", NULL },
        { "3.000412", "2026-12-31", NULL },
    };
    struct catalogue_faults faults;
    struct procedures all = read_catalogue(&faults);

    (void)state;
    for (size_t i = 0; i < sizeof repealed / sizeof *repealed; i++) {
        struct date last = day(repealed[i].last);
        const struct procedure *version = in_force(&all, repealed[i].code, last);

        CHECK(version != NULL);
        CHECK_INT(version->effective_to.day, last.day);
        CHECK_STR(version->replaced_by, repealed[i].replaced_by);
        CHECK(in_force(&all, repealed[i].code, date_add(last, 1)) == NULL);
    }
    CHECK(in_force(&all, "3.000722", day("2026-08-31")) == NULL);
    CHECK(in_force(&all, "3.000722", day("2026-09-01")) != NULL);
}

/* NULL: none is in force that day. */
static const struct tariff *tariff_on(const struct tariffs *tariffs, struct str code, struct date on)
{
    for (size_t i = 0; i < tariffs->count; i++) {
        const struct tariff *version = &tariffs->at[i];

        if (str_equal(version->code, code) && procedure_is_in_force(version->effective_from, version->effective_to, on))
            return version;
    }
    return NULL;
}

/* What one unit costs on the day a version begins; -1 when no sum is known. */
static int64_t fee_of_one(const struct tariffs *tariffs, const struct procedure *version, struct str channel)
{
    struct str rest = version->tariffs;
    const struct tariff *first = tariff_on(tariffs, str_next(&rest, ' '), version->effective_from);

    CHECK(first != NULL);
    return tariff_is_open(first, channel) || first->unit == TARIFF_PAGE ? -1 : tariff_amount(first, channel, 1, 1, 0);
}

static void each_fee_of_a_procedure_is_that_of_its_tariff(void **state)
{
    struct catalogue_faults faults;
    struct catalogue all = read_whole_catalogue(&faults);
    int compared = 0;

    (void)state;
    for (size_t i = 0; i < all.procedures.count; i++) {
        const struct procedure *version = &all.procedures.at[i];

        for (size_t k = 0; k < version->term_count; k++) {
            const struct procedure_term *term = &version->terms[k];

            if (term->fee_vnd == 0)
                continue;
            CHECK(version->tariffs.at != NULL);
            CHECK_INT(fee_of_one(&all.tariffs, version, term->channel), term->fee_vnd);
            compared++;
        }
    }
    CHECK_INT(compared, 216);
}

static void known_sums_are_those_of_the_law(void **state)
{
    static const struct {
        const char *code, *channel, *on;
        int64_t pages, count, amount_vnd;
    } examples[] = {
        { "chung-thuc-ban-sao", "counter", "2026-10-01", 5, 1, 7000 },
        { "chung-thuc-ban-sao", "counter", "2026-10-01", 300, 1, 200000 },
        { "chung-thuc-ban-sao", "counter", "2026-10-01", 2, 3, 12000 },
        { "chung-thuc-chu-ky", "counter", "2026-10-01", 1, 2, 20000 },
        { "chung-thuc-giao-dich", "counter", "2026-10-01", 1, 1, 50000 },
        { "chung-thuc-sua-doi-giao-dich", "counter", "2026-10-01", 1, 1, 30000 },
        { "sua-loi-giao-dich", "counter", "2026-10-01", 1, 1, 25000 },
        { "chung-thuc-tu-choi-di-san", "counter", "2026-10-01", 1, 1, 50000 },
        { "chung-thuc-di-chuc", "counter", "2026-10-01", 1, 1, 50000 },
        { "trich-luc-ho-tich", "online", "2026-10-01", 1, 3, 24000 },
        { "dang-ky-thuong-tru", "online", "2026-10-01", 1, 1, 10000 },
        { "dang-ky-thuong-tru", "counter", "2026-10-01", 1, 1, 20000 },
        { "dang-ky-tam-tru", "online", "2026-10-01", 1, 1, 7000 },
        { "dang-ky-tam-tru", "counter", "2026-10-01", 1, 1, 15000 },
        { "cap-doi-the-can-cuoc", "counter", "2026-12-31", 1, 1, 25000 },
        { "cap-doi-the-can-cuoc", "counter", "2027-01-01", 1, 1, 50000 },
        { "nuoi-con-nuoi", "counter", "2026-10-01", 1, 1, 400000 },
    };
    struct catalogue_faults faults;
    struct catalogue all = read_whole_catalogue(&faults);

    (void)state;
    CHECK_INT(all.tariffs.count, 42);
    CHECK_INT(all.exemptions.count, 13);
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct tariff *tariff = tariff_on(&all.tariffs, str_of(examples[i].code), day(examples[i].on));

        CHECK(tariff != NULL);
        CHECK_INT(tariff_amount(tariff, str_of(examples[i].channel), examples[i].pages, examples[i].count, 0),
                  examples[i].amount_vnd);
    }
    CHECK(tariff_is_open(tariff_on(&all.tariffs, STR("ho-kinh-doanh"), day("2026-10-01")), STR("counter")));
}

/* NQ 66.22/2026/NQ-CP: online, from 15/08/2026 to 28/02/2027. */
static void digital_citizens_are_exempt_online_while_the_resolution_holds(void **state)
{
    struct catalogue_faults faults;
    struct catalogue all = read_whole_catalogue(&faults);
    const struct fee_exemption *digital = &all.exemptions.at[0];
    struct str residence = STR("dang-ky-thuong-tru"), online = STR("online");

    (void)state;
    CHECK_STR(digital->code, "cong-dan-so");
    CHECK_INT(digital->percent, 100);
    CHECK(!fee_exemption_applies(digital, residence, online, day("2026-08-14")));
    CHECK(fee_exemption_applies(digital, residence, online, day("2026-08-15")));
    CHECK(fee_exemption_applies(digital, residence, online, day("2027-02-28")));
    CHECK(!fee_exemption_applies(digital, residence, online, day("2027-03-01")));
    CHECK(!fee_exemption_applies(digital, residence, STR("counter"), day("2026-10-01")));
    CHECK(fee_exemption_applies(digital, STR("trich-luc-ho-tich"), online, day("2026-10-01")));
    CHECK(!fee_exemption_applies(digital, STR("chung-thuc-ban-sao"), online, day("2026-10-01")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_read_whole),
        cmocka_unit_test(each_fault_has_file_place_and_reason),
        cmocka_unit_test(a_file_that_is_no_catalogue_is_refused),
        cmocka_unit_test(all_faults_are_found_in_one_reading),
        cmocka_unit_test(the_same_procedure_in_two_files_is_a_fault),
        cmocka_unit_test(the_catalogue_has_no_fault_and_its_known_size),
        cmocka_unit_test(registering_a_birth_is_as_the_register_says),
        cmocka_unit_test(the_papers_for_a_birth_follow_the_answers),
        cmocka_unit_test(every_question_of_the_catalogue_decides_about_a_paper),
        cmocka_unit_test(the_known_repeals_hold),
        cmocka_unit_test(each_fee_of_a_procedure_is_that_of_its_tariff),
        cmocka_unit_test(known_sums_are_those_of_the_law),
        cmocka_unit_test(digital_citizens_are_exempt_online_while_the_resolution_holds),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
