/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue.h"

#include "domain/identity.h"
#include "domain/intake.h"
#include "domain/tariff.h"
#include "domain/term.h"

_Static_assert((int)CATALOGUE_PAPERS_MAX <= (int)INTAKE_PAPERS_MAX, "reception has room for every paper");

enum { FAULTS_MAX = 200, FEE_MAX_VND = 1000000000, QUANTITY_MAX = 50, RESULT_CODES_MAX = 10, LEGAL_BASIS_MAX = 40 };

static const struct {
    struct str name, label;
} certainties[] = {
    { STR_INIT("verified"), STR_INIT("Đã đối chiếu nguồn") },
    { STR_INIT("likely"), STR_INIT("Có thể đúng, chưa đối chiếu đủ") },
    { STR_INIT("unsure"), STR_INIT("Chưa kiểm chứng") },
};

void catalogue_fault_at(struct catalogue_faults *faults, const struct procedure *procedure)
{
    faults->file = procedure->file;
    faults->procedure = procedure->place;
}

void catalogue_fault_add(struct catalogue_faults *faults, const char *place, const char *format, ...)
{
    va_list args;

    if (faults->count == FAULTS_MAX)
        return;
    faults->at = arena_grow(faults->arena, faults->at, faults->count, &faults->room, sizeof *faults->at);
    struct catalogue_fault *fault = &faults->at[faults->count++];
    bool has_both = faults->procedure.at != NULL && place[0] != '\0';
    fault->file = faults->file;
    fault->place = arena_printf(faults->arena, "%.*s%s%s", STR_ARG(faults->procedure), has_both ? " " : "", place);
    va_start(args, format);
    fault->reason = arena_vprintf(faults->arena, format, args);
    va_end(args);
}

/* ---- Rules ---------------------------------------------------------------------------------------------------- */

static void check_text(struct catalogue_faults *faults, const char *place, struct str text, size_t chars_max)
{
    if (text.at == NULL)
        return;
    if (str_is_empty(str_trim(text)))
        catalogue_fault_add(faults, place, "empty; leave the key out instead");
    else if (str_trim(text).len != text.len)
        catalogue_fault_add(faults, place, "blanks around the text");
    if (str_count_chars(text) > chars_max)
        catalogue_fault_add(faults, place, "longer than %zu characters", chars_max);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ') {
            catalogue_fault_add(faults, place, "control character; a text is one line");
            return;
        }
}

static void check_needed(struct catalogue_faults *faults, const char *place, struct str text, size_t chars_max)
{
    if (text.at == NULL)
        catalogue_fault_add(faults, place, "missing");
    check_text(faults, place, text, chars_max);
}

static void check_code(struct catalogue_faults *faults, const char *place, struct str code)
{
    if (code.at != NULL && (code.len != 8 || !procedure_code_is_valid(code)))
        catalogue_fault_add(faults, place, "not a procedure code like 1.001193: '%.*s'", STR_ARG(str_head(code, 60)));
}

static bool certainty_is_known(struct str certainty)
{
    for (size_t i = 0; i < sizeof certainties / sizeof *certainties; i++)
        if (str_equal(certainty, certainties[i].name))
            return true;
    return false;
}

static void check_result_codes(const struct procedure *procedure, struct catalogue_faults *faults)
{
    struct str rest = procedure->result_codes;

    for (int i = 0; rest.at != NULL; i++) {
        struct str code = str_next(&rest, ' ');

        if (!result_code_is_valid(code))
            catalogue_fault_add(faults, "result_codes", "not a result code like KQ.G15.000031: '%.*s'",
                                STR_ARG(str_head(code, 60)));
        if (i == RESULT_CODES_MAX)
            catalogue_fault_add(faults, "result_codes", "more than %d", RESULT_CODES_MAX);
    }
}

static void check_legal_basis(const struct procedure *procedure, struct catalogue_faults *faults)
{
    struct str rest = procedure->legal_basis;
    int count = 0;

    while (rest.at != NULL) {
        check_text(faults, "legal_basis", str_next(&rest, '\n'), 100);
        count++;
    }
    if (count == 0)
        catalogue_fault_add(faults, "legal_basis", "missing: a procedure rests on at least one instrument");
    if (count > LEGAL_BASIS_MAX)
        catalogue_fault_add(faults, "legal_basis", "more than %d", LEGAL_BASIS_MAX);
}

