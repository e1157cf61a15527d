/* SPDX-License-Identifier: Apache-2.0 */
#include "web/page_parts.h"

struct form_errors form_errors_one(struct arena *arena, struct str field, struct str message)
{
    struct form_error *error = arena_new(arena, struct form_error);

    *error = (struct form_error){ field, message };
    return (struct form_errors){ error, str_is_empty(message) ? 0 : 1 };
}
