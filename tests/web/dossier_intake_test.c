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

static void what_is_wanting_is_asked_for_in_one_go(void **state)
{
    begin(*state);
    struct test_answer answer =
        send("idempotency_key=k1&decision=ask&procedure_code=1.001193&channel=counter&applicant=A&"
             "identity_number=097185001234&address=B&paper_1=ok&paper_2=faulty&paper_2_fault=expired");

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/dossiers/H55.12.07-250918-0001");
    CHECK_STR(test_db_text(site->test, "SELECT state FROM dossier"), "asked");
    CHECK_STR(test_db_text(site->test, "SELECT fault_reason FROM dossier_paper WHERE position = 2"), "expired");
    CHECK_INT(send("idempotency_key=k2&decision=ask&is_confirmed=1&" GOOD).code, 422);    /* nothing is wanting */
    CHECK_INT(send("idempotency_key=k3&decision=reject&is_confirmed=1&" GOOD).code, 422); /* no reason of law */
    CHECK_INT(dossiers(), 1);
    answer = send("idempotency_key=k5&decision=reject&is_confirmed=1&reason=Xa+kh%C3%A1c&" GOOD);
    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("Lý do theo pháp luật: Chọn lý do theo pháp luật.")));
    CHECK(str_contains(answer.body, STR("Căn cứ pháp lý: Ghi số văn bản hoặc điều, khoản.")));
    CHECK_INT(dossiers(), 1);
    CHECK_INT(send("idempotency_key=k4&decision=reject&is_confirmed=1&reason=Xa+kh%C3%A1c&refusal=not-competent&"
                   "legal_basis=Lu%E1%BA%ADt+60/2014/QH13&" GOOD)
                  .code,
              303);
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM dossier WHERE state = 'rejected'"), 1);
    test_site_close(site);
}

static void a_dossier_like_this_one_is_shown_before_a_second_is_made(void **state)
{
    begin(*state);
    CHECK_INT(send("idempotency_key=k1&" GOOD).code, 303);
    struct test_answer answer = send("idempotency_key=k2&" GOOD);

    CHECK_INT(answer.code, 200);
    CHECK(str_contains(answer.body, STR("Người này đã có hồ sơ cùng thủ tục")));
    CHECK(str_contains(answer.body, STR("href=\"/dossiers/H55.12.07-250918-0001\"")));
    CHECK_INT(dossiers(), 1);
    CHECK_INT(send("idempotency_key=k2&is_confirmed=1&" GOOD).code, 303);
    CHECK_INT(dossiers(), 2);
    test_db_run(site->test, "UPDATE dossier SET closed_at = received_at, handed_over_at = received_at - 2678400000;");
    CHECK_INT(send("idempotency_key=k3&" GOOD).code, 303); /* handed back long ago */
    test_site_close(site);
}

static void owner_and_submitter_stand_beside_the_applicant(void **state)
{
    begin(*state);
    struct test_answer answer =
        send("idempotency_key=k1&answer_0=yes&owner_name=Be+Mau&owner_identity_number=097225000001&"
             "submitter_name=Tran+Van+Mau&submitter_identity_number=098065000123&" GOOD);

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("href=\"#submitter_authorisation\"")));
    CHECK_INT(dossiers(), 0);
    answer = send("idempotency_key=k1&answer_0=yes&owner_name=Be+Mau&owner_identity_number=097225000001&"
                  "submitter_name=Tran+Van+Mau&submitter_identity_number=098065000123&"
                  "submitter_authorisation=Giay+uy+quyen&" GOOD);
    CHECK_INT(answer.code, 303);
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM dossier_person"), 2);
    answer = test_site_ask(site, (struct test_ask){ .target = "/dossiers/H55.12.07-250918-0001", .session = session });
    CHECK(str_contains(answer.body, STR("Giay uy quyen")));
    CHECK(str_contains(answer.body, STR("Be Mau")));
    CHECK(str_contains(test_db_text(site->test, "SELECT content FROM form_issue"), STR("Giay uy quyen")));
    /* Without a submitter his fields mean nothing. */
    CHECK_INT(send("idempotency_key=k2&is_confirmed=1&answer_0=no&submitter_name=Tran+Van+Mau&" GOOD).code, 303);
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM dossier_person"), 2);
    test_site_close(site);
}

