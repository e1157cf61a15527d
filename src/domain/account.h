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
bool role_may(enum role role, enum permission permission);

/* Login names: 3..32 of [a-z0-9._-], beginning with a letter. */
bool login_is_valid(struct str login);

/* May this be somebody's password?  At least 10 characters, at most 256 bytes; not the login name (nor that with
 * up to four more); not one character repeated, nor a run of neighbours (1234567890, abcdefghij).  There is no rule
 * about kinds of characters. */
enum password_verdict {
    PASSWORD_ACCEPTED,
    PASSWORD_TOO_SHORT,
    PASSWORD_TOO_LONG,
    PASSWORD_TOO_SIMPLE,
    PASSWORD_LIKE_LOGIN
};
enum password_verdict password_check(struct str password, struct str login);

/* How long the next log-in attempt waits after `failures` in a row: nothing at first, then 15 seconds, doubling up to
 * 15 minutes.  A login name gets 3 free failures; an address, behind which a whole office may sit, 20. */
enum throttle { THROTTLE_LOGIN, THROTTLE_ADDRESS };
int64_t throttle_wait_ms(enum throttle throttle, int64_t failures);

/* What can happen to an account (account_events.def). */
enum account_event {
#define ACCOUNT_EVENT(name, stored, label) ACCOUNT_EVENT_##name,
#include "domain/account_events.def"
#undef ACCOUNT_EVENT
    ACCOUNT_EVENT_COUNT
};

struct str account_event_name(enum account_event event); /* as stored */
struct str account_event_label(struct str stored);       /* in Vietnamese; what is stored when not known */

/* Whoever does something: filled at the edge from the session, the token or the command line. */
struct actor {
    int64_t account_id;
    int64_t office_id;
    int64_t unit_id;
    enum role role;
};

/* Identity numbers, telephones and addresses of e-mail stand in full before the counter and before those who
 * work on the dossier, its holder and the holder's unit; everybody else sees only their ends. */
bool actor_sees_numbers(struct actor actor, int64_t holder_id, int64_t unit_id);

/* Who may see by whom a dossier of a unit was looked at: those who watch over the office, and the unit's own head. */
bool actor_reads_trace(struct actor actor, int64_t unit_id);

#endif