static void check_term(const struct procedure *procedure, size_t i, struct catalogue_faults *faults)
{
    const struct procedure_term *term = &procedure->terms[i];
    const char *place = arena_printf(faults->arena, "terms[%zu]", i).at;
    struct term known;

    if (!channel_is_known(term->channel))
        catalogue_fault_add(faults, place, "channel is not counter, online or post: '%.*s'",
                            STR_ARG(str_head(term->channel, 60)));
    for (size_t k = 0; k < i; k++)
        if (str_equal(procedure->terms[k].channel, term->channel))
            catalogue_fault_add(faults, place, "channel '%.*s' stands twice", STR_ARG(str_head(term->channel, 60)));
    if (!term_of(term->unit, 1, &known))
        catalogue_fault_add(faults, place, "unit is not working-day, calendar-day, working-hour or same-day: '%.*s'",
                            STR_ARG(str_head(term->unit, 60)));
    else if (term->amount < 1 || !term_of(term->unit, term->amount, &known))
        catalogue_fault_add(faults, place, "amount %lld is not from 1 to %d for a %.*s", (long long)term->amount,
                            term_amount_max(known.unit), STR_ARG(term->unit));
    if (term->fee_vnd < -1 || term->fee_vnd > FEE_MAX_VND)
        catalogue_fault_add(faults, place, "fee_vnd %lld is neither -1 (no fixed sum) nor from 0 to %d",
                            (long long)term->fee_vnd, FEE_MAX_VND);
    if (term->fee_vnd == -1 && procedure->fee_note.at == NULL)
        catalogue_fault_add(faults, place, "fee_vnd is -1 and no fee_note says what is to be paid");
}

static void check_terms(const struct procedure *procedure, struct catalogue_faults *faults)
{
    bool has_counter = false;

    for (size_t i = 0; i < procedure->term_count; i++) {
        check_term(procedure, i, faults);
        has_counter = has_counter || str_equal(procedure->terms[i].channel, STR("counter"));
    }
    if (!has_counter)
        catalogue_fault_add(faults, "terms", "no term for the counter");
}

static void check_questions(const struct procedure *procedure, struct catalogue_faults *faults)
{
    uint32_t used = 0;

    for (size_t i = 0; i < procedure->paper_count; i++)
        used |= procedure->papers[i].when.yes | procedure->papers[i].when.no;
    for (size_t i = 1; i < procedure->questions.count; i++) {
        const struct checklist_question *question = &procedure->questions.at[i];
        const char *place = arena_printf(faults->arena, "questions[%zu]", i - 1).at;
        size_t first;

        check_needed(faults, place, question->text, CHECKLIST_TEXT_CHARS_MAX);
        if (!checklist_key_is_valid(question->key))
            catalogue_fault_add(faults, place, "id is not 2 to %d of a-z, 0-9 and '-': '%.*s'", CHECKLIST_KEY_CHARS_MAX,
                                STR_ARG(str_head(question->key, 60)));
        else if (checklist_find(procedure->questions, question->key, &first) && first < i)
            catalogue_fault_add(faults, place, "id '%.*s' stands twice, or is the one every procedure has",
                                STR_ARG(question->key));
        else if ((used >> i & 1) == 0)
            catalogue_fault_add(faults, place, "no paper turns on '%.*s'", STR_ARG(question->key));
    }
}

static void check_condition(const struct procedure_paper *paper, size_t i, struct catalogue_faults *faults)
{
    const char *place = arena_printf(faults->arena, "papers[%zu].when", i).at;

    if (!checklist_can_hold(paper->when))
        catalogue_fault_add(faults, place, "can never hold: the same question is wanted yes and no");
    if ((paper->when.yes | paper->when.no) != 0 && paper->condition.at == NULL)
        catalogue_fault_add(faults, place, "no condition says in words when the paper is needed");
    if (paper->database.at != NULL && !database_is_known(paper->database))
        catalogue_fault_add(faults, arena_printf(faults->arena, "papers[%zu].database", i).at,
                            "no shared database is called '%.*s'", STR_ARG(str_head(paper->database, 60)));
}

static void check_paper(const struct procedure *procedure, size_t i, struct catalogue_faults *faults)
{
    const struct procedure_paper *paper = &procedure->papers[i];
    struct arena *arena = faults->arena;

    check_needed(faults, arena_printf(arena, "papers[%zu].name", i).at, paper->name, 300);
    check_text(faults, arena_printf(arena, "papers[%zu].condition", i).at, paper->condition, CATALOGUE_NOTE_CHARS_MAX);
    check_text(faults, arena_printf(arena, "papers[%zu].form_code", i).at, paper->form_code, 200);
    if (!paper_kind_is_known(paper->kind))
        catalogue_fault_add(faults, arena_printf(arena, "papers[%zu].kind", i).at,
                            "not form, original, certified-copy, copy, electronic or present: '%.*s'",
                            STR_ARG(str_head(paper->kind, 60)));
    if (paper->quantity < 1 || paper->quantity > QUANTITY_MAX)
        catalogue_fault_add(faults, arena_printf(arena, "papers[%zu].quantity", i).at, "%lld is not from 1 to %d",
                            (long long)paper->quantity, QUANTITY_MAX);
    check_condition(paper, i, faults);
    for (size_t k = 0; k < i; k++)
        if (str_equal(procedure->papers[k].name, paper->name) &&
            str_equal(procedure->papers[k].condition, paper->condition))
            catalogue_fault_add(faults, arena_printf(arena, "papers[%zu]", i).at, "the same paper as papers[%zu]", k);
}

