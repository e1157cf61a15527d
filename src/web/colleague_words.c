/* SPDX-License-Identifier: Apache-2.0 */
#include "web/colleague_words.h"

#include "base/buf.h"

#include <inttypes.h>

struct str words_load(struct arena *arena, const struct colleague *person)
{
    struct buf out = buf_new(arena, 256);

    if (person->dossiers == 0)
        return STR("chưa giữ hồ sơ nào");
    buf_printf(&out, "đang giữ %s%" PRId64 " hồ sơ", person->dossiers >= 1000 ? "hơn " : "", person->dossiers);
    if (person->due_today > 0)
        buf_printf(&out, ", %" PRId64 " đến hạn hôm nay", person->due_today);
    if (person->overdue > 0)
        buf_printf(&out, ", %" PRId64 " quá hạn", person->overdue);
    return buf_str(&out);
}

struct str words_away(struct arena *arena, const struct colleague *person)
{
    char day[11];

    if (!person->is_absent)
        return STR("");
    if (!date_is_given(person->away_to_on))
        return STR("đang vắng, chưa biết ngày về");
    return arena_printf(arena, "đang vắng đến hết %.*s", STR_ARG(date_format(person->away_to_on, day)));
}

struct str words_colleague(struct arena *arena, const struct colleague *person, struct str fact)
{
    struct str away = words_away(arena, person);

    return arena_printf(arena, "%.*s (%.*s%s%.*s)", STR_ARG(person->full_name), STR_ARG(fact),
                        str_is_empty(away) ? "" : ", ", STR_ARG(away));
}

struct form_choices words_colleagues(struct arena *arena, struct colleagues people, const char *name, int64_t but_id,
                                     int64_t chosen_id)
{
    struct form_choice *choices = arena_array(arena, struct form_choice, people.count);
    size_t count = 0;

    for (size_t i = 0; i < people.count; i++) {
        const struct colleague *person = &people.at[i];
        struct str away = words_away(arena, person);

        if (person->account_id == but_id)
            continue;
        choices[count] = (struct form_choice){
            .id = count == 0 ? str_of(name) : arena_printf(arena, "%s_%d", name, (int)count + 1),
            .value = arena_printf(arena, "%" PRId64, person->account_id),
            .label = arena_printf(arena, "%.*s (%.*s)", STR_ARG(person->full_name), STR_ARG(person->title)),
            .hint = arena_printf(arena, "%.*s%s%.*s", STR_ARG(words_load(arena, person)),
                                 str_is_empty(away) ? "" : ", ", STR_ARG(away)),
            .is_chosen = person->account_id == chosen_id,
        };
        count++;
    }
    return (struct form_choices){ choices, count };
}
