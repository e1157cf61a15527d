/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/plain_text.h"

#include <inttypes.h>

void plain_text_raw_subject(struct plain_text *out, const char *bytes, size_t len)
{
    buf_put(out->subject, bytes, len);
}

void plain_text_raw_body(struct plain_text *out, const char *bytes, size_t len)
{
    buf_put(out->body, bytes, len);
}

void plain_text_put_str(struct plain_text *out, enum plain_text_part part, struct str text)
{
    struct buf *to = part == PLAIN_TEXT_SUBJECT ? out->subject : out->body;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool is_break = c == '\n' && part == PLAIN_TEXT_BODY;

        buf_put_char(to, (c < ' ' && !is_break) || c == 0x7F ? ' ' : text.at[i]);
    }
}

void plain_text_put_i64(struct plain_text *out, enum plain_text_part part, int64_t number)
{
    buf_printf(part == PLAIN_TEXT_SUBJECT ? out->subject : out->body, "%" PRId64, number);
}

void plain_text_put_date(struct plain_text *out, enum plain_text_part part, struct date date)
{
    char text[11];

    plain_text_put_str(out, part, date_format(date, text));
}

void plain_text_put_moment(struct plain_text *out, enum plain_text_part part, struct moment moment)
{
    char text[17];

    plain_text_put_str(out, part, moment_format(moment, text));
}

bool plain_text_is_bool(bool value)
{
    return value;
}

bool plain_text_is_i64(int64_t value)
{
    return value != 0;
}

bool plain_text_is_str(struct str value)
{
    return value.len > 0;
}

bool plain_text_is_date(struct date value)
{
    return value.day != 0;
}

bool plain_text_is_moment(struct moment value)
{
    return value.ms != 0;
}
