/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text_fold.h"

#include <uchar.h>

enum mark { MARK_NONE, MARK_CIRCUMFLEX, MARK_BREVE, MARK_HORN };
enum tone { TONE_NONE, TONE_GRAVE, TONE_ACUTE, TONE_HOOK, TONE_TILDE, TONE_DOT, TONE_COUNT };

/* Every vowel of Vietnamese, by tone: none, grave, acute, hook, tilde, dot.
 *    plain  mark             lower case                     upper case */
/* clang-format off */
static const struct vowel {
    char plain;
    enum mark mark;
    char32_t letters[2][TONE_COUNT];
} vowels[] = {
    { 'a', MARK_NONE,       { { U'a', U'à', U'á', U'ả', U'ã', U'ạ' }, { U'A', U'À', U'Á', U'Ả', U'Ã', U'Ạ' } } },
    { 'a', MARK_CIRCUMFLEX, { { U'â', U'ầ', U'ấ', U'ẩ', U'ẫ', U'ậ' }, { U'Â', U'Ầ', U'Ấ', U'Ẩ', U'Ẫ', U'Ậ' } } },
    { 'a', MARK_BREVE,      { { U'ă', U'ằ', U'ắ', U'ẳ', U'ẵ', U'ặ' }, { U'Ă', U'Ằ', U'Ắ', U'Ẳ', U'Ẵ', U'Ặ' } } },
    { 'e', MARK_NONE,       { { U'e', U'è', U'é', U'ẻ', U'ẽ', U'ẹ' }, { U'E', U'È', U'É', U'Ẻ', U'Ẽ', U'Ẹ' } } },
    { 'e', MARK_CIRCUMFLEX, { { U'ê', U'ề', U'ế', U'ể', U'ễ', U'ệ' }, { U'Ê', U'Ề', U'Ế', U'Ể', U'Ễ', U'Ệ' } } },
    { 'i', MARK_NONE,       { { U'i', U'ì', U'í', U'ỉ', U'ĩ', U'ị' }, { U'I', U'Ì', U'Í', U'Ỉ', U'Ĩ', U'Ị' } } },
    { 'o', MARK_NONE,       { { U'o', U'ò', U'ó', U'ỏ', U'õ', U'ọ' }, { U'O', U'Ò', U'Ó', U'Ỏ', U'Õ', U'Ọ' } } },
    { 'o', MARK_CIRCUMFLEX, { { U'ô', U'ồ', U'ố', U'ổ', U'ỗ', U'ộ' }, { U'Ô', U'Ồ', U'Ố', U'Ổ', U'Ỗ', U'Ộ' } } },
    { 'o', MARK_HORN,       { { U'ơ', U'ờ', U'ớ', U'ở', U'ỡ', U'ợ' }, { U'Ơ', U'Ờ', U'Ớ', U'Ở', U'Ỡ', U'Ợ' } } },
    { 'u', MARK_NONE,       { { U'u', U'ù', U'ú', U'ủ', U'ũ', U'ụ' }, { U'U', U'Ù', U'Ú', U'Ủ', U'Ũ', U'Ụ' } } },
    { 'u', MARK_HORN,       { { U'ư', U'ừ', U'ứ', U'ử', U'ữ', U'ự' }, { U'Ư', U'Ừ', U'Ứ', U'Ử', U'Ữ', U'Ự' } } },
    { 'y', MARK_NONE,       { { U'y', U'ỳ', U'ý', U'ỷ', U'ỹ', U'ỵ' }, { U'Y', U'Ỳ', U'Ý', U'Ỷ', U'Ỹ', U'Ỵ' } } },
};
/* clang-format on */

/* Plain letters of U+00C0 … U+00FF, for foreign names and for the Ð (U+00D0) that some fonts and keyboards put in the
 * place of Đ (U+0110); a blank where a letter has none. */
static const char latin_1[] = "aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y";

/* A letter taken apart.  `code` alone counts for letters that are not Vietnamese vowels. */
struct letter {
    char32_t code;
    char plain; /* 0: not a vowel of the table */
    bool is_upper;
    enum mark mark;
    enum tone tone;
};

/* The character at text[*i]; moves *i behind it.  A byte that starts no well-formed character stands for itself,
 * told apart by RAW. */
enum { RAW = 0x40000000 };

static char32_t next_char(struct str text, size_t *i)
{
    unsigned char lead = (unsigned char)text.at[*i];
    size_t len = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : 4;

    if (!str_is_utf8((struct str){ text.at + *i, len < text.len - *i ? len : text.len - *i })) {
        *i += 1;
        return RAW | lead;
    }
    char32_t code = len == 1 ? lead : lead & (0xFFU >> (len + 1));
    for (size_t k = 1; k < len; k++)
        code = code << 6 | ((unsigned char)text.at[*i + k] & 0x3F);
    *i += len;
    return code;
}

static size_t encode(char32_t code, char out[4])
{
    if (code & RAW) {
        out[0] = (char)(code & 0xFF);
        return 1;
    }
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t k = len - 1; k > 0; k--) {
        out[k] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)((0xF00U >> len & 0xFF) | code);
    return len;
}

static struct letter take_apart(char32_t code)
{
    if (code >= 0x80 && code < 0xC0)
        return (struct letter){ .code = code };
    for (size_t v = 0; v < sizeof vowels / sizeof *vowels; v++)
        for (int upper = 0; upper < 2; upper++)
            for (enum tone tone = TONE_NONE; tone < TONE_COUNT; tone++)
                if (vowels[v].letters[upper][tone] == code)
                    return (struct letter){ code, vowels[v].plain, upper == 1, vowels[v].mark, tone };
    return (struct letter){ .code = code };
}

