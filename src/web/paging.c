/* SPDX-License-Identifier: Apache-2.0 */
#include "web/paging.h"

#include <inttypes.h>

enum status page_key_parse(struct str text, struct page_key *out)
{
    struct page_key key = { .id = 0 };
    struct str rest = text;

    if (!str_is_empty(text)) {
        struct str at = str_next(&rest, '.'), id = str_next(&rest, '.');

        if (!str_parse_i64(at, &key.at.ms) || !str_parse_i64(id, &key.id) || key.at.ms < 0 || key.id < 0)
            return ST_INVALID;
        if (rest.at != NULL && (!str_parse_i64(rest, &key.number) || key.number < 1))
            return ST_INVALID;
    }
    *out = key;
    return ST_OK;
}

struct str page_key_format(struct arena *arena, struct page_key key)
{
    if (key.number == 0)
        return arena_printf(arena, "%" PRId64 ".%" PRId64, key.at.ms, key.id);
    return arena_printf(arena, "%" PRId64 ".%" PRId64 ".%" PRId64, key.at.ms, key.id, key.number);
}

struct pager pager_of(struct arena *arena, struct str base, struct page_key after, struct page_key last, bool has_more)
{
    struct pager pager = { .is_needed = has_more || after.id != 0 };

    if (after.id != 0)
        pager.first_href = base;
    if (has_more)
        pager.next_href = arena_printf(arena, "%.*s&after=%.*s", STR_ARG(base), STR_ARG(page_key_format(arena, last)));
    return pager;
}
