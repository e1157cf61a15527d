/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dispatch.h"

#include "base/log.h"
#include "queries_read.h"
#include "web/access.h"
#include "web/csrf.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/messages.h"
#include "web/retry.h"

enum { OFFICES_MS = 5000, OFFICES_BYTES = 1024 * 1024 };

static const char HTML[] = "text/html; charset=utf-8";

static bool is_api(struct str target)
{
    return str_starts_with(target, STR("/api/"));
}

size_t dispatch_body_limit(struct str target)
{
    return is_api(target) ? LIMIT_JSON_BYTES : LIMIT_FORM_BYTES;
}

enum status dispatch_admit(struct str target, size_t body_bytes)
{
    return body_bytes > dispatch_body_limit(target) ? ST_TOO_LARGE : ST_OK;
}

void exchange_init(struct exchange *exchange, struct arena *arena, char *room, size_t room_bytes)
{
    *exchange = (struct exchange){
        .request = { .arena = arena },
        .response = { .code = 200, .content_type = HTML },
        .bytes = buf_new(arena, LIMIT_RESPONSE_BYTES),
    };
    exchange->bytes.at = room;
    exchange->bytes.room = room_bytes;
    exchange->response.body.bytes = &exchange->bytes;
}

static enum exchange_next answered(struct exchange *exchange, enum message message)
{
    message_answer(&exchange->request, &exchange->response, message);
    return EXCHANGE_ANSWERED;
}

/* ---- Whose office is this ----------------------------------------------------------------------- */

static enum status read_offices(struct site *site, struct moment now)
{
    struct sql_offices_rows rows;

    if (now.ms < site->offices_until.ms && now.ms > site->offices_until.ms - 2 * OFFICES_MS)
        return ST_OK;
    if (site->offices_arena == NULL)
        site->offices_arena = arena_create(OFFICES_BYTES);
    site->offices.count = 0;
    arena_reset(site->offices_arena);
    TRY(sql_offices(site->reader, site->offices_arena, &rows));

    struct office *offices = arena_array(site->offices_arena, struct office, rows.count);

    for (size_t i = 0; i < rows.count; i++)
        offices[i] =
            (struct office){ rows.at[i].office_id,  rows.at[i].agency_code, rows.at[i].name,  rows.at[i].centre_name,
                             rows.at[i].place_name, rows.at[i].address,     rows.at[i].phone, rows.at[i].public_url };
    site->offices.at = offices;
    site->offices.count = rows.count;
    site->offices_until.ms = now.ms + OFFICES_MS;
    return ST_OK;
}

static bool is_at_host(const struct office *office, struct str host)
{
    struct str url = office->public_url;

    if (str_starts_with(url, STR("https://")))
        url = str_from(url, 8);
    else if (str_starts_with(url, STR("http://")))
        url = str_from(url, 7);
    return host.len > 0 && str_equal(str_next(&url, '/'), host);
}

/* The request may be held while the offices are read anew. */
static struct office office_copy(struct arena *arena, const struct office *office)
{
    return (struct office){
        .office_id = office->office_id,
        .agency_code = arena_copy(arena, office->agency_code),
        .name = arena_copy(arena, office->name),
        .centre_name = arena_copy(arena, office->centre_name),
        .place_name = arena_copy(arena, office->place_name),
        .address = arena_copy(arena, office->address),
        .phone = arena_copy(arena, office->phone),
        .public_url = arena_copy(arena, office->public_url),
    };
}

/* A known person's own office; for a stranger the one whose public address this is, else the first. */
static struct office office_for(const struct site *site, const struct request *request)
{
    struct str host = request_header(request, "host");
    const struct office *found = NULL;

    for (size_t i = 0; i < site->offices.count; i++) {
        const struct office *office = &site->offices.at[i];

        if (office->office_id == request->user.actor.office_id)
            return office_copy(request->arena, office);
        if (found == NULL && is_at_host(office, host))
            found = office;
    }
    if (found == NULL && site->offices.count > 0)
        found = &site->offices.at[0];
    return found == NULL ? (struct office){ 0 } : office_copy(request->arena, found);
}

/* ---- Who asks ----------------------------------------------------------------------------------- */

static enum status find_caller(struct site *site, struct exchange *exchange)
{
    struct request *request = &exchange->request;
    enum status status;

