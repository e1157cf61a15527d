/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/clock_rules.h"

#include "base/put.h"
#include "domain/words.h"

enum unit {
#define CLOCK_UNIT(name, least, most, words) UNIT_##name,
#include "domain/clock_units.def"
#undef CLOCK_UNIT
};

static const struct {
    int least, most;
    struct str words; /* after the number */
} units[] = {
#define CLOCK_UNIT(name, least, most, words) { (least), (most), STR_INIT(words) },
#include "domain/clock_units.def"
#undef CLOCK_UNIT
};

static const struct {
    struct str name, label;
    int usual;
    enum unit unit;
} rules[CLOCK_RULE_COUNT] = {
#define CLOCK_RULE(name, stored, usual, unit, label) { STR_INIT(stored), STR_INIT(label), (usual), UNIT_##unit },
#include "domain/clock_rules.def"
#undef CLOCK_RULE
};

int clock_rule_on(struct clock_settings settings, enum clock_rule rule, struct date on)
{
    int value = rules[rule].usual;
    struct date from_on = { 0 };

    for (size_t i = 0; i < settings.count; i++) {
        const struct clock_setting *setting = &settings.at[i];

        if (setting->rule == rule && setting->from_on.day <= on.day && setting->from_on.day >= from_on.day) {
            value = setting->value;
            from_on = setting->from_on;
        }
    }
    return value;
}

struct str clock_rule_name(enum clock_rule rule)
{
    return rules[rule].name;
}

struct str clock_rule_label(enum clock_rule rule)
{
    return rules[rule].label;
}

bool clock_rule_parse(struct str stored, enum clock_rule *out)
{
    for (enum clock_rule rule = 0; rule < CLOCK_RULE_COUNT; rule++)
        if (str_equal(stored, rules[rule].name)) {
            *out = rule;
            return true;
        }
    return false;
}

int clock_rule_usual(enum clock_rule rule)
{
    return rules[rule].usual;
}

bool clock_rule_can_be(enum clock_rule rule, int64_t value)
{
    return value >= units[rules[rule].unit].least && value <= units[rules[rule].unit].most;
}

struct str clock_rule_words(enum clock_rule rule, int value, char out[40])
{
    enum unit unit = rules[rule].unit;
    char hours[40];

    if (unit == UNIT_TIME_OF_DAY)
        return minute_format(value, out);
    struct str number = unit == UNIT_MINUTES || unit == UNIT_WARNING ? hours_in_words(value, hours)
                                                                     : put_end(hours, put_number(hours, value));

    return put_end(out, put_str(put_str(out, number), units[unit].words));
}
