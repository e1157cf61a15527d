/* SPDX-License-Identifier: Apache-2.0 */
/* str -- a view of bytes that somebody else owns; text is UTF-8, NFC.
 *
 * `at == NULL` is SQL NULL ("not given"); an empty string has at != NULL and len 0. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *at;
    size_t len;
};

/* A literal as a view; and the same where only a constant may stand, in a table. */
#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_INIT(literal)              \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

/* For "%.*s" in printf-like calls. */
#define STR_ARG(s) (int)(s).len, (s).at

struct str str_of(const char *c_string);     /* NULL gives the null view */
bool str_equal(struct str a, struct str b);  /* null equals null and nothing else */
bool str_is_empty(struct str s);             /* null or no bytes */
int str_compare(struct str a, struct str b); /* by bytes; <0, 0, >0 */
bool str_starts_with(struct str s, struct str prefix);
bool str_ends_with(struct str s, struct str suffix);
bool str_contains(struct str s, struct str part);
struct str str_trim(struct str s);               /* without ASCII blanks at both ends */
struct str str_from(struct str s, size_t start); /* the rest from byte `start` on; empty past the end */
struct str str_head(struct str s, size_t len);   /* the first `len` bytes at most */

/* Splits at the first `separator`; returns what is before it and leaves the rest in `*s`.
 * Without a separator returns all of `*s` and leaves it null. */
struct str str_next(struct str *s, char separator);

/* A whole decimal number, optional minus, nothing else; false leaves *out untouched. */
bool str_parse_i64(struct str s, int64_t *out);

/* Well-formed UTF-8 without NUL, surrogates or overlong forms? */
bool str_is_utf8(struct str s);

/* Number of code points in well-formed UTF-8. */
size_t str_count_chars(struct str s);

#endif
