/* SPDX-License-Identifier: Apache-2.0 */
/* ledger -- "it was not me": each working minute of a dossier, from its first event to its end or now, belongs to
 * exactly one of: a named officer, a leader, another body, the citizen, the provincial system while it was down.
 *
 * Who had the dossier follows from the whole history, taking back included: whoever really had it answers for those
 * minutes.  The parts sum to the whole, however the time is cut. */
#ifndef DOMAIN_LEDGER_H
#define DOMAIN_LEDGER_H

#include "domain/clocks.h"

enum ledger_owner {
#define OWNER(name, stored, label, because) LEDGER_##name,
#include "domain/ledger_owners.def"
#undef OWNER
    LEDGER_OWNER_COUNT
};

/* A time in which a system beyond the office's reach was down. */
struct ledger_outage {
    struct str system;
    struct moment from, until; /* until: no moment while it lasts */
};

/* A time in which somebody else had to do something before the holder could go on. */
struct ledger_wait {
    enum ledger_owner owner; /* BODY, PARTNER */
    struct str body;
    struct moment from, until; /* until: no moment while it lasts */
};

struct ledger_case {
    const struct calendar *calendar;
    struct dossier_history whole;    /* at least one event */
    const struct ledger_wait *waits; /* when several overlap, the first counts */
    size_t wait_count;
    const struct ledger_outage *outages;
    size_t outage_count;
    struct moment now;
};

struct ledger_part {
    enum ledger_owner owner;
    int64_t account_id; /* of an officer or leader; else 0 */
    struct str name;    /* of a body or system; else null */
    struct moment from, until;
    int64_t minutes;
};

struct ledger_parts {
    const struct ledger_part *at;
    size_t count;
};

struct ledger {
    struct moment from, until;
    int64_t minutes;           /* the whole */
    struct ledger_parts parts; /* in order of time, each with at least a minute; neighbours differ in owner */
    struct ledger_parts sums;  /* one for each owner, in the order they first had it; from: then, until: no moment */
};

struct ledger ledger_of(struct arena *arena, const struct ledger_case *given);

struct str ledger_owner_name(enum ledger_owner owner);    /* as stored */
struct str ledger_owner_label(enum ledger_owner owner);   /* in Vietnamese */
struct str ledger_owner_because(enum ledger_owner owner); /* "chờ ký" */

/* A row of Mẫu 06: the dossier passed from one person to the other. */
struct ledger_handover {
    int64_t giver_id, receiver_id; /* giver 0: the citizen */
    enum dossier_event event;
    struct moment at;
    bool has_result;         /* something was due from the giver */
    enum punctuality result; /* against the end of the giver's own part of the term, by the day */
};

struct ledger_handovers {
    const struct ledger_handover *at;
    size_t count;
};

/* Every change of holder, what was taken back included.  `clocks` are those of now. */
struct ledger_handovers ledger_handovers(struct arena *arena, struct dossier_history whole, struct clocks clocks);

#endif
