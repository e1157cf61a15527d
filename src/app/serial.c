/* SPDX-License-Identifier: Apache-2.0 */
#include "app/serial.h"

#include "queries_read.h"
#include "queries_write.h"

/* Two statements: with RETURNING, SQLite sets up a table of its own for each number. */
enum status serial_next(struct db *db, struct arena *arena, int64_t office_id, struct str serial_kind,
                        struct str period, int64_t *out)
{
    struct sql_serial_last_row serial;
    int64_t changed;

    TRY(sql_serial_step(db, office_id, serial_kind, period, &changed));
    TRY(sql_serial_last(db, arena, office_id, serial_kind, period, &serial));
    *out = serial.last_number;
    return ST_OK;
}
