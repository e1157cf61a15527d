/* SPDX-License-Identifier: Apache-2.0 */
/* The one supplement (Mẫu 02): every paper and rule once, then once more with "anything else? this is the only time".
 * */
#include "app/dossier_supplement.h"

#include "domain/intake.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_act.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"

enum { OTHERS = 4, NOTE_CHARS_MAX = 300 };

struct view {
    struct request *request;
    struct sql_dossier_by_code_row dossier;
    struct dossier_reading reading;
    struct sql_procedure_papers_required_rows asked; /* by the catalogue */
    struct sql_dossier_papers_rows found;            /* at reception */
    const struct str *items;                         /* chosen and typed, in words for the citizen */
    size_t item_count;
    bool is_confirming;
    struct str error, error_field;
};

static struct str form_value(const struct request *request, struct str name)
{
    return request_form(request, arena_c_string(request->arena, name));
}

static struct str paper_name(struct arena *arena, int64_t position, const char *part)
{
    return arena_printf(arena, "paper_%d%s", (int)position, part);
}

/* ---- What the slip says ------------------------------------------------------------------------- */

static bool collect(struct view *view)
{
    struct request *request = view->request;
    struct str *items = arena_array(request->arena, struct str, view->asked.count + OTHERS);
    bool is_bounded = true;

    for (size_t i = 0; i < view->asked.count; i++) {
        int64_t position = view->asked.at[i].position;
        struct str note = str_trim(form_value(request, paper_name(request->arena, position, "_note")));

        is_bounded &= str_count_chars(note) <= NOTE_CHARS_MAX;
        if (str_is_empty(form_value(request, paper_name(request->arena, position, ""))) && note.len == 0)
            continue;
        items[view->item_count++] =
            note.len == 0 ? view->asked.at[i].name
                          : arena_printf(request->arena, "%.*s: %.*s", STR_ARG(view->asked.at[i].name), STR_ARG(note));
    }
    for (int i = 1; i <= OTHERS; i++) {
        struct str other = str_trim(form_value(request, arena_printf(request->arena, "other_%d", i)));

        if (other.len > 0)
            items[view->item_count++] = other;
    }
    for (size_t i = 0; i < view->item_count; i++)
        is_bounded &= str_count_chars(items[i]) <= SUPPLEMENT_ITEM_CHARS_MAX;
    view->items = items;
    return is_bounded;
}

/* ---- Drawing ------------------------------------------------------------------------------------ */

static enum paper_verdict verdict_of(const struct view *view, int64_t position)
{
    enum paper_verdict verdict = PAPER_UNCHECKED;

    for (size_t i = 0; i < view->found.count; i++)
        if (view->found.at[i].position == position && !paper_verdict_parse(view->found.at[i].paper_verdict, &verdict))
            verdict = PAPER_UNCHECKED;
    return verdict;
}

static struct supplement_papers papers_of(const struct view *view)
{
    struct arena *arena = view->request->arena;
    struct supplement_paper *papers = arena_array(arena, struct supplement_paper, view->asked.count);

    for (size_t i = 0; i < view->asked.count; i++) {
        const struct sql_procedure_papers_required_row *asked = &view->asked.at[i];
        struct str check_name = paper_name(arena, asked->position, "");
        struct str note_name = paper_name(arena, asked->position, "_note");

        papers[i] = (struct supplement_paper){
            .position = asked->position,
            .name = asked->name,
            .wanted = words_wanted(arena, asked->quantity, asked->paper_kind),
            .condition = asked->condition,
            .verdict = words_verdict(verdict_of(view, asked->position)),
            .check_name = check_name,
            .note_name = note_name,
            .note = form_value(view->request, note_name),
            .is_chosen = !str_is_empty(form_value(view->request, check_name)),
        };
    }
    return (struct supplement_papers){ papers, view->asked.count };
}

static struct form_texts others_of(const struct view *view)
{
    struct arena *arena = view->request->arena;
    struct form_text *others = arena_array(arena, struct form_text, OTHERS);

    for (int i = 0; i < OTHERS; i++) {
        others[i].name = arena_printf(arena, "other_%d", i + 1);
        others[i].label = arena_printf(arena, "Nội dung %d", i + 1);
        others[i].value = form_value(view->request, others[i].name);
        others[i].max_length = SUPPLEMENT_ITEM_CHARS_MAX;
    }
    return (struct form_texts){ others, OTHERS };
}

static enum status fill_return(const struct view *view, struct supplement_page *page)
{
    struct request *request = view->request;
    struct moment return_by;

