/* SPDX-License-Identifier: Apache-2.0 */
/* One dossier: where it stands, how its due instant comes about, what happened, and what this person may do now. */
#include "app/dossier_processing.h"
#include "base/text_fold.h"
#include "domain/deadline_days.h"
#include "domain/identity.h"
#include "domain/words.h"
#include "queries_read.h"
#include "templates.h"
#include "web/colleague_words.h"
#include "web/dossier_act.h"
#include "web/dossier_clocks.h"
#include "web/dossier_consultation.h"
#include "web/dossier_content.h"
#include "web/dossier_law.h"
#include "web/dossier_ledger.h"
#include "web/dossier_leg.h"
#include "web/dossier_messages.h"
#include "web/dossier_note.h"
#include "web/dossier_numbers.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/payment.h"
#include "web/timeline.h"
#include "web/trace.h"

#include <inttypes.h>

/* The page while it is being drawn. */
struct view {
    struct request *request;
    struct sql_dossier_by_code_row dossier;
    struct timeline_told told;
    struct dossier_reading reading;
    /* After a move that was not made: which one, what was typed, and why not. */
    bool is_again;
    enum dossier_event event;
    struct move_request typed;
    struct str error;
};

/* ---- Actions ----------------------------------------------------------------------------------- */

struct person_options {
    struct form_choice *at;
    size_t count, room;
};

static void add_person(struct view *view, struct person_options *options, struct str id_of_select,
                       const struct colleague *person, struct str fact)
{
    struct arena *arena = view->request->arena;

    options->at = arena_grow(arena, options->at, options->count, &options->room, sizeof *options->at);
    options->at[options->count] = (struct form_choice){
        .id = options->count == 0 ? id_of_select
                                  : arena_printf(arena, "%.*s_%d", STR_ARG(id_of_select), (int)options->count + 1),
        .value = arena_printf(arena, "%" PRId64, person->account_id),
        .label = words_colleague(arena, person, fact),
        .is_chosen = view->is_again ? view->typed.chosen_id == person->account_id : options->count == 0,
    };
    options->count++;
}

static enum status add_leaders(struct view *view, struct person_options *options, struct str id)
{
    struct request *request = view->request;
    struct colleagues leaders;

    TRY(colleague_load_leaders(request->db, request->arena, request->user.actor.office_id, request->now, &leaders));
    for (size_t i = 0; i < leaders.count; i++)
        if (leaders.at[i].account_id != view->dossier.holder_id)
            add_person(view, options, id, &leaders.at[i], leaders.at[i].title);
    return ST_OK;
}

static enum status add_colleagues(struct view *view, enum dossier_event event, struct person_options *options,
                                  struct str id)
{
    struct request *request = view->request;
    struct colleagues people;
    const struct dossier_position *position = &view->reading.position;
    bool is_at_counter =
        event == EVENT_REASSIGN && position->state != DOSSIER_APPROVAL && position->holder_unit_id != position->unit_id;
    int64_t unit_id = is_at_counter ? position->holder_unit_id : position->unit_id;

    TRY(colleague_load_of(request->db, request->arena, request->user.actor.office_id, unit_id, request->now, &people));
    for (size_t i = 0; i < people.count; i++)
        if (people.at[i].account_id != view->dossier.holder_id &&
            dossier_can_be_chosen(view->reading.position, event, people.at[i].role, unit_id))
            add_person(view, options, id, &people.at[i], words_load(request->arena, &people.at[i]));
    return ST_OK;
}

static enum status choose_person(struct view *view, enum dossier_event event, struct form_choose *out)
{
    struct person_options options = { .count = 0 };
    struct str id = arena_printf(view->request->arena, "person_%.*s", STR_ARG(dossier_event_name(event)));

    if (event == EVENT_PROPOSE || view->reading.position.state == DOSSIER_APPROVAL)
        TRY(add_leaders(view, &options, id));
    TRY(add_colleagues(view, event, &options, id));
    *out = (struct form_choose){
        .id = id,
        .name = STR("person"),
        .label = event == EVENT_PROPOSE ? STR("Trình") : STR("Chuyển cho"),
        .choices = { options.at, options.count },
    };
    return ST_OK;
}

