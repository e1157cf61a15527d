/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;

static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
}

static struct str body_of(const char *login, const char *target)
{
    struct test_answer answer = test_site_look(site, login, target);

    CHECK_INT(answer.code, 200);
    return answer.body;
}

/* Where a text begins; -1 when it is not there. */
static int64_t place_of(struct str body, const char *text)
{
    struct str part = str_of(text);

    for (size_t i = 0; i + part.len <= body.len; i++)
        if (str_equal(str_head(str_from(body, i), part.len), part))
            return (int64_t)i;
    return -1;
}

static void the_most_urgent_stands_first(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-17 08:00"); /* 0001: due 22/9 */
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00"); /* due today */
    struct str body = body_of("chuyenvien1", "/dossiers");

    CHECK(place_of(body, "H55.12.07-250918-0001") > 0);
    CHECK(place_of(body, "H55.12.07-250918-0001") < place_of(body, "H55.12.07-250917-0001"));
    CHECK(place_of(body, "còn 5 giờ 30 phút") > 0); /* from 10:00 to 11:30 and from 13:30 to 17:30 */
    test_site_close(site);
}

static void everybody_sees_their_own(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    CHECK(place_of(body_of("chuyenvien2", "/dossiers"), "H55.12.07-250918-0001") < 0);
    CHECK(place_of(body_of("chuyenvien2", "/dossiers?tab=unit"), "H55.12.07-250918-0001") > 0);
    CHECK(place_of(body_of("quay1", "/dossiers?tab=open"), "H55.12.07-250918-0001") > 0);
    CHECK(place_of(body_of("quay1", "/dossiers?tab=late"), "H55.12.07-250918-0001") < 0);
    test_site_close(site);
}

static void what_is_overdue_is_listed(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-17 08:00");
    struct str body = body_of("quay1", "/dossiers?tab=late");

    CHECK(place_of(body, "H55.12.07-250917-0001") > 0);
    CHECK(place_of(body, "quá hạn 2 giờ 30 phút") > 0);
    test_site_close(site);
}

static void a_result_waits_to_be_handed_over(void **state)
{
    begin(*state);
    struct intake_received received =
        test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-09-18 08:30");
    test_dossier_move(&centre, centre.leader, received.code, 3, EVENT_APPROVE, 0, "2025-09-18 09:00");
    CHECK(place_of(body_of("quay1", "/dossiers?tab=hand-over"), "H55.12.07-250918-0001") > 0);
    CHECK(place_of(body_of("quay1", "/dossiers?tab=open"), "H55.12.07-250918-0001") < 0);
    test_site_close(site);
}

static void lists_beyond_the_tabs_have_addresses_of_their_own(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 09:00"); /* due 23/9 */
    struct str unopened = body_of("chuyenvien1", "/dossiers?tab=mine-unopened");
    struct str later = body_of("chuyenvien1", "/dossiers?tab=mine-later");

    CHECK(place_of(unopened, "H55.12.07-250918-0001") > 0);
    CHECK(place_of(unopened, "H55.12.07-250918-0001") < place_of(unopened, "H55.12.07-250918-0002"));
    CHECK(place_of(later, "H55.12.07-250918-0001") < 0);
    CHECK(place_of(later, "H55.12.07-250918-0002") > 0);
    CHECK(place_of(body_of("chuyenvien1", "/dossiers?tab=no-such-list"), "H55.12.07-250918-0001") > 0);
    test_site_close(site);
}

static void what_was_sent_can_be_recalled_from_its_list(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:01");
    test_db_run(site->test, "UPDATE dossier SET opened_at = held_since_at + 1 WHERE code = 'H55.12.07-250918-0002'");
    struct str body = body_of("quay1", "/dossiers?tab=sent");

    CHECK(place_of(body, "/dossiers/H55.12.07-250918-0001/take-back") > 0);
    CHECK(place_of(body, "H55.12.07-250918-0002") < 0);
    CHECK(place_of(body_of("chuyenvien1", "/dossiers?tab=sent"), "take-back") < 0);
    test_site_close(site);
}

static void a_long_list_comes_in_pages(void **state)
{
    struct str body;
    begin(*state);

    for (int i = 0; i < 51; i++)
        test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    body = body_of("chuyenvien1", "/dossiers");
    CHECK(place_of(body, "after=") > 0);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_most_urgent_stands_first),
    test_db_each(everybody_sees_their_own),
    test_db_each(what_is_overdue_is_listed),
    test_db_each(a_result_waits_to_be_handed_over),
    test_db_each(lists_beyond_the_tabs_have_addresses_of_their_own),
    test_db_each(what_was_sent_can_be_recalled_from_its_list),
    test_db_each(a_long_list_comes_in_pages),
};
TEST_DB_MAIN(tests)
