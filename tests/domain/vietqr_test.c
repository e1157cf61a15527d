/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/vietqr.h"
#include "support/check.h"
#include "support/property.h"

#include <stdio.h>
#include <string.h>

static struct arena *arena;

/* As NAPAS prints them. */
static const char static_sample[] = /* a length inside says 12 for 13 digits: the check sum is right, the text is not */
    "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5";
static const char card_sample[] =
    "00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN63044F52";
static const char bill_sample[] = "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
                                  "530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E";
static const char card_bill_sample[] = "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC"
                                       "530370454061800005802VN62340107NPS68690819thanh toan don hang6304A203";

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1 << 24);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct vietqr transfer(const char *bin, const char *account, int64_t amount_vnd, const char *purpose)
{
    return (struct vietqr){
        .bin = str_of(bin), .account = str_of(account), .amount_vnd = amount_vnd, .purpose = str_of(purpose)
    };
}

static void check_builds(struct vietqr what, const char *expected)
{
    char out[VIETQR_ROOM];

    CHECK_STR(vietqr_build(&what, out), expected);
}

/* ---- Check sum ------------------------------------------------------------------------------------------------- */

static void check_sums_are_those_of_the_standard_and_of_napas(void **state)
{
    (void)state;
    CHECK_INT(vietqr_crc(STR("123456789")), 0x29B1);
    CHECK_INT(vietqr_crc(str_head(str_of(static_sample), strlen(static_sample) - 4)), 0xF4E5);
    CHECK_INT(vietqr_crc(str_head(str_of(card_sample), strlen(card_sample) - 4)), 0x4F52);
    CHECK_INT(vietqr_crc(str_head(str_of(bill_sample), strlen(bill_sample) - 4)), 0x2E2E);
    CHECK_INT(vietqr_crc(str_head(str_of(card_bill_sample), strlen(card_bill_sample) - 4)), 0xA203);
    CHECK_INT(vietqr_crc(STR("")), 0xFFFF);
}

/* ---- Making ---------------------------------------------------------------------------------------------------- */

static void a_fee_is_written_as_banks_read_it(void **state)
{
    (void)state;
    check_builds(transfer("970436", "1017595600", 8000, "H55 260115 0007 le phi"),
                 "00020101021238540010A00000072701240006970436011010175956000208QRIBFTTA5303704540480005802VN"
                 "62260822H55 260115 0007 le phi63049103");
    check_builds(transfer("970415", "113366668888", 50000, "LP 0012"),
                 "00020101021238560010A0000007270126000697041501121133666688880208QRIBFTTA53037045405500005802VN"
                 "62110807LP 001263049A3A");
    check_builds(transfer("970405", "8500201004321", 0, NULL),
                 "00020101021138570010A00000072701270006970405011385002010043210208QRIBFTTA53037045802VN63042E8E");
}

static void the_samples_of_napas_are_made_again(void **state)
{
    struct vietqr bill = transfer("970403", "0011012345678", 180000, "thanh toan don hang");
    struct vietqr card = transfer("970403", "9704031101234567", 0, NULL);

    (void)state;
    bill.bill_number = STR("NPS6869");
    check_builds(bill, bill_sample);
    card.is_card = true;
    check_builds(card, card_sample);
    bill.account = card.account;
    bill.is_card = true;
    check_builds(bill, card_bill_sample);
}

