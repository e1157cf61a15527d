/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

static void without_a_line_nothing_is_sent_and_that_is_said(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_refuses(program, "deliver --data $D --once", 1,
                    "motcua deliver: motcua.conf has neither smtp_url nor sms_url: no messages are made or sent");
}

static void what_cannot_work_is_said_before_anything_starts(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_prepare(program, "echo 'smtp_url = smtp://mail.example' > $D/motcua.conf");
    program_refuses(program, "deliver --data $D", 1,
                    "motcua deliver: motcua.conf: smtp_from is NAME <ADDRESS> or ADDRESS, not ''");
    program_refuses(program, "serve --data $D --listen 127.0.0.1:0", 1,
                    "motcua serve: motcua.conf: smtp_from is NAME <ADDRESS> or ADDRESS, not ''");
    program_prepare(program, "echo 'smtp_ur = smtp://mail.example' > $D/motcua.conf");
    program_refuses(program, "serve --data $D --listen 127.0.0.1:0", 1,
                    "motcua serve: motcua.conf: line 1: no setting is called smtp_ur");
}

static void with_nothing_to_send_once_is_done_at_once(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_prepare(program, "printf 'smtp_url = smtp://mail.example\nsmtp_from = a@b.cd\n' > $D/motcua.conf");
    program_must(program, "deliver --data $D --once");
    CHECK_STR(program->out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        program_test(without_a_line_nothing_is_sent_and_that_is_said),
        program_test(what_cannot_work_is_said_before_anything_starts),
        program_test(with_nothing_to_send_once_is_done_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
