/* SPDX-License-Identifier: Apache-2.0 */
/* Dossiers for programs: create, read, list by due instant.  api/openapi.json says the same to its readers. */

#include "app/dossier_intake.h"
#include "app/dossier_search.h"
#include "app/payment_desk.h"
#include "base/json.h"
#include "domain/deadline.h"
#include "domain/identity.h"
#include "queries_read.h"
#include "web/api_body.h"
#include "web/api_write.h"
#include "web/dossier_numbers.h"
#include "web/handlers.h"
#include "web/paging.h"

enum { KEY_BYTES_MAX = 80 };

/* ---- Writing ----------------------------------------------------------------------------------- */

static struct moment due_of(enum dossier_state state, struct moment due_at)
{
    bool is_stopped = dossier_state_clock(state) == CLOCK_STOPPED && state != DOSSIER_SUBMITTED;

    return is_stopped ? (struct moment){ 0 } : due_at;
}

/* Nothing is promised before a dossier is accepted. */
static struct moment promised_of(struct moment promised_at)
{
    return promised_at.ms == DEADLINE_NEVER.ms ? (struct moment){ 0 } : promised_at;
}

static void put_person(struct api_object *dossier, const struct request *request,
                       const struct sql_dossier_by_code_row *row)
{
    struct dossier_numbers numbers = dossier_numbers_for(request, row);

    api_key(dossier, "applicant");
    struct api_object person = api_begin(dossier->out);

    api_str(&person, "name", row->applicant);
    api_str(&person, "identity_number", numbers.identity_number);
    api_date(&person, "born_on", row->born_on);
    api_str(&person, "gender", row->gender);
    api_str(&person, "address", row->address);
    api_str(&person, "phone", numbers.phone);
    api_str(&person, "email", numbers.email);
    api_end(&person);
}

static void put_papers(struct api_object *dossier, const struct sql_dossier_papers_rows *papers)
{
    api_key(dossier, "papers");
    buf_put_char(dossier->out, '[');
    for (size_t i = 0; i < papers->count; i++) {
        if (i > 0)
            buf_put_char(dossier->out, ',');
        struct api_object paper = api_begin(dossier->out);

        api_i64(&paper, "position", papers->at[i].position);
        api_str(&paper, "name", papers->at[i].name);
        api_str(&paper, "kind", papers->at[i].paper_kind);
        api_i64(&paper, "quantity", papers->at[i].quantity);
        api_bool(&paper, "is_required", papers->at[i].is_required);
        api_str(&paper, "verdict", papers->at[i].paper_verdict);
        api_str(&paper, "note", papers->at[i].note);
        api_str(&paper, "fault_reason", papers->at[i].fault_reason);
        api_str(&paper, "lookup_failure", papers->at[i].lookup_failure);
        api_end(&paper);
    }
    buf_put_char(dossier->out, ']');
}

static void put_fee_line(struct buf *out, const struct sql_dossier_fees_row *row)
{
    struct api_object line = api_begin(out);

    api_str(&line, "tariff", row->tariff_code);
    api_str(&line, "name", row->name);
    api_str(&line, "unit", row->tariff_unit);
    api_i64(&line, "pages", row->pages);
    api_i64(&line, "quantity", row->quantity);
    api_str(&line, "legal_basis", row->legal_basis);
    api_i64(&line, "base_vnd", row->base_vnd);
    api_i64(&line, "reduction_vnd", row->reduction_vnd);
    api_i64(&line, "due_vnd", row->due_vnd);
    api_str(&line, "exemption", row->exemption_code);
    api_str(&line, "state", row->fee_state);
    api_end(&line);
}

