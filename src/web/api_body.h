/* SPDX-License-Identifier: Apache-2.0 */
/* api_body -- what a program sent, read member by member. */
#ifndef WEB_API_BODY_H
#define WEB_API_BODY_H

#include "web/request.h"

/* The body as an object without other members than `known`; false: the response says what is wrong. */
bool api_body_read(struct request *request, struct response *response, const char *const *known,
                   const struct json **out);

/* An object within the body; false: the response names the member that is not in `known`. */
bool api_body_knows(struct response *response, const struct json *object, const char *const *known);

/* More items than there is room for: says so, and is false. */
bool api_body_too_many(struct response *response, struct str place, struct str detail);

/* A whole number as the form would send it; text as it is, its letters composed; anything else is null. */
struct str api_body_text(struct arena *arena, const struct json *value);

/* The account whose login name stands there; 0: none was named; -1: nobody is called so. */
enum status api_body_person(struct request *request, const struct json *login_value, int64_t *out_id) MUST_CHECK;

#endif
