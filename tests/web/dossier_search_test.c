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

static struct test_answer get(const char *login, const char *target)
{
    return test_site_look(site, login, target);
}

static struct test_answer type(const char *session, const char *form)
{
    return test_site_ask(
        site, (struct test_ask){ .method = METHOD_POST, .target = "/search", .session = session, .form = form });
}

/* What is typed, urlencoded, and where its address leads. */
static struct test_answer find(const char *login, const char *typed)
{
    const char *session = test_site_sign_in(site, login);
    struct arena *arena = site->test->arena;
    struct test_answer answer = type(session, arena_c_string(arena, arena_printf(arena, "q=%s", typed)));

    CHECK_INT(answer.code, 303);
    return test_site_ask(site, (struct test_ask){ .method = METHOD_GET,
                                                  .target = arena_c_string(arena, answer.location),
                                                  .session = session });
}

static bool has(struct test_answer answer, const char *text)
{
    return str_contains(answer.body, str_of(text));
}

static void a_code_that_is_there_opens_at_once(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    struct test_answer answer = find("quay1", "h55.12.07-250918-1");

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/dossiers/H55.12.07-250918-0001");
    site->now = test_moment("2025-09-19 08:00");
    answer = find("quay1", "https%3A%2F%2Fmotcua.example%2Fstatus%2FH55.12.07-250918-0001%2FABC");
    CHECK_STR(answer.location, "/dossiers/H55.12.07-250918-0001");
    test_site_close(site);
}

static void what_is_found_is_listed_without_numbers_of_people(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    struct test_answer answer = find("chuyenvien2", "097185001234");

    CHECK_INT(answer.code, 200);
    CHECK(has(answer, "/dossiers/H55.12.07-250918-0001"));
    CHECK(has(answer, "Nguyễn Thị Mẫu"));
    CHECK(has(answer, "value=\"097185001234\"")); /* as typed, in the box */
    answer = find("chuyenvien2", "1");
    CHECK(has(answer, "/dossiers/H55.12.07-250918-0001"));
    CHECK(!has(answer, "097185001234"));
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM access_trace"), 0);
    test_site_close(site);
}

static void names_telephones_and_procedures_are_found(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    CHECK(has(find("chuyenvien1", "thi+mau"), "/dossiers/H55.12.07-250918-0001"));
    CHECK(!has(find("chuyenvien1", "thi+mau"), "Hồ sơ mới nhất của thủ tục"));
    struct test_answer answer = find("chuyenvien1", "h%C3%B4n+nh%C3%A2n");

    CHECK(has(answer, "Hồ sơ mới nhất của thủ tục Xác nhận tình trạng hôn nhân (1.004873)"));
    CHECK(has(answer, "/dossiers/H55.12.07-250918-0001"));
    answer = find("chuyenvien1", "0912345678");
    CHECK(has(answer, "số điện thoại tận cùng là 0912345678"));
    test_site_close(site);
}

