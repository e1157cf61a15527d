/* SPDX-License-Identifier: Apache-2.0 */
/* Everybody's accounts, for administrators. */
#include "app/absence.h"
#include "app/account_admin.h"
#include "queries_read.h"
#include "templates.h"
#include "web/account_history.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"

#include <inttypes.h>

static const struct link HOME = { .label = { "Tài khoản", sizeof "Tài khoản" - 1 }, .href = { "/accounts", 9 } };

static struct tag state_tag(bool is_active)
{
    return is_active ? (struct tag){ STR("Đang dùng"), STR("green") } : (struct tag){ STR("Đã ngừng"), STR("grey") };
}

static struct str label_of_role(struct str stored)
{
    enum role role;

    return role_parse(stored, &role) ? role_label(role) : stored;
}

enum status page_account_list(struct request *request, struct response *response)
{
    struct account_list_page page = { .layout = layout_of(request, STR("Tài khoản")) };
    struct sql_accounts_of_office_rows accounts;

    TRY(sql_accounts_of_office(request->db, request->arena, request->user.actor.office_id, &accounts));
    struct account_list_row *rows = arena_array(request->arena, struct account_list_row, accounts.count);

    for (size_t i = 0; i < accounts.count; i++)
        rows[i] = (struct account_list_row){
            .href = arena_printf(request->arena, "/accounts/%.*s", STR_ARG(accounts.at[i].login)),
            .full_name = accounts.at[i].full_name,
            .login = accounts.at[i].login,
            .title = accounts.at[i].title,
            .role_label = label_of_role(accounts.at[i].role),
            .unit_name = accounts.at[i].unit_name,
            .state = state_tag(accounts.at[i].is_active),
            .has_totp = accounts.at[i].has_totp != 0,
        };
    page.rows = (struct account_list_rows){ rows, accounts.count };
    page.layout.is_wide = true;
    tpl_account_list(&response->body, &page);
    return ST_OK;
}

/* ---- The form ---------------------------------------------------------------------------------- */

/* As typed, or as stored. */
struct account_form {
    struct str login, full_name, title, role, unit_code;
};

enum { ACCOUNT_FAULTS_MAX = 5 };

struct account_faults {
    struct form_error at[ACCOUNT_FAULTS_MAX];
    size_t count;
};

static void add_fault(struct account_faults *faults, struct str field, struct str message)
{
    faults->at[faults->count++] = (struct form_error){ field, message };
}

static struct str fault_at(const struct account_faults *faults, struct str field)
{
    for (size_t i = 0; i < faults->count; i++)
        if (str_equal(faults->at[i].field, field))
            return faults->at[i].message;
    return STR("");
}

static struct form_choose role_choose(struct request *request, const struct account_form *form,
                                      const struct account_faults *faults)
{
    struct form_choice *choices = arena_array(request->arena, struct form_choice, ROLE_COUNT - 1);

    for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
        choices[role - 1] = (struct form_choice){ .value = role_name(role),
                                                  .label = role_label(role),
                                                  .is_chosen = str_equal(form->role, role_name(role)) };
    return (struct form_choose){ .name = STR("role"),
                                 .label = STR("Vai trò"),
                                 .error = fault_at(faults, STR("role")),
                                 .choices = { choices, ROLE_COUNT - 1 } };
}

static enum status unit_choose(struct request *request, const struct account_form *form,
                               const struct account_faults *faults, struct form_choose *out)
{
    struct sql_units_of_office_rows units;

    TRY(sql_units_of_office(request->db, request->arena, request->user.actor.office_id, &units));
    struct form_choice *choices = arena_array(request->arena, struct form_choice, units.count);

    for (size_t i = 0; i < units.count; i++)
        choices[i] = (struct form_choice){ .value = units.at[i].unit_code,
                                           .label = units.at[i].name,
                                           .is_chosen = str_equal(form->unit_code, units.at[i].unit_code) };
    *out = (struct form_choose){ .name = STR("unit"),
                                 .label = STR("Bộ phận"),
                                 .error = fault_at(faults, STR("unit")),
                                 .choices = { choices, units.count } };
    return ST_OK;
}

