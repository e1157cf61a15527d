/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/identity.h"
#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

#include <string.h>

static struct arena *arena;
static struct date today;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    today = test_date("2025-09-18");
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct identity parse(const char *number)
{
    return identity_parse(str_of(number), today);
}

/* ---- Identity numbers ------------------------------------------------------------------------- */

static void numbers_say_province_sex_and_year(void **state)
{
    static const struct {
        const char *number, *province, *gender;
        int year;
    } examples[] = {
        { "019185001234", "Thái Nguyên", "Nữ", 1985 }, { "006204567890", "Bắc Kạn", "Nam", 2004 },
        { "001300000007", "Hà Nội", "Nữ", 2000 },      { "079099123456", "TP. Hồ Chí Minh", "Nam", 1999 },
        { "096000000000", "Cà Mau", "Nam", 1900 },     { "019399000000", "Thái Nguyên", "Nữ", 2099 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct identity identity = parse(examples[i].number);
        CHECK_INT(identity.kind, IDENTITY_CITIZEN);
        CHECK_STR(identity.province, examples[i].province);
        CHECK_STR(gender_label(identity.gender), examples[i].gender);
        CHECK_INT(identity.birth_year, examples[i].year);
    }
}

static void an_ordinary_number_has_no_findings(void **state)
{
    (void)state;
    CHECK_INT(parse("019185001234").findings.bits, 0);
    CHECK_INT(parse("019225001234").findings.bits, 0); /* born this very year */
}

static void odd_but_possible_numbers_are_warned_about_and_taken(void **state)
{
    struct identity future = parse("027401000001"), unknown = parse("003185001234");

    (void)state;
    CHECK_INT(future.kind, IDENTITY_CITIZEN);
    CHECK_STR(future.province, "Bắc Ninh");
    CHECK_INT(future.birth_year, 2101);
    CHECK_INT(future.findings.bits, 1 << FINDING_FUTURE_YEAR);
    CHECK_INT(unknown.kind, IDENTITY_CITIZEN);
    CHECK_STR(unknown.province, NULL);
    CHECK_INT(unknown.findings.bits, 1 << FINDING_UNKNOWN_PROVINCE);
    CHECK(findings_have_weight(unknown.findings, FINDING_IS_WARNING));
    CHECK(!findings_have_weight(unknown.findings, FINDING_IS_REFUSED));
    CHECK(findings_have(parse("000000000000").findings, FINDING_UNKNOWN_PROVINCE));
    CHECK(findings_have(parse("999999999999").findings, FINDING_UNKNOWN_PROVINCE));
}

static void next_years_number_is_from_the_future_until_new_year(void **state)
{
    (void)state;
    CHECK(findings_have(parse("019226001234").findings, FINDING_FUTURE_YEAR));
    CHECK_INT(identity_parse(STR("019226001234"), test_date("2026-01-01")).findings.bits, 0);
}

static void made_up_people_have_a_note_of_their_own(void **state)
{
    static const char *const numbers[] = { "097185001234", "098085001234", "099303001234" };

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct identity identity = parse(numbers[i]);
        CHECK_INT(identity.kind, IDENTITY_CITIZEN);
        CHECK_INT(identity.findings.bits, 1 << FINDING_SYNTHETIC);
        CHECK(!findings_have_weight(identity.findings, FINDING_IS_WARNING));
    }
}

static void old_cards_and_passports_are_taken_with_a_note(void **state)
{
    (void)state;
    CHECK_INT(parse("090123456").kind, IDENTITY_OLD_CARD);
    CHECK_INT(parse("090123456").findings.bits, 1 << FINDING_OLD_CARD);
    CHECK_INT(parse("B1234567").kind, IDENTITY_PASSPORT);
    CHECK_INT(parse("C01X00T47").kind, IDENTITY_PASSPORT);
    CHECK_INT(parse("B1234567").findings.bits, 1 << FINDING_PASSPORT);
}

