/* SPDX-License-Identifier: Apache-2.0 */
#include "web/access.h"

#include "app/token_admin.h"
#include "support/test_site.h"

#include <stdio.h>
#include <stdlib.h>

enum { GOLDEN_BYTES_MAX = 256 * 1024 };

static const char *const method_names[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

static struct str read_golden(struct arena *arena)
{
    char *bytes = arena_alloc(arena, GOLDEN_BYTES_MAX);
    FILE *file = fopen(GOLDEN_FOLDER "/access.md", "r");

    CHECK(file != NULL);
    size_t len = fread(bytes, 1, GOLDEN_BYTES_MAX - 1, file);

    fclose(file);
    return (struct str){ bytes, len };
}

/* "/dossiers/{code}" as somebody would ask for it: "/dossiers/x". */
static const char *target_of(struct arena *arena, struct str path)
{
    struct buf out = buf_new(arena, 1024);
    bool is_inside = false;

    for (size_t i = 0; i < path.len; i++) {
        if (path.at[i] == '{')
            buf_put_char(&out, 'x');
        is_inside |= path.at[i] == '{';
        if (!is_inside)
            buf_put_char(&out, path.at[i]);
        is_inside &= path.at[i] != '}';
    }
    return arena_c_string(arena, buf_str(&out));
}

/* What the door does: open, ask to sign in, or refuse. */
static const char *door(const struct test_answer *answer)
{
    if (answer->next != EXCHANGE_ANSWERED)
        return "●";
    if (str_starts_with(answer->location, STR("/login?next=")) || answer->code == 401 ||
        str_contains(answer->body, STR("name=\"kept_action\"")))
        return "sign in";
    return answer->code == 403 ? "–" : "?";
}

/* How a role comes in: with a browser, or as a program. */
struct keys {
    const char *session, *token;
};

static bool is_for_programs(const struct route *route)
{
    return str_starts_with(route->path, STR("/api/"));
}

static const char *knock(struct test_site *site, const struct route *route, struct keys keys)
{
    bool is_change = route->method != METHOD_GET;
    struct test_ask ask = { .method = route->method, .target = target_of(site->test->arena, route->path) };

    if (is_for_programs(route)) {
        ask.token = keys.token;
    } else {
        ask.session = keys.session;
        ask.has_csrf = is_change;
        ask.form = is_change ? "" : NULL;
    }
    struct test_answer answer = test_site_knock(site, ask);

    return door(&answer);
}

static struct keys keys_of(struct test_site *site, enum role role)
{
    const char *login = arena_printf(site->test->arena, "person%d", (int)role).at;
    struct actor person = test_office_person(site->test, site->office_id, login, role, "TTPVHCC");
    struct token_new token = { person.account_id, STR("một cửa"), TOKEN_READ_WRITE, 30 };
    struct str text;

    CHECK_OK(token_admin_create(site->writer, site->test->arena, test_office_console(site->office_id), &token,
                                site->now, &text));
    return (struct keys){ test_site_sign_in(site, login), arena_c_string(site->test->arena, text) };
}

/* A stranger who changes something has a form's cookie. */
static const char *knock_as_stranger(struct test_site *site, const struct route *route)
{
    const char *cookie = "motcua_form=0123456789012345678901234567890123456789abc";
    bool is_change = route->method != METHOD_GET;
    struct test_answer answer =
        test_site_knock(site, (struct test_ask){
                                  .method = route->method,
                                  .target = target_of(site->test->arena, route->path),
                                  .header = "cookie",
                                  .header_value = cookie,
                                  .form = is_change ? "csrf=0123456789012345678901234567890123456789abc" : NULL,
                              });

    return door(&answer);
}

/* Each address as each role: the table was read by people; whoever adds a route adds its row there. */
static void every_door_opens_to_whom_the_reviewed_table_says(void **state)
{
    struct test_db *test = *state;
    struct test_site *site = test_site_open(test);
    struct keys keys[ROLE_COUNT] = { 0 };
    struct buf table = buf_new(test->arena, GOLDEN_BYTES_MAX);
    struct str golden = read_golden(test->arena);
    size_t count;
    const struct route *routes = router_routes(&count);

    buf_put_str(&table, STR("| |"));
    for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
        keys[role] = keys_of(site, role);
        buf_printf(&table, " %.*s |", STR_ARG(role_name(role)));
    }
    buf_put_str(&table, STR(" nobody |\n|---|"));
    for (int i = 1; i <= ROLE_COUNT; i++)
        buf_put_str(&table, STR("---|"));
    buf_put_str(&table, STR("\n"));
    for (size_t i = 0; i < count; i++) {
        buf_printf(&table, "| %s %.*s |", method_names[routes[i].method], STR_ARG(routes[i].path));
        for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
            buf_printf(&table, " %s |", knock(site, &routes[i], keys[role]));
        buf_printf(&table, " %s |\n", knock_as_stranger(site, &routes[i]));
    }
    if (getenv("PRINT_GOLDEN") != NULL)
        fprintf(stderr, "%.*s", STR_ARG(buf_str(&table)));
    while (golden.len > 0 && !str_starts_with(golden, STR("| |")))
        golden = str_from(golden, 1);
    CHECK_STR(golden, arena_c_string(test->arena, buf_str(&table)));
    test_site_close(site);
}

static void only_addresses_of_this_site_are_local(void **state)
{
    static const char *const local[] = { "/", "/dossiers?page=2", "/a//b", "/%2F/x" };
    static const char *const elsewhere[] = {
        "",  "//evil.example", "/\\evil.example", "http://evil.example", "dossiers", "/a\nb", "/a b", "\\/x", "/\t/x",
        "/é"
    };

    (void)state;
    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        CHECK(access_is_local(str_of(local[i])));
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        CHECK(!access_is_local(str_of(elsewhere[i])));
    CHECK(!access_is_local((struct str){ NULL, 0 }));
}

static const struct CMUnitTest tests[] = {
    test_db_sqlite(every_door_opens_to_whom_the_reviewed_table_says), /* decided before the database is asked */
    cmocka_unit_test(only_addresses_of_this_site_are_local),
};

TEST_DB_MAIN(tests)
