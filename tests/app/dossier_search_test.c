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

/* ---- Names and telephones ------------------------------------------------------------------------ */

static void names_are_found_with_and_without_accents_whole_and_in_part(void **state)
{
    static const struct {
        const char *typed, *serials;
    } examples[] = {
        { "Đặng Thị Mỹ", "0001 " },    { "dang thi my", "0001 " },  { "DANG THI MI", "0001 " },
        { "đặng", "0001 " },           { "mỹ", "0001 " },           { "thi m", "0003 0001 " },
        { "thị", "0003 0001 " },       { "dang my", "0001 " },      { "my dang", "0001 " },
        { "d t m", "0001 " },          { "van an", "0004 0002 " },  { "Trần Văn An", "0004 0002 " },
        { "an", "0004 0002 " },        { "tran an", "0004 0002 " }, { "Trần Văn Anh", "" },
        { "nguien thi mau", "0003 " }, { "nguyễn văn", "" },
    };

    centre = test_centre_found(*state);
    receive("Đặng Thị Mỹ", "097185000001", "0912345678", "2025-09-18 08:00");
    receive("Trần Văn An", "097085000002", "0987654321", "2025-09-18 08:01");
    receive("Nguyễn Thị Mẫu", "097185000003", "0911111111", "2025-09-18 08:02");
    receive("Trần Văn An", "097085000004", "0922222222", "2025-09-18 08:03");
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STR(serials(search(examples[i].typed)), examples[i].serials);
}

static void telephones_are_found_whole_and_by_their_end(void **state)
{
    centre = test_centre_found(*state);
    receive("Đặng Thị Mỹ", "097185000001", "0912 345 678", "2025-09-18 08:00");
    receive("Trần Văn An", "097085000002", "0987655678", "2025-09-18 08:01");
    CHECK_STR(serials(search("0912345678")), "0001 ");
    CHECK_STR(serials(search("+84 912 345 678")), "0001 ");
    CHECK_STR(serials(search("345678")), "0001 ");
    CHECK_STR(serials(search("5678")), "0002 0001 ");
    CHECK_STR(serials(search("0912345679")), "");
}

static void owner_and_submitter_are_found_too(void **state)
{
    centre = test_centre_found(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;

    request.typed.persons[PERSON_OWNER].is_given = true;
    request.typed.persons[PERSON_OWNER].fields[PERSON_name] = STR("Lò Thị Bé");
    request.typed.persons[PERSON_OWNER].fields[PERSON_identity_number] = STR("097325000009");
    CHECK_OK(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                    test_moment("2025-09-18 08:00"), &request, &faults, &received));
    CHECK_STR(serials(search("lo thi be")), "0001 ");
    CHECK_STR(serials(search("lo be")), "0001 ");
    CHECK_STR(serials(search("097325000009")), "0001 ");
    CHECK_STR(search("be").rows[0].owner_name, "Lò Thị Bé");
    CHECK_STR(serials(search("lo mau")), ""); /* of two people */
}

/* ---- Procedures ---------------------------------------------------------------------------------- */

static void words_that_are_nobodys_name_are_a_procedure(void **state)
{
    centre = test_centre_found(*state);
    receive("Đặng Thị Mỹ", "097185000001", "0912345678", "2025-09-18 08:00");
    test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:05");
    test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:10");
    struct dossier_search found = search("khai sinh");

    CHECK_STR(serials(found), "0003 0002 ");
    CHECK_STR(found.procedure.procedure_code, "1.001193");
    found = search("hôn nhân");
    CHECK_STR(serials(found), "0001 ");
    CHECK_STR(found.procedure.name, "Xác nhận tình trạng hôn nhân");
    CHECK_STR(serials(search("1.001193")), "0003 0002 ");
    CHECK_STR(search("my").procedure.procedure_code, NULL);
    CHECK_STR(serials(search("tach thua dat")), "");
}

/* ---- Many ---------------------------------------------------------------------------------------- */

