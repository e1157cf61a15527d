/* SPDX-License-Identifier: Apache-2.0 */
/* retry -- a form that could not be taken comes back with all that was typed, to be sent again with one press.
 *
 * When its session had ended, signing in happens on the same page: the form to sign in carries the typed fields along
 * (their names begin with KEPT_PREFIX) and gives them back in a page with the new session's token. */
#ifndef WEB_RETRY_H
#define WEB_RETRY_H

#include "web/messages.h"
#include "web/sign_in_form.h"

#define KEPT_PREFIX "kept."
#define KEPT_ACTION "kept_action"

/* The form that was just posted. */
void retry_offer(struct request *request, struct response *response, enum message message);

/* The same, below the inputs to sign in. */
void retry_offer_sign_in(struct request *request, struct response *response);

/* This form to sign in carries another one along. */
bool retry_is_carried(const struct request *request);

/* What becomes of it: signed in, or not yet. */
void retry_carry_done(struct request *request, struct response *response, struct str csrf_token);
void retry_carry_again(struct request *request, struct response *response, const struct sign_in_answer *answer);

#endif
