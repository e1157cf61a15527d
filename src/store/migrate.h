/* SPDX-License-Identifier: Apache-2.0 */
/* migrate -- brings a database to the schema this program was built with.
 *
 * schema/NNNN_name.sql are applied in order, each once, all in one transaction; table schema_migration notes
 * number, name and fingerprint of each.  There is no way back: a database made by a newer program is refused. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/db.h"

struct schema_file {
    const char *name; /* 0001_core.sql */
    const char *sql;
};

/* Embedded by the build, sorted by name. */
extern const struct schema_file schema_files[];
extern const size_t schema_file_count;

struct migration {
    int64_t database_version; /* of the last migration the database has */
    int64_t program_version;  /* of the last one this program knows */
    int64_t applied_count;
    struct str why; /* on failure: a sentence for the person who runs the program */
};

/* Applies what is missing.  Safe when several processes do it at once.  *out is filled on failure too.
 *     ST_TOO_NEW  a newer program made this database
 *     ST_CORRUPT  a migration that was applied has been edited since, or one does not run
 *     ST_BUSY, ST_FULL, ST_READ_ONLY, ST_UNAVAILABLE */
enum status migrate(struct db *db, struct arena *arena, struct migration *out) MUST_CHECK;

/* Does the database have exactly this program's schema?  Only reads.  *out is filled on failure too.
 *     ST_NOT_FOUND  something is missing: migrate first
 *     ST_TOO_NEW, ST_CORRUPT as above */
enum status migrate_check(struct db *db, struct arena *arena, struct migration *out) MUST_CHECK;

/* The same with other files than the embedded ones. */
enum status migrate_files(struct db *db, struct arena *arena, const struct schema_file *files, size_t count,
                          struct migration *out) MUST_CHECK;
enum status migrate_check_files(struct db *db, struct arena *arena, const struct schema_file *files, size_t count,
                                struct migration *out) MUST_CHECK;

#endif
