/* SPDX-License-Identifier: Apache-2.0 */
#include "web/site.h"

#include "support/test_office.h"

#include <unistd.h>

static struct site_settings settings_of(struct str database)
{
    return (struct site_settings){ .database = database,
                                   .is_behind_tls = true,
                                   .trusted_proxy = STR("192.0.2.1"),
                                   .metrics = metrics_shared(),
                                   .slot = 3 };
}

static void an_open_site_reads_and_knows_how_it_is_reached(void **state)
{
    struct test_db *test = *state;
    struct site_settings settings = settings_of(test->source);
    struct site site;

    test_office_found(test);
    CHECK(site_open(&site, &settings));
    CHECK(site.is_behind_tls && str_equal(site.trusted_proxy, STR("192.0.2.1")));
    CHECK(site.metrics == settings.metrics && site.sessions != NULL);
    CHECK_OK(test_db_try(site.reader, "SELECT office_id FROM office"));
    CHECK(test_db_try(site.reader, "DELETE FROM office") != ST_OK); /* it only reads */
    site_close(&site);
}

static void without_a_database_there_is_no_site(void **state)
{
    struct site_settings settings = settings_of(STR("sqlite:/nowhere/at/all.db"));
    struct site site;

    (void)state;
    CHECK(!site_open(&site, &settings));
}

/* A database that is gone is asked for twice a second, not with every request. */
static void a_new_connection_is_tried_now_and_then(void **state)
{
    struct test_db *test = *state;
    struct site_settings here = settings_of(test->source), gone = settings_of(STR("sqlite:/nowhere/at/all.db"));
    struct site site;

    CHECK(site_open(&site, &here));
    struct db *first = site.reader;

    CHECK(!site_reopen(&site, &gone));
    CHECK(site.reader == first);       /* what there was is kept until there is something better */
    CHECK(!site_reopen(&site, &here)); /* too soon after the last try */
    usleep(600 * 1000);
    CHECK(site_reopen(&site, &here));
    CHECK_OK(test_db_try(site.reader, "SELECT office_id FROM office"));
    site_close(&site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(an_open_site_reads_and_knows_how_it_is_reached),
    cmocka_unit_test(without_a_database_there_is_no_site),
    test_db_each(a_new_connection_is_tried_now_and_then),
};

TEST_DB_MAIN(tests)
