/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN.  Printed piece by piece, since the keys' order is known: one is printed with each reception.  Parsing goes
 * through json.h, which bounds whatever a damaged database holds. */
#include "domain/form.h"

#include "base/json.h"
#include "domain/identity.h"

#include <inttypes.h>

static const struct {
    struct str code, suffix, title;
    size_t cells;
} forms[FORM_KIND_COUNT] = {
#define FORM(name, code, suffix, cells, title) \
    { { code, sizeof(code) - 1 }, { suffix, sizeof(suffix) - 1 }, { title, sizeof(title) - 1 }, cells },
#include "domain/forms.def"
#undef FORM
};

enum shown { SHOWN, END, HIDDEN };

static const struct {
    struct str name;
    enum shown shown;
} texts[FORM_TEXT_COUNT] = {
#define TEXT(name, shown, meaning) { { #name, sizeof(#name) - 1 }, shown },
#include "domain/form_texts.def"
#undef TEXT
};

struct str form_code(enum form_kind kind)
{
    return forms[kind].code;
}

struct str form_title(enum form_kind kind)
{
    return forms[kind].title;
}

size_t form_cells(enum form_kind kind)
{
    return forms[kind].cells;
}

bool form_kind_parse(struct str code, enum form_kind *out)
{
    for (enum form_kind kind = 0; kind < FORM_KIND_COUNT; kind++)
        if (str_equal(forms[kind].code, code)) {
            *out = kind;
            return true;
        }
    return false;
}

struct str form_text_name(enum form_slot slot)
{
    return texts[slot].name;
}

struct str form_number(struct arena *arena, enum form_kind kind, int64_t number)
{
    return arena_printf(arena, "%02" PRId64 "/%.*s", number, STR_ARG(forms[kind].suffix));
}

/* ---- Printing ---------------------------------------------------------------------------------- */

static bool is_within(struct str text)
{
    return text.len <= FORM_TEXT_BYTES_MAX;
}

static bool print_texts(struct buf *out, const struct form_content *content)
{
    bool is_first = true;

    buf_put_str(out, STR("\"texts\":{"));
    for (size_t i = 0; i < FORM_TEXT_COUNT; i++) {
        if (str_is_empty(content->texts[i]))
            continue;
        if (!is_within(content->texts[i]))
            return false;
        buf_printf(out, "%s\"%.*s\":", is_first ? "" : ",", STR_ARG(texts[i].name));
        json_write_str(out, content->texts[i]);
        is_first = false;
    }
    buf_put_char(out, '}');
    return true;
}

static bool print_rows(struct buf *out, const struct form_content *content)
{
    size_t cells = form_cells(content->kind);

    if (content->rows.count > FORM_ROWS_MAX || (content->rows.count > 0 && cells == 0))
        return false;
    buf_put_str(out, STR("\"rows\":["));
    for (size_t i = 0; i < content->rows.count * cells; i++) {
        struct str cell = content->rows.cells[i];

        if (!is_within(cell))
            return false;
        buf_put_str(out, i % cells > 0 ? STR(",") : i > 0 ? STR("],[") : STR("["));
        json_write_str(out, cell.at == NULL ? STR("") : cell);
    }
    buf_put_str(out, content->rows.count > 0 ? STR("]],") : STR("],"));
    return true;
}

enum status form_content_print(struct arena *arena, const struct form_content *content, struct str *out)
{
    struct buf buf = buf_new(arena, FORM_CONTENT_BYTES_MAX);

    buf_printf(&buf, "{\"form\":\"%.*s\",\"issued_at\":%" PRId64 ",\"number\":%" PRId64 ",",
               STR_ARG(form_code(content->kind)), content->issued_at.ms, content->number);
    if (!print_rows(&buf, content) || !print_texts(&buf, content))
        return ST_TOO_LARGE;
    buf_printf(&buf, ",\"version\":%" PRId64 ",\"year\":%" PRId64 "}", content->version, content->year);
    if (buf_overflowed(&buf))
        return ST_TOO_LARGE;
    *out = buf_str(&buf);
    return ST_OK;
}

/* ---- Parsing ----------------------------------------------------------------------------------- */

static bool read_texts(const struct json *object, struct form_content *out)
{
    size_t found = 0;

    for (size_t i = 0; i < FORM_TEXT_COUNT; i++)
        if (json_get_str(object, texts[i].name.at, &out->texts[i])) {
            if (str_is_empty(out->texts[i]) || !is_within(out->texts[i]))
                return false;
            found++;
        }
    return json_kind(object) == JSON_KIND_OBJECT && found == json_count(object);
}

static bool read_row(const struct json *row, size_t cells, struct str *out)
{
    if (json_kind(row) != JSON_KIND_LIST || json_count(row) != cells)
        return false;
    for (size_t i = 0; i < cells; i++)
        if (!json_as_str(json_item(row, i), &out[i]) || !is_within(out[i]))
            return false;
    return true;
}

static bool read_rows(struct arena *arena, const struct json *list, struct form_content *out)
{
    size_t cells = form_cells(out->kind), count = json_count(list);

    if (json_kind(list) != JSON_KIND_LIST || count > FORM_ROWS_MAX || (count > 0 && cells == 0))
        return false;
    struct str *all = arena_array(arena, struct str, count * cells + 1);

    for (size_t i = 0; i < count; i++)
        if (!read_row(json_item(list, i), cells, &all[i * cells]))
            return false;
    out->rows = (struct form_rows){ all, count };
    return true;
}

enum status form_content_parse(struct arena *arena, struct str text, struct form_content *out)
{
    static const char *const keys[] = { "form", "issued_at", "number", "rows", "texts", "version", "year", NULL };
    struct form_content content = { .number = 0 };
    const struct json *json;
    struct str code;

    TRY(json_parse(arena, text, FORM_CONTENT_BYTES_MAX, &json, NULL));
    if (json_unknown_key(json, keys).at != NULL || !json_get_str(json, "form", &code) ||
        !form_kind_parse(code, &content.kind) || !json_get_i64(json, "issued_at", &content.issued_at.ms) ||
        !json_get_i64(json, "number", &content.number) || !json_get_i64(json, "version", &content.version) ||
        !json_get_i64(json, "year", &content.year) || !read_texts(json_get(json, "texts"), &content) ||
        !read_rows(arena, json_get(json, "rows"), &content))
        return ST_INVALID;
    *out = content;
    return ST_OK;
}

void form_content_mask(struct arena *arena, struct form_content *content)
{
    for (size_t i = 0; i < FORM_TEXT_COUNT; i++) {
        if (texts[i].shown == HIDDEN)
            content->texts[i] = STR("");
        bool is_phone = i == FORM_TEXT_phone || i == FORM_TEXT_principal_phone;
        if (texts[i].shown == END && !str_is_empty(content->texts[i]))
            content->texts[i] =
                is_phone ? phone_mask(arena, content->texts[i]) : identity_mask(arena, content->texts[i]);
    }
}
