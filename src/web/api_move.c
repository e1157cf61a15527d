/* SPDX-License-Identifier: Apache-2.0 */
/* Moves of a dossier for programs: one address for all, each made by the use case that knows its rule. */
#include "app/dossier_ending.h"
#include "app/dossier_extension.h"
#include "app/dossier_lateness.h"
#include "app/dossier_processing.h"
#include "app/dossier_supplement.h"
#include "web/api_body.h"
#include "web/api_write.h"
#include "web/dossier_words.h"
#include "web/handlers.h"

/* One move on its way: what was sent, and what came of it. */
struct moving {
    struct request *request;
    const struct json *body;
    struct move_request move; /* what all moves have */
    struct change_outcome outcome;
    struct api_fault fault; /* a member that is wrong; a null place: none is */
};

typedef enum status move_use_case(struct moving *moving);

static struct str text_at(const struct moving *moving, const char *key)
{
    return api_body_text(moving->request->arena, json_get(moving->body, key));
}

static enum status fault(struct moving *moving, struct str place, struct str detail)
{
    moving->fault = (struct api_fault){ place, detail };
    return ST_INVALID;
}

/* The same, when it is the grounds that are wrong. */
static enum status refused(struct moving *moving, enum status status, enum ending_fault ending_fault)
{
    if (ending_fault == ENDING_FINE)
        return status;
    return fault(moving, arena_printf(moving->request->arena, "/%.*s", STR_ARG(ending_fault_field(ending_fault))),
                 ending_fault_text(ending_fault));
}

/* ---- Each by its use case ----------------------------------------------------------------------- */

static enum status ask_supplement(struct moving *moving)
{
    struct request *request = moving->request;
    const struct json *list = json_get(moving->body, "items");
    size_t count = json_count(list);
    struct form_issued slip;

    if (json_kind(list) != JSON_KIND_LIST || count == 0 || count > SUPPLEMENT_ITEMS_MAX)
        return fault(moving, STR("/items"), STR("a list of 1 to 60 texts"));
    struct str *items = arena_array(request->arena, struct str, count);

    for (size_t i = 0; i < count; i++) {
        items[i] = str_trim(api_body_text(request->arena, json_item(list, i)));
        if (str_is_empty(items[i]) || str_count_chars(items[i]) > SUPPLEMENT_ITEM_CHARS_MAX)
            return fault(moving, STR("/items"), STR("each item is a text of 1 to 500 characters"));
    }
    struct supplement_request supplement = { moving->move.code, moving->move.seen_version, items, count,
                                             moving->move.reason };

    return dossier_supplement_ask(request->db, request->arena, request->user.actor, request->now, &supplement,
                                  &moving->outcome, &slip);
}

static enum status allow_supplement(struct moving *moving)
{
    struct request *request = moving->request;
    struct allowance_request allowance = { moving->move.code, moving->move.seen_version, moving->move.reason,
                                           text_at(moving, "legal_basis") };
    enum ending_fault ending_fault;
    enum status status = dossier_supplement_allow(request->db, request->arena, request->user.actor, request->now,
                                                  &allowance, &moving->outcome, &ending_fault);

    return refused(moving, status, ending_fault);
}

static enum status ask_extension(struct moving *moving)
{
    struct request *request = moving->request;
    struct extension_request extension = { moving->move.code, moving->move.seen_version, moving->move.reason, { 0 } };
    enum extension_fault extension_fault;

    if (!moment_parse(text_at(moving, "until"), &extension.until))
        return fault(moving, STR("/until"), STR("a moment as 2025-09-05 16:00, in Vietnam's time"));
    enum status status = dossier_extension_ask(request->db, request->arena, request->user.actor, request->now,
                                               &extension, &moving->outcome, &extension_fault);

    return extension_fault == EXTENSION_FINE ? status
                                             : fault(moving, STR("/until"), extension_fault_text(extension_fault));
}

static enum status grant_extension(struct moving *moving)
{
    struct request *request = moving->request;
    enum extension_fault extension_fault;
    struct form_issued letter;
    enum status status =
        dossier_extension_grant(request->db, request->arena, request->user.actor, request->now, moving->move.code,
                                moving->move.seen_version, &moving->outcome, &extension_fault, &letter);

    return extension_fault == EXTENSION_FINE ? status : fault(moving, STR(""), extension_fault_text(extension_fault));
}

static enum status explain(struct moving *moving)
{
    struct request *request = moving->request;
    struct explanation_request explanation = { moving->move.code, moving->move.seen_version, LATE_OFFICER,
                                               moving->move.reason };

    if (!late_cause_parse(text_at(moving, "cause"), &explanation.cause))
        return fault(moving, STR("/cause"), STR("officer, coordination, regulation, applicant or system"));
    return dossier_lateness_explain(request->db, request->arena, request->user.actor, request->now, &explanation,
                                    &moving->outcome);
}

static enum status measure(struct moving *moving)
{
    struct request *request = moving->request;

