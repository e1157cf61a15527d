/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN: jansson reads and judges the text; its values are then copied into the arena and freed at once, so that no
 * caller ever owns heap memory.  A scan before that bounds depth and number of values, which bounds both the heap that
 * jansson takes and the recursion here. */
#include "base/json.h"

#include "base/fatal.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct str key; /* null in a list */
    struct json *value;
};

struct json {
    enum json_kind kind;
    struct arena *arena;
    union {
        int64_t whole;
        bool truth;
        struct str text;
        struct {
            struct entry *at;
            size_t count, room;
        } list; /* of lists and objects */
    };
};

static struct json *make(struct arena *arena, enum json_kind kind)
{
    struct json *value = arena_new(arena, struct json);

    value->kind = kind;
    value->arena = arena;
    return value;
}

static struct json *make_text(struct arena *arena, struct str text)
{
    struct json *value = make(arena, text.at == NULL ? JSON_KIND_NULL : JSON_KIND_TEXT);

    if (text.at != NULL)
        value->text = text;
    return value;
}

static void add(struct json *to, struct str key, struct json *value)
{
    to->list.at = arena_grow(to->arena, to->list.at, to->list.count, &to->list.room, sizeof *to->list.at);
    to->list.at[to->list.count++] = (struct entry){ key, value };
}

/* ---- Parsing ------------------------------------------------------------------------------------------------- */

static enum status refuse(struct json_fault *out_fault, int line, int column, struct str reason)
{
    if (out_fault != NULL)
        *out_fault = (struct json_fault){ line, column, reason };
    return ST_INVALID;
}

/* Bounds depth and number of values; judges nothing else. */
static enum status check_size(struct str text, struct json_fault *out_fault)
{
    int depth = 0, values = 1, line = 1, column = 0;
    bool is_inside_text = false;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];

        column++;
        if (c == '\n') {
            line++;
            column = 0;
        }
        if (is_inside_text) {
            if (c == '\\') {
                i++;
                column++;
            }
            is_inside_text = c != '"';
            continue;
        }
        is_inside_text = c == '"';
        depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        values += c == '[' || c == '{' || c == ',';
        if (depth > JSON_DEPTH_MAX)
            return refuse(out_fault, line, column, STR("nested too deeply"));
        if (values > JSON_VALUES_MAX)
            return refuse(out_fault, line, column, STR("too many values"));
    }
    return ST_OK;
}

static struct json *copy(struct arena *arena, const json_t *from)
{
    struct json *to = NULL;

    switch (json_typeof(from)) {
    case JSON_OBJECT: {
        const char *key;
        json_t *member;

        to = make(arena, JSON_KIND_OBJECT);
        json_object_foreach((json_t *)from, key, member) add(to, arena_copy(arena, str_of(key)), copy(arena, member));
        return to;
    }
    case JSON_ARRAY:
        to = make(arena, JSON_KIND_LIST);
        for (size_t i = 0; i < json_array_size(from); i++)
            add(to, (struct str){ NULL, 0 }, copy(arena, json_array_get(from, i)));
        return to;
    case JSON_STRING:
        return make_text(arena, arena_copy(arena, (struct str){ json_string_value(from), json_string_length(from) }));
    case JSON_INTEGER:
        to = make(arena, JSON_KIND_WHOLE);
        to->whole = json_integer_value(from);
        return to;
    case JSON_REAL:
        return make(arena, JSON_KIND_FRACTION);
    case JSON_TRUE:
    case JSON_FALSE:
        to = make(arena, JSON_KIND_BOOL);
        to->truth = json_is_true(from);
        return to;
    case JSON_NULL:
        break;
    }
    return make(arena, JSON_KIND_NULL);
}

enum status json_parse(struct arena *arena, struct str text, size_t max_bytes, const struct json **out,
                       struct json_fault *out_fault)
{
    json_error_t error;

