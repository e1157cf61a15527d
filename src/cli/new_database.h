/* SPDX-License-Identifier: Apache-2.0 */
/* new_database -- a database that is made whole or not at all, whatever ends the making: a failure, Ctrl-C, kill -9 or
 * a power cut.
 *
 * A SQLite file grows beside its place, as FILE.making, and is renamed when all of it is on the disk; what an earlier
 * making left is thrown away.  In PostgreSQL nothing can be renamed: there the maker writes one transaction
 * (is_one_transaction).
 *
 *     struct new_database made CLEANUP(new_database_end) = { .folder = -1 };
 *     int code = new_database_begin(&usage, arena, folder, &made);
 *     ...                                             write through made.db
 *     code = new_database_keep(&usage, &made);
 *
 * Functions that return an exit code have said what is wrong, in one line on standard error. */
#ifndef CLI_NEW_DATABASE_H
#define CLI_NEW_DATABASE_H

#include "cli/options.h"
#include "store/db.h"

struct new_database {
    struct db *db;
    bool is_one_transaction;
    const char *path, *making; /* of the file, and of the file that grows; NULL: not a file */
    int folder;                /* the open folder of the file, held so that no second making runs; -1: none */
};

/* Migrated, without an office.  The data folder is made when it is not there.  Refuses a SQLite file that is there
 * already, whatever it holds, and a folder in which another process is making one. */
int new_database_begin(const struct usage *usage, struct arena *arena, struct str folder, struct new_database *out);

/* Closes it and gives it its name. */
int new_database_keep(const struct usage *usage, struct new_database *database);

/* Throws away what was not kept. */
void new_database_end(struct new_database *database);

#endif
