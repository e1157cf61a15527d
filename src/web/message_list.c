/* SPDX-License-Identifier: Apache-2.0 */
/* What citizens were told, for who looks after the lines: the list, one message, and what a person decides about one
 * that failed or is in doubt. */
#include "app/message_outbox.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_messages.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/paging.h"

#include <inttypes.h>

enum { PERSON_DIGITS = 6 };

static const struct link HOME = { .label = { "Tin báo người dân", sizeof "Tin báo người dân" - 1 },
                                  .href = { "/messages", 9 } };

static struct str href_of(struct arena *arena, int64_t message_id)
{
    return arena_printf(arena, "/messages/%" PRId64, message_id);
}

/* ---- The list ---------------------------------------------------------------------------------- */

static enum status closed_of(struct request *request, struct texts *out)
{
    struct str *texts = arena_array(request->arena, struct str, MESSAGE_TRANSPORT_COUNT);
    struct message_transports transports;

    TRY(message_outbox_transports(request->db, request->arena, &transports));
    *out = (struct texts){ texts, 0 };
    if (!transports.is_open[MESSAGE_EMAIL])
        texts[out->count++] = STR("Chưa cài đặt máy chủ thư (smtp_url trong motcua.conf): không tạo thư điện tử nào.");
    if (!transports.is_open[MESSAGE_SMS])
        texts[out->count++] = STR("Chưa cài đặt cổng tin nhắn (sms_url trong motcua.conf): không tạo tin nhắn nào.");
    return ST_OK;
}

/* How many wait for a person or for the line; the rest is not counted, it only grows. */
static enum status count_of(struct request *request, enum message_state state, struct str *out)
{
    struct sql_message_count_in_state_row row;

    if (state == MESSAGE_SENT || state == MESSAGE_CANCELLED)
        return ST_OK;
    TRY(sql_message_count_in_state(request->db, request->arena, request->user.actor.office_id,
                                   message_state_name(state), &row));
    *out = words_count(request->arena, row.messages);
    return ST_OK;
}

static enum status tabs_of(struct request *request, bool is_all, enum message_state chosen, struct links *out)
{
    struct link *tabs = arena_array(request->arena, struct link, MESSAGE_STATE_COUNT + 1);

    tabs[0] = (struct link){ .label = STR("Tất cả"), .href = STR("/messages"), .is_current = is_all };
    for (enum message_state state = 0; state < MESSAGE_STATE_COUNT; state++) {
        struct link *tab = &tabs[state + 1];

        *tab = (struct link){
            .label = message_state_label(state),
            .href = arena_printf(request->arena, "/messages?state=%.*s", STR_ARG(message_state_name(state))),
            .is_current = !is_all && state == chosen,
            .is_alarming = message_awaits_decision(state),
        };
        TRY(count_of(request, state, &tab->count));
    }
    *out = (struct links){ tabs, MESSAGE_STATE_COUNT + 1 };
    return ST_OK;
}

static enum status row_of(struct request *request, const struct sql_messages_of_office_row *message,
                          struct message_row *out)
{
    enum message_state state;
    enum message_transport transport;

    if (!message_state_parse(message->state, &state) || !message_transport_parse(message->transport, &transport))
        return ST_CORRUPT;
    *out = (struct message_row){
        .href = href_of(request->arena, message->message_id),
        .label = message_kind_label(message->message_kind),
        .transport_label = message_transport_label(transport),
        .recipient = message_recipient_mask(request->arena, transport, message->recipient),
        .code = message->code,
        .state = message_tag(state),
    };
    message_time(state, message->sent_at, message->next_try_at, out);
    return ST_OK;
}

/* One row more than a page shows: is there another page? */
static enum status load(struct request *request, struct str state, struct page_key after,
                        struct sql_messages_of_office_rows *out)
{
    int64_t before = after.id != 0 ? after.id : INT64_MAX;
    int64_t office_id = request->user.actor.office_id;
    struct sql_messages_in_state_rows in_state;

    if (str_is_empty(state))
        return sql_messages_of_office(request->db, request->arena, office_id, before, PAGE_ROWS + 1, out);
    TRY(sql_messages_in_state(request->db, request->arena, office_id, state, before, PAGE_ROWS + 1, &in_state));
    struct sql_messages_of_office_row *rows =
        arena_array(request->arena, struct sql_messages_of_office_row, in_state.count);

    for (size_t i = 0; i < in_state.count; i++)
        rows[i] = (struct sql_messages_of_office_row){
            .message_id = in_state.at[i].message_id,
            .code = in_state.at[i].code,
            .message_kind = in_state.at[i].message_kind,
            .transport = in_state.at[i].transport,
            .recipient = in_state.at[i].recipient,
            .state = in_state.at[i].state,
            .next_try_at = in_state.at[i].next_try_at,
            .sent_at = in_state.at[i].sent_at,
        };
    *out = (struct sql_messages_of_office_rows){ rows, in_state.count };
    return ST_OK;
}

enum status page_message_list(struct request *request, struct response *response)
{
    struct message_list_page page = { .layout = layout_of(request, HOME.label) };
    struct str chosen = request_query(request, "state");
    enum message_state state = 0;
    struct sql_messages_of_office_rows messages;
    struct page_key after;

    if (!str_is_empty(chosen) && !message_state_parse(chosen, &state))
        return ST_NOT_FOUND;
    TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(closed_of(request, &page.closed));
    TRY(tabs_of(request, str_is_empty(chosen), state, &page.tabs));
    TRY(load(request, chosen, after, &messages));
    bool has_more = messages.count > PAGE_ROWS;
    size_t count = has_more ? PAGE_ROWS : messages.count;
    struct message_row *rows = arena_array(request->arena, struct message_row, count);