    if (text.len > max_bytes)
        return ST_TOO_LARGE;
    TRY(check_size(text, out_fault));
    json_t *root = json_loadb(text.len == 0 ? "" : text.at, text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (root == NULL) {
        if (json_error_code(&error) == json_error_out_of_memory)
            fatal("out of memory while reading JSON");
        return refuse(out_fault, error.line < 1 ? 1 : error.line, error.column < 1 ? 1 : error.column,
                      arena_copy(arena, str_of(error.text)));
    }
    *out = copy(arena, root);
    json_decref(root);
    return ST_OK;
}

/* ---- Reading ------------------------------------------------------------------------------------------------- */

enum json_kind json_kind(const struct json *value)
{
    return value == NULL ? JSON_KIND_NULL : value->kind;
}

const char *json_kind_name(enum json_kind kind)
{
    static const char *const names[] = {
        [JSON_KIND_NULL] = "null",          [JSON_KIND_BOOL] = "true or false",
        [JSON_KIND_WHOLE] = "whole number", [JSON_KIND_FRACTION] = "number with a fraction",
        [JSON_KIND_TEXT] = "text",          [JSON_KIND_LIST] = "list",
        [JSON_KIND_OBJECT] = "object",
    };

    return names[kind];
}

bool json_as_str(const struct json *value, struct str *out)
{
    if (json_kind(value) != JSON_KIND_TEXT)
        return false;
    *out = value->text;
    return true;
}

bool json_as_i64(const struct json *value, int64_t *out)
{
    if (json_kind(value) != JSON_KIND_WHOLE)
        return false;
    *out = value->whole;
    return true;
}

bool json_as_bool(const struct json *value, bool *out)
{
    if (json_kind(value) != JSON_KIND_BOOL)
        return false;
    *out = value->truth;
    return true;
}

static struct entry *find(const struct json *object, struct str key)
{
    if (json_kind(object) != JSON_KIND_OBJECT)
        return NULL;
    for (size_t i = 0; i < object->list.count; i++)
        if (str_equal(object->list.at[i].key, key))
            return &object->list.at[i];
    return NULL;
}

const struct json *json_get(const struct json *object, const char *key)
{
    const struct entry *entry = find(object, str_of(key));

    return entry == NULL ? NULL : entry->value;
}

bool json_get_str(const struct json *object, const char *key, struct str *out)
{
    return json_as_str(json_get(object, key), out);
}

bool json_get_i64(const struct json *object, const char *key, int64_t *out)
{
    return json_as_i64(json_get(object, key), out);
}

bool json_get_bool(const struct json *object, const char *key, bool *out)
{
    return json_as_bool(json_get(object, key), out);
}

static bool is_listing(const struct json *value)
{
    return json_kind(value) == JSON_KIND_LIST || json_kind(value) == JSON_KIND_OBJECT;
}

size_t json_count(const struct json *value)
{
    return is_listing(value) ? value->list.count : 0;
}

const struct json *json_item(const struct json *value, size_t i)
{
    return i < json_count(value) ? value->list.at[i].value : NULL;
}

struct str json_key(const struct json *object, size_t i)
{
    return i < json_count(object) ? object->list.at[i].key : (struct str){ NULL, 0 };
}

static bool is_listed(struct str key, const char *const *known)
{
    for (; *known != NULL; known++)
        if (str_equal(key, str_of(*known)))
            return true;
    return false;
}

struct str json_unknown_key(const struct json *object, const char *const *known)
{
    for (size_t i = 0; i < json_count(object); i++)
        if (!is_listed(json_key(object, i), known))
            return json_key(object, i);
    return (struct str){ NULL, 0 };
}

/* ---- Making -------------------------------------------------------------------------------------------------- */

struct json *json_new_object(struct arena *arena)
{
    return make(arena, JSON_KIND_OBJECT);
}

struct json *json_new_list(struct arena *arena)
{
    return make(arena, JSON_KIND_LIST);
}

void json_put(struct json *object, const char *key, struct json *value)
{
    struct entry *entry = find(object, str_of(key));

    if (entry != NULL)
        entry->value = value;
    else
        add(object, str_of(key), value);
}

void json_put_str(struct json *object, const char *key, struct str text)
{
    json_put(object, key, make_text(object->arena, text));
}

void json_put_i64(struct json *object, const char *key, int64_t number)
{
    struct json *value = make(object->arena, JSON_KIND_WHOLE);

    value->whole = number;
    json_put(object, key, value);
}

void json_put_bool(struct json *object, const char *key, bool truth)
{
    struct json *value = make(object->arena, JSON_KIND_BOOL);

    value->truth = truth;
    json_put(object, key, value);
}

void json_append(struct json *list, struct json *value)
{
    add(list, (struct str){ NULL, 0 }, value);
}

void json_append_i64(struct json *list, int64_t number)
{
    struct json *value = make(list->arena, JSON_KIND_WHOLE);

    value->whole = number;
    json_append(list, value);
}

/* ---- Writing ------------------------------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
    return str_compare(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

/* Behind an escaping backslash; 0 for a character that needs none. */
static char short_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
        return c;
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

void json_write_str(struct buf *out, struct str text)
{
    size_t plain = 0; /* start of what has not been written yet */

    buf_put_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char escape = short_escape(text.at[i]);

        if (escape == 0 && (unsigned char)text.at[i] >= 0x20)
            continue;
        buf_put(out, text.at + plain, i - plain);
        plain = i + 1;
        if (escape != 0)
            buf_put(out, (const char[]){ '\\', escape }, 2);
        else
            buf_printf(out, "\\u%04x", (unsigned)(unsigned char)text.at[i]);
    }
    buf_put_str(out, str_from(text, plain));
    buf_put_char(out, '"');
}

static void write_entries(struct buf *out, const struct json *value)
{
    bool is_object = value->kind == JSON_KIND_OBJECT;
    size_t count = value->list.count;
    struct entry *entries = value->list.at;

    if (is_object && count > 1) {
        entries = arena_array(out->arena, struct entry, count);
        memcpy(entries, value->list.at, count * sizeof *entries);
        qsort(entries, count, sizeof *entries, by_key);
    }
    buf_put_char(out, is_object ? '{' : '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_put_char(out, ',');
        if (is_object) {
            json_write_str(out, entries[i].key);
            buf_put_char(out, ':');
        }
        json_write(out, entries[i].value);
    }
    buf_put_char(out, is_object ? '}' : ']');
}

void json_write(struct buf *out, const struct json *value)
{
    switch (json_kind(value)) {
    case JSON_KIND_LIST:
    case JSON_KIND_OBJECT:
        write_entries(out, value);
        return;
    case JSON_KIND_TEXT:
        json_write_str(out, value->text);
        return;
    case JSON_KIND_WHOLE:
        buf_printf(out, "%lld", (long long)value->whole);
        return;
    case JSON_KIND_BOOL:
        buf_put_str(out, value->truth ? STR("true") : STR("false"));
        return;
    case JSON_KIND_NULL:
    case JSON_KIND_FRACTION: /* its value was not kept */
        break;
    }
    buf_put_str(out, STR("null"));
}
