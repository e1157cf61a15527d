/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/ledger.h"

#include "base/put.h"

#include <assert.h>

static const struct {
    struct str name, label, because;
} owners[LEDGER_OWNER_COUNT] = {
#define OWNER(name, stored, label, because) { STR_INIT(stored), STR_INIT(label), STR_INIT(because) },
#include "domain/ledger_owners.def"
#undef OWNER
};

/* ---- Who had it ---------------------------------------------------------------------------------- */

/* After an event, as it was then: nobody knew that it would be taken back. */
struct having {
    struct moment from;
    enum dossier_state state;
    int64_t account_id;
};

/* A state that holds nobody is its doer's, should it turn out not to be the end. */
static struct having *havings_of(struct arena *arena, struct dossier_history whole)
{
    struct having *havings = arena_array(arena, struct having, whole.count);
    enum dossier_state *states = arena_array(arena, enum dossier_state, whole.count);
    size_t depth = 0;

    for (size_t i = 0; i < whole.count; i++) {
        const struct dossier_entry *entry = &whole.at[i];

        if (i == 0) {
            states[0] = entry->event == EVENT_RECEIVE ? DOSSIER_RECEIVED : DOSSIER_SUBMITTED;
        } else if (entry->event == EVENT_TAKE_BACK && depth > 0) {
            depth--;
        } else {
            states[depth + 1] = states[depth];
            (void)dossier_step(states[depth], entry->event, &states[depth + 1]);
            depth++;
        }
        havings[i] =
            (struct having){ entry->at, states[depth], entry->holder_id != 0 ? entry->holder_id : entry->actor_id };
    }
    return havings;
}

static const struct ledger_outage *outage_at(const struct ledger_case *given, struct moment at)
{
    for (size_t i = 0; i < given->outage_count; i++) {
        const struct ledger_outage *outage = &given->outages[i];

        if (outage->from.ms <= at.ms && (!moment_is_given(outage->until) || at.ms < outage->until.ms))
            return outage;
    }
    return NULL;
}

static const struct ledger_wait *wait_at(const struct ledger_case *given, struct moment at)
{
    for (size_t i = 0; i < given->wait_count; i++) {
        const struct ledger_wait *wait = &given->waits[i];

        if (wait->from.ms <= at.ms && (!moment_is_given(wait->until) || at.ms < wait->until.ms))
            return wait;
    }
    return NULL;
}

static bool is_with_citizen(enum dossier_state state)
{
    return state == DOSSIER_ASKED || state == DOSSIER_SUPPLEMENT || state == DOSSIER_FEE_DUE;
}

static struct ledger_part owner_at(const struct ledger_case *given, const struct having *having, struct moment at)
{
    const struct ledger_outage *outage = outage_at(given, at);
    const struct ledger_wait *wait = having->state == DOSSIER_PROCESSING ? wait_at(given, at) : NULL;

    if (is_with_citizen(having->state))
        return (struct ledger_part){ .owner = LEDGER_CITIZEN };
    if (outage != NULL)
        return (struct ledger_part){ .owner = LEDGER_SYSTEM, .name = outage->system };
    if (wait != NULL)
        return (struct ledger_part){ .owner = wait->owner, .name = wait->body };
    return (struct ledger_part){ .owner = having->state == DOSSIER_APPROVAL ? LEDGER_LEADER : LEDGER_OFFICER,
                                 .account_id = having->account_id };
}

static bool is_same_owner(const struct ledger_part *a, const struct ledger_part *b)
{
    return a->owner == b->owner && a->account_id == b->account_id && str_equal(a->name, b->name);
}

/* ---- Where something changes --------------------------------------------------------------------- */

struct cuts {
    struct moment *at;
    size_t count;
    struct moment from, until;
};

static void cut(struct cuts *cuts, struct moment at)
{
    size_t place = cuts->count;

    if (at.ms <= cuts->from.ms || at.ms >= cuts->until.ms)
        return;
    while (place > 0 && cuts->at[place - 1].ms > at.ms) {
        cuts->at[place] = cuts->at[place - 1];
        place--;
    }
    cuts->at[place] = at;
    cuts->count++;
}

static struct cuts cuts_of(struct arena *arena, const struct ledger_case *given, struct moment from,
                           struct moment until)
{
    size_t room = given->whole.count + 2 * (given->wait_count + given->outage_count) + 2;
    struct cuts cuts = { arena_array(arena, struct moment, room), 0, from, until };

    for (size_t i = 0; i < given->whole.count; i++)
        cut(&cuts, given->whole.at[i].at);
    for (size_t i = 0; i < given->wait_count; i++) {
        cut(&cuts, given->waits[i].from);
        cut(&cuts, given->waits[i].until);
    }
    for (size_t i = 0; i < given->outage_count; i++) {
        cut(&cuts, given->outages[i].from);
        cut(&cuts, given->outages[i].until);
    }
    cuts.at[cuts.count++] = until;
    return cuts;
}