static void wrong_lengths_and_characters_are_refused(void **state)
{
    static const struct {
        const char *number;
        enum finding finding;
    } examples[] = {
        { "", FINDING_EMPTY },
        { "01918500123", FINDING_WRONG_LENGTH },
        { "0191850012345", FINDING_WRONG_LENGTH },
        { "1", FINDING_WRONG_LENGTH },
        { "01918500123A", FINDING_NOT_DIGITS },
        { "019 185001234", FINDING_NOT_DIGITS },
        { "-19185001234", FINDING_NOT_DIGITS },
        { "b1234567", FINDING_NOT_DIGITS },
        { "HOCHIEU", FINDING_NOT_DIGITS },
        { "B1234", FINDING_NOT_DIGITS },
        { "B123456789", FINDING_NOT_DIGITS },
        { "０１９185001234", FINDING_NOT_DIGITS },
        { "<script>", FINDING_NOT_DIGITS },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct identity identity = parse(examples[i].number);
        CHECK_INT(identity.kind, IDENTITY_NONE);
        CHECK_INT(identity.findings.bits, 1 << examples[i].finding);
        CHECK(findings_have_weight(identity.findings, FINDING_IS_REFUSED));
    }
    CHECK_INT(identity_parse((struct str){ NULL, 0 }, today).findings.bits, 1 << FINDING_EMPTY);
}

static void twelve_digits_are_never_refused(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        char digits[13] = "";
        for (int i = 0; i < 12; i++)
            digits[i] = (char)('0' + test_random_in(0, 9));
        struct identity identity = parse(digits);
        CHECK_INT(identity.kind, IDENTITY_CITIZEN);
        CHECK(!findings_have_weight(identity.findings, FINDING_IS_REFUSED));
        CHECK(identity.birth_year >= 1900 && identity.birth_year <= 2399);
        CHECK_INT(identity.birth_year % 100, (digits[4] - '0') * 10 + digits[5] - '0');
    }
}

static void any_bytes_get_an_answer(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        char bytes[40];
        struct str text = { bytes, (size_t)test_random_in(0, 40) };
        struct dossier_code code;
        test_random_bytes(bytes, sizeof bytes);
        struct identity identity = identity_parse(text, today);
        CHECK((identity.kind == IDENTITY_NONE) == findings_have_weight(identity.findings, FINDING_IS_REFUSED));
        struct card card = card_parse(text, today);
        CHECK((card.number.at == NULL) == findings_have(card.findings, FINDING_NOT_A_CARD));
        phone_clean(arena, text);
        email_is_plausible(text);
        dossier_code_parse(text, &code);
        arena_reset(arena);
    }
}

static void typed_numbers_are_cleaned(void **state)
{
    (void)state;
    CHECK_STR(identity_clean(arena, STR(" 019 185 001 234 ")), "019185001234");
    CHECK_STR(identity_clean(arena, STR("019.185.001-234\r\n")), "019185001234");
    CHECK_STR(identity_clean(arena, STR("b 1234567")), "B1234567");
    CHECK_STR(identity_clean(arena, STR("")), "");
    CHECK_STR(identity_clean(arena, STR("số 12")), "Số12");
}

static void a_number_is_compared_with_birthday_and_sex(void **state)
{
    struct identity identity = parse("019185001234");

    (void)state;
    CHECK_INT(identity_compare(identity, test_date("1985-03-05"), GENDER_FEMALE).bits, 0);
    CHECK_INT(identity_compare(identity, test_date("1986-03-05"), GENDER_FEMALE).bits, 1 << FINDING_OTHER_BIRTH_YEAR);
    CHECK_INT(identity_compare(identity, test_date("1985-03-05"), GENDER_MALE).bits, 1 << FINDING_OTHER_GENDER);
    CHECK_INT(identity_compare(identity, (struct date){ 0 }, GENDER_UNKNOWN).bits, 0);
    CHECK_INT(identity_compare(parse("090123456"), test_date("1986-03-05"), GENDER_MALE).bits, 0);
}