    for (size_t i = 0; i < count; i++)
        TRY(row_of(request, &messages.at[i], &rows[i]));
    page.rows = (struct message_rows){ rows, count };
    if (count > 0)
        page.pager = pager_of(request->arena, arena_printf(request->arena, "/messages?state=%.*s", STR_ARG(chosen)),
                              after, (struct page_key){ .id = messages.at[count - 1].message_id }, has_more);
    page.layout.is_wide = true;
    page.layout.is_private = true;
    tpl_message_list(&response->body, &page);
    return ST_OK;
}

/* ---- One message ------------------------------------------------------------------------------- */

static enum status find(struct request *request, struct sql_message_by_id_row *out)
{
    int64_t message_id;

    if (!str_parse_i64(request->segments[0], &message_id))
        return ST_NOT_FOUND;
    return sql_message_by_id(request->db, request->arena, message_id, request->user.actor.office_id, out);
}

static struct str notice_of(struct str done)
{
    if (str_equal(done, STR("resend")))
        return STR("Đã xếp lại vào hàng chờ gửi.");
    if (str_equal(done, STR("sent")))
        return STR("Đã ghi là đã gửi.");
    return STR("");
}

static bool is_of_a_person(struct str word)
{
    size_t digits = 0;

    for (size_t i = 0; i < word.len; i++) {
        digits += word.at[i] >= '0' && word.at[i] <= '9';
        if (word.at[i] == '@')
            return true;
    }
    return digits >= PERSON_DIGITS;
}

/* A line's answer often repeats whom it was for: each word that may be an address or a number is left out. */
static struct str without_persons(struct arena *arena, struct str answer)
{
    struct buf out = buf_new(arena, 2 * answer.len + 1);

    while (answer.len > 0) {
        struct str word = str_next(&answer, ' ');

        buf_put_str(&out, out.len == 0 ? STR("") : STR(" "));
        buf_put_str(&out, is_of_a_person(word) ? STR("***") : word);
    }
    return buf_str(&out);
}

/* What it says, to whom, and what the line answered; of that an administrator sees the answer alone. */
static void put_contents(struct request *request, const struct sql_message_by_id_row *message,
                         enum message_transport transport, struct message_page *page)
{
    page->can_read = role_may(request->user.actor.role, PERM_MESSAGE_READ);
    if (page->can_read) {
        request_leaves_trace(request, message->dossier_id);
        page->message.recipient = message->recipient;
        page->subject = message->subject;
        page->body = message->body;
        page->last_answer = message->last_answer;
    } else {
        page->message.recipient = message_recipient_mask(request->arena, transport, message->recipient);
        page->last_answer = without_persons(request->arena, message->last_answer);
    }
}

static enum status draw(struct request *request, struct response *response, struct str error)
{
    struct sql_message_by_id_row message;
    enum message_state state;
    enum message_transport transport;

    TRY(find(request, &message));
    if (!message_state_parse(message.state, &state) || !message_transport_parse(message.transport, &transport))
        return ST_CORRUPT;
    struct message_page page = {
        .layout =
            layout_of(request, arena_printf(request->arena, "%.*s, hồ sơ %.*s",
                                            STR_ARG(message_kind_label(message.message_kind)), STR_ARG(message.code))),
        .message = { .label = message_kind_label(message.message_kind),
                     .transport_label = message_transport_label(transport),
                     .code = message.code,
                     .state = message_tag(state) },
        .attempts = message.attempts,
        .created_at = message.created_at,
        .claimed_at = message.claimed_at,
        .decided_by_name = message.decided_by_name,
        .decided_at = message.decided_at,
        .can_decide = message_awaits_decision(state),
        .is_in_doubt = state == MESSAGE_IN_DOUBT,
        .action_href = href_of(request->arena, message.message_id),
    };

    put_contents(request, &message, transport, &page);
    message_time(state, message.sent_at, message.next_try_at, &page.message);
    if (role_may(request->user.actor.role, PERM_DOSSIER_READ))
        page.dossier_href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(message.code));
    page.layout.breadcrumbs = (struct links){ &HOME, 1 };
    page.layout.notice = notice_of(request_query(request, "done"));
    page.layout.is_private = true;
    page.errors = form_errors_one(request->arena, STR("state"), error);
    page.layout.has_errors = page.errors.count > 0;
    tpl_message_page(&response->body, &page);
    return ST_OK;
}

enum status page_message(struct request *request, struct response *response)
{
    return draw(request, response, STR(""));
}

static enum status decide(struct request *request, struct response *response, enum message_decision decision,
                          const char *done)
{
    struct sql_message_by_id_row message;
    int64_t attempts;

    TRY(form_only(request, "attempts"));
    if (!str_parse_i64(request_form(request, "attempts"), &attempts))
        return ST_INVALID;
    TRY(find(request, &message));
    enum status status = message_outbox_decide(request->db, request->arena, request->user.actor, message.message_id,
                                               attempts, decision, request->now);

    if (status == ST_CONFLICT) {
        response->code = 409;
        return draw(request, response, STR("Tin này vừa đổi tình trạng. Hãy xem lại rồi quyết định."));
    }
    if (status == ST_OK)
        response_redirect(response,
                          arena_printf(request->arena, "/messages/%" PRId64 "?done=%s", message.message_id, done));
    return status;
}

enum status act_message_resend(struct request *request, struct response *response)
{
    return decide(request, response, MESSAGE_SEND_AGAIN, "resend");
}

enum status act_message_sent(struct request *request, struct response *response)
{
    return decide(request, response, MESSAGE_TAKE_AS_SENT, "sent");
}
