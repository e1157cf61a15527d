/* SPDX-License-Identifier: Apache-2.0 */
#include "web/choices.h"

struct form_choices choices_of(struct arena *arena, struct str id, const struct option *options, size_t count,
                               struct str chosen)
{
    struct form_choice *choices = arena_array(arena, struct form_choice, count);

    for (size_t i = 0; i < count; i++)
        choices[i] = (struct form_choice){
            .id = i == 0 ? id : arena_printf(arena, "%.*s_%d", STR_ARG(id), (int)i + 1),
            .value = options[i].value,
            .label = options[i].label,
            .is_chosen = str_equal(options[i].value, chosen),
        };
    return (struct form_choices){ choices, count };
}
