/* SPDX-License-Identifier: Apache-2.0 */
/* alerts -- who must be told what about a dossier's clocks now, by the rules of alert_rules.def: the holder first, then
 * the head of the unit, then the director. */
#ifndef DOMAIN_ALERTS_H
#define DOMAIN_ALERTS_H

#include "domain/clocks.h"

enum alert_rule {
#define ALERT(name, stored, clock, minutes, to) ALERT_##name,
#include "domain/alert_rules.def"
#undef ALERT
    ALERT_RULE_COUNT
};

enum alert_recipient { ALERT_TO_HOLDER, ALERT_TO_HEAD, ALERT_TO_DIRECTOR };

struct alert {
    enum alert_rule rule;
    struct moment due_at; /* of the clock */
    struct str body;      /* whose opinion; null for other clocks */
};

struct alerts {
    const struct alert *at;
    size_t count;
};

/* What is to be told at `now`, for clocks computed for `now`.  A warning that would have come before its clock began
 * is not given, and ends when the clock is over: then others speak. */
struct alerts alerts_due(struct arena *arena, const struct calendar *calendar, struct clocks clocks, struct moment now);

/* When, if nothing happens to the dossier, alerts_due() may say something else; no moment: never. */
struct moment alerts_next(const struct calendar *calendar, struct clocks clocks, struct moment now);

struct str alert_rule_name(enum alert_rule rule); /* as stored */
bool alert_rule_parse(struct str stored, enum alert_rule *out);
enum clock_kind alert_rule_clock(enum alert_rule rule);
int alert_rule_minutes(enum alert_rule rule); /* after the due instant; below 0: before it */
enum alert_recipient alert_rule_recipient(enum alert_rule rule);

#endif
