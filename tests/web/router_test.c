/* SPDX-License-Identifier: Apache-2.0 */
#include "web/router.h"

#include "support/check.h"

static struct arena *arena;

static const char *found(enum method method, const char *path, struct str segments[ROUTE_SEGMENTS_MAX])
{
    const struct route *route;
    unsigned methods;

    CHECK_OK(router_find(method, str_of(path), &route, segments, &methods));
    return route->run_name;
}

static void a_path_finds_its_handler_and_its_segments(void **state)
{
    struct str segments[ROUTE_SEGMENTS_MAX];

    (void)state;
    CHECK_STR(found(METHOD_GET, "/", segments), "page_home");
    CHECK_STR(segments[0], NULL);
    CHECK_STR(found(METHOD_GET, "/dossiers/H55.12.07-250918-0007", segments), "page_dossier");
    CHECK_STR(segments[0], "H55.12.07-250918-0007");
    CHECK_STR(segments[1], NULL);
    CHECK_STR(found(METHOD_GET, "/status/H55.12.07-250918-0007/k", segments), "page_status");
    CHECK_STR(segments[0], "H55.12.07-250918-0007");
    CHECK_STR(segments[1], "k");
    CHECK_STR(segments[2], NULL);
}

static void a_fixed_word_goes_before_a_placeholder(void **state)
{
    struct str segments[ROUTE_SEGMENTS_MAX];

    (void)state;
    CHECK_STR(found(METHOD_GET, "/dossiers/new", segments), "page_intake_choose");
    CHECK_STR(segments[0], NULL);
}

static void the_rest_of_a_path_may_have_slashes(void **state)
{
    struct str segments[ROUTE_SEGMENTS_MAX];

    (void)state;
    CHECK_STR(found(METHOD_GET, "/assets/fonts/a.woff2", segments), "page_asset");
    CHECK_STR(segments[0], "fonts/a.woff2");
}

static void other_paths_are_not_found(void **state)
{
    static const char *const paths[] = {
        "/nothing", "//",       "/dossiers/",    "/dossiers//", "/Dossiers",
        "/login/",  "/assets/", "/status/a/b/c", "/healthz/x",  "/dossiers/a/b/c/d/e/f"
    };
    const struct route *route;
    struct str segments[ROUTE_SEGMENTS_MAX];
    unsigned methods;

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        CHECK_STATUS(router_find(METHOD_GET, str_of(paths[i]), &route, segments, &methods), ST_NOT_FOUND);
}

static void another_method_is_told_which_ones_there_are(void **state)
{
    const struct route *route;
    struct str segments[ROUTE_SEGMENTS_MAX];
    unsigned methods;

    (void)state;
    CHECK_STATUS(router_find(METHOD_DELETE, STR("/login"), &route, segments, &methods), ST_INVALID);
    CHECK_STR(router_allow(arena, methods), "GET, HEAD, POST");
    CHECK_STATUS(router_find(METHOD_POST, STR("/healthz"), &route, segments, &methods), ST_INVALID);
    CHECK_STR(router_allow(arena, methods), "GET, HEAD");
}

static void no_route_has_more_placeholders_than_there_is_room_for(void **state)
{
    size_t count;
    const struct route *routes = router_routes(&count);

    (void)state;
    CHECK(count > 20);
    for (size_t i = 0; i < count; i++) {
        int placeholders = 0;

        for (size_t at = 0; at < routes[i].path.len; at++)
            placeholders += routes[i].path.at[at] == '{';
        CHECK(placeholders <= ROUTE_SEGMENTS_MAX);
        CHECK(routes[i].path.at[0] == '/');
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_path_finds_its_handler_and_its_segments),
    cmocka_unit_test(a_fixed_word_goes_before_a_placeholder),
    cmocka_unit_test(the_rest_of_a_path_may_have_slashes),
    cmocka_unit_test(other_paths_are_not_found),
    cmocka_unit_test(another_method_is_told_which_ones_there_are),
    cmocka_unit_test(no_route_has_more_placeholders_than_there_is_room_for),
};

int main(void)
{
    arena = arena_create(1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_destroy(arena);
    return failed;
}