/* `count` more like the first dossier, all of the same name, their keys among them. */
static void copy_dossiers(int count, const char *key)
{
    struct arena *arena = centre.test->arena;
    const char *numbers =
        arena_printf(arena, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) ", count).at;

    test_db_run(
        centre.test,
        arena_printf(
            arena,
            "INSERT INTO dossier (dossier_id, office_id, code, public_key, procedure_version_id, channel, applicant, "
            "applicant_fold, identity_number, address, phone, email, summary, state, unit_id, version, received_by_id, "
            "received_at, due_at, promised_at) %s SELECT d.dossier_id + i, d.office_id, d.code || 'x' || CAST(i AS "
            "TEXT), d.public_key, d.procedure_version_id, d.channel, d.applicant, d.applicant_fold, d.identity_number, "
            "d.address, d.phone, d.email, d.summary, d.state, d.unit_id, d.version, d.received_by_id, d.received_at, "
            "d.due_at, d.promised_at FROM n CROSS JOIN (SELECT * FROM dossier ORDER BY dossier_id LIMIT 1) AS d;",
            numbers)
            .at);
    test_db_run(centre.test,
                arena_printf(arena,
                             "INSERT INTO search_key (office_id, search_key, dossier_id) SELECT office_id, '%s', "
                             "dossier_id FROM dossier WHERE code LIKE '%%x%%';",
                             key)
                    .at);
}

static void of_many_with_one_name_the_newest_are_shown(void **state)
{
    centre = test_centre_found(*state);
    receive("Nguyễn Thị Mẫu", "097185000001", "0912345678", "2025-09-18 08:00");
    copy_dossiers(450, "thi mau");
    struct dossier_search found = search("thị mẫu");

    CHECK_INT(found.count, 50);
    CHECK(found.has_more);
    CHECK(!found.is_cut); /* no more than those were needed */
    CHECK_STR(found.rows[0].code, "H55.12.07-250918-0001x450");
    CHECK_STR(found.rows[49].code, "H55.12.07-250918-0001x401");
}

static void of_too_many_only_some_are_looked_at_and_that_is_said(void **state)
{
    centre = test_centre_found(*state);
    receive("Nguyễn Thị Mẫu", "097185000001", "0912345678", "2025-09-18 08:00");
    copy_dossiers(399, "thi maut");
    struct dossier_search found = search("thi ma");

    CHECK_INT(found.count, 50);
    CHECK(found.has_more);
    CHECK(found.is_cut); /* 400 is as many as are looked at */
    test_db_run(centre.test, "DELETE FROM search_key WHERE search_key = 'thi maut' AND dossier_id = (SELECT "
                             "MAX(dossier_id) FROM dossier);");
    CHECK(!search("thi ma").is_cut);
}

static void another_office_is_not_searched(void **state)
{
    centre = test_centre_found(*state);
    receive("Nguyễn Thị Mẫu", "097185000001", "0912345678", "2025-09-18 08:00");
    struct actor stranger = centre.counter;
    struct dossier_search found;

    test_db_run(centre.test,
                "INSERT INTO office (office_id, agency_code, name, centre_name, place_name, address, phone, "
                "public_url) VALUES (77, 'H55.12.08', 'x', 'x', 'x', 'x', 'x', 'x');");
    stranger.office_id = 77;
    for (const char *const *typed = (const char *const[]){ "mau", "0912345678", "097185000001", "1.004873", "1",
                                                           "H55.12.07-250918-0001", "thi mau", NULL };
         *typed != NULL; typed++) {
        CHECK_OK(dossier_search(centre.test->db, centre.test->arena, stranger, test_date("2025-09-18"), str_of(*typed),
                                &found));
        CHECK_INT(found.count, 0);
        CHECK_STR(found.code, NULL);
        CHECK(search(*typed).count > 0);
    }
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
    test_db_each(names_are_found_with_and_without_accents_whole_and_in_part),
    test_db_each(telephones_are_found_whole_and_by_their_end),
    test_db_each(owner_and_submitter_are_found_too),
    test_db_each(words_that_are_nobodys_name_are_a_procedure),
    test_db_each(of_many_with_one_name_the_newest_are_shown),
    test_db_each(of_too_many_only_some_are_looked_at_and_that_is_said),
    test_db_each(another_office_is_not_searched),
    test_db_each(only_those_who_may_look_find_something),
    test_db_each(too_much_is_not_looked_for),
};
TEST_DB_MAIN(tests)
