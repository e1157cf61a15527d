/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue_admin.h"

#include "app/procedure_rules.h"
#include "base/random.h"
#include "catalogue_files.h"
#include "domain/catalogue_search.h"
#include "queries_read.h"
#include "queries_write.h"

struct import {
    struct db *db;
    struct arena *arena;
    int64_t office_id;
    struct moment now;
    struct sql_units_of_office_rows units;
    struct catalogue_faults *faults;
    struct catalogue_import counts;
};

/* What the office has of one procedure, around the version that comes in; NULL where there is none. */
struct neighbours {
    const struct sql_procedure_versions_by_code_row *same;   /* from the same day on */
    const struct sql_procedure_versions_by_code_row *before; /* the last one that begins earlier */
    const struct sql_procedure_versions_by_code_row *after;  /* the first one that begins later */
};

static struct neighbours neighbours_of(const struct sql_procedure_versions_by_code_rows *versions, struct date from)
{
    struct neighbours found = { NULL, NULL, NULL };

    for (size_t i = 0; i < versions->count; i++) { /* the newest first */
        const struct sql_procedure_versions_by_code_row *version = &versions->at[i];

        if (version->effective_from_on.day == from.day)
            found.same = version;
        else if (version->effective_from_on.day > from.day)
            found.after = version;
        else if (found.before == NULL)
            found.before = version;
    }
    return found;
}

static const char *day_text(struct arena *arena, struct date date)
{
    char text[11];

    return arena_c_string(arena, date_format_iso(date, text));
}

static bool find_unit(struct import *import, struct str unit_code, int64_t *out_unit_id)
{
    for (size_t i = 0; i < import->units.count; i++)
        if (str_equal(import->units.at[i].unit_code, unit_code)) {
            *out_unit_id = import->units.at[i].unit_id;
            return true;
        }
    catalogue_fault_add(import->faults, "unit", "the office has no unit '%.*s'", STR_ARG(unit_code));
    return false;
}

static enum status add_legs(struct import *import, const struct procedure *procedure, int64_t id)
{
    int64_t changed;

    for (size_t i = 0; i < procedure->leg_count; i++) {
        const struct procedure_leg *leg = &procedure->legs[i];

        TRY(sql_procedure_leg_add(import->db, id, (int64_t)i + 1, leg->stage, leg->body, leg->what, leg->amount,
                                  leg->unit, &changed));
    }
    return ST_OK;
}

static enum status load_legs(struct import *import, int64_t id, struct procedure *out)
{
    struct sql_procedure_legs_rows rows;

    TRY(sql_procedure_legs(import->db, import->arena, id, &rows));
    struct procedure_leg *legs = arena_array(import->arena, struct procedure_leg, rows.count);

    for (size_t i = 0; i < rows.count; i++)
        legs[i] = (struct procedure_leg){ rows.at[i].stage, rows.at[i].body, rows.at[i].what, rows.at[i].term_amount,
                                          rows.at[i].term_unit };
    out->legs = legs;
    out->leg_count = rows.count;
    return ST_OK;
}

static enum status add_version(struct import *import, const struct procedure *procedure, int64_t unit_id)
{
    int64_t id = random_id(import->now);
    int64_t changed;

    TRY(sql_procedure_version_add(
        import->db, id, import->office_id, procedure->code, procedure->name, procedure->field, unit_id,
        procedure->decision, procedure->result, procedure->result_codes, procedure->fee_note, procedure->term_note,
        procedure->legal_basis, procedure->certainty, procedure->source, procedure->effective_from,
        procedure->effective_to, procedure->replaced_by, procedure->tariffs, waiting_rule_name(procedure->waiting),
        procedure_is_same_day(procedure),
        catalogue_fold(import->arena, procedure->name, procedure->code, procedure->field), &changed));
    for (size_t i = 0; i < procedure->term_count; i++) {
        const struct procedure_term *term = &procedure->terms[i];

        TRY(sql_procedure_term_add(import->db, id, term->channel, term->amount, term->unit, term->fee_vnd, &changed));
    }
    for (size_t i = 0; i < procedure->paper_count; i++) {
        const struct procedure_paper *paper = &procedure->papers[i];

        TRY(sql_procedure_paper_add(import->db, id, (int64_t)i + 1, paper->name, paper->kind, paper->quantity,
                                    paper->is_required, paper->condition, paper->form_code,
                                    checklist_format(import->arena, procedure->questions, paper->when), paper->database,
                                    &changed));
    }
    for (size_t i = 1; i < procedure->questions.count; i++) {
        const struct checklist_question *question = &procedure->questions.at[i];

        TRY(sql_procedure_question_add(import->db, id, (int64_t)i, question->key, question->text, question->is_usual,
                                       &changed));
    }
    return add_legs(import, procedure, id);
}

