/* SPDX-License-Identifier: Apache-2.0 */
#include "app/message_outbox.h"

#include "base/random.h"
#include "domain/identity.h"
#include "queries_read.h"
#include "queries_write.h"
#include "text_templates.h"

enum { SUBJECT_BYTES_MAX = 1000, BODY_BYTES_MAX = 32 * 1024 };

typedef void write_text(struct plain_text *out, const struct message_facts *facts);

static const struct {
    enum dossier_event event;
    write_text *email, *sms;
} texts[] = {
#define MESSAGE(event, text, label) { EVENT_##event, txt_message_##text, txt_message_##text##_sms },
#include "domain/messages.def"
#undef MESSAGE
};

/* One event's messages being written. */
struct telling {
    struct db *db;
    struct arena *arena;
    const struct message_event *event;
    struct message_facts facts;
};

enum status message_outbox_transports(struct db *db, struct arena *arena, struct message_transports *out)
{
    struct sql_message_transports_rows rows;
    struct message_transports transports = { 0 };
    enum message_transport transport;

    TRY(sql_message_transports(db, arena, &rows));
    for (size_t i = 0; i < rows.count; i++)
        if (message_transport_parse(rows.at[i].transport, &transport))
            transports.is_open[transport] = rows.at[i].is_open;
    *out = transports;
    return ST_OK;
}

enum status message_outbox_set_transports(struct db *db, struct arena *arena, struct message_transports transports,
                                          struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct message_transports stored;
    int64_t changed;

    TRY(message_outbox_transports(db, arena, &stored));
    TRY(db_tx_begin(db, &tx));
    for (enum message_transport i = 0; i < MESSAGE_TRANSPORT_COUNT; i++)
        if (stored.is_open[i] != transports.is_open[i])
            TRY(sql_message_transport_set(db, message_transport_name(i), transports.is_open[i], now, &changed));
    return db_tx_commit(tx);
}

static enum status leave(const struct telling *telling, enum message_transport transport, struct str recipient,
                         struct str subject, struct str body)
{
    const struct message_event *event = telling->event;
    struct moment not_before_at = { event->at.ms + MESSAGE_WAIT_MS };
    int64_t changed;

    return sql_message_add(telling->db, random_id(event->at), event->office_id, event->dossier_id, event->event_id,
                           message_kind(event->event), message_transport_name(transport), recipient, subject, body,
                           event->at, not_before_at, &changed);
}

static enum status leave_both(const struct telling *telling, struct message_transports open, struct str email,
                              struct str phone, size_t text)
{
    struct buf subject = buf_new(telling->arena, SUBJECT_BYTES_MAX), body = buf_new(telling->arena, BODY_BYTES_MAX),
               words = buf_new(telling->arena, BODY_BYTES_MAX);

    if (open.is_open[MESSAGE_EMAIL] && email_is_plausible(email)) {
        texts[text].email(&(struct plain_text){ &subject, &body }, &telling->facts);
        if (buf_overflowed(&subject) || buf_overflowed(&body))
            return ST_TOO_LARGE;
        TRY(leave(telling, MESSAGE_EMAIL, email, buf_str(&subject), buf_str(&body)));
    }
    if (open.is_open[MESSAGE_SMS] && message_is_mobile(phone)) {
        texts[text].sms(&(struct plain_text){ &words, &words }, &telling->facts);
        TRY(leave(telling, MESSAGE_SMS, phone, STR(""),
                  message_sms(telling->arena, buf_str(&words), telling->facts.status_url)));
    }
    return ST_OK;
}

enum status message_outbox_add(struct db *db, struct arena *arena, const struct message_event *event)
{
    struct telling telling = { .db = db, .arena = arena, .event = event };
    struct message_transports open;
    struct sql_message_facts_of_row row;
    size_t text = 0;

    while (text < sizeof texts / sizeof *texts && texts[text].event != event->event)
        text++;
    if (text == sizeof texts / sizeof *texts)
        return ST_OK;
    TRY(message_outbox_transports(db, arena, &open));
    if (!open.is_open[MESSAGE_EMAIL] && !open.is_open[MESSAGE_SMS])
        return ST_OK;
    TRY(sql_message_facts_of(db, arena, event->dossier_id, &row));
    telling.facts = (struct message_facts){
        .code = row.code,
        .applicant = row.applicant,
        .procedure_name = row.procedure_name,
        .result = row.result,
        .reason = event->reason,
        .promised_at = row.promised_at,
        .status_url = arena_printf(arena, "%.*s/status/%.*s/%.*s", STR_ARG(row.public_url), STR_ARG(row.code),
                                   STR_ARG(row.public_key)),
        .centre_name = row.centre_name,
        .address = row.address,
        .phone = row.office_phone,
    };
    return leave_both(&telling, open, row.email, row.phone, text);
}

enum status message_outbox_cancel(struct db *db, int64_t dossier_id, int64_t version)
{
    int64_t changed;

    return sql_message_cancel(db, dossier_id, version, &changed);
}

enum status message_outbox_cancel_receipts(struct db *db, int64_t dossier_id)
{
    int64_t changed;

    return sql_message_cancel_receipts(db, dossier_id, &changed);
}

enum status message_outbox_decide(struct db *db, struct arena *arena, struct actor actor, int64_t message_id,
                                  int64_t seen_attempts, enum message_decision decision, struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_message_by_id_row message;
    int64_t changed;

    if (!role_may(actor.role, PERM_MESSAGE_MANAGE))
        return ST_FORBIDDEN;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_message_by_id(db, arena, message_id, actor.office_id, &message));
    if (decision == MESSAGE_SEND_AGAIN)
        TRY(sql_message_resend(db, now, actor.account_id, message_id, actor.office_id, seen_attempts, &changed));
    else
        TRY(sql_message_mark_sent(db, now, actor.account_id, message_id, actor.office_id, seen_attempts, &changed));
    if (changed == 0)
        return ST_CONFLICT;
    return db_tx_commit(tx);
}
