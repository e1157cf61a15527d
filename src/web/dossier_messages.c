/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dossier_messages.h"

#include "domain/identity.h"
#include "queries_read.h"

struct tag message_tag(enum message_state state)
{
    return (struct tag){ message_state_label(state), message_state_colour(state) };
}

struct str message_recipient_mask(struct arena *arena, enum message_transport transport, struct str recipient)
{
    struct str host = recipient;
    struct str local = str_next(&host, '@');

    if (transport == MESSAGE_SMS)
        return phone_mask(arena, recipient);
    return arena_printf(arena, "%.*s***@%.*s", STR_ARG(str_head(local, 1)), STR_ARG(host));
}

void message_time(enum message_state state, struct moment sent_at, struct moment next_try_at, struct message_row *row)
{
    if (state == MESSAGE_SENT) {
        row->time_label = STR("Gửi lúc");
        row->time = sent_at;
    } else if (state == MESSAGE_WAITING) {
        row->time_label = STR("Sẽ gửi sau");
        row->time = next_try_at;
    }
}

static struct str recipient_for(struct arena *arena, enum message_transport transport, struct str recipient,
                                bool in_full)
{
    if (in_full)
        return recipient;
    return transport == MESSAGE_SMS ? phone_mask(arena, recipient) : STR("");
}

enum status dossier_messages_of(struct request *request, int64_t dossier_id, bool in_full, struct message_rows *out)
{
    struct sql_messages_of_dossier_rows messages;

    TRY(sql_messages_of_dossier(request->db, request->arena, dossier_id, &messages));
    struct message_row *rows = arena_array(request->arena, struct message_row, messages.count);

    for (size_t i = 0; i < messages.count; i++) {
        const struct sql_messages_of_dossier_row *message = &messages.at[i];
        enum message_state state;
        enum message_transport transport;

        if (!message_state_parse(message->state, &state) || !message_transport_parse(message->transport, &transport))
            return ST_CORRUPT;
        rows[i] = (struct message_row){
            .label = message_kind_label(message->message_kind),
            .transport_label = message_transport_label(transport),
            .recipient = recipient_for(request->arena, transport, message->recipient, in_full),
            .state = message_tag(state),
        };
        message_time(state, message->sent_at, message->next_try_at, &rows[i]);
    }
    *out = (struct message_rows){ rows, messages.count };
    return ST_OK;
}