static void masks_show_the_end_alone(void **state)
{
    (void)state;
    CHECK_STR(identity_mask(arena, STR("019185001234")), "********1234");
    CHECK_STR(identity_mask(arena, STR("090123456")), "*****3456");
    CHECK_STR(identity_mask(arena, STR("1234")), "****");
    CHECK_STR(identity_mask(arena, STR("")), "");
    CHECK_STR(phone_mask(arena, STR("0912345678")), "*******678");
    CHECK_STR(phone_mask(arena, STR("123")), "***");
}

static void sexes_read_back(void **state)
{
    enum gender gender = GENDER_UNKNOWN;

    (void)state;
    CHECK(gender_parse(STR("male"), &gender) && gender == GENDER_MALE);
    CHECK(gender_parse(STR("Nữ"), &gender) && gender == GENDER_FEMALE);
    CHECK(!gender_parse(STR("nữ giới"), &gender) && gender == GENDER_FEMALE);
    CHECK(gender_parse((struct str){ NULL, 0 }, &gender) && gender == GENDER_UNKNOWN);
    CHECK_STR(gender_name(GENDER_FEMALE), "female");
    CHECK_STR(gender_name(GENDER_UNKNOWN), NULL);
}

static void every_finding_has_words(void **state)
{
    (void)state;
    for (enum finding finding = 0; finding < FINDING_COUNT; finding++)
        CHECK(str_ends_with(finding_words(finding), STR(".")));
    CHECK_INT(finding_weight(FINDING_SYNTHETIC), FINDING_IS_NOTE);
}

/* ---- The card's QR ---------------------------------------------------------------------------- */

static void a_card_is_read_field_by_field(void **state)
{
    struct card card =
        card_parse(STR("019185001234|090123456|Nguyễn Thị Mẫu|05031985|Nữ|Bình Yên, Thái Nguyên|20052021"), today);
    char born[11], issued[11];

    (void)state;
    CHECK_INT(card.findings.bits, 0);
    CHECK_STR(card.number, "019185001234");
    CHECK_STR(card.old_number, "090123456");
    CHECK_STR(card.name, "Nguyễn Thị Mẫu");
    CHECK_STR(date_format_iso(card.born_on, born), "1985-03-05");
    CHECK_INT(card.gender, GENDER_FEMALE);
    CHECK_STR(card.address, "Bình Yên, Thái Nguyên");
    CHECK_STR(date_format_iso(card.issued_on, issued), "2021-05-20");
}

static void a_card_with_blanks_empty_and_extra_fields_is_read(void **state)
{
    struct card card = card_parse(STR(" 019185001234 ||Nguyễn Thị Mẫu | 05031985|Nữ|Bình Yên|20052021||||\r\n"), today);

    (void)state;
    CHECK_INT(card.findings.bits, 0);
    CHECK_STR(card.number, "019185001234");
    CHECK_STR(card.old_number, "");
    CHECK_STR(card.name, "Nguyễn Thị Mẫu");
}

static void what_does_not_fit_on_a_card_is_warned_about(void **state)
{
    static const struct {
        const char *text;
        uint32_t bits;
    } examples[] = {
        { "019185001234|090123456|Nguyễn Thị Mẫu|05031986|Nữ|Bình Yên, Thái Nguyên|20052021",
          1 << FINDING_OTHER_BIRTH_YEAR },
        { "019185001234||Nguyễn Thị Mẫu|05031985|Nam|Bình Yên|20052021", 1 << FINDING_OTHER_GENDER },
        { "019185001234||Nguyễn Thị Mẫu|31021985|Nữ|Bình Yên|20052021", 1 << FINDING_ODD_BIRTH_DAY },
        { "019225001234||Nguyễn Thị Mẫu|05122025|Nam|Bình Yên|06122025",
          1 << FINDING_ODD_BIRTH_DAY | 1 << FINDING_ODD_ISSUE_DAY },
        { "019185001234||Nguyễn Thị Mẫu|05031985|Nữ|Bình Yên|", 1 << FINDING_ODD_ISSUE_DAY },
        { "019185001234||Nguyễn Thị Mẫu|05031985|Nữ|Bình Yên|04031985", 1 << FINDING_ODD_ISSUE_DAY },
        { "019185001234|12345|Nguyễn Thị Mẫu|05031985|Nữ|Bình Yên|20052021", 1 << FINDING_ODD_OLD_NUMBER },
        { "019185001234|019185004321|Nguyễn Thị Mẫu|05031985|Nữ|Bình Yên|20052021", 0 }, /* a number given anew */
        { "019185001234||Nguyễn Thị Mẫu|05031985||Bình Yên|20052021", 1 << FINDING_NO_GENDER },
        { "019185001234||Nguyễn Thị Mẫu|05031985|?|Bình Yên|20052021", 1 << FINDING_NO_GENDER },
        { "099185001234||Nguyễn Thị Mẫu|05031985|Nữ|Bình Yên|20052021", 1 << FINDING_SYNTHETIC },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct card card = card_parse(str_of(examples[i].text), today);
        CHECK_INT(card.findings.bits, examples[i].bits);
        CHECK_STR(card.name, "Nguyễn Thị Mẫu");
    }
}

