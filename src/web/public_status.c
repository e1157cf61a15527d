/* SPDX-License-Identifier: Apache-2.0 */
/* What a citizen sees of a dossier: where it is, who holds it, what comes next, when it is due.  No account,
 * no script. */
#include "app/status_lookup.h"
#include "app/working_time.h"
#include "base/hash.h"
#include "domain/identity.h"
#include "queries_read.h"
#include "templates.h"
#include "web/csrf.h"
#include "web/dossier_clocks.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/messages.h"
#include "web/payment.h"
#include "web/timeline.h"

enum { CODE_CHARS_MAX = 60 };

/* ---- Finding it -------------------------------------------------------------------------------- */

static enum status draw_lookup(struct request *request, struct response *response, struct str error)
{
    struct lookup_page page = {
        .layout = layout_of(request, STR("Tra cứu hồ sơ")),
        .code = { .name = STR("code"),
                  .label = STR("Mã hồ sơ"),
                  .hint = STR("Ví dụ H55.12.07-250918-0007"),
                  .value = request_form(request, "code"),
                  .max_length = CODE_CHARS_MAX },
        .last_digits = { .name = STR("last_digits"),
                         .label = STR("4 số cuối của số định danh"),
                         .hint = STR("Số định danh của người đứng tên hồ sơ"),
                         .inputmode = STR("numeric"),
                         .value = request_form(request, "last_digits"),
                         .max_length = STATUS_LAST_DIGITS },
    };

    if (str_is_empty(page.code.value))
        page.code.value = request_query(request, "code");
    page.layout.csrf_token = csrf_token(request, response);
    if (!str_is_empty(error)) {
        page.errors = form_errors_one(request->arena, STR("code"), error);
        page.layout.has_errors = true;
        response->code = 422;
    }
    tpl_public_lookup(&response->body, &page);
    return ST_OK;
}

enum status page_status_lookup(struct request *request, struct response *response)
{
    return draw_lookup(request, response, STR(""));
}

static enum status ask_to_wait(struct request *request, struct response *response, struct moment retry_at)
{
    struct str words = message_wait_words(request->arena, request->now, retry_at);

    TRY(draw_lookup(request, response,
                    arena_printf(request->arena, "%.*s Cần ngay, hỏi tại quầy của Trung tâm.", STR_ARG(words))));
    message_wait(request, response, retry_at);
    return ST_OK;
}

enum status act_status_lookup(struct request *request, struct response *response)
{
    struct str code = dossier_code_clean(request->arena, request_form(request, "code"));
    struct status_lookup found;
    enum status status;

    TRY(form_only(request, "code", "last_digits"));
    if (str_is_empty(code) || code.len > CODE_CHARS_MAX)
        return draw_lookup(request, response, STR("Nhập mã hồ sơ in trên giấy tiếp nhận."));
    status = status_lookup_find(request->db, request->arena, request->office.office_id, code,
                                request_form(request, "last_digits"), request->address, request->now, &found);
    if (status == ST_NOT_FOUND)
        return draw_lookup(request, response,
                           STR("Không có hồ sơ nào khớp cả mã và 4 số cuối. Xem lại giấy tiếp nhận."));
    if (status == ST_TOO_MANY)
        return ask_to_wait(request, response, found.retry_at);
    TRY(status);
    response_redirect(response,
                      arena_printf(request->arena, "/status/%.*s/%.*s", STR_ARG(code), STR_ARG(found.public_key)));
    return ST_OK;
}

/* ---- The words --------------------------------------------------------------------------------- */

struct status_words {
    struct str now, next;
};

