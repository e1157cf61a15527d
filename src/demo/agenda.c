/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/agenda.h"

#include <assert.h>

static bool is_before(const struct agenda_item *a, const struct agenda_item *b)
{
    return a->at.ms != b->at.ms ? a->at.ms < b->at.ms : a->number < b->number;
}

static void swap(struct agenda_item *a, struct agenda_item *b)
{
    struct agenda_item kept = *a;

    *a = *b;
    *b = kept;
}

void agenda_add(struct agenda *agenda, struct arena *arena, struct agenda_item item)
{
    size_t place = agenda->count;

    agenda->at = arena_grow(arena, agenda->at, agenda->count, &agenda->room, sizeof *agenda->at);
    agenda->at[agenda->count++] = item;
    while (place > 0 && is_before(&agenda->at[place], &agenda->at[(place - 1) / 2])) {
        swap(&agenda->at[place], &agenda->at[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
}

const struct agenda_item *agenda_first(const struct agenda *agenda)
{
    return agenda->count == 0 ? NULL : &agenda->at[0];
}

static size_t earliest_of(const struct agenda *agenda, size_t place)
{
    size_t earliest = place;

    for (size_t child = 2 * place + 1; child <= 2 * place + 2 && child < agenda->count; child++)
        if (is_before(&agenda->at[child], &agenda->at[earliest]))
            earliest = child;
    return earliest;
}

void *agenda_take(struct agenda *agenda)
{
    assert(agenda->count > 0);
    void *what = agenda->at[0].what;
    size_t place = 0, earliest;

    agenda->at[0] = agenda->at[--agenda->count];
    while ((earliest = earliest_of(agenda, place)) != place) {
        swap(&agenda->at[place], &agenda->at[earliest]);
        place = earliest;
    }
    return what;
}
