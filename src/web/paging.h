/* SPDX-License-Identifier: Apache-2.0 */
/* paging -- lists read by key: a page begins after the last row of the one before, however long the list is. */
#ifndef WEB_PAGING_H
#define WEB_PAGING_H

#include "base/arena.h"
#include "base/status.h"
#include "web/pages.h"

enum { PAGE_ROWS = 50, PAGE_ROWS_MAX = 200 };

/* The last row seen; all zero before the first.  No two rows of a list have the same key: what stands between them at
 * the border of two pages would be lost. */
struct page_key {
    struct moment at;
    int64_t id;
    int64_t number; /* above 0 in lists with several rows of one id, else 0 */
};

/* "1756261800000.123456", with a number "1756261800000.123456.3"; null or empty is the start.
 *     ST_INVALID  nothing that a page ever gave out */
enum status page_key_parse(struct str text, struct page_key *out) MUST_CHECK;
struct str page_key_format(struct arena *arena, struct page_key key);

/* `base` already has a '?'. */
struct pager pager_of(struct arena *arena, struct str base, struct page_key after, struct page_key last, bool has_more);

#endif
