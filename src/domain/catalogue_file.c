/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue_file.h"

#include "base/json.h"
#include "base/text_fold.h"

#include <string.h>

enum { ITEMS_MAX = 200 };

/* One object being read, and what its place is called. */
struct reader {
    struct arena *arena;
    struct catalogue_faults *faults;
    const struct json *object;
    const char *place; /* "papers[2]"; "" for the procedure itself */
};

static const char *place_of(const struct reader *reader, const char *key)
{
    return reader->place[0] == '\0' ? key : arena_printf(reader->arena, "%s.%s", reader->place, key).at;
}

static void wrong_kind(const struct reader *reader, const char *key, enum json_kind wanted)
{
    const struct json *value = json_get(reader->object, key);

    if (value == NULL)
        catalogue_fault_add(reader->faults, place_of(reader, key), "missing");
    else
        catalogue_fault_add(reader->faults, place_of(reader, key), "%s where %s belongs",
                            json_kind_name(json_kind(value)), json_kind_name(wanted));
}

static bool is_object(const struct reader *reader)
{
    if (json_kind(reader->object) == JSON_KIND_OBJECT)
        return true;
    catalogue_fault_add(reader->faults, reader->place, "%s where object belongs",
                        json_kind_name(json_kind(reader->object)));
    return false;
}

static void check_keys(const struct reader *reader, const char *const *known)
{
    struct str key = json_unknown_key(reader->object, known);

    if (key.at != NULL)
        catalogue_fault_add(reader->faults, reader->place, "unknown key '%.*s'", STR_ARG(str_head(key, 60)));
}

/* A text that may be absent; null then. */
static struct str read_str(const struct reader *reader, const char *key)
{
    struct str text = { NULL, 0 };

    if (json_get(reader->object, key) != NULL && !json_get_str(reader->object, key, &text))
        wrong_kind(reader, key, JSON_KIND_TEXT);
    return text_nfc(reader->arena, text);
}

static int64_t read_i64(const struct reader *reader, const char *key)
{
    int64_t number = 1;

    if (!json_get_i64(reader->object, key, &number))
        wrong_kind(reader, key, JSON_KIND_WHOLE);
    return number;
}

static bool read_bool(const struct reader *reader, const char *key)
{
    bool truth = false;

    if (!json_get_bool(reader->object, key, &truth))
        wrong_kind(reader, key, JSON_KIND_BOOL);
    return truth;
}

static struct date read_date(const struct reader *reader, const char *key)
{
    struct str text = read_str(reader, key);
    struct date date = { 0 };

    if (text.at != NULL && !date_parse_iso(text, &date))
        catalogue_fault_add(reader->faults, place_of(reader, key), "not a day like 2025-07-01: '%.*s'",
                            STR_ARG(str_head(text, 60)));
    return date;
}

/* A list that may be absent; its length, bounded. */
static size_t read_list(const struct reader *reader, const char *key, const struct json **out)
{
    *out = json_get(reader->object, key);
    if (*out != NULL && json_kind(*out) != JSON_KIND_LIST)
        wrong_kind(reader, key, JSON_KIND_LIST);
    if (json_kind(*out) != JSON_KIND_LIST)
        return 0;
    if (json_count(*out) > ITEMS_MAX)
        catalogue_fault_add(reader->faults, place_of(reader, key), "more than %d items", ITEMS_MAX);
    return json_count(*out) > ITEMS_MAX ? ITEMS_MAX : json_count(*out);
}

/* A list of texts as one text; null when the list is absent or empty. */
static struct str read_joined(const struct reader *reader, const char *key, char separator)
{
    const struct json *list;
    size_t count = read_list(reader, key, &list);
    struct buf joined = buf_new(reader->arena, CATALOGUE_FILE_MAX_BYTES);

    if (count == 0)
        return (struct str){ NULL, 0 };
    for (size_t i = 0; i < count; i++) {
        struct str text = { NULL, 0 };

        if (!json_as_str(json_item(list, i), &text) || text.len == 0 || memchr(text.at, separator, text.len) != NULL)
            catalogue_fault_add(reader->faults, arena_printf(reader->arena, "%s[%zu]", place_of(reader, key), i).at,
                                "not a single text");
        if (i > 0)
            buf_put_char(&joined, separator);
        buf_put_str(&joined, text);
    }
    return text_nfc(reader->arena, buf_str(&joined));
}

/* The reader of item `i` of a list that is called `key`. */
static struct reader item_reader(const struct reader *reader, const struct json *list, const char *key, size_t i)
{
    return (struct reader){ reader->arena, reader->faults, json_item(list, i),
                            arena_printf(reader->arena, "%s[%zu]", key, i).at };
}

