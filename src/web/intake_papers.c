/* SPDX-License-Identifier: Apache-2.0 */
#include "web/intake_papers.h"

#include "app/procedure_rules.h"
#include "base/text_fold.h"
#include "web/choices.h"
#include "web/dossier_words.h"

enum status intake_papers_load(struct request *request, int64_t procedure_version_id, struct intake_papers *out)
{
    struct arena *arena = request->arena;

    TRY(procedure_questions_of(request->db, arena, procedure_version_id, &out->questions));
    TRY(sql_procedure_papers_required(request->db, arena, procedure_version_id, &out->papers));
    out->answers = arena_array(arena, struct answer_typed, out->questions.count);
    out->typed = arena_array(arena, struct paper_typed, out->papers.count);
    for (size_t i = 0; i < out->questions.count; i++)
        out->answers[i].key = out->questions.at[i].key;
    for (size_t i = 0; i < out->papers.count; i++) {
        struct checklist_answers when;

        out->typed[i].position = out->papers.at[i].position;
        if (!checklist_parse(out->papers.at[i].needed_when, out->questions, &when))
            return ST_CORRUPT;
    }
    return ST_OK;
}

/* ---- What was typed --------------------------------------------------------------------------------------------- */

static struct str paper_value(const struct request *request, int64_t position, const char *part)
{
    return request_form(request, arena_printf(request->arena, "paper_%d%s", (int)position, part).at);
}

void intake_papers_read(const struct request *request, struct intake_papers *out)
{
    for (size_t i = 0; i < out->questions.count; i++)
        out->answers[i].value = request_form(request, arena_printf(request->arena, "answer_%zu", i).at);
    for (size_t i = 0; i < out->papers.count; i++) {
        int64_t position = out->papers.at[i].position;

        out->typed[i] = (struct paper_typed){
            .position = position,
            .verdict = paper_value(request, position, ""),
            .paper_kind = paper_value(request, position, "_kind"),
            .quantity = paper_value(request, position, "_quantity"),
            .note = text_nfc(request->arena, paper_value(request, position, "_note")),
            .fault_reason = paper_value(request, position, "_fault"),
            .lookup_failure = paper_value(request, position, "_lookup"),
        };
    }
}

static struct checklist_answers answers_of(struct request *request, const struct intake_papers *papers)
{
    struct intake_typed typed = { .answers = papers->answers, .answer_count = papers->questions.count };

    return intake_answers(request->arena, &typed, papers->questions, NULL);
}

static struct checklist_answers when_of(const struct intake_papers *papers, size_t i)
{
    struct checklist_answers when = { 0, 0 };
    bool is_known = checklist_parse(papers->papers.at[i].needed_when, papers->questions, &when);

    return is_known ? when : (struct checklist_answers){ 0, 0 }; /* was known when they were loaded */
}

static enum paper_need need_of(const struct intake_papers *papers, size_t i, struct checklist_answers given)
{
    return checklist_need(when_of(papers, i), papers->papers.at[i].is_required, given);
}

void intake_papers_answer_as_usual(struct intake_papers *papers)
{
    for (size_t i = 0; i < papers->questions.count; i++)
        if (str_is_empty(papers->answers[i].value))
            papers->answers[i].value = papers->questions.at[i].is_usual ? STR("yes") : STR("no");
}

void intake_papers_all_good(struct request *request, struct intake_papers *papers)
{
    struct checklist_answers given = answers_of(request, papers);

    for (size_t i = 0; i < papers->papers.count; i++)
        if (need_of(papers, i, given) == PAPER_NEEDED && str_is_empty(papers->typed[i].verdict))
            papers->typed[i].verdict =
                paper_verdict_name(papers->papers.at[i].shared_database.at == NULL ? PAPER_OK : PAPER_LOOKED_UP);
}

void intake_papers_take(struct intake_papers *papers, struct checklist_answers given)
{
    for (size_t i = 0; i < papers->questions.count; i++)
        if (checklist_is_answered(given, i))
            papers->answers[i].value = (given.yes >> i & 1) == 1 ? STR("yes") : STR("no");
}