    if (is_api(request->path)) {
        struct str token = request_header(request, "authorization");

        if (!str_starts_with(token, STR("Bearer ")))
            return ST_OK;
        status = sessions_of_token(site->sessions, site->reader, request->arena, str_trim(str_from(token, 7)),
                                   request->now, &exchange->caller);
    } else {
        struct str secret = form_cookie(request_header(request, "cookie"), STR(SESSION_COOKIE));

        if (secret.len == 0)
            return ST_OK;
        status =
            sessions_of_cookie(site->sessions, site->reader, request->arena, secret, request->now, &exchange->caller);
    }
    if (status == ST_UNAUTHENTICATED)
        return ST_OK;
    request->user = exchange->caller.user;
    request->session_hash = exchange->caller.session_hash;
    return status;
}

/* Behind a proxy the client's own address is the last one the proxy added; what stands before it the client may have
 * sent itself.  Some proxies continue the client's line, others add one below. */
static void find_client(const struct site *site, struct request *request)
{
    bool is_proxied = site->trusted_proxy.len > 0 && str_equal(request->address, site->trusted_proxy);

    request->is_secure = site->is_behind_tls;
    for (size_t i = 0; is_proxied && i < request->headers.count; i++) {
        struct field header = request->headers.at[i];
        bool is_address = str_equal(header.name, STR("x-forwarded-for"));

        if (str_equal(header.name, STR("x-forwarded-proto")))
            request->is_secure = site->is_behind_tls || str_equal(header.value, STR("https"));
        while (is_address && header.value.len > 0) {
            struct str hop = str_trim(str_next(&header.value, ','));

            if (hop.len > 0 && hop.len < 64)
                request->address = hop;
        }
    }
}

/* ---- What is asked ------------------------------------------------------------------------------ */

static enum status read_target(struct exchange *exchange, struct str target)
{
    struct request *request = &exchange->request;
    struct str query = target;

    request->path = str_next(&query, '?');
    if (request->path.len == 0 || request->path.at[0] != '/')
        return ST_INVALID;
    return form_parse_urlencoded(request->arena, query, &request->query);
}

static enum status read_segments(struct request *request)
{
    for (size_t i = 0; i < ROUTE_SEGMENTS_MAX && request->segments[i].at != NULL; i++) {
        TRY(form_decode(request->arena, request->segments[i], false, &request->segments[i]));
        if (request->segments[i].len > LIMIT_SEGMENT_BYTES)
            return ST_NOT_FOUND;
    }
    return ST_OK;
}

static enum exchange_next no_such_route(struct exchange *exchange, enum status status, unsigned methods)
{
    if (status == ST_NOT_FOUND)
        return answered(exchange, MESSAGE_NOT_FOUND);
    message_answer(&exchange->request, &exchange->response, MESSAGE_METHOD_NOT_ALLOWED);
    response_header(&exchange->response, STR("Allow"), router_allow(exchange->request.arena, methods));
    return EXCHANGE_ANSWERED;
}

/* A form may hold what must not stand in an address, and yet only look. */
static bool only_reads(const struct exchange *exchange)
{
    return exchange->request.method == METHOD_GET || exchange->route->run == page_dossier_search_typed;
}

static enum exchange_next stranger(struct exchange *exchange, struct str target)
{
    struct request *request = &exchange->request;

    if (message_is_for_programs(request))
        return answered(exchange, MESSAGE_UNAUTHENTICATED);
    if (only_reads(exchange))
        response_redirect(&exchange->response, arena_printf(request->arena, "/login?next=%.*s",
                                                            STR_ARG(form_encode(request->arena, target))));
    else
        retry_offer_sign_in(request, &exchange->response);
    return EXCHANGE_ANSWERED;
}

/* Signing in computes a password's hash for some ten milliseconds: nobody else's change waits for that. */
static bool takes_long(const struct route *route)
{
    return route->run == act_login;
}

/* The form to sign in is shown anew, and never keeps a password. */
static void refresh_sign_in(struct request *request, struct response *response)
{
    if (!retry_is_carried(request))
        response_redirect(response, STR("/login"));
    else if (request->user.actor.role == ROLE_NONE)
        retry_carry_again(request, response, &(struct sign_in_answer){ .login = request_form(request, "login") });
    else
        retry_carry_done(request, response, request->user.csrf_token); /* signed in in another tab meanwhile */
}

/* A program's body is read before the request waits for its turn to write, in which others wait for it. */
static enum exchange_next begin_program_change(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    enum status status =
        json_parse(request->arena, request->body, LIMIT_JSON_BYTES, &request->json, &request->json_fault);

    if (status != ST_OK && status != ST_INVALID) /* what is invalid, and where, is for the handler to say */
        return answered(exchange, message_of_status(status));
    return EXCHANGE_CHANGES;
}