static void check_papers(const struct procedure *procedure, struct catalogue_faults *faults)
{
    if (procedure->paper_count == 0 && !procedure->asks_no_papers)
        catalogue_fault_add(faults, "papers", "none; write \"none\" if nothing is asked for");
    if (procedure->paper_count > CATALOGUE_PAPERS_MAX)
        catalogue_fault_add(faults, "papers", "more than %d", CATALOGUE_PAPERS_MAX);
    for (size_t i = 0; i < procedure->paper_count; i++)
        check_paper(procedure, i, faults);
}

static void check_tariffs(const struct procedure *procedure, struct catalogue_faults *faults)
{
    struct str rest = procedure->tariffs;
    int count = 0;

    for (; rest.at != NULL; count++) {
        struct str code = str_next(&rest, ' '), later = rest;

        if (!tariff_code_is_valid(code))
            catalogue_fault_add(faults, "tariffs", "not a code like chung-thuc-ban-sao: '%.*s'",
                                STR_ARG(str_head(code, 60)));
        while (later.at != NULL)
            if (str_equal(str_next(&later, ' '), code))
                catalogue_fault_add(faults, "tariffs", "'%.*s' stands twice", STR_ARG(str_head(code, 60)));
    }
    if (count > CATALOGUE_TARIFFS_MAX)
        catalogue_fault_add(faults, "tariffs", "more than %d", CATALOGUE_TARIFFS_MAX);
}

static void check_days(const struct procedure *procedure, struct catalogue_faults *faults)
{
    if (!date_is_given(procedure->effective_from))
        catalogue_fault_add(faults, "effective_from", "missing");
    else if (date_is_given(procedure->effective_to) && procedure->effective_to.day < procedure->effective_from.day)
        catalogue_fault_add(faults, "effective_to", "before effective_from");
    if (procedure->replaced_by.at == NULL)
        return;
    if (str_equal(procedure->replaced_by, procedure->code))
        catalogue_fault_add(faults, "replaced_by", "a procedure does not replace itself; add a version instead");
    if (!date_is_given(procedure->effective_to))
        catalogue_fault_add(faults, "replaced_by", "no effective_to says until when the old one holds");
}

void catalogue_check(const struct procedure *procedure, struct catalogue_faults *faults)
{
    if (procedure->code.at == NULL)
        catalogue_fault_add(faults, "code", "missing");
    check_code(faults, "code", procedure->code);
    check_code(faults, "replaced_by", procedure->replaced_by);
    check_needed(faults, "name", procedure->name, CATALOGUE_NAME_CHARS_MAX);
    check_needed(faults, "field", procedure->field, 150);
    check_needed(faults, "unit", procedure->unit_code, 20);
    check_needed(faults, "result", procedure->result, CATALOGUE_NOTE_CHARS_MAX);
    check_text(faults, "decision", procedure->decision, 100);
    check_text(faults, "source", procedure->source, CATALOGUE_NOTE_CHARS_MAX);
    check_text(faults, "fee_note", procedure->fee_note, CATALOGUE_NOTE_CHARS_MAX);
    check_text(faults, "term_note", procedure->term_note, CATALOGUE_NOTE_CHARS_MAX);
    if (!certainty_is_known(procedure->certainty))
        catalogue_fault_add(faults, "certainty", "not verified, likely or unsure: '%.*s'",
                            STR_ARG(str_head(procedure->certainty, 60)));
    check_result_codes(procedure, faults);
    check_legal_basis(procedure, faults);
    check_terms(procedure, faults);
    check_questions(procedure, faults);
    check_papers(procedure, faults);
    check_tariffs(procedure, faults);
    catalogue_check_legs(procedure, faults);
    check_days(procedure, faults);
}

/* ---- Versions ------------------------------------------------------------------------------------------------- */

bool procedure_is_in_force(struct date from, struct date to, struct date on)
{
    return from.day <= on.day && (!date_is_given(to) || on.day <= to.day);
}

