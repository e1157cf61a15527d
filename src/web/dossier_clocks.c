/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dossier_clocks.h"

#include "app/dossier_clocks.h"
#include "domain/words.h"
#include "web/dossier_words.h"

enum { ALL = 100, SOON_SHARE = 5 };

static struct str who_of(const struct clock *clock)
{
    switch (clock_kind_actor(clock->kind)) {
    case CLOCK_BY_COUNTER:
        return STR("Bộ phận tiếp nhận");
    case CLOCK_BY_HOLDER:
        return STR("Người đang giữ hồ sơ");
    case CLOCK_BY_LEADER:
        return STR("Người ký");
    case CLOCK_BY_CITIZEN:
        return STR("Người nộp hồ sơ");
    case CLOCK_BY_BODY:
        break;
    }
    return clock->body;
}

/* In the citizen's words; who must act is in them. */
static struct str label_for_citizen(enum clock_kind kind)
{
    if (kind == CLOCK_OF_ACCEPTANCE)
        return STR("Trung tâm trả lời hồ sơ nộp trực tuyến");
    if (kind == CLOCK_OF_SUPPLEMENT_WAIT)
        return STR("Chờ bạn bổ sung giấy tờ");
    return kind == CLOCK_OF_FEE_WAIT ? STR("Chờ bạn nộp phí, lệ phí") : STR("Ngày hẹn mới");
}

/* "Soon" is when a fifth of the time is left. */
static struct str look_of(const struct clock *clock)
{
    switch (clock->phase) {
    case CLOCK_GOING:
        return clock->minutes * SOON_SHARE <= clock->limit_minutes ? STR("soon") : STR("fine");
    case CLOCK_OVER:
    case CLOCK_LAPSED:
    case CLOCK_BROKEN:
        return STR("late");
    case CLOCK_KEPT:
        return STR("fine");
    case CLOCK_AHEAD:
    case CLOCK_STANDING:
        break;
    }
    return STR("rest");
}

static int64_t used_width(const struct clock *clock)
{
    bool is_over = clock->phase == CLOCK_OVER || clock->phase == CLOCK_LAPSED || clock->phase == CLOCK_BROKEN;
    int64_t used = clock->limit_minutes - clock->minutes;

    if (clock->phase == CLOCK_AHEAD || (used < 0 && !is_over))
        return 0;
    return is_over || clock->limit_minutes == 0 ? ALL : used * ALL / clock->limit_minutes;
}

static struct clock_row row_of(struct arena *arena, const struct clock *clock, bool is_for_citizen)
{
    char words[100];

    return (struct clock_row){
        .label = is_for_citizen ? label_for_citizen(clock->kind) : clock_kind_label(clock->kind),
        .who = is_for_citizen ? STR("") : who_of(clock),
        .time_left = { arena_copy(arena, clock_words(clock, words)), look_of(clock) },
        .due_words = words_moment(arena, clock->due_at),
        .used_width = used_width(clock),
    };
}

static bool is_ended(const struct clock *clock)
{
    return clock->phase == CLOCK_KEPT || clock->phase == CLOCK_BROKEN;
}

static void fill(struct arena *arena, struct clocks clocks, bool (*is_shown)(const struct clock *clock),
                 bool is_for_citizen, struct clock_block *out)
{
    struct clock_row *running = arena_array(arena, struct clock_row, clocks.count);
    struct clock_row *ended = arena_array(arena, struct clock_row, clocks.count);
    size_t running_count = 0, ended_count = 0;

    for (size_t i = 0; i < clocks.count; i++) {
        if (!is_shown(&clocks.at[i]))
            continue;
        if (is_ended(&clocks.at[i]))
            ended[ended_count++] = row_of(arena, &clocks.at[i], is_for_citizen);
        else
            running[running_count++] = row_of(arena, &clocks.at[i], is_for_citizen);
    }
    out->running = (struct clock_rows){ running, running_count };
    out->ended = (struct clock_rows){ ended, ended_count };
}

static void fill_outlook(struct arena *arena, const struct dossier_reading *reading, const struct clocks_case *given,
                         struct clock_block *out)
{
    struct clock_outlook outlook = clocks_outlook(arena, given);

    if (!outlook.is_waiting)
        return;
    out->if_restarts = words_moment(arena, outlook.if_restarts);
    out->if_pauses = words_moment(arena, outlook.if_pauses);
    out->does_restart = reading->timing.waiting == WAITING_RESTARTS;
}

/* A leg counts down in its lane (dossier_leg). */
static bool is_not_drawn_elsewhere(const struct clock *clock)
{
    return clock->kind != CLOCK_OF_LEG;
}

enum status clock_block_of(struct request *request, const struct dossier_reading *reading, struct clock_block *out)
{
    struct dossier_clocks clocks;

    TRY(dossier_clocks_of(request->db, request->arena, request->office.office_id, reading, request->now, &clocks));
    fill(request->arena, clocks.clocks, is_not_drawn_elsewhere, false, out);
    fill_outlook(request->arena, reading, &clocks.given, out);
    return ST_OK;
}

/* ---- For the citizen ----------------------------------------------------------------------------- */

/* What the office owes the citizen, and the other way round; never how it divides its work. */
static bool concerns_citizen(const struct clock *clock)
{
    return !is_ended(clock) && (clock->kind == CLOCK_OF_ACCEPTANCE || clock->kind == CLOCK_OF_SUPPLEMENT_WAIT ||
                                clock->kind == CLOCK_OF_FEE_WAIT || clock->kind == CLOCK_OF_PROMISE);
}

static struct str due_if_complete(struct arena *arena, const struct dossier_reading *reading,
                                  const struct clocks_case *given)
{
    struct clock_outlook outlook = clocks_outlook(arena, given);

    if (!outlook.is_waiting)
        return STR("");
    return words_moment(arena, reading->timing.waiting == WAITING_RESTARTS ? outlook.if_restarts : outlook.if_pauses);
}

static struct clock_bar bar_of(struct arena *arena, const struct clock *clock)
{
    char used[40], whole[40];
    struct str limit = hours_in_words(clock->limit_minutes, whole);

    if (clock->phase == CLOCK_OVER)
        return (struct clock_bar){
            .words = arena_printf(arena, "Đã qua cả %.*s làm việc của thời hạn", STR_ARG(limit)),
            .look = look_of(clock),
            .used_width = used_width(clock),
        };
    int64_t minutes = clock->limit_minutes > clock->minutes ? clock->limit_minutes - clock->minutes : 0;

    return (struct clock_bar){
        .words = arena_printf(arena, "Đã qua %.*s trong %.*s làm việc", STR_ARG(hours_in_words(minutes, used)),
                              STR_ARG(limit)),
        .look = look_of(clock),
        .used_width = used_width(clock),
    };
}

enum status clock_block_public(struct request *request, struct str code, struct clock_public *out)
{
    struct dossier_reading reading;
    struct dossier_clocks clocks;

    TRY(dossier_reading_of(request->db, request->arena, request->office.office_id, code, request->now, &reading));
    TRY(dossier_clocks_of(request->db, request->arena, request->office.office_id, &reading, request->now, &clocks));
    const struct clock *whole = clocks_find(clocks.clocks, CLOCK_OF_HANDLING);

    if (whole != NULL && (whole->phase == CLOCK_GOING || whole->phase == CLOCK_OVER))
        out->whole = bar_of(request->arena, whole);
    fill(request->arena, clocks.clocks, concerns_citizen, true, &out->others);
    out->if_now = due_if_complete(request->arena, &reading, &clocks.given);
    return ST_OK;
}
