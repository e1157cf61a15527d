/* SPDX-License-Identifier: Apache-2.0 */
#include "web/csrf.h"

#include "base/hash.h"
#include "base/random.h"
#include "web/form.h"

enum { CSRF_CHARS = 43 };

/* What the form must carry; null when nothing would do. */
static struct str expected(const struct request *request)
{
    if (!str_is_empty(request->user.csrf_token))
        return request->user.csrf_token;
    return form_cookie(request_header(request, "cookie"), STR(CSRF_COOKIE));
}

enum csrf_verdict csrf_check(const struct request *request)
{
    struct str site = request_header(request, "sec-fetch-site");
    struct str token = expected(request);

    if (str_equal(site, STR("cross-site")) || str_equal(site, STR("same-site")))
        return CSRF_FOREIGN;
    if (str_is_empty(token) || !hash_same(request_form(request, "csrf"), token))
        return CSRF_STALE;
    return CSRF_OURS;
}

struct str csrf_token(struct request *request, struct response *response)
{
    struct str token = expected(request);

    if (token.len == CSRF_CHARS)
        return token;
    token = random_base64url(request->arena, CSRF_CHARS);
    response_header(response, STR("Set-Cookie"),
                    arena_printf(request->arena, CSRF_COOKIE "=%.*s; Path=/; HttpOnly; SameSite=Lax%s", STR_ARG(token),
                                 request->is_secure ? "; Secure" : ""));
    return token;
}
