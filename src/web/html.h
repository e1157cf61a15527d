/* SPDX-License-Identifier: Apache-2.0 */
/* html -- a page being written; escaping is chosen by the value's type, never by memory.
 *
 * Templates put values between tags or inside double-quoted attributes; both are covered by one escaping
 * (& < > " ').  A bare char * does not compile: nobody has decided what it is. */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/buf.h"
#include "domain/date.h"

struct html {
    struct buf *bytes;
};

struct safe_html {
    struct str markup; /* already escaped: made only in web/html.c */
};

void html_raw(struct html *out, const char *bytes, size_t len); /* template text only */
void html_put_str(struct html *out, struct str text);
void html_put_i64(struct html *out, int64_t number);          /* 1234 */
void html_put_date(struct html *out, struct date date);       /* 14/02/2026, as offices write it */
void html_put_moment(struct html *out, struct moment moment); /* 10:00 14/02/2026 */
void html_put_safe(struct html *out, struct safe_html markup);

static inline void html_put_size(struct html *out, size_t number)
{
    html_put_i64(out, (int64_t)number);
}

/* clang-format off */
#define html_put(out, value)             \
    _Generic((value),                    \
        struct str: html_put_str,        \
        int64_t: html_put_i64,           \
        int: html_put_i64,               \
        size_t: html_put_size,           \
        struct date: html_put_date,      \
        struct moment: html_put_moment,  \
        struct safe_html: html_put_safe)((out), (value))
/* clang-format on */

/* What {% if path %} asks: is there anything?  A text with letters, a number other than 0, a given day or moment. */
static inline bool html_is_bool(bool value)
{
    return value;
}

static inline bool html_is_i64(int64_t value)
{
    return value != 0;
}

static inline bool html_is_size(size_t value)
{
    return value != 0;
}

static inline bool html_is_str(struct str value)
{
    return value.len > 0;
}

static inline bool html_is_safe(struct safe_html value)
{
    return value.markup.len > 0;
}

static inline bool html_is_date(struct date value)
{
    return value.day != 0;
}

static inline bool html_is_moment(struct moment value)
{
    return value.ms != 0;
}

/* clang-format off */
#define html_is(value)                   \
    _Generic((value),                    \
        bool: html_is_bool,              \
        int: html_is_i64,                \
        int64_t: html_is_i64,            \
        size_t: html_is_size,            \
        struct str: html_is_str,         \
        struct safe_html: html_is_safe,  \
        struct date: html_is_date,       \
        struct moment: html_is_moment)(value)
/* clang-format on */

#endif
