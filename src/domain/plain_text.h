/* SPDX-License-Identifier: Apache-2.0 */
/* plain_text -- a message being written: what the functions made of text templates (templates/, .txt) call.
 *
 * Nothing is escaped in plain text.  But a value cannot do more than stand in its place: in the subject every control
 * character of it becomes a blank, in the body every one but the line break. */
#ifndef DOMAIN_PLAIN_TEXT_H
#define DOMAIN_PLAIN_TEXT_H

#include "base/buf.h"
#include "domain/date.h"

struct plain_text {
    struct buf *subject, *body;
};

/* Text of the template. */
void plain_text_raw_subject(struct plain_text *out, const char *bytes, size_t len);
void plain_text_raw_body(struct plain_text *out, const char *bytes, size_t len);

enum plain_text_part { PLAIN_TEXT_SUBJECT, PLAIN_TEXT_BODY };

void plain_text_put_str(struct plain_text *out, enum plain_text_part part, struct str text);
void plain_text_put_i64(struct plain_text *out, enum plain_text_part part, int64_t number);
void plain_text_put_date(struct plain_text *out, enum plain_text_part part, struct date date); /* 14/02/2026 */
void plain_text_put_moment(struct plain_text *out, enum plain_text_part part,
                           struct moment moment); /* 10:00 14/02/2026 */

/* What {% if path %} asks: is there anything? */
bool plain_text_is_bool(bool value);
bool plain_text_is_i64(int64_t value);
bool plain_text_is_str(struct str value);
bool plain_text_is_date(struct date value);
bool plain_text_is_moment(struct moment value);

/* clang-format off */
#define plain_text_put(out, part, value)      \
    _Generic((value),                         \
        struct str: plain_text_put_str,       \
        int64_t: plain_text_put_i64,          \
        struct date: plain_text_put_date,     \
        struct moment: plain_text_put_moment)((out), (part), (value))

#define plain_text_is(value)                  \
    _Generic((value),                         \
        bool: plain_text_is_bool,             \
        int64_t: plain_text_is_i64,           \
        struct str: plain_text_is_str,        \
        struct date: plain_text_is_date,      \
        struct moment: plain_text_is_moment)(value)
/* clang-format on */

#define plain_text_put_subject(out, value) plain_text_put((out), PLAIN_TEXT_SUBJECT, (value))
#define plain_text_put_body(out, value) plain_text_put((out), PLAIN_TEXT_BODY, (value))

#endif