static enum status fill_form(struct request *request, const struct account_form *form,
                             const struct account_faults *faults, struct account_edit_page *page)
{
    page->login = (struct form_input){
        .name = STR("login"),
        .label = STR("Tên đăng nhập"),
        .hint = STR("3 đến 32 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch; bắt đầu bằng chữ. Ví dụ: lan.nt"),
        .value = form->login,
        .error = fault_at(faults, STR("login")),
        .max_length = 32,
    };
    page->full_name = (struct form_input){ .name = STR("full_name"),
                                           .label = STR("Họ và tên"),
                                           .value = form->full_name,
                                           .error = fault_at(faults, STR("full_name")),
                                           .max_length = FULL_NAME_CHARS_MAX };
    page->title = (struct form_input){ .name = STR("title"),
                                       .label = STR("Chức vụ"),
                                       .value = form->title,
                                       .hint = STR("Như in trên giấy tờ. Ví dụ: Chuyên viên Phòng Kinh tế"),
                                       .error = fault_at(faults, STR("title")),
                                       .max_length = TITLE_CHARS_MAX };
    page->role = role_choose(request, form, faults);
    page->errors = (struct form_errors){ faults->at, faults->count };
    page->layout.has_errors = faults->count > 0;
    return unit_choose(request, form, faults, &page->unit);
}

static struct account_form typed_form(const struct request *request)
{
    return (struct account_form){ str_trim(request_form(request, "login")),
                                  str_trim(request_form(request, "full_name")),
                                  str_trim(request_form(request, "title")), request_form(request, "role"),
                                  request_form(request, "unit") };
}

/* What the form says, looked up; faults of the fields are added. */
static enum status post_of(struct request *request, const struct account_form *form, struct account_faults *faults,
                           struct account_post *out)
{
    struct sql_unit_by_code_row unit = { 0 };
    struct account_post post = { .full_name = form->full_name, .title = form->title };

    if (form->full_name.len == 0)
        add_fault(faults, STR("full_name"), STR("Nhập họ và tên."));
    else if (str_count_chars(form->full_name) > FULL_NAME_CHARS_MAX)
        add_fault(faults, STR("full_name"), STR("Họ và tên dài quá 100 ký tự."));
    if (str_count_chars(form->title) > TITLE_CHARS_MAX)
        add_fault(faults, STR("title"), STR("Chức vụ dài quá 100 ký tự."));
    if (!role_parse(form->role, &post.role))
        add_fault(faults, STR("role"), STR("Chọn một vai trò."));

    enum status status =
        sql_unit_by_code(request->db, request->arena, request->user.actor.office_id, form->unit_code, &unit);

    if (status == ST_NOT_FOUND)
        add_fault(faults, STR("unit"), STR("Chọn một bộ phận."));
    else if (status != ST_OK)
        return status;
    post.unit_id = unit.unit_id;
    *out = post;
    return ST_OK;
}

/* ---- A new account ----------------------------------------------------------------------------- */

static enum status show_new(struct request *request, struct response *response, const struct account_form *form,
                            const struct account_faults *faults)
{
    struct account_edit_page page = {
        .layout = layout_of(request, STR("Tạo tài khoản")),
        .heading = STR("Tạo tài khoản"),
        .action_href = STR("/accounts"),
        .is_new = true,
    };

    TRY(fill_form(request, form, faults, &page));
    page.layout.breadcrumbs = (struct links){ &HOME, 1 };
    if (faults->count > 0)
        response->code = 422;
    tpl_account_edit(&response->body, &page);
    return ST_OK;
}

enum status page_account_new(struct request *request, struct response *response)
{
    return show_new(request, response, &(struct account_form){ .role = role_name(ROLE_COUNTER) },
                    &(struct account_faults){ .count = 0 });
}

static void show_password(struct request *request, struct response *response, struct str login, struct str full_name,
                          struct str password)
{
    struct account_password_page page = {
        .layout = layout_of(request, STR("Mật khẩu mới")),
        .full_name = full_name,
        .login = login,
        .password = password,
        .back_href = arena_printf(request->arena, "/accounts/%.*s", STR_ARG(login)),
    };

    tpl_account_password(&response->body, &page);
}

