/* SPDX-License-Identifier: Apache-2.0 */
#include "web/api_write.h"

#include "base/json.h"

#include <string.h>

static const char DIGITS[] = "0123456789";

struct api_object api_begin(struct buf *out)
{
    buf_put_char(out, '{');
    return (struct api_object){ .out = out };
}

void api_end(struct api_object *object)
{
    buf_put_char(object->out, '}');
}

void api_key(struct api_object *object, const char *key)
{
    if (object->has_members)
        buf_put_char(object->out, ',');
    object->has_members = true;
    buf_put_char(object->out, '"');
    buf_put(object->out, key, strlen(key));
    buf_put(object->out, "\":", 2);
}

void api_str(struct api_object *object, const char *key, struct str text)
{
    api_key(object, key);
    if (text.at == NULL)
        buf_put(object->out, "null", 4);
    else
        json_write_str(object->out, text);
}

void api_i64(struct api_object *object, const char *key, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;

    do
        digits[--at] = DIGITS[rest % 10];
    while ((rest /= 10) > 0);
    if (number < 0)
        digits[--at] = '-';
    api_key(object, key);
    buf_put(object->out, digits + at, sizeof digits - at);
}

void api_bool(struct api_object *object, const char *key, bool truth)
{
    api_key(object, key);
    buf_put_str(object->out, truth ? STR("true") : STR("false"));
}

void api_date(struct api_object *object, const char *key, struct date date)
{
    char iso[11];

    api_str(object, key, date_is_given(date) ? date_format_iso(date, iso) : (struct str){ NULL, 0 });
}

static void put_two_digits(char *at, int number)
{
    at[0] = DIGITS[number / 10 % 10];
    at[1] = DIGITS[number % 10];
}

void api_moment(struct api_object *object, const char *key, struct moment moment)
{
    char text[sizeof "2025-09-05T17:30:00+07:00"] = "2025-09-05T17:30:00+07:00";
    char iso[11];
    int minute = moment_minute(moment);

    if (!moment_is_given(moment)) {
        api_str(object, key, (struct str){ NULL, 0 });
        return;
    }
    memcpy(text, date_format_iso(moment_date(moment), iso).at, 10);
    put_two_digits(text + 11, minute / 60);
    put_two_digits(text + 14, minute % 60);
    put_two_digits(text + 17, (int)(moment.ms / 1000 % 60));
    api_str(object, key, (struct str){ text, sizeof text - 1 });
}

struct str api_pointer(struct arena *arena, struct str member, struct str name)
{
    struct buf out = buf_new(arena, member.len + 2 * name.len + 2);

    buf_printf(&out, "/%.*s/", STR_ARG(member));
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == '~')
            buf_put_str(&out, STR("~0"));
        else if (name.at[i] == '/')
            buf_put_str(&out, STR("~1"));
        else
            buf_put_char(&out, name.at[i]);
    }
    return buf_str(&out);
}

void api_problem(struct response *response, int code, const char *kind, struct str title, struct str detail,
                 const struct api_fault *faults, size_t count)
{
    struct buf *out = response->body.bytes;
    struct api_object problem = api_begin(out);

    response->code = code;
    response->content_type = "application/problem+json";
    api_key(&problem, "type");
    buf_printf(out, "\"/api/problems/%s\"", kind);
    api_str(&problem, "title", title);
    api_i64(&problem, "status", code);
    api_str(&problem, "detail", detail);
    if (count > 0) {
        api_key(&problem, "errors");
        buf_put_char(out, '[');
        for (size_t i = 0; i < count; i++) {
            if (i > 0)
                buf_put_char(out, ',');
            struct api_object fault = api_begin(out);

            api_str(&fault, "pointer", faults[i].place);
            api_str(&fault, "detail", faults[i].detail);
            api_end(&fault);
        }
        buf_put_char(out, ']');
    }
    api_end(&problem);
    buf_put_char(out, '\n');
}

void api_is_json(struct response *response)
{
    response->content_type = "application/json";
}
