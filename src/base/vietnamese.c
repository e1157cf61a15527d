/* SPDX-License-Identifier: Apache-2.0 */
#include "base/vietnamese.h"

enum { TONES = 6, VOWELS = 12 };
enum shape { SHAPE_NONE, SHAPE_BREVE, SHAPE_CIRCUMFLEX, SHAPE_HORN };

/* Every vowel without and with each of the five tones; the order of tones is that of `tone_marks`. */
static const struct {
    char letter; /* without shape and tone */
    enum shape shape;
    uint16_t with_tone[TONES];
} vowels[VOWELS] = {
    { 'a', SHAPE_NONE, { u'a', u'à', u'á', u'ã', u'ả', u'ạ' } },
    { 'a', SHAPE_BREVE, { u'ă', u'ằ', u'ắ', u'ẵ', u'ẳ', u'ặ' } },
    { 'a', SHAPE_CIRCUMFLEX, { u'â', u'ầ', u'ấ', u'ẫ', u'ẩ', u'ậ' } },
    { 'e', SHAPE_NONE, { u'e', u'è', u'é', u'ẽ', u'ẻ', u'ẹ' } },
    { 'e', SHAPE_CIRCUMFLEX, { u'ê', u'ề', u'ế', u'ễ', u'ể', u'ệ' } },
    { 'i', SHAPE_NONE, { u'i', u'ì', u'í', u'ĩ', u'ỉ', u'ị' } },
    { 'o', SHAPE_NONE, { u'o', u'ò', u'ó', u'õ', u'ỏ', u'ọ' } },
    { 'o', SHAPE_CIRCUMFLEX, { u'ô', u'ồ', u'ố', u'ỗ', u'ổ', u'ộ' } },
    { 'o', SHAPE_HORN, { u'ơ', u'ờ', u'ớ', u'ỡ', u'ở', u'ợ' } },
    { 'u', SHAPE_NONE, { u'u', u'ù', u'ú', u'ũ', u'ủ', u'ụ' } },
    { 'u', SHAPE_HORN, { u'ư', u'ừ', u'ứ', u'ữ', u'ử', u'ự' } },
    { 'y', SHAPE_NONE, { u'y', u'ỳ', u'ý', u'ỹ', u'ỷ', u'ỵ' } },
};

static const uint32_t tone_marks[TONES] = { 0, 0x300, 0x301, 0x303, 0x309, 0x323 };
static const uint32_t shape_marks[] = { 0, 0x306, 0x302, 0x31B };

/* Takes the first character off well-formed text. */
static uint32_t take_char(struct str *text)
{
    const unsigned char *at = (const unsigned char *)text->at;
    size_t len = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    uint32_t c = len == 1 ? at[0] : at[0] & (0x7FU >> len);

    for (size_t i = 1; i < len && i < text->len; i++)
        c = c << 6 | (at[i] & 0x3F);
    *text = str_from(*text, len);
    return c;
}

/* Writes a character; returns the place after it. */
static char *append_char(char *out, uint32_t c)
{
    if (c < 0x80) {
        *out++ = (char)c;
        return out;
    }
    if (c < 0x800) {
        *out++ = (char)(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            *out++ = (char)(0xE0 | c >> 12);
        } else {
            *out++ = (char)(0xF0 | c >> 18);
            *out++ = (char)(0x80 | (c >> 12 & 0x3F));
        }
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
    }
    *out++ = (char)(0x80 | (c & 0x3F));
    return out;
}

/* The letters a to z, Latin-1 and the two blocks that hold the Vietnamese ones; none changes its length in UTF-8. */
static uint32_t upper(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= u'à' && c <= u'þ' && c != u'÷'))
        return c - 0x20;
    if (c == u'ư')
        return u'Ư';
    if ((c >= u'Ā' && c <= u'į') || c == u'ũ' || c == u'ơ' || (c >= u'Ạ' && c <= u'ỹ'))
        return c & ~1U; /* small letters are the odd ones there */
    return c;
}

struct str vietnamese_upper(struct arena *arena, struct str text)
{
    char *upper_text = arena_array(arena, char, text.len + 1);
    char *end = upper_text;

    for (struct str rest = text; rest.len > 0;)
        end = append_char(end, upper(take_char(&rest)));
    return (struct str){ upper_text, (size_t)(end - upper_text) };
}

/* The vowel made of `letter` and `shape`, or VOWELS. */
static size_t find_vowel(char letter, enum shape shape)
{
    size_t vowel = 0;

    while (vowel < VOWELS && (vowels[vowel].letter != letter || vowels[vowel].shape != shape))
        vowel++;
    return vowel;
}

/* A vowel in its small form with one mark more, or 0 when there is no such letter. */
static uint32_t add_mark(size_t vowel, size_t tone, uint32_t mark)
{
    if (tone == 0)
        for (size_t t = 1; t < TONES; t++)
            if (tone_marks[t] == mark)
                return vowels[vowel].with_tone[t];
    if (vowels[vowel].shape != SHAPE_NONE)
        return 0;
    for (enum shape shape = SHAPE_BREVE; shape <= SHAPE_HORN; shape++) {
        size_t shaped = find_vowel(vowels[vowel].letter, shape);

        if (shape_marks[shape] == mark && shaped < VOWELS)
            return vowels[shaped].with_tone[tone];
    }
    return 0;
}

/* The one character for a letter and a mark, or 0. */
static uint32_t compose(uint32_t letter, uint32_t mark)
{
    for (size_t vowel = 0; vowel < VOWELS; vowel++)
        for (size_t tone = 0; tone < TONES; tone++) {
            if (vowels[vowel].with_tone[tone] == letter)
                return add_mark(vowel, tone, mark);
            if (upper(vowels[vowel].with_tone[tone]) == letter)
                return upper(add_mark(vowel, tone, mark));
        }
    return 0;
}

static bool is_mark(uint32_t c)
{
    return c >= 0x300 && c <= 0x323;
}

static bool has_marks(struct str text)
{
    for (struct str rest = text; rest.len > 0;)
        if (is_mark(take_char(&rest)))
            return true;
    return false;
}

struct str vietnamese_compose(struct arena *arena, struct str text)
{
    if (!has_marks(text))
        return text;

    char *composed = arena_array(arena, char, text.len + 1);
    char *end = composed, *last_at = composed;
    uint32_t last = 0;
    for (struct str rest = text; rest.len > 0;) {
        uint32_t c = take_char(&rest);
        uint32_t together = is_mark(c) ? compose(last, c) : 0;

        if (together == 0)
            last_at = end;
        last = together == 0 ? c : together;
        end = append_char(last_at, last);
    }
    return (struct str){ composed, (size_t)(end - composed) };
}
