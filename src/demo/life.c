/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/life.h"

#include "domain/deadline.h"

#include <assert.h>

enum {
    DRAWS_MAX = 60,
    LEAST_MINUTES = 30,         /* nothing is received that cannot be done in the time left */
    SQUEEZED_PERCENT = 30,      /* nor what would have to be done in less than this part of its term */
    SPARE_MINUTES = 5,          /* a same-day result is there so long before it is due */
    QUICK_MINUTES = 150,        /* of work on what is done within the day */
    HAND_OVER_MINUTES = 2 * 480 /* the citizen comes within two working days */
};

/* A life in the making. */
struct making {
    const struct life_frame *frame;
    struct dice dice;
    struct life life;
    struct moment due_at;
};

static bool is_quick(struct term term)
{
    return term.unit == TERM_SAME_DAY || term.unit == TERM_WORKING_HOUR;
}

/* ---- What was asked for ------------------------------------------------------------------------ */

static void ask_for(struct making *making, struct request_drawn request)
{
    making->life.request = request;
    making->due_at = deadline_due(making->frame->calendar, request.term->term, making->life.received_at);
}

/* The last moment that still counts as early. */
static struct moment early_until(const struct making *making)
{
    const struct calendar *calendar = making->frame->calendar;

    if (is_quick(making->life.request.term->term))
        return calendar_add_minutes(calendar, making->due_at, -SPARE_MINUTES);
    return calendar_closing(calendar, calendar_previous_working_day(calendar, moment_date(making->due_at)));
}

static struct moment decided_until(const struct making *making)
{
    struct moment early = early_until(making), resolved_by = making->frame->resolved_by;
    bool is_in_period = making->life.received_at.ms < resolved_by.ms;

    return is_in_period && resolved_by.ms < early.ms ? resolved_by : early;
}

static int64_t minutes_until(const struct making *making, struct moment moment)
{
    return calendar_minutes_between(making->frame->calendar, making->life.received_at, moment);
}

static bool fits_in_time(const struct making *making)
{
    struct moment until = decided_until(making), early = early_until(making);
    int64_t minutes = minutes_until(making, until);

    if (until.ms < early.ms && minutes * 100 < minutes_until(making, early) * SQUEEZED_PERCENT)
        return false;
    return minutes >= LEAST_MINUTES;
}

static bool fits_being_late(const struct making *making)
{
    return making->due_at.ms < making->frame->until.ms && !is_quick(making->life.request.term->term);
}

static bool fits_waiting(const struct making *making)
{
    return making->life.request.procedure->paper_count > 0 && !is_quick(making->life.request.term->term);
}

static void draw_request(struct making *making, bool (*fits)(const struct making *making))
{
    struct date today = moment_date(making->life.received_at);

    for (int i = 0; i < DRAWS_MAX; i++) {
        ask_for(making, procedures_draw(making->frame->procedures, today, &making->dice));
        if (fits(making))
            return;
    }
    ask_for(making, procedures_quickest(making->frame->procedures, today));
}

/* ---- What happens ------------------------------------------------------------------------------ */

/* `minutes` of working time after `from`, at some second of that minute; never before what happened last. */
static void happens(struct making *making, enum dossier_event event, struct moment from, int64_t minutes)
{
    struct life *life = &making->life;
    struct moment last = life->step_count == 0 ? life->received_at : life->steps[life->step_count - 1].at;
    struct moment at = calendar_add_minutes(making->frame->calendar, from, minutes);

    at.ms += dice_roll(&making->dice, 60) * 1000;
    if (at.ms <= last.ms)
        at.ms = last.ms + 1000;
    assert(life->step_count < LIFE_STEPS_MAX);
    life->steps[life->step_count++] = (struct life_step){ event, at };
}

static struct moment last_at(const struct making *making)
{
    return making->life.steps[making->life.step_count - 1].at;
}