static enum exchange_next begin_change(struct exchange *exchange)
{
    struct request *request = &exchange->request;

    if (message_is_for_programs(request))
        return begin_program_change(exchange);
    enum csrf_verdict verdict = csrf_check(request);

    if (verdict == CSRF_OURS)
        return takes_long(exchange->route) ? EXCHANGE_ALONE : EXCHANGE_CHANGES;
    if (verdict == CSRF_FOREIGN)
        return answered(exchange, MESSAGE_FOREIGN_FORM);
    if (exchange->route->run == act_login)
        refresh_sign_in(request, &exchange->response);
    else
        retry_offer(request, &exchange->response, MESSAGE_STALE_FORM);
    return EXCHANGE_ANSWERED;
}

enum exchange_next dispatch_begin(struct site *site, struct exchange *exchange, const struct arrival *arrival)
{
    struct request *request = &exchange->request;
    unsigned methods = 0;

    request->now = arrival->at;
    request->today = moment_date(arrival->at);
    request->method = arrival->method;
    request->headers = arrival->headers;
    request->address = arrival->address;
    request->body = arrival->body;
    request->number = arrival->number;
    find_client(site, request);

    enum status status = read_target(exchange, arrival->target);

    if (status == ST_OK)
        status = read_offices(site, request->now);
    if (status == ST_OK)
        status = find_caller(site, exchange);
    request->office = office_for(site, request);
    if (status != ST_OK)
        return answered(exchange, message_of_status(status));

    status = router_find(request->method, request->path, &exchange->route, request->segments, &methods);
    if (status != ST_OK)
        return no_such_route(exchange, status, methods);
    status = read_segments(request);
    if (status == ST_OK && request->method != METHOD_GET && !message_is_for_programs(request)) /* their body is JSON */
        status = form_parse(request->arena, request_header(request, "content-type"), request->body, &request->form);
    if (status == ST_OK)
        status = access_check(exchange->route, &exchange->caller);
    if (status == ST_UNAUTHENTICATED)
        return stranger(exchange, arrival->target);
    if (status != ST_OK)
        return answered(exchange, message_of_status(status));
    return only_reads(exchange) ? EXCHANGE_READS : begin_change(exchange);
}

/* Refusals that a second try may overcome give the form back; the others say what is wrong. */
static bool may_work_later(enum status status)
{
    return status == ST_BUSY || status == ST_FULL || status == ST_READ_ONLY || status == ST_UNAVAILABLE;
}

static void refuse(struct exchange *exchange, enum status status)
{
    struct request *request = &exchange->request;
    enum message message = message_of_status(status);

    if (request->method == METHOD_POST && may_work_later(status) && request->form.count > 0)
        retry_offer(request, &exchange->response, message);
    else
        message_answer(request, &exchange->response, message);
}

enum status dispatch_run(struct exchange *exchange, struct db *db)
{
    struct response *response = &exchange->response;

    exchange->request.db = db;
    exchange->request.looked_at_dossier_id = 0;
    exchange->request.opens_dossier = false;
    exchange->request.shows = NULL;
    *response = (struct response){ .code = 200, .content_type = HTML, .body = response->body };
    exchange->bytes.len = 0;

    enum status status = exchange->route->run(&exchange->request, response);

    if (status == ST_OK && buf_overflowed(&exchange->bytes))
        status = ST_TOO_LARGE;
    if (status != ST_OK)
        refuse(exchange, status);
    return status;
}

enum status dispatch_show(struct exchange *exchange, struct db *reader)
{
    struct request *request = &exchange->request;

    if (request->shows == NULL)
        return ST_OK;
    request->db = reader;
    enum status status = request->shows(request, &exchange->response);

    if (status == ST_OK && buf_overflowed(&exchange->bytes))
        status = ST_TOO_LARGE;
    if (status != ST_OK)
        message_answer(request, &exchange->response, MESSAGE_NOT_SHOWN);
    return status;
}

void dispatch_not_saved(struct exchange *exchange, enum status status)
{
    refuse(exchange, status == ST_OK ? ST_BUSY : status);
}

void dispatch_log_failure(const struct exchange *exchange, struct db *db, enum status status)
{
    if (message_code(message_of_status(status)) < 500)
        return;
    log_error("%.*s %s: %s (%s)", STR_ARG(exchange->request.number),
              exchange->route == NULL ? "-" : exchange->route->run_name, status_text(status),
              db == NULL ? "no database" : db_error(db));
}
