/* SPDX-License-Identifier: Apache-2.0 */
#include "web/trace_memory.h"

#include "support/check.h"
#include "support/test_clock.h"

static struct trace_memory *memory;

static int begin(void **state)
{
    (void)state;
    memory = trace_memory_create();
    return 0;
}

static int end(void **state)
{
    (void)state;
    trace_memory_destroy(memory);
    return 0;
}

static struct request look(int64_t account_id, int64_t dossier_id, const char *at)
{
    struct request request = { .now = test_moment(at), .user = { .actor = { .account_id = account_id } } };

    request_leaves_trace(&request, dossier_id);
    return request;
}

static void one_trace_is_wanted_for_a_person_a_dossier_and_an_hour(void **state)
{
    struct request first = look(1, 100, "2025-09-18 10:05"), later = look(1, 100, "2025-09-18 10:59");
    struct request other_hour = look(1, 100, "2025-09-18 11:00"), other = look(2, 100, "2025-09-18 10:05");
    struct request other_dossier = look(1, 101, "2025-09-18 10:05");

    (void)state;
    CHECK(trace_memory_lacks(memory, &first));
    CHECK(trace_memory_keep(memory, &first));
    CHECK(!trace_memory_lacks(memory, &later));
    CHECK(!trace_memory_keep(memory, &later));
    CHECK(trace_memory_lacks(memory, &other_hour));
    CHECK(trace_memory_lacks(memory, &other));
    CHECK(trace_memory_lacks(memory, &other_dossier));
}

static void a_first_opening_is_wanted_although_the_trace_is_known(void **state)
{
    struct request first = look(1, 100, "2025-09-18 10:05"), opens = look(1, 100, "2025-09-18 10:06");

    (void)state;
    CHECK(trace_memory_keep(memory, &first));
    request_opens_dossier(&opens);
    CHECK(trace_memory_lacks(memory, &opens));
}

static void a_page_that_shows_no_dossier_wants_none(void **state)
{
    struct request nothing = look(1, 0, "2025-09-18 10:05"), stranger = look(0, 100, "2025-09-18 10:05");

    (void)state;
    CHECK(!trace_memory_lacks(memory, &nothing));
    CHECK(!trace_memory_lacks(memory, &stranger));
    CHECK(!trace_memory_keep(memory, &stranger));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(one_trace_is_wanted_for_a_person_a_dossier_and_an_hour, begin, end),
    cmocka_unit_test_setup_teardown(a_first_opening_is_wanted_although_the_trace_is_known, begin, end),
    cmocka_unit_test_setup_teardown(a_page_that_shows_no_dossier_wants_none, begin, end),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
