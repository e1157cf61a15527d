/* SPDX-License-Identifier: Apache-2.0 */
#include "app/absence.h"
#include "app/account_admin.h"
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "cli/password.h"
#include "queries_read.h"

#include <inttypes.h>
#include <stdio.h>

/* Options that most of these commands share, in this order. */
enum { DATA, AGENCY_CODE, LOGIN, SHARED };

#define SHARED_OPTIONS                                                                                     \
    [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder" },                                        \
    [AGENCY_CODE] = { OPTION_OPTIONAL, "agency-code", "CODE", "the office, when the folder has several" }, \
    [LOGIN] = { OPTION_REQUIRED, "login", "LOGIN", "login name: 3 to 32 of a-z 0-9 . _ -, a letter first" }

static command_function account_create, account_list, account_change, account_disable, account_enable, account_password,
    account_totp_off;

static const struct command subcommands[] = {
    { "create", account_create, "create an account; the first one should be an administrator" },
    { "list", account_list, "list the accounts of an office" },
    { "change", account_change, "change name, title, role or unit" },
    { "disable", account_disable, "close an account: no sign-in, no session, no token" },
    { "enable", account_enable, "open a closed account again" },
    { "password", account_password, "set a new password" },
    { "totp-off", account_totp_off, "remove the second factor of somebody who lost the phone" },
};

int cli_account(int argc, char **argv)
{
    return command_dispatch("account ", subcommands, sizeof subcommands / sizeof *subcommands, argc - 1, argv + 1);
}

static int find_unit(const struct usage *usage, struct office_job *job, struct str unit_code, int64_t *out_unit_id)
{
    struct sql_units_of_office_rows units;
    enum status status = sql_units_of_office(job->db, job->arena, job->by.office_id, &units);
    struct str known = STR("");

    if (status != ST_OK)
        return data_folder_failed(usage, job->db, status);
    for (size_t i = 0; i < units.count; i++) {
        if (str_equal(units.at[i].unit_code, unit_code)) {
            *out_unit_id = units.at[i].unit_id;
            return OPTIONS_READY;
        }
        known = arena_printf(job->arena, "%.*s %.*s", STR_ARG(known), STR_ARG(units.at[i].unit_code));
    }
    return options_refuse(usage, "--unit", "no such unit: %.*s (there are:%.*s)", STR_ARG(unit_code), STR_ARG(known));
}

static int find_role(const struct usage *usage, struct str name, enum role *out)
{
    if (role_parse(name, out))
        return OPTIONS_READY;
    return options_refuse(usage, "--role",
                          "no such role: %.*s (there are:"
#define ROLE(name, stored, label) " " stored
#include "domain/roles.def"
#undef ROLE
                          ")",
                          STR_ARG(name));
}

static int failed(const struct usage *usage, struct office_job *job, struct str login, enum status status)
{
    if (status == ST_NOT_FOUND)
        return options_fail(usage, "there is no account %.*s", STR_ARG(login));
    if (status == ST_EXISTS)
        return options_fail(usage, "there is an account %.*s already", STR_ARG(login));
    if (status == ST_CONFLICT)
        return options_fail(usage, "%.*s is the last active administrator, or was changed by somebody else just now",
                            STR_ARG(login));
    if (status == ST_INVALID)
        return options_fail(usage, "name or title is empty, too long or not UTF-8");
    return data_folder_failed(usage, job->db, status);
}

/* Asked for, or made up (and then to be printed). */
static int get_password(const struct usage *usage, struct office_job *job, struct str ask, struct str login,
                        struct str *out)
{
    if (ask.at != NULL)
        return password_ask(usage, job->arena, login, out);
    *out = account_admin_make_password(job->arena);
    return OPTIONS_READY;
}

static void print_made_up(struct str ask, struct str password)
{
    if (ask.at == NULL)
        printf("Password (shown this once): %.*s\n", STR_ARG(password));
}

static int account_create(int argc, char **argv)
{
    enum { NAME = SHARED, ROLE, UNIT, TITLE, ASK_PASSWORD, OPTIONS };
    static const struct option options[OPTIONS] = {
        SHARED_OPTIONS,
        [NAME] = { OPTION_REQUIRED, "name", "NAME", "full name" },
        [ROLE] = { OPTION_REQUIRED, "role", "ROLE", "counter, specialist, unit-head … administrator" },
        [UNIT] = { OPTION_REQUIRED, "unit", "UNIT", "short name of the unit: TTPVHCC, VP, KT, VHXH, CA, LD" },
        [TITLE] = { OPTION_OPTIONAL, "title", "TITLE", "position, as printed on papers; the role's name if not given" },
        [ASK_PASSWORD] = { OPTION_SWITCH, "ask-password", NULL, "read the password instead of making one up" },
    };
    static const struct usage usage = { "account create", options, OPTIONS,
                                        "Creates an account and prints its password once, unless it was asked for." };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct account_new account = { 0 };
    struct str given[OPTIONS];
    int64_t account_id;
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if (!login_is_valid(given[LOGIN]))
        return options_refuse(&usage, "--login", "not a login name: %.*s", STR_ARG(given[LOGIN]));
    if ((code = find_role(&usage, given[ROLE], &account.post.role)) != OPTIONS_READY)
        return code;
    if ((code = office_job_begin(&usage, given[DATA], given[AGENCY_CODE], &job)) != OPTIONS_READY)
        return code;
    if ((code = find_unit(&usage, &job, given[UNIT], &account.post.unit_id)) != OPTIONS_READY)
        return code;
    if ((code = get_password(&usage, &job, given[ASK_PASSWORD], given[LOGIN], &account.password)) != OPTIONS_READY)
        return code;
    account.login = given[LOGIN];
    account.post.full_name = given[NAME];
    account.post.title = given[TITLE].at != NULL ? given[TITLE] : role_label(account.post.role);

    enum status status = account_admin_create(job.db, job.arena, job.by, &account, job.now, &account_id);

    if (status != ST_OK)
        return failed(&usage, &job, given[LOGIN], status);
    printf("Created the account %.*s (%.*s).\n", STR_ARG(given[LOGIN]), STR_ARG(given[ROLE]));
    print_made_up(given[ASK_PASSWORD], account.password);
    return EXIT_DONE;
}

static int account_list(int argc, char **argv)
{
    static const struct option options[LOGIN] = {
        [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder" },
        [AGENCY_CODE] = { OPTION_OPTIONAL, "agency-code", "CODE", "the office, when the folder has several" },
    };
    static const struct usage usage = { "account list", options, LOGIN,
                                        "Prints login, role, unit, state, second factor and name of every account." };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct sql_accounts_of_office_rows accounts;
    struct str given[LOGIN];
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = office_job_begin(&usage, given[DATA], given[AGENCY_CODE], &job)) != OPTIONS_READY)
        return code;
    enum status status = sql_accounts_of_office(job.db, job.arena, job.by.office_id, &accounts);

    if (status != ST_OK)
        return data_folder_failed(&usage, job.db, status);
    for (size_t i = 0; i < accounts.count; i++) {
        const struct sql_accounts_of_office_row *row = &accounts.at[i];

        printf("%-20.*s %-14.*s %-10.*s %-9s %-5s %.*s\n", STR_ARG(row->login), STR_ARG(row->role),
               STR_ARG(row->unit_code), row->is_active ? "active" : "disabled", row->has_totp ? "totp" : "-",
               STR_ARG(row->full_name));
    }
    return EXIT_DONE;
}

