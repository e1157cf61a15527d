/* SPDX-License-Identifier: Apache-2.0 */
/* options -- what stands after a command's name: --name VALUE (or --name=VALUE), switches, and arguments in order.
 *
 *     enum { DATA, OPTIONS };
 *     static const struct option options[OPTIONS] = {
 *         [DATA] = { OPTION_REQUIRED, "data", "DIR", "folder that holds everything" },
 *     };
 *     struct str given[OPTIONS];
 *     int code = options_parse(&(struct usage){ "verify", options, OPTIONS, "Checks …" }, argc, argv, given);
 *     if (code != OPTIONS_READY)
 *         return code;
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/str.h"

enum option_kind {
    OPTION_REQUIRED,         /* --name VALUE */
    OPTION_OPTIONAL,         /* [--name VALUE] */
    OPTION_SWITCH,           /* [--name]; given as "" */
    OPTION_ARGUMENT,         /* VALUE, by its place */
    OPTION_OPTIONAL_ARGUMENT /* [VALUE] */
};

struct option {
    enum option_kind kind;
    const char *name;  /* without the dashes; NULL for an argument */
    const char *value; /* what the help calls the value; NULL for a switch */
    const char *help;
};

struct usage {
    const char *command; /* "account create" */
    const struct option *options;
    size_t count;
    const char *about; /* sentences under the first line of the help; may be NULL */
};

/* Exit codes of every command. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_MISUSED = 2 };

enum { OPTIONS_READY = -1 };

/* Fills `given`, one view for each option, null when it was not given; argv[0] is the command's name and is skipped.
 * Otherwise says what is wrong (one line on standard error, EXIT_MISUSED) or prints the help (EXIT_DONE): the command
 * ends with that code. */
int options_parse(const struct usage *usage, int argc, char **argv, struct str given[]);

/* A value that is not as it should be: "motcua serve: --workers: not a number from 1 to 64: 'many'"; EXIT_MISUSED. */
__attribute__((format(printf, 3, 4))) int options_refuse(const struct usage *usage, const char *name,
                                                         const char *format, ...);

/* One line on standard error, "motcua verify: …"; EXIT_FAILED. */
__attribute__((format(printf, 2, 3))) int options_fail(const struct usage *usage, const char *format, ...);

#endif
