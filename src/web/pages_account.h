/* SPDX-License-Identifier: Apache-2.0 */
/* Signing in. */
#ifndef WEB_PAGES_ACCOUNT_H
#define WEB_PAGES_ACCOUNT_H

#include "web/pages.h"

struct sign_in_form {
    struct form_errors errors;
    struct form_input login, password, code;
    bool asks_code;        /* the account has a second factor */
};

struct login_page {
    struct layout layout;
    struct sign_in_form sign_in;
    struct str csrf_token; /* of the form; a stranger has no session yet */
    struct str next;       /* where to go after; may be empty */
};

#endif
