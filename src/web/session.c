/* SPDX-License-Identifier: Apache-2.0 */
#include "web/session.h"

#include "app/login.h"
#include "app/token_admin.h"
#include "base/fatal.h"
#include "web/limits.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRY_TEXT_BYTES = 1536, SECRET_BYTES_MAX = 128 };

struct entry {
    char secret[SECRET_BYTES_MAX];
    size_t secret_len; /* 0: empty */
    struct moment known_until;
    int64_t generation;
    struct caller caller; /* its texts lie in `text` */
    char text[ENTRY_TEXT_BYTES];
};

struct sessions {
    const int64_t *generation;
    struct entry *entries; /* each secret has one place; a newcomer takes it */
};

struct sessions *sessions_create(const int64_t *generation)
{
    struct sessions *sessions = malloc(sizeof *sessions);
    struct entry *entries = calloc(LIMIT_SESSION_CACHE, sizeof *entries);

    if (sessions == NULL || entries == NULL)
        fatal("no memory for the sessions");
    *sessions = (struct sessions){ generation, entries };
    return sessions;
}

void sessions_destroy(struct sessions *sessions)
{
    free(sessions->entries);
    free(sessions);
}

static struct entry *place_of(struct sessions *sessions, struct str secret)
{
    uint32_t sum = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < secret.len; i++)
        sum = (sum ^ (unsigned char)secret.at[i]) * 16777619u;
    return &sessions->entries[sum % LIMIT_SESSION_CACHE];
}

static int64_t generation_now(const struct sessions *sessions)
{
    return __atomic_load_n(sessions->generation, __ATOMIC_ACQUIRE);
}

static bool is_fresh(const struct sessions *sessions, const struct entry *entry, struct str secret, struct moment now)
{
    return entry->secret_len == secret.len && memcmp(entry->secret, secret.at, secret.len) == 0 &&
           entry->generation == generation_now(sessions) && now.ms < entry->known_until.ms &&
           now.ms > entry->known_until.ms - 2 * LIMIT_SESSION_CACHE_SECONDS * 1000;
}

/* Moves one text into the entry; false when it has no room. */
static bool keep_text(struct entry *entry, size_t *used, struct str *text)
{
    if (text->len > ENTRY_TEXT_BYTES - *used)
        return false;
    if (text->len > 0)
        memcpy(entry->text + *used, text->at, text->len);
    if (text->at != NULL)
        text->at = entry->text + *used;
    *used += text->len;
    return true;
}

static void remember(struct entry *entry, struct str secret, const struct caller *caller, struct moment now,
                     int64_t generation)
{
    size_t used = 0;
    struct user *user = &entry->caller.user;

    entry->secret_len = 0;
    entry->caller = *caller;
    if (!keep_text(entry, &used, &user->login) || !keep_text(entry, &used, &user->full_name) ||
        !keep_text(entry, &used, &user->title) || !keep_text(entry, &used, &user->unit_name) ||
        !keep_text(entry, &used, &user->csrf_token) || !keep_text(entry, &used, &entry->caller.session_hash))
        return;
    memcpy(entry->secret, secret.at, secret.len);
    entry->secret_len = secret.len;
    entry->generation = generation;
    entry->known_until.ms = now.ms + LIMIT_SESSION_CACHE_SECONDS * 1000;
}

static enum status read_session(struct db *db, struct arena *arena, struct str secret, struct moment now,
                                struct caller *out)
{
    struct session session;

    TRY(login_session(db, arena, secret, now, &session));
    *out = (struct caller){
        .user = { session.actor, session.login, session.full_name, session.title, session.unit_name,
                  session.csrf_token },
        .session_hash = session.session_hash,
        .is_touch_due = session.is_touch_due,
        .may_change = true,
    };
    return ST_OK;
}

static enum status read_token(struct db *db, struct arena *arena, struct str token, struct moment now,
                              struct caller *out)
{
    struct token_holder holder;

    TRY(token_admin_holder(db, arena, token, now, &holder));
    *out = (struct caller){
        .user = { .actor = holder.actor, .login = holder.login, .full_name = holder.full_name },
        .may_change = holder.scope == TOKEN_READ_WRITE,
    };
    return ST_OK;
}

static void copy_texts(struct arena *arena, struct caller *caller)
{
    struct user *user = &caller->user;

    user->login = arena_copy(arena, user->login);
    user->full_name = arena_copy(arena, user->full_name);
    user->title = arena_copy(arena, user->title);
    user->unit_name = arena_copy(arena, user->unit_name);
    user->csrf_token = arena_copy(arena, user->csrf_token);
    caller->session_hash = arena_copy(arena, caller->session_hash);
}

typedef enum status read_caller(struct db *db, struct arena *arena, struct str secret, struct moment now,
                                struct caller *out);

static enum status find(struct sessions *sessions, read_caller *read, struct db *db, struct arena *arena,
                        struct str secret, struct moment now, struct caller *out)
{
    if (secret.len == 0 || secret.len > SECRET_BYTES_MAX)
        return ST_UNAUTHENTICATED;

    struct entry *entry = place_of(sessions, secret);
    int64_t generation = generation_now(sessions);

    if (is_fresh(sessions, entry, secret, now)) {
        *out = entry->caller;
        copy_texts(arena, out); /* the request may be held while its entry is given to somebody else */
        return ST_OK;
    }
    TRY(read(db, arena, secret, now, out));
    remember(entry, secret, out, now, generation);
    return ST_OK;
}

/* A cookie's secret and a token must never be taken for each other: they differ in length and in their place. */
enum status sessions_of_cookie(struct sessions *sessions, struct db *db, struct arena *arena, struct str secret,
                               struct moment now, struct caller *out)
{
    if (secret.len != SESSION_SECRET_CHARS)
        return ST_UNAUTHENTICATED;
    return find(sessions, read_session, db, arena, secret, now, out);
}

enum status sessions_of_token(struct sessions *sessions, struct db *db, struct arena *arena, struct str token,
                              struct moment now, struct caller *out)
{
    if (token.len == SESSION_SECRET_CHARS)
        return ST_UNAUTHENTICATED;
    return find(sessions, read_token, db, arena, token, now, out);
}

void sessions_touched(struct sessions *sessions, struct str session_hash)
{
    for (struct entry *entry = sessions->entries; entry < sessions->entries + LIMIT_SESSION_CACHE; entry++)
        if (entry->secret_len > 0 && str_equal(entry->caller.session_hash, session_hash))
            entry->caller.is_touch_due = false;
}

struct str session_cookie(struct arena *arena, struct str secret, bool is_secure)
{
    return arena_printf(arena, SESSION_COOKIE "=%.*s; Path=/; HttpOnly; SameSite=Lax%s", STR_ARG(secret),
                        is_secure ? "; Secure" : "");
}

struct str session_cookie_gone(struct arena *arena, bool is_secure)
{
    return arena_printf(arena, SESSION_COOKIE "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax%s",
                        is_secure ? "; Secure" : "");
}
