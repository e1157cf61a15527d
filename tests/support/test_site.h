/* SPDX-License-Identifier: Apache-2.0 */
/* test_site -- an office behind the web's dispatcher, without sockets: a test asks as a browser does and reads the
 * answer.  A change is committed at once. */
#ifndef SUPPORT_TEST_SITE_H
#define SUPPORT_TEST_SITE_H

#include "support/test_office.h"
#include "web/dispatch.h"

struct test_site {
    struct test_db *test;
    struct site site;
    int64_t office_id;
    struct moment now; /* of the next request */
    struct db *writer;
};

/* A founded office, at 2025-09-18 10:00. */
struct test_site *test_site_open(struct test_db *test);
void test_site_close(struct test_site *site); /* before the database goes */

struct test_ask {
    enum method method;
    const char *target;
    const char *session;               /* of test_site_sign_in(); NULL: a stranger */
    const char *token;                 /* bearer; NULL: none */
    const char *form;                  /* urlencoded body; NULL: none */
    bool has_csrf;                     /* the session's token is put into the form */
    const char *header, *header_value; /* one more */
};

struct test_answer {
    enum exchange_next next; /* what dispatch_begin() said */
    enum status status;      /* of the handler; ST_OK when none ran */
    int code;
    struct str body, location, allow;
    struct response response;
    int64_t looked_at_dossier_id; /* of which the worker writes a trace; 0: of none */
};

const char *test_site_sign_in(struct test_site *site, const char *login); /* the session's secret */

/* Asks, and runs the handler too. */
struct test_answer test_site_ask(struct test_site *site, struct test_ask ask);

/* The same as whoever signs in as `login`: looks at a page, sends a form of this session. */
struct test_answer test_site_look(struct test_site *site, const char *login, const char *target);
struct test_answer test_site_send(struct test_site *site, const char *login, const char *target, const char *form);

/* How far the request gets before its handler: no handler runs. */
struct test_answer test_site_knock(struct test_site *site, struct test_ask ask);

struct str test_answer_header(const struct test_answer *answer, const char *name); /* null when absent */

#endif
