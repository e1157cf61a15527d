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

#define html_put(out, value)             \
    _Generic((value),                    \
        struct str: html_put_str,        \
        int64_t: html_put_i64,           \
        int: html_put_i64,               \
        size_t: html_put_i64,            \
        struct date: html_put_date,      \
        struct moment: html_put_moment,  \
        struct safe_html: html_put_safe)((out), (value))

#endif