static void what_a_bank_could_not_read_is_not_written(void **state)
{
    static const struct {
        const char *bin, *account;
        int64_t amount_vnd;
        const char *purpose;
        enum vietqr_fault fault;
    } examples[] = {
        { "97043", "1017595600", 8000, NULL, VIETQR_BAD_ACCOUNT },
        { "97043A", "1017595600", 8000, NULL, VIETQR_BAD_ACCOUNT },
        { "970436", "", 8000, NULL, VIETQR_BAD_ACCOUNT },
        { "970436", "10175 95600", 8000, NULL, VIETQR_BAD_ACCOUNT },
        { "970436", "12345678901234567890", 8000, NULL, VIETQR_BAD_ACCOUNT },
        { "970436", "1017595600", -1, NULL, VIETQR_BAD_AMOUNT },
        { "970436", "1017595600", 10000000000000, NULL, VIETQR_BAD_AMOUNT },
        { "970436", "1017595600", 8000, "", VIETQR_BAD_TEXT },
        { "970436", "1017595600", 8000, "Lệ phí", VIETQR_BAD_TEXT },
        { "970436", "1017595600", 8000, "H55.12.07", VIETQR_BAD_TEXT },
        { "970436", "1017595600", 8000, " le phi", VIETQR_BAD_TEXT },
        { "970436", "1017595600", 8000, "le phi cua ho so so 000123", VIETQR_BAD_TEXT },
    };
    char out[VIETQR_ROOM];

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct vietqr bad = transfer(examples[i].bin, examples[i].account, examples[i].amount_vnd, examples[i].purpose);
        CHECK_INT(vietqr_check(&bad), examples[i].fault);
        CHECK_STR(vietqr_build(&bad, out), NULL);
    }
    check_builds(transfer("970436", "1234567890123456789", 9999999999999, "le phi cua ho so so 00012"),
                 "00020101021238630010A000000727013300069704360119123456789012345678902"
                 "08QRIBFTTA530370454139999999999999"
                 "5802VN62290825le phi cua ho so so 00012630446D3");
}

/* ---- Whatever is made ------------------------------------------------------------------------------------------ */

/* Two digits of tag, rising, two of length, so many bytes, to the very end. */
static bool is_well_formed(struct str text)
{
    char last[3] = "";

    while (text.len > 0) {
        char tag[3] = { text.at[0], text.at[1], '\0' };
        size_t len = (size_t)(text.at[2] - '0') * 10 + (size_t)(text.at[3] - '0');

        if (strcmp(tag, last) <= 0 || len == 0 || text.len < 4 + len)
            return false;
        memcpy(last, tag, sizeof last);
        text = str_from(text, 4 + len);
    }
    return true;
}

static struct str random_text(char *out, int low, int high, const char *letters)
{
    int len = test_random_in(low, high);

    for (int i = 0; i < len; i++)
        out[i] = letters[test_random_in(0, (int)strlen(letters) - 1)];
    return (struct str){ out, (size_t)len };
}

static struct vietqr random_transfer(char room[4][32])
{
    static const char digits[] = "0123456789",
                      letters[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW";
    struct vietqr made = {
        .bin = random_text(room[0], 6, 6, digits),
        .account = random_text(room[1], 1, VIETQR_ACCOUNT_MAX, letters),
        .is_card = test_random_in(0, 1) == 1,
        .amount_vnd = test_random_in(0, 3) == 0 ? 0 : test_random_in_i64(1, 9999999999999),
    };

    if (test_random_in(0, 1) == 1)
        made.bill_number = random_text(room[2], 1, VIETQR_BILL_MAX, letters);
    if (test_random_in(0, 1) == 1)
        made.purpose = random_text(room[3], 1, VIETQR_PURPOSE_MAX, letters);
    return made;
}

static void whatever_may_be_written_is_well_formed_and_summed(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        char room[4][32], out[VIETQR_ROOM], sum[5];
        struct vietqr made = random_transfer(room);
        struct str text = vietqr_build(&made, out);

        CHECK(text.len > 0 && text.len < VIETQR_ROOM);
        CHECK(is_well_formed(text));
        CHECK(str_contains(text, made.bin) && str_contains(text, made.account));
        CHECK(str_contains(text, made.bill_number) && str_contains(text, made.purpose));
        snprintf(sum, sizeof sum, "%04X", vietqr_crc(str_head(text, text.len - 4)));
        CHECK_STR(str_from(text, text.len - 4), sum);
    }
}

static void one_changed_byte_changes_the_check_sum(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        char room[4][32], out[VIETQR_ROOM];
        struct vietqr made = random_transfer(room);
        struct str head = str_head(vietqr_build(&made, out), strlen(out) - 4);
        char *place = &out[test_random_in(0, (int)head.len - 1)], before = *place;
        unsigned sum = vietqr_crc(head);

        *place = (char)test_random_in(1, 127);
        CHECK(*place == before || vietqr_crc(head) != sum);
    }
}

/* ---- Purpose --------------------------------------------------------------------------------------------------- */

