/* SPDX-License-Identifier: Apache-2.0 */
/* account -- roles, and the one place that says what each may do (roles.def, permissions.def). */
#ifndef DOMAIN_ACCOUNT_H
#define DOMAIN_ACCOUNT_H

#include "base/str.h"

enum role {
    ROLE_NONE, /* nobody signed in */
#define ROLE(name, stored, label) ROLE_##name,
#include "domain/roles.def"
#undef ROLE
    ROLE_COUNT
};

enum permission {
    PERM_PUBLIC,
    PERM_SIGNED_IN,
#define PERMISSION(name, roles) PERM_##name,
#include "domain/permissions.def"
#undef PERMISSION
    PERM_COUNT
};

struct str role_name(enum role role);  /* as stored; "" for ROLE_NONE */
struct str role_label(enum role role); /* in Vietnamese */
bool role_parse(struct str stored, enum role *out);
struct str permission_name(enum permission permission); /* "DOSSIER_READ" */
bool role_may(enum role role, enum permission permission);

/* Login names: 3..32 of [a-z0-9._-], beginning with a letter. */
bool login_is_valid(struct str login);

/* Whoever does something: filled at the edge from the session, the token or the command line. */
struct actor {
    int64_t account_id;
    int64_t office_id;
    int64_t unit_id;
    enum role role;
};

#endif