/* How a move's form looks: what it asks for beside its reason. */
static bool is_main_event(enum dossier_event event)
{
    return event == EVENT_FORWARD || event == EVENT_PROPOSE || event == EVENT_APPROVE || event == EVENT_SEND_BACK ||
           event == EVENT_HAND_OVER || event == EVENT_SUPPLEMENT || event == EVENT_PAY_FEE || event == EVENT_ACCEPT ||
           event == EVENT_CONFIRM_FINISH || event == EVENT_EXPLAIN || event == EVENT_MEASURE ||
           event == EVENT_TAKE_BACK;
}

static bool asks_person(const struct view *view, enum dossier_event event)
{
    return event == EVENT_FORWARD || event == EVENT_PROPOSE || event == EVENT_REASSIGN ||
           (event == EVENT_ACCEPT && view->reading.position.state == DOSSIER_ASKED);
}

static struct str act_href(struct arena *arena, struct str code, enum dossier_event event)
{
    const char *part = event == EVENT_ASK_SUPPLEMENT || event == EVENT_CORRECT ? "" : "act/";

    return arena_printf(arena, "/dossiers/%.*s/%s%.*s", STR_ARG(code), part, STR_ARG(dossier_event_name(event)));
}

static enum status action_of(struct view *view, enum dossier_event event, struct action *out)
{
    struct arena *arena = view->request->arena;
    struct str name = dossier_event_name(event);
    bool is_again = view->is_again && view->event == event;

    if (dossier_act_has_page(event)) {
        *out = (struct action){ .event = name,
                                .label = dossier_event_label(event),
                                .page_href = act_href(arena, view->dossier.code, event),
                                .is_main = is_main_event(event),
                                .is_warning = event == EVENT_STOP || event == EVENT_WITHDRAW || event == EVENT_REJECT };
        return ST_OK;
    }
    *out = (struct action){
        .event = name,
        .label = dossier_event_label(event),
        .href = arena_printf(arena, "/dossiers/%.*s/%.*s", STR_ARG(view->dossier.code), STR_ARG(name)),
        .is_main = is_main_event(event) && event != EVENT_SEND_BACK,
        .has_reason = dossier_event_needs_reason(event),
        .has_person = asks_person(view, event),
        .has_draft = event == EVENT_PROPOSE,
        .reason = { .id = arena_printf(arena, "reason_%.*s", STR_ARG(name)),
                    .name = STR("reason"),
                    .label = STR("Lý do"),
                    .value = is_again ? view->typed.reason : STR(""),
                    .max_length = REASON_CHARS_MAX },
        .draft = { .id = STR("draft"),
                   .name = STR("draft"),
                   .label = STR("Dự thảo kết quả"),
                   .value = is_again ? view->typed.draft : view->dossier.draft_result,
                   .max_length = DRAFT_CHARS_MAX },
        .csrf_token = view->request->user.csrf_token,
        .version = view->dossier.version,
    };
    return out->has_person ? choose_person(view, event, &out->person) : ST_OK;
}

/* The step most dossiers take stands above the way back. */
static void put_usual_first(struct action *actions, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && actions[k].is_main && !actions[k - 1].is_main; k--) {
            struct action lower = actions[k - 1];

            actions[k - 1] = actions[k];
            actions[k] = lower;
        }
}

static bool is_offered(const struct actions *actions, struct str event)
{
    for (size_t i = 0; i < actions->count; i++)
        if (str_equal(actions->at[i].event, event))
            return true;
    return false;
}

/* What was typed into a form that the page does not show any more; empty: its form still holds it. */
static struct str kept_words(const struct view *view, const struct dossier_page *page)
{
    struct str event = dossier_event_name(view->event);

    if (!view->is_again || is_offered(&page->main_actions, event) || is_offered(&page->more_actions, event))
        return STR("");
    return str_is_empty(view->typed.draft) ? view->typed.reason : view->typed.draft;
}

