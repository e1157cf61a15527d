/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue_file.h"

#include "domain/catalogue_reader.h"
#include "domain/tariff_file.h"

static void read_terms(const struct catalogue_reader *reader, struct procedure *out)
{
    static const char *const keys[] = { "channel", "amount", "unit", "fee_vnd", NULL };
    const struct json *list;
    size_t count = catalogue_list(reader, "terms", &list);
    struct procedure_term *terms = arena_array(reader->arena, struct procedure_term, count);

    for (size_t i = 0; i < count; i++) {
        struct catalogue_reader term = catalogue_item(reader, list, "terms", i);

        if (!catalogue_is_object(&term))
            continue;
        catalogue_check_keys(&term, keys);
        terms[i] = (struct procedure_term){ .channel = catalogue_str(&term, "channel"),
                                            .amount = catalogue_i64(&term, "amount"),
                                            .unit = catalogue_str(&term, "unit"),
                                            .fee_vnd = catalogue_i64(&term, "fee_vnd") };
    }
    out->terms = terms;
    out->term_count = count;
}

static void read_questions(const struct catalogue_reader *reader, struct procedure *out)
{
    static const char *const keys[] = { "id", "text", "usual", NULL };
    const struct json *list;
    size_t count = catalogue_list(reader, "questions", &list);

    if (count >= CHECKLIST_QUESTIONS_MAX) {
        catalogue_fault_add(reader->faults, "questions", "more than %d", CHECKLIST_QUESTIONS_MAX - 1);
        count = CHECKLIST_QUESTIONS_MAX - 1;
    }
    struct checklist_question *questions = arena_array(reader->arena, struct checklist_question, count + 1);

    questions[CHECKLIST_FOR_ANOTHER] = checklist_for_another();
    for (size_t i = 0; i < count; i++) {
        struct catalogue_reader question = catalogue_item(reader, list, "questions", i);

        if (!catalogue_is_object(&question))
            continue;
        catalogue_check_keys(&question, keys);
        questions[i + 1] = (struct checklist_question){ .key = catalogue_str(&question, "id"),
                                                        .text = catalogue_str(&question, "text"),
                                                        .is_usual = catalogue_bool(&question, "usual") };
    }
    out->questions = (struct checklist_questions){ questions, count + 1 };
}

/* Every member of `when` is a question and the answer wanted. */
static struct checklist_answers read_when(const struct catalogue_reader *paper, struct checklist_questions questions)
{
    const struct json *when = json_get(paper->object, "when");
    struct checklist_answers wanted = { 0, 0 };

    if (when != NULL && json_kind(when) != JSON_KIND_OBJECT)
        catalogue_wrong_kind(paper, "when", JSON_KIND_OBJECT);
    if (json_kind(when) != JSON_KIND_OBJECT)
        return wanted;
    for (size_t i = 0; i < json_count(when); i++) {
        struct str key = json_key(when, i);
        size_t place;
        bool is_yes = false;

        if (!checklist_find(questions, key, &place))
            catalogue_fault_add(paper->faults, arena_printf(paper->arena, "%s.when", paper->place).at,
                                "no question '%.*s'", STR_ARG(str_head(key, 60)));
        else if (!json_as_bool(json_item(when, i), &is_yes))
            catalogue_fault_add(paper->faults, arena_printf(paper->arena, "%s.when", paper->place).at,
                                "'%.*s' is neither true nor false", STR_ARG(key));
        else
            wanted = checklist_answered(wanted, place, is_yes);
    }
    return wanted;
}