    return dossier_lateness_measure(request->db, request->arena, request->user.actor, request->now, moving->move.code,
                                    moving->move.seen_version, moving->move.reason, &moving->outcome);
}

static enum status end(struct moving *moving)
{
    struct request *request = moving->request;
    struct ending_request ending = { .code = moving->move.code,
                                     .seen_version = moving->move.seen_version,
                                     .event = moving->move.event,
                                     .grounds = { REFUSAL_REASON_COUNT, moving->move.reason,
                                                  text_at(moving, "legal_basis") },
                                     .settlement = text_at(moving, "settlement") };
    enum ending_fault ending_fault;
    struct form_issued form;

    if (!refusal_reason_parse(text_at(moving, "refusal"), &ending.grounds.refusal))
        ending.grounds.refusal = REFUSAL_REASON_COUNT;
    enum status status = dossier_ending_apply(request->db, request->arena, request->user.actor, request->now, &ending,
                                              &moving->outcome, &ending_fault, &form);

    return refused(moving, status, ending_fault);
}

static enum status plain(struct moving *moving)
{
    struct request *request = moving->request;

    return dossier_processing_apply(request->db, request->arena, request->user.actor, request->now, &moving->move,
                                    &moving->outcome);
}

/* The moves that have a use case of their own; the others are plain. */
static const struct {
    enum dossier_event event;
    move_use_case *apply;
} own[] = {
    { EVENT_ASK_SUPPLEMENT, ask_supplement },
    { EVENT_ALLOW_SUPPLEMENT, allow_supplement },
    { EVENT_ASK_EXTENSION, ask_extension },
    { EVENT_GRANT_EXTENSION, grant_extension },
    { EVENT_EXPLAIN, explain },
    { EVENT_MEASURE, measure },
    { EVENT_REJECT, end },
    { EVENT_STOP, end },
    { EVENT_WITHDRAW, end },
};

/* NULL: this address does not take such a move, as it does not take an acceptance, in which an officer looks at each
 * paper. */
static move_use_case *use_case_of(enum dossier_event event)
{
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i].event == event)
            return own[i].apply;
    return dossier_processing_has(event) ? plain : NULL;
}

/* ---- The address -------------------------------------------------------------------------------- */

/* The version an If-Match names; 0: none. */
static int64_t matched_version(const struct request *request)
{
    struct str tag = request_header(request, "if-match");
    int64_t version = 0;

    if (tag.len > 2 && tag.at[0] == '"' && tag.at[tag.len - 1] == '"' &&
        str_parse_i64(str_head(str_from(tag, 1), tag.len - 2), &version))
        return version;
    return 0;
}

static enum status answer(struct moving *moving, struct response *response, enum status status)
{
    if (status == ST_CONFLICT) {
        api_problem(response, 412, "version", STR("Hồ sơ đã thay đổi"), STR("Đọc lại hồ sơ rồi quyết định."), NULL, 0);
        return ST_OK;
    }
    if (moving->fault.place.at != NULL) {
        api_problem(response, 422, "move-refused", STR("Không làm được bước này"), moving->fault.detail, &moving->fault,
                    1);
        return ST_OK;
    }
    if ((status == ST_INVALID || status == ST_FORBIDDEN) && moving->outcome.refusal != MOVE_ALLOWED) {
        api_problem(response, status == ST_FORBIDDEN ? 403 : 422, "move-refused", STR("Không làm được bước này"),
                    words_refusal(moving->outcome.refusal), NULL, 0);
        return ST_OK;
    }
    TRY(status);
    request_shows(moving->request, page_api_dossier, moving->move.code);
    return ST_OK;
}

enum status act_api_dossier_move(struct request *request, struct response *response)
{
    static const char *const known[] = { "event", "reason",     "draft",   "person", "items", "legal_basis",
                                         "until", "settlement", "refusal", "cause",  NULL };
    struct moving moving = { .request = request,
                             .move = { .code = request->segments[0], .seen_version = matched_version(request) } };
    move_use_case *use_case = NULL;

    if (moving.move.seen_version == 0) {
        api_problem(response, 428, "if-match", STR("Thiếu If-Match"),
                    STR("If-Match: the ETag of the dossier as you last saw it."), NULL, 0);
        return ST_OK;
    }
    if (!api_body_read(request, response, known, &moving.body))
        return ST_OK;
    if (dossier_event_parse(text_at(&moving, "event"), &moving.move.event))
        use_case = use_case_of(moving.move.event);
    if (use_case == NULL) {
        api_problem(response, 422, "no-such-move", STR("Không có bước này"), STR("event is not one of the known moves"),
                    NULL, 0);
        return ST_OK;
    }
    moving.move.reason = text_at(&moving, "reason");
    moving.move.draft = text_at(&moving, "draft");
    TRY(api_body_person(request, json_get(moving.body, "person"), &moving.move.chosen_id));
    return answer(&moving, response, use_case(&moving));
}
