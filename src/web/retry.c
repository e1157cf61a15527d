/* SPDX-License-Identifier: Apache-2.0 */
#include "web/retry.h"

#include "templates.h"
#include "web/access.h"
#include "web/csrf.h"
#include "web/layout.h"
#include "web/retry_words.h"

/* What must not stand in a page again, and could not be used a second time: the other form's token, passwords, what an
 * authenticator shows and what it is made from. */
static bool is_secret(struct str name)
{
    return str_equal(name, STR("csrf")) || str_ends_with(name, STR("password")) || str_equal(name, STR("totp_code")) ||
           str_equal(name, STR("secret"));
}

static struct typed_fields typed(const struct request *request)
{
    struct typed_field *fields = arena_array(request->arena, struct typed_field, request->form.count);
    size_t count = 0;

    for (size_t i = 0; i < request->form.count; i++)
        if (!is_secret(request->form.at[i].name))
            fields[count++] = (struct typed_field){ request->form.at[i].name, request->form.at[i].value };
    return (struct typed_fields){ fields, count };
}

static struct typed_fields carried(const struct request *request)
{
    struct typed_field *fields = arena_array(request->arena, struct typed_field, request->form.count);
    size_t count = 0;

    for (size_t i = 0; i < request->form.count; i++) {
        struct field field = request->form.at[i];

        if (str_starts_with(field.name, STR(KEPT_PREFIX)))
            fields[count++] = (struct typed_field){ str_from(field.name, sizeof KEPT_PREFIX - 1), field.value };
    }
    return (struct typed_fields){ fields, count };
}

/* Of all that is carried along, what says something to a person. */
static struct typed_fields shown(struct arena *arena, struct typed_fields carried)
{
    struct typed_field *fields = arena_array(arena, struct typed_field, carried.count);
    size_t count = 0;

    for (size_t i = 0; i < carried.count; i++)
        count +=
            retry_words_of(arena, carried.at[i].name, carried.at[i].value, &fields[count].name, &fields[count].value);
    return (struct typed_fields){ fields, count };
}

static void show(struct request *request, struct response *response, enum message message, struct retry_page page)
{
    page.shown = shown(request->arena, page.fields);
    page.layout = layout_of(request, message_heading(message));
    page.heading = message_heading(message);
    page.message = message_sentence(message);
    page.layout.has_errors = page.sign_in.errors.count > 0;
    response->code = message_code(message);
    if (str_is_empty(page.csrf_token))
        page.csrf_token = csrf_token(request, response);
    tpl_public_retry(&response->body, &page);
}

void retry_offer(struct request *request, struct response *response, enum message message)
{
    message_answer(request, response, message);
    if (message_is_for_programs(request))
        return;
    message_clear(response);
    show(request, response, message, (struct retry_page){ .action_href = request->path, .fields = typed(request) });
}

static void show_sign_in(struct request *request, struct response *response, struct str action,
                         struct typed_fields fields, const struct sign_in_answer *answer)
{
    struct form_error error;

    show(request, response, MESSAGE_SIGNED_OUT,
         (struct retry_page){
             .asks_sign_in = true,
             .sign_in = sign_in_form_of(answer, &error),
             .action_href = STR("/login"),
             .kept_action = action,
             .name_prefix = STR(KEPT_PREFIX),
             .fields = fields,
         });
}

void retry_offer_sign_in(struct request *request, struct response *response)
{
    message_clear(response);
    show_sign_in(request, response, request->path, typed(request), &(struct sign_in_answer){ 0 });
}

bool retry_is_carried(const struct request *request)
{
    return access_is_local(request_form(request, KEPT_ACTION));
}

void retry_carry_done(struct request *request, struct response *response, struct str csrf_token)
{
    show(request, response, MESSAGE_SIGNED_IN_AGAIN,
         (struct retry_page){
             .action_href = request_form(request, KEPT_ACTION),
             .fields = carried(request),
             .csrf_token = csrf_token,
         });
}

void retry_carry_again(struct request *request, struct response *response, const struct sign_in_answer *answer)
{
    show_sign_in(request, response, request_form(request, KEPT_ACTION), carried(request), answer);
}