/* Opens the folder and finds the account called `given[LOGIN]`. */
static int begin_with_account(const struct usage *usage, int argc, char **argv, struct str given[],
                              struct office_job *job, struct sql_account_by_id_row *out)
{
    struct sql_account_by_login_row found;
    int code = options_parse(usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = office_job_begin(usage, given[DATA], given[AGENCY_CODE], job)) != OPTIONS_READY)
        return code;
    enum status status = sql_account_by_login(job->db, job->arena, job->by.office_id, given[LOGIN], &found);

    if (status == ST_OK)
        status = sql_account_by_id(job->db, job->arena, found.account_id, job->by.office_id, out);
    return status == ST_OK ? OPTIONS_READY : failed(usage, job, given[LOGIN], status);
}

/* Says how many dossiers the person holds, and how they are handed over. */
static int holds_dossiers(const struct usage *usage, struct str login, int64_t held, const char *also)
{
    return options_fail(usage, "%.*s holds %" PRId64 " open dossiers: hand them over at /absences%s", STR_ARG(login),
                        held, also);
}

static int account_change(int argc, char **argv)
{
    enum { NAME = SHARED, ROLE, UNIT, TITLE, OPTIONS };
    static const struct option options[OPTIONS] = {
        SHARED_OPTIONS,
        [NAME] = { OPTION_OPTIONAL, "name", "NAME", "full name" },
        [ROLE] = { OPTION_OPTIONAL, "role", "ROLE", "counter, specialist, unit-head … administrator" },
        [UNIT] = { OPTION_OPTIONAL, "unit", "UNIT", "short name of the unit" },
        [TITLE] = { OPTION_OPTIONAL, "title", "TITLE", "position, as printed on papers" },
    };
    static const struct usage usage = { "account change", options, OPTIONS, "What is not given stays as it is." };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct sql_account_by_id_row account;
    struct account_post post;
    int64_t held;
    struct str given[OPTIONS];
    int code = begin_with_account(&usage, argc, argv, given, &job, &account);

    if (code != OPTIONS_READY)
        return code;
    post = (struct account_post){ .full_name = given[NAME].at != NULL ? given[NAME] : account.full_name,
                                  .title = given[TITLE].at != NULL ? given[TITLE] : account.title,
                                  .unit_id = account.unit_id };
    if ((code = find_role(&usage, given[ROLE].at != NULL ? given[ROLE] : account.role, &post.role)) != OPTIONS_READY)
        return code;
    if (given[UNIT].at != NULL && (code = find_unit(&usage, &job, given[UNIT], &post.unit_id)) != OPTIONS_READY)
        return code;
    enum status status =
        account_admin_set_post(job.db, job.arena, job.by, account.account_id, account.version, &post, job.now, &held);

    if (status == ST_INVALID && held > 0)
        return holds_dossiers(&usage, given[LOGIN], held, ", or give them to others, before a change of role or unit");
    if (status != ST_OK)
        return failed(&usage, &job, given[LOGIN], status);
    printf("Changed the account %.*s.\n", STR_ARG(given[LOGIN]));
    return EXIT_DONE;
}

