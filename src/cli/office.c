/* SPDX-License-Identifier: Apache-2.0 */
#include "app/office_admin.h"
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "domain/vietqr.h"

#include <stdio.h>

static command_function office_bank;

static const struct command subcommands[] = {
    { "bank", office_bank, "name the bank account that fees are transferred to" },
};

int cli_office(int argc, char **argv)
{
    return command_dispatch("office ", subcommands, sizeof subcommands / sizeof *subcommands, argc - 1, argv + 1);
}

static void say_bank(const struct office_bank *account)
{
    const struct bank *bank = bank_of(account->bin);

    if (str_is_empty(account->bin))
        printf("The office takes no transfers.\n");
    else
        printf("Fees go to account %.*s of %.*s at %.*s.\n", STR_ARG(account->account), STR_ARG(account->name),
               STR_ARG(bank->short_name));
}

static int office_bank(int argc, char **argv)
{
    enum { DATA, AGENCY_CODE, BIN, ACCOUNT, NAME, NONE, OPTIONS };
    static const struct option options[OPTIONS] = {
        [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder" },
        [AGENCY_CODE] = { OPTION_OPTIONAL, "agency-code", "CODE", "the office, when the folder has several" },
        [BIN] = { OPTION_OPTIONAL, "bin", "BIN", "the bank's number at NAPAS: 970405 is Agribank" },
        [ACCOUNT] = { OPTION_OPTIONAL, "account", "NUMBER", "the account's number" },
        [NAME] = { OPTION_OPTIONAL, "name", "NAME", "the account's name, as the bank has it" },
        [NONE] = { OPTION_SWITCH, "none", NULL, "take no transfers any more" },
    };
    static const struct usage usage = {
        "office bank", options, OPTIONS,
        "From then on a dossier with something to pay shows a VietQR for the exact sum. Pay one dong by it before\n"
        "citizens do: the program cannot know whose account it is."
    };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct str given[OPTIONS];
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    bool is_none = given[NONE].at != NULL;
    struct office_bank account = { .bin = is_none ? STR("") : given[BIN],
                                   .account = is_none ? STR("") : given[ACCOUNT],
                                   .name = is_none ? STR("") : given[NAME] };

    if (!is_none && (account.bin.at == NULL || account.account.at == NULL || account.name.at == NULL))
        return options_refuse(&usage, NULL, "give --bin, --account and --name, or --none");
    if (!is_none && bank_of(account.bin) == NULL)
        return options_refuse(&usage, "--bin", "no such bank: %.*s", STR_ARG(account.bin));
    if (!office_bank_is_acceptable(&account))
        return options_refuse(&usage, "--account", "an account has 6 to 19 letters and digits, and a name");
    if ((code = office_job_begin(&usage, given[DATA], given[AGENCY_CODE], &job)) != OPTIONS_READY)
        return code;
    enum status status = office_admin_set_bank(job.db, job.by, &account);

    if (status != ST_OK)
        return data_folder_failed(&usage, job.db, status);
    say_bank(&account);
    return EXIT_DONE;
}