static void other_texts_are_not_cards(void **state)
{
    static const char *const texts[] = {
        "",
        "https://example.vn/",
        "019185001234",
        "||||||",
        "|||||||||||||||||||||||",
        "01918500123|090123456|Nguyễn Thị Mẫu|05031985|Nữ|Bình Yên|20052021",
        "090123456||Nguyễn Thị Mẫu|05031985|Nữ|Bình Yên|20052021",
        "019185001234|090123456||05031985|Nữ|Bình Yên|20052021",
        "019185001234|090123456|Nguyễn Thị Mẫu|05031985|Nữ|20052021",
        "019185001234||Nguyễn Thị Mẫu|05031985|Nữ|Bình Yên|20052021|||||",
        "019185001234||\xC3\x28|05031985|Nữ|Bình Yên|20052021",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct card card = card_parse(str_of(texts[i]), today);
        CHECK_INT(card.findings.bits, 1 << FINDING_NOT_A_CARD);
        CHECK_STR(card.number, NULL);
        CHECK_STR(card.name, NULL);
    }
    CHECK(findings_have(card_parse((struct str){ NULL, 0 }, today).findings, FINDING_NOT_A_CARD));
}

/* ---- Telephone and e-mail --------------------------------------------------------------------- */

static void telephones_come_to_one_form(void **state)
{
    static const struct {
        const char *typed, *clean;
    } examples[] = {
        { "0912345678", "0912345678" },
        { " 0912 345 678 ", "0912345678" },
        { "0912.345.678", "0912345678" },
        { "+84 912 345 678", "0912345678" },
        { "+84 (0)912-345-678", "0912345678" },
        { "0084912345678", "0912345678" },
        { "84912345678", "0912345678" },
        { "0123000456", "0123000456" }, /* never given out: for made-up people */
        { "(0208) 3123 456", "02083123456" },
        { "+84 24 3825 1234", "02438251234" },
        { "912345678", NULL },
        { "091234567", NULL },
        { "09123456789", NULL },
        { "0208312345", NULL },
        { "0912345678x", NULL },
        { "+85 912345678", NULL },
        { "", NULL },
        { "không có", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STR(phone_clean(arena, str_of(examples[i].typed)), examples[i].clean);
}

static void a_clean_telephone_stays_as_it_is(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        char typed[20];
        struct str text = { typed, (size_t)test_random_in(0, 19) };
        for (size_t i = 0; i < sizeof typed; i++)
            typed[i] = "0123456789+ -."[test_random_in(0, 13)];
        struct str once = phone_clean(arena, text);
        if (once.at != NULL) {
            CHECK(once.len == 10 || once.len == 11);
            CHECK(str_equal(phone_clean(arena, once), once));
        }
        arena_reset(arena);
    }
}

static void mail_addresses_have_the_usual_shape(void **state)
{
    static const char *const good[] = { "mau@example.vn", "a.b+c_d-e@sub.example.com.vn", "x@1.vn" };
    static const char *const bad[] = { "",
                                       "mau",
                                       "mau@",
                                       "@example.vn",
                                       "mau@example",
                                       "mau@@example.vn",
                                       "mau@example..vn",
                                       "mau@.vn",
                                       "mau@-a.vn",
                                       "mau@a-.vn",
                                       "mẫu@example.vn",
                                       "mau mau@example.vn",
                                       "<mau@example.vn>",
                                       "mau@example.vn\n",
                                       "mau@exa mple.vn" };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(email_is_plausible(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!email_is_plausible(str_of(bad[i])));
    CHECK(!email_is_plausible((struct str){ NULL, 0 }));
    char longest[300];
    memset(longest, 'a', sizeof longest);
    memcpy(longest + 10, "@example.", 9);
    CHECK(email_is_plausible((struct str){ longest, 254 }));
    CHECK(!email_is_plausible((struct str){ longest, 255 }));
    CHECK(!email_is_plausible((struct str){ longest, sizeof longest }));
    memset(longest, 'a', sizeof longest);
    memcpy(longest + 65, "@example.vn", 11);
    CHECK(email_is_plausible((struct str){ longest + 1, 75 })); /* 64 letters before the @ */
    CHECK(!email_is_plausible((struct str){ longest, 76 }));
}

/* ---- Codes ------------------------------------------------------------------------------------ */

static void agency_codes_have_their_form(void **state)
{
    static const char *const good[] = { "H55", "H55.12", "H55.12.07", "G15.001", "A01.12.12.12.12.12.123" };
    static const char *const bad[] = { "",
                                       "H5",
                                       "h55",
                                       "Z55",
                                       "H55.",
                                       "H55.1",
                                       "H55.1234",
                                       "H55..12",
                                       ".H55",
                                       "H55.AB",
                                       "H55.12.12.12.12.12.12.12",
                                       "000.12.07.H55",
                                       "H55-12" };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(agency_code_is_valid(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!agency_code_is_valid(str_of(bad[i])));
    CHECK(!agency_code_is_valid((struct str){ NULL, 0 }));
}

static void dossier_codes_are_taken_apart(void **state)
{
    static const struct {
        const char *code, *agency, *received;
        int64_t serial;
        bool is_legacy;
    } examples[] = {
        { "H55.12.07-250918-0007", "H55.12.07", "2025-09-18", 7, false },
        { "H55.12.07-250918-00123", "H55.12.07", "2025-09-18", 123, false },
        { "H55.12.07-240229-1234567", "H55.12.07", "2024-02-29", 1234567, false },
        { "G15.001.02-260125-010007", "G15.001.02", "2026-01-25", 10007, false }, /* centralised, TT 04/2025 */
        { "000.12.07.H55-180115-0007", "000.12.07.H55", "2018-01-15", 7, true },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct dossier_code code = { 0 };
        char received[11];
        CHECK(dossier_code_parse(str_of(examples[i].code), &code));
        CHECK_STR(code.agency, examples[i].agency);
        CHECK_STR(date_format_iso(code.received_on, received), examples[i].received);
        CHECK_INT(code.serial, examples[i].serial);
        CHECK_INT(code.is_legacy, examples[i].is_legacy);
    }
}

static void other_texts_are_not_dossier_codes(void **state)
{
    static const char *const texts[] = {
        "",
        "H55.12.07-251318-0007", /* month 13 */
        "H55.12.07-250230-0007", /* 30 February */
        "H55.12.07-250229-0007", /* no leap year */
        "h55.12-250918-0007",
        "H55.12.07-250918-07",
        "H55.12.07-250918-00000007",
        "H55.12.07-250918-0000",
        "H55.12.07-250918-0007 ",
        "H55.12.07-250918-0007-1",
        "H55.12.07-20250918-0007",
        "H55.12.07--250918-0007",
        "H55.12.07-250918",
        "Z55.12.07-250918-0007",
        "000.12.07.H55-180115-00007",
        "0000.12.07.H55-180115-0007",
    };
    struct dossier_code code = { .serial = 42 };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK(!dossier_code_parse(str_of(texts[i]), &code));
    CHECK(!dossier_code_parse((struct str){ NULL, 0 }, &code));
    CHECK_INT(code.serial, 42);
}

static void a_made_code_is_printed_with_four_digits_at_least(void **state)
{
    struct dossier_code code = { .agency = STR("H55.12.07"), .received_on = test_date("2025-09-18"), .serial = 7 };

    (void)state;
    CHECK_STR(dossier_code_make(arena, code), "H55.12.07-250918-0007");
    code.serial = 12345;
    CHECK_STR(dossier_code_make(arena, code), "H55.12.07-250918-12345");
}

static void made_codes_read_back(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        struct dossier_code made = { .agency = STR("H55.12.07"), .serial = test_random_in(1, 9999999) }, read = { 0 };
        made.received_on = date_add(test_date("2000-01-01"), test_random_in(0, 36524));
        CHECK(dossier_code_parse(dossier_code_make(arena, made), &read));
        CHECK(str_equal(read.agency, made.agency));
        CHECK_INT(read.received_on.day, made.received_on.day);
        CHECK_INT(read.serial, made.serial);
        arena_reset(arena);
    }
}

static void typed_codes_are_cleaned(void **state)
{
    (void)state;
    CHECK_STR(dossier_code_clean(arena, STR(" h55.12.07-250918-0007\n")), "H55.12.07-250918-0007");
}

static void procedure_and_result_codes_have_their_form(void **state)
{
    static const char *const good[] = { "1.001193", "2.000815", "1.001193.H55", "1.001193.000.00.00.H55" };
    static const char *const bad[] = {
        "",         "1001193",  "1.00119", "1.0011930", "1.001193.", "1.001193.G15", "1.001193.000.00.00.H5",
        "a.001193", "1.001193 "
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(procedure_code_is_valid(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!procedure_code_is_valid(str_of(bad[i])));
    CHECK(result_code_is_valid(STR("KQ.G15.000031")));
    CHECK(!result_code_is_valid(STR("KQ.Z15.000031")));
    CHECK(!result_code_is_valid(STR("kq.G15.000031")));
    CHECK(!result_code_is_valid(STR("KQ.G15.31")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_say_province_sex_and_year),
        cmocka_unit_test(an_ordinary_number_has_no_findings),
        cmocka_unit_test(odd_but_possible_numbers_are_warned_about_and_taken),
        cmocka_unit_test(next_years_number_is_from_the_future_until_new_year),
        cmocka_unit_test(made_up_people_have_a_note_of_their_own),
        cmocka_unit_test(old_cards_and_passports_are_taken_with_a_note),
        cmocka_unit_test(wrong_lengths_and_characters_are_refused),
        cmocka_unit_test(twelve_digits_are_never_refused),
        cmocka_unit_test(any_bytes_get_an_answer),
        cmocka_unit_test(typed_numbers_are_cleaned),
        cmocka_unit_test(a_number_is_compared_with_birthday_and_sex),
        cmocka_unit_test(masks_show_the_end_alone),
        cmocka_unit_test(sexes_read_back),
        cmocka_unit_test(every_finding_has_words),
        cmocka_unit_test(a_card_is_read_field_by_field),
        cmocka_unit_test(a_card_with_blanks_empty_and_extra_fields_is_read),
        cmocka_unit_test(what_does_not_fit_on_a_card_is_warned_about),
        cmocka_unit_test(other_texts_are_not_cards),
        cmocka_unit_test(telephones_come_to_one_form),
        cmocka_unit_test(a_clean_telephone_stays_as_it_is),
        cmocka_unit_test(mail_addresses_have_the_usual_shape),
        cmocka_unit_test(agency_codes_have_their_form),
        cmocka_unit_test(dossier_codes_are_taken_apart),
        cmocka_unit_test(other_texts_are_not_dossier_codes),
        cmocka_unit_test(a_made_code_is_printed_with_four_digits_at_least),
        cmocka_unit_test(made_codes_read_back),
        cmocka_unit_test(typed_codes_are_cleaned),
        cmocka_unit_test(procedure_and_result_codes_have_their_form),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