static void others_whose_dossier_it_is_stand_beside_the_applicant(void **state)
{
    begin(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;

    request.typed.persons[PERSON_OWNER].is_given = true;
    request.typed.persons[PERSON_OWNER].fields[PERSON_name] = STR("Lò Thị Bé");
    request.typed.persons[PERSON_OWNER].fields[PERSON_identity_number] = STR("097325000009");
    CHECK_OK(dossier_intake_receive(site->writer, site->test->arena, centre.counter, test_moment("2025-09-18 08:00"),
                                    &request, &faults, &received));
    struct test_answer answer = find("chuyenvien1", "lo+thi+be");

    CHECK(has(answer, "Nguyễn Thị Mẫu"));
    CHECK(has(answer, "chủ hồ sơ Lò Thị Bé"));
    CHECK(!has(answer, "097325000009"));
    test_site_close(site);
}

static void many_are_said_to_be_many(void **state)
{
    begin(*state);
    for (int i = 0; i < 51; i++)
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    struct test_answer answer = find("chuyenvien1", "mau");

    CHECK(has(answer, "Đây là 50 hồ sơ mới nhất, còn nữa."));
    CHECK(has(answer, "/dossiers/H55.12.07-250918-0051"));
    CHECK(has(answer, "/dossiers/H55.12.07-250918-0002"));
    CHECK(!has(answer, "/dossiers/H55.12.07-250918-0001"));
    test_site_close(site);
}

static void nothing_found_says_what_was_tried(void **state)
{
    begin(*state);
    struct test_answer answer = find("quay1", "H55.12.07-250918-0009");

    CHECK_INT(answer.code, 200);
    CHECK(has(answer, "Không thấy hồ sơ nào."));
    CHECK(has(answer, "mã hồ sơ H55.12.07-250918-0009"));
    answer = find("quay1", "%3Cb%3E");
    CHECK(has(answer, "Không thấy hồ sơ nào."));
    CHECK(has(answer, "value=\"&lt;b&gt;\""));
    test_site_close(site);
}

static void nothing_typed_says_what_can_be(void **state)
{
    begin(*state);
    CHECK(has(get("quay1", "/search"), "Gõ hoặc quét được gì"));
    CHECK(!has(find("quay1", "++"), "Không thấy hồ sơ nào."));
    CHECK(!has(get("quay1", "/search?q=++"), "Không thấy hồ sơ nào."));
    test_site_close(site);
}

static void too_much_is_said_to_be_too_much(void **state)
{
    char target[320] = "/search?q=";

    begin(*state);
    for (int i = 10; i < 311; i++)
        target[i] = 'a';
    CHECK(has(get("quay1", target), "Dài quá."));
    CHECK(has(type(test_site_sign_in(site, "quay1"), target + sizeof "/search?" - 1), "Dài quá."));
    test_site_close(site);
}

static void no_name_and_no_number_of_a_person_stands_in_an_address(void **state)
{
    static const char *const typed[] = { "097185001234", "0912345678", "5678", "thi+mau", "09718500123", "B1234567" };
    static const char *const shown[] = { "1", "H55.12.07-250918", "1.001193" };

    begin(*state);
    const char *session = test_site_sign_in(site, "quay1"), *other = test_site_sign_in(site, "chuyenvien1");
    struct arena *arena = site->test->arena;

    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct test_answer answer = type(session, arena_c_string(arena, arena_printf(arena, "q=%s", typed[i])));

        CHECK_INT(answer.next, EXCHANGE_READS); /* nobody's change waits for it */
        CHECK(str_starts_with(answer.location, STR("/search?sealed=")));
        CHECK(!str_contains(answer.location, str_of(typed[i])));
        struct test_answer old = test_site_ask(
            site, (struct test_ask){ .method = METHOD_GET,
                                     .target = arena_c_string(arena, arena_printf(arena, "/search?q=%s", typed[i])),
                                     .session = session });

        CHECK_INT(old.code, 303); /* and none stays there that came there otherwise */
        CHECK(str_starts_with(old.location, STR("/search?sealed=")));
        answer = test_site_ask(site, (struct test_ask){ .method = METHOD_GET,
                                                        .target = arena_c_string(arena, answer.location),
                                                        .session = other });
        CHECK(has(answer, "Gõ hoặc quét được gì")); /* another session reads nothing in it */
        CHECK(has(answer, "name=\"q\" type=\"search\" value=\"\""));
    }
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        CHECK_STR(type(session, arena_c_string(arena, arena_printf(arena, "q=%s", shown[i]))).location,
                  arena_c_string(arena, arena_printf(arena, "/search?q=%s", shown[i])));
    CHECK_STR(type(session, "q=https%3A%2F%2Fmotcua.example%2Fstatus%2FH55.12.07-250918-0001%2FABC").location,
              "/search?q=H55.12.07-250918-0001");
    test_site_close(site);
}

static void a_stranger_who_types_is_asked_to_sign_in(void **state)
{
    begin(*state);
    CHECK_STR(type(NULL, "q=097185001234").location, "/login?next=/search");
    test_site_close(site);
}

static void the_box_is_there_for_those_who_may_look(void **state)
{
    begin(*state);
    test_office_person(site->test, site->office_id, "quantri", ROLE_ADMINISTRATOR, "VP");
    CHECK(has(get("quay1", "/work"), "action=\"/search\""));
    CHECK(has(get("lanhdao", "/procedures"), "action=\"/search\""));
    CHECK(!has(get("quantri", "/procedures"), "action=\"/search\""));
    struct test_answer answer = test_site_ask(site, (struct test_ask){ .method = METHOD_GET, .target = "/procedures" });

    CHECK(!has(answer, "action=\"/search\""));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_code_that_is_there_opens_at_once),
    test_db_each(what_is_found_is_listed_without_numbers_of_people),
    test_db_each(names_telephones_and_procedures_are_found),
    test_db_each(others_whose_dossier_it_is_stand_beside_the_applicant),
    test_db_each(many_are_said_to_be_many),
    test_db_each(nothing_found_says_what_was_tried),
    test_db_each(nothing_typed_says_what_can_be),
    test_db_each(too_much_is_said_to_be_too_much),
    test_db_each(no_name_and_no_number_of_a_person_stands_in_an_address),
    test_db_each(a_stranger_who_types_is_asked_to_sign_in),
    test_db_each(the_box_is_there_for_those_who_may_look),
};
TEST_DB_MAIN(tests)
