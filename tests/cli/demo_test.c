/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

#include <stdio.h>
#include <string.h>

/* The last file of the folder, or "". */
static const char *accounts_of(struct program *program)
{
    static char text[4096];
    char path[128];

    snprintf(path, sizeof path, "%s/data/ACCOUNTS.txt", program->folder);
    memset(text, 0, sizeof text);
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        CHECK(fread(text, 1, sizeof text - 1, file) > 0);
        fclose(file);
    }
    return text;
}

static void it_makes_a_commune_that_is_sound_and_names_its_accounts(void **state)
{
    struct program *program = *state;

    program_must(program, "demo --data $D --seed 7 --dossiers 40");
    CHECK(str_contains(str_of(program->out), STR(": 40 dossiers received, 40 decided, ")));
    CHECK(str_contains(str_of(program->out), STR("Password of every account: Binh-Yen-2025\n")));
    CHECK(str_contains(str_of(program->out), STR("  quay1         Cán bộ một cửa\n")));
    CHECK(str_contains(str_of(program->out), STR("  quantri       Quản trị hệ thống\n")));
    CHECK(str_ends_with(str_of(program->out), str_of(accounts_of(program))));
    program_must(program, "account list --data $D");
    CHECK(str_contains(str_of(program->out), STR("vp1 ")));
    program_must(program, "verify --data $D");
    CHECK(str_contains(str_of(program->out), STR(", 40 dossiers.\n")));
}

static void a_filled_folder_is_refused(void **state)
{
    struct program *program = *state;
    char line[256];

    program_found(program);
    snprintf(line, sizeof line, "motcua demo: there is a database already: %s/data/motcua.db (name a new folder)",
             program->folder);
    program_refuses(program, "demo --data $D --dossiers 1", 1, line);
    CHECK_STR(accounts_of(program), "");
    program_must(program, "verify --data $D");
}

/* Nothing but the passwords' hashes is ever different. */
static void a_making_that_was_killed_is_begun_again_as_if_nothing_had_been(void **state)
{
    struct program *program = *state;

    program_must(program, "demo --data $F/undisturbed --seed 7 --dossiers 400");
    program_prepare(program,
                    TEST_PROGRAM " demo --data $D --seed 7 --dossiers 400 >/dev/null & making=$!;"
                                 "until [ \"$(sqlite3 -readonly $D/motcua.db.making 'SELECT COUNT(*) FROM dossier' "
                                 "             2>/dev/null || echo 0)\" -gt 20 ];"
                                 "do kill -0 $making || exit 1; sleep 0.01; done;"
                                 "kill -9 $making; wait $making; test $? = 137 && test ! -e $D/motcua.db");
    program_must(program, "demo --data $D --seed 7 --dossiers 400");
    program_prepare(program, "test \"$(ls $D | tr '\\n' ' ')\" = 'ACCOUNTS.txt motcua.db '");
    program_prepare(program, "for made in $F/undisturbed $D;"
                             "do sqlite3 $made/motcua.db .dump | grep -v '^INSERT INTO account ' >$made.rows;"
                             "done; test $(wc -l <$D.rows) -gt 4000 && cmp $F/undisturbed.rows $D.rows");
    program_must(program, "verify --data $D");
}

static void two_makings_do_not_meet_in_one_folder(void **state)
{
    struct program *program = *state;

    program_prepare(program, "mkdir $D; flock $D " TEST_PROGRAM " demo --data $D --dossiers 1 >$F/out 2>$F/said;"
                             "test $? = 1 && grep -q ': another process is making a database in ' $F/said &&"
                             "test -z \"$(ls -A $D)\"");
}

static void a_making_that_fails_leaves_nothing(void **state)
{
    struct program *program = *state;

    program_refuses(program, "demo --data $D --public-url motcua", 2,
                    "motcua demo: --public-url: not http(s)://… without a slash at the end");
    program_prepare(program, "test -z \"$(ls -A $D)\"");
}

static void what_cannot_be_is_refused_before_anything_is_made(void **state)
{
    static const struct {
        const char *words, *says;
    } refused[] = {
        { "--seed x", "motcua demo: --seed: not a number from 0 to 9223372036854775807: 'x'" },
        { "--dossiers 0", "motcua demo: --dossiers: not a number from 1 to 5000000: '0'" },
        { "--late 101", "motcua demo: --late: not a number from 0 to 100: '101'" },
        { "--waiting -1", "motcua demo: --waiting: not a number from 0 to 100: '-1'" },
        { "--late 50 --returned 30 --waiting 21",
          "motcua demo: --late, --returned and --waiting are more than 100 percent together" },
        { "--date 31/02/2025", "motcua demo: --date: not a day like 2025-09-18: '31/02/2025'" },
        { "--date 2025-02-30", "motcua demo: --date: not a day like 2025-09-18: '2025-02-30'" },
        { "--date 2025-06-30", "motcua demo: --date: not from 2025-07-01 to 2030-10-31: '2025-06-30'" },
        { "--date 2030-11-01", "motcua demo: --date: not from 2025-07-01 to 2030-10-31: '2030-11-01'" },
        { "--date 2025-07-01 --late 1", "motcua demo: --date: on the first day nothing can be late or waiting yet" },
    };
    struct program *program = *state;
    char words[128];

    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        snprintf(words, sizeof words, "demo --data $D %s", refused[i].words);
        program_refuses(program, words, 2, refused[i].says);
    }
    program_prepare(program, "test ! -e $D");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(it_makes_a_commune_that_is_sound_and_names_its_accounts),
        program_test(a_filled_folder_is_refused),
        program_test(what_cannot_be_is_refused_before_anything_is_made),
        program_test(a_making_that_was_killed_is_begun_again_as_if_nothing_had_been),
        program_test(two_makings_do_not_meet_in_one_folder),
        program_test(a_making_that_fails_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
