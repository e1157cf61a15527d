/* SPDX-License-Identifier: Apache-2.0 */
#include "base/config.h"

#include "support/check.h"

#include <stdlib.h>
#include <unistd.h>

static struct arena *arena;

static enum status parse(const char *text, struct config *out, struct str *out_fault)
{
    return config_parse(arena, str_of(text), out, out_fault);
}

static void values_stand_without_the_blanks_around_them(void **state)
{
    struct config config;
    struct str fault;

    (void)state;
    CHECK_OK(parse("# motcua\n\n  listen =  127.0.0.1:8080 \r\nworkers=4\ndatabase = sqlite:/a=b.db", &config, &fault));
    CHECK_INT(config.count, 3);
    CHECK_STR(config_value(&config, "listen"), "127.0.0.1:8080");
    CHECK_STR(config_value(&config, "workers"), "4");
    CHECK_STR(config_value(&config, "database"), "sqlite:/a=b.db");
    CHECK_STR(config_value(&config, "behind_tls"), NULL);
    CHECK_INT(config.at[2].line, 5);
}

static void a_line_without_a_value_is_named(void **state)
{
    struct config config;
    struct str fault;

    (void)state;
    CHECK_STATUS(parse("listen = x\nworkers\n", &config, &fault), ST_INVALID);
    CHECK_STR(fault, "line 2 is not \"key = value\"");
    CHECK_STATUS(parse("= x\n", &config, &fault), ST_INVALID);
    CHECK_STR(fault, "line 1 is not \"key = value\"");
}

static void a_key_comes_once(void **state)
{
    struct config config;
    struct str fault;

    (void)state;
    CHECK_STATUS(parse("workers = 2\nworkers = 3\n", &config, &fault), ST_INVALID);
    CHECK_STR(fault, "line 2 gives workers a second time");
}

static void a_missing_file_is_an_empty_one(void **state)
{
    struct config config;
    struct str fault;

    (void)state;
    CHECK_OK(config_read(arena, "/nowhere/motcua.conf", &config, &fault));
    CHECK_INT(config.count, 0);
}

static void a_file_longer_than_its_bound_is_refused(void **state)
{
    char path[] = "/tmp/config_test.XXXXXX";
    struct config config;
    struct str fault;
    int file = mkstemp(path);

    (void)state;
    CHECK(file >= 0);
    for (int i = 0; i < 70000; i++)
        CHECK(write(file, "#", 1) == 1);
    close(file);
    CHECK_STATUS(config_read(arena, path, &config, &fault), ST_TOO_LARGE);
    CHECK_STR(fault, "longer than 65536 bytes");
    unlink(path);
}

static void what_cannot_be_read_is_not_taken_for_an_empty_file(void **state)
{
    struct config config;
    struct str fault;

    (void)state;
    CHECK_STATUS(config_read(arena, "/", &config, &fault), ST_UNAVAILABLE);
    CHECK_STR(fault, "cannot be read: Is a directory");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(values_stand_without_the_blanks_around_them),
    cmocka_unit_test(a_line_without_a_value_is_named),
    cmocka_unit_test(a_key_comes_once),
    cmocka_unit_test(a_missing_file_is_an_empty_one),
    cmocka_unit_test(a_file_longer_than_its_bound_is_refused),
    cmocka_unit_test(what_cannot_be_read_is_not_taken_for_an_empty_file),
};

int main(void)
{
    arena = arena_create(1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_destroy(arena);
    return failed;
}
