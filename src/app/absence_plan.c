/* SPDX-License-Identifier: Apache-2.0 */
#include "app/absence_plan.h"

static bool has_signing(const struct sql_dossiers_to_hand_over_of_rows *dossiers)
{
    for (size_t i = 0; i < dossiers->count; i++)
        if (str_equal(dossiers->at[i].state, dossier_state_name(DOSSIER_APPROVAL)))
            return true;
    return false;
}

/* Adds those of `more` that are not there yet, and leaves `but_id` out. */
static void add_people(struct colleague *people, size_t *count, struct colleagues more, int64_t but_id)
{
    for (size_t i = 0; i < more.count && *count < ABSENCE_COLLEAGUES_MAX; i++)
        if (more.at[i].account_id != but_id &&
            colleague_load_find((struct colleagues){ people, *count }, more.at[i].account_id) == NULL)
            people[(*count)++] = more.at[i];
}

static enum status find_people(struct db *db, struct arena *arena, int64_t office_id, int64_t account_id,
                               int64_t unit_id, struct moment now, struct absence_plan *plan)
{
    struct colleague *people = arena_array(arena, struct colleague, ABSENCE_COLLEAGUES_MAX);
    struct colleagues more;
    size_t count = 0;

    if (has_signing(&plan->dossiers)) {
        TRY(colleague_load_leaders(db, arena, office_id, now, &more));
        add_people(people, &count, more, account_id);
    }
    TRY(colleague_load_of(db, arena, office_id, unit_id, now, &more));
    add_people(people, &count, more, account_id);
    plan->people = (struct colleagues){ people, count };
    return ST_OK;
}

static enum status judge_takers(const struct sql_dossiers_to_hand_over_of_row *dossier, int64_t holder_unit_id,
                                struct colleagues people, uint64_t *out)
{
    struct dossier_position position = { .unit_id = dossier->unit_id, .holder_unit_id = holder_unit_id };

    if (!dossier_state_parse(dossier->state, &position.state))
        return ST_CORRUPT;
    *out = 0;
    for (size_t i = 0; i < people.count; i++)
        if (dossier_can_be_chosen(position, EVENT_REASSIGN, people.at[i].role, people.at[i].unit_id))
            *out |= (uint64_t)1 << i;
    return ST_OK;
}

static void propose(struct arena *arena, struct absence_plan *plan)
{
    int64_t *loads = arena_array(arena, int64_t, plan->people.count);
    uint64_t *present = arena_array(arena, uint64_t, plan->dossiers.count), here = 0;

    for (size_t i = 0; i < plan->people.count; i++) {
        loads[i] = plan->people.at[i].dossiers;
        if (!plan->people.at[i].is_absent)
            here |= (uint64_t)1 << i;
    }
    for (size_t i = 0; i < plan->dossiers.count; i++)
        present[i] = plan->may_take[i] & here;
    absence_split(present, plan->dossiers.count, loads, plan->people.count, plan->taker);
}

enum status absence_plan_make(struct db *db, struct arena *arena, int64_t office_id, int64_t account_id,
                              int64_t unit_id, struct moment now, struct absence_plan *out)
{
    TRY(sql_dossiers_to_hand_over_of(db, arena, account_id, ASSIGNMENT_MAX, &out->dossiers));
    TRY(find_people(db, arena, office_id, account_id, unit_id, now, out));
    out->may_take = arena_array(arena, uint64_t, out->dossiers.count);
    out->taker = arena_array(arena, int, out->dossiers.count);
    for (size_t i = 0; i < out->dossiers.count; i++)
        TRY(judge_takers(&out->dossiers.at[i], unit_id, out->people, &out->may_take[i]));
    propose(arena, out);
    return ST_OK;
}