static void put_fees(struct api_object *dossier, const struct fee_account *account)
{
    struct str none = { NULL, 0 };

    api_key(dossier, "fees");
    struct api_object fees = api_begin(dossier->out);

    api_str(&fees, "state", account->lines.count > 0 ? fee_state_name(account->standing) : none);
    api_i64(&fees, "due_vnd", account->due_vnd);
    api_i64(&fees, "open_vnd", account->open_vnd);
    api_key(&fees, "lines");
    buf_put_char(fees.out, '[');
    for (size_t i = 0; i < account->lines.count; i++) {
        if (i > 0)
            buf_put_char(fees.out, ',');
        put_fee_line(fees.out, &account->lines.at[i]);
    }
    buf_put_char(fees.out, ']');
    api_end(&fees);
}

static void put_dossier(struct response *response, const struct request *request,
                        const struct sql_dossier_by_code_row *row, enum dossier_state state,
                        const struct sql_dossier_papers_rows *papers, const struct fee_account *fees)
{
    struct buf *out = response->body.bytes;
    struct api_object dossier = api_begin(out);

    api_str(&dossier, "code", row->code);
    api_i64(&dossier, "version", row->version);
    api_str(&dossier, "procedure_code", row->procedure_code);
    api_str(&dossier, "procedure_name", row->procedure_name);
    api_str(&dossier, "channel", row->channel);
    put_person(&dossier, request, row);
    api_str(&dossier, "summary", row->summary);
    api_str(&dossier, "state", row->state);
    api_i64(&dossier, "national_status", dossier_state_code(state));
    api_str(&dossier, "unit", row->unit_name);
    api_str(&dossier, "holder", row->holder_name);
    api_moment(&dossier, "received_at", row->received_at);
    api_moment(&dossier, "due_at", due_of(state, row->due_at));
    api_moment(&dossier, "promised_at", promised_of(row->promised_at));
    api_moment(&dossier, "closed_at", row->closed_at);
    api_str(&dossier, "punctuality", row->punctuality);
    api_moment(&dossier, "handed_over_at", row->handed_over_at);
    put_papers(&dossier, papers);
    put_fees(&dossier, fees);
    api_end(&dossier);
    buf_put_char(out, '\n');
}

static struct str etag_of(struct arena *arena, int64_t version)
{
    return arena_printf(arena, "\"%d\"", (int)version);
}

/* The dossier as it stands, with its ETag; personal data, so the look is noted. */
enum status page_api_dossier(struct request *request, struct response *response)
{
    struct sql_dossier_by_code_row row;
    struct sql_dossier_papers_rows papers;
    struct fee_account fees;
    enum dossier_state state;

    TRY(sql_dossier_by_code(request->db, request->arena, request->segments[0], request->user.actor.office_id, &row));
    if (!dossier_state_parse(row.state, &state))
        return ST_CORRUPT;
    struct str etag = etag_of(request->arena, row.version);

    request_leaves_trace(request, row.dossier_id);
    response_header(response, STR("ETag"), etag);
    if (request->method == METHOD_GET && str_equal(request_header(request, "if-none-match"), etag)) {
        response->code = 304;
        return ST_OK;
    }
    TRY(sql_dossier_papers(request->db, request->arena, row.dossier_id, &papers));
    TRY(payment_desk_account(request->db, request->arena, row.dossier_id, &fees));
    api_is_json(response);
    put_dossier(response, request, &row, state, &papers, &fees);
    return ST_OK;
}

/* ---- Reading ----------------------------------------------------------------------------------- */

static void put_listed(struct buf *out, const struct sql_dossiers_open_row *row, enum dossier_state state)
{
    struct api_object dossier = api_begin(out);

    api_str(&dossier, "code", row->code);
    api_i64(&dossier, "version", row->version);
    api_str(&dossier, "procedure_code", row->procedure_code);
    api_str(&dossier, "procedure_name", row->procedure_name);
    api_str(&dossier, "applicant", row->applicant);
    api_str(&dossier, "state", row->state);
    api_i64(&dossier, "national_status", dossier_state_code(state));
    api_str(&dossier, "unit", row->unit_name);
    api_str(&dossier, "holder", row->holder_name);
    api_moment(&dossier, "received_at", row->received_at);
    api_moment(&dossier, "due_at", due_of(state, row->due_at));
    api_end(&dossier);
}

