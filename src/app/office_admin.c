/* SPDX-License-Identifier: Apache-2.0 */
#include "app/office_admin.h"

#include "app/calendar_admin.h"
#include "app/dossier_seal.h"
#include "base/random.h"
#include "domain/identity.h"
#include "domain/vietqr.h"
#include "queries_write.h"

static const struct {
    struct str code, name;
} units[] = {
#define UNIT(code, name) { { (code), sizeof(code) - 1 }, { (name), sizeof(name) - 1 } },
#include "domain/office_units.def"
#undef UNIT
};

static bool is_text_or_empty(struct str text)
{
    return text.at != NULL && str_is_utf8(text) && str_count_chars(text) <= OFFICE_TEXT_CHARS_MAX;
}

static bool is_text(struct str text)
{
    return is_text_or_empty(text) && str_trim(text).len > 0;
}

static bool is_acceptable(const struct office_new *office)
{
    struct str url = office->public_url;

    return agency_code_is_valid(office->agency_code) && is_text(office->name) && is_text(office->centre_name) &&
           is_text(office->place_name) && is_text_or_empty(office->address) && is_text_or_empty(office->phone) &&
           is_text(url) && (str_starts_with(url, STR("https://")) || str_starts_with(url, STR("http://"))) &&
           !str_ends_with(url, STR("/"));
}

enum status office_admin_create(struct db *db, struct arena *arena, const struct office_new *office, struct moment now,
                                int64_t *out_office_id)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    int64_t office_id = random_id(now);
    int64_t changed;

    if (!is_acceptable(office))
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_office_add(db, office_id, office->agency_code, office->name, office->centre_name, office->place_name,
                       office->address, office->phone, office->public_url, &changed));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        TRY(sql_unit_add(db, random_id(now), office_id, units[i].code, units[i].name, &changed));
    TRY(sql_office_start_chain(db, office_id, 0, seal_of_nothing(), &changed));
    TRY(calendar_admin_start(db, arena, office_id, now));
    TRY(db_tx_commit(tx));
    *out_office_id = office_id;
    return ST_OK;
}

bool office_bank_is_acceptable(const struct office_bank *bank)
{
    if (str_is_empty(bank->bin))
        return str_is_empty(bank->account) && str_is_empty(bank->name);
    return bank_of(bank->bin) != NULL && bank_account_is_valid(bank->account) && is_text(bank->name);
}

enum status office_admin_set_bank(struct db *db, struct actor by, const struct office_bank *bank)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    int64_t changed;

    if (!role_may(by.role, PERM_CATALOGUE_MANAGE))
        return ST_FORBIDDEN;
    if (!office_bank_is_acceptable(bank))
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_office_bank_set(db, bank->bin, bank->account, bank->name, by.office_id, &changed));
    return db_tx_commit(tx);
}
