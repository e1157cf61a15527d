/* SPDX-License-Identifier: Apache-2.0 */
/* What a unit is asked about dossiers of others, and its answers.  The question stands here without the dossier, to
 * which whoever may read dossiers finds a link. */
#include "app/dossier_consultation.h"
#include "app/working_time.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/paging.h"

#include <inttypes.h>

/* ---- The list ---------------------------------------------------------------------------------- */

static enum status rows_of(struct request *request, const struct sql_consultations_of_unit_rows *asked, size_t count,
                           struct consultation_rows *out)
{
    struct consultation_row *rows = arena_array(request->arena, struct consultation_row, count);
    const struct calendar *calendar;

    TRY(working_time_of(request->db, request->arena, request->user.actor.office_id, &calendar));
    for (size_t i = 0; i < count; i++) {
        const struct sql_consultations_of_unit_row *row = &asked->at[i];

        rows[i] = (struct consultation_row){
            .number = row->number,
            .code = row->code,
            .procedure_name = row->procedure_name,
            .question = row->question,
            .asked_by_name = row->asked_by_name,
            .asked_at = row->asked_at,
            .due_at = row->due_at,
            .time_left = words_until(request->arena, calendar, row->due_at, request->now),
            .href = arena_printf(request->arena, "/consultations/%.*s/%" PRId64, STR_ARG(row->code), row->number),
        };
    }
    *out = (struct consultation_rows){ rows, count };
    return ST_OK;
}

enum status page_consulted_list(struct request *request, struct response *response)
{
    struct consulted_list_page page = { .layout = layout_of(request, STR("Được hỏi ý kiến")) };
    struct sql_consultations_of_unit_rows asked;
    struct page_key after;

    TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(sql_consultations_of_unit(request->db, request->arena, request->user.actor.unit_id, after.at.ms, after.id,
                                  after.number, PAGE_ROWS + 1, &asked));
    bool has_more = asked.count > PAGE_ROWS;
    size_t count = has_more ? PAGE_ROWS : asked.count;

    page.layout.is_private = true;
    TRY(rows_of(request, &asked, count, &page.rows));
    if (count > 0) {
        const struct sql_consultations_of_unit_row *last = &asked.at[count - 1];

        page.pager = pager_of(request->arena, STR("/consultations?"), after,
                              (struct page_key){ last->due_at, last->dossier_id, last->number }, has_more);
    }
    tpl_consultation_list(&response->body, &page);
    return ST_OK;
}

/* ---- One question ------------------------------------------------------------------------------ */

static enum status find(struct request *request, struct sql_consultation_by_number_row *out)
{
    const struct actor *actor = &request->user.actor;
    int64_t number;

    if (!str_parse_i64(request->segments[1], &number))
        return ST_NOT_FOUND;
    TRY(sql_consultation_by_number(request->db, request->arena, number, request->segments[0], actor->office_id, out));
    return out->unit_id == actor->unit_id || role_may(actor->role, PERM_DOSSIER_READ) ? ST_OK : ST_FORBIDDEN;
}

static bool can_answer(const struct request *request, const struct sql_consultation_by_number_row *asked)
{
    struct dossier_position position = { .holder_id = asked->holder_id,
                                         .asked_unit_id = asked->unit_id,
                                         .is_consulting = !moment_is_given(asked->replied_at) };

    return dossier_state_parse(asked->state, &position.state) &&
           dossier_move(position, EVENT_CONSULT_REPLY, request->user.actor).refusal == MOVE_ALLOWED;
}

static enum status fill(struct request *request, const struct sql_consultation_by_number_row *asked,
                        struct consulted_page *page)
{
    const struct calendar *calendar;

    TRY(working_time_of(request->db, request->arena, request->user.actor.office_id, &calendar));
    page->asked = (struct consultation_row){ .number = asked->number,
                                             .code = asked->code,
                                             .procedure_name = asked->procedure_name,
                                             .body = asked->body,
                                             .question = asked->question,
                                             .asked_by_name = asked->asked_by_name,
                                             .asked_at = asked->asked_at,
                                             .due_at = asked->due_at,
                                             .reply = asked->reply,
                                             .replied_at = asked->replied_at };
    page->code = asked->code;
    page->asked_by_unit = asked->asked_by_unit;
    page->can_answer = can_answer(request, asked);
    if (page->can_answer)
        page->asked.time_left = words_until(request->arena, calendar, asked->due_at, request->now);
    if (role_may(request->user.actor.role, PERM_DOSSIER_READ))
        page->dossier_href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(asked->code));
    page->action_href =
        arena_printf(request->arena, "/consultations/%.*s/%" PRId64, STR_ARG(asked->code), asked->number);
    return ST_OK;
}

static enum status draw(struct request *request, struct response *response, struct str typed, struct str error)
{
    struct sql_consultation_by_number_row asked;
    struct consulted_page page = { .can_answer = false };

    TRY(find(request, &asked));
    request_leaves_trace(request, asked.dossier_id);
    page.layout = layout_of(request, arena_printf(request->arena, "Hỏi ý kiến, hồ sơ %.*s", STR_ARG(asked.code)));
    page.layout.is_private = true;
    TRY(fill(request, &asked, &page));
    page.reply = (struct form_text){
        .name = STR("reply"), .label = STR("Trả lời"), .value = typed, .error = error, .max_length = REASON_CHARS_MAX
    };
    if (!page.can_answer)
        page.kept_words = typed;
    page.errors = form_errors_one(request->arena, page.can_answer ? STR("reply") : STR("asked"), error);
    page.layout.has_errors = page.errors.count > 0;
    tpl_consultation_answer(&response->body, &page);
    return ST_OK;
}

enum status page_consulted(struct request *request, struct response *response)
{
    return draw(request, response, STR(""), STR(""));
}

static struct str why_not(enum status status, enum dossier_refusal refusal)
{
    if (status == ST_CONFLICT)
        return STR("Hồ sơ vừa có người khác cập nhật. Gửi lại lần nữa; nội dung đã gõ vẫn còn đây.");
    if (status == ST_TOO_LARGE)
        return STR("Nội dung trả lời dài quá 1000 ký tự. Rút gọn rồi gửi lại.");
    if (refusal == MOVE_NEEDS_REASON)
        return STR("Ghi nội dung trả lời.");
    if (refusal == MOVE_NOT_NEEDED)
        return STR("Câu hỏi này đã có người trả lời.");
    return words_refusal(refusal);
}

enum status act_consult_reply(struct request *request, struct response *response)
{
    struct sql_consultation_by_number_row asked;
    struct str reply = request_form(request, "reply");
    struct change_outcome outcome;

    TRY(form_only(request, "reply"));
    TRY(find(request, &asked));
    enum status status = dossier_consultation_reply(request->db, request->arena, request->user.actor, request->now,
                                                    asked.code, asked.number, reply, &outcome);

    if (status == ST_OK) {
        response_redirect(response, asked.unit_id == 0 ? arena_printf(request->arena, "/dossiers/%.*s/consultations",
                                                                      STR_ARG(asked.code))
                                                       : STR("/consultations"));
        return ST_OK;
    }
    struct str why = why_not(status, outcome.refusal);

    if (str_is_empty(why))
        return status;
    response->code = status == ST_CONFLICT ? 409 : status == ST_FORBIDDEN ? 403 : 422;
    return draw(request, response, reply, why);
}