/* The handler has it after so many minutes, or at once. */
static void is_forwarded(struct making *making, int64_t minutes)
{
    making->life.is_forwarded_at_once = dice_chance(&making->dice, 80);
    if (!making->life.is_forwarded_at_once)
        happens(making, EVENT_FORWARD, making->life.received_at, minutes);
}

static void is_handed_over(struct making *making)
{
    bool is_at_once =
        is_quick(making->life.request.term->term) || str_equal(making->life.request.term->channel, STR("online"));
    int64_t longest = is_at_once ? 40 : 1 + dice_roll(&making->dice, HAND_OVER_MINUTES);

    happens(making, EVENT_HAND_OVER, last_at(making), dice_between(&making->dice, 1, longest));
}

static int64_t draw_working_minutes(struct making *making)
{
    int64_t most = minutes_until(making, decided_until(making));

    if (!is_quick(making->life.request.term->term))
        return most * dice_between(&making->dice, 25, 95) / 100;
    most = most - SPARE_MINUTES < QUICK_MINUTES ? most - SPARE_MINUTES : QUICK_MINUTES;
    return 10 + dice_roll(&making->dice, 1 + dice_roll(&making->dice, most - 10));
}

static void runs_smoothly(struct making *making)
{
    struct moment from = making->life.received_at;
    int64_t minutes = draw_working_minutes(making);

    is_forwarded(making, minutes / 10);
    happens(making, EVENT_PROPOSE, from, minutes * dice_between(&making->dice, 50, 90) / 100);
    happens(making, EVENT_APPROVE, from, minutes);
    is_handed_over(making);
}

static void is_sent_back(struct making *making)
{
    struct moment from = making->life.received_at;
    int64_t minutes = draw_working_minutes(making);

    is_forwarded(making, minutes / 10);
    happens(making, EVENT_PROPOSE, from, minutes * 40 / 100);
    happens(making, EVENT_SEND_BACK, from, minutes * 55 / 100);
    happens(making, EVENT_PROPOSE, from, minutes * 80 / 100);
    happens(making, EVENT_APPROVE, from, minutes);
    is_handed_over(making);
}

static void waits_for_papers(struct making *making)
{
    int64_t most = minutes_until(making, making->frame->until) * 80 / 100;
    int64_t minutes = dice_between(&making->dice, 30, 400);

    if (minutes > most)
        minutes = most;
    is_forwarded(making, minutes / 10);
    happens(making, EVENT_ASK_SUPPLEMENT, making->life.received_at, minutes);
}

static void is_finished_late(struct making *making)
{
    is_forwarded(making, 20);
    happens(making, EVENT_PROPOSE, making->due_at, dice_between(&making->dice, 30, 900));
    happens(making, EVENT_EXPLAIN, last_at(making), dice_between(&making->dice, 1, 20));
    happens(making, EVENT_MEASURE, last_at(making), dice_between(&making->dice, 5, 90));
    happens(making, EVENT_APPROVE, last_at(making), dice_between(&making->dice, 5, 30));
    is_handed_over(making);
}

static void stays_open_late(struct making *making)
{
    is_forwarded(making, 20);
    if (dice_chance(&making->dice, 30))
        happens(making, EVENT_PROPOSE, making->due_at, dice_between(&making->dice, 1, 200));
}

static const struct {
    bool (*fits)(const struct making *making);
    void (*happens)(struct making *making);
} fates[] = {
    [FATE_SMOOTH] = { fits_in_time, runs_smoothly },
    [FATE_SENT_BACK] = { fits_in_time, is_sent_back },
    [FATE_WAITING] = { fits_waiting, waits_for_papers },
    [FATE_LATE_FINISHED] = { fits_being_late, is_finished_late },
    [FATE_LATE_OPEN] = { fits_being_late, stays_open_late },
};

struct life life_make(const struct life_frame *frame, int64_t number, struct moment received_at, enum fate fate)
{
    struct making making = { .frame = frame,
                             .dice = dice_of(frame->seed, DICE_LIFE, number),
                             .life = { .received_at = received_at } };

    draw_request(&making, fates[fate].fits);
    fates[fate].happens(&making);
    return making.life;
}
