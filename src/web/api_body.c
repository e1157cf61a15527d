/* SPDX-License-Identifier: Apache-2.0 */
#include "web/api_body.h"

#include "base/text_fold.h"
#include "queries_read.h"
#include "web/api_write.h"

/* The body as an object without other members than `known`; false: the response says what is wrong. */
bool api_body_read(struct request *request, struct response *response, const char *const *known,
                   const struct json **out)
{
    const struct json_fault *fault = &request->json_fault;

    if (request->json == NULL) {
        api_problem(response, 400, "not-json", STR("Nội dung không phải JSON"),
                    arena_printf(request->arena, "line %d, column %d: %.*s", fault->line, fault->column,
                                 STR_ARG(fault->reason)),
                    NULL, 0);
        return false;
    }
    if (json_kind(request->json) != JSON_KIND_OBJECT) {
        api_problem(response, 400, "not-an-object", STR("Nội dung không phải một đối tượng"),
                    STR("the body is not an object"), NULL, 0);
        return false;
    }
    *out = request->json;
    return api_body_knows(response, request->json, known);
}

/* An object within the body; false: the response names the member that is not in `known`. */
bool api_body_knows(struct response *response, const struct json *object, const char *const *known)
{
    struct str unknown = json_unknown_key(object, known);

    if (unknown.at != NULL)
        api_problem(response, 400, "unknown-member", STR("Nội dung có mục không biết"), unknown, NULL, 0);
    return unknown.at == NULL;
}

/* More items than there is room for: says so, and is false. */
bool api_body_too_many(struct response *response, struct str place, struct str detail)
{
    api_problem(response, 422, "not-acceptable", STR("Nội dung nhiều quá mức nhận được"), detail,
                &(struct api_fault){ place, detail }, 1);
    return false;
}

/* A whole number as the form would send it; text as it is. */
struct str api_body_text(struct arena *arena, const struct json *value)
{
    struct str text = { NULL, 0 };
    int64_t number;

    if (json_as_i64(value, &number))
        return arena_printf(arena, "%lld", (long long)number);
    if (json_as_str(value, &text))
        return text_nfc(arena, text);
    return text;
}

/* Somebody is named by login; *out_id 0 when nobody was named.  A name nobody has: -1, which no account is. */
enum status api_body_person(struct request *request, const struct json *login_value, int64_t *out_id)
{
    struct str login = api_body_text(request->arena, login_value);
    struct sql_account_by_login_row person;
    enum status status;

    *out_id = 0;
    if (str_is_empty(login))
        return ST_OK;
    status = sql_account_by_login(request->db, request->arena, request->user.actor.office_id, login, &person);
    *out_id = status == ST_OK ? person.account_id : -1;
    return status == ST_NOT_FOUND ? ST_OK : status;
}
