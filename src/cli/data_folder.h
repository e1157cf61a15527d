/* SPDX-License-Identifier: Apache-2.0 */
/* data_folder -- the one folder that holds everything of an installation: motcua.conf (may be absent) and, unless its
 * `database` says otherwise, the database motcua.db.
 *
 * Functions that return an exit code have said what is wrong, in one line on standard error. */
#ifndef CLI_DATA_FOLDER_H
#define CLI_DATA_FOLDER_H

#include "cli/options.h"
#include "domain/account.h"
#include "store/db.h"

/* The folder, and the database in it, may be absent: are they made? */
enum folder_absent { FOLDER_MUST_EXIST, FOLDER_IS_MADE };

/* Where the folder's database is: "sqlite:DIR/motcua.db" or what motcua.conf says. */
int data_folder_source(const struct usage *usage, struct arena *arena, struct str folder, enum folder_absent absent,
                       struct str *out_source);

/* The file of a SQLite source; null for any other. */
struct str data_folder_file(struct str source);

/* Opens the folder's database for writing and brings its schema up to this program's. */
int data_folder_open(const struct usage *usage, struct arena *arena, struct str folder, enum folder_absent absent,
                     struct db **out);

/* Opens it for reading alone; the schema must be this program's already. */
int data_folder_open_to_read(const struct usage *usage, struct arena *arena, struct str folder, struct db **out);

/* Opens a database, wherever it is, for writing and brings its schema up to this program's. */
int data_folder_connect(const struct usage *usage, struct arena *arena, struct str source, enum folder_absent absent,
                        struct db **out);

/* The same while others work with what it made ready: the schema must be this program's, nothing is made. */
int data_folder_connect_again(const struct usage *usage, struct arena *arena, struct str source, struct db **out);

/* A command at work in one office. */
struct office_job {
    struct arena *arena;
    struct db *db;
    struct actor by; /* the command line: may what an administrator may, and is no account */
    struct moment now;
};

/* Opens the folder for the office with `agency_code`, or for the only one when that is null. */
int office_job_begin(const struct usage *usage, struct str folder, struct str agency_code, struct office_job *out);
void office_job_end(struct office_job *job); /* accepts zeroes: for CLEANUP */

/* Any other failure of the database: its status in words. */
int data_folder_failed(const struct usage *usage, const struct db *db, enum status status);

#endif
