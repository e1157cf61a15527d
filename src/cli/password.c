/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/password.h"

#include "base/hash.h"
#include "domain/account.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

static bool read_line(struct arena *arena, struct str *out)
{
    char line[PASSWORD_BYTES_MAX + 3];

    if (fgets(line, sizeof line, stdin) == NULL)
        return false;
    struct str text = str_of(line);

    while (str_ends_with(text, STR("\n")) || str_ends_with(text, STR("\r")))
        text.len--;
    *out = arena_copy(arena, text);
    return true;
}

static bool read_hidden(struct arena *arena, const char *prompt, struct str *out)
{
    struct termios shown, hidden;

    fputs(prompt, stderr);
    tcgetattr(STDIN_FILENO, &shown);
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    bool is_read = read_line(arena, out);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
    return is_read;
}

static int check(const struct usage *usage, struct str password, struct str login)
{
    switch (password_check(password, login)) {
    case PASSWORD_ACCEPTED:
        return OPTIONS_READY;
    case PASSWORD_TOO_SHORT:
        return options_fail(usage, "the password is too short: at least 10 characters");
    case PASSWORD_TOO_LONG:
        return options_fail(usage, "the password is too long: at most %d bytes", PASSWORD_BYTES_MAX);
    case PASSWORD_TOO_SIMPLE:
        return options_fail(usage, "the password is too simple");
    case PASSWORD_LIKE_LOGIN:
        return options_fail(usage, "the password is too close to the login name");
    }
    return options_fail(usage, "the password is not acceptable");
}

int password_ask(const struct usage *usage, struct arena *arena, struct str login, struct str *out)
{
    struct str password, again;

    if (!isatty(STDIN_FILENO)) {
        if (!read_line(arena, &password))
            return options_fail(usage, "no password on standard input");
    } else {
        if (!read_hidden(arena, "Password: ", &password) || !read_hidden(arena, "Once more: ", &again))
            return options_fail(usage, "no password was typed");
        if (!str_equal(password, again))
            return options_fail(usage, "the two passwords differ");
    }
    int code = check(usage, password, login);

    if (code == OPTIONS_READY)
        *out = password;
    return code;
}
