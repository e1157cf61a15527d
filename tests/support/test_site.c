/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_site.h"

#include "app/dossier_opening.h"
#include "app/login.h"
#include "support/test_clock.h"

#include <stdio.h>
#include <string.h>

enum { ROOM_BYTES = 4096 };

struct test_site *test_site_open(struct test_db *test)
{
    struct test_site *site = arena_new(test->arena, struct test_site);
    struct metrics *metrics = metrics_shared();

    site->test = test;
    site->office_id = test_office_found(test);
    site->now = test_moment("2025-09-18 10:00");
    site->writer = test->db;
    site->site.reader = test_db_connect(test, DB_READ_ONLY);
    site->site.metrics = metrics;
    site->site.sessions = sessions_create(&metrics->session_generation);
    return site;
}

void test_site_close(struct test_site *site)
{
    sessions_destroy(site->site.sessions);
    arena_destroy(site->site.offices_arena);
}

const char *test_site_sign_in(struct test_site *site, const char *login)
{
    struct login_attempt attempt = { site->office_id, str_of(login), STR(TEST_PASSWORD), STR(""), STR("192.0.2.7") };
    struct login_verdict verdict = { 0 };

    CHECK_OK(login_try(site->writer, site->test->arena, &attempt, site->now, &verdict));
    CHECK_INT(verdict.outcome, LOGIN_DONE);
    return arena_c_string(site->test->arena, verdict.session_secret);
}

static struct str csrf_of(struct test_site *site, const char *secret)
{
    struct session session;

    CHECK_OK(login_session(site->site.reader, site->test->arena, str_of(secret), site->now, &session));
    return session.csrf_token;
}

static struct arrival arrival_of(struct test_site *site, const struct test_ask *ask)
{
    struct arena *arena = site->test->arena;
    struct field *headers = arena_array(arena, struct field, 8);
    size_t count = 0;
    struct str form = str_of(ask->form);

    headers[count++] = (struct field){ STR("host"), STR("127.0.0.1:8080") };
    if (ask->session != NULL)
        headers[count++] = (struct field){ STR("cookie"), arena_printf(arena, SESSION_COOKIE "=%s", ask->session) };
    if (ask->token != NULL)
        headers[count++] = (struct field){ STR("authorization"), arena_printf(arena, "Bearer %s", ask->token) };
    if (ask->header != NULL)
        headers[count++] = (struct field){ str_of(ask->header), str_of(ask->header_value) };
    if (ask->has_csrf)
        form = arena_printf(arena, "csrf=%.*s&%.*s", STR_ARG(csrf_of(site, ask->session)), (int)form.len,
                            form.at == NULL ? "" : form.at);
    if (form.at != NULL)
        headers[count++] = (struct field){ STR("content-type"), STR("application/x-www-form-urlencoded") };
    return (struct arrival){
        .method = ask->method,
        .target = str_of(ask->target),
        .headers = { headers, count },
        .body = form,
        .address = STR("192.0.2.7"),
        .number = STR("00-1"),
        .at = site->now,
    };
}

struct str test_answer_header(const struct test_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->response.header_count; i++)
        if (str_equal(answer->response.headers[i].name, str_of(name)))
            return answer->response.headers[i].value;
    return (struct str){ NULL, 0 };
}

static enum status open_dossier(struct test_site *site, const struct request *request)
{
    return dossier_opening_record(site->writer, request->arena, request->user.actor, request->looked_at_dossier_id,
                                  request->now);
}

static enum status run(struct test_site *site, struct exchange *exchange, enum exchange_next next)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;

    if (next == EXCHANGE_ANSWERED)
        return ST_OK;
    if (next == EXCHANGE_READS) {
        TRY(dispatch_run(exchange, site->site.reader));
        return exchange->request.opens_dossier ? open_dossier(site, &exchange->request) : ST_OK;
    }
    if (next == EXCHANGE_ALONE)
        return dispatch_run(exchange, site->writer);
    TRY(db_tx_begin(site->writer, &tx));
    TRY(dispatch_run(exchange, site->writer));
    TRY(db_tx_commit(tx));
    return dispatch_show(exchange, site->site.reader);
}

static struct test_answer ask(struct test_site *site, const struct test_ask *question, bool runs)
{
    struct arena *arena = site->test->arena;
    struct exchange *exchange = arena_new(arena, struct exchange);
    struct arrival arrival = arrival_of(site, question);

    exchange_init(exchange, arena, arena_alloc(arena, ROOM_BYTES), ROOM_BYTES);
    enum exchange_next next = dispatch_begin(&site->site, exchange, &arrival);
    struct test_answer answer = { .next = next, .status = runs ? run(site, exchange, next) : ST_OK };

    answer.response = exchange->response;
    answer.looked_at_dossier_id = exchange->request.looked_at_dossier_id;
    answer.code = exchange->response.code;
    answer.body = arena_copy(arena, buf_str(&exchange->bytes));
    answer.location = test_answer_header(&answer, "Location");
    answer.allow = test_answer_header(&answer, "Allow");
    if (exchange->request.ends_sessions && answer.status == ST_OK)
        metrics_add(&site->site.metrics->session_generation, 1);
    return answer;
}

struct test_answer test_site_ask(struct test_site *site, struct test_ask question)
{
    return ask(site, &question, true);
}

struct test_answer test_site_look(struct test_site *site, const char *login, const char *target)
{
    return test_site_ask(site, (struct test_ask){ .target = target, .session = test_site_sign_in(site, login) });
}

struct test_answer test_site_send(struct test_site *site, const char *login, const char *target, const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = METHOD_POST,
                                                  .target = target,
                                                  .session = test_site_sign_in(site, login),
                                                  .form = form,
                                                  .has_csrf = true });
}

struct test_answer test_site_knock(struct test_site *site, struct test_ask question)
{
    return ask(site, &question, false);
}
