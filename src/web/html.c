/* SPDX-License-Identifier: Apache-2.0 */
#include "web/html.h"

void html_raw(struct html *out, const char *bytes, size_t len)
{
    buf_put(out->bytes, bytes, len);
}

static struct str entity(char c)
{
    switch (c) {
    case '&':
        return STR("&amp;");
    case '<':
        return STR("&lt;");
    case '>':
        return STR("&gt;");
    case '"':
        return STR("&quot;");
    case '\'':
        return STR("&#39;");
    default:
        return (struct str){ NULL, 0 };
    }
}

void html_put_str(struct html *out, struct str text)
{
    size_t start = 0;

    for (size_t i = 0; i < text.len; i++) {
        struct str escaped = entity(text.at[i]);

        if (escaped.len == 0)
            continue;
        buf_put(out->bytes, text.at + start, i - start);
        buf_put_str(out->bytes, escaped);
        start = i + 1;
    }
    if (start < text.len)
        buf_put(out->bytes, text.at + start, text.len - start);
}

void html_put_i64(struct html *out, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;

    do
        digits[--at] = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (number < 0)
        digits[--at] = '-';
    buf_put(out->bytes, digits + at, sizeof digits - at);
}

void html_put_date(struct html *out, struct date date)
{
    char text[11];

    buf_put_str(out->bytes, date_format(date, text));
}

void html_put_moment(struct html *out, struct moment moment)
{
    char text[17];

    buf_put_str(out->bytes, moment_format(moment, text));
}

void html_put_safe(struct html *out, struct safe_html markup)
{
    buf_put_str(out->bytes, markup.markup);
}