    TRY(dossier_supplement_return_by(request->db, request->arena, request->user.actor.office_id, &view->reading,
                                     request->now, &return_by));
    page->return_by = words_moment(request->arena, return_by);
    page->is_late_return = moment_is_given(return_by) && request->now.ms > return_by.ms;
    return ST_OK;
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct arena *arena = request->arena;
    struct supplement_page page = {
        .layout = layout_of(request, arena_printf(arena, "Yêu cầu bổ sung: %.*s", STR_ARG(view->dossier.code))),
        .code = view->dossier.code,
        .procedure_name = view->dossier.procedure_name,
        .applicant = view->dossier.applicant,
        .dossier_href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(view->dossier.code)),
        .action_href = arena_printf(arena, "/dossiers/%.*s/ask-supplement", STR_ARG(view->dossier.code)),
        .version = view->dossier.version,
        .is_confirming = view->is_confirming,
        .is_again = view->reading.standing.supplements > 0,
        .items = { view->items, view->item_count },
        .papers = papers_of(view),
        .others = others_of(view),
        .reason = { .name = STR("reason"),
                    .label = STR("Vì sao chưa đủ (in trên phiếu)"),
                    .value = request_form(request, "reason"),
                    .error = str_equal(view->error_field, STR("reason")) ? view->error : STR(""),
                    .max_length = REASON_CHARS_MAX },
    };

    request_leaves_trace(request, view->dossier.dossier_id);
    page.layout.is_private = true;
    TRY(fill_return(view, &page));
    page.errors = form_errors_one(arena, view->error_field, view->error);
    page.layout.has_errors = page.errors.count > 0;
    tpl_dossier_supplement(&response->body, &page);
    return ST_OK;
}

static enum status open_view(struct request *request, struct view *out)
{
    *out = (struct view){ .request = request };
    TRY(sql_dossier_by_code(request->db, request->arena, request->segments[0], request->user.actor.office_id,
                            &out->dossier));
    TRY(dossier_reading_of(request->db, request->arena, request->user.actor.office_id, out->dossier.code, request->now,
                           &out->reading));
    TRY(sql_procedure_papers_required(request->db, request->arena, out->dossier.procedure_version_id, &out->asked));
    return sql_dossier_papers(request->db, request->arena, out->dossier.dossier_id, &out->found);
}

enum status page_supplement(struct request *request, struct response *response)
{
    struct view view;

    TRY(open_view(request, &view));
    if (dossier_move(view.reading.position, EVENT_ASK_SUPPLEMENT, request->user.actor).refusal != MOVE_ALLOWED) {
        response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(view.dossier.code)));
        return ST_OK;
    }
    return draw(&view, response);
}

/* ---- Asking ------------------------------------------------------------------------------------- */

static bool refuse(struct view *view, struct str field, struct str error)
{
    view->error_field = field;
    view->error = error;
    return false;
}

static bool is_complete(struct view *view, bool is_bounded)
{
    if (!is_bounded)
        return refuse(view, STR("reason"),
                      STR("Có nội dung quá dài (ghi chú quá 300, một dòng của phiếu quá 500 ký tự). Viết gọn lại."));
    if (view->item_count == 0)
        return refuse(view,
                      view->asked.count > 0 ? paper_name(view->request->arena, view->asked.at[0].position, "")
                                            : STR("other_1"),
                      STR("Chọn giấy tờ phải bổ sung, hoặc ghi nội dung khác."));
    if (str_is_empty(str_trim(request_form(view->request, "reason"))))
        return refuse(view, STR("reason"), STR("Ghi rõ vì sao chưa đủ."));
    return true;
}

static void refuse_outcome(struct view *view, struct response *response, enum status status,
                           const struct change_outcome *outcome)
{
    view->error_field = STR("reason");
    view->error = status == ST_CONFLICT
                      ? STR("Hồ sơ vừa có người khác cập nhật. Xem lại rồi bấm lần nữa; nội dung đã gõ vẫn còn đây.")
                      : words_refusal(outcome->refusal);
    response->code = status == ST_CONFLICT ? 409 : status == ST_FORBIDDEN ? 403 : 422;
}

enum status act_supplement_ask(struct request *request, struct response *response)
{
    struct view view;
    struct supplement_request supplement;
    struct change_outcome outcome;
    struct form_issued slip;
    int64_t version;

    TRY(form_only(request, "version", "reason", "is_confirmed", "paper_#", "paper_#_note", "other_#"));
    TRY(open_view(request, &view));
    if (!str_parse_i64(request_form(request, "version"), &version))
        return ST_INVALID;
    if (!is_complete(&view, collect(&view))) {
        response->code = 422;
        return draw(&view, response);
    }
    view.is_confirming = true;
    if (!str_equal(request_form(request, "is_confirmed"), STR("1")))
        return draw(&view, response);
    supplement = (struct supplement_request){ view.dossier.code, version, view.items, view.item_count,
                                              request_form(request, "reason") };
    enum status status = dossier_supplement_ask(request->db, request->arena, request->user.actor, request->now,
                                                &supplement, &outcome, &slip);

    if (status == ST_OK) {
        dossier_act_done(request, response, view.dossier.code, EVENT_ASK_SUPPLEMENT);
        return ST_OK;
    }
    if (status != ST_CONFLICT && outcome.refusal == MOVE_ALLOWED)
        return status;
    refuse_outcome(&view, response, status, &outcome);
    return draw(&view, response);
}
