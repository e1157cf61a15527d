/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/absence.h"

#include "support/check.h"
#include "support/property.h"

enum { TRAN = 11, LAN = 12, HEAD = 13, COUNTER = 14 };

static struct date day_of(const char *iso)
{
    struct date date;

    CHECK(date_parse_iso(str_of(iso), &date));
    return date;
}

static struct absence_span span_of(const char *from, const char *to)
{
    return (struct absence_span){ day_of(from), to == NULL ? (struct date){ 0 } : day_of(to) };
}

static void an_absence_is_of_today_and_ends_after_it_begins(void **state)
{
    static const struct {
        const char *from, *to;
        bool is_valid;
    } examples[] = {
        { "2025-09-18", "2025-09-22", true },  { "2025-09-18", "2025-09-18", true },
        { "2025-09-18", NULL, true },          { "2025-09-22", "2025-09-21", false },
        { "2025-09-10", "2025-09-17", false }, /* over already */
        { "2025-09-10", "2025-09-18", true },  /* entered on its last day */
        { "2024-09-17", "2025-09-18", true },  { "2024-09-16", NULL, false },
        { "2026-09-19", "2026-09-20", true },  { "2026-09-20", NULL, false },
        { "2025-09-18", "2026-09-19", true },  { "2025-09-18", "2026-09-20", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_INT(absence_span_is_valid(span_of(examples[i].from, examples[i].to), day_of("2025-09-18")),
                  examples[i].is_valid);
    CHECK(!absence_span_is_valid((struct absence_span){ .to_on = day_of("2025-09-20") }, day_of("2025-09-18")));
}

static void it_covers_its_days_and_no_others(void **state)
{
    (void)state;
    CHECK(!absence_covers(span_of("2025-09-18", "2025-09-22"), day_of("2025-09-17")));
    CHECK(absence_covers(span_of("2025-09-18", "2025-09-22"), day_of("2025-09-18")));
    CHECK(absence_covers(span_of("2025-09-18", "2025-09-22"), day_of("2025-09-22")));
    CHECK(!absence_covers(span_of("2025-09-18", "2025-09-22"), day_of("2025-09-23")));
    CHECK(absence_covers(span_of("2025-09-18", NULL), day_of("2030-01-01")));
}

/* Three colleagues with 5, 2 and 3: the first two go to the second and whoever has 3 then. */
static void the_least_loaded_gets_the_next(void **state)
{
    const uint64_t may_take[] = { 7, 7, 7, 7, 7, 7 };
    int64_t loads[] = { 5, 2, 3 };
    int out[6];

    (void)state;
    absence_split(may_take, 6, loads, 3, out);
    CHECK_INT(out[0], 1); /* 5 3 3 */
    CHECK_INT(out[1], 1); /* 5 4 3 */
    CHECK_INT(out[2], 2); /* 5 4 4 */
    CHECK_INT(out[3], 1); /* 5 5 4 */
    CHECK_INT(out[4], 2); /* 5 5 5 */
    CHECK_INT(out[5], 0); /* 6 5 5 */
    CHECK_INT(loads[0], 6);
    CHECK_INT(loads[1], 5);
    CHECK_INT(loads[2], 5);
}

static void who_cannot_hold_it_does_not_get_it(void **state)
{
    const uint64_t may_take[] = { 2, 0, 2, 1 };
    int64_t loads[] = { 0, 9 };
    int out[4];

    (void)state;
    absence_split(may_take, 4, loads, 2, out);
    CHECK_INT(out[0], 1);
    CHECK_INT(out[1], ABSENCE_NOBODY);
    CHECK_INT(out[2], 1);
    CHECK_INT(out[3], 0);
    CHECK_INT(loads[0], 1);
    CHECK_INT(loads[1], 11);
}

enum { MANY = 40, FEW = 8 };

/* Nothing is lost or doubled; nobody gets what they cannot hold; nobody is left out who had less and could. */
static void a_split_is_whole_and_even(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        size_t dossiers = (size_t)test_random_in(0, MANY), colleagues = (size_t)test_random_in(0, FEW);
        uint64_t may_take[MANY];
        int64_t before[FEW] = { 0 }, loads[FEW] = { 0 }, given[FEW] = { 0 }, nobody = 0;
        bool all_take_all = test_random_in(0, 1) == 0;
        int out[MANY];

        for (size_t i = 0; i < colleagues; i++)
            before[i] = loads[i] = test_random_in(0, 30);
        for (size_t i = 0; i < dossiers; i++)
            may_take[i] = all_take_all ? ~(uint64_t)0 : (uint64_t)test_random_in(0, 255);
        absence_split(may_take, dossiers, loads, colleagues, out);
        for (size_t i = 0; i < dossiers; i++) {
            nobody += out[i] == ABSENCE_NOBODY;
            if (out[i] == ABSENCE_NOBODY) {
                CHECK((may_take[i] & (((uint64_t)1 << colleagues) - 1)) == 0);
                continue;
            }
            CHECK(out[i] >= 0 && out[i] < (int)colleagues);
            CHECK((may_take[i] >> out[i] & 1) == 1);
            given[out[i]]++;
        }
        int64_t all = nobody;

        for (size_t i = 0; i < colleagues; i++) {
            all += given[i];
            CHECK_INT(loads[i], before[i] + given[i]);
            for (size_t k = 0; k < colleagues && all_take_all; k++)
                CHECK(given[i] == 0 || loads[i] <= loads[k] + 1);
        }
        CHECK_INT(all, dossiers);
    }
}

/* ---- What comes back ----------------------------------------------------------------------------- */

/* Received, forwarded to Trần, handed over to Lan by the head as event 3; then what is given. */
static bool returns(const struct dossier_entry *then, size_t count)
{
    struct dossier_entry entries[8] = { { EVENT_RECEIVE, COUNTER, COUNTER, { 1 } },
                                        { EVENT_FORWARD, COUNTER, TRAN, { 2 } },
                                        { EVENT_REASSIGN, HEAD, LAN, { 3 } } };

    for (size_t i = 0; i < count; i++)
        entries[3 + i] = then[i];
    return absence_may_return((struct dossier_history){ entries, 3 + count }, 3);
}

static void what_the_colleague_left_alone_comes_back(void **state)
{
    const struct dossier_entry paid[] = { { EVENT_FEE_SET, COUNTER, LAN, { 4 } },
                                          { EVENT_FEE_PAID, COUNTER, LAN, { 5 } },
                                          { EVENT_RECALCULATE, HEAD, LAN, { 6 } } };

    (void)state;
    CHECK(returns(NULL, 0));
    CHECK(returns(paid, 3));
}

static void what_the_colleague_began_or_passed_on_stays(void **state)
{
    const struct dossier_entry asked[] = { { EVENT_CONSULT, LAN, LAN, { 4 } } };
    const struct dossier_entry proposed[] = { { EVENT_PROPOSE, LAN, HEAD, { 4 } } };
    const struct dossier_entry sent_back[] = { { EVENT_PROPOSE, LAN, HEAD, { 4 } },
                                               { EVENT_SEND_BACK, HEAD, LAN, { 5 } } };
    const struct dossier_entry passed[] = { { EVENT_REASSIGN, HEAD, COUNTER, { 4 } } };
    const struct dossier_entry round[] = { { EVENT_REASSIGN, HEAD, COUNTER, { 4 } },
                                           { EVENT_REASSIGN, HEAD, LAN, { 5 } } };
    const struct dossier_entry taken_back[] = { { EVENT_TAKE_BACK, HEAD, TRAN, { 4 } } };
    const struct dossier_entry withdrawn[] = { { EVENT_WITHDRAW, COUNTER, 0, { 4 } } };

    (void)state;
    CHECK(!returns(asked, 1));
    CHECK(!returns(proposed, 1));
    CHECK(!returns(sent_back, 2));
    CHECK(!returns(passed, 1));
    CHECK(!returns(round, 2));
    CHECK(!returns(taken_back, 1));
    CHECK(!returns(withdrawn, 1));
}

static void only_a_hand_over_comes_back(void **state)
{
    const struct dossier_entry entries[] = { { EVENT_RECEIVE, COUNTER, COUNTER, { 1 } },
                                             { EVENT_FORWARD, COUNTER, TRAN, { 2 } } };
    struct dossier_history whole = { entries, 2 };

    (void)state;
    CHECK(!absence_may_return(whole, 2));
    CHECK(!absence_may_return(whole, 3));
    CHECK(!absence_may_return(whole, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_absence_is_of_today_and_ends_after_it_begins),
        cmocka_unit_test(it_covers_its_days_and_no_others),
        cmocka_unit_test(the_least_loaded_gets_the_next),
        cmocka_unit_test(who_cannot_hold_it_does_not_get_it),
        cmocka_unit_test(a_split_is_whole_and_even),
        cmocka_unit_test(what_the_colleague_left_alone_comes_back),
        cmocka_unit_test(what_the_colleague_began_or_passed_on_stays),
        cmocka_unit_test(only_a_hand_over_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
