/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include <string.h>

struct str str_of(const char *c_string)
{
    return (struct str){ c_string, c_string == NULL ? 0 : strlen(c_string) };
}

bool str_equal(struct str a, struct str b)
{
    if (a.at == NULL || b.at == NULL)
        return a.at == b.at;
    return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

bool str_is_empty(struct str s)
{
    return s.len == 0;
}

int str_compare(struct str a, struct str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len == 0 ? 0 : memcmp(a.at, b.at, len);

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts_with(struct str s, struct str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}

bool str_ends_with(struct str s, struct str suffix)
{
    return s.len >= suffix.len && (suffix.len == 0 || memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len) == 0);
}

bool str_contains(struct str s, struct str part)
{
    for (size_t i = 0; i + part.len <= s.len; i++)
        if (part.len == 0 || memcmp(s.at + i, part.at, part.len) == 0)
            return true;
    return part.len == 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
    while (s.len > 0 && is_blank(s.at[0]))
        s = str_from(s, 1);
    while (s.len > 0 && is_blank(s.at[s.len - 1]))
        s.len--;
    return s;
}

struct str str_from(struct str s, size_t start)
{
    if (s.at == NULL)
        return s;
    if (start > s.len)
        start = s.len;
    return (struct str){ s.at + start, s.len - start };
}

struct str str_head(struct str s, size_t len)
{
    return (struct str){ s.at, s.len < len ? s.len : len };
}

struct str str_next(struct str *s, char separator)
{
    const char *found = s->len == 0 ? NULL : memchr(s->at, separator, s->len);
    struct str head = *s;

    if (found == NULL) {
        *s = (struct str){ NULL, 0 };
        return head;
    }
    head.len = (size_t)(found - s->at);
    *s = str_from(*s, head.len + 1);
    return head;
}

bool str_parse_i64(struct str s, int64_t *out)
{
    bool is_negative = str_starts_with(s, STR("-"));
    int64_t value = 0;

    s = str_from(s, is_negative);
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        int digit = s.at[i] - '0';

        if (digit < 0 || digit > 9)
            return false;
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, digit, &value))
            return false; /* counted downwards, since the least number has no positive twin */
    }
    if (!is_negative && value == INT64_MIN)
        return false;
    *out = is_negative ? value : -value;
    return true;
}

/* The length of the well-formed sequence at s[0], or 0 (Unicode 15, table 3-7). */
static size_t utf8_sequence(const unsigned char *s, size_t left)
{
    static const struct {
        unsigned char first, last; /* of the lead byte */
        unsigned char low, high;   /* of the second byte */
        unsigned char len;
    } forms[] = {
        { 0x01, 0x7F, 0x00, 0x00, 1 }, { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 },
        { 0xE1, 0xEC, 0x80, 0xBF, 3 }, { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 },
        { 0xF0, 0xF0, 0x90, 0xBF, 4 }, { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 },
    };

    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        if (s[0] < forms[f].first || s[0] > forms[f].last)
            continue;
        if (forms[f].len > left)
            return 0;
        if (forms[f].len > 1 && (s[1] < forms[f].low || s[1] > forms[f].high))
            return 0;
        for (size_t i = 2; i < forms[f].len; i++)
            if (s[i] < 0x80 || s[i] > 0xBF)
                return 0;
        return forms[f].len;
    }
    return 0;
}

bool str_is_utf8(struct str s)
{
    for (size_t i = 0; i < s.len;) {
        bool is_ascii = (signed char)s.at[i] > 0;
        size_t len = is_ascii ? 1 : utf8_sequence((const unsigned char *)s.at + i, s.len - i);

        if (len == 0)
            return false;
        i += len;
    }
    return true;
}

size_t str_count_chars(struct str s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return count;
}
