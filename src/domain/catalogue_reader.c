/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue_reader.h"

#include "base/text_fold.h"
#include "domain/catalogue_file.h"

#include <string.h>

static const char *place_of(const struct catalogue_reader *reader, const char *key)
{
    return reader->place[0] == '\0' ? key : arena_printf(reader->arena, "%s.%s", reader->place, key).at;
}

void catalogue_wrong_kind(const struct catalogue_reader *reader, const char *key, enum json_kind wanted)
{
    const struct json *value = json_get(reader->object, key);

    if (value == NULL)
        catalogue_fault_add(reader->faults, place_of(reader, key), "missing");
    else
        catalogue_fault_add(reader->faults, place_of(reader, key), "%s where %s belongs",
                            json_kind_name(json_kind(value)), json_kind_name(wanted));
}

bool catalogue_is_object(const struct catalogue_reader *reader)
{
    if (json_kind(reader->object) == JSON_KIND_OBJECT)
        return true;
    catalogue_fault_add(reader->faults, reader->place, "%s where object belongs",
                        json_kind_name(json_kind(reader->object)));
    return false;
}

void catalogue_check_keys(const struct catalogue_reader *reader, const char *const *known)
{
    struct str key = json_unknown_key(reader->object, known);

    if (key.at != NULL)
        catalogue_fault_add(reader->faults, reader->place, "unknown key '%.*s'", STR_ARG(str_head(key, 60)));
}

struct str catalogue_str(const struct catalogue_reader *reader, const char *key)
{
    struct str text = { NULL, 0 };

    if (json_get(reader->object, key) != NULL && !json_get_str(reader->object, key, &text))
        catalogue_wrong_kind(reader, key, JSON_KIND_TEXT);
    return text_nfc(reader->arena, text);
}

int64_t catalogue_i64(const struct catalogue_reader *reader, const char *key)
{
    int64_t number = 1;

    if (!json_get_i64(reader->object, key, &number))
        catalogue_wrong_kind(reader, key, JSON_KIND_WHOLE);
    return number;
}

int64_t catalogue_i64_or(const struct catalogue_reader *reader, const char *key, int64_t absent)
{
    return json_get(reader->object, key) == NULL ? absent : catalogue_i64(reader, key);
}

bool catalogue_bool(const struct catalogue_reader *reader, const char *key)
{
    bool truth = false;

    if (!json_get_bool(reader->object, key, &truth))
        catalogue_wrong_kind(reader, key, JSON_KIND_BOOL);
    return truth;
}

struct date catalogue_date(const struct catalogue_reader *reader, const char *key)
{
    struct str text = catalogue_str(reader, key);
    struct date date = { 0 };

    if (text.at != NULL && !date_parse_iso(text, &date))
        catalogue_fault_add(reader->faults, place_of(reader, key), "not a day like 2025-07-01: '%.*s'",
                            STR_ARG(str_head(text, 60)));
    return date;
}

size_t catalogue_list(const struct catalogue_reader *reader, const char *key, const struct json **out)
{
    *out = json_get(reader->object, key);
    if (*out != NULL && json_kind(*out) != JSON_KIND_LIST)
        catalogue_wrong_kind(reader, key, JSON_KIND_LIST);
    if (json_kind(*out) != JSON_KIND_LIST)
        return 0;
    if (json_count(*out) > CATALOGUE_ITEMS_MAX)
        catalogue_fault_add(reader->faults, place_of(reader, key), "more than %d items", CATALOGUE_ITEMS_MAX);
    return json_count(*out) > CATALOGUE_ITEMS_MAX ? CATALOGUE_ITEMS_MAX : json_count(*out);
}

struct str catalogue_joined(const struct catalogue_reader *reader, const char *key, char separator)
{
    const struct json *list;
    size_t count = catalogue_list(reader, key, &list);
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

struct catalogue_reader catalogue_item(const struct catalogue_reader *reader, const struct json *list, const char *key,
                                       size_t i)
{
    return (struct catalogue_reader){ reader->arena, reader->faults, json_item(list, i),
                                      arena_printf(reader->arena, "%s[%zu]", key, i).at };
}
