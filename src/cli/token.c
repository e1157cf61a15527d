/* SPDX-License-Identifier: Apache-2.0 */
#include "app/token_admin.h"
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "queries_read.h"

#include <inttypes.h>
#include <stdio.h>

enum { DATA, AGENCY_CODE, SHARED };

#define SHARED_OPTIONS                                                                    \
    [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder" }, [AGENCY_CODE] = {     \
        OPTION_OPTIONAL, "agency-code", "CODE", "the office, when the folder has several" \
    }

static command_function token_create, token_list, token_revoke;

static const struct command subcommands[] = {
    { "create", token_create, "create a token for an account and print it once" },
    { "list", token_list, "list the tokens of an office" },
    { "revoke", token_revoke, "end a token now" },
};

int cli_token(int argc, char **argv)
{
    return command_dispatch("token ", subcommands, sizeof subcommands / sizeof *subcommands, argc - 1, argv + 1);
}

static int token_create(int argc, char **argv)
{
    enum { LOGIN = SHARED, NAME, SCOPE, DAYS, OPTIONS };
    static const struct option options[OPTIONS] = {
        SHARED_OPTIONS,
        [LOGIN] = { OPTION_REQUIRED, "login", "LOGIN", "the account it acts for, with that account's role" },
        [NAME] = { OPTION_REQUIRED, "name", "NAME", "what it is for" },
        [SCOPE] = { OPTION_OPTIONAL, "scope", "SCOPE", "\"read\" (usual) or \"read write\"" },
        [DAYS] = { OPTION_OPTIONAL, "days", "N", "days until it ends: 1 to 366, usually 90" },
    };
    static const struct usage usage = { "token create", options, OPTIONS,
                                        "Prints the token alone on standard output; it cannot be shown again." };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct sql_account_by_login_row account;
    struct token_new token = { .scope = TOKEN_READ };
    struct str given[OPTIONS], text;
    int64_t days = TOKEN_DAYS_USUAL;
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if (given[SCOPE].at != NULL && !token_scope_parse(given[SCOPE], &token.scope))
        return options_refuse(&usage, "--scope", "neither \"read\" nor \"read write\": %.*s", STR_ARG(given[SCOPE]));
    if (given[DAYS].at != NULL && (!str_parse_i64(given[DAYS], &days) || days < 1 || days > TOKEN_DAYS_MAX))
        return options_refuse(&usage, "--days", "not a number from 1 to %d: %.*s", TOKEN_DAYS_MAX,
                              STR_ARG(given[DAYS]));
    if ((code = office_job_begin(&usage, given[DATA], given[AGENCY_CODE], &job)) != OPTIONS_READY)
        return code;
    enum status status = sql_account_by_login(job.db, job.arena, job.by.office_id, given[LOGIN], &account);

    if (status == ST_OK) {
        token.account_id = account.account_id;
        token.name = given[NAME];
        token.days = (int)days;
        status = token_admin_create(job.db, job.arena, job.by, &token, job.now, &text);
    }
    if (status == ST_NOT_FOUND)
        return options_fail(&usage, "there is no active account %.*s", STR_ARG(given[LOGIN]));
    if (status == ST_INVALID)
        return options_refuse(&usage, "--name", "longer than %d characters, or not UTF-8", TOKEN_NAME_CHARS_MAX);
    if (status != ST_OK)
        return data_folder_failed(&usage, job.db, status);
    printf("%.*s\n", STR_ARG(text));
    return EXIT_DONE;
}

static const char *state_of(const struct sql_api_tokens_of_office_row *token, struct moment now)
{
    if (moment_is_given(token->revoked_at))
        return "revoked";
    return now.ms >= token->expires_at.ms ? "expired" : "active";
}

static int token_list(int argc, char **argv)
{
    static const struct option options[SHARED] = { SHARED_OPTIONS };
    static const struct usage usage = { "token list", options, SHARED,
                                        "Prints number, account, scope, state, last moment and name of every token." };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct sql_api_tokens_of_office_rows tokens;
    struct str given[SHARED];
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = office_job_begin(&usage, given[DATA], given[AGENCY_CODE], &job)) != OPTIONS_READY)
        return code;
    enum status status = sql_api_tokens_of_office(job.db, job.arena, job.by.office_id, &tokens);

    if (status != ST_OK)
        return data_folder_failed(&usage, job.db, status);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct sql_api_tokens_of_office_row *row = &tokens.at[i];
        char until[17];

        printf("%-20" PRId64 " %-20.*s %-11.*s %-8s %s  %.*s\n", row->token_id, STR_ARG(row->login),
               STR_ARG(row->token_scope), state_of(row, job.now), moment_format_sortable(row->expires_at, until).at,
               STR_ARG(row->token_name));
    }
    return EXIT_DONE;
}

static int token_revoke(int argc, char **argv)
{
    enum { TOKEN = SHARED, OPTIONS };
    static const struct option options[OPTIONS] = {
        SHARED_OPTIONS,
        [TOKEN] = { OPTION_ARGUMENT, NULL, "NUMBER", "the token's number, as `motcua token list` prints it" },
    };
    static const struct usage usage = { "token revoke", options, OPTIONS, NULL };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct str given[OPTIONS];
    int64_t token_id;
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if (!str_parse_i64(given[TOKEN], &token_id))
        return options_refuse(&usage, "NUMBER", "not a number: %.*s", STR_ARG(given[TOKEN]));
    if ((code = office_job_begin(&usage, given[DATA], given[AGENCY_CODE], &job)) != OPTIONS_READY)
        return code;
    enum status status = token_admin_revoke(job.db, job.arena, job.by, token_id, job.now);

    if (status == ST_NOT_FOUND)
        return options_fail(&usage, "there is no token %" PRId64, token_id);
    if (status != ST_OK)
        return data_folder_failed(&usage, job.db, status);
    printf("Revoked the token %" PRId64 ".\n", token_id);
    return EXIT_DONE;
}
