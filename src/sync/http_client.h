/* SPDX-License-Identifier: Apache-2.0 */
/* http_client -- the only door to libcurl: hands a mail to a mail server, or a request to an SMS gateway, and says what
 * came of it. */
#ifndef SYNC_HTTP_CLIENT_H
#define SYNC_HTTP_CLIENT_H

#include "sync/delivery.h"
#include "sync/settings.h"

#include <signal.h>

enum { CLIENT_MAIL_SECONDS = 120, CLIENT_SMS_SECONDS = 60 };

struct http_client;

/* `is_ending` may be NULL; once it is set, whatever was not yet handed over is broken off. */
struct http_client *http_client_create(const volatile sig_atomic_t *is_ending);
void http_client_destroy(struct http_client *client); /* accepts NULL */
void http_client_destroy_at(struct http_client **client);

/* SMTP; `bytes` is the whole mail. */
struct delivery http_client_mail(struct http_client *client, struct arena *arena, const struct mail_settings *settings,
                                 struct str to, struct str bytes);

struct http_request {
    struct str url, method, content_type, header, body; /* header: "Name: value", or empty */
    struct str success;                                 /* null: the answer's code is enough */
    struct str ca_file;
};

struct delivery http_client_ask(struct http_client *client, struct arena *arena, const struct http_request *request);

#endif