/* What must be sent back first is shown too: its page says so. */
static bool is_shown(const struct view *view, enum dossier_event event)
{
    enum dossier_refusal refusal = dossier_move(view->reading.position, event, view->request->user.actor).refusal;

    return (dossier_processing_has(event) || dossier_act_has_page(event)) &&
           (refusal == MOVE_ALLOWED || refusal == MOVE_NEEDS_SENDING_BACK);
}

/* `has_undo`: the notice at the top offers to take back already. */
static enum status actions_of(struct view *view, bool has_undo, struct actions *out_main, struct actions *out_more)
{
    struct action *main_actions = arena_array(view->request->arena, struct action, EVENT_COUNT);
    struct action *more_actions = arena_array(view->request->arena, struct action, EVENT_COUNT);

    *out_main = (struct actions){ main_actions, 0 };
    *out_more = (struct actions){ more_actions, 0 };
    for (enum dossier_event event = 0; event < EVENT_COUNT; event++) {
        if (!is_shown(view, event) || (event == EVENT_TAKE_BACK && has_undo))
            continue;
        if (is_main_event(event))
            TRY(action_of(view, event, &main_actions[out_main->count++]));
        else
            TRY(action_of(view, event, &more_actions[out_more->count++]));
    }
    put_usual_first(main_actions, out_main->count);
    return ST_OK;
}

/* ---- Facts ------------------------------------------------------------------------------------- */

static enum status papers_of(struct view *view, struct paper_rows *out)
{
    struct request *request = view->request;
    struct sql_dossier_papers_rows papers;

    TRY(sql_dossier_papers(request->db, request->arena, view->dossier.dossier_id, &papers));
    struct paper_row *rows = arena_array(request->arena, struct paper_row, papers.count);

    for (size_t i = 0; i < papers.count; i++) {
        enum paper_verdict verdict;

        if (!paper_verdict_parse(papers.at[i].paper_verdict, &verdict))
            return ST_CORRUPT;
        rows[i] = (struct paper_row){ papers.at[i].position,
                                      papers.at[i].quantity,
                                      papers.at[i].name,
                                      paper_kind_label(papers.at[i].paper_kind),
                                      dossier_paper_words(request->arena, &papers.at[i]),
                                      words_verdict(verdict) };
    }
    *out = (struct paper_rows){ rows, papers.count };
    return ST_OK;
}

static void due_days_of(const struct view *view, struct dossier_page *page)
{
    struct arena *arena = view->request->arena;
    struct deadline deadline = view->reading.deadline;
    struct deadline_days steps = deadline_days(arena, &view->reading.clock);
    struct due_day *days = arena_array(arena, struct due_day, steps.count);

    for (size_t i = 0; i < steps.count; i++) {
        days[i] = (struct due_day){ words_day(arena, steps.at[i].on), steps.at[i].effect, steps.at[i].is_off,
                                    steps.at[i].is_due };
        if (steps.at[i].is_provisional)
            page->due_note = STR("Có ngày nghỉ tính theo luật, chưa có thông báo chính thức.");
    }
    page->days = (struct due_days){ days, steps.count };
    page->due_at = deadline.due_at;
    page->due_words = words_moment(arena, deadline.due_at);
    page->extended_words = words_moment(arena, view->reading.dossier.extended_to_at);
}

