/* SPDX-License-Identifier: Apache-2.0 */
/* schema_dialect -- schema/ is written for SQLite; this spells it for PostgreSQL.
 *
 *     INTEGER  → BIGINT
 *     TEXT     → TEXT COLLATE "C"  (order by bytes, as SQLite does; not after AS: a CAST has no collation)
 *     STRICT, WITHOUT ROWID → nothing
 *     comments → nothing
 * Text in quotes stays as it is. */
#ifndef STORE_SCHEMA_DIALECT_H
#define STORE_SCHEMA_DIALECT_H

#include "base/arena.h"

struct str schema_dialect_postgres(struct arena *arena, struct str sql);

#endif