static bool overlap(const struct procedure *a, const struct procedure *b)
{
    return procedure_is_in_force(a->effective_from, a->effective_to, b->effective_from) ||
           procedure_is_in_force(b->effective_from, b->effective_to, a->effective_from);
}

void catalogue_check_versions(const struct procedures *procedures, struct catalogue_faults *faults)
{
    for (size_t i = 0; i < procedures->count; i++)
        for (size_t k = 0; k < i; k++) {
            const struct procedure *a = &procedures->at[k], *b = &procedures->at[i];

            if (str_is_empty(a->code) || !str_equal(a->code, b->code) || !overlap(a, b))
                continue;
            catalogue_fault_at(faults, b);
            catalogue_fault_add(faults, "effective_from", "in force at the same time as %.*s in %.*s",
                                STR_ARG(a->place), STR_ARG(a->file));
        }
}

static bool terms_equal(const struct procedure *a, const struct procedure *b)
{
    for (size_t i = 0; i < a->term_count; i++) {
        bool is_found = false;

        for (size_t k = 0; k < b->term_count && !is_found; k++)
            is_found = str_equal(a->terms[i].channel, b->terms[k].channel) &&
                       a->terms[i].amount == b->terms[k].amount && str_equal(a->terms[i].unit, b->terms[k].unit) &&
                       a->terms[i].fee_vnd == b->terms[k].fee_vnd;
        if (!is_found)
            return false;
    }
    return a->term_count == b->term_count;
}

static bool paper_equal(const struct procedure_paper *a, const struct procedure_paper *b)
{
    return str_equal(a->name, b->name) && str_equal(a->kind, b->kind) && a->quantity == b->quantity &&
           a->is_required == b->is_required && str_equal(a->condition, b->condition) &&
           str_equal(a->form_code, b->form_code) && a->when.yes == b->when.yes && a->when.no == b->when.no &&
           str_equal(a->database, b->database);
}

static bool questions_equal(struct checklist_questions a, struct checklist_questions b)
{
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++)
        if (!str_equal(a.at[i].key, b.at[i].key) || !str_equal(a.at[i].text, b.at[i].text) ||
            a.at[i].is_usual != b.at[i].is_usual)
            return false;
    return true;
}

static bool papers_equal(const struct procedure *a, const struct procedure *b)
{
    if (a->paper_count != b->paper_count)
        return false;
    for (size_t i = 0; i < a->paper_count; i++)
        if (!paper_equal(&a->papers[i], &b->papers[i]))
            return false;
    return true;
}

bool procedure_equal(const struct procedure *a, const struct procedure *b)
{
    return str_equal(a->code, b->code) && str_equal(a->name, b->name) && str_equal(a->field, b->field) &&
           str_equal(a->unit_code, b->unit_code) && str_equal(a->result, b->result) &&
           str_equal(a->result_codes, b->result_codes) && str_equal(a->legal_basis, b->legal_basis) &&
           str_equal(a->decision, b->decision) && str_equal(a->fee_note, b->fee_note) &&
           str_equal(a->term_note, b->term_note) && a->effective_from.day == b->effective_from.day &&
           a->waiting == b->waiting && terms_equal(a, b) && questions_equal(a->questions, b->questions) &&
           papers_equal(a, b);
}

bool procedure_legs_equal(const struct procedure *a, const struct procedure *b)
{
    bool is_equal = a->leg_count == b->leg_count;

    for (size_t i = 0; i < a->leg_count && is_equal; i++)
        is_equal = a->legs[i].stage == b->legs[i].stage && str_equal(a->legs[i].body, b->legs[i].body) &&
                   str_equal(a->legs[i].what, b->legs[i].what) && a->legs[i].amount == b->legs[i].amount &&
                   str_equal(a->legs[i].unit, b->legs[i].unit);
    return is_equal;
}

bool procedure_standing_equal(const struct procedure *a, const struct procedure *b)
{
    return a->effective_to.day == b->effective_to.day && str_equal(a->replaced_by, b->replaced_by) &&
           str_equal(a->certainty, b->certainty) && str_equal(a->source, b->source) &&
           str_equal(a->tariffs, b->tariffs) && procedure_legs_equal(a, b);
}

bool procedure_is_same_day(const struct procedure *procedure)
{
    for (size_t i = 0; i < procedure->term_count; i++)
        if (str_equal(procedure->terms[i].channel, STR("counter")))
            return str_equal(procedure->terms[i].unit, STR("same-day"));
    return false;
}

struct str certainty_label(struct str certainty)
{
    for (size_t i = 0; i < sizeof certainties / sizeof *certainties; i++)
        if (str_equal(certainty, certainties[i].name))
            return certainties[i].label;
    return certainty;
}
