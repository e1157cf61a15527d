/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/data_folder.h"

#include "app/search_index.h"
#include "base/config.h"
#include "queries_read.h"
#include "store/migrate.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { JOB_BYTES_MAX = 64 * 1024 * 1024 };

static int check_folder(const struct usage *usage, const char *path, enum folder_absent absent)
{
    struct stat info;

    if (stat(path, &info) == 0) {
        if (!S_ISDIR(info.st_mode))
            return options_fail(usage, "%s is not a folder", path);
        if (access(path, W_OK | X_OK) != 0)
            return options_fail(usage, "%s cannot be written: %s", path, strerror(errno));
        return OPTIONS_READY;
    }
    if (errno != ENOENT)
        return options_fail(usage, "%s: %s", path, strerror(errno));
    if (absent == FOLDER_MUST_EXIST)
        return options_fail(usage, "there is no folder %s (motcua init makes one)", path);
    if (mkdir(path, 0700) != 0)
        return options_fail(usage, "cannot make the folder %s: %s", path, strerror(errno));
    return OPTIONS_READY;
}

int data_folder_source(const struct usage *usage, struct arena *arena, struct str folder, enum folder_absent absent,
                       struct str *out_source)
{
    const char *path = arena_c_string(arena, folder);
    struct config config;
    struct str fault;
    int code = check_folder(usage, path, absent);

    if (code != OPTIONS_READY)
        return code;
    enum status status = config_read(arena, arena_printf(arena, "%s/motcua.conf", path).at, &config, &fault);

    if (status == ST_INVALID)
        return options_fail(usage, "%s/motcua.conf: %.*s", path, STR_ARG(fault));
    if (status != ST_OK)
        return options_fail(usage, "%s/motcua.conf: %s", path, status_text(status));

    struct str source = config_value(&config, "database");

    *out_source = source.at != NULL ? source : arena_printf(arena, "sqlite:%s/motcua.db", path);
    return OPTIONS_READY;
}

struct str data_folder_file(struct str source)
{
    static const struct str scheme = { "sqlite:", 7 };

    return str_starts_with(source, scheme) ? str_from(source, scheme.len) : (struct str){ NULL, 0 };
}

/* DB_READ_WRITE: the schema is brought up to this program's; else it must be that already. */
static int check_schema(const struct usage *usage, struct arena *arena, struct db *db, enum db_access access)
{
    struct migration migration = { 0 };
    enum status status = access == DB_READ_ONLY ? migrate_check(db, arena, &migration) : migrate(db, arena, &migration);

    if (status == ST_OK)
        return OPTIONS_READY;
    if (migration.why.at != NULL)
        return options_fail(usage, "%.*s", STR_ARG(migration.why));
    return data_folder_failed(usage, db, status);
}

/* Opening would make an empty one where a name is mistyped. */
static int require_database(const struct usage *usage, struct arena *arena, struct str source)
{
    const char *path = arena_c_string(arena, data_folder_file(source));

    if (path[0] != '\0' && access(path, F_OK) != 0 && errno == ENOENT)
        return options_fail(usage, "there is no database %s (motcua init makes one)", path);
    return OPTIONS_READY;
}

/* Once, after the migration that brought the search: keys for the dossiers that were there before it. */
static int make_search_keys(const struct usage *usage, struct db *db)
{
    int64_t count;
    enum status status = search_index_fill(db, &count);

    return status == ST_OK ? OPTIONS_READY : data_folder_failed(usage, db, status);
}

enum purpose { TO_READ, TO_WRITE, TO_WRITE_AGAIN };

static int connect_to(const struct usage *usage, struct arena *arena, struct str source, enum purpose purpose,
                      struct db **out)
{
    enum db_access access = purpose == TO_READ ? DB_READ_ONLY : DB_READ_WRITE;
    struct db *db CLEANUP(db_close_at) = NULL;
    struct str why;
    enum status status = db_open_explained(source, access, arena, &db, &why);