static enum status load_paper(const struct sql_procedure_papers_required_row *row, struct checklist_questions questions,
                              struct procedure_paper *out)
{
    *out = (struct procedure_paper){ .name = row->name,
                                     .kind = row->paper_kind,
                                     .quantity = row->quantity,
                                     .is_required = row->is_required,
                                     .condition = row->condition,
                                     .form_code = row->form_code,
                                     .database = row->shared_database };
    return checklist_parse(row->needed_when, questions, &out->when) ? ST_OK : ST_CORRUPT;
}

/* The version as the office has it, with its terms and papers. */
static enum status load_version(struct import *import, const struct sql_procedure_versions_by_code_row *row,
                                struct procedure *out)
{
    struct sql_procedure_terms_rows terms;
    struct sql_procedure_papers_required_rows papers;
    struct checklist_questions questions;
    enum waiting_rule waiting;

    TRY(sql_procedure_terms(import->db, import->arena, row->procedure_version_id, &terms));
    TRY(sql_procedure_papers_required(import->db, import->arena, row->procedure_version_id, &papers));
    TRY(procedure_questions_of(import->db, import->arena, row->procedure_version_id, &questions));
    struct procedure_term *term = arena_array(import->arena, struct procedure_term, terms.count);
    struct procedure_paper *paper = arena_array(import->arena, struct procedure_paper, papers.count);
    for (size_t i = 0; i < terms.count; i++)
        term[i] = (struct procedure_term){ terms.at[i].channel, terms.at[i].term_amount, terms.at[i].term_unit,
                                           terms.at[i].fee_vnd };
    for (size_t i = 0; i < papers.count; i++)
        TRY(load_paper(&papers.at[i], questions, &paper[i]));
    if (!waiting_rule_parse(row->waiting_rule, &waiting))
        return ST_CORRUPT;
    *out = (struct procedure){
        .code = row->procedure_code,
        .name = row->name,
        .field = row->field,
        .unit_code = row->unit_code,
        .decision = row->decision,
        .result = row->result,
        .result_codes = row->result_code,
        .fee_note = row->fee_note,
        .term_note = row->term_note,
        .legal_basis = row->legal_basis,
        .certainty = row->certainty,
        .source = row->source,
        .replaced_by = row->replaced_by,
        .tariffs = row->tariffs,
        .waiting = waiting,
        .questions = questions,
        .effective_from = row->effective_from_on,
        .effective_to = row->effective_to_on,
        .terms = term,
        .term_count = terms.count,
        .papers = paper,
        .paper_count = papers.count,
    };
    return load_legs(import, row->procedure_version_id, out);
}

/* False, with a fault, when the version would still be in force on the day the next one begins. */
static bool ends_before(struct import *import, struct date last, const struct sql_procedure_versions_by_code_row *next)
{
    if (next == NULL || (date_is_given(last) && last.day < next->effective_from_on.day))
        return true;
    catalogue_fault_add(import->faults, "effective_to", "the office has a version from %s on; this one must end before",
                        day_text(import->arena, next->effective_from_on));
    return false;
}

static enum status correct_version(struct import *import, const struct procedure *procedure, struct neighbours known)
{
    struct procedure present, wanted = *procedure;
    int64_t changed;

