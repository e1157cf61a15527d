/* SPDX-License-Identifier: Apache-2.0 */
/* agenda -- what is still to happen, by time: a binary heap. */
#ifndef DEMO_AGENDA_H
#define DEMO_AGENDA_H

#include "base/arena.h"
#include "base/clock.h"

struct agenda_item {
    struct moment at;
    int64_t number; /* of two at the same moment the smaller one comes first */
    void *what;
};

struct agenda {
    struct agenda_item *at;
    size_t count, room;
};

void agenda_add(struct agenda *agenda, struct arena *arena, struct agenda_item item);
const struct agenda_item *agenda_first(const struct agenda *agenda); /* NULL: nothing */
void *agenda_take(struct agenda *agenda);                            /* the first; there must be one */

#endif
