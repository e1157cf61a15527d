/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/sms_request.h"

#include "base/buf.h"

enum { FILLED_BYTES_MAX = 64 * 1024 };

static bool is_unreserved(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

static void put_in_url(struct buf *out, unsigned char c)
{
    if (is_unreserved(c))
        buf_put_char(out, (char)c);
    else
        buf_printf(out, "%%%02X", c);
}

static void put_in_json(struct buf *out, unsigned char c)
{
    if (c == '"' || c == '\\')
        buf_put_char(out, '\\');
    if (c < ' ')
        buf_printf(out, "\\u%04x", c);
    else
        buf_put_char(out, (char)c);
}

static void put_value(struct buf *out, enum sms_encoding encoding, struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];

        switch (encoding) {
        case SMS_IN_URL:
            put_in_url(out, c);
            break;
        case SMS_IN_JSON:
            put_in_json(out, c);
            break;
        case SMS_IN_HEADER:
            if (c >= ' ' && c != 0x7F)
                buf_put_char(out, (char)c);
            break;
        }
    }
}

static struct str international(struct arena *arena, struct str to)
{
    return str_starts_with(to, STR("0")) ? arena_printf(arena, "84%.*s", STR_ARG(str_from(to, 1))) : to;
}

struct str sms_request_fill(struct arena *arena, struct str template, enum sms_encoding encoding,
                            const struct sms_values *values)
{
    const struct {
        struct str place, value;
    } places[] = {
        { STR("{to}"), values->to },         { STR("{to84}"), international(arena, values->to) },
        { STR("{text}"), values->text },     { STR("{id}"), values->id },
        { STR("{secret}"), values->secret },
    };
    struct buf out = buf_new(arena, FILLED_BYTES_MAX);

    for (size_t i = 0; i < template.len;) {
        size_t k = 0;

        while (k < sizeof places / sizeof *places && !str_starts_with(str_from(template, i), places[k].place))
            k++;
        if (k == sizeof places / sizeof *places) {
            buf_put_char(&out, template.at[i++]);
            continue;
        }
        put_value(&out, encoding, places[k].value);
        i += places[k].place.len;
    }
    return buf_str(&out);
}