static enum status read_limit(struct str text, int64_t *out)
{
    int64_t limit = PAGE_ROWS;

    if (!str_is_empty(text) && !str_parse_i64(text, &limit))
        return ST_INVALID;
    if (limit < 1 || limit > PAGE_ROWS_MAX)
        return ST_INVALID;
    *out = limit;
    return ST_OK;
}

static enum status put_page(struct response *response, const struct sql_dossiers_open_row *rows, size_t count,
                            struct str next_after)
{
    struct buf *out = response->body.bytes;

    api_is_json(response);
    struct api_object page = api_begin(out);
    api_key(&page, "dossiers");
    buf_put_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        enum dossier_state state;

        if (!dossier_state_parse(rows[i].state, &state))
            return ST_CORRUPT;
        if (i > 0)
            buf_put_char(out, ',');
        put_listed(out, &rows[i], state);
    }
    buf_put_char(out, ']');
    api_str(&page, "next_after", next_after);
    api_end(&page);
    buf_put_char(out, '\n');
    return ST_OK;
}

/* What the search box of the pages would list. */
static enum status put_found(struct request *request, struct response *response, struct str typed)
{
    struct dossier_search found;
    enum status status =
        dossier_search(request->db, request->arena, request->user.actor, request->today, typed, &found);

    if (status == ST_TOO_LARGE)
        return ST_INVALID;
    TRY(status);
    struct sql_dossiers_open_row *rows = arena_array(request->arena, struct sql_dossiers_open_row, found.count);

    for (size_t i = 0; i < found.count; i++)
        rows[i] = (struct sql_dossiers_open_row){ .code = found.rows[i].code,
                                                  .version = found.rows[i].version,
                                                  .procedure_code = found.rows[i].procedure_code,
                                                  .procedure_name = found.rows[i].procedure_name,
                                                  .applicant = found.rows[i].applicant,
                                                  .state = found.rows[i].state,
                                                  .unit_name = found.rows[i].unit_name,
                                                  .holder_name = found.rows[i].holder_name,
                                                  .received_at = found.rows[i].received_at,
                                                  .due_at = found.rows[i].due_at };
    return put_page(response, rows, found.count, (struct str){ NULL, 0 });
}

enum status page_api_dossiers(struct request *request, struct response *response)
{
    struct str before = request_query(request, "due_before");
    struct str typed = str_trim(request_query(request, "q"));
    struct moment until = { INT64_MAX };
    struct sql_dossiers_open_rows rows;
    struct page_key after;
    int64_t limit;

    if (!str_is_empty(typed) && request->query.count == 1)
        return put_found(request, response, typed);
    if (!str_is_empty(typed)) {
        api_problem(response, 400, "invalid", STR("Tham số không đúng"), STR("q: stands alone"), NULL, 0);
        return ST_OK;
    }
    if (!str_is_empty(before) && !moment_parse(before, &until)) {
        api_problem(response, 400, "invalid", STR("Tham số không đúng"),
                    STR("due_before: a moment as 2025-09-18T17:30, in Vietnam's time, and nothing after it"), NULL, 0);
        return ST_OK;
    }
    TRY(read_limit(request_query(request, "limit"), &limit));
    TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(sql_dossiers_open(request->db, request->arena, request->user.actor.office_id, until, after.at.ms, after.id,
                          limit + 1, &rows));
    size_t count = rows.count > (size_t)limit ? (size_t)limit : rows.count;
    struct str next_after = { NULL, 0 };

    if (rows.count > count)
        next_after = page_key_format(request->arena,
                                     (struct page_key){ rows.at[count - 1].due_at, rows.at[count - 1].dossier_id, 0 });
    return put_page(response, rows.at, count, next_after);
}

/* ---- Bodies ------------------------------------------------------------------------------------ */

/* Nothing that was sent is left out in silence: more than there is room for is refused, as is what has no meaning.
 * False: the response says what is wrong. */