enum status intake_papers_take_stored(struct request *request, int64_t dossier_id, struct str answers,
                                      struct intake_papers *papers)
{
    struct sql_dossier_papers_rows rows;
    struct checklist_answers given;

    if (!checklist_parse(answers, papers->questions, &given))
        return ST_CORRUPT;
    intake_papers_take(papers, given);
    TRY(sql_dossier_papers(request->db, request->arena, dossier_id, &rows));
    for (size_t i = 0; i < rows.count; i++)
        for (size_t k = 0; k < papers->papers.count; k++) {
            struct paper_typed *typed = &papers->typed[k];

            if (typed->position != rows.at[i].position)
                continue;
            *typed = (struct paper_typed){
                .position = rows.at[i].position,
                .verdict = str_equal(rows.at[i].paper_verdict, STR("unchecked")) ? STR("") : rows.at[i].paper_verdict,
                .paper_kind = rows.at[i].paper_kind,
                .quantity = arena_printf(request->arena, "%d", (int)rows.at[i].quantity),
                .note = rows.at[i].note,
                .fault_reason = rows.at[i].fault_reason,
                .lookup_failure = rows.at[i].lookup_failure,
            };
        }
    return ST_OK;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------------- */

struct str intake_error_at(const struct intake_faults *faults, struct str place)
{
    for (size_t i = 0; i < faults->count; i++)
        if (str_equal(faults->at[i].place, place))
            return intake_fault_text(faults->at[i].kind);
    return STR("");
}

static bool is_asked(const struct intake_papers *papers, struct checklist_answers given, size_t question)
{
    for (size_t i = 0; i < papers->papers.count; i++)
        if (checklist_turns_on(when_of(papers, i), given, question))
            return true;
    return question == CHECKLIST_FOR_ANOTHER;
}

struct question_fields intake_questions_draw(struct request *request, const struct intake_papers *papers,
                                             const struct intake_faults *faults)
{
    static const struct option options[] = { { STR_INIT("yes"), STR_INIT("Có") },
                                             { STR_INIT("no"), STR_INIT("Không") } };
    struct arena *arena = request->arena;
    struct checklist_answers given = answers_of(request, papers);
    struct question_field *fields = arena_array(arena, struct question_field, papers->questions.count);

    for (size_t i = 0; i < papers->questions.count; i++) {
        const struct checklist_question *question = &papers->questions.at[i];
        struct str id = arena_printf(arena, "answer_%.*s", STR_ARG(question->key));
        bool is_for_another = i == CHECKLIST_FOR_ANOTHER && str_is_empty(papers->answers[i].value);

        fields[i] = (struct question_field){
            .key = question->key,
            .text = question->text,
            .usual = question->is_usual ? STR("yes") : STR("no"),
            .name = arena_printf(arena, "answer_%zu", i),
            .error_id = arena_printf(arena, "%.*s-error", STR_ARG(id)),
            .error = intake_error_at(faults, id),
            .is_idle = !is_asked(papers, given, i),
            .choices = choices_of(arena, id, options, 2, is_for_another ? STR("no") : papers->answers[i].value),
        };
    }
    return (struct question_fields){ fields, papers->questions.count };
}

static struct form_choices verdict_choices(struct arena *arena, struct str id, bool has_database, struct str chosen)
{
    static const enum paper_verdict verdicts[] = { PAPER_LOOKED_UP, PAPER_OK, PAPER_FAULTY, PAPER_MISSING,
                                                   PAPER_NOT_APPLICABLE };
    struct option options[PAPER_VERDICT_COUNT];
    size_t count = 0;

    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
        if (verdicts[i] != PAPER_LOOKED_UP || has_database)
            options[count++] = (struct option){ paper_verdict_name(verdicts[i]), paper_verdict_label(verdicts[i]) };
    return choices_of(arena, id, options, count, chosen);
}

static struct form_choices kind_choices(struct arena *arena, struct str id, struct str chosen)
{
    static const char *const kinds[] = { "form", "original", "certified-copy", "copy", "electronic", "present" };
    struct option options[sizeof kinds / sizeof *kinds];

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        options[i] = (struct option){ str_of(kinds[i]), paper_kind_label(str_of(kinds[i])) };
    return choices_of(arena, id, options, sizeof kinds / sizeof *kinds, chosen);
}

static struct form_choices fault_choices(struct arena *arena, struct str id, struct str chosen)
{
    struct option options[PAPER_FAULT_COUNT + 1] = { { STR(""), STR("Chọn lý do") } };