enum status act_account_create(struct request *request, struct response *response)
{
    struct account_form form = typed_form(request);
    struct account_faults faults = { .count = 0 };
    struct account_new account = { .login = form.login, .password = account_admin_make_password(request->arena) };
    int64_t account_id;

    TRY(form_only(request, "login", "full_name", "title", "role", "unit"));
    if (!login_is_valid(form.login))
        add_fault(&faults, STR("login"),
                  STR("Tên đăng nhập chưa đúng: 3 đến 32 ký tự chữ thường không dấu, chữ số, . _ -"));
    TRY(post_of(request, &form, &faults, &account.post));
    if (faults.count > 0)
        return show_new(request, response, &form, &faults);

    enum status status =
        account_admin_create(request->db, request->arena, request->user.actor, &account, request->now, &account_id);

    if (status == ST_EXISTS) {
        add_fault(&faults, STR("login"), STR("Tên đăng nhập này đã có người dùng."));
        return show_new(request, response, &form, &faults);
    }
    if (status != ST_OK)
        return status;
    show_password(request, response, account.login, account.post.full_name, account.password);
    return ST_OK;
}

/* ---- Somebody's account ------------------------------------------------------------------------ */

static enum status find(struct request *request, struct sql_account_by_id_row *out)
{
    int64_t office_id = request->user.actor.office_id;
    struct sql_account_by_login_row found;

    TRY(sql_account_by_login(request->db, request->arena, office_id, request->segments[0], &found));
    return sql_account_by_id(request->db, request->arena, found.account_id, office_id, out);
}

static struct str notice_of(struct str done)
{
    if (str_equal(done, STR("post")))
        return STR("Đã lưu thay đổi.");
    if (str_equal(done, STR("disabled")))
        return STR("Đã ngừng tài khoản.");
    if (str_equal(done, STR("enabled")))
        return STR("Đã mở lại tài khoản.");
    if (str_equal(done, STR("totp-off")))
        return STR("Đã tắt mã xác thực của người này.");
    return STR("");
}

static enum status show_edit(struct request *request, struct response *response,
                             const struct sql_account_by_id_row *account, const struct account_form *form,
                             const struct account_faults *faults)
{
    struct str base_href = arena_printf(request->arena, "/accounts/%.*s", STR_ARG(account->login));
    struct account_edit_page page = {
        .layout = layout_of(request, account->full_name),
        .heading = account->full_name,
        .action_href = arena_printf(request->arena, "%.*s/post", STR_ARG(base_href)),
        .login_name = account->login,
        .base_href = base_href,
        .state = state_tag(account->is_active),
        .is_active = account->is_active,
        .has_totp = account->totp_secret.at != NULL,
        .version = account->version,
    };

    TRY(fill_form(request, form, faults, &page));
    TRY(account_history_of(request, account->account_id, &page.history));
    page.layout.breadcrumbs = (struct links){ &HOME, 1 };
    page.layout.notice = notice_of(request_query(request, "done"));
    if (faults->count > 0)
        response->code = 422;
    tpl_account_edit(&response->body, &page);
    return ST_OK;
}

static struct account_form stored_form(const struct sql_account_by_id_row *account)
{
    return (struct account_form){ account->login, account->full_name, account->title, account->role,
                                  account->unit_code };
}

enum status page_account_edit(struct request *request, struct response *response)
{
    struct sql_account_by_id_row account;

    TRY(find(request, &account));
    struct account_form form = stored_form(&account);

    return show_edit(request, response, &account, &form, &(struct account_faults){ .count = 0 });
}

/* Whoever holds dossiers cannot go, nor be moved: says how many, and who hands them over where. */
static void add_held(struct request *request, struct account_faults *faults, struct str field, int64_t held,
                     const char *deed)
{
    add_fault(faults, field,
              arena_printf(request->arena,
                           "Người này đang giữ %" PRId64 " hồ sơ. Trưởng đơn vị hoặc lãnh đạo bàn giao ở mục Vắng "
                           "mặt, hoặc giao lại cho người khác trước, rồi mới %s được.",
                           held, deed));
}

static enum status refuse_closing(struct request *request, struct response *response,
                                  const struct sql_account_by_id_row *account, const struct account_form *form)
{
    struct account_faults faults = { .count = 0 };
    int64_t held;

    TRY(absence_held(request->db, request->arena, account->account_id, &held));
    add_held(request, &faults, STR("disable"), held, "ngừng tài khoản");
    return show_edit(request, response, account, form, &faults);
}

