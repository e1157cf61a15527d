/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/plan.h"

#include <assert.h>
#include <stdlib.h>

/* When people come, in minutes after midnight.  The counters close their doors at 16:45. */
static const struct {
    int from, until;
} visits[] = { { 450, 540 }, { 540, 630 }, { 630, 690 }, { 810, 900 }, { 900, 1005 } };
static const int visit_weights[] = { 25, 30, 12, 18, 15 };

enum { VISITS = sizeof visits / sizeof *visits };

static struct date day_of(int year, int month, int day)
{
    struct date date = { 0 };

    date_of_civil((struct civil){ year, month, day }, &date);
    return date;
}

struct date plan_first_day(void)
{
    return day_of(2025, 7, 1);
}

struct date plan_last_day(void)
{
    return day_of(2025, 9, 18);
}

struct date plan_furthest_day(void)
{
    return day_of(2030, 10, 31);
}

/* How busy a day is; 0 when the office is closed. */
static int64_t weight_of(const struct plan *plan, struct date day)
{
    struct dice dice = dice_of(plan->wish.seed, DICE_DAY, day.day);
    int64_t usual = 100;

    if (!calendar_is_working(plan->calendar, day))
        return 0;
    if (date_weekday(day) == MONDAY)
        usual = 130;
    if (date_weekday(day) == FRIDAY)
        usual = 90;
    return usual * dice_between(&dice, 85, 115);
}

/* From the first day to this one. */
static int64_t weight_until(const struct plan *plan, struct date last)
{
    int64_t sum = 0;

    for (struct date day = plan_first_day(); day.day <= last.day; day = date_add(day, 1))
        sum += weight_of(plan, day);
    return sum;
}

static int64_t dossiers_of(const struct plan *plan, int64_t weight)
{
    return (plan->pace_dossiers * weight + plan->pace_weight / 2) / plan->pace_weight;
}

static int64_t part(int64_t whole, int percent)
{
    return (whole * percent + 50) / 100;
}

void plan_begin(struct arena *arena, const struct calendar *calendar, struct plan_wish wish, struct plan *out)
{
    bool has_number = wish.dossiers > 0;
    struct date until = wish.until;

    *out = (struct plan){ .wish = wish, .calendar = calendar, .arena = arena };
    out->pace_dossiers = has_number ? wish.dossiers : PLAN_FACTS_DOSSIERS;
    out->pace_weight = weight_until(out, has_number ? until : plan_last_day());
    assert(out->pace_weight > 0); /* the first day is worked */
    out->total = dossiers_of(out, weight_until(out, until));
    until = calendar_previous_working_day(calendar, date_add(until, 1));
    out->total_before_last_day = dossiers_of(out, weight_until(out, date_add(until, -1)));
    out->waiting = part(out->total, wish.waiting_percent);
    out->bad = out->waiting + part(out->total, wish.late_percent);
    if (out->bad > out->total_before_last_day)
        out->bad = out->total_before_last_day;
    if (out->waiting > out->bad)
        out->waiting = out->bad;
    out->returned = part(out->total, wish.returned_percent);
    if (out->returned > out->total - out->bad)
        out->returned = out->total - out->bad;
    out->day = date_add(plan_first_day(), -1);
}

/* ---- Days -------------------------------------------------------------------------------------- */

static int compare_moments(const void *a, const void *b)
{
    const struct moment *left = a, *right = b;

    return (left->ms > right->ms) - (left->ms < right->ms);
}

static struct moment draw_visit(struct date day, struct dice *dice)
{
    size_t place = dice_choose(dice, visit_weights, VISITS);
    struct moment at = moment_of(day, (int)dice_between(dice, visits[place].from, visits[place].until - 1));

    at.ms += dice_roll(dice, 60) * 1000;
    return at;
}

static void begin_day(struct plan *plan, size_t count)
{
    struct dice dice = dice_of(~plan->wish.seed, DICE_DAY, plan->day.day);

    if (count > plan->room) {
        plan->moments = arena_array(plan->arena, struct moment, count * 2);
        plan->room = count * 2;
    }
    for (size_t i = 0; i < count; i++)
        plan->moments[i] = draw_visit(plan->day, &dice);
    qsort(plan->moments, count, sizeof *plan->moments, compare_moments);
    plan->moment_count = count;
    plan->next_moment = 0;
}

static bool find_day(struct plan *plan)
{
    while (plan->next_moment == plan->moment_count) {
        plan->day = date_add(plan->day, 1);
        if (plan->day.day > plan->wish.until.day)
            return false;
        plan->weight_so_far += weight_of(plan, plan->day);
        int64_t given = dossiers_of(plan, plan->weight_so_far);

        begin_day(plan, (size_t)(given - plan->given));
        plan->given = given;
    }
    return true;
}

/* ---- Fates ------------------------------------------------------------------------------------- */

/* `chosen` of `all`, evenly: how many are among the first `rank`? */
static int64_t chosen_before(int64_t chosen, int64_t all, int64_t rank)
{
    return all == 0 ? 0 : chosen * rank / all;
}

static bool is_chosen(int64_t chosen, int64_t all, int64_t rank)
{
    return chosen_before(chosen, all, rank + 1) > chosen_before(chosen, all, rank);
}

static enum fate bad_fate(const struct plan *plan, int64_t rank)
{
    int64_t late_rank = rank - chosen_before(plan->waiting, plan->bad, rank);

    if (is_chosen(plan->waiting, plan->bad, rank))
        return FATE_WAITING;
    return late_rank % 2 == 0 ? FATE_LATE_OPEN : FATE_LATE_FINISHED;
}

/* What is late or waiting came lately, every other one of the last days but today. */
static enum fate fate_of(const struct plan *plan, int64_t number)
{
    int64_t room = plan->bad * 2 < plan->total_before_last_day ? plan->bad * 2 : plan->total_before_last_day;
    int64_t rank = number - (plan->total_before_last_day - room);
    bool is_in_room = rank >= 0 && rank < room;
    int64_t bad_before = rank < 0 ? 0 : chosen_before(plan->bad, room, is_in_room ? rank : room);

    if (is_in_room && is_chosen(plan->bad, room, rank))
        return bad_fate(plan, bad_before);
    if (is_chosen(plan->returned, plan->total - plan->bad, number - bad_before))
        return FATE_SENT_BACK;
    return FATE_SMOOTH;
}

bool plan_next(struct plan *plan, int64_t *out_number, struct moment *out_received_at, enum fate *out_fate)
{
    if (!find_day(plan))
        return false;
    *out_number = plan->next_number++;
    *out_received_at = plan->moments[plan->next_moment++];
    *out_fate = fate_of(plan, *out_number);
    return true;
}
