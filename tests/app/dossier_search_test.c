/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_search.h"

#include "support/test_dossier.h"

static struct test_centre centre;

static struct dossier_search search_on(const char *typed, const char *today)
{
    struct dossier_search found;

    CHECK_OK(
        dossier_search(centre.test->db, centre.test->arena, centre.counter, test_date(today), str_of(typed), &found));
    return found;
}

static struct dossier_search search(const char *typed)
{
    return search_on(typed, "2025-09-18");
}

/* The serials of what was found, in its order: "0002 0001 ". */
static struct str serials(struct dossier_search found)
{
    struct str text = STR("");

    for (size_t i = 0; i < found.count; i++)
        text = arena_printf(centre.test->arena, "%.*s%.*s ", STR_ARG(text),
                            STR_ARG(str_from(found.rows[i].code, found.rows[i].code.len - 4)));
    return text;
}

static struct str receive(const char *name, const char *number, const char *phone, const char *at)
{
    struct intake_request request = test_intake(&centre, "1.004873");
    struct intake_received received;
    struct intake_faults faults;

    request.typed.fields[INTAKE_applicant] = str_of(name);
    request.typed.fields[INTAKE_identity_number] = str_of(number);
    request.typed.fields[INTAKE_phone] = str_of(phone);
    CHECK_OK(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter, test_moment(at), &request,
                                    &faults, &received));
    return received.code;
}

static void a_whole_code_is_the_dossier(void **state)
{
    centre = test_centre_found(*state);
    receive("Nguyễn Thị Mẫu", "097185001234", "0912345678", "2025-09-18 08:00");
    CHECK_STR(search("H55.12.07-250918-0001").code, "H55.12.07-250918-0001");
    CHECK_STR(search("h5512072509180001").code, "H55.12.07-250918-0001");
    CHECK_STR(search("250918-1").code, "H55.12.07-250918-0001");
    CHECK_STR(search("https://motcua.example/status/H55.12.07-250918-0001/ABCDEFGHIJKLMNOP").code,
              "H55.12.07-250918-0001");
    CHECK_STR(search("H55.12.07-250918-0002").code, NULL);
    CHECK_INT(search("H55.12.07-250918-0002").count, 0);
    CHECK_INT(search("H55.12.07-250918-0002").query.count, 1);
}

static void the_beginning_of_a_code_finds_the_day_last_first(void **state)
{
    centre = test_centre_found(*state);
    receive("Nguyễn Thị Mẫu", "097185001234", "0912345678", "2025-09-17 08:00");
    receive("Nguyễn Thị Mẫu", "097185001234", "0912345678", "2025-09-18 08:00");
    receive("Trần Văn Mẫu", "097085001234", "0912345678", "2025-09-18 08:05");
    CHECK_STR(serials(search("250918")), "0002 0001 ");
    CHECK_STR(serials(search("H55.12.07-2509")), "0002 0001 0001 ");
    CHECK_STR(search("250918").code, NULL);
}

static void a_number_alone_is_one_of_the_last_days(void **state)
{
    centre = test_centre_found(*state);
    receive("Nguyễn Thị Mẫu", "097185001234", "0912345678", "2025-08-18 08:00");
    receive("Nguyễn Thị Mẫu", "097185001234", "0912345678", "2025-08-19 08:00");
    receive("Nguyễn Thị Mẫu", "097185001234", "0912345678", "2025-09-18 08:00");
    receive("Nguyễn Thị Mẫu", "097185001234", "0912345678", "2025-09-18 08:05");
    struct dossier_search found = search("1");

    CHECK_INT(found.count, 2);
    CHECK_STR(found.rows[0].code, "H55.12.07-250918-0001");
    CHECK_STR(found.rows[1].code, "H55.12.07-250819-0001");
    CHECK_STR(serials(search("0002")), "0002 ");
    CHECK_STR(found.code, NULL);
}

static void a_number_of_a_person_finds_all_that_person_asked_for(void **state)
{
    centre = test_centre_found(*state);
    receive("Nguyễn Thị Mẫu", "097185001234", "0912345678", "2025-09-17 08:00");
    receive("Nguyễn Thị Mẫu", "097185001234", "0912345678", "2025-09-18 08:00");
    receive("Trần Văn Mẫu", "097085001234", "0912345678", "2025-09-18 08:05");
    CHECK_INT(search("097185001234").count, 2);
    CHECK_STR(search("097185001234").rows[0].code, "H55.12.07-250918-0001");
    CHECK_STR(serials(search("097 085 001 234")), "0002 ");
    CHECK_STR(serials(search("097085001234||Trần Văn Mẫu|05031985|Nam|Xóm Mẫu, Bình Yên|20052021")), "0002 ");
}

static void only_those_who_may_look_find_something(void **state)
{
    struct dossier_search found;

    centre = test_centre_found(*state);
    struct actor administrator = { .office_id = centre.office_id, .role = ROLE_ADMINISTRATOR };

    CHECK_INT(
        dossier_search(centre.test->db, centre.test->arena, administrator, test_date("2025-09-18"), STR("1"), &found),
        ST_FORBIDDEN);
}

static void too_much_is_not_looked_for(void **state)
{
    char text[302] = { 0 };
    struct dossier_search found;

    centre = test_centre_found(*state);
    for (int i = 0; i < 301; i++)
        text[i] = '7';
    CHECK_INT(dossier_search(centre.test->db, centre.test->arena, centre.counter, test_date("2025-09-18"), str_of(text),
                             &found),
              ST_TOO_LARGE);
    text[300] = '\0';
    CHECK_OK(dossier_search(centre.test->db, centre.test->arena, centre.counter, test_date("2025-09-18"), str_of(text),
                            &found));
    CHECK_INT(found.count, 0);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_whole_code_is_the_dossier),
    test_db_each(the_beginning_of_a_code_finds_the_day_last_first),
    test_db_each(a_number_alone_is_one_of_the_last_days),
    test_db_each(a_number_of_a_person_finds_all_that_person_asked_for),
    test_db_each(only_those_who_may_look_find_something),
    test_db_each(too_much_is_not_looked_for),
};
TEST_DB_MAIN(tests)
