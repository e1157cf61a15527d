/* SPDX-License-Identifier: Apache-2.0 */
#include "app/token_admin.h"
#include "app/verify.h"
#include "support/test_dossier.h"
#include "support/test_site.h"

#include <stdio.h>

static struct test_site *site;
static struct test_centre centre;

#define CODE "H55.12.07-250918-0001"

static void begin(struct test_db *test)
{
    char script[3000];

    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    test_office_person(test, centre.office_id, "quantri", ROLE_ADMINISTRATOR, "VP");
    snprintf(
        script, sizeof script,
        "INSERT INTO tariff (tariff_id, office_id, tariff_code, name, tariff_unit, setter, certainty, legal_basis, "
        "cap_vnd, effective_from_on) VALUES "
        "(801, %lld, 'ban-sao', 'Phí bản sao', 'page', 'law', 'verified', '226/2016/TT-BTC', 200000, '2025-07-01'), "
        "(802, %lld, 'ho-tich', 'Lệ phí hộ tịch', 'case', 'provincial-council', 'verified', '97/2015/QH13', 0, "
        "'2025-07-01');"
        "INSERT INTO tariff_price (tariff_id, position, channel, from_unit, price_vnd) VALUES "
        "(801, 1, NULL, 1, 2000), (801, 2, NULL, 3, 1000);"
        "INSERT INTO fee_exemption (fee_exemption_id, office_id, exemption_code, name, percent, evidence, "
        "legal_basis, certainty, effective_from_on, tariffs) VALUES "
        "(811, %lld, 'ho-ngheo', 'Hộ nghèo', 100, 'Giấy chứng nhận', '97/2015/QH13', 'likely', '2025-07-01', "
        "'ban-sao');"
        "UPDATE procedure_version SET tariffs = 'ban-sao ho-tich' WHERE procedure_version_id = 902;"
        "UPDATE office SET bank_bin = '970436', bank_account = '1017595600', bank_account_name = 'UBND XA BINH YEN';",
        (long long)centre.office_id, (long long)centre.office_id, (long long)centre.office_id);
    test_db_run(test, script);
}

static struct test_answer ask(const char *login, enum method method, const char *target, const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = method,
                                                  .target = target,
                                                  .session = test_site_sign_in(site, login),
                                                  .form = form,
                                                  .has_csrf = form != NULL });
}

static struct test_answer post(const char *part, const char *form)
{
    return ask("quay1", METHOD_POST, arena_printf(site->test->arena, "/dossiers/" CODE "/%s", part).at, form);
}

static struct str fees_page(const char *login)
{
    struct test_answer answer = ask(login, METHOD_GET, "/dossiers/" CODE "/fees", NULL);

    CHECK_INT(answer.code, 200);
    return answer.body;
}

#define COPIES "&fee_1_code=ban-sao&fee_1_pages=5&fee_1_count=3&fee_2_code=ho-tich&fee_2_count=0&exemption_evidence="

static const char *reception(const char *rest)
{
    return arena_printf(site->test->arena,
                        "idempotency_key=k1&procedure_code=1.004873&channel=counter&applicant=Nguy%%E1%%BB%%85n+M"
                        "&identity_number=097185001234&born_on=05/03/1985&gender=female&address=B%%C3%%ACnh+Y%%C3%%AAn"
                        "&paper_1=ok%s",
                        rest)
        .at;
}

static int64_t payment_id(void)
{
    return test_db_number(site->test, "SELECT payment_id FROM payment");
}

/* ---- Reception -------------------------------------------------------------------------------------------------- */

static void reception_shows_tariffs_with_who_sets_them(void **state)
{
    begin(*state);
    struct str body = ask("quay1", METHOD_GET, "/dossiers/new/1.004873", NULL).body;

    CHECK(str_contains(body, STR("2.000 đồng/trang, từ trang thứ 3: 1.000 đồng; tối đa 200.000 đồng mỗi bản")));
    CHECK(str_contains(body, STR("HĐND cấp tỉnh quy định")));
    CHECK(str_contains(body, STR("name=\"fee_1_pages\"")));
    CHECK(str_contains(body, STR("name=\"fee_2_price\"")));
    CHECK(str_contains(body, STR("name=\"exemption_1\"")));
    CHECK(str_contains(body, STR("Phải nộp: <strong class=\"number\">2.000 đồng</strong>"))); /* one page is usual */
    CHECK(!str_contains(ask("quay1", METHOD_GET, "/dossiers/new/1.001193", NULL).body, STR("fee_1_")));
    test_site_close(site);
}

