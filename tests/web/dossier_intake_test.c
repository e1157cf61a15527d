/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

#define GOOD                                                                                                       \
    "procedure_code=1.001193&channel=counter&applicant=Nguyen+Thi+Mau&identity_number=097185001234&born_on=05/03/" \
    "1985&"                                                                                                        \
    "gender=female&address=Binh+Yen&paper_1=ok&paper_2=ok"

static struct test_site *site;
static struct test_centre centre;
static const char *session;

static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    session = test_site_sign_in(site, "quay1");
}

static struct test_answer send(const char *form)
{
    return test_site_ask(
        site, (struct test_ask){
                  .method = METHOD_POST, .target = "/dossiers", .session = session, .form = form, .has_csrf = true });
}

static int64_t dossiers(void)
{
    return test_db_number(site->test, "SELECT COUNT(*) FROM dossier");
}

static void a_good_form_leads_to_the_receipt(void **state)
{
    begin(*state);
    struct test_answer answer = send("idempotency_key=k1&" GOOD);

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/dossiers/H55.12.07-250918-0001/received");
    CHECK_INT(dossiers(), 1);
    test_site_close(site);
}

static void sent_twice_is_one_dossier(void **state)
{
    begin(*state);
    CHECK_INT(send("idempotency_key=k1&" GOOD).code, 303);
    CHECK_STR(send("idempotency_key=k1&" GOOD).location, "/dossiers/H55.12.07-250918-0001/received?repeat=1");
    CHECK_INT(dossiers(), 1);
    test_site_close(site);
}

static void what_was_typed_comes_back_with_what_is_wrong(void **state)
{
    begin(*state);
    struct test_answer answer =
        send("idempotency_key=k1&procedure_code=1.001193&channel=counter&applicant=Nguyen+Thi+Mau&"
             "identity_number=097185001234&born_on=31/02/1985&address=Thon+3&paper_1=ok&paper_2_note=ghi");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("value=\"Nguyen Thi Mau\"")));
    CHECK(str_contains(answer.body, STR("value=\"31/02/1985\"")));
    CHECK(str_contains(answer.body, STR("value=\"Thon 3\"")));
    CHECK(str_contains(answer.body, STR("value=\"ghi\"")));
    CHECK(str_contains(answer.body, STR("Ngày không có trên lịch")));
    CHECK(str_contains(answer.body, STR("Chưa kiểm tra giấy tờ này")));
    CHECK(str_contains(answer.body, STR("value=\"k1\""))); /* the same form still */
    CHECK_INT(dossiers(), 0);
    test_site_close(site);
}

static void an_odd_number_is_a_warning_that_can_be_passed(void **state)
{
    begin(*state);
    struct test_answer answer = send("idempotency_key=k1&procedure_code=1.001193&channel=counter&applicant=A&"
                                     "identity_number=003185001234&address=B&paper_1=ok&paper_2=ok");

    CHECK_INT(answer.code, 200);
    CHECK(str_contains(answer.body, STR("Vẫn tiếp tục")));
    CHECK_INT(dossiers(), 0);
    answer = send("idempotency_key=k1&is_confirmed=1&procedure_code=1.001193&channel=counter&applicant=A&"
                  "identity_number=003185001234&address=B&paper_1=ok&paper_2=ok");
    CHECK_INT(answer.code, 303);
    CHECK_INT(dossiers(), 1);
    test_site_close(site);
}

static void a_card_fills_what_is_empty(void **state)
{
    begin(*state);
    struct test_answer answer =
        send("idempotency_key=k1&fill=card&procedure_code=1.001193&channel=counter&applicant=Ten+Da+Go&card="
             "097185001234%7C%7CNguy%E1%BB%85n+Th%E1%BB%8B+M%E1%BA%ABu%7C05031985%7CN%E1%BB%AF%7CB%C3%ACnh+Y%C3%AAn%"
             "7C20052021");

    CHECK_INT(answer.code, 200);
    CHECK(str_contains(answer.body, STR("value=\"097185001234\"")));
    CHECK(str_contains(answer.body, STR("value=\"05/03/1985\"")));
    CHECK(str_contains(answer.body, STR("value=\"Ten Da Go\"")));
    CHECK_INT(dossiers(), 0);
    test_site_close(site);
}

static void text_that_is_no_card_is_said_so(void **state)
{
    begin(*state);
    struct test_answer answer = send("idempotency_key=k1&" GOOD "&card=hello");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("không phải mã QR của thẻ căn cước")));
    CHECK_INT(dossiers(), 0);
    test_site_close(site);
}

static void fields_nobody_asked_for_are_refused(void **state)
{
    begin(*state);
    CHECK_INT(send("idempotency_key=k1&due_at=2030-01-01&" GOOD).code, 400);
    CHECK_INT(send(GOOD).code, 400);
    CHECK_INT(send("idempotency_key=k1&forward_to=abc&" GOOD).code, 400);
    CHECK_INT(dossiers(), 0);
    test_site_close(site);
}

static void hostile_text_is_shown_as_text(void **state)
{
    begin(*state);
    struct test_answer answer =
        send("idempotency_key=k1&procedure_code=1.001193&channel=counter&identity_number=1&address=x&"
             "applicant=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&summary=%3C/textarea%3E%3Cb%3E");

    CHECK_INT(answer.code, 422);
    CHECK(!str_contains(answer.body, STR("<script>alert")));
    CHECK(!str_contains(answer.body, STR("</textarea><b>")));
    CHECK(str_contains(answer.body, STR("&lt;script&gt;alert(1)")));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_good_form_leads_to_the_receipt),
    test_db_each(sent_twice_is_one_dossier),
    test_db_each(what_was_typed_comes_back_with_what_is_wrong),
    test_db_each(an_odd_number_is_a_warning_that_can_be_passed),
    test_db_each(a_card_fills_what_is_empty),
    test_db_each(text_that_is_no_card_is_said_so),
    test_db_each(fields_nobody_asked_for_are_refused),
    test_db_each(hostile_text_is_shown_as_text),
};
TEST_DB_MAIN(tests)
