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

static enum vietqr_fault parse(const char *text)
{
    struct vietqr ignored;

    return vietqr_parse(str_of(text), &ignored);
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

/* ---- Reading --------------------------------------------------------------------------------------------------- */

static void samples_are_read_part_by_part(void **state)
{
    struct vietqr read;

    (void)state;
    CHECK_INT(vietqr_parse(str_of(bill_sample), &read), VIETQR_GOOD);
    CHECK_STR(read.bin, "970403");
    CHECK_STR(read.account, "0011012345678");
    CHECK(!read.is_card);
    CHECK_INT(read.amount_vnd, 180000);
    CHECK_STR(read.bill_number, "NPS6869");
    CHECK_STR(read.purpose, "thanh toan don hang");
    CHECK_INT(vietqr_parse(str_of(card_sample), &read), VIETQR_GOOD);
    CHECK_STR(read.account, "9704031101234567");
    CHECK(read.is_card);
    CHECK_INT(read.amount_vnd, 0);
    CHECK_STR(read.bill_number, NULL);
    CHECK_STR(read.purpose, NULL);
}

static void a_wrong_length_inside_is_found_though_the_check_sum_is_right(void **state)
{
    struct vietqr read = { .amount_vnd = 77 };

    (void)state;
    CHECK_INT(vietqr_parse(str_of(static_sample), &read), VIETQR_NOT_TLV);
    CHECK_INT(read.amount_vnd, 77);
}

/* The rest of a text with its right check sum. */
static const char *summed(const char *text)
{
    struct str whole = arena_printf(arena, "%s6304", text);

    return arena_printf(arena, "%.*s%04X", STR_ARG(whole), vietqr_crc(whole)).at;
}

static void strange_texts_are_refused_for_what_is_wrong(void **state)
{
#define ACCOUNT "38570010A00000072701270006970405011385002010043210208QRIBFTTA"
    (void)state;
    CHECK_INT(parse(""), VIETQR_BAD_CRC);
    CHECK_INT(parse("6304"), VIETQR_BAD_CRC);
    CHECK_INT(parse("https://dichvucong.gov.vn"), VIETQR_BAD_CRC);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53037045802VN")), VIETQR_GOOD);
    CHECK_INT(parse(summed("000201010212" ACCOUNT "53037045802VN")), VIETQR_GOOD);
    CHECK_INT(parse(summed("000201010213" ACCOUNT "53037045802VN")), VIETQR_NOT_VIETQR);
    CHECK_INT(parse(summed("000202010211" ACCOUNT "53037045802VN")), VIETQR_NOT_VIETQR);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53038405802VN")), VIETQR_NOT_VIETQR);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53037045802US")), VIETQR_NOT_VIETQR);
    CHECK_INT(parse(summed("00020101021153037045802VN")), VIETQR_NOT_VIETQR);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "530370454018"
                           "5802VN")),
              VIETQR_GOOD);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53037045404"
                           "08005802VN")),
              VIETQR_BAD_AMOUNT);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53037045404"
                           "80.05802VN")),
              VIETQR_BAD_AMOUNT);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53037045802VN5802VN")), VIETQR_TAG_TWICE);
    CHECK_INT(parse(summed("010211000201" ACCOUNT "53037045802VN")), VIETQR_TAG_TWICE);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53037045802VN62110807LP.0012")), VIETQR_BAD_TEXT);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53037045802VN6200")), VIETQR_NOT_TLV);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53037045802VNx")), VIETQR_NOT_TLV);
    CHECK_INT(parse(summed("000201010211" ACCOUNT "53037045802VN99")), VIETQR_NOT_TLV);
    CHECK_INT(parse("00020101021138570010A00000072701270006970405011385002010043210208QRIBFTTA53037045802VN63042e8e"),
              VIETQR_BAD_CRC);
#undef ACCOUNT
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

