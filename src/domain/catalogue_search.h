/* SPDX-License-Identifier: Apache-2.0 */
/* catalogue_search -- finds procedures by what people type: without accents, with typing errors, in part.
 *
 * "dang ky khai sin" finds Đăng ký khai sinh first.  Each word typed is compared with each word of a procedure:
 * equal, beginning, one or two letters wrong (also two letters swapped).  Words that stand together count more than
 * the same words scattered, words of the name more than those of the field; short names come before long ones. */
#ifndef DOMAIN_CATALOGUE_SEARCH_H
#define DOMAIN_CATALOGUE_SEARCH_H

#include "base/arena.h"

struct catalogue_hit {
    size_t index; /* into the texts */
    int score;
};

struct catalogue_hits {
    struct catalogue_hit *at;
    size_t count;
};

/* What a procedure is searched by: its name, code and field, folded, a line each. */
struct str catalogue_fold(struct arena *arena, struct str name, struct str code, struct str field);

/* Best first; equals keep the order of `folded`.  A query without letters and digits finds nothing. */
struct catalogue_hits catalogue_search(struct arena *arena, struct str query, const struct str *folded, size_t count);

#endif
