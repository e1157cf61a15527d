/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { COMMAND_MAX = 4096 };

static void read_said(const char *folder, const char *name, char out[PROGRAM_SAID_MAX])
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");

    CHECK(file != NULL);
    out[fread(out, 1, PROGRAM_SAID_MAX - 1, file)] = '\0';
    fclose(file);
}

static int shell(const struct program *program, const char *command)
{
    char line[COMMAND_MAX];
    int len = snprintf(line, sizeof line, "F=%s D=%s/data; %s", program->folder, program->folder, command);

    CHECK(len > 0 && (size_t)len < sizeof line);
    int status = system(line);

    CHECK(WIFEXITED(status));
    return WEXITSTATUS(status);
}

void program_run_with(struct program *program, const char *words, const char *input)
{
    char path[128], command[COMMAND_MAX];

    snprintf(path, sizeof path, "%s/in", program->folder);
    FILE *file = fopen(path, "w");

    CHECK(file != NULL);
    fputs(input, file);
    fclose(file);
    snprintf(command, sizeof command, "%s %s <$F/in >$F/out 2>$F/err", TEST_PROGRAM, words);
    program->code = shell(program, command);
    read_said(program->folder, "out", program->out);
    read_said(program->folder, "err", program->err);
}

void program_run(struct program *program, const char *words)
{
    program_run_with(program, words, "");
}

void program_must(struct program *program, const char *words)
{
    program_run(program, words);
    CHECK_STR(program->err, "");
    CHECK_INT(program->code, 0);
}

void program_refuses(struct program *program, const char *words, int code, const char *line)
{
    char expected[COMMAND_MAX];

    program_run(program, words);
    snprintf(expected, sizeof expected, "%s\n", line);
    CHECK_STR(program->err, expected);
    CHECK_STR(program->out, "");
    CHECK_INT(program->code, code);
}

void program_found(struct program *program)
{
    program_must(program, "init --data $D --office-name 'UBND xã Bình Yên' --agency-code H55.12.07");
}

void program_prepare(struct program *program, const char *command)
{
    CHECK_INT(shell(program, command), 0);
}

int program_setup(void **state)
{
    struct program *program = calloc(1, sizeof *program);

    if (program == NULL)
        return -1;
    snprintf(program->folder, sizeof program->folder, "/tmp/motcua-cli.XXXXXX");
    *state = program;
    return mkdtemp(program->folder) == NULL ? -1 : 0;
}

int program_teardown(void **state)
{
    struct program *program = *state;
    int code = shell(program, "rm -rf \"$F\"");

    free(program);
    return code;
}
