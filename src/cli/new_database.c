/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/new_database.h"

#include "cli/data_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file that grows, with what SQLite keeps beside it. */
static int throw_away(const char *making)
{
    static const char *const ends[] = { "-wal", "-shm", "-journal", "" };
    char path[PATH_MAX];

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (snprintf(path, sizeof path, "%s%s", making, ends[i]) >= (int)sizeof path) {
            errno = ENAMETOOLONG;
            return -1;
        }
        if (unlink(path) != 0 && errno != ENOENT)
            return -1;
    }
    return 0;
}

static struct str folder_of(struct str path)
{
    size_t len = path.len;

    while (len > 0 && path.at[len - 1] != '/')
        len--;
    return len == 0 ? STR(".") : str_head(path, len);
}

/* Nobody else makes one here until this process ends, however it ends. */
static int hold_folder(const struct usage *usage, struct arena *arena, struct str path, int *out_folder)
{
    const char *folder = arena_c_string(arena, folder_of(path));
    int held = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (held < 0)
        return options_fail(usage, "%s: %s", folder, strerror(errno));
    *out_folder = held;
    if (flock(held, LOCK_EX | LOCK_NB) == 0)
        return OPTIONS_READY;
    return options_fail(usage, "another process is making a database in %s: wait for its end", folder);
}

static int prepare_file(const struct usage *usage, struct arena *arena, struct str path, struct new_database *out)
{
    int code = hold_folder(usage, arena, path, &out->folder);
    struct stat info;

    if (code != OPTIONS_READY)
        return code;
    out->path = arena_c_string(arena, path);
    if (stat(out->path, &info) == 0)
        return options_fail(usage, "there is a database already: %s (name a new folder)", out->path);

    const char *making = arena_printf(arena, "%.*s.making", STR_ARG(path)).at;

    if (throw_away(making) != 0)
        return options_fail(usage, "%s, left by an earlier making, cannot be removed: %s", making, strerror(errno));
    out->making = making;
    return OPTIONS_READY;
}

int new_database_begin(const struct usage *usage, struct arena *arena, struct str folder, struct new_database *out)
{
    struct str source;
    int code = data_folder_source(usage, arena, folder, FOLDER_IS_MADE, &source);

    *out = (struct new_database){ .folder = -1 };
    if (code != OPTIONS_READY)
        return code;

    struct str path = data_folder_file(source);

    out->is_one_transaction = path.at == NULL;
    if (path.at != NULL) {
        if ((code = prepare_file(usage, arena, path, out)) != OPTIONS_READY)
            return code;
        source = arena_printf(arena, "sqlite:%s", out->making);
    }
    return data_folder_connect(usage, arena, source, FOLDER_IS_MADE, &out->db);
}

/* Its log is in it and gone, and every byte is on the disk. */
static bool is_whole(const char *making)
{
    char log[PATH_MAX];
    struct stat info;
    int file = open(making, O_RDONLY | O_CLOEXEC);
    bool is_synced = file >= 0 && fsync(file) == 0;

    if (file >= 0)
        close(file);
    snprintf(log, sizeof log, "%s-wal", making);
    return is_synced && stat(log, &info) != 0 && errno == ENOENT;
}

int new_database_keep(const struct usage *usage, struct new_database *database)
{
    db_close(database->db);
    database->db = NULL;
    if (database->making == NULL)
        return OPTIONS_READY;
    if (!is_whole(database->making))
        return options_fail(usage, "%s did not reach the disk whole: is it full?", database->making);
    if (rename(database->making, database->path) != 0 || fsync(database->folder) != 0)
        return options_fail(usage, "%s: %s", database->path, strerror(errno));
    database->making = NULL;
    return OPTIONS_READY;
}

void new_database_end(struct new_database *database)
{
    db_close(database->db);
    if (database->making != NULL)
        (void)throw_away(database->making);
    if (database->folder >= 0)
        close(database->folder);
}