static bool check_body(struct response *response, const struct json *body)
{
    static const char *const paper[] = { "position", "verdict",      "kind",           "quantity",
                                         "note",     "fault_reason", "lookup_failure", NULL };
    static const char *const owner[] = { "name",    "identity_number", "born_on", "gender",
                                         "address", "phone",           "email",   NULL };
    static const char *const submitter[] = { "name",  "identity_number", "born_on",       "gender", "address",
                                             "phone", "email",           "authorisation", NULL };
    const struct json *papers = json_get(body, "papers"), *answers = json_get(body, "answers");

    if (json_count(papers) > INTAKE_PAPERS_MAX)
        return api_body_too_many(response, STR("/papers"), STR("at most 40 papers"));
    if (json_count(answers) > CHECKLIST_QUESTIONS_MAX)
        return api_body_too_many(response, STR("/answers"), STR("at most 13 answers"));
    for (size_t i = 0; i < json_count(papers); i++)
        if (!api_body_knows(response, json_item(papers, i), paper))
            return false;
    return api_body_knows(response, json_get(body, "owner"), owner) &&
           api_body_knows(response, json_get(body, "submitter"), submitter);
}

static void read_papers(struct arena *arena, const struct json *list, struct intake_typed *typed)
{
    size_t count = json_count(list);
    struct paper_typed *papers = arena_array(arena, struct paper_typed, count);

    for (size_t i = 0; i < count; i++) {
        const struct json *paper = json_item(list, i);

        papers[i] = (struct paper_typed){ .verdict = api_body_text(arena, json_get(paper, "verdict")),
                                          .paper_kind = api_body_text(arena, json_get(paper, "kind")),
                                          .quantity = api_body_text(arena, json_get(paper, "quantity")),
                                          .note = api_body_text(arena, json_get(paper, "note")),
                                          .fault_reason = api_body_text(arena, json_get(paper, "fault_reason")),
                                          .lookup_failure = api_body_text(arena, json_get(paper, "lookup_failure")) };
        (void)json_get_i64(paper, "position", &papers[i].position);
    }
    typed->papers = papers;
    typed->paper_count = count;
}

/* {"chung-sinh": true}; what is neither true nor false becomes an answer that nobody can give. */
static void read_answers(struct arena *arena, const struct json *object, struct intake_typed *typed)
{
    size_t count = json_count(object);
    struct answer_typed *answers = arena_array(arena, struct answer_typed, count);

    if (json_kind(object) != JSON_KIND_OBJECT)
        return;
    for (size_t i = 0; i < count; i++) {
        bool is_yes = false;
        bool is_answer = json_as_bool(json_item(object, i), &is_yes);

        answers[i] = (struct answer_typed){ json_key(object, i), !is_answer ? STR("?")
                                                                 : is_yes   ? STR("yes")
                                                                            : STR("no") };
    }
    typed->answers = answers;
    typed->answer_count = count;
}

static void read_persons(struct arena *arena, const struct json *body, struct intake_typed *typed)
{
    for (enum person_role role = 0; role < PERSON_ROLE_COUNT; role++) {
        const struct json *person = json_get(body, person_role_name(role).at);

        typed->persons[role].is_given = person != NULL && json_kind(person) != JSON_KIND_NULL;
        for (enum person_field field = 0; field < PERSON_FIELD_COUNT; field++)
            typed->persons[role].fields[field] = api_body_text(arena, json_get(person, person_field_name(field).at));
    }
}

/* The paper at a position of the procedure, where it was sent; "/papers/-", behind the last, when it was not. */
static struct str paper_pointer(struct arena *arena, const struct json *papers, struct str position_text)
{
    int64_t position = 0, sent;

    (void)str_parse_i64(position_text, &position);
    for (size_t i = 0; i < json_count(papers); i++)
        if (json_get_i64(json_item(papers, i), "position", &sent) && sent == position)
            return arena_printf(arena, "/papers/%zu", i);
    return STR("/papers/-");
}

