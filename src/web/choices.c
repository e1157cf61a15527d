/* SPDX-License-Identifier: Apache-2.0 */
#include "web/choices.h"

#include "domain/ending.h"

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

struct form_choose choices_of_refusal(struct arena *arena, struct str chosen, struct str error)
{
    struct option options[REFUSAL_REASON_COUNT + 1] = { { STR(""), STR("Chọn lý do") } };
    struct str name = STR("refusal");

    for (enum refusal_reason reason = 0; reason < REFUSAL_REASON_COUNT; reason++)
        options[reason + 1] = (struct option){ refusal_reason_name(reason), refusal_reason_label(reason) };
    return (struct form_choose){ .name = name,
                                 .label = STR("Lý do theo pháp luật"),
                                 .error = error,
                                 .choices = choices_of(arena, name, options, REFUSAL_REASON_COUNT + 1, chosen) };
}