static void what_is_made_is_read_back_the_same(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        char room[4][32], out[VIETQR_ROOM];
        struct vietqr made = random_transfer(room), read = { .amount_vnd = -1 };

        CHECK_INT(vietqr_parse(vietqr_build(&made, out), &read), VIETQR_GOOD);
        CHECK(str_equal(read.bin, made.bin) && str_equal(read.account, made.account));
        CHECK(str_equal(read.bill_number, made.bill_number) && str_equal(read.purpose, made.purpose));
        CHECK_INT(read.is_card, made.is_card);
        CHECK_INT(read.amount_vnd, made.amount_vnd);
    }
}

static void one_changed_byte_is_always_noticed(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        char room[4][32], out[VIETQR_ROOM];
        struct vietqr made = random_transfer(room), read;
        struct str text = vietqr_build(&made, out);
        char *place = &out[test_random_in(0, (int)text.len - 1)], before = *place;

        *place = (char)test_random_in(1, 127);
        CHECK(*place == before || vietqr_parse(text, &read) != VIETQR_GOOD);
    }
}

static void noise_is_read_without_harm(void **state)
{
    (void)state;
    FOR_ALL(50000) {
        char noise[300];
        int len = test_random_in(0, (int)sizeof noise - 9);
        struct vietqr read;

        if (test_random_in(0, 1) == 0)
            test_random_bytes(noise, (size_t)len);
        else
            random_text(noise, len, len, "0012345678A");
        struct str text = { noise, (size_t)len };
        snprintf(noise + len, 5, "6304");
        snprintf(noise + len + 4, 5, "%04X", vietqr_crc((struct str){ noise, text.len + 4 }));
        CHECK(vietqr_parse((struct str){ noise, text.len + 8 }, &read) != VIETQR_GOOD);
    }
}

/* ---- Purpose --------------------------------------------------------------------------------------------------- */

static void words_become_a_purpose_without_marks(void **state)
{
    static const struct {
        const char *words, *purpose;
    } examples[] = {
        { "Lệ phí", "Le phi" },
        { "Lệ phí, hồ sơ 7", "Le phi ho so 7" },
        { "ĐẶNG THỊ ĐÀO", "DANG THI DAO" },
        { "  H55.12.07-250918-0007 ", "H55 12 07 250918 0007" },
        { "le\xCC\xA3\xCC\x82 phi\xCC\x81", "le phi" }, /* marks apart from their letters */
        { "nộp lệ phí chứng thực bản sao", "nop le phi chung thuc ban" },
        { "Motchuoikhongcokhoangtrangdairatdai", "Motchuoikhongcokhoangtran" },
        { "…!?", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STR(vietqr_purpose(arena, str_of(examples[i].words)), examples[i].purpose);
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
        struct str purpose = vietqr_purpose(arena, (struct str){ noise, (size_t)len });
        struct vietqr made = transfer("970436", "1017595600", 1000, NULL);
        made.purpose = purpose;
        CHECK(purpose.len == 0 || vietqr_build(&made, out).at != NULL);
        arena_reset(arena);
    }
}

/* ---- Banks ----------------------------------------------------------------------------------------------------- */

static void banks_have_six_digits_each_once(void **state)
{
    size_t count = 0;

    (void)state;
    for (const struct bank *bank; (bank = bank_at(count)) != NULL; count++) {
        CHECK_INT(bank->bin.len, 6);
        CHECK(bank_of(bank->bin) == bank);
        CHECK(str_starts_with(bank->bin, STR("9704")));
        CHECK(bank->name.len > bank->short_name.len || bank->name.len > 10);
    }
    CHECK(count >= 30);
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
        cmocka_unit_test(samples_are_read_part_by_part),
        cmocka_unit_test(a_wrong_length_inside_is_found_though_the_check_sum_is_right),
        cmocka_unit_test(strange_texts_are_refused_for_what_is_wrong),
        cmocka_unit_test(what_is_made_is_read_back_the_same),
        cmocka_unit_test(one_changed_byte_is_always_noticed),
        cmocka_unit_test(noise_is_read_without_harm),
        cmocka_unit_test(words_become_a_purpose_without_marks),
        cmocka_unit_test(a_long_code_keeps_its_day_and_number),
        cmocka_unit_test(every_text_makes_a_purpose_that_can_be_written),
        cmocka_unit_test(banks_have_six_digits_each_once),
        cmocka_unit_test(account_numbers_are_letters_and_digits),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