static void a_code_becomes_a_purpose_of_plain_letters(void **state)
{
    static const struct {
        const char *code, *purpose;
    } examples[] = {
        { "  H55.12.07-250918-0007 ", "H55 12 07 250918 0007" },
        { "Lệ phí, hồ sơ 7", "Le phi ho so 7" },
        { "ĐẶNG THỊ ĐÀO", "DANG THI DAO" },
        { "le\xCC\xA3\xCC\x82 phi\xCC\x81", "le phi" }, /* marks apart from their letters */
        { "…!?", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STR(vietqr_purpose_of_code(arena, str_of(examples[i].code)), examples[i].purpose);
}

static void a_long_code_keeps_its_day_and_number(void **state)
{
    (void)state;
    CHECK_STR(vietqr_purpose_of_code(arena, STR("H55.12.07-250918-0007")), "H55 12 07 250918 0007");
    CHECK_STR(vietqr_purpose_of_code(arena, STR("H55-260115-0007")), "H55 260115 0007");
    CHECK_STR(vietqr_purpose_of_code(arena, STR("H55.12.07.34.56.78.90-250918-0007")), "H55 250918 0007");
    CHECK_STR(vietqr_purpose_of_code(arena, STR("H55.12.07.00-250918-0123456")), "H55 250918 0123456");
}

static void every_text_makes_a_purpose_that_can_be_written(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        char noise[80], out[VIETQR_ROOM];
        int len = test_random_in(0, (int)sizeof noise);

        test_random_bytes(noise, (size_t)len);
        struct str purpose = vietqr_purpose_of_code(arena, (struct str){ noise, (size_t)len });
        struct vietqr made = transfer("970436", "1017595600", 1000, NULL);
        made.purpose = purpose;
        CHECK(purpose.len == 0 || vietqr_build(&made, out).at != NULL);
        arena_reset(arena);
    }
}

/* ---- Banks ----------------------------------------------------------------------------------------------------- */

static void banks_have_six_digits_each_once(void **state)
{
    static const char *const bins[] = {
#define BANK(bin, certainty, short_name, name) bin,
#include "domain/banks.def"
#undef BANK
    };
    enum { BANKS = sizeof bins / sizeof *bins };
    const struct bank *found[BANKS];

    (void)state;
    CHECK(BANKS >= 30);
    for (size_t i = 0; i < BANKS; i++) {
        found[i] = bank_of(str_of(bins[i]));
        CHECK_INT(strlen(bins[i]), 6);
        CHECK(strncmp(bins[i], "9704", 4) == 0);
        CHECK_STR(found[i]->bin, bins[i]);
        CHECK(i == 0 || found[i] == found[i - 1] + 1); /* none stands in the table twice */
        CHECK(found[i]->name.len > found[i]->short_name.len || found[i]->name.len > 10);
    }
    CHECK_STR(bank_of(STR("970436"))->short_name, "Vietcombank");
    CHECK(bank_of(STR("970403"))->is_verified);
    CHECK(!bank_of(STR("970405"))->is_verified);
    CHECK(bank_of(STR("970499")) == NULL);
}

static void account_numbers_are_letters_and_digits(void **state)
{
    (void)state;
    CHECK(bank_account_is_valid(STR("8500201004321")));
    CHECK(bank_account_is_valid(STR("VQRQ0001a2")));
    CHECK(!bank_account_is_valid(STR("12345")));
    CHECK(!bank_account_is_valid(STR("8500 2010 04321")));
    CHECK(!bank_account_is_valid(STR("12345678901234567890")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_sums_are_those_of_the_standard_and_of_napas),
        cmocka_unit_test(a_fee_is_written_as_banks_read_it),
        cmocka_unit_test(the_samples_of_napas_are_made_again),
        cmocka_unit_test(what_a_bank_could_not_read_is_not_written),
        cmocka_unit_test(whatever_may_be_written_is_well_formed_and_summed),
        cmocka_unit_test(one_changed_byte_changes_the_check_sum),
        cmocka_unit_test(a_code_becomes_a_purpose_of_plain_letters),
        cmocka_unit_test(a_long_code_keeps_its_day_and_number),
        cmocka_unit_test(every_text_makes_a_purpose_that_can_be_written),
        cmocka_unit_test(banks_have_six_digits_each_once),
        cmocka_unit_test(account_numbers_are_letters_and_digits),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
