/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue.h"
#include "domain/term.h"

enum { BODY_CHARS_MAX = 200, WHAT_CHARS_MAX = 300 };

static void check_words(struct catalogue_faults *faults, const char *place, struct str text, size_t chars_max)
{
    if (str_is_empty(str_trim(text)))
        catalogue_fault_add(faults, place, "missing");
    else if (str_count_chars(text) > chars_max)
        catalogue_fault_add(faults, place, "longer than %zu characters", chars_max);
}

static void check_leg(const struct procedure *procedure, size_t i, struct catalogue_faults *faults)
{
    const struct procedure_leg *leg = &procedure->legs[i];
    const char *place = arena_printf(faults->arena, "legs[%zu]", i).at;
    int64_t before = i == 0 ? 0 : procedure->legs[i - 1].stage;
    struct term term;

    check_words(faults, arena_printf(faults->arena, "%s.body", place).at, leg->body, BODY_CHARS_MAX);
    check_words(faults, arena_printf(faults->arena, "%s.what", place).at, leg->what, WHAT_CHARS_MAX);
    if (leg->stage != before + 1 && (i == 0 || leg->stage != before))
        catalogue_fault_add(faults, place, "stage %lld follows %lld; stages are 1, 2, 3 … in this order",
                            (long long)leg->stage, (long long)before);
    if (!term_of(leg->unit, leg->amount, &term) || term.unit == TERM_SAME_DAY)
        catalogue_fault_add(faults, place, "not a limit in working days, days or working hours");
}

/* The longest of each stage, all stages together. */
static int64_t whole(const struct procedure *procedure)
{
    int64_t sum = 0, longest = 0;

    for (size_t i = 0; i < procedure->leg_count; i++) {
        if (i > 0 && procedure->legs[i].stage != procedure->legs[i - 1].stage) {
            sum += longest;
            longest = 0;
        }
        longest = procedure->legs[i].amount > longest ? procedure->legs[i].amount : longest;
    }
    return sum + longest;
}

static void check_sum(const struct procedure *procedure, const struct procedure_term *term,
                      struct catalogue_faults *faults)
{
    for (size_t i = 0; i < procedure->leg_count; i++)
        if (!str_equal(procedure->legs[i].unit, term->unit)) {
            catalogue_fault_add(faults, "legs", "the unit of legs[%zu] is not that of the term for %.*s", i,
                                STR_ARG(term->channel));
            return;
        }
    if (whole(procedure) > term->amount)
        catalogue_fault_add(faults, "legs", "take %lld together, longer than the term of %lld for %.*s",
                            (long long)whole(procedure), (long long)term->amount, STR_ARG(term->channel));
}

void catalogue_check_legs(const struct procedure *procedure, struct catalogue_faults *faults)
{
    size_t before = faults->count;

    if (procedure->leg_count > CATALOGUE_LEGS_MAX)
        catalogue_fault_add(faults, "legs", "more than %d", CATALOGUE_LEGS_MAX);
    for (size_t i = 0; i < procedure->leg_count; i++)
        check_leg(procedure, i, faults);
    if (procedure->leg_count == 0 || faults->count > before)
        return;
    for (size_t i = 0; i < procedure->term_count; i++)
        check_sum(procedure, &procedure->terms[i], faults);
}
