/* SPDX-License-Identifier: Apache-2.0 */
#include "web/sign_in_form.h"

static struct str error_at(const struct sign_in_answer *answer, struct str field)
{
    return str_equal(answer->field, field) ? answer->error : (struct str){ NULL, 0 };
}

struct sign_in_form sign_in_form_of(const struct sign_in_answer *answer, struct form_error *room)
{
    *room = (struct form_error){ answer->field, answer->error };
    return (struct sign_in_form){
        .errors = { room, answer->error.len > 0 },
        .asks_code = answer->asks_code,
        .login = {
            .name = STR("login"),
            .label = STR("Tên đăng nhập"),
            .value = answer->login,
            .autocomplete = STR("username"),
            .max_length = 32,
        },
        .password = {
            .name = STR("password"),
            .label = STR("Mật khẩu"),
            .type = STR("password"),
            .autocomplete = STR("current-password"),
            .error = error_at(answer, STR("password")),
            .max_length = 256,
        },
        .code = {
            .name = STR("totp_code"),
            .label = STR("Mã xác thực 6 số"),
            .hint = STR("Mở ứng dụng xác thực trên điện thoại để lấy mã."),
            .autocomplete = STR("one-time-code"),
            .inputmode = STR("numeric"),
            .error = error_at(answer, STR("totp_code")),
            .max_length = 6,
        },
    };
}