static const struct status_words words[DOSSIER_STATE_COUNT] = {
#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }
    [DOSSIER_SUBMITTED] = { TEXT("Hồ sơ nộp trực tuyến đang chờ kiểm tra"),
                            TEXT("Trung tâm kiểm tra trong 8 giờ làm việc.") },
    [DOSSIER_RECEIVED] = { TEXT("Hồ sơ đã được tiếp nhận"), TEXT("Trung tâm chuyển hồ sơ cho đơn vị giải quyết.") },
    [DOSSIER_REJECTED] = { TEXT("Hồ sơ không được tiếp nhận"),
                           TEXT("Lý do có trong phiếu đã gửi. Có thể hỏi lại tại quầy.") },
    [DOSSIER_PROCESSING] = { TEXT("Hồ sơ đang được xử lý"), TEXT("Chuyên viên xem xét rồi trình lãnh đạo ký.") },
    [DOSSIER_APPROVAL] = { TEXT("Kết quả đang chờ lãnh đạo ký"),
                           TEXT("Sau khi ký, kết quả được chuyển về quầy để trả.") },
    [DOSSIER_ASKED] = { TEXT("Hồ sơ cần bổ sung giấy tờ trước khi tiếp nhận"),
                        TEXT("Mang đủ giấy tờ trong phiếu đến quầy; thời hạn tính từ khi đủ.") },
    [DOSSIER_SUPPLEMENT] = { TEXT("Hồ sơ cần bổ sung giấy tờ"),
                             TEXT("Mang giấy tờ bổ sung đến quầy; thời hạn tính lại từ khi đủ.") },
    [DOSSIER_FEE_DUE] = { TEXT("Hồ sơ chờ nộp phí, lệ phí"), TEXT("Sau khi nộp, hồ sơ được xử lý tiếp.") },
    [DOSSIER_WITHDRAWN] = { TEXT("Hồ sơ đã được rút theo yêu cầu"), TEXT("Không còn việc gì phải làm.") },
    [DOSSIER_STOPPED] = { TEXT("Hồ sơ đã dừng giải quyết"),
                          TEXT("Lý do có trong thông báo đã gửi. Có thể hỏi lại tại quầy.") },
    [DOSSIER_DECIDED] = { TEXT("Đã có kết quả"), TEXT("Mời đến quầy nhận kết quả, mang theo giấy tiếp nhận.") },
    [DOSSIER_HANDED_OVER] = { TEXT("Đã trả kết quả"), TEXT("Hồ sơ đã xong.") },
#undef TEXT
};

/* "Nguyễn T. M.": enough for the owner to know it is theirs. */
static struct str hidden_name(struct arena *arena, struct str name)
{
    struct str rest = str_trim(name);
    struct str hidden = str_next(&rest, ' ');

    while (rest.at != NULL) {
        struct str word = str_next(&rest, ' ');
        size_t len = word.len > 0 ? 1 : 0;

        while (len > 0 && len < word.len && ((unsigned char)word.at[len] & 0xC0) == 0x80)
            len++;
        if (len > 0)
            hidden = arena_printf(arena, "%.*s %.*s.", STR_ARG(hidden), STR_ARG(str_head(word, len)));
    }
    return hidden;
}

/* ---- The drawn line ---------------------------------------------------------------------------- */

enum { STOP_COUNT = 4 };

/* Which stop a state stands at; 4: past the last. */
static int stop_of(enum dossier_state state)
{
    switch (state) {
    case DOSSIER_SUBMITTED:
    case DOSSIER_ASKED:
    case DOSSIER_RECEIVED:
        return 0;
    case DOSSIER_PROCESSING:
    case DOSSIER_SUPPLEMENT:
    case DOSSIER_FEE_DUE:
        return 1;
    case DOSSIER_APPROVAL:
        return 2;
    case DOSSIER_DECIDED:
        return 3;
    case DOSSIER_HANDED_OVER:
    case DOSSIER_REJECTED:
    case DOSSIER_WITHDRAWN:
    case DOSSIER_STOPPED:
    case DOSSIER_STATE_COUNT:
        break;
    }
    return STOP_COUNT;
}

static struct progress_step step_of(struct str name, struct str fact, int position, int now)
{
    static const struct {
        const char *look, *label;
    } looks[] = { { "done", "Đã xong" }, { "now", "Đang ở đây" }, { "next", "Sắp tới" } };
    int look = position < now ? 0 : position == now ? 1 : 2;

    return (struct progress_step){ .name = name,
                                   .fact = fact,
                                   .look = str_of(looks[look].look),
                                   .look_label = str_of(looks[look].label),
                                   .is_done = look == 0,
                                   .is_now = look == 1 };
}

static struct progress_steps steps_of(struct arena *arena, const struct sql_dossier_public_by_code_row *dossier,
                                      enum dossier_state state)
{
    struct progress_step *steps = arena_array(arena, struct progress_step, STOP_COUNT);
    bool is_cut_short = state == DOSSIER_REJECTED || state == DOSSIER_WITHDRAWN || state == DOSSIER_STOPPED;
    int now = stop_of(state);