/* Shows what stands in the database now, and why the change was not made. */
static enum status refuse_change(struct request *request, struct response *response,
                                 const struct sql_account_by_id_row *account, const struct account_form *form,
                                 int64_t seen_version)
{
    struct account_faults faults = { .count = 0 };

    if (account->version != seen_version)
        add_fault(&faults, STR("full_name"),
                  STR("Tài khoản vừa được người khác thay đổi. Hãy xem lại rồi lưu lần nữa."));
    else
        add_fault(&faults, STR("role"),
                  STR("Đây là quản trị viên cuối cùng còn hoạt động. Hãy tạo quản trị viên khác trước."));
    return show_edit(request, response, account, form, &faults);
}

static enum status seen_version_of(const struct request *request, int64_t *out)
{
    return str_parse_i64(request_form(request, "version"), out) ? ST_OK : ST_INVALID;
}

static enum status done(struct request *request, struct response *response, struct str login, const char *what)
{
    request_ends_sessions(request);
    response_redirect(response, arena_printf(request->arena, "/accounts/%.*s?done=%s", STR_ARG(login), what));
    return ST_OK;
}

enum status act_account_post(struct request *request, struct response *response)
{
    struct account_form form = typed_form(request);
    struct account_faults faults = { .count = 0 };
    struct sql_account_by_id_row account;
    struct account_post post;
    int64_t seen_version, held;

    TRY(form_only(request, "version", "full_name", "title", "role", "unit"));
    TRY(seen_version_of(request, &seen_version));
    TRY(find(request, &account));
    TRY(post_of(request, &form, &faults, &post));
    if (faults.count > 0)
        return show_edit(request, response, &account, &form, &faults);

    enum status status = account_admin_set_post(request->db, request->arena, request->user.actor, account.account_id,
                                                seen_version, &post, request->now, &held);

    if (status == ST_CONFLICT)
        return refuse_change(request, response, &account, &form, seen_version);
    if (status == ST_INVALID && held > 0) {
        add_held(request, &faults, STR("role"), held, "đổi vai trò, đơn vị");
        return show_edit(request, response, &account, &form, &faults);
    }
    return status == ST_OK ? done(request, response, account.login, "post") : status;
}

typedef enum status change_active(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                  int64_t seen_version, struct moment now);

static enum status set_active(struct request *request, struct response *response, change_active *change,
                              const char *what)
{
    struct sql_account_by_id_row account;
    int64_t seen_version;

    TRY(form_only(request, "version"));
    TRY(seen_version_of(request, &seen_version));
    TRY(find(request, &account));
    struct account_form form = stored_form(&account);
    enum status status =
        change(request->db, request->arena, request->user.actor, account.account_id, seen_version, request->now);

    if (status == ST_CONFLICT)
        return refuse_change(request, response, &account, &form, seen_version);
    if (status == ST_INVALID)
        return refuse_closing(request, response, &account, &form);
    return status == ST_OK ? done(request, response, account.login, what) : status;
}

enum status act_account_disable(struct request *request, struct response *response)
{
    return set_active(request, response, account_admin_disable, "disabled");
}

enum status act_account_enable(struct request *request, struct response *response)
{
    return set_active(request, response, account_admin_enable, "enabled");
}

enum status act_account_set_password(struct request *request, struct response *response)
{
    struct str password = account_admin_make_password(request->arena);
    struct sql_account_by_id_row account;

    TRY(form_only(request, NULL));
    TRY(find(request, &account));
    TRY(account_admin_set_password(request->db, request->arena, request->user.actor, account.account_id, password,
                                   request->now));
    request_ends_sessions(request);
    show_password(request, response, account.login, account.full_name, password);
    return ST_OK;
}

enum status act_account_remove_totp(struct request *request, struct response *response)
{
    struct sql_account_by_id_row account;

    TRY(form_only(request, NULL));
    TRY(find(request, &account));
    TRY(account_admin_remove_totp(request->db, request->arena, request->user.actor, account.account_id, request->now));
    return done(request, response, account.login, "totp-off");
}