static void the_sum_is_computed_without_receiving(void **state)
{
    begin(*state);
    struct test_answer answer = ask("quay1", METHOD_POST, "/dossiers", reception(COPIES "&fill=fees"));

    CHECK_INT(answer.code, 200);
    CHECK(str_contains(answer.body, STR("Phải nộp: <strong class=\"number\">21.000 đồng</strong>")));
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM dossier"), 0);
    answer =
        ask("quay1", METHOD_POST, "/dossiers", reception("&fee_1_code=ban-sao&fee_1_pages=0&fee_1_count=1&fill=fees"));
    CHECK(str_contains(answer.body, STR("Số trang của mỗi bản từ 1 đến 2.000.")));
    test_site_close(site);
}

static void reception_writes_the_fees_with_the_dossier(void **state)
{
    begin(*state);
    struct test_answer answer = ask("quay1", METHOD_POST, "/dossiers",
                                    reception(COPIES "S%E1%BB%95+h%E1%BB%99+ngh%C3%A8o&exemption_1=ho-ngheo"));

    CHECK_INT(answer.code, 303);
    CHECK_STR(test_db_text(site->test, "SELECT evidence FROM dossier_fee"), "Sổ hộ nghèo");
    CHECK_STR(test_db_text(site->test, "SELECT fee_state FROM dossier_fee"), "waived");
    CHECK_INT(test_db_number(site->test, "SELECT reduction_vnd FROM dossier_fee"), 21000);
    CHECK_INT(test_db_number(site->test, "SELECT version FROM dossier"), 2);
    CHECK(str_contains(fees_page("quay1"), STR("Hộ nghèo (97/2015/QH13): Sổ hộ nghèo")));
    test_site_close(site);
}

/* What came by itself asks for a price nobody knows beforehand: the officer types it with the acceptance. */
static void an_acceptance_takes_the_fees_that_its_page_asks_for(void **state)
{
    begin(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;
    static const char typed[] = "version=1&applicant=Nguy%E1%BB%85n+M&identity_number=097185001234&born_on=05/03/1985"
                                "&gender=female&address=B&paper_1=ok&paper_2=ok&fee_1_code=ho-tich&fee_1_count=1";

    test_db_run(site->test, "UPDATE procedure_version SET tariffs = 'ho-tich' WHERE procedure_code = '1.001193'");
    request.decision = INTAKE_SUBMIT;
    request.typed.fields[INTAKE_channel] = STR("online");
    CHECK_OK(dossier_intake_receive(site->test->db, site->test->arena, centre.counter, site->now, &request, &faults,
                                    &received));
    struct str target = arena_printf(site->test->arena, "/dossiers/%.*s/accept", STR_ARG(received.code));
    CHECK(str_contains(ask("quay1", METHOD_GET, target.at, NULL).body, STR("name=\"fee_1_price\"")));

    struct test_answer answer = ask("quay1", METHOD_POST, target.at, typed);

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("href=\"#fee_1_price\"")));
    answer =
        ask("quay1", METHOD_POST, target.at,
            arena_printf(site->test->arena, "%s&fee_1_price=8000&fee_1_decision=12/2025/NQ-H%%C4%%90ND", typed).at);
    CHECK_INT(answer.code, 303);
    CHECK_INT(test_db_number(site->test, "SELECT due_vnd FROM dossier_fee"), 8000);
    CHECK_STR(test_db_text(site->test, "SELECT state FROM dossier"), "received");
    test_site_close(site);
}

static void a_wrong_quantity_comes_back_with_everything_typed(void **state)
{
    begin(*state);
    struct test_answer answer =
        ask("quay1", METHOD_POST, "/dossiers", reception("&fee_1_code=ban-sao&fee_1_pages=x&fee_1_count=1"));

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("href=\"#fee_1_pages\"")));
    CHECK(str_contains(answer.body, STR("value=\"x\"")));
    CHECK(str_contains(answer.body, STR("value=\"097185001234\"")));
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM dossier"), 0);
    test_site_close(site);
}

