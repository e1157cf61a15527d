/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_content.h"

#include "support/test_dossier.h"

static struct str seal_of_rows(struct test_db *test, int64_t dossier_id, char out[SEAL_ROOM])
{
    struct hash hash;

    hash_begin(&hash);
    CHECK_OK(dossier_content_seal(test->db, test->arena, dossier_id, &hash));
    return seal_content_end(&hash, out);
}

static void what_is_sealed_while_writing_is_what_the_rows_say(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = test_centre_found(test);
    struct intake_received received = test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 10:00");
    struct intake_paper papers[] = {
        { .position = 4,
          .name = STR("Giấy cam đoan"),
          .paper_kind = STR("copy"),
          .quantity = 2,
          .is_required = true,
          .verdict = PAPER_FAULTY,
          .fault_reason = STR("expired"),
          .lookup_failure = STR("no-data"),
          .note = STR("ghi chú") },
    };
    struct intake intake = { .papers = papers, .paper_count = 1 };
    char written[SEAL_ROOM], read[SEAL_ROOM];
    struct hash hash;

    intake.persons[PERSON_SUBMITTER] = (struct intake_person){ .name = STR("Trần Văn Mẫu"),
                                                               .identity_number = STR("098065000123"),
                                                               .gender = STR("male"),
                                                               .address = STR(""),
                                                               .phone = STR("0912345678"),
                                                               .email = STR(""),
                                                               .authorisation = STR("Giấy ủy quyền"),
                                                               .born_on = test_date("1965-02-01") };
    test_db_run(test, "DELETE FROM dossier_paper;");
    hash_begin(&hash);
    CHECK_OK(dossier_content_write(test->db, test->arena, received.dossier_id, &intake, &hash));
    seal_content_end(&hash, written);
    CHECK_STR(seal_of_rows(test, received.dossier_id, read), written);
    test_db_run(test, "UPDATE dossier_paper SET fault_reason = 'altered';");
    CHECK(!str_equal(seal_of_rows(test, received.dossier_id, read), str_of(written)));
    test_db_run(test, "UPDATE dossier_paper SET fault_reason = 'expired', lookup_failure = NULL;");
    CHECK(!str_equal(seal_of_rows(test, received.dossier_id, read), str_of(written)));
    test_db_run(test, "UPDATE dossier_paper SET lookup_failure = 'no-data';");
    CHECK_STR(seal_of_rows(test, received.dossier_id, read), written);
    test_db_run(test, "UPDATE dossier_person SET authorisation = 'giấy khác';");
    CHECK(!str_equal(seal_of_rows(test, received.dossier_id, read), str_of(written)));
    test_db_run(test, "DELETE FROM dossier_person;");
    CHECK(!str_equal(seal_of_rows(test, received.dossier_id, read), str_of(written)));
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_is_sealed_while_writing_is_what_the_rows_say),
};
TEST_DB_MAIN(tests)
