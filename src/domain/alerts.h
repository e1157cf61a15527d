/* SPDX-License-Identifier: Apache-2.0 */
/* alerts -- who must be told what about a dossier's clocks now, by the rules of alert_rules.def: the holder first, then
 * the head of the unit, then the director. */
#ifndef DOMAIN_ALERTS_H
#define DOMAIN_ALERTS_H

#include "domain/clocks.h"

enum alert_rule {
#define ALERT(name, stored, clock, when, to) ALERT_##name,
#include "domain/alert_rules.def"
#undef ALERT
    ALERT_RULE_COUNT
};

enum alert_when { ALERT_BEFORE, ALERT_AT_ONCE, ALERT_AFTER, ALERT_AT_TERM, ALERT_UNTIL_TERM };

enum alert_recipient { ALERT_TO_HOLDER, ALERT_TO_HEAD, ALERT_TO_DIRECTOR };

struct alert {
    enum alert_rule rule;
    struct moment due_at; /* of the clock */
    struct str body;      /* who is waited for; empty for other clocks */
};

struct alerts {
    const struct alert *at;
    size_t count;
};

/* What is to be told now, for clocks_of(given).  A warning that would have come before its clock began is not given,
 * and ends when the clock is over: then others speak. */
struct alerts alerts_due(struct arena *arena, const struct clocks_case *given, struct clocks clocks);

/* When, if nothing happens to the dossier, alerts_due() may say something else; no moment: never. */
struct moment alerts_next(const struct clocks_case *given, struct clocks clocks);

struct str alert_rule_name(enum alert_rule rule); /* as stored */
bool alert_rule_parse(struct str stored, enum alert_rule *out);
enum clock_kind alert_rule_clock(enum alert_rule rule);
enum alert_when alert_rule_when(enum alert_rule rule);
enum alert_recipient alert_rule_recipient(enum alert_rule rule);

#endif