static void read_terms(const struct reader *reader, struct procedure *out)
{
    static const char *const keys[] = { "channel", "amount", "unit", "fee_vnd", NULL };
    const struct json *list;
    size_t count = read_list(reader, "terms", &list);
    struct procedure_term *terms = arena_array(reader->arena, struct procedure_term, count);

    for (size_t i = 0; i < count; i++) {
        struct reader term = item_reader(reader, list, "terms", i);

        if (!is_object(&term))
            continue;
        check_keys(&term, keys);
        terms[i] = (struct procedure_term){ .channel = read_str(&term, "channel"),
                                            .amount = read_i64(&term, "amount"),
                                            .unit = read_str(&term, "unit"),
                                            .fee_vnd = read_i64(&term, "fee_vnd") };
    }
    out->terms = terms;
    out->term_count = count;
}

static void read_papers(const struct reader *reader, struct procedure *out)
{
    static const char *const keys[] = { "name", "kind", "quantity", "required", "condition", "form_code", NULL };
    struct str word;
    const struct json *list;

    if (json_get_str(reader->object, "papers", &word) && str_equal(word, STR("none"))) {
        out->asks_no_papers = true;
        return;
    }
    size_t count = read_list(reader, "papers", &list);
    struct procedure_paper *papers = arena_array(reader->arena, struct procedure_paper, count);
    for (size_t i = 0; i < count; i++) {
        struct reader paper = item_reader(reader, list, "papers", i);

        if (!is_object(&paper))
            continue;
        check_keys(&paper, keys);
        papers[i] = (struct procedure_paper){ .name = read_str(&paper, "name"),
                                              .kind = read_str(&paper, "kind"),
                                              .quantity = read_i64(&paper, "quantity"),
                                              .is_required = read_bool(&paper, "required"),
                                              .condition = read_str(&paper, "condition"),
                                              .form_code = read_str(&paper, "form_code") };
    }
    out->papers = papers;
    out->paper_count = count;
}

static struct procedure read_procedure(const struct reader *reader, struct str field)
{
    static const char *const keys[] = { "code",        "name",   "unit",      "effective_from", "effective_to",
                                        "decision",    "source", "certainty", "replaced_by",    "terms",
                                        "term_note",   "papers", "fee_note",  "result",         "result_codes",
                                        "legal_basis", NULL };
    struct procedure procedure = { .field = field };

    check_keys(reader, keys);
    procedure.code = read_str(reader, "code");
    procedure.name = read_str(reader, "name");
    procedure.unit_code = read_str(reader, "unit");
    procedure.effective_from = read_date(reader, "effective_from");
    procedure.effective_to = read_date(reader, "effective_to");
    procedure.replaced_by = read_str(reader, "replaced_by");
    procedure.decision = read_str(reader, "decision");
    procedure.source = read_str(reader, "source");
    procedure.certainty = read_str(reader, "certainty");
    procedure.term_note = read_str(reader, "term_note");
    procedure.fee_note = read_str(reader, "fee_note");
    procedure.result = read_str(reader, "result");
    procedure.result_codes = read_joined(reader, "result_codes", ' ');
    procedure.legal_basis = read_joined(reader, "legal_basis", '\n');
    read_terms(reader, &procedure);
    read_papers(reader, &procedure);
    return procedure;
}

static void read_procedures(const struct reader *file, struct str field, struct procedures *all)
{
    const struct json *list = json_get(file->object, "procedures");
    struct catalogue_faults *faults = file->faults;

    for (size_t i = 0; i < json_count(list); i++) {
        struct reader reader = item_reader(file, list, "procedures", i);
        struct str code = STR("without a code");
        size_t faults_before = faults->count;

        json_get_str(reader.object, "code", &code);
        faults->procedure = arena_printf(file->arena, "%.*s (procedures[%zu])", STR_ARG(str_head(code, 20)), i);
        reader.place = "";
        if (!is_object(&reader))
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

static void read_file(const struct catalogue_file *file, struct catalogue_faults *faults, struct procedures *all)
{
    static const char *const keys[] = { "field", "procedures", NULL };
    struct reader reader = { .arena = faults->arena, .faults = faults, .place = "" };
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
    if (!is_object(&reader))
        return;
    check_keys(&reader, keys);
    if (json_kind(json_get(reader.object, "field")) != JSON_KIND_TEXT)
        wrong_kind(&reader, "field", JSON_KIND_TEXT);
    else if (json_kind(json_get(reader.object, "procedures")) != JSON_KIND_LIST)
        wrong_kind(&reader, "procedures", JSON_KIND_LIST);
    else
        read_procedures(&reader, read_str(&reader, "field"), all);
}

struct procedures catalogue_read(struct arena *arena, const struct catalogue_file *files, size_t count,
                                 struct catalogue_faults *out_faults)
{
    struct procedures all = { 0 };

    *out_faults = (struct catalogue_faults){ .arena = arena };
    for (size_t i = 0; i < count; i++)
        read_file(&files[i], out_faults, &all);
    catalogue_check_versions(&all, out_faults);
    return all;
}
