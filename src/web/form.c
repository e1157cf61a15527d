/* SPDX-License-Identifier: Apache-2.0 */
#include "web/form.h"

#include "base/text_fold.h"
#include "web/limits.h"

#include <string.h>
#include <strings.h>

struct growing {
    struct arena *arena;
    struct field *at;
    size_t count, room;
};

static const struct str NONE = { NULL, 0 };

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Nothing to decode and nothing to check: most of what browsers send. */
static bool is_plain(struct str text, bool plus_is_blank)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];

        if (c == '%' || (c == '+' && plus_is_blank) || c < ' ' || c > '~')
            return false;
    }
    return true;
}

enum status form_decode(struct arena *arena, struct str encoded, bool plus_is_blank, struct str *out)
{
    if (is_plain(encoded, plus_is_blank)) {
        *out = encoded.len == 0 ? STR("") : encoded;
        return ST_OK;
    }

    char *at = arena_alloc(arena, encoded.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < encoded.len; i++) {
        char c = encoded.at[i];

        if (c == '+' && plus_is_blank)
            c = ' ';
        if (c == '%') {
            if (encoded.len - i < 3)
                return ST_INVALID;
            int high = hex_digit(encoded.at[i + 1]), low = hex_digit(encoded.at[i + 2]);

            if (high < 0 || low < 0)
                return ST_INVALID;
            c = (char)(high << 4 | low);
            i += 2;
        }
        at[len++] = c;
    }
    *out = (struct str){ at, len };
    return str_is_utf8(*out) ? ST_OK : ST_INVALID;
}

/* As all text is stored: composed letters, \r\n and a lone \r as \n. */
static struct str tidy(struct arena *arena, struct str value)
{
    value = text_nfc(arena, value);
    if (value.len == 0 || memchr(value.at, '\r', value.len) == NULL)
        return value;

    char *at = arena_alloc(arena, value.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '\r' && i + 1 < value.len && value.at[i + 1] == '\n')
            continue;
        at[len++] = value.at[i] == '\r' ? '\n' : value.at[i];
    }
    return (struct str){ at, len };
}

static enum status add_field(struct growing *fields, struct str name, struct str value)
{
    if (name.len == 0)
        return ST_INVALID;
    if (name.len > LIMIT_FIELD_NAME_BYTES || fields->count == LIMIT_FIELDS)
        return ST_TOO_LARGE;
    fields->at = arena_grow(fields->arena, fields->at, fields->count, &fields->room, sizeof *fields->at);
    fields->at[fields->count++] = (struct field){ name, tidy(fields->arena, value) };
    return ST_OK;
}

struct str form_encode(struct arena *arena, struct str text)
{
    struct buf out = buf_new(arena, 3 * LIMIT_URL_BYTES);

    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool is_plain =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || memchr("/-._~", c, 5) != NULL;

        if (is_plain)
            buf_put_char(&out, c);
        else
            buf_printf(&out, "%%%02X", (unsigned char)c);
    }
    return buf_str(&out);
}

enum status form_parse_urlencoded(struct arena *arena, struct str text, struct fields *out)
{
    struct growing fields = { .arena = arena };

    while (text.len > 0) {
        struct str pair = str_next(&text, '&');
        struct str name = str_next(&pair, '=');
        struct str value = pair;

        if (name.len == 0 && value.len == 0)
            continue;
        TRY(form_decode(arena, name, true, &name));
        TRY(form_decode(arena, value, true, &value));
        if (value.len > LIMIT_FIELD_VALUE_BYTES)
            return ST_TOO_LARGE;
        TRY(add_field(&fields, name, value));
    }
    *out = (struct fields){ fields.at, fields.count };
    return ST_OK;
}

/* ---- multipart/form-data (RFC 7578) ------------------------------------------------------------ */

static struct str find_bytes(struct str text, struct str part)
{
    const char *found = text.len == 0 ? NULL : memmem(text.at, text.len, part.at, part.len);

    return found == NULL ? NONE : (struct str){ found, text.len - (size_t)(found - text.at) };
}

static bool same_word(struct str a, const char *b)
{
    return a.len == strlen(b) && strncasecmp(a.at, b, a.len) == 0;
}

/* The value of `name=` or `name="…"` in a header's value. */
static struct str parameter(struct str header, const char *name)
{
    str_next(&header, ';');
    while (header.len > 0) {
        bool is_quoted = false;
        size_t end = 0;

        while (end < header.len && (header.at[end] != ';' || is_quoted))
            is_quoted ^= header.at[end++] == '"';
        struct str value = str_head(header, end);
        struct str key = str_next(&value, '=');

        header = str_from(header, end + 1);
        value = str_trim(value);
        if (value.len >= 2 && value.at[0] == '"' && value.at[value.len - 1] == '"')
            value = (struct str){ value.at + 1, value.len - 2 };
        if (same_word(str_trim(key), name))
            return value;
    }
    return NONE;
}

