/* SPDX-License-Identifier: Apache-2.0 */
#include "web/work_lists.h"

#include "app/dossier_reading.h"
#include "app/working_time.h"
#include "domain/deadline.h"
#include "queries_read.h"
#include "web/dossier_words.h"

struct listed_rows {
    struct work_listed *at;
    size_t count;
};

/* Due from one moment on, and before the other. */
struct span {
    struct moment from, until;
};

/* Where in its query a list is read. */
struct place {
    const struct actor *whose;
    struct span span;
    struct page_key after;
    int64_t limit;
};

/* ---- Queries ------------------------------------------------------------------------------------ */

/* A reader of queries/work.sql; what stands between is its own parameters. */
#define READER(query, ...)                                                                                      \
    static enum status read_##query(struct request *request, const struct place *from, struct listed_rows *out) \
    {                                                                                                           \
        const struct actor *me = from->whose;                                                                   \
        struct sql_dossiers_##query##_rows rows;                                                                \
                                                                                                                \
        TRY(sql_dossiers_##query(request->db, request->arena, __VA_ARGS__, from->after.at.ms, from->after.id,   \
                                 from->limit, &rows));                                                          \
        out->at = arena_array(request->arena, struct work_listed, rows.count);                                  \
        out->count = rows.count;                                                                                \
        for (size_t i = 0; i < rows.count; i++)                                                                 \
            out->at[i] = (struct work_listed){ .dossier_id = rows.at[i].dossier_id,                             \
                                               .version = rows.at[i].version,                                   \
                                               .code = rows.at[i].code,                                         \
                                               .applicant = rows.at[i].applicant,                               \
                                               .procedure_name = rows.at[i].procedure_name,                     \
                                               .state = rows.at[i].state,                                       \
                                               .holder_name = rows.at[i].holder_name,                           \
                                               .sender_name = rows.at[i].sender_name,                           \
                                               .due_at = rows.at[i].due_at,                                     \
                                               .closed_at = rows.at[i].closed_at,                               \
                                               .held_since_at = rows.at[i].held_since_at,                       \
                                               .opened_at = rows.at[i].opened_at,                               \
                                               .came_back_at = rows.at[i].came_back_at };                       \
        return ST_OK;                                                                                           \
    }

READER(held, me->account_id, from->span.until)
READER(to_choose, me->account_id, from->span.until)
READER(come_back, me->account_id)
READER(unopened, me->account_id)
READER(sent, me->account_id)
READER(of_unit, me->unit_id, from->span.until)
READER(unopened_in_unit, me->unit_id)
READER(to_measure, me->unit_id, from->span.until)
READER(to_extend, me->unit_id)
READER(submitted, me->office_id)
READER(open, me->office_id, from->span.until)
READER(to_hand_over, me->office_id)

/* ---- Lists -------------------------------------------------------------------------------------- */

enum span_kind { SPAN_ALL, SPAN_LATE, SPAN_NOON, SPAN_EVENING, SPAN_LAST_DAY, SPAN_CHOICE, SPAN_LATER };

