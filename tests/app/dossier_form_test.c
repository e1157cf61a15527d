/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_form.h"

#include "support/test_dossier.h"

static void a_form_of_a_change_names_dossier_and_signer(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = test_centre_found(test);
    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    struct change_wish wish = {
        .code = received.code, .seen_version = 2, .event = EVENT_ASK_SUPPLEMENT, .reason = STR("thiếu")
    };
    struct dossier_change change;
    struct change_outcome outcome;
    struct dossier_form form;

    CHECK_OK(dossier_change_open(test->db, test->arena, centre.specialist, test_moment("2025-08-28 09:00"), &wish,
                                 &change, &outcome));
    CHECK_OK(dossier_form_begin(&change, &form));
    CHECK_STR(form.dossier.code, "H55.12.07-250827-0001");
    CHECK_STR(form.dossier.person.name, "Nguyễn Thị Mẫu");
    CHECK(form.signer.len > 0 && form.signer_title.at != NULL && form.office_phone.at != NULL);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_form_of_a_change_names_dossier_and_signer),
};
TEST_DB_MAIN(tests)
