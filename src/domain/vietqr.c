/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/vietqr.h"

#include "base/buf.h"
#include "base/put.h"
#include "base/text_fold.h"

#include <string.h>

enum { ACCOUNT_MIN = 6 };

/* The tags of NAPAS. */
enum { VERSION = 0, METHOD = 1, TRANSFER = 38, CURRENCY = 53, AMOUNT = 54, COUNTRY = 58, MORE = 62 };
enum { TRANSFER_SYSTEM = 0, TRANSFER_ACCOUNT = 1, TRANSFER_SERVICE = 2 };
enum { ACCOUNT_BIN = 0, ACCOUNT_NUMBER = 1 };
enum { MORE_BILL = 1, MORE_PURPOSE = 8 };

#define NAPAS STR("A000000727")
#define TO_ACCOUNT STR("QRIBFTTA")
#define TO_CARD STR("QRIBFTTC")

unsigned vietqr_crc(struct str text)
{
    unsigned crc = 0xFFFF;

    for (size_t i = 0; i < text.len; i++) {
        crc ^= (unsigned)(unsigned char)text.at[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) & 0xFFFF : crc << 1 & 0xFFFF;
    }
    return crc;
}

static char *put_crc(char *out, unsigned crc)
{
    static const char digits[] = "0123456789ABCDEF";

    for (int shift = 12; shift >= 0; shift -= 4)
        *out++ = digits[crc >> shift & 0xF];
    return out;
}

/* ---- What may stand in it -------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool all_digits(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_digit(text.at[i]))
            return false;
    return text.len > 0;
}

static bool is_account(struct str account)
{
    for (size_t i = 0; i < account.len; i++)
        if (!is_letter_or_digit(account.at[i]))
            return false;
    return account.len > 0 && account.len <= VIETQR_ACCOUNT_MAX;
}

/* Letters, digits and single blanks inside; a bill number has hyphens and dots too. */
static bool is_text(struct str text, size_t longest, const char *more)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_letter_or_digit(text.at[i]) && strchr(more, text.at[i]) == NULL)
            return false;
    return text.len > 0 && text.len <= longest && str_trim(text).len == text.len;
}

static bool is_purpose(struct str purpose)
{
    return is_text(purpose, VIETQR_PURPOSE_MAX, " ");
}

static bool is_bill_number(struct str number)
{
    return is_text(number, VIETQR_BILL_MAX, " -./");
}

static int64_t amount_end(void)
{
    int64_t end = 1;

    for (int i = 0; i < VIETQR_AMOUNT_DIGITS_MAX; i++)
        end *= 10;
    return end;
}

enum vietqr_fault vietqr_check(const struct vietqr *transfer)
{
    if (transfer->bin.len != 6 || !all_digits(transfer->bin) || !is_account(transfer->account))
        return VIETQR_BAD_ACCOUNT;
    if (transfer->amount_vnd < 0 || transfer->amount_vnd >= amount_end())
        return VIETQR_BAD_AMOUNT;
    if (transfer->bill_number.at != NULL && !is_bill_number(transfer->bill_number))
        return VIETQR_BAD_TEXT;
    if (transfer->purpose.at != NULL && !is_purpose(transfer->purpose))
        return VIETQR_BAD_TEXT;
    return VIETQR_GOOD;
}

/* ---- Making ---------------------------------------------------------------------------------------------------- */

static char *put_value(char *out, int tag, struct str value)
{
    return put_str(put_digits(put_digits(out, tag, 2), (int64_t)value.len, 2), value);
}

static char *put_transfer(char *out, const struct vietqr *transfer)
{
    char account[64], whole[128];
    char *end = put_value(account, ACCOUNT_BIN, transfer->bin);
    struct str inner = put_end(account, put_value(end, ACCOUNT_NUMBER, transfer->account));

    end = put_value(whole, TRANSFER_SYSTEM, NAPAS);
    end = put_value(end, TRANSFER_ACCOUNT, inner);
    end = put_value(end, TRANSFER_SERVICE, transfer->is_card ? TO_CARD : TO_ACCOUNT);
    return put_value(out, TRANSFER, put_end(whole, end));
}

static char *put_more(char *out, const struct vietqr *transfer)
{
    char inner[96];
    char *end = inner;

    if (transfer->bill_number.at != NULL)
        end = put_value(end, MORE_BILL, transfer->bill_number);
    if (transfer->purpose.at != NULL)
        end = put_value(end, MORE_PURPOSE, transfer->purpose);
    return end == inner ? out : put_value(out, MORE, put_end(inner, end));
}

