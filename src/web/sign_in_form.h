/* SPDX-License-Identifier: Apache-2.0 */
/* sign_in_form -- the inputs of signing in, on the page of its own and under a form that came back. */
#ifndef WEB_SIGN_IN_FORM_H
#define WEB_SIGN_IN_FORM_H

#include "web/pages.h"

struct sign_in_answer {
    struct str login;        /* as typed */
    struct str field, error; /* the input that is wrong, and why; empty: none */
    bool asks_code;
};

/* `answer` must live as long as the page. */
struct sign_in_form sign_in_form_of(const struct sign_in_answer *answer, struct form_error *room);

#endif