    TRY(load_version(import, known.same, &present));
    if (!procedure_equal(&present, procedure)) {
        catalogue_fault_add(import->faults, "effective_from",
                            "differs from the version the office has from %s on; a change needs a later day",
                            day_text(import->arena, procedure->effective_from));
        return ST_OK;
    }
    if (known.after != NULL && !date_is_given(wanted.effective_to))
        wanted.effective_to = present.effective_to; /* ended by the version after it */
    if (procedure_standing_equal(&present, &wanted)) {
        import->counts.unchanged++;
        return ST_OK;
    }
    if (!ends_before(import, wanted.effective_to, known.after))
        return ST_OK;
    import->counts.corrected++;
    TRY(sql_procedure_legs_forget(import->db, known.same->procedure_version_id, &changed));
    TRY(add_legs(import, procedure, known.same->procedure_version_id));
    return sql_procedure_version_set_standing(import->db, wanted.effective_to, wanted.replaced_by, wanted.certainty,
                                              wanted.source, wanted.tariffs, known.same->procedure_version_id,
                                              &changed);
}

static enum status import_version(struct import *import, const struct procedure *procedure)
{
    struct sql_procedure_versions_by_code_rows versions;
    int64_t unit_id, changed;

    catalogue_fault_at(import->faults, procedure);
    if (!find_unit(import, procedure->unit_code, &unit_id))
        return ST_OK;
    TRY(sql_procedure_versions_by_code(import->db, import->arena, import->office_id, procedure->code, &versions));
    struct neighbours known = neighbours_of(&versions, procedure->effective_from);
    if (known.same != NULL)
        return correct_version(import, procedure, known);
    if (!ends_before(import, procedure->effective_to, known.after))
        return ST_OK;
    if (known.before != NULL && procedure_is_in_force(known.before->effective_from_on, known.before->effective_to_on,
                                                      procedure->effective_from))
        TRY(sql_procedure_version_close(import->db, date_add(procedure->effective_from, -1),
                                        known.before->procedure_version_id, &changed));
    if (versions.count == 0)
        import->counts.added++;
    else
        import->counts.changed++;
    return add_version(import, procedure, unit_id);
}

enum status catalogue_admin_import(struct db *db, struct arena *arena, struct actor by,
                                   const struct catalogue_file *files, size_t count, struct moment now,
                                   struct catalogue_faults *out_faults, struct catalogue_import *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct import import = { .db = db, .arena = arena, .office_id = by.office_id, .now = now, .faults = out_faults };

    *out_faults = (struct catalogue_faults){ .arena = arena };
    if (!role_may(by.role, PERM_CATALOGUE_MANAGE))
        return ST_FORBIDDEN;
    struct catalogue catalogue = catalogue_read(arena, files, count, out_faults);
    if (out_faults->count > 0)
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_units_of_office(db, arena, by.office_id, &import.units));
    for (size_t i = 0; i < catalogue.procedures.count; i++)
        TRY(import_version(&import, &catalogue.procedures.at[i]));
    TRY(tariff_admin_import(db, arena, by.office_id, now, &catalogue, out_faults, &import.counts.tariffs));
    if (out_faults->count > 0)
        return ST_INVALID;
    TRY(db_tx_commit(tx));
    *out = import.counts;
    return ST_OK;
}

const struct catalogue_file *catalogue_embedded(struct arena *arena, size_t *out_count)
{
    struct catalogue_file *files = arena_array(arena, struct catalogue_file, catalogue_file_count);

    for (size_t i = 0; i < catalogue_file_count; i++)
        files[i] = (struct catalogue_file){ str_of(catalogue_files[i].name), str_of(catalogue_files[i].text) };
    *out_count = catalogue_file_count;
    return files;
}

enum status catalogue_admin_import_embedded(struct db *db, struct arena *arena, struct actor by, struct moment now,
                                            struct catalogue_faults *out_faults, struct catalogue_import *out)
{
    size_t count;
    const struct catalogue_file *files = catalogue_embedded(arena, &count);

    return catalogue_admin_import(db, arena, by, files, count, now, out_faults, out);
}