/* The name a part's headers give it; `out_is_file` when they give a file name too. */
static enum status part_name(struct arena *arena, struct str headers, struct str *out_name, bool *out_is_file)
{
    while (headers.len > 0) {
        struct str line = str_trim(str_next(&headers, '\n'));
        struct str value = line;
        struct str key = str_next(&value, ':');

        if (!same_word(str_trim(key), "content-disposition"))
            continue;
        struct str name = parameter(value, "name");

        *out_is_file = parameter(value, "filename").at != NULL;
        if (!str_starts_with(str_trim(value), STR("form-data")) || name.at == NULL)
            return ST_INVALID;
        return form_decode(arena, name, false, out_name); /* browsers write a quote as %22 */
    }
    return ST_INVALID;
}

static enum status add_part(struct growing *fields, struct str part)
{
    struct str rest = find_bytes(part, STR("\r\n\r\n"));
    struct str name;
    bool is_file;

    if (rest.at == NULL)
        return ST_INVALID;
    struct str headers = { part.at, part.len - rest.len };
    struct str value = str_from(rest, 4);

    if (headers.len > LIMIT_PART_HEADER_BYTES)
        return ST_TOO_LARGE;
    TRY(part_name(fields->arena, headers, &name, &is_file));
    if (!str_is_utf8(value))
        return ST_INVALID;
    if (value.len > LIMIT_FIELD_VALUE_BYTES && !is_file)
        return ST_TOO_LARGE;
    return add_field(fields, name, value);
}

enum status form_parse_multipart(struct arena *arena, struct str content_type, struct str body, struct fields *out)
{
    struct growing fields = { .arena = arena };
    struct str boundary = parameter(content_type, "boundary");

    if (boundary.len == 0 || boundary.len > LIMIT_BOUNDARY_BYTES)
        return ST_INVALID;
    struct str opening = arena_printf(arena, "--%.*s", STR_ARG(boundary));
    struct str between = arena_printf(arena, "\r\n--%.*s", STR_ARG(boundary));
    struct str rest = find_bytes(body, opening);

    if (rest.at == NULL)
        return ST_INVALID;
    rest = str_from(rest, opening.len);
    while (!str_starts_with(rest, STR("--"))) {
        if (!str_starts_with(rest, STR("\r\n")))
            return ST_INVALID;
        struct str next = find_bytes(str_from(rest, 2), between);

        if (next.at == NULL)
            return ST_INVALID;
        TRY(add_part(&fields, (struct str){ rest.at + 2, rest.len - 2 - next.len }));
        rest = str_from(next, between.len);
    }
    *out = (struct fields){ fields.at, fields.count };
    return ST_OK;
}

enum status form_parse(struct arena *arena, struct str content_type, struct str body, struct fields *out)
{
    struct str parameters = content_type;
    struct str type = str_trim(str_next(&parameters, ';'));

    if (same_word(type, "application/x-www-form-urlencoded"))
        return form_parse_urlencoded(arena, body, out);
    if (same_word(type, "multipart/form-data"))
        return form_parse_multipart(arena, content_type, body, out);
    *out = (struct fields){ NULL, 0 };
    return ST_OK;
}

struct str form_cookie(struct str header, struct str name)
{
    if (header.len > LIMIT_COOKIE_BYTES)
        return NONE;
    while (header.len > 0) {
        struct str value = str_next(&header, ';');
        struct str key = str_trim(str_next(&value, '='));

        if (str_equal(key, name))
            return value.at == NULL ? NONE : str_trim(value);
    }
    return NONE;
}

/* ---- What a handler expects --------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool form_name_matches(struct str name, struct str pattern)
{
    size_t n = 0;

    for (size_t p = 0; p < pattern.len; p++) {
        if (n == name.len)
            return false;
        if (pattern.at[p] != '#') {
            if (name.at[n++] != pattern.at[p])
                return false;
            continue;
        }
        if (!is_digit(name.at[n]))
            return false;
        while (n < name.len && is_digit(name.at[n]))
            n++;
    }
    return n == name.len;
}

static bool is_expected(struct str name, const char *const *patterns, bool *out_repeats)
{
    for (; *patterns != NULL; patterns++) {
        struct str pattern = str_of(*patterns);

        *out_repeats = str_ends_with(pattern, STR("*"));
        if (form_name_matches(name, str_head(pattern, pattern.len - *out_repeats)))
            return true;
    }
    *out_repeats = false;
    return str_equal(name, STR("csrf"));
}

enum status form_only_named(const struct request *request, const char *const *names)
{
    for (size_t i = 0; i < request->form.count; i++) {
        bool repeats;

        if (!is_expected(request->form.at[i].name, names, &repeats))
            return ST_INVALID;
        for (size_t before = 0; before < i && !repeats; before++)
            if (str_equal(request->form.at[before].name, request->form.at[i].name))
                return ST_INVALID;
    }
    return ST_OK;
}
