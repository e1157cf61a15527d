/* SPDX-License-Identifier: Apache-2.0 */
/* sms_request -- fills the places of a template that says how an SMS gateway wants to be asked.
 *
 *     {to} 0912345678   {to84} 84912345678   {text}   {id}   {secret}
 *
 * Any other brace stands for itself, as JSON needs it. */
#ifndef SYNC_SMS_REQUEST_H
#define SYNC_SMS_REQUEST_H

#include "base/arena.h"

struct sms_values {
    struct str to, text, id, secret;
};

/* How a value is written where it is put: percent-encoded, as the inside of a JSON string, or as it is with control
 * characters left out, for a header. */
enum sms_encoding { SMS_IN_URL, SMS_IN_JSON, SMS_IN_HEADER };

struct str sms_request_fill(struct arena *arena, struct str template, enum sms_encoding encoding,
                            const struct sms_values *values);

#endif