/* ---- Parts and sums ------------------------------------------------------------------------------ */

static struct ledger_parts parts_of(struct arena *arena, const struct ledger_case *given, struct cuts cuts)
{
    const struct having *havings = havings_of(arena, given->whole);
    struct ledger_part *parts = arena_array(arena, struct ledger_part, cuts.count);
    struct moment from = cuts.from;
    size_t count = 0, last = 0;

    for (size_t i = 0; i < cuts.count; i++) {
        while (last + 1 < given->whole.count && given->whole.at[last + 1].at.ms <= from.ms)
            last++;
        struct ledger_part part = owner_at(given, &havings[last], from);

        part.from = from;
        part.until = cuts.at[i];
        part.minutes = calendar_minutes_between(given->calendar, from, cuts.at[i]);
        from = part.until;
        if (part.minutes == 0)
            continue;
        if (count > 0 && is_same_owner(&parts[count - 1], &part)) {
            parts[count - 1].until = part.until;
            parts[count - 1].minutes += part.minutes;
        } else {
            parts[count++] = part;
        }
    }
    return (struct ledger_parts){ parts, count };
}

static struct ledger_parts sums_of(struct arena *arena, struct ledger_parts parts)
{
    struct ledger_part *sums = arena_array(arena, struct ledger_part, parts.count);
    size_t count = 0;

    for (size_t i = 0; i < parts.count; i++) {
        size_t place = 0;

        while (place < count && !is_same_owner(&sums[place], &parts.at[i]))
            place++;
        if (place == count) {
            sums[count] = parts.at[i];
            sums[count].until = (struct moment){ 0 };
            sums[count++].minutes = 0;
        }
        sums[place].minutes += parts.at[i].minutes;
    }
    return (struct ledger_parts){ sums, count };
}

struct ledger ledger_of(struct arena *arena, const struct ledger_case *given)
{
    assert(given->whole.count > 0);
    struct dossier_history effective =
        dossier_history_effective(given->whole, arena_array(arena, struct dossier_entry, given->whole.count));
    struct moment closed_at = dossier_standing(effective).closed_at;
    struct ledger ledger = { .from = given->whole.at[0].at,
                             .until = moment_is_given(closed_at) ? closed_at : given->now };

    ledger.until = moment_later(ledger.from, ledger.until);
    ledger.minutes = calendar_minutes_between(given->calendar, ledger.from, ledger.until);
    ledger.parts = parts_of(arena, given, cuts_of(arena, given, ledger.from, ledger.until));
    ledger.sums = sums_of(arena, ledger.parts);
    return ledger;
}

struct str ledger_owner_name(enum ledger_owner owner)
{
    return owners[owner].name;
}

struct str ledger_owner_label(enum ledger_owner owner)
{
    return owners[owner].label;
}

struct str ledger_owner_because(enum ledger_owner owner)
{
    return owners[owner].because;
}

/* ---- Mẫu 06 -------------------------------------------------------------------------------------- */

/* Whose part ends when the dossier leaves a state. */
static const struct clock *part_of(struct clocks clocks, enum dossier_state state)
{
    bool stands;

    for (enum clock_kind kind = CLOCK_OF_STEP_RECEIVED; kind <= CLOCK_OF_STEP_APPROVAL; kind++)
        if (clock_is_in(kind, state, &stands))
            return clocks_find(clocks, kind);
    if (state == DOSSIER_SUBMITTED)
        return clocks_find(clocks, CLOCK_OF_ACCEPTANCE);
    return state == DOSSIER_DECIDED ? clocks_find(clocks, CLOCK_OF_HAND_OVER) : NULL;
}

struct ledger_handovers ledger_handovers(struct arena *arena, struct dossier_history whole, struct clocks clocks)
{
    const struct having *havings = havings_of(arena, whole);
    struct ledger_handover *rows = arena_array(arena, struct ledger_handover, whole.count);
    struct term in_days = { TERM_WORKING_DAY, 1 };
    int64_t holder_id = 0;
    size_t count = 0;

    for (size_t i = 0; i < whole.count; i++) {
        const struct dossier_entry *entry = &whole.at[i];
        const struct clock *part = i > 0 ? part_of(clocks, havings[i - 1].state) : NULL;

        if (entry->holder_id == holder_id)
            continue;
        rows[count++] = (struct ledger_handover){
            .giver_id = holder_id,
            .receiver_id = entry->holder_id,
            .event = entry->event,
            .at = entry->at,
            .has_result = part != NULL,
        };
        if (part != NULL)
            rows[count - 1].result = deadline_punctuality(in_days, part->due_at, entry->at);
        holder_id = entry->holder_id;
    }
    return (struct ledger_handovers){ rows, count };
}
