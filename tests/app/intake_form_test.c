/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_form.h"

#include "support/test_dossier.h"

static struct test_centre centre;

static enum status decide(struct test_db *test, enum intake_decision decision, const char *second_paper,
                          const char *words, const char *legal_basis, struct intake_received *out)
{
    struct intake_request request = test_intake(&centre, "1.001193");
    struct paper_typed papers[] = { { .position = 1, .verdict = STR("ok") },
                                    { .position = 2, .verdict = str_of(second_paper) } };
    struct intake_faults faults;

    request.typed.papers = papers;
    request.decision = decision;
    request.reason = str_of(words);
    request.refusal = STR("not-competent");
    request.legal_basis = str_of(legal_basis);
    return dossier_intake_receive(test->db, test->arena, centre.counter, test_moment("2025-09-18 10:00"), &request,
                                  &faults, out);
}

static void the_slip_of_the_counter_lists_what_is_wanting(void **state)
{
    struct test_db *test = *state;
    struct intake_received received;
    struct form_kept slip;
    centre = test_centre_found(test);

    CHECK_OK(decide(test, INTAKE_ASK, "missing", "", "", &received));
    CHECK_OK(form_issue_newest(test->db, test->arena, centre.office_id, received.dossier_id, FORM_SUPPLEMENT, &slip));
    CHECK_INT(slip.content.rows.count, 1);
    CHECK_STR(slip.content.rows.cells[0], "Giấy chứng sinh (chưa có)");
    CHECK_STR(slip.content.texts[FORM_TEXT_reason], "Hồ sơ chưa đủ thành phần theo quy định.");
    CHECK(str_contains(test_db_text(test, "SELECT facts FROM dossier_event WHERE event = 'ask-supplement'"),
                       STR("\"form\":\"02\"")));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '01'"), 0);
}

static void the_officers_words_alone_are_a_slip_too(void **state)
{
    struct test_db *test = *state;
    struct intake_received received;
    struct form_kept slip;
    centre = test_centre_found(test);

    CHECK_OK(decide(test, INTAKE_ASK, "ok", "Ngày sinh trong tờ khai khác giấy chứng sinh", "", &received));
    CHECK_OK(form_issue_newest(test->db, test->arena, centre.office_id, received.dossier_id, FORM_SUPPLEMENT, &slip));
    CHECK_INT(slip.content.rows.count, 1);
    CHECK_STR(slip.content.rows.cells[0], "Ngày sinh trong tờ khai khác giấy chứng sinh");
}

static void a_refusal_at_the_counter_gives_its_paper_and_never_blames_a_machine(void **state)
{
    struct test_db *test = *state;
    struct intake_received received;
    struct form_kept refusal;
    centre = test_centre_found(test);

    CHECK_STATUS(decide(test, INTAKE_REJECT, "ok", "Do lỗi hệ thống", "Luật Hộ tịch, Điều 13", &received), ST_INVALID);
    CHECK_STATUS(decide(test, INTAKE_REJECT, "ok", "Cha mẹ cư trú ở xã khác", "theo quy định", &received), ST_INVALID);
    CHECK_OK(
        decide(test, INTAKE_REJECT, "ok", "Cha mẹ cư trú ở xã khác", " Điều 13 Luật Hộ tịch 60/2014/QH13 ", &received));
    CHECK_OK(form_issue_newest(test->db, test->arena, centre.office_id, received.dossier_id, FORM_REFUSAL, &refusal));
    CHECK_STR(refusal.content.texts[FORM_TEXT_reason], "Không thuộc thẩm quyền giải quyết của Ủy ban nhân dân xã. "
                                                       "Cha mẹ cư trú ở xã khác");
    CHECK_STR(refusal.content.texts[FORM_TEXT_legal_basis], "Điều 13 Luật Hộ tịch 60/2014/QH13");
    struct str facts = test_db_text(test, "SELECT facts FROM dossier_event WHERE event = 'reject'");
    CHECK(str_contains(facts,
                       STR("\"legal_basis\":\"Điều 13 Luật Hộ tịch 60/2014/QH13\",\"refusal\":\"not-competent\"")));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier"), 1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_slip_of_the_counter_lists_what_is_wanting),
    test_db_each(the_officers_words_alone_are_a_slip_too),
    test_db_each(a_refusal_at_the_counter_gives_its_paper_and_never_blames_a_machine),
};
TEST_DB_MAIN(tests)