/* What needs no more than the account: what is done, and how that is said. */
typedef enum status account_deed(struct office_job *job, const struct sql_account_by_id_row *account);

static int do_to_account(const struct usage *usage, int argc, char **argv, account_deed *deed, const char *said)
{
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct sql_account_by_id_row account;
    struct str given[SHARED];
    int code = begin_with_account(usage, argc, argv, given, &job, &account);

    if (code != OPTIONS_READY)
        return code;
    enum status status = deed(&job, &account);

    if (status != ST_OK)
        return failed(usage, &job, given[LOGIN], status);
    printf("%s %.*s.\n", said, STR_ARG(given[LOGIN]));
    return EXIT_DONE;
}

static int find_active(const struct usage *usage, struct office_job *job, struct str login,
                       struct sql_account_by_login_row *out)
{
    enum status status = sql_account_by_login(job->db, job->arena, job->by.office_id, login, out);

    if (status != ST_OK && status != ST_NOT_FOUND)
        return data_folder_failed(usage, job->db, status);
    if (status == ST_NOT_FOUND || !out->is_active)
        return options_fail(usage, "no active account is called %.*s", STR_ARG(login));
    return OPTIONS_READY;
}

/* Hands over what the person holds and closes the account, both or neither. */
static int depart(const struct usage *usage, struct office_job *job, const struct sql_account_by_id_row *account,
                  struct str to, struct str by)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_account_by_login_row taker, chief;
    struct actor actor = { .office_id = job->by.office_id };
    struct departure departure = { .account_id = account->account_id };
    int code = find_active(usage, job, to, &taker);

    if (code != OPTIONS_READY || (code = find_active(usage, job, by, &chief)) != OPTIONS_READY)
        return code;
    departure.to_id = taker.account_id;
    actor.account_id = chief.account_id;
    actor.unit_id = chief.unit_id;
    enum status status = role_parse(chief.role, &actor.role) ? db_tx_begin(job->db, &tx) : ST_CORRUPT;

    if (status == ST_OK)
        status = absence_depart(job->db, job->arena, actor, job->now, &departure);
    if (status == ST_FORBIDDEN)
        return options_fail(usage, "%.*s is not the head of that person's unit, nor a leader", STR_ARG(by));
    if (status == ST_INVALID && departure.code.at != NULL)
        return options_fail(usage, "nothing was changed: %.*s cannot hold the dossier %.*s", STR_ARG(to),
                            STR_ARG(departure.code));
    if (status == ST_OK)
        status = account_admin_disable(job->db, job->arena, job->by, account->account_id, account->version, job->now);
    if (status == ST_OK)
        status = db_tx_commit(tx);
    if (status != ST_OK)
        return failed(usage, job, account->login, status);
    printf("Handed %" PRId64 " dossiers over to %.*s.\n", departure.moved, STR_ARG(to));
    return OPTIONS_READY;
}