    if (status == ST_INVALID)
        return options_fail(usage, "database: neither sqlite:PATH nor postgresql://…");
    if (status != ST_OK)
        return options_fail(usage, "the database cannot be opened: %s (%.*s)", status_text(status), STR_ARG(why));
    int code = check_schema(usage, arena, db, purpose == TO_WRITE ? DB_READ_WRITE : DB_READ_ONLY);

    if (code == OPTIONS_READY && purpose == TO_WRITE)
        code = make_search_keys(usage, db);
    if (code != OPTIONS_READY)
        return code;
    *out = db;
    db = NULL;
    return OPTIONS_READY;
}

int data_folder_connect(const struct usage *usage, struct arena *arena, struct str source, enum folder_absent absent,
                        struct db **out)
{
    int code = absent == FOLDER_MUST_EXIST ? require_database(usage, arena, source) : OPTIONS_READY;

    return code == OPTIONS_READY ? connect_to(usage, arena, source, TO_WRITE, out) : code;
}

int data_folder_connect_again(const struct usage *usage, struct arena *arena, struct str source, struct db **out)
{
    int code = require_database(usage, arena, source);

    return code == OPTIONS_READY ? connect_to(usage, arena, source, TO_WRITE_AGAIN, out) : code;
}

int data_folder_open(const struct usage *usage, struct arena *arena, struct str folder, enum folder_absent absent,
                     struct db **out)
{
    struct str source;
    int code = data_folder_source(usage, arena, folder, absent, &source);

    return code == OPTIONS_READY ? data_folder_connect(usage, arena, source, absent, out) : code;
}

int data_folder_open_to_read(const struct usage *usage, struct arena *arena, struct str folder, struct db **out)
{
    struct str source;
    int code = data_folder_source(usage, arena, folder, FOLDER_MUST_EXIST, &source);

    if (code == OPTIONS_READY)
        code = require_database(usage, arena, source);
    return code == OPTIONS_READY ? connect_to(usage, arena, source, TO_READ, out) : code;
}

static int find_office(const struct usage *usage, struct arena *arena, struct db *db, struct str agency_code,
                       int64_t *out_office_id)
{
    struct sql_offices_rows offices;
    enum status status = sql_offices(db, arena, &offices);

    if (status != ST_OK)
        return data_folder_failed(usage, db, status);
    if (offices.count == 0)
        return options_fail(usage, "the data folder has no office yet (motcua init makes one)");
    if (agency_code.at == NULL && offices.count > 1)
        return options_fail(usage, "the data folder has %zu offices: say which with --agency-code", offices.count);
    for (size_t i = 0; i < offices.count; i++)
        if (agency_code.at == NULL || str_equal(offices.at[i].agency_code, agency_code)) {
            *out_office_id = offices.at[i].office_id;
            return OPTIONS_READY;
        }
    return options_fail(usage, "no office has the agency code %.*s", STR_ARG(agency_code));
}

int office_job_begin(const struct usage *usage, struct str folder, struct str agency_code, struct office_job *out)
{
    int64_t office_id = 0;

    *out = (struct office_job){ .arena = arena_create(JOB_BYTES_MAX), .now = clock_now() };
    int code = data_folder_open(usage, out->arena, folder, FOLDER_MUST_EXIST, &out->db);

    if (code != OPTIONS_READY)
        return code;
    code = find_office(usage, out->arena, out->db, agency_code, &office_id);
    if (code != OPTIONS_READY)
        return code;
    out->by = (struct actor){ .office_id = office_id, .role = ROLE_ADMINISTRATOR };
    return OPTIONS_READY;
}

void office_job_end(struct office_job *job)
{
    db_close(job->db);
    arena_destroy(job->arena);
    *job = (struct office_job){ 0 };
}

int data_folder_failed(const struct usage *usage, const struct db *db, enum status status)
{
    const char *words = db_error(db);

    if (words == NULL || words[0] == '\0')
        return options_fail(usage, "%s", status_text(status));
    return options_fail(usage, "%s (%s)", status_text(status), words);
}
