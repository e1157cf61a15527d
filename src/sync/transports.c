/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/transports.h"

#include "sync/mail.h"
#include "sync/sms_request.h"

#include <inttypes.h>

bool transports_are_open(const struct delivery_settings *settings, enum message_transport transport)
{
    return transport == MESSAGE_EMAIL ? settings->mail.url.at != NULL : settings->sms.url.at != NULL;
}

static struct delivery send_mail(const struct transports *transports, struct arena *arena,
                                 const struct outgoing *message)
{
    const struct mail_settings *settings = &transports->settings.mail;
    struct mail mail = {
        .from_name = settings->from_name,
        .from = settings->from,
        .to = message->recipient,
        .subject = message->subject,
        .body = message->body,
        .message_id = message->message_id,
        .at = message->created_at,
    };
    struct str bytes;
    enum status status = mail_compose(arena, &mail, &bytes);

    if (status != ST_OK)
        return (struct delivery){ DELIVERY_REFUSED, str_of(status_text(status)) };
    return http_client_mail(transports->client, arena, settings, message->recipient, bytes);
}

static struct delivery send_sms(const struct transports *transports, struct arena *arena,
                                const struct outgoing *message)
{
    const struct sms_settings *settings = &transports->settings.sms;
    struct sms_values values = { message->recipient, message->body,
                                 arena_printf(arena, "%" PRId64, message->message_id), settings->secret };
    bool is_json = str_equal(settings->content_type, STR("application/json"));

    if (!message_is_mobile(message->recipient))
        return (struct delivery){ DELIVERY_REFUSED, STR("not a mobile telephone") };
    struct http_request request = {
        .url = sms_request_fill(arena, settings->url, SMS_IN_URL, &values),
        .method = settings->method,
        .content_type = settings->content_type,
        .header = sms_request_fill(arena, settings->header, SMS_IN_HEADER, &values),
        .body = sms_request_fill(arena, settings->body, is_json ? SMS_IN_JSON : SMS_IN_URL, &values),
        .success = settings->success,
        .ca_file = settings->ca_file,
    };

    return http_client_ask(transports->client, arena, &request);
}

struct delivery transports_send(void *context, struct arena *arena, const struct outgoing *message)
{
    return message->transport == MESSAGE_EMAIL ? send_mail(context, arena, message) : send_sms(context, arena, message);
}