static void fill_facts(const struct view *view, struct dossier_page *page)
{
    struct arena *arena = view->request->arena;
    const struct sql_dossier_by_code_row *dossier = &view->dossier;
    struct dossier_numbers numbers = dossier_numbers_for(view->request, dossier);
    enum gender gender = GENDER_UNKNOWN;

    page->code = dossier->code;
    page->procedure_code = dossier->procedure_code;
    page->procedure_name = dossier->procedure_name;
    page->procedure_href = arena_printf(arena, "/procedures/%.*s", STR_ARG(dossier->procedure_code));
    page->result = dossier->result;
    page->fee = fee_in_words(arena, dossier->fee_vnd, dossier->fee_note);
    page->channel_label = channel_label(dossier->channel);
    page->state = words_state(view->reading.position.state);
    page->time_left = words_time_left(arena, view->reading.timing.calendar, view->reading.position.state,
                                      dossier->due_at, dossier->punctuality, view->request->now);
    page->holder_name = dossier->holder_name;
    page->holder_unit_name = dossier->holder_unit_name;
    page->unit_name = dossier->unit_name;
    page->received_by_name = dossier->received_by_name;
    page->received_at = dossier->received_at;
    page->promised_at = dossier->promised_at;
    page->closed_at = dossier->closed_at;
    page->term = words_term(arena, dossier->term_unit, dossier->term_amount);
    page->applicant = dossier->applicant;
    page->identity_number = numbers.identity_number;
    page->gender_label = gender_parse(dossier->gender, &gender) ? gender_label(gender) : STR("");
    page->address = dossier->address;
    page->phone = numbers.phone;
    page->email = numbers.email;
    page->summary = dossier->summary;
    page->draft_result = dossier->draft_result;
    page->born_on = dossier->born_on;
    page->version = dossier->version;
    if (dossier->promised_at.ms != DEADLINE_NEVER.ms) /* nothing is promised before it is accepted */
        page->receipt_href = arena_printf(arena, "/dossiers/%.*s/receipt.pdf", STR_ARG(dossier->code));
    page->forms_href = arena_printf(arena, "/dossiers/%.*s/forms", STR_ARG(dossier->code));
    page->trace_href = trace_href(view->request, dossier->code, dossier->unit_id);
    page->status_href = arena_printf(arena, "/status/%.*s/%.*s", STR_ARG(dossier->code), STR_ARG(dossier->public_key));
}

static enum status load(struct view *view)
{
    struct request *request = view->request;

    TRY(sql_dossier_by_code(request->db, request->arena, request->segments[0], request->user.actor.office_id,
                            &view->dossier));
    TRY(timeline_read(request, view->dossier.dossier_id, &view->told));
    return dossier_reading_given(request->db, request->arena, request->user.actor.office_id, view->dossier.code,
                                 view->told.whole, request->now, &view->reading);
}

/* "Đã trình dự thảo kết quả." after the redirect that follows an act, with its undo; nothing when that is not what this
 * person did last, or it is a while ago. */
static void notice_of(const struct view *view, struct layout *layout)
{
    struct request *request = view->request;
    struct dossier_history whole = view->reading.whole;
    const struct dossier_entry *last = &whole.at[whole.count - 1];
    enum dossier_event done;

    if (!dossier_event_parse(request_query(request, "done"), &done) || last->event != done ||
        last->actor_id != request->user.actor.account_id || request->now.ms - last->at.ms > TAKE_BACK_MS)
        return;
    layout->notice = done == EVENT_CORRECT
                         ? STR("Đã sửa nội dung tiếp nhận. Đưa giấy tiếp nhận mới cho người nộp; bản cũ "
                               "hết hiệu lực.")
                         : words_done(request->arena, done);
    if (done == EVENT_TAKE_BACK || view->reading.position.sender_id != request->user.actor.account_id)
        return;
    layout->undo_href = arena_printf(request->arena, "/dossiers/%.*s/take-back", STR_ARG(view->dossier.code));
    layout->undo_version = view->dossier.version;
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct dossier_page page = { .version = 0 };

    TRY(load(view));
    request_leaves_trace(request, view->dossier.dossier_id);
    if (view->dossier.holder_id == request->user.actor.account_id && !moment_is_given(view->reading.dossier.opened_at))
        request_opens_dossier(request);
    page.layout = layout_of(request, arena_printf(request->arena, "Hồ sơ %.*s", STR_ARG(view->dossier.code)));
    page.layout.is_wide = true;
    page.layout.is_private = true;
    notice_of(view, &page.layout);
    fill_facts(view, &page);
    due_days_of(view, &page);
    TRY(papers_of(view, &page.papers));
    TRY(dossier_content_fill(request, &view->dossier, str_equal(page.identity_number, view->dossier.identity_number),
                             &page.content));
    TRY(payment_summary(request, view->dossier.dossier_id, view->dossier.code, &page.fees));
    TRY(leg_part_of(request, &view->reading, &page.legs));
    TRY(clock_block_of(request, &view->reading, &page.clocks));
    TRY(ledger_bar_of(request, &view->reading, &page.ledger));
    page.consultations = consultation_summary(request, &view->reading);
    TRY(dossier_note_part(request, view->dossier.dossier_id, view->dossier.code, &page.notes));
    TRY(dossier_messages_of(request, view->dossier.dossier_id,
                            actor_sees_numbers(request->user.actor, view->dossier.holder_id, view->dossier.unit_id),
                            &page.messages));
    TRY(timeline_staff(request, &view->dossier, &view->told, &page.timeline));
    TRY(actions_of(view, !str_is_empty(page.layout.undo_href), &page.main_actions, &page.more_actions));
    page.asks_fee_first =
        !str_is_empty(page.fees.open) && is_offered(&page.main_actions, dossier_event_name(EVENT_HAND_OVER));
    TRY(dossier_law_of(request, &view->reading, &page.law));
    page.kept_words = kept_words(view, &page);
    page.errors = form_errors_one(request->arena, STR("actions"), view->error);
    page.layout.has_errors = page.errors.count > 0;
    tpl_dossier_page(&response->body, &page);
    return ST_OK;
}

