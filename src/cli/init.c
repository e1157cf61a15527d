/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue_admin.h"
#include "app/office_admin.h"
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "domain/identity.h"

#include <stdio.h>

enum { INIT_BYTES_MAX = 64 * 1024 * 1024 };

enum { DATA, OFFICE_NAME, AGENCY_CODE, CENTRE_NAME, PLACE_NAME, ADDRESS, PHONE, PUBLIC_URL, OPTIONS };

static const struct option options[OPTIONS] = {
    [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder; made when it is not there" },
    [OFFICE_NAME] = { OPTION_REQUIRED, "office-name", "NAME", "name of the office: \"UBND xã Bình Yên\"" },
    [AGENCY_CODE] = { OPTION_REQUIRED, "agency-code", "CODE",
                      "code of QĐ 20/2020/QĐ-TTg, with which dossier codes begin: H55.12.07" },
    [CENTRE_NAME] = { OPTION_OPTIONAL, "centre-name", "NAME", "usually \"Trung tâm Phục vụ hành chính công xã …\"" },
    [PLACE_NAME] = { OPTION_OPTIONAL, "place-name", "NAME", "before the date on papers: \"Bình Yên\"" },
    [ADDRESS] = { OPTION_OPTIONAL, "address", "TEXT", "of the centre, as printed on papers" },
    [PHONE] = { OPTION_OPTIONAL, "phone", "NUMBER", "of the centre, as printed on papers" },
    [PUBLIC_URL] = { OPTION_OPTIONAL, "public-url", "URL", "how citizens reach the server; QR codes begin with it" },
};

static const struct usage usage = {
    "init", options, OPTIONS,
    "Founds an office with its units, its calendar and the catalogue of procedures that this\n"
    "program carries. The next step is `motcua account create`."
};

/* "UBND xã Bình Yên" → "xã Bình Yên" */
static struct str area_of(struct str office_name)
{
    static const char *const prefixes[] = { "UBND ", "Uỷ ban nhân dân ", "Ủy ban nhân dân " };

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_starts_with(office_name, str_of(prefixes[i])))
            return str_from(office_name, str_of(prefixes[i]).len);
    return office_name;
}

/* "xã Bình Yên" → "Bình Yên" */
static struct str place_of(struct str area)
{
    static const char *const prefixes[] = { "xã ", "phường ", "đặc khu " };

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_starts_with(area, str_of(prefixes[i])))
            return str_from(area, str_of(prefixes[i]).len);
    return area;
}

static struct str given_or(struct str given, struct str usual)
{
    return given.at != NULL ? given : usual;
}

int cli_init(int argc, char **argv)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(INIT_BYTES_MAX);
    struct db *db CLEANUP(db_close_at) = NULL;
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL; /* an office without its catalogue must not stay behind */
    struct str given[OPTIONS];
    int64_t office_id;
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if (!agency_code_is_valid(given[AGENCY_CODE]))
        return options_refuse(&usage, "--agency-code", "not an agency code: %.*s", STR_ARG(given[AGENCY_CODE]));
    if ((code = data_folder_open(&usage, arena, given[DATA], FOLDER_IS_MADE, &db)) != OPTIONS_READY)
        return code;

    struct str area = area_of(given[OFFICE_NAME]);
    struct office_new office = {
        .agency_code = given[AGENCY_CODE],
        .name = given[OFFICE_NAME],
        .centre_name =
            given_or(given[CENTRE_NAME], arena_printf(arena, "Trung tâm Phục vụ hành chính công %.*s", STR_ARG(area))),
        .place_name = given_or(given[PLACE_NAME], place_of(area)),
        .address = given_or(given[ADDRESS], STR("")),
        .phone = given_or(given[PHONE], STR("")),
        .public_url = given_or(given[PUBLIC_URL], STR("http://127.0.0.1:8080")),
    };
    enum status status = db_tx_begin(db, &tx);

    if (status == ST_OK)
        status = office_admin_create(db, arena, &office, clock_now(), &office_id);
    if (status == ST_EXISTS)
        return options_fail(&usage, "the data folder has an office with the code %.*s already",
                            STR_ARG(given[AGENCY_CODE]));
    if (status == ST_INVALID)
        return options_refuse(
            &usage, NULL,
            "a name is too long or not UTF-8, or --public-url is not http(s)://… without a slash at the end");
    if (status != ST_OK)
        return data_folder_failed(&usage, db, status);

    struct actor by = { .office_id = office_id, .role = ROLE_ADMINISTRATOR };
    struct catalogue_faults faults;
    struct catalogue_import imported;

    status = catalogue_admin_import_embedded(db, arena, by, clock_now(), &faults, &imported);
    if (status == ST_OK)
        status = db_tx_commit(tx);
    if (status != ST_OK)
        return data_folder_failed(&usage, db, status);
    printf("Founded %.*s (%.*s) in %.*s.\n", STR_ARG(office.name), STR_ARG(office.agency_code), STR_ARG(given[DATA]));
    return EXIT_DONE;
}
