/* SPDX-License-Identifier: Apache-2.0 */
/* procedure_search -- the procedures in force that somebody means by a few words (domain/catalogue_search). */
#ifndef APP_PROCEDURE_SEARCH_H
#define APP_PROCEDURE_SEARCH_H

#include "queries_read.h"

/* Those of `all` that answer the query, best first. */
struct sql_procedures_in_force_rows procedure_search(struct arena *arena, struct str query,
                                                     const struct sql_procedures_in_force_rows *all);

#endif
