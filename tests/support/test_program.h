/* SPDX-License-Identifier: Apache-2.0 */
/* test_program -- the program itself, run with the words of a command line, for tests of cli/.
 *
 *     struct program *program = *state;
 *     program_run(program, "account list --data $D");
 *     CHECK_INT(program->code, 0);
 *
 * $D is a data folder of the test's own, not there at first, inside the empty folder $F. */
#ifndef SUPPORT_TEST_PROGRAM_H
#define SUPPORT_TEST_PROGRAM_H

#include "support/check.h"

enum { PROGRAM_SAID_MAX = 64 * 1024 };

struct program {
    char folder[64];
    int code;
    char out[PROGRAM_SAID_MAX], err[PROGRAM_SAID_MAX]; /* of the last run */
};

/* `words` as a shell reads them. */
void program_run(struct program *program, const char *words);
void program_run_with(struct program *program, const char *words, const char *input);

/* Runs and checks that it ends with 0 and says nothing on standard error. */
void program_must(struct program *program, const char *words);

/* Runs and checks: this code, nothing on standard output, this one line on standard error. */
void program_refuses(struct program *program, const char *words, int code, const char *line);

/* Founds the office H55.12.07 in $D. */
void program_found(struct program *program);

/* A shell command that prepares something: it must succeed. */
void program_prepare(struct program *program, const char *command);

int program_setup(void **state);
int program_teardown(void **state);

#define program_test(function)                                     \
    {                                                              \
#function, function, program_setup, program_teardown, NULL \
    }

#endif
