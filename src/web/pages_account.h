/* SPDX-License-Identifier: Apache-2.0 */
/* Signing in, the own account, and everybody's accounts. */
#ifndef WEB_PAGES_ACCOUNT_H
#define WEB_PAGES_ACCOUNT_H

#include "web/page_parts.h"

struct sign_in_form {
    struct form_errors errors;
    struct form_input login, password, code;
    bool asks_code; /* the account has a second factor */
};

struct login_page {
    struct layout layout;
    struct sign_in_form sign_in;
    struct str csrf_token; /* of the form; a stranger has no session yet */
    struct str next;       /* where to go after; may be empty */
};

struct account_history_row {
    struct str label, note, by;
    struct moment at;
};

/* What happened to an account, newest first. */
struct account_history {
    const struct account_history_row *at;
    size_t count;
};

struct own_account_page {
    struct layout layout;
    struct form_errors errors;
    struct str login, full_name, title, role_label, unit_name;
    bool has_totp;
    struct form_input old_password, new_password, again_password;
    struct form_input code; /* ends the second factor */
    struct account_history history;
};

/* Joining a phone to the account. */
struct totp_page {
    struct layout layout;
    struct form_errors errors;
    struct str secret, secret_in_groups; /* to scan, or to type */
    struct str qr_path;                  /* an SVG path, one unit a module */
    int64_t qr_side;
    struct form_input password, code;
};

struct account_list_row {
    struct str href, full_name, login, title, role_label, unit_name;
    struct tag state;
    bool has_totp;
};

struct account_list_rows {
    const struct account_list_row *at;
    size_t count;
};

struct account_list_page {
    struct layout layout;
    struct account_list_rows rows;
};

/* A new account, or somebody's. */
struct account_edit_page {
    struct layout layout;
    struct form_errors errors;
    struct str heading, action_href;
    struct form_input login, full_name, title;
    struct form_choose role, unit;
    bool is_new;
    struct str login_name;
    struct str base_href; /* of the account; none when it is new */
    struct tag state;
    bool is_active, has_totp;
    int64_t version;
    struct account_history history;
};

/* A password that was just made up. */
struct account_password_page {
    struct layout layout;
    struct str full_name, login, password, back_href;
};

#endif
