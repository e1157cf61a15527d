/* SPDX-License-Identifier: Apache-2.0 */
/* choices -- radios and lists, from what can be chosen and what was. */
#ifndef WEB_CHOICES_H
#define WEB_CHOICES_H

#include "base/arena.h"
#include "web/page_parts.h"

struct option {
    struct str value, label;
};

/* The first choice's id is `id` itself, so that an error leads there. */
struct form_choices choices_of(struct arena *arena, struct str id, const struct option *options, size_t count,
                               struct str chosen);

/* A list of the reasons of law for a refusal, none of them chosen beforehand. */
struct form_choose choices_of_refusal(struct arena *arena, struct str chosen, struct str error);

#endif