static void read_papers(const struct catalogue_reader *reader, struct procedure *out)
{
    static const char *const keys[] = { "name",      "kind", "quantity", "required", "condition",
                                        "form_code", "when", "database", NULL };
    struct str word;
    const struct json *list;

    if (json_get_str(reader->object, "papers", &word) && str_equal(word, STR("none"))) {
        out->asks_no_papers = true;
        return;
    }
    size_t count = catalogue_list(reader, "papers", &list);
    struct procedure_paper *papers = arena_array(reader->arena, struct procedure_paper, count);
    for (size_t i = 0; i < count; i++) {
        struct catalogue_reader paper = catalogue_item(reader, list, "papers", i);

        if (!catalogue_is_object(&paper))
            continue;
        catalogue_check_keys(&paper, keys);
        papers[i] = (struct procedure_paper){ .name = catalogue_str(&paper, "name"),
                                              .kind = catalogue_str(&paper, "kind"),
                                              .quantity = catalogue_i64(&paper, "quantity"),
                                              .is_required = catalogue_bool(&paper, "required"),
                                              .condition = catalogue_str(&paper, "condition"),
                                              .form_code = catalogue_str(&paper, "form_code"),
                                              .when = read_when(&paper, out->questions),
                                              .database = catalogue_str(&paper, "database") };
    }
    out->papers = papers;
    out->paper_count = count;
}

static void read_legs(const struct catalogue_reader *reader, struct procedure *out)
{
    static const char *const keys[] = { "stage", "body", "what", "amount", "unit", NULL };
    const struct json *list;
    size_t count = catalogue_list(reader, "legs", &list);
    struct procedure_leg *legs = arena_array(reader->arena, struct procedure_leg, count);

    for (size_t i = 0; i < count; i++) {
        struct catalogue_reader leg = catalogue_item(reader, list, "legs", i);

        if (!catalogue_is_object(&leg))
            continue;
        catalogue_check_keys(&leg, keys);
        legs[i] = (struct procedure_leg){ .stage = catalogue_i64(&leg, "stage"),
                                          .body = catalogue_str(&leg, "body"),
                                          .what = catalogue_str(&leg, "what"),
                                          .amount = catalogue_i64(&leg, "amount"),
                                          .unit = catalogue_str(&leg, "unit") };
    }
    out->legs = legs;
    out->leg_count = count;
}

static enum waiting_rule read_waiting(const struct catalogue_reader *reader)
{
    struct str text = catalogue_str(reader, "waiting_rule");
    enum waiting_rule waiting = WAITING_RESTARTS;

    if (text.at != NULL && !waiting_rule_parse(text, &waiting))
        catalogue_fault_add(reader->faults, "waiting_rule", "not restart or pause: '%.*s'",
                            STR_ARG(str_head(text, 60)));
    return waiting;
}

static struct procedure read_procedure(const struct catalogue_reader *reader, struct str field)
{
    static const char *const keys[] = { "code",        "name",    "unit",      "effective_from", "effective_to",
                                        "decision",    "source",  "certainty", "replaced_by",    "terms",
                                        "term_note",   "papers",  "fee_note",  "result",         "result_codes",
                                        "legal_basis", "tariffs", "questions", "waiting_rule",   "legs",
                                        NULL };
    struct procedure procedure = { .field = field };

    catalogue_check_keys(reader, keys);
    procedure.code = catalogue_str(reader, "code");
    procedure.name = catalogue_str(reader, "name");
    procedure.unit_code = catalogue_str(reader, "unit");
    procedure.effective_from = catalogue_date(reader, "effective_from");
    procedure.effective_to = catalogue_date(reader, "effective_to");
    procedure.replaced_by = catalogue_str(reader, "replaced_by");
    procedure.decision = catalogue_str(reader, "decision");
    procedure.source = catalogue_str(reader, "source");
    procedure.certainty = catalogue_str(reader, "certainty");
    procedure.term_note = catalogue_str(reader, "term_note");
    procedure.fee_note = catalogue_str(reader, "fee_note");
    procedure.result = catalogue_str(reader, "result");
    procedure.result_codes = catalogue_joined(reader, "result_codes", ' ');
    procedure.legal_basis = catalogue_joined(reader, "legal_basis", '\n');
    procedure.tariffs = catalogue_joined(reader, "tariffs", ' ');
    procedure.waiting = read_waiting(reader);
    read_terms(reader, &procedure);
    read_questions(reader, &procedure);
    read_papers(reader, &procedure);
    read_legs(reader, &procedure);
    return procedure;
}