struct str vietqr_build(const struct vietqr *transfer, char out[VIETQR_ROOM])
{
    char amount[24];
    char *end = out;

    if (vietqr_check(transfer) != VIETQR_GOOD)
        return (struct str){ NULL, 0 };
    end = put_value(end, VERSION, STR("01"));
    end = put_value(end, METHOD, transfer->amount_vnd == 0 ? STR("11") : STR("12"));
    end = put_transfer(end, transfer);
    end = put_value(end, CURRENCY, STR("704"));
    if (transfer->amount_vnd > 0)
        end = put_value(end, AMOUNT, put_end(amount, put_number(amount, transfer->amount_vnd)));
    end = put_value(end, COUNTRY, STR("VN"));
    end = put_more(end, transfer);
    end = put_str(end, STR("6304"));
    return put_end(out, put_crc(end, vietqr_crc((struct str){ out, (size_t)(end - out) })));
}

/* ---- The purpose ----------------------------------------------------------------------------------------------- */

static size_t char_len(const char *at, size_t left)
{
    unsigned char first = (unsigned char)at[0];
    size_t len = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;

    return len < left ? len : left;
}

/* One character without its marks, in the case it had; 0 when it has no place in a purpose. */
static char plain(struct arena *arena, struct str c)
{
    if (c.len == 1)
        return is_letter_or_digit(c.at[0]) ? c.at[0] : '\0';
    struct str folded = text_fold(arena, c);
    if (folded.len != 1 || !is_letter_or_digit(folded.at[0]))
        return '\0';
    bool is_capital = str_equal(text_upper(arena, c), c);
    return (char)(is_capital && !is_digit(folded.at[0]) ? folded.at[0] - 'a' + 'A' : folded.at[0]);
}

/* The words with single blanks between them; marks that stand alone vanish, everything else parts words. */
static struct str plain_words(struct arena *arena, struct str text)
{
    struct str composed = text_nfc(arena, text);
    struct buf out = buf_new(arena, text.len + 1);
    bool is_parted = false;

    for (size_t i = 0; i < composed.len;) {
        struct str c = { composed.at + i, char_len(composed.at + i, composed.len - i) };
        char letter = plain(arena, c);

        if (letter == '\0')
            is_parted = true;
        else {
            if (is_parted && out.len > 0)
                buf_put_char(&out, ' ');
            buf_put_char(&out, letter);
            is_parted = false;
        }
        i += c.len;
    }
    return buf_str(&out);
}

/* At most so many bytes, and no half word unless there is only one. */
static struct str cut(struct str words)
{
    if (words.len <= VIETQR_PURPOSE_MAX)
        return words;
    for (size_t len = VIETQR_PURPOSE_MAX; len > 0; len--)
        if (words.at[len] == ' ')
            return str_head(words, len);
    return str_head(words, VIETQR_PURPOSE_MAX);
}

struct str vietqr_purpose_of_code(struct arena *arena, struct str code)
{
    struct str words = plain_words(arena, code), rest = words;
    struct str first = str_next(&rest, ' '), before_last = first, last = first;

    if (words.len <= VIETQR_PURPOSE_MAX)
        return words;
    while (rest.at != NULL) {
        before_last = last;
        last = str_next(&rest, ' ');
    }
    return cut(arena_printf(arena, "%.*s %.*s %.*s", STR_ARG(first), STR_ARG(before_last), STR_ARG(last)));
}

/* ---- Banks ----------------------------------------------------------------------------------------------------- */

enum { LIKELY, VERIFIED };

static const struct bank banks[] = {
#define BANK(bin, certainty, short_name, name)  \
    { { (bin), sizeof(bin) - 1 },               \
      { (short_name), sizeof(short_name) - 1 }, \
      { (name), sizeof(name) - 1 },             \
      (certainty) == VERIFIED },
#include "domain/banks.def"
#undef BANK
};

const struct bank *bank_of(struct str bin)
{
    for (size_t i = 0; i < sizeof banks / sizeof *banks; i++)
        if (str_equal(banks[i].bin, bin))
            return &banks[i];
    return NULL;
}

bool bank_account_is_valid(struct str account)
{
    return is_account(account) && account.len >= ACCOUNT_MIN;
}
