/* SPDX-License-Identifier: Apache-2.0 */
/* assignment -- what came of moving each of several dossiers, as a page says it. */
#ifndef WEB_ASSIGNMENT_H
#define WEB_ASSIGNMENT_H

#include "app/dossier_assignment.h"
#include "web/pages_assignment.h"

struct assigned_rows assigned_rows_of(struct arena *arena, struct assignment_items items,
                                      const struct assignment_result *results);

/* How many were moved. */
size_t assigned_count(struct assignment_items items, const struct assignment_result *results);

/* The box of one dossier: "CODE:VERSION". */
struct str assignment_value(struct arena *arena, struct str code, int64_t version);
bool assignment_value_parse(struct str value, struct assignment_item *out);

#endif
