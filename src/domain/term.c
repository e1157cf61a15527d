/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/term.h"

#include "base/put.h"

static const struct {
    struct str stored, suffix, words;
    int most;
} units[TERM_UNIT_COUNT] = {
#define TERM_UNIT(name, stored, suffix, words, most) \
    [TERM_##name] = { STR_INIT(stored), STR_INIT(suffix), STR_INIT(words), (most) },
#include "domain/term_units.def"
#undef TERM_UNIT
};

struct str term_unit_name(enum term_unit unit)
{
    return units[unit].stored;
}

int term_amount_max(enum term_unit unit)
{
    return units[unit].most;
}

bool term_of(struct str stored_unit, int64_t amount, struct term *out)
{
    for (int unit = 0; unit < TERM_UNIT_COUNT; unit++) {
        if (!str_equal(units[unit].stored, stored_unit))
            continue;
        if (unit == TERM_SAME_DAY && amount == 0)
            amount = 1;
        if (amount < 1 || amount > units[unit].most)
            return false;
        *out = (struct term){ (enum term_unit)unit, (int)amount };
        return true;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

enum term_fault term_parse(struct str text, struct term *out)
{
    size_t sign = str_starts_with(text, STR("-")), end = sign;
    int64_t amount = 0;

    if (str_equal(text, units[TERM_SAME_DAY].suffix)) {
        *out = (struct term){ TERM_SAME_DAY, 1 };
        return TERM_GOOD;
    }
    while (end < text.len && is_digit(text.at[end]))
        end++;
    if (end == sign)
        return TERM_NO_NUMBER;
    for (int unit = 0; unit < TERM_SAME_DAY; unit++) {
        if (!str_equal(str_from(text, end), units[unit].suffix))
            continue;
        if (!str_parse_i64(str_head(text, end), &amount) || amount < 1 || amount > units[unit].most)
            return TERM_OUT_OF_BOUNDS;
        *out = (struct term){ (enum term_unit)unit, (int)amount };
        return TERM_GOOD;
    }
    return TERM_NO_SUCH_UNIT;
}

struct str term_words(struct term term, char out[48])
{
    char *end = out;

    if (term.unit != TERM_SAME_DAY)
        end = put_str(put_number(out, term.amount), STR(" "));
    return put_end(out, put_str(end, units[term.unit].words));
}

static const struct str waiting_names[] = {
    [WAITING_RESTARTS] = STR_INIT("restart"),
    [WAITING_PAUSES] = STR_INIT("pause"),
};

struct str waiting_rule_name(enum waiting_rule rule)
{
    return waiting_names[rule];
}

bool waiting_rule_parse(struct str stored, enum waiting_rule *out)
{
    for (enum waiting_rule rule = 0; rule < sizeof waiting_names / sizeof *waiting_names; rule++)
        if (str_equal(stored, waiting_names[rule])) {
            *out = rule;
            return true;
        }
    return false;
}
