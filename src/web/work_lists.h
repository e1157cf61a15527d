/* SPDX-License-Identifier: Apache-2.0 */
/* work_lists -- the lists of work (work_lists.def) as rows: for the page of one whole list, and for the blocks of "Việc
 * của tôi", which show the beginnings of several. */
#ifndef WEB_WORK_LISTS_H
#define WEB_WORK_LISTS_H

#include "domain/calendar.h"
#include "web/pages.h"
#include "web/paging.h"
#include "web/request.h"

enum work_list {
#define WORK_LIST(name, stored, query, span, heading) WORK_##name,
#include "web/work_lists.def"
#undef WORK_LIST
    WORK_LIST_COUNT
};

/* What the lists have in common, whichever query they come from. */
struct work_listed {
    int64_t dossier_id, version;
    struct str code, applicant, procedure_name, state, holder_name, sender_name;
    struct moment due_at, closed_at, held_since_at, opened_at, came_back_at;
};

struct str work_list_name(enum work_list list); /* as in addresses: "mine-late" */
struct str work_list_heading(enum work_list list);
struct str work_list_href(struct arena *arena, enum work_list list);
bool work_list_parse(struct str name, enum work_list *out);

/* A piece of a list: rows as templates draw them, and the place after the last. */
struct work_piece {
    struct work_rows rows;
    struct page_key last;
    bool has_more;
};

/* At most `limit` rows of the list, as the person who asks has it, from `after` on. */
enum status work_list_read(struct request *request, enum work_list list, struct page_key after, int64_t limit,
                           struct work_piece *out) MUST_CHECK;

/* One row as templates draw it; it offers nothing to take back.
 *     ST_CORRUPT  its state is none */
enum status work_row_of(struct request *request, const struct calendar *calendar, const struct work_listed *listed,
                        struct work_row *out) MUST_CHECK;

/* The same as somebody else has it. */
enum status work_list_read_of(struct request *request, enum work_list list, const struct actor *whose,
                              struct page_key after, int64_t limit, struct work_piece *out) MUST_CHECK;

#endif
