/* SPDX-License-Identifier: Apache-2.0 */
#include "app/login.h"

#include "templates.h"
#include "web/access.h"
#include "web/csrf.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/messages.h"
#include "web/retry.h"
#include "web/session.h"

static void show(struct request *request, struct response *response, const struct sign_in_answer *answer,
                 struct str next)
{
    struct form_error error;
    struct login_page page = {
        .layout = layout_of(request, STR("Cán bộ đăng nhập")),
        .sign_in = sign_in_form_of(answer, &error),
        .csrf_token = csrf_token(request, response),
        .next = next,
    };

    page.layout.has_errors = answer->error.len > 0;
    tpl_account_login(&response->body, &page);
}

static struct str next_or_home(struct str next)
{
    return access_is_local(next) ? next : STR("/");
}

enum status page_login(struct request *request, struct response *response)
{
    struct str next = request_query(request, "next");

    if (request->user.actor.account_id != 0) {
        response_redirect(response, next_or_home(next));
        return ST_OK;
    }
    show(request, response, &(struct sign_in_answer){ 0 }, access_is_local(next) ? next : STR(""));
    return ST_OK;
}

/* The form again, with the word at the field it concerns. */
static void refuse(struct request *request, struct response *response, const struct login_verdict *verdict)
{
    struct sign_in_answer answer = { .login = request_form(request, "login"), .field = STR("password") };

    switch (verdict->outcome) {
    case LOGIN_DONE:
    case LOGIN_WRONG:
        answer.error = STR("Tên đăng nhập hoặc mật khẩu không đúng.");
        break;
    case LOGIN_CODE_NEEDED:
        answer.field = STR("totp_code");
        answer.error = STR("Nhập lại mật khẩu và mã 6 số của ứng dụng xác thực.");
        break;
    case LOGIN_CODE_WRONG:
        answer.field = STR("totp_code");
        answer.error = STR("Mã xác thực không đúng hoặc đã dùng. Hãy đợi mã mới.");
        break;
    case LOGIN_DISABLED:
        answer.error = STR("Tài khoản này đã ngừng sử dụng. Hãy liên hệ người quản trị.");
        break;
    case LOGIN_THROTTLED:
        answer.error = message_wait_words(request->arena, request->now, verdict->retry_at);
        break;
    }
    answer.asks_code = str_equal(answer.field, STR("totp_code"));
    if (retry_is_carried(request))
        retry_carry_again(request, response, &answer);
    else
        show(request, response, &answer, request_form(request, "next"));
    response->code = 422;
    if (verdict->outcome == LOGIN_THROTTLED)
        message_wait(request, response, verdict->retry_at);
}

/* Signed in in the middle of another form: that one comes back for the new session. */
static enum status carry_on(struct request *request, struct response *response, struct str secret)
{
    struct session session;

    TRY(login_session(request->db, request->arena, secret, request->now, &session));
    request->user = (struct user){ session.actor, session.login,     session.full_name,
                                   session.title, session.unit_name, session.csrf_token };
    retry_carry_done(request, response, session.csrf_token);
    return ST_OK;
}

enum status act_login(struct request *request, struct response *response)
{
    struct login_verdict verdict;
    struct login_attempt attempt = {
        .office_id = request->office.office_id,
        .login = request_form(request, "login"),
        .password = request_form(request, "password"),
        .code = request_form(request, "totp_code"),
        .address = request->address,
    };

    if (!retry_is_carried(request))
        TRY(form_only(request, "login", "password", "totp_code", "next"));
    TRY(login_try(request->db, request->arena, &attempt, request->now, &verdict));
    if (verdict.outcome != LOGIN_DONE) {
        refuse(request, response, &verdict);
        return ST_OK;
    }
    response_header(response, STR("Set-Cookie"),
                    session_cookie(request->arena, verdict.session_secret, request->is_secure));
    if (retry_is_carried(request))
        return carry_on(request, response, verdict.session_secret);
    response_redirect(response, next_or_home(request_form(request, "next")));
    return ST_OK;
}

enum status act_logout(struct request *request, struct response *response)
{
    TRY(form_only(request, "next"));
    if (request->session_hash.at != NULL)
        TRY(login_end(request->db, request->session_hash));
    request_ends_sessions(request);
    response_header(response, STR("Set-Cookie"), session_cookie_gone(request->arena, request->is_secure));
    response_redirect(response, STR("/"));
    return ST_OK;
}