/* Without a word the result would go over the counter and the money would be forgotten. */
static void a_fee_that_is_open_is_said_before_the_result_is_handed_over(void **state)
{
    const char *words = "Còn <strong>21.000 đồng</strong> phí, lệ phí chưa nộp.";
    struct str code = STR(CODE);

    begin(*state);
    CHECK_INT(ask("quay1", METHOD_POST, "/dossiers", reception(COPIES)).code, 303);
    CHECK(!str_contains(ask("quay1", METHOD_GET, "/dossiers/" CODE, NULL).body, str_of(words)));
    test_dossier_move(&centre, centre.counter, code, 2, EVENT_FORWARD, centre.specialist.account_id,
                      "2025-09-18 10:01");
    test_dossier_move(&centre, centre.specialist, code, 3, EVENT_PROPOSE, centre.leader.account_id, "2025-09-18 10:02");
    test_dossier_move(&centre, centre.leader, code, 4, EVENT_APPROVE, 0, "2025-09-18 10:03");
    CHECK(str_contains(ask("quay1", METHOD_GET, "/dossiers/" CODE, NULL).body, str_of(words)));
    CHECK(!str_contains(ask("chuyenvien1", METHOD_GET, "/dossiers/" CODE, NULL).body, str_of(words)));
    CHECK_INT(post("payments", "version=5&key=k1&shown=21000&method=cash&reference=").code, 303);
    CHECK(!str_contains(ask("quay1", METHOD_GET, "/dossiers/" CODE, NULL).body, STR("phí, lệ phí chưa nộp")));
    test_site_close(site);
}

/* ---- The page of fees ------------------------------------------------------------------------------------------- */

static void receive_with_fees(void)
{
    CHECK_INT(ask("quay1", METHOD_POST, "/dossiers", reception(COPIES)).code, 303);
}

static void what_is_owed_is_shown_with_a_qr_of_the_exact_sum(void **state)
{
    begin(*state);
    receive_with_fees();
    struct str body = fees_page("quay1");

    CHECK(str_contains(body, STR("3 bản × 5 trang")));
    CHECK(str_contains(body, STR("Chuyển khoản 21.000 đồng")));
    CHECK(str_contains(body, STR("src=\"data:image/svg+xml,%3Csvg")));
    CHECK(str_contains(body, STR("Ngân hàng TMCP Ngoại thương Việt Nam")));
    CHECK(str_contains(body, STR("H55 12 07 250918 0001")));
    CHECK(str_contains(body, STR("Đã thu 21.000 đồng")));
    CHECK(!str_contains(fees_page("chuyenvien1"), STR("Đã thu"))); /* sees, takes nothing */
    CHECK(str_contains(ask("quay1", METHOD_GET, "/dossiers/" CODE, NULL).body, STR("Chưa nộp")));
    test_site_close(site);
}

static void the_receipt_form_names_the_sum_and_its_qr(void **state)
{
    begin(*state);
    receive_with_fees();
    struct str content = test_db_text(site->test, "SELECT content FROM form_issue");

    CHECK(str_contains(content, STR("21.000 đồng (Chưa nộp)")));
    CHECK(str_contains(content, STR("5303704540521000"))); /* the sum inside the QR's text */
    CHECK(str_contains(content, STR("H55 12 07 250918 0001")));
    test_site_close(site);
}

static void money_is_taken_once_and_shown_with_its_receipt(void **state)
{
    begin(*state);
    receive_with_fees();
    const char *form = "version=2&key=k1&shown=21000&method=transfer&reference=FT25261000123";

    CHECK_INT(post("payments", "version=2&key=k1&shown=21000&method=transfer&reference=").code, 422);
    CHECK_INT(post("payments", form).code, 303);
    CHECK_INT(post("payments", form).code, 303); /* pressed twice */
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM payment"), 1);
    struct str body = fees_page("quay1");
    CHECK(str_contains(body, STR("Số 1/2025")));
    CHECK(str_contains(body, STR("FT25261000123")));
    CHECK(!str_contains(body, STR("Đã thu")));
    CHECK(!str_contains(body, STR("data:image")));
    CHECK_INT(post("payments", "version=3&key=k2&shown=21000&method=cash&reference=").code, 422);
    test_site_close(site);
}

static void a_refund_needs_its_reason(void **state)
{
    begin(*state);
    receive_with_fees();
    CHECK_INT(post("payments", "version=2&key=k1&shown=21000&method=cash&reference=").code, 303);
    const char *bare = arena_printf(site->test->arena, "version=3&payment=%lld&reason=", (long long)payment_id()).at;
    struct test_answer answer = post("refunds", bare);

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("Ghi lý do hoàn trả")));
    CHECK_INT(post("refunds", arena_printf(site->test->arena, "%sThu+nh%%E1%%BA%%A7m", bare).at).code, 303);
    CHECK(str_contains(fees_page("quay1"), STR("Thu nhầm")));
    test_site_close(site);
}

