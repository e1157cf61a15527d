/* SPDX-License-Identifier: Apache-2.0 */
/* clock_rules -- the limits behind the clocks that an office settles for itself: what is usual (clock_rules.def), and
 * what it has set from some day on. */
#ifndef DOMAIN_CLOCK_RULES_H
#define DOMAIN_CLOCK_RULES_H

#include "domain/date.h"

enum clock_rule {
#define CLOCK_RULE(name, stored, usual, unit, label) CLOCK_RULE_##name,
#include "domain/clock_rules.def"
#undef CLOCK_RULE
    CLOCK_RULE_COUNT
};

struct clock_setting {
    enum clock_rule rule;
    struct date from_on; /* holds for clocks that start on this day or later */
    int value;
};

/* Of two for the same day the later one holds. */
struct clock_settings {
    const struct clock_setting *at;
    size_t count;
};

/* What holds for a clock that starts on a day. */
int clock_rule_on(struct clock_settings settings, enum clock_rule rule, struct date on);

struct str clock_rule_name(enum clock_rule rule);  /* as stored */
struct str clock_rule_label(enum clock_rule rule); /* in Vietnamese */
bool clock_rule_parse(struct str stored, enum clock_rule *out);
int clock_rule_usual(enum clock_rule rule);
bool clock_rule_can_be(enum clock_rule rule, int64_t value);
struct str clock_rule_words(enum clock_rule rule, int value, char out[40]); /* "8 giờ làm việc", "15:00" */

#endif