static bool mark_of(char32_t code, enum mark *out)
{
    switch (code) {
    case 0x0302:
        *out = MARK_CIRCUMFLEX;
        return true;
    case 0x0306:
        *out = MARK_BREVE;
        return true;
    case 0x031B:
        *out = MARK_HORN;
        return true;
    default:
        return false;
    }
}

static bool tone_of(char32_t code, enum tone *out)
{
    switch (code) {
    case 0x0300:
    case 0x0340:
        *out = TONE_GRAVE;
        return true;
    case 0x0301:
    case 0x0341:
        *out = TONE_ACUTE;
        return true;
    case 0x0309:
        *out = TONE_HOOK;
        return true;
    case 0x0303:
        *out = TONE_TILDE;
        return true;
    case 0x0323:
        *out = TONE_DOT;
        return true;
    default:
        return false;
    }
}

/* The one letter with these parts; 0 when Vietnamese has none. */
static char32_t put_together(struct letter letter)
{
    for (size_t v = 0; v < sizeof vowels / sizeof *vowels; v++)
        if (vowels[v].plain == letter.plain && vowels[v].mark == letter.mark)
            return vowels[v].letters[letter.is_upper][letter.tone];
    return 0;
}

/* Adds a combining mark to a letter.  False: they do not make one letter, or Unicode's order of marks forbids it (a
 * circumflex or breve behind a tone stays apart, except behind the dot, which stands below). */
static bool combine(struct letter *letter, char32_t code)
{
    struct letter joined = *letter;
    enum mark mark;
    enum tone tone;

    if (letter->plain == 0)
        return false;
    if (mark_of(code, &mark)) {
        bool is_blocked = mark != MARK_HORN && letter->tone != TONE_NONE && letter->tone != TONE_DOT;

        if (letter->mark != MARK_NONE || is_blocked)
            return false;
        joined.mark = mark;
    } else if (tone_of(code, &tone)) {
        if (letter->tone != TONE_NONE)
            return false;
        joined.tone = tone;
    } else {
        return false;
    }
    joined.code = put_together(joined);
    if (joined.code == 0)
        return false;
    *letter = joined;
    return true;
}

struct str text_nfc(struct arena *arena, struct str text)
{
    if (text.at == NULL)
        return text;
    char *at = arena_alloc(arena, text.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < text.len;) {
        if ((unsigned char)text.at[i] < 0x80 && (i + 1 == text.len || (unsigned char)text.at[i + 1] < 0x80)) {
            at[len++] = text.at[i++]; /* nothing can combine with it */
            continue;
        }
        struct letter letter = take_apart(next_char(text, &i));
        for (size_t after = i; after < text.len && combine(&letter, next_char(text, &after));)
            i = after;
        len += encode(letter.code, at + len); /* never longer than what was read */
    }
    return (struct str){ at, len };
}

/* The plain lower-case form of a character that is not ASCII; 0 to leave it out. */
static char32_t fold_char(char32_t code)
{
    struct letter letter = take_apart(code);

    if (letter.plain != 0)
        return (char32_t)letter.plain;
    if (code == U'đ' || code == U'Đ')
        return 'd';
    if (code >= 0x0300 && code <= 0x036F)
        return 0;
    if (code >= 0xC0 && code <= 0xFF && latin_1[code - 0xC0] != ' ')
        return (char32_t)latin_1[code - 0xC0];
    return code;
}

struct str text_fold(struct arena *arena, struct str text)
{
    if (text.at == NULL)
        return text;
    char *at = arena_alloc(arena, text.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < text.len;) {
        char c = text.at[i];

        if ((unsigned char)c < 0x80) {
            at[len++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
            i++;
            continue;
        }
        char32_t folded = fold_char(next_char(text, &i));
        if (folded != 0)
            len += encode(folded, at + len);
    }
    return (struct str){ at, len };
}

static char32_t upper_char(char32_t code)
{
    struct letter letter = take_apart(code);

    letter.is_upper = true;
    if (letter.plain != 0)
        return put_together(letter);
    if ((code >= 'a' && code <= 'z') || (code >= 0xE0 && code <= 0xFE && code != 0xF7))
        return code - 0x20;
    return code == U'đ' ? U'Đ' : code;
}

struct str text_upper(struct arena *arena, struct str text)
{
    if (text.at == NULL)
        return text;
    char *at = arena_alloc(arena, text.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < text.len;)
        len += encode(upper_char(next_char(text, &i)), at + len); /* a capital is as long as its small letter */
    return (struct str){ at, len };
}

static char32_t ascii_char(char32_t code)
{
    struct letter letter = take_apart(code);
    char32_t folded = fold_char(code);

    if (code >= 0x2010 && code <= 0x2015)
        return '-';
    if (code == 0x2018 || code == 0x2019)
        return '\'';
    if (code == 0x201C || code == 0x201D)
        return '"';
    if (code == 0xA0)
        return ' ';
    if (folded >= 0x80)
        return '?';
    bool is_upper = letter.plain != 0 ? letter.is_upper : code == U'Đ' || (code >= 0xC0 && code <= 0xDE);

    return is_upper && folded != 0 ? folded - ('a' - 'A') : folded;
}

struct str text_ascii(struct arena *arena, struct str text)
{
    if (text.at == NULL)
        return text;
    char *at = arena_alloc(arena, text.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < text.len;) {
        char32_t code = next_char(text, &i);
        char32_t plain = code < 0x80 ? code : ascii_char(code);

        if (plain != 0)
            at[len++] = (char)plain;
    }
    return (struct str){ at, len };
}
