/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/account.h"

#include "base/hash.h"

static const struct {
    struct str name, label;
} roles[ROLE_COUNT] = {
    [ROLE_NONE] = { STR_INIT(""), STR_INIT("") },
#define ROLE(name, stored, label) [ROLE_##name] = { STR_INIT(stored), STR_INIT(label) },
#include "domain/roles.def"
#undef ROLE
};

/* One bit a role, so that a row of permissions.def is a set written with `|`. */
enum role_bit {
#define ROLE(name, stored, label) name = 1 << ROLE_##name,
#include "domain/roles.def"
#undef ROLE
};

/* The roles that have it, a bit each. */
static const int permissions[PERM_COUNT] = {
    [PERM_PUBLIC] = ~0,
    [PERM_SIGNED_IN] = ~(1 << ROLE_NONE),
#define PERMISSION(name, roles) [PERM_##name] = (roles),
#include "domain/permissions.def"
#undef PERMISSION
};

struct str role_name(enum role role)
{
    return roles[role].name;
}

struct str role_label(enum role role)
{
    return roles[role].label;
}

bool role_parse(struct str stored, enum role *out)
{
    for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
        if (str_equal(stored, roles[role].name)) {
            *out = role;
            return true;
        }
    return false;
}

bool role_may(enum role role, enum permission permission)
{
    return (permissions[permission] & (1 << role)) != 0;
}

bool login_is_valid(struct str login)
{
    if (login.len < 3 || login.len > 32 || login.at[0] < 'a' || login.at[0] > 'z')
        return false;
    for (size_t i = 0; i < login.len; i++) {
        char c = login.at[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-')
            return false;
    }
    return true;
}

/* Does `b` follow `a` on the keyboard's or the code table's row, `step` being 1, 0 or -1?  0 stands after 9. */
static bool is_next(char a, char b, int step)
{
    if (step == 1 && a == '9' && b == '0')
        return true;
    if (step == -1 && a == '0' && b == '9')
        return true;
    return b == a + step;
}

static bool is_run(struct str text)
{
    for (int step = -1; step <= 1; step++) {
        size_t i = 1;

        while (i < text.len && is_next(text.at[i - 1], text.at[i], step))
            i++;
        if (i == text.len)
            return true;
    }
    return false;
}

enum password_verdict password_check(struct str password, struct str login)
{
    enum { CHARS_MIN = 10, LIKE_LOGIN_MORE = 4 };

    if (password.at == NULL || str_count_chars(password) < CHARS_MIN)
        return PASSWORD_TOO_SHORT;
    if (password.len > PASSWORD_BYTES_MAX)
        return PASSWORD_TOO_LONG;
    if (is_run(password))
        return PASSWORD_TOO_SIMPLE;
    if (!str_is_empty(login) && str_contains(password, login) && password.len <= login.len + LIKE_LOGIN_MORE)
        return PASSWORD_LIKE_LOGIN;
    return PASSWORD_ACCEPTED;
}

int64_t throttle_wait_ms(enum throttle throttle, int64_t failures)
{
    enum { FIRST_MS = 15 * 1000, LONGEST_MS = 15 * 60 * 1000 };
    int64_t free_failures = throttle == THROTTLE_LOGIN ? 3 : 20;
    int64_t wait_ms = FIRST_MS;

    if (failures <= free_failures)
        return 0;
    for (int64_t i = free_failures + 1; i < failures && wait_ms < LONGEST_MS; i++)
        wait_ms *= 2;
    return wait_ms < LONGEST_MS ? wait_ms : LONGEST_MS;
}

static const struct {
    struct str name, label;
} account_events[ACCOUNT_EVENT_COUNT] = {
#define ACCOUNT_EVENT(name, stored, label) [ACCOUNT_EVENT_##name] = { STR_INIT(stored), STR_INIT(label) },
#include "domain/account_events.def"
#undef ACCOUNT_EVENT
};

struct str account_event_name(enum account_event event)
{
    return account_events[event].name;
}

struct str account_event_label(struct str stored)
{
    for (size_t i = 0; i < ACCOUNT_EVENT_COUNT; i++)
        if (str_equal(stored, account_events[i].name))
            return account_events[i].label;
    return stored;
}

bool actor_sees_numbers(struct actor actor, int64_t holder_id, int64_t unit_id)
{
    return role_may(actor.role, PERM_DOSSIER_RECEIVE) || (actor.account_id != 0 && actor.account_id == holder_id) ||
           (actor.unit_id != 0 && actor.unit_id == unit_id);
}

bool actor_reads_trace(struct actor actor, int64_t unit_id)
{
    return role_may(actor.role, PERM_TRACE_READ_ALL) ||
           (role_may(actor.role, PERM_TRACE_READ) && actor.unit_id != 0 && actor.unit_id == unit_id);
}
