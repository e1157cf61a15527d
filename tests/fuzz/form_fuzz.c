/* SPDX-License-Identifier: Apache-2.0 */
/* The form parsers under libFuzzer: the first byte chooses one.  Whatever comes, they end within their bounds, and what
 * they let through is text. */
#include "base/fatal.h"
#include "web/form.h"
#include "web/limits.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

static void require(bool is_true, const char *what)
{
    if (!is_true)
        fatal("%s", what);
}

static void check_fields(struct fields fields)
{
    require(fields.count <= LIMIT_FIELDS, "too many fields");
    for (size_t i = 0; i < fields.count; i++) {
        require(fields.at[i].name.len > 0 && fields.at[i].name.len <= LIMIT_FIELD_NAME_BYTES, "a name past its bound");
        require(str_is_utf8(fields.at[i].name) && str_is_utf8(fields.at[i].value), "not text");
    }
}

static enum status parse(struct arena *arena, int parser, struct str text, struct fields *out)
{
    struct str type = str_next(&text, '\n');

    if (parser == 0)
        return form_parse_urlencoded(arena, text, out);
    if (parser == 1)
        return form_parse_multipart(arena, STR("multipart/form-data; boundary=x"), text, out);
    return form_parse(arena, type, text, out);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
    static struct arena *arena;
    struct fields fields = { NULL, 0 };
    struct str decoded;

    if (arena == NULL)
        arena = arena_create(LIMIT_ARENA_BYTES);
    if (len == 0 || len > LIMIT_FORM_BYTES)
        return 0;
    struct str text = { (const char *)bytes + 1, len - 1 };

    if (parse(arena, bytes[0] % 3, text, &fields) == ST_OK)
        check_fields(fields);
    if (form_decode(arena, text, true, &decoded) == ST_OK)
        require(str_is_utf8(decoded), "decoded to what is not text");
    form_cookie(text, STR("motcua_session"));
    arena_reset(arena);
    return 0;
}