static const struct {
    struct str name, heading;
    enum status (*read)(struct request *request, const struct place *from, struct listed_rows *out);
    enum span_kind span;
} lists[WORK_LIST_COUNT] = {
#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }
#define WORK_LIST(name, stored, query, span, heading) \
    [WORK_##name] = { TEXT(stored), TEXT(heading), read_##query, SPAN_##span },
#include "web/work_lists.def"
#undef WORK_LIST
#undef TEXT
};

struct str work_list_name(enum work_list list)
{
    return lists[list].name;
}

struct str work_list_heading(enum work_list list)
{
    return lists[list].heading;
}

struct str work_list_href(struct arena *arena, enum work_list list)
{
    return arena_printf(arena, "/dossiers?tab=%.*s", STR_ARG(lists[list].name));
}

bool work_list_parse(struct str name, enum work_list *out)
{
    for (enum work_list list = 0; list < WORK_LIST_COUNT; list++)
        if (str_equal(name, lists[list].name)) {
            *out = list;
            return true;
        }
    return false;
}

static struct span span_of(const struct request *request, const struct calendar *calendar, enum span_kind kind)
{
    struct moment now = request->now;
    struct moment noon = moment_of(request->today, MINUTES_PER_DAY / 2);
    struct moment night = moment_of(request->today, MINUTES_PER_DAY);

    switch (kind) {
    case SPAN_LATE:
        return (struct span){ { 0 }, now };
    case SPAN_NOON:
        return (struct span){ now, noon };
    case SPAN_EVENING:
        return (struct span){ moment_later(now, noon), night };
    case SPAN_LAST_DAY:
        return (struct span){ now, { calendar_add_minutes(calendar, now, DEADLINE_MINUTES_PER_DAY).ms + 1 } };
    case SPAN_CHOICE:
        return (struct span){ now, { calendar_add_minutes(calendar, now, DEADLINE_CHOICE_MINUTES).ms + 1 } };
    case SPAN_LATER:
        return (struct span){ night, DEADLINE_NEVER };
    case SPAN_ALL:
        break;
    }
    return (struct span){ { 0 }, { INT64_MAX } };
}

/* What the list's query is ordered by. */
static struct page_key key_of(enum work_list list, const struct work_listed *listed)
{
    struct moment at = listed->due_at;

    if (lists[list].read == read_come_back)
        at = listed->came_back_at;
    else if (lists[list].read == read_to_hand_over)
        at = listed->closed_at;
    else if (lists[list].read == read_unopened || lists[list].read == read_unopened_in_unit ||
             lists[list].read == read_sent)
        at = listed->held_since_at;
    return (struct page_key){ at, listed->dossier_id, 0 };
}

/* ---- As drawn ---------------------------------------------------------------------------------- */

/* "Hoàng Thị Mẫu chuyển lúc 09:15 18/09/2025"; "" when nobody passed it. */
static struct str words_sender(struct arena *arena, const struct work_listed *listed)
{
    char at[17];

    if (str_is_empty(listed->sender_name))
        return STR("");
    return arena_printf(arena, "%.*s, %.*s", STR_ARG(listed->sender_name),
                        STR_ARG(moment_format(listed->held_since_at, at)));
}

/* Which of them can be taken back by whoever sent them?  The log says, as it does when that is done. */
static enum status offer_recall(struct request *request, const struct work_listed *listed, size_t count,
                                struct work_row *rows)
{
    struct dossier_history *wholes = arena_array(request->arena, struct dossier_history, count);
    int64_t *ids = arena_array(request->arena, int64_t, count);

    for (size_t i = 0; i < count; i++)
        ids[i] = listed[i].dossier_id;
    TRY(dossier_reading_histories(request->db, request->arena, ids, count, wholes));
    for (size_t i = 0; i < count; i++)
        if (dossier_sender(wholes[i], moment_is_given(listed[i].opened_at), request->now) ==
            request->user.actor.account_id)
            rows[i].recall_href = arena_printf(request->arena, "/dossiers/%.*s/take-back", STR_ARG(listed[i].code));
    return ST_OK;
}

enum status work_row_of(struct request *request, const struct calendar *calendar, const struct work_listed *listed,
                        struct work_row *out)
{
    enum dossier_state state;

    if (!dossier_state_parse(listed->state, &state))
        return ST_CORRUPT;
    struct time_left left = words_time_left(request->arena, calendar, state, listed->due_at, STR(""), request->now);
    bool runs = dossier_state_clock(state) == CLOCK_RUNS;

    *out = (struct work_row){
        .code = listed->code,
        .href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(listed->code)),
        .procedure_name = listed->procedure_name,
        .applicant = listed->applicant,
        .holder_name = listed->holder_name,
        .sender = words_sender(request->arena, listed),
        .state = words_state(state),
        .time_left = left,
        .due_at = runs ? listed->due_at : (struct moment){ 0 },
        .is_late = str_equal(left.look, STR("late")),
        .is_soon = str_equal(left.look, STR("soon")),
        .is_unopened = !moment_is_given(listed->opened_at) && !moment_is_given(listed->closed_at) &&
                       !str_is_empty(listed->holder_name),
        .version = listed->version,
        .csrf_token = request->user.csrf_token,
    };
    return ST_OK;
}

enum status work_list_read_of(struct request *request, enum work_list list, const struct actor *whose,
                              struct page_key after, int64_t limit, struct work_piece *out)
{
    const struct calendar *calendar;
    struct listed_rows listed;

    TRY(working_time_of(request->db, request->arena, request->user.actor.office_id, &calendar));
    struct place from = { whose, span_of(request, calendar, lists[list].span), after, limit + 1 };

    if (after.id == 0)
        from.after.at = from.span.from;
    TRY(lists[list].read(request, &from, &listed));
    size_t count = listed.count > (size_t)limit ? (size_t)limit : listed.count;
    struct work_row *rows = arena_array(request->arena, struct work_row, count);

    for (size_t i = 0; i < count; i++)
        TRY(work_row_of(request, calendar, &listed.at[i], &rows[i]));
    if (list == WORK_SENT && count > 0)
        TRY(offer_recall(request, listed.at, count, rows));
    *out = (struct work_piece){ .rows = { rows, count }, .has_more = listed.count > count };
    if (count > 0)
        out->last = key_of(list, &listed.at[count - 1]);
    return ST_OK;
}

enum status work_list_read(struct request *request, enum work_list list, struct page_key after, int64_t limit,
                           struct work_piece *out)
{
    return work_list_read_of(request, list, &request->user.actor, after, limit, out);
}
