/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/account.h"

static const struct {
    struct str name, label;
} roles[ROLE_COUNT] = {
    [ROLE_NONE] = { { "", 0 }, { "", 0 } },
#define ROLE(name, stored, label) [ROLE_##name] = { { (stored), sizeof(stored) - 1 }, { (label), sizeof(label) - 1 } },
#include "domain/roles.def"
#undef ROLE
};

/* One bit a role, so that a row of permissions.def is a set written with `|`. */
enum role_bit {
#define ROLE(name, stored, label) name = 1 << ROLE_##name,
#include "domain/roles.def"
#undef ROLE
};

static const struct {
    struct str name;
    int roles;
} permissions[PERM_COUNT] = {
    [PERM_PUBLIC] = { { "PUBLIC", 6 }, ~0 },
    [PERM_SIGNED_IN] = { { "SIGNED_IN", 9 }, ~(1 << ROLE_NONE) },
#define PERMISSION(name, roles) [PERM_##name] = { { #name, sizeof(#name) - 1 }, (roles) },
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

struct str permission_name(enum permission permission)
{
    return permissions[permission].name;
}

bool role_may(enum role role, enum permission permission)
{
    return (permissions[permission].roles & (1 << role)) != 0;
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
