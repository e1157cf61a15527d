/* SPDX-License-Identifier: Apache-2.0 */
#include "app/procedure_search.h"

#include "domain/catalogue_search.h"

struct sql_procedures_in_force_rows procedure_search(struct arena *arena, struct str query,
                                                     const struct sql_procedures_in_force_rows *all)
{
    struct str *folded = arena_array(arena, struct str, all->count);

    for (size_t i = 0; i < all->count; i++)
        folded[i] = all->at[i].name_fold;
    struct catalogue_hits hits = catalogue_search(arena, query, folded, all->count);
    struct sql_procedures_in_force_row *found = arena_array(arena, struct sql_procedures_in_force_row, hits.count);

    for (size_t i = 0; i < hits.count; i++)
        found[i] = all->at[hits.at[i].index];
    return (struct sql_procedures_in_force_rows){ found, hits.count };
}
