/* SPDX-License-Identifier: Apache-2.0 */
/* What everybody does with the own account: see it, change the password, join a phone as second factor. */
#include "app/account_admin.h"
#include "base/totp.h"
#include "output/qr.h"
#include "queries_read.h"
#include "templates.h"
#include "web/account_history.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"

#define WRONG_PASSWORD STR("Mật khẩu hiện nay không đúng.")

/* What is wrong with what was typed; all zero: nothing. */
struct fault {
    struct str field, message;
    bool is_throttled; /* too many guesses: not even looked at */
};

static struct fault too_many_guesses(struct str field)
{
    return (struct fault){ field, STR("Sai quá nhiều lần. Hãy đợi vài phút rồi thử lại."), true };
}

static struct form_input password_input(struct str name, struct str label, struct str autocomplete, struct fault fault)
{
    return (struct form_input){
        .name = name,
        .label = label,
        .type = STR("password"),
        .autocomplete = autocomplete,
        .error = str_equal(fault.field, name) ? fault.message : STR(""),
        .max_length = 256,
    };
}

static struct form_input code_input(struct fault fault)
{
    return (struct form_input){
        .name = STR("totp_code"),
        .label = STR("Mã 6 số đang hiện trên điện thoại"),
        .autocomplete = STR("one-time-code"),
        .inputmode = STR("numeric"),
        .error = str_equal(fault.field, STR("totp_code")) ? fault.message : STR(""),
        .max_length = 6,
    };
}

static struct form_errors errors_of(struct request *request, struct fault fault)
{
    return form_errors_one(request->arena, fault.field, fault.message);
}

/* The page stands; its code says that something was wrong. */
static void answer_fault(struct response *response, struct fault fault)
{
    if (fault.message.len == 0)
        return;
    response->code = fault.is_throttled ? 429 : 422;
    if (fault.is_throttled)
        response_header(response, STR("Retry-After"), STR("60"));
}

/* ---- The page ---------------------------------------------------------------------------------- */

static struct str notice_of(struct str done)
{
    if (str_equal(done, STR("password")))
        return STR("Đã đổi mật khẩu. Các trình duyệt khác của bạn phải đăng nhập lại.");
    if (str_equal(done, STR("totp")))
        return STR("Đã bật mã xác thực. Lần đăng nhập sau cần mã trên điện thoại.");
    if (str_equal(done, STR("totp-off")))
        return STR("Đã tắt mã xác thực.");
    return STR("");
}

static enum status show_own(struct request *request, struct response *response, struct fault fault)
{
    const struct user *user = &request->user;
    struct sql_account_by_id_row account;
    struct own_account_page page = {
        .layout = layout_of(request, STR("Tài khoản của tôi")),
        .errors = errors_of(request, fault),
        .login = user->login,
        .full_name = user->full_name,
        .title = user->title,
        .role_label = role_label(user->actor.role),
        .unit_name = user->unit_name,
        .old_password = password_input(STR("old_password"), STR("Mật khẩu hiện nay"), STR("current-password"), fault),
        .new_password = password_input(STR("new_password"), STR("Mật khẩu mới"), STR("new-password"), fault),
        .again_password =
            password_input(STR("again_password"), STR("Nhập lại mật khẩu mới"), STR("new-password"), fault),
        .code = code_input(fault),
    };

    TRY(sql_account_by_id(request->db, request->arena, user->actor.account_id, user->actor.office_id, &account));
    TRY(account_history_of(request, user->actor.account_id, &page.history));
    page.has_totp = account.totp_secret.at != NULL;
    page.new_password.hint = STR("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.");
    page.layout.notice = notice_of(request_query(request, "done"));
    page.layout.has_errors = page.errors.count > 0;
    answer_fault(response, fault);
    tpl_account_own(&response->body, &page);
    return ST_OK;
}

enum status page_account(struct request *request, struct response *response)
{
    return show_own(request, response, (struct fault){ 0 });
}

/* ---- The password ------------------------------------------------------------------------------ */

static struct fault fault_of_new_password(struct str password, struct str login)
{
    struct fault fault = { .field = STR("new_password") };

    switch (password_check(password, login)) {
    case PASSWORD_ACCEPTED:
        return (struct fault){ 0 };
    case PASSWORD_TOO_SHORT:
        fault.message = STR("Mật khẩu mới cần ít nhất 10 ký tự.");
        break;
    case PASSWORD_TOO_LONG:
        fault.message = STR("Mật khẩu mới dài quá 256 byte.");
        break;
    case PASSWORD_TOO_SIMPLE:
        fault.message = STR("Mật khẩu mới quá dễ đoán.");
        break;
    case PASSWORD_LIKE_LOGIN:
        fault.message = STR("Mật khẩu mới gần giống tên đăng nhập.");
        break;
    }
    return fault;
}

enum status act_account_password(struct request *request, struct response *response)
{
    struct str typed = request_form(request, "new_password");
    struct fault fault = fault_of_new_password(typed, request->user.login);