static void read_procedures(const struct catalogue_reader *file, struct str field, struct procedures *all)
{
    const struct json *list = json_get(file->object, "procedures");
    struct catalogue_faults *faults = file->faults;

    for (size_t i = 0; i < json_count(list); i++) {
        struct catalogue_reader reader = catalogue_item(file, list, "procedures", i);
        struct str code = STR("without a code");
        size_t faults_before = faults->count;

        json_get_str(reader.object, "code", &code);
        faults->procedure = arena_printf(file->arena, "%.*s (procedures[%zu])", STR_ARG(str_head(code, 20)), i);
        reader.place = "";
        if (!catalogue_is_object(&reader))
            continue;
        struct procedure procedure = read_procedure(&reader, field);
        procedure.file = faults->file;
        procedure.place = faults->procedure;
        if (faults->count == faults_before)
            catalogue_check(&procedure, faults);
        all->at = arena_grow(file->arena, all->at, all->count, &all->room, sizeof *all->at);
        all->at[all->count++] = procedure;
    }
}

static void read_field(const struct catalogue_reader *reader, struct procedures *all)
{
    static const char *const keys[] = { "field", "procedures", NULL };

    catalogue_check_keys(reader, keys);
    if (json_kind(json_get(reader->object, "field")) != JSON_KIND_TEXT)
        catalogue_wrong_kind(reader, "field", JSON_KIND_TEXT);
    else if (json_kind(json_get(reader->object, "procedures")) != JSON_KIND_LIST)
        catalogue_wrong_kind(reader, "procedures", JSON_KIND_LIST);
    else
        read_procedures(reader, catalogue_str(reader, "field"), all);
}

static void read_file(const struct catalogue_file *file, struct catalogue_faults *faults, struct catalogue *all)
{
    struct catalogue_reader reader = { .arena = faults->arena, .faults = faults, .place = "" };
    struct json_fault syntax;

    faults->file = file->name;
    faults->procedure = (struct str){ NULL, 0 };
    enum status status = json_parse(faults->arena, file->text, CATALOGUE_FILE_MAX_BYTES, &reader.object, &syntax);
    if (status == ST_TOO_LARGE) {
        catalogue_fault_add(faults, "", "larger than %d bytes", CATALOGUE_FILE_MAX_BYTES);
        return;
    }
    if (status != ST_OK) {
        const char *place = arena_printf(faults->arena, "line %d, column %d", syntax.line, syntax.column).at;

        catalogue_fault_add(faults, place, "%.*s", STR_ARG(syntax.reason));
        return;
    }
    if (!catalogue_is_object(&reader))
        return;
    if (tariff_file_is(reader.object))
        tariff_file_read(&reader, &all->tariffs, &all->exemptions);
    else
        read_field(&reader, &all->procedures);
}

static bool tariff_is_there(const struct tariffs *tariffs, struct str code)
{
    for (size_t i = 0; i < tariffs->count; i++)
        if (str_equal(tariffs->at[i].code, code))
            return true;
    return false;
}

static void check_tariffs_of_procedures(const struct catalogue *all, struct catalogue_faults *faults)
{
    for (size_t i = 0; i < all->procedures.count && all->tariffs.count > 0; i++) {
        struct str rest = all->procedures.at[i].tariffs;

        catalogue_fault_at(faults, &all->procedures.at[i]);
        while (rest.at != NULL) {
            struct str code = str_next(&rest, ' ');

            if (!tariff_is_there(&all->tariffs, code))
                catalogue_fault_add(faults, "tariffs", "no tariff '%.*s' in these files", STR_ARG(code));
        }
    }
}

struct catalogue catalogue_read(struct arena *arena, const struct catalogue_file *files, size_t count,
                                struct catalogue_faults *out_faults)
{
    struct catalogue all = { .procedures = { .count = 0 } };

    *out_faults = (struct catalogue_faults){ .arena = arena };
    for (size_t i = 0; i < count; i++)
        read_file(&files[i], out_faults, &all);
    catalogue_check_versions(&all.procedures, out_faults);
    tariff_check_versions(&all.tariffs, &all.exemptions, out_faults);
    check_tariffs_of_procedures(&all, out_faults);
    return all;
}
