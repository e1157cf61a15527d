/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;

/* At 10:00 on Thursday, 18 September 2025. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
}

static struct test_answer ask(const char *login, enum method method, const char *target, const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = method,
                                                  .target = target,
                                                  .session = test_site_sign_in(site, login),
                                                  .form = form,
                                                  .has_csrf = form != NULL });
}

static const char *form_for(struct actor who, const char *rest)
{
    return arena_printf(site->test->arena, "person=%lld&%s", (long long)who.account_id, rest).at;
}

static int64_t absences(void)
{
    return test_db_number(site->test, "SELECT COUNT(*) FROM absence");
}

static void everybody_enters_the_own_absence_and_a_head_those_of_the_unit(void **state)
{
    begin(*state);
    struct str body = ask("chuyenvien1", METHOD_GET, "/absences", NULL).body;

    CHECK_HAS(body, "chuyenvien1 (tôi)");
    CHECK(!str_contains(body, STR("chuyenvien2")));
    CHECK_HAS(body, "value=\"18/09/2025\"");
    body = ask("truongphong", METHOD_GET, "/absences", NULL).body;
    CHECK_HAS(body, "chuyenvien2 (");
    CHECK(!str_contains(body, STR("quay1 (")));
    CHECK_HAS(ask("lanhdao", METHOD_GET, "/absences", NULL).body, "quay1 (");
    struct test_answer answer =
        ask("chuyenvien1", METHOD_POST, "/absences", form_for(centre.specialist, "from=19%2F9%2F2025&to="));

    CHECK_INT(answer.code, 303);
    CHECK(str_starts_with(answer.location, STR("/absences/")));
    CHECK_INT(ask("chuyenvien2", METHOD_POST, "/absences", form_for(centre.specialist, "from=19/9/2025&to=")).code,
              403);
    CHECK_HAS(ask("quay1", METHOD_GET, "/absences", NULL).body, "Sắp vắng");
    CHECK_INT(absences(), 1);
    test_site_close(site);
}

static void what_is_wrong_is_said_and_what_was_typed_stays(void **state)
{
    static const struct {
        const char *rest, *words;
    } bad[] = {
        { "from=32/09/2025&to=", "Ngày bắt đầu chưa đúng." },
        { "from=&to=", "Ngày bắt đầu chưa đúng." },
        { "from=18/09/2025&to=hai", "Ngày kết thúc chưa đúng." },
        { "from=18/09/2025&to=17/09/2025", "Ngày kết thúc không trước ngày bắt đầu" },
        { "from=18/09/2025&to=18/12/2026", "Ngày kết thúc không trước ngày bắt đầu" },
    };

    begin(*state);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct test_answer answer =
            ask("truongphong", METHOD_POST, "/absences", form_for(centre.specialist, bad[i].rest));

        CHECK_INT(answer.code, 422);
        CHECK_HAS(answer.body, bad[i].words);
        CHECK(i == 1 || str_contains(answer.body, str_of(i == 0 ? "32/09/2025" : "18/09/2025")));
        CHECK_HAS(
            answer.body,
            arena_printf(site->test->arena, "value=\"%lld\" selected", (long long)centre.specialist.account_id).at);
    }
    CHECK_INT(ask("truongphong", METHOD_POST, "/absences", "person=x&from=18/09/2025&to=").code, 400);
    CHECK_INT(ask("truongphong", METHOD_POST, "/absences", form_for(centre.specialist, "from=18/09/2025&x=1")).code,
              400);
    CHECK_INT(ask("truongphong", METHOD_GET, "/absences?after=x", NULL).code, 400);
    CHECK_INT(absences(), 0);
    CHECK_INT(ask("truongphong", METHOD_POST, "/absences", form_for(centre.specialist, "from=18/09/2025&to=")).code,
              303);
    struct test_answer answer =
        ask("truongphong", METHOD_POST, "/absences", form_for(centre.specialist, "from=22/09/2025&to="));

    CHECK_INT(answer.code, 422);
    CHECK_HAS(answer.body, "Người này có một đợt vắng chưa kết thúc.");
    CHECK_INT(absences(), 1);
    test_site_close(site);
}

/* Whoever chooses sees who is away, and somebody else is chosen unless they choose otherwise. */
static void who_is_away_is_marked_where_people_are_chosen(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 08:00");
    test_dossier_receive(&centre, "1.004873", centre.colleague.account_id, "2025-09-18 08:01");
    struct str first =
        arena_printf(site->test->arena, "value=\"%lld\" selected", (long long)centre.specialist.account_id);
    struct str body = ask("quay1", METHOD_GET, "/dossiers/H55.12.07-250918-0001", NULL).body;

    CHECK(str_contains(body, first)); /* has least */
    CHECK_INT(
        ask("truongphong", METHOD_POST, "/absences", form_for(centre.specialist, "from=18/09/2025&to=22/09/2025")).code,
        303);
    body = ask("quay1", METHOD_GET, "/dossiers/H55.12.07-250918-0001", NULL).body;
    CHECK_HAS(body, "chuyenvien1 (chưa giữ hồ sơ nào, đang vắng đến hết 22/09/2025)");
    CHECK(!str_contains(body, first));
    body = ask("quay1", METHOD_GET, "/dossiers/new/1.004873", NULL).body;
    CHECK_HAS(body, "chuyenvien1 (chưa giữ hồ sơ nào, đang vắng đến hết 22/09/2025)");
    CHECK(!str_contains(body, first));
    CHECK_HAS(ask("truongphong", METHOD_GET, "/assignments", NULL).body, "đang vắng đến hết 22/09/2025");
    site->now = test_moment("2025-09-23 08:00");
    body = ask("quay1", METHOD_GET, "/dossiers/H55.12.07-250918-0001", NULL).body;
    CHECK(!str_contains(body, STR("đang vắng")));
    test_site_close(site);
}

static void a_head_is_reminded_of_who_is_away(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    ask("truongphong", METHOD_POST, "/absences", form_for(centre.specialist, "from=19/09/2025&to=22/09/2025"));
    CHECK_HAS(ask("truongphong", METHOD_GET, "/work", NULL).body,
              "chuyenvien1 vắng từ 19/09/2025 đến hết 22/09/2025, còn giữ 1 hồ sơ chưa bàn giao");
    CHECK(!str_contains(ask("quay1", METHOD_GET, "/work", NULL).body, STR("vắng từ")));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(everybody_enters_the_own_absence_and_a_head_those_of_the_unit),
    test_db_each(what_is_wrong_is_said_and_what_was_typed_stays),
    test_db_each(who_is_away_is_marked_where_people_are_chosen),
    test_db_each(a_head_is_reminded_of_who_is_away),
};
TEST_DB_MAIN(tests)
