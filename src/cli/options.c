/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool is_argument(enum option_kind kind)
{
    return kind == OPTION_ARGUMENT || kind == OPTION_OPTIONAL_ARGUMENT;
}

/* "--data DIR", "[--listen HOST:PORT]", "MOMENT" */
static void print_shape(FILE *to, const struct option *option)
{
    bool is_free = option->kind != OPTION_REQUIRED && option->kind != OPTION_ARGUMENT;

    fprintf(to, "%s%s%s%s%s%s", is_free ? "[" : "", option->name != NULL ? "--" : "",
            option->name != NULL ? option->name : "", option->name != NULL && option->value != NULL ? " " : "",
            option->value != NULL ? option->value : "", is_free ? "]" : "");
}

static void print_usage(const struct usage *usage)
{
    enum { HELP_COLUMN = 26 };

    printf("Usage: motcua %s", usage->command);
    for (size_t i = 0; i < usage->count; i++) {
        putchar(' ');
        print_shape(stdout, &usage->options[i]);
    }
    putchar('\n');
    if (usage->about != NULL)
        printf("%s\n", usage->about);
    if (usage->count > 0)
        putchar('\n');
    for (size_t i = 0; i < usage->count; i++) {
        const struct option *option = &usage->options[i];
        int width = printf("  %s%s%s%s", option->name != NULL ? "--" : "", option->name != NULL ? option->name : "",
                           option->name != NULL && option->value != NULL ? " " : "",
                           option->value != NULL ? option->value : "");

        printf("%*s%s\n", width < HELP_COLUMN ? HELP_COLUMN - width : 1, "", option->help);
    }
}

__attribute__((format(printf, 3, 0))) static int say(const struct usage *usage, const char *name, const char *format,
                                                     va_list args, int code)
{
    fprintf(stderr, "motcua %s: ", usage->command);
    if (name != NULL)
        fprintf(stderr, "%s: ", name);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    return code;
}

int options_refuse(const struct usage *usage, const char *name, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int code = say(usage, name, format, args, EXIT_MISUSED);
    va_end(args);
    return code;
}

int options_fail(const struct usage *usage, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int code = say(usage, NULL, format, args, EXIT_FAILED);
    va_end(args);
    return code;
}

/* The place of --name among the options; `count` when there is none. */
static size_t find_named(const struct usage *usage, struct str name)
{
    size_t i = 0;

    while (i < usage->count && !(usage->options[i].name != NULL && str_equal(str_of(usage->options[i].name), name)))
        i++;
    return i;
}

static size_t find_free_argument(const struct usage *usage, const struct str given[])
{
    size_t i = 0;

    while (i < usage->count && !(is_argument(usage->options[i].kind) && given[i].at == NULL))
        i++;
    return i;
}

/* Takes what stands at argv[*at], and its value if that is the next word. */
static int take(const struct usage *usage, int argc, char **argv, int *at, struct str given[])
{
    struct str word = str_of(argv[*at]);

    if (!str_starts_with(word, STR("--"))) {
        size_t argument = find_free_argument(usage, given);

        if (argument == usage->count)
            return options_refuse(usage, argv[*at], "nothing more is expected here (see motcua %s --help)",
                                  usage->command);
        given[argument] = word;
        return OPTIONS_READY;
    }

    const char *typed = argv[*at];
    struct str rest = str_from(word, 2);
    struct str name = str_next(&rest, '=');
    size_t i = find_named(usage, name);

    if (i == usage->count)
        return options_refuse(usage, typed, "no such option (see motcua %s --help)", usage->command);
    if (given[i].at != NULL)
        return options_refuse(usage, typed, "given twice");
    if (usage->options[i].kind == OPTION_SWITCH) {
        if (rest.at != NULL)
            return options_refuse(usage, typed, "takes no value");
        given[i] = STR("");
        return OPTIONS_READY;
    }
    if (rest.at == NULL) {
        if (*at + 1 >= argc || str_starts_with(str_of(argv[*at + 1]), STR("--")))
            return options_refuse(usage, typed, "needs a value: %s", usage->options[i].value);
        rest = str_of(argv[++*at]);
    }
    if (rest.len == 0)
        return options_refuse(usage, typed, "the value is empty");
    given[i] = rest;
    return OPTIONS_READY;
}

int options_parse(const struct usage *usage, int argc, char **argv, struct str given[])
{
    for (size_t i = 0; i < usage->count; i++)
        given[i] = (struct str){ NULL, 0 };
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_usage(usage);
            return EXIT_DONE;
        }
    for (int i = 1; i < argc; i++) {
        int code = take(usage, argc, argv, &i, given);

        if (code != OPTIONS_READY)
            return code;
    }
    for (size_t i = 0; i < usage->count; i++) {
        const struct option *option = &usage->options[i];

        if (given[i].at != NULL)
            continue;
        if (option->kind == OPTION_REQUIRED)
            return options_refuse(usage, NULL, "--%s %s is missing", option->name, option->value);
        if (option->kind == OPTION_ARGUMENT)
            return options_refuse(usage, NULL, "%s is missing", option->value);
    }
    return OPTIONS_READY;
}