enum status page_dossier(struct request *request, struct response *response)
{
    struct view view = { .request = request };

    return draw(&view, response);
}

/* ---- Moves ------------------------------------------------------------------------------------- */

/* The last part of the address says which move. */
static enum status read_move(const struct request *request, struct move_request *out)
{
    struct str rest = request->path;
    struct str name = rest;
    struct str version = request_form(request, "version");
    struct str person = request_form(request, "person");

    TRY(form_only(request, "event", "version", "reason", "draft", "person", "back"));
    while (rest.at != NULL)
        name = str_next(&rest, '/');
    *out = (struct move_request){
        .code = request->segments[0],
        .reason = request_form(request, "reason"),
        .draft = text_nfc(request->arena, request_form(request, "draft")),
    };
    if (!dossier_event_parse(name, &out->event) || !str_parse_i64(version, &out->seen_version))
        return ST_INVALID;
    if (!str_is_empty(person) && !str_parse_i64(person, &out->chosen_id))
        return ST_INVALID;
    return ST_OK;
}

/* Back to the list a button stood in, else to the dossier, which says what was done. */
static struct str place_after(const struct request *request, const struct move_request *done)
{
    struct str event = dossier_event_name(done->event);

    if (str_equal(request_form(request, "back"), STR("work")))
        return arena_printf(request->arena, "/work?done=%.*s", STR_ARG(event));
    return arena_printf(request->arena, "/dossiers/%.*s?done=%.*s", STR_ARG(done->code), STR_ARG(event));
}

enum status act_dossier_move(struct request *request, struct response *response)
{
    struct view view = { .request = request, .is_again = true };
    struct change_outcome outcome;
    enum status status;

    TRY(read_move(request, &view.typed));
    view.event = view.typed.event;
    status =
        dossier_processing_apply(request->db, request->arena, request->user.actor, request->now, &view.typed, &outcome);
    if (status == ST_OK) {
        response_redirect(response, place_after(request, &view.typed));
        return ST_OK;
    }
    if (status == ST_CONFLICT) {
        view.error = STR("Hồ sơ vừa có người khác cập nhật. Xem lại rồi làm tiếp; nội dung đã gõ vẫn còn đây.");
        response->code = 409;
    } else if (outcome.refusal != MOVE_ALLOWED) {
        view.error = words_refusal(outcome.refusal);
        response->code = status == ST_FORBIDDEN ? 403 : 422;
    } else {
        return status;
    }
    return draw(&view, response);
}