static void open_lines_can_be_set_anew(void **state)
{
    begin(*state);
    receive_with_fees();
    CHECK_INT(post("fees", "version=2&fee_1_code=ban-sao&fee_1_pages=2&fee_1_count=1&fee_2_code=ho-tich&fee_2_count=1"
                           "&fee_2_price=75.000&fee_2_decision=12/2024/NQ-H%C4%90ND&exemption_evidence=")
                  .code,
              303);
    struct str body = fees_page("quay1");
    CHECK(str_contains(body, STR("79.000 đồng")));
    CHECK(str_contains(body, STR("12/2024/NQ-HĐND")));
    CHECK_INT(post("fees", "version=2&fee_1_code=ban-sao&fee_1_pages=2&fee_1_count=1").code, 409); /* seen too early */
    CHECK(str_contains(ask("quay1", METHOD_GET, "/dossiers/new/1.004873", NULL).body,
                       STR("value=\"75000\""))); /* the council's price is remembered */
    test_site_close(site);
}

/* ---- Outside ---------------------------------------------------------------------------------------------------- */

static void the_citizen_sees_the_qr_while_it_is_unpaid(void **state)
{
    begin(*state);
    receive_with_fees();
    const char *target = arena_printf(site->test->arena, "/status/" CODE "/%.*s",
                                      STR_ARG(test_db_text(site->test, "SELECT public_key FROM dossier")))
                             .at;
    struct test_ask stranger = { .method = METHOD_GET, .target = target };
    struct str body = test_site_ask(site, stranger).body;

    CHECK(str_contains(body, STR("Phí, lệ phí chưa nộp: 21.000 đồng")));
    CHECK(str_contains(body, STR("data:image/svg+xml,")));
    CHECK_INT(post("payments", "version=2&key=k1&shown=21000&method=cash&reference=").code, 303);
    body = test_site_ask(site, stranger).body;
    CHECK(!str_contains(body, STR("chưa nộp")));
    CHECK(!str_contains(body, STR("data:image")));
    test_site_close(site);
}

static void programs_read_the_same_sums(void **state)
{
    struct token_new what = { .name = STR("cổng"), .scope = TOKEN_READ, .days = 30 };
    struct str token;

    begin(*state);
    receive_with_fees();
    what.account_id = centre.counter.account_id;
    CHECK_OK(token_admin_create(site->writer, site->test->arena, test_office_console(site->office_id), &what, site->now,
                                &token));
    struct str body = test_site_ask(site, (struct test_ask){ .method = METHOD_GET,
                                                             .target = "/api/v1/dossiers/" CODE,
                                                             .token = arena_c_string(site->test->arena, token) })
                          .body;

    CHECK(str_contains(body, STR("\"fees\":{\"state\":\"unpaid\",\"due_vnd\":21000,\"open_vnd\":21000,\"lines\":["
                                 "{\"tariff\":\"ban-sao\",\"name\":\"Phí bản sao\",\"unit\":\"page\",\"pages\":5,"
                                 "\"quantity\":3,\"legal_basis\":\"226/2016/TT-BTC\",\"base_vnd\":21000,"
                                 "\"reduction_vnd\":0,\"due_vnd\":21000,\"exemption\":null,\"state\":\"unpaid\"}]}")));
    test_site_close(site);
}

static void the_log_proves_what_pages_did(void **state)
{
    struct verify_result result;

    begin(*state);
    receive_with_fees();
    CHECK_INT(post("payments", "version=2&key=k1&shown=21000&method=cash&reference=").code, 303);
    CHECK_OK(verify_all(site->test->db, site->test->arena, NULL, NULL, &result));
    CHECK_STR(result.fault, NULL);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_fee_that_is_open_is_said_before_the_result_is_handed_over),
    test_db_each(reception_shows_tariffs_with_who_sets_them),
    test_db_each(the_sum_is_computed_without_receiving),
    test_db_each(reception_writes_the_fees_with_the_dossier),
    test_db_each(an_acceptance_takes_the_fees_that_its_page_asks_for),
    test_db_each(a_wrong_quantity_comes_back_with_everything_typed),
    test_db_each(what_is_owed_is_shown_with_a_qr_of_the_exact_sum),
    test_db_each(the_receipt_form_names_the_sum_and_its_qr),
    test_db_each(money_is_taken_once_and_shown_with_its_receipt),
    test_db_each(a_refund_needs_its_reason),
    test_db_each(open_lines_can_be_set_anew),
    test_db_each(the_citizen_sees_the_qr_while_it_is_unpaid),
    test_db_each(programs_read_the_same_sums),
    test_db_each(the_log_proves_what_pages_did),
};
TEST_DB_MAIN(tests)