    for (enum paper_fault fault = 0; fault < PAPER_FAULT_COUNT; fault++)
        options[fault + 1] = (struct option){ paper_fault_name(fault), paper_fault_label(paper_fault_name(fault)) };
    return choices_of(arena, id, options, PAPER_FAULT_COUNT + 1, chosen);
}

static struct form_choices lookup_choices(struct arena *arena, struct str id, struct str chosen)
{
    size_t count = lookup_failure_count();
    struct option *options = arena_array(arena, struct option, count + 1);

    options[0] = (struct option){ STR(""), STR("Chưa tra, hoặc tra được") };
    for (size_t i = 0; i < count; i++)
        options[i + 1] = (struct option){ lookup_failure_name(i), lookup_failure_label(lookup_failure_name(i)) };
    return choices_of(arena, id, options, count + 1, chosen);
}

static struct paper_field paper_field_of(struct arena *arena, const struct intake_papers *papers, size_t i,
                                         struct checklist_answers given, const struct intake_faults *faults)
{
    const struct sql_procedure_papers_required_row *paper = &papers->papers.at[i];
    const struct paper_typed *typed = &papers->typed[i];
    struct str id = arena_printf(arena, "paper_%d", (int)paper->position);
    struct str kind_name = arena_printf(arena, "%.*s_kind", STR_ARG(id));
    struct str fault_name = arena_printf(arena, "%.*s_fault", STR_ARG(id));
    struct str lookup_name = arena_printf(arena, "%.*s_lookup", STR_ARG(id));
    enum paper_need need = need_of(papers, i, given);
    bool has_database = paper->shared_database.at != NULL;

    return (struct paper_field){
        .position = paper->position,
        .id = id,
        .name = paper->name,
        .condition = paper->condition,
        .wanted = words_wanted(arena, paper->quantity, paper->paper_kind),
        .form_code = paper->form_code,
        .is_required = paper->is_required,
        .is_idle = need == PAPER_NOT_NEEDED || need == PAPER_UNDECIDED,
        .when = paper->needed_when,
        .database = has_database ? database_label(paper->shared_database) : STR(""),
        .error = intake_error_at(faults, id),
        .verdicts =
            verdict_choices(arena, arena_printf(arena, "%.*s_verdict", STR_ARG(id)), has_database, typed->verdict),
        .kind_name = kind_name,
        .kinds =
            kind_choices(arena, kind_name, str_is_empty(typed->paper_kind) ? paper->paper_kind : typed->paper_kind),
        .quantity_name = arena_printf(arena, "%.*s_quantity", STR_ARG(id)),
        .quantity = str_is_empty(typed->quantity) ? arena_printf(arena, "%d", (int)paper->quantity) : typed->quantity,
        .note_name = arena_printf(arena, "%.*s_note", STR_ARG(id)),
        .note = typed->note,
        .note_max_length = INTAKE_NOTE_MAX,
        .fault_name = fault_name,
        .faults = fault_choices(arena, fault_name, typed->fault_reason),
        .lookup_name = lookup_name,
        .lookups = lookup_choices(arena, lookup_name, typed->lookup_failure),
    };
}

struct paper_fields intake_papers_draw(struct request *request, const struct intake_papers *papers,
                                       const struct intake_faults *faults)
{
    struct checklist_answers given = answers_of(request, papers);
    struct paper_field *fields = arena_array(request->arena, struct paper_field, papers->papers.count);
    bool is_open = false;

    for (size_t i = 0; i < papers->papers.count; i++) {
        fields[i] = paper_field_of(request->arena, papers, i, given, faults);
        is_open = is_open || need_of(papers, i, given) == PAPER_UNDECIDED;
    }
    return (struct paper_fields){ fields, papers->papers.count, is_open };
}