static int account_disable(int argc, char **argv)
{
    enum { HAND_OVER_TO = SHARED, BY, OPTIONS };
    static const struct option options[OPTIONS] = {
        SHARED_OPTIONS,
        [HAND_OVER_TO] = { OPTION_OPTIONAL, "hand-over-to", "LOGIN", "who takes over the person's open dossiers" },
        [BY] = { OPTION_OPTIONAL, "by", "LOGIN", "who decides that: the head of the unit, or a leader" },
    };
    static const struct usage usage = { "account disable", options, OPTIONS,
                                        "Nothing the person did goes away. Whoever holds open dossiers cannot be\n"
                                        "disabled before somebody else has them." };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct sql_account_by_id_row account;
    struct str given[OPTIONS];
    int code = begin_with_account(&usage, argc, argv, given, &job, &account);

    if (code != OPTIONS_READY)
        return code;
    if ((given[HAND_OVER_TO].at == NULL) != (given[BY].at == NULL))
        return options_refuse(&usage, "--hand-over-to", "goes together with --by");
    if (given[BY].at != NULL) {
        code = depart(&usage, &job, &account, given[HAND_OVER_TO], given[BY]);
        if (code != OPTIONS_READY)
            return code;
    } else {
        int64_t held;
        enum status status =
            account_admin_disable(job.db, job.arena, job.by, account.account_id, account.version, job.now);

        if (status == ST_INVALID && absence_held(job.db, job.arena, account.account_id, &held) == ST_OK)
            return holds_dossiers(&usage, given[LOGIN], held, ", or with --hand-over-to LOGIN --by LOGIN");
        if (status != ST_OK)
            return failed(&usage, &job, given[LOGIN], status);
    }
    printf("Disabled the account %.*s.\n", STR_ARG(given[LOGIN]));
    return EXIT_DONE;
}

static enum status enable(struct office_job *job, const struct sql_account_by_id_row *account)
{
    return account_admin_enable(job->db, job->arena, job->by, account->account_id, account->version, job->now);
}

static int account_enable(int argc, char **argv)
{
    static const struct option options[SHARED] = { SHARED_OPTIONS };
    static const struct usage usage = { "account enable", options, SHARED, "The password stays what it was." };

    return do_to_account(&usage, argc, argv, enable, "Enabled the account");
}

static enum status remove_totp(struct office_job *job, const struct sql_account_by_id_row *account)
{
    return account_admin_remove_totp(job->db, job->arena, job->by, account->account_id, job->now);
}

static int account_totp_off(int argc, char **argv)
{
    static const struct option options[SHARED] = { SHARED_OPTIONS };
    static const struct usage usage = { "account totp-off", options, SHARED, "Also ends all sessions of the account." };

    return do_to_account(&usage, argc, argv, remove_totp, "Removed the second factor of");
}

static int account_password(int argc, char **argv)
{
    enum { ASK_PASSWORD = SHARED, OPTIONS };
    static const struct option options[OPTIONS] = {
        SHARED_OPTIONS,
        [ASK_PASSWORD] = { OPTION_SWITCH, "ask-password", NULL, "read the password instead of making one up" },
    };
    static const struct usage usage = { "account password", options, OPTIONS,
                                        "Sets a new password and ends all sessions of the account." };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct sql_account_by_id_row account;
    struct str given[OPTIONS], password;
    int code = begin_with_account(&usage, argc, argv, given, &job, &account);

    if (code != OPTIONS_READY)
        return code;
    if ((code = get_password(&usage, &job, given[ASK_PASSWORD], given[LOGIN], &password)) != OPTIONS_READY)
        return code;
    enum status status = account_admin_set_password(job.db, job.arena, job.by, account.account_id, password, job.now);

    if (status != ST_OK)
        return failed(&usage, &job, given[LOGIN], status);
    printf("Set a new password for %.*s.\n", STR_ARG(given[LOGIN]));
    print_made_up(given[ASK_PASSWORD], password);
    return EXIT_DONE;
}