/* A place of reception ("paper_3", "answer_chung-sinh", "owner_name") as a JSON pointer into the body. */
static struct str pointer_of(struct arena *arena, const struct json *body, struct str place)
{
    struct str name = place, head = str_next(&name, '_');

    if (str_equal(head, STR("paper")))
        return paper_pointer(arena, json_get(body, "papers"), name);
    if (str_equal(head, STR("answer")))
        return api_pointer(arena, STR("answers"), name);
    for (enum person_role role = 0; role < PERSON_ROLE_COUNT; role++)
        if (str_equal(head, person_role_name(role)))
            return api_pointer(arena, head, name);
    return arena_printf(arena, "/%.*s", STR_ARG(place));
}

static void answer_faults(struct request *request, struct response *response, const struct json *body,
                          const struct intake_faults *faults)
{
    struct arena *arena = request->arena;
    struct api_fault *list = arena_array(arena, struct api_fault, faults->count);

    for (size_t i = 0; i < faults->count; i++)
        list[i] = (struct api_fault){ pointer_of(arena, body, faults->at[i].place),
                                      arena_printf(arena, "%.*s: %.*s", STR_ARG(faults->at[i].label),
                                                   STR_ARG(intake_fault_text(faults->at[i].kind))) };
    api_problem(response, 422, "not-acceptable", STR("Hồ sơ chưa tiếp nhận được"),
                STR("Có mục chưa đúng; không có gì được lưu."), list, faults->count);
}

/* ---- Changing ---------------------------------------------------------------------------------- */

enum status act_api_dossier(struct request *request, struct response *response)
{
    static const char *const known[] = { "procedure_code", "channel",   "applicant",  "identity_number",
                                         "born_on",        "gender",    "address",    "phone",
                                         "email",          "summary",   "papers",     "answers",
                                         "owner",          "submitter", "forward_to", NULL };
    struct intake_request intake = { .idempotency_key = request_header(request, "idempotency-key") };
    struct intake_received received;
    struct intake_faults faults;
    const struct json *body;

    if (str_is_empty(intake.idempotency_key) || intake.idempotency_key.len > KEY_BYTES_MAX) {
        api_problem(response, 400, "idempotency-key", STR("Thiếu Idempotency-Key"),
                    STR("Idempotency-Key: 1 to 80 bytes, another one for each dossier."), NULL, 0);
        return ST_OK;
    }
    if (!api_body_read(request, response, known, &body) || !check_body(response, body))
        return ST_OK;
    for (enum intake_field field = 0; field < INTAKE_FIELD_COUNT; field++)
        intake.typed.fields[field] = api_body_text(request->arena, json_get(body, intake_field_name(field).at));
    read_papers(request->arena, json_get(body, "papers"), &intake.typed);
    read_answers(request->arena, json_get(body, "answers"), &intake.typed);
    read_persons(request->arena, body, &intake.typed);
    if (str_equal(intake.typed.fields[INTAKE_channel], STR("online")))
        intake.decision = INTAKE_SUBMIT; /* an officer looks at it before it is received */
    TRY(api_body_person(request, json_get(body, "forward_to"), &intake.forward_to_id));
    enum status status = dossier_intake_receive(request->db, request->arena, request->user.actor, request->now, &intake,
                                                &faults, &received);

    if (status == ST_INVALID && faults.count > 0) {
        answer_faults(request, response, body, &faults);
        return ST_OK;
    }
    if (status == ST_CONFLICT) {
        api_problem(response, 409, "idempotency-key-used", STR("Idempotency-Key đã dùng"),
                    STR("The key was used for other content before."), NULL, 0);
        return ST_OK;
    }
    TRY(status);
    if (received.is_repeat)
        request_leaves_trace(request, received.dossier_id); /* this time nothing is written that names who saw it */
    request_shows(request, page_api_dossier, received.code);
    response->code = received.is_repeat ? 200 : 201;
    response_header(response, STR("Location"),
                    arena_printf(request->arena, "/api/v1/dossiers/%.*s", STR_ARG(received.code)));
    return ST_OK;
}
