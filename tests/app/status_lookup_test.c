/* SPDX-License-Identifier: Apache-2.0 */
#include "app/status_lookup.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;
static struct moment retry_at; /* of the last find() */

static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.001193", 0, "2025-08-27 10:00"); /* 097185001234 */
}

static enum status find(struct str code, const char *digits, const char *address, const char *at, struct str *out)
{
    struct status_lookup found = { .public_key = *out };
    enum status status = status_lookup_find(centre.test->db, centre.test->arena, centre.office_id, code, str_of(digits),
                                            str_of(address), test_moment(at), &found);

    *out = found.public_key;
    retry_at = found.retry_at;
    return status;
}

static void code_and_last_digits_open_the_page(void **state)
{
    struct test_db *test = *state;
    struct str key = STR("");
    begin(test);

    CHECK_OK(find(received.code, "1234", "192.0.2.1", "2025-08-27 11:00", &key));
    CHECK_STR(key, test_db_text(test, "SELECT public_key FROM dossier").at);
    CHECK_OK(
        find(STR(" h55.12.07-250827-0001 "), " 1234 ", "192.0.2.1", "2025-08-27 11:00", &key)); /* as people type */
}

static void a_wrong_code_and_wrong_digits_look_the_same(void **state)
{
    struct test_db *test = *state;
    struct str key = STR("untouched");
    begin(test);

    CHECK_STATUS(find(received.code, "1235", "192.0.2.1", "2025-08-27 11:00", &key), ST_NOT_FOUND);
    CHECK_STATUS(find(STR("H55.12.07-250827-9999"), "1234", "192.0.2.2", "2025-08-27 11:00", &key), ST_NOT_FOUND);
    CHECK_STATUS(find(received.code, "", "192.0.2.3", "2025-08-27 11:00", &key), ST_NOT_FOUND);
    CHECK_STATUS(find(received.code, "001234", "192.0.2.4", "2025-08-27 11:00", &key), ST_NOT_FOUND);
    CHECK_STR(key, "untouched");
}

static void digits_cannot_be_tried_out(void **state)
{
    struct test_db *test = *state;
    char digits[5] = "0000";
    struct str key = STR("");
    int looked_at = 0;
    begin(test);

    for (int i = 0; i < 100; i++) {
        digits[2] = (char)('0' + i / 10);
        digits[3] = (char)('0' + i % 10);
        looked_at += find(received.code, digits, "192.0.2.1", "2025-08-27 11:00", &key) == ST_NOT_FOUND;
    }
    CHECK(looked_at < 20);
    /* nor from another address, since the code is counted too; even the right digits wait now */
    CHECK_STATUS(find(received.code, "1234", "192.0.2.99", "2025-08-27 11:00", &key), ST_TOO_MANY);
    CHECK_INT(retry_at.ms, test_moment("2025-08-27 11:00").ms + 15000);
    CHECK_OK(find(received.code, "1234", "192.0.2.99", "2025-08-28 11:00", &key));
}

static const struct CMUnitTest tests[] = {
    test_db_each(code_and_last_digits_open_the_page),
    test_db_each(a_wrong_code_and_wrong_digits_look_the_same),
    test_db_each(digits_cannot_be_tried_out),
};
TEST_DB_MAIN(tests)