static void a_card_that_says_something_else_is_a_warning(void **state)
{
    begin(*state);
    struct test_answer answer = send(
        "idempotency_key=k1&card_for=submitter&fill=card&submitter_name=Ten+Khac&procedure_code=1.001193&channel="
        "counter&"
        "card=097185001234%7C%7CNguy%E1%BB%85n+Th%E1%BB%8B+M%E1%BA%ABu%7C05031985%7CN%E1%BB%AF%7CB%C3%ACnh+Y%C3%AAn%"
        "7C20052021");

    CHECK_INT(answer.code, 200);
    CHECK(str_contains(answer.body, STR("Họ và tên: thẻ ghi “Nguyễn Thị Mẫu”, tờ khai ghi “Ten Khac”.")));
    CHECK(str_contains(answer.body, STR("name=\"submitter_identity_number\"")));
    CHECK(str_contains(answer.body, STR("value=\"097185001234\"")));
    CHECK(str_contains(answer.body, STR("value=\"Ten Khac\"")));
    test_site_close(site);
}

static void what_came_by_itself_is_looked_at_with_the_same_form(void **state)
{
    begin(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;

    request.decision = INTAKE_SUBMIT;
    request.typed.fields[INTAKE_channel] = STR("online");
    CHECK_OK(dossier_intake_receive(site->test->db, site->test->arena, centre.counter, site->now, &request, &faults,
                                    &received));
    struct test_answer answer =
        test_site_ask(site, (struct test_ask){ .target = "/dossiers?tab=submitted", .session = session });

    CHECK(str_contains(answer.body, STR("H55.12.07-250918-0001")));
    CHECK(str_contains(answer.body, STR("còn 1 ngày"))); /* eight working hours */
    answer = test_site_ask(site,
                           (struct test_ask){ .target = "/dossiers/H55.12.07-250918-0001/accept", .session = session });
    CHECK_INT(answer.code, 200);
    CHECK(str_contains(answer.body, STR("value=\"Nguyễn Thị Mẫu\"")));
    struct test_ask accept = { .method = METHOD_POST,
                               .target = "/dossiers/H55.12.07-250918-0001/accept",
                               .session = session,
                               .has_csrf = true,
                               .form = "version=1&applicant=A&identity_number=097185001234&address=B&paper_1=ok" };

    CHECK_INT(test_site_ask(site, accept).code, 422);
    accept.form = "version=1&applicant=A&identity_number=097185001234&address=B&paper_1=ok&paper_2=ok";
    CHECK_STR(test_site_ask(site, accept).location, "/dossiers/H55.12.07-250918-0001/received");
    CHECK_STR(test_db_text(site->test, "SELECT state FROM dossier"), "received");
    accept.form =
        "version=1&applicant=Ma+Th%E1%BB%8B+M%E1%BA%ABu&identity_number=097185001234&address=B&paper_1=ok&paper_2=ok";
    answer = test_site_ask(site, accept);
    CHECK_INT(answer.code, 409);
    CHECK(str_contains(answer.body, STR("value=\"Ma Thị Mẫu\""))); /* nothing typed is lost */
    test_site_close(site);
}

static void a_printed_list_leads_to_its_form(void **state)
{
    begin(*state);
    struct test_ask scan = { .target = "/dossiers/new?q=http://x/procedures/1.001193%3Fa%3D1.250701.0",
                             .session = session };

    CHECK_STR(test_site_ask(site, scan).location, "/dossiers/new/1.001193?a=1.250701.0");
    struct test_answer answer =
        test_site_ask(site, (struct test_ask){ .target = "/dossiers/new/1.001193?a=1.250701.1", .session = session });

    CHECK(str_contains(answer.body, STR("Đã lấy câu trả lời từ phiếu giấy tờ")));
    CHECK(str_contains(answer.body,
                       STR("id=\"answer_nop-thay\" name=\"answer_0\" type=\"radio\" value=\"yes\" checked")));
    answer =
        test_site_ask(site, (struct test_ask){ .target = "/dossiers/new/1.001193?a=1.240701.1", .session = session });
    CHECK(str_contains(answer.body, STR("in theo quy định khác")));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_is_wanting_is_asked_for_in_one_go),
    test_db_each(a_dossier_like_this_one_is_shown_before_a_second_is_made),
    test_db_each(owner_and_submitter_stand_beside_the_applicant),
    test_db_each(a_card_that_says_something_else_is_a_warning),
    test_db_each(what_came_by_itself_is_looked_at_with_the_same_form),
    test_db_each(a_printed_list_leads_to_its_form),
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