    steps[0] = step_of(STR("Tiếp nhận"), words_moment(arena, dossier->received_at), 0, now);
    if (is_cut_short) {
        steps[1] = step_of(dossier_state_label(state), words_moment(arena, dossier->closed_at), 1, now);
        return (struct progress_steps){ steps, 2 };
    }
    steps[1] = step_of(STR("Xử lý"), dossier->unit_name, 1, now);
    steps[2] = step_of(STR("Lãnh đạo ký"), words_moment(arena, dossier->closed_at), 2, now);
    steps[3] = step_of(STR("Trả kết quả"), words_moment(arena, dossier->handed_over_at), 3, now);
    return (struct progress_steps){ steps, STOP_COUNT };
}

/* ---- The page ---------------------------------------------------------------------------------- */

/* What the citizen was asked for: the reason of the last request. */
static enum status request_of(struct request *request, int64_t dossier_id, struct str *out)
{
    struct sql_dossier_last_request_row asked;
    enum status status = sql_dossier_last_request(request->db, request->arena, dossier_id, &asked);

    *out = status == ST_OK ? asked.reason : STR("");
    return status == ST_NOT_FOUND ? ST_OK : status;
}

enum status page_status(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    struct sql_dossier_public_by_code_row dossier;
    const struct calendar *calendar;
    enum dossier_state state;

    TRY(sql_dossier_public_by_code(request->db, arena, request->segments[0], request->office.office_id, &dossier));
    if (!hash_same(dossier.public_key, request->segments[1]))
        return ST_NOT_FOUND;
    if (!dossier_state_parse(dossier.state, &state))
        return ST_CORRUPT;
    TRY(working_time_of(request->db, arena, request->office.office_id, &calendar));
    bool runs = dossier_state_clock(state) == CLOCK_RUNS, is_extended = moment_is_given(dossier.extended_to_at);

    struct status_page page = {
        .layout = layout_of(request, arena_printf(arena, "Hồ sơ %.*s", STR_ARG(dossier.code))),
        .code = dossier.code,
        .procedure_name = dossier.procedure_name,
        .channel_label = channel_label(dossier.channel),
        .applicant = hidden_name(arena, dossier.applicant),
        .now = words[state].now,
        .where = dossier.holder_unit_name,
        .holder_name = dossier.holder_name,
        .next = words[state].next,
        .is_finished = state == DOSSIER_DECIDED || state == DOSSIER_HANDED_OVER,
        .is_waiting = state == DOSSIER_SUPPLEMENT || state == DOSSIER_FEE_DUE,
        .received_at = dossier.received_at,
        .due_at = runs ? dossier.due_at : (struct moment){ 0 },
        .promised_words = runs ? words_moment(arena, is_extended ? dossier.extended_to_at : dossier.due_at) : STR(""),
        .due_words = runs && is_extended ? words_moment(arena, dossier.due_at) : STR(""),
        .time_left = words_time_left(arena, calendar, state, dossier.due_at, dossier.punctuality, request->now),
        .steps = steps_of(arena, &dossier, state),
        .seen_at = request->now,
    };
    page.layout.is_private = true;
    if (dossier.receipt_version > 1 && state != DOSSIER_HANDED_OVER) {
        page.receipt_version = dossier.receipt_version;
        page.receipt_words = is_extended ? STR("") : words_moment(arena, dossier.promised_at);
    }
    if (runs || page.is_waiting || state == DOSSIER_DECIDED)
        TRY(payment_transfer(request, dossier.dossier_id, dossier.code, &page.open_fee, &page.transfer));
    if (dossier_state_clock(state) != CLOCK_ENDED)
        TRY(clock_block_public(request, dossier.code, &page.clocks));
    if (page.is_waiting)
        TRY(request_of(request, dossier.dossier_id, &page.request));
    TRY(timeline_public(request, dossier.dossier_id, dossier.promised_at, &page.timeline));
    if (!runs)
        page.timeline.recalculated = page.timeline.asking = STR("");
    if (!runs || !is_extended)
        page.timeline.apology = STR("");
    tpl_public_status(&response->body, &page);
    return ST_OK;
}