    TRY(form_only(request, "old_password", "new_password", "again_password"));
    if (fault.message.len == 0 && !str_equal(typed, request_form(request, "again_password")))
        fault = (struct fault){ STR("again_password"), STR("Hai lần nhập mật khẩu mới không giống nhau."), false };
    if (fault.message.len > 0)
        return show_own(request, response, fault);

    enum status status = account_admin_change_password(request->db, request->arena, request->user.actor,
                                                       request_form(request, "old_password"), typed,
                                                       request->session_hash, request->now);

    if (status == ST_FORBIDDEN)
        return show_own(request, response, (struct fault){ STR("old_password"), WRONG_PASSWORD, false });
    if (status == ST_TOO_MANY)
        return show_own(request, response, too_many_guesses(STR("old_password")));
    if (status != ST_OK)
        return status;
    request_ends_sessions(request);
    response_redirect(response, STR("/account?done=password"));
    return ST_OK;
}

/* ---- The second factor -------------------------------------------------------------------------- */

/* "GEZD GNBV …": what somebody can copy by eye. */
static struct str in_groups(struct arena *arena, struct str secret)
{
    struct buf buf = buf_new(arena, secret.len * 2 + 1);

    for (size_t i = 0; i < secret.len; i++) {
        if (i > 0 && i % 4 == 0)
            buf_put_char(&buf, ' ');
        buf_put_char(&buf, secret.at[i]);
    }
    return buf_str(&buf);
}

/* One "M x y h w v1 h-w z" for each run of dark modules in a row. */
static struct str path_of(struct arena *arena, struct qr qr)
{
    enum { PATH_BYTES_MAX = 256 * 1024 };
    struct buf path = buf_new(arena, PATH_BYTES_MAX);

    for (int row = 0; row < qr.side; row++)
        for (int column = 0; column < qr.side; column++) {
            int width = 0;

            while (column + width < qr.side && qr_is_dark(qr, column + width, row))
                width++;
            if (width > 0)
                buf_printf(&path, "M%d %dh%dv1h-%dz", column + QR_QUIET_MODULES, row + QR_QUIET_MODULES, width, width);
            column += width;
        }
    return buf_str(&path);
}

static enum status show_totp(struct request *request, struct response *response, struct str secret, struct fault fault)
{
    struct totp_page page = {
        .layout = layout_of(request, STR("Bật mã xác thực")),
        .errors = errors_of(request, fault),
        .secret = secret,
        .secret_in_groups = in_groups(request->arena, secret),
        .password = password_input(STR("password"), STR("Mật khẩu hiện nay"), STR("current-password"), fault),
        .code = code_input(fault),
    };
    struct qr qr;

    if (!qr_encode(request->arena, totp_uri(request->arena, request->office.name, request->user.login, secret), &qr))
        return ST_TOO_LARGE;
    page.qr_path = path_of(request->arena, qr);
    page.qr_side = qr.side + 2 * QR_QUIET_MODULES;
    page.layout.has_errors = page.errors.count > 0;
    answer_fault(response, fault);
    tpl_account_totp(&response->body, &page);
    return ST_OK;
}

enum status page_account_totp(struct request *request, struct response *response)
{
    return show_totp(request, response, totp_make_secret(request->arena), (struct fault){ 0 });
}

enum status act_account_totp(struct request *request, struct response *response)
{
    struct str secret = request_form(request, "secret");

    TRY(form_only(request, "secret", "password", "totp_code"));
    if (secret.at == NULL) { /* a form that came back keeps no secret: begin anew */
        response_redirect(response, STR("/account/totp"));
        return ST_OK;
    }
    if (!totp_secret_is_valid(secret))
        return ST_INVALID;

    enum status status =
        account_admin_enable_totp(request->db, request->arena, request->user.actor, request_form(request, "password"),
                                  secret, request_form(request, "totp_code"), request->now);

    if (status == ST_FORBIDDEN)
        return show_totp(request, response, secret, (struct fault){ STR("password"), WRONG_PASSWORD, false });
    if (status == ST_TOO_MANY)
        return show_totp(request, response, secret, too_many_guesses(STR("password")));
    if (status == ST_INVALID)
        return show_totp(
            request, response, secret,
            (struct fault){ STR("totp_code"), STR("Mã không đúng. Hãy nhập mã đang hiện trên điện thoại."), false });
    if (status != ST_OK && status != ST_CONFLICT) /* a conflict: it is on already, which the page shows */
        return status;
    response_redirect(response, STR("/account?done=totp"));
    return ST_OK;
}

enum status act_account_totp_off(struct request *request, struct response *response)
{
    TRY(form_only(request, "totp_code"));
    enum status status = account_admin_disable_totp(request->db, request->arena, request->user.actor,
                                                    request_form(request, "totp_code"), request->now);

    if (status == ST_INVALID)
        return show_own(request, response,
                        (struct fault){ STR("totp_code"), STR("Mã không đúng hoặc đã dùng. Hãy đợi mã mới."), false });
    if (status == ST_TOO_MANY)
        return show_own(request, response, too_many_guesses(STR("totp_code")));
    if (status != ST_OK && status != ST_CONFLICT)
        return status;
    response_redirect(response, STR("/account?done=totp-off"));
    return ST_OK;
}
