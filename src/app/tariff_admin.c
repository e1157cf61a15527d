/* SPDX-License-Identifier: Apache-2.0 */
#include "app/tariff_admin.h"

#include "base/random.h"
#include "queries_read.h"
#include "queries_write.h"

struct tariff_work {
    struct db *db;
    struct arena *arena;
    int64_t office_id;
    struct moment now;
    struct catalogue_faults *faults;
    struct tariff_import *counts;
};

/* A version as far as its days matter, whatever it is a version of. */
struct version {
    int64_t id;
    struct date from, to;
};

struct neighbours {
    const struct version *same;   /* from the same day on */
    const struct version *before; /* the last one that begins earlier */
    const struct version *after;  /* the first one that begins later */
};

/* `versions` has the newest first. */
static struct neighbours neighbours_of(const struct version *versions, size_t count, struct date from)
{
    struct neighbours found = { NULL, NULL, NULL };

    for (size_t i = 0; i < count; i++)
        if (versions[i].from.day == from.day)
            found.same = &versions[i];
        else if (versions[i].from.day > from.day)
            found.after = &versions[i];
        else if (found.before == NULL)
            found.before = &versions[i];
    return found;
}

static const char *day_text(struct arena *arena, struct date date)
{
    char text[11];

    return arena_c_string(arena, date_format_iso(date, text));
}

/* False, with a fault, when a version would still be in force on the day the next one begins. */
static bool ends_before(struct tariff_work *work, struct date last, const struct version *next)
{
    if (next == NULL || (date_is_given(last) && last.day < next->from.day))
        return true;
    catalogue_fault_add(work->faults, "effective_to", "the office has a version from %s on; this one must end before",
                        day_text(work->arena, next->from));
    return false;
}

static void fault_differs(struct tariff_work *work, struct date from)
{
    catalogue_fault_add(work->faults, "effective_from",
                        "differs from the version the office has from %s on; a change needs a later day",
                        day_text(work->arena, from));
}

static void fault_in(struct tariff_work *work, struct str file, struct str place)
{
    work->faults->file = file;
    work->faults->procedure = place;
}

static bool is_in_force_when(const struct version *before, struct date next)
{
    return before != NULL && procedure_is_in_force(before->from, before->to, next);
}

/* A version that is there already: does its end, or what is said of it, change?  Then *out_last is its last day. */
static bool is_to_correct(struct tariff_work *work, const struct neighbours *known, struct date last,
                          bool is_said_alike, struct date *out_last)
{
    if (known->after != NULL && !date_is_given(last))
        last = known->same->to; /* ended by the version after it */
    if (last.day == known->same->to.day && is_said_alike) {
        work->counts->unchanged++;
        return false;
    }
    if (!ends_before(work, last, known->after))
        return false;
    work->counts->corrected++;
    *out_last = last;
    return true;
}

/* A version that is new: is there room for it? */
static bool is_to_add(struct tariff_work *work, const struct neighbours *known, struct date last)
{
    if (!ends_before(work, last, known->after))
        return false;
    if (known->before == NULL && known->after == NULL)
        work->counts->added++;
    else
        work->counts->changed++;
    return true;
}

/* ---- Tariffs --------------------------------------------------------------------------------------------------- */

static enum status load_prices(struct db *db, struct arena *arena, int64_t tariff_id, struct tariff *out)
{
    struct sql_tariff_prices_rows rows;

    TRY(sql_tariff_prices(db, arena, tariff_id, &rows));
    struct tariff_price *prices = arena_array(arena, struct tariff_price, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        prices[i] = (struct tariff_price){ rows.at[i].channel, rows.at[i].from_unit, rows.at[i].price_vnd };
    out->prices = prices;
    out->price_count = rows.count;
    return ST_OK;
}

static enum status add_tariff(struct tariff_work *work, const struct tariff *tariff)
{
    int64_t id = random_id(work->now), changed;

    TRY(sql_tariff_add(work->db, id, work->office_id, tariff->code, tariff->name, tariff_unit_name(tariff->unit),
                       tariff->setter, tariff->certainty, tariff->legal_basis, tariff->note, tariff->cap_vnd,
                       tariff->effective_from, tariff->effective_to, &changed));
    for (size_t i = 0; i < tariff->price_count; i++)
        TRY(sql_tariff_price_add(work->db, id, (int64_t)i + 1, tariff->prices[i].channel, tariff->prices[i].from_unit,
                                 tariff->prices[i].price_vnd, &changed));
    return ST_OK;
}

static enum status correct_tariff(struct tariff_work *work, const struct tariff *wanted,
                                  const struct sql_tariff_versions_row *row, const struct neighbours *known)
{
    struct tariff present = {
        .code = row->tariff_code,
        .name = row->name,
        .setter = row->setter,
        .legal_basis = row->legal_basis,
        .cap_vnd = row->cap_vnd,
        .effective_from = row->effective_from_on,
    };
    struct date last;
    int64_t changed;

    if (!tariff_unit_parse(row->tariff_unit, &present.unit))
        return ST_CORRUPT;
    TRY(load_prices(work->db, work->arena, row->tariff_id, &present));
    if (!tariff_equal(&present, wanted)) {
        fault_differs(work, wanted->effective_from);
        return ST_OK;
    }
    bool is_said_alike = str_equal(wanted->certainty, row->certainty) && str_equal(wanted->note, row->note);

    if (!is_to_correct(work, known, wanted->effective_to, is_said_alike, &last))
        return ST_OK;
    return sql_tariff_correct(work->db, last, wanted->certainty, wanted->note, row->tariff_id, &changed);
}

static enum status import_tariff(struct tariff_work *work, const struct tariff *tariff)
{
    struct sql_tariff_versions_rows rows;
    int64_t changed;

    fault_in(work, tariff->file, tariff->place);
    TRY(sql_tariff_versions(work->db, work->arena, work->office_id, tariff->code, &rows));
    struct version *versions = arena_array(work->arena, struct version, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        versions[i] =
            (struct version){ rows.at[i].tariff_id, rows.at[i].effective_from_on, rows.at[i].effective_to_on };
    struct neighbours known = neighbours_of(versions, rows.count, tariff->effective_from);
    if (known.same != NULL)
        return correct_tariff(work, tariff, &rows.at[known.same - versions], &known);
    if (!is_to_add(work, &known, tariff->effective_to))
        return ST_OK;
    if (is_in_force_when(known.before, tariff->effective_from)) {
        const struct sql_tariff_versions_row *before = &rows.at[known.before - versions];

        TRY(sql_tariff_correct(work->db, date_add(tariff->effective_from, -1), before->certainty, before->note,
                               before->tariff_id, &changed));
    }
    return add_tariff(work, tariff);
}

/* ---- Exemptions ------------------------------------------------------------------------------------------------ */

static enum status correct_exemption(struct tariff_work *work, const struct fee_exemption *wanted,
                                     const struct sql_fee_exemption_versions_row *row, const struct neighbours *known)
{
    struct fee_exemption present = {
        .code = row->exemption_code,
        .name = row->name,
        .percent = row->percent,
        .channel = row->channel,
        .evidence = row->evidence,
        .legal_basis = row->legal_basis,
        .tariffs = row->tariffs,
        .effective_from = row->effective_from_on,
    };
    struct date last;
    int64_t changed;

    if (!fee_exemption_equal(&present, wanted)) {
        fault_differs(work, wanted->effective_from);
        return ST_OK;
    }
    if (!is_to_correct(work, known, wanted->effective_to, str_equal(wanted->certainty, row->certainty), &last))
        return ST_OK;
    return sql_fee_exemption_correct(work->db, last, wanted->certainty, row->fee_exemption_id, &changed);
}

static enum status add_exemption(struct tariff_work *work, const struct fee_exemption *exemption)
{
    int64_t changed;

    return sql_fee_exemption_add(work->db, random_id(work->now), work->office_id, exemption->code, exemption->name,
                                 exemption->percent, exemption->channel, exemption->evidence, exemption->legal_basis,
                                 exemption->certainty, exemption->effective_from, exemption->effective_to,
                                 exemption->tariffs, &changed);
}

static enum status import_exemption(struct tariff_work *work, const struct fee_exemption *exemption)
{
    struct sql_fee_exemption_versions_rows rows;
    int64_t changed;

    fault_in(work, exemption->file, exemption->place);
    TRY(sql_fee_exemption_versions(work->db, work->arena, work->office_id, exemption->code, &rows));
    struct version *versions = arena_array(work->arena, struct version, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        versions[i] =
            (struct version){ rows.at[i].fee_exemption_id, rows.at[i].effective_from_on, rows.at[i].effective_to_on };
    struct neighbours known = neighbours_of(versions, rows.count, exemption->effective_from);
    if (known.same != NULL)
        return correct_exemption(work, exemption, &rows.at[known.same - versions], &known);
    if (!is_to_add(work, &known, exemption->effective_to))
        return ST_OK;
    if (is_in_force_when(known.before, exemption->effective_from))
        TRY(sql_fee_exemption_correct(work->db, date_add(exemption->effective_from, -1),
                                      rows.at[known.before - versions].certainty, known.before->id, &changed));
    return add_exemption(work, exemption);
}

enum status tariff_admin_import(struct db *db, struct arena *arena, int64_t office_id, struct moment now,
                                const struct catalogue *catalogue, struct catalogue_faults *faults,
                                struct tariff_import *out)
{
    struct tariff_work work = { db, arena, office_id, now, faults, out };

    *out = (struct tariff_import){ 0 };
    for (size_t i = 0; i < catalogue->tariffs.count; i++)
        TRY(import_tariff(&work, &catalogue->tariffs.at[i]));
    for (size_t i = 0; i < catalogue->exemptions.count; i++)
        TRY(import_exemption(&work, &catalogue->exemptions.at[i]));
    return ST_OK;
}

/* ---- Reading --------------------------------------------------------------------------------------------------- */

static enum status read_tariff(struct db *db, struct arena *arena, const struct sql_tariff_in_force_row *row,
                               struct tariff *out)
{
    *out = (struct tariff){
        .code = row->tariff_code,
        .name = row->name,
        .setter = row->setter,
        .certainty = row->certainty,
        .legal_basis = row->legal_basis,
        .note = row->note,
        .cap_vnd = row->cap_vnd,
        .effective_from = row->effective_from_on,
        .effective_to = row->effective_to_on,
    };
    if (!tariff_unit_parse(row->tariff_unit, &out->unit))
        return ST_CORRUPT;
    return load_prices(db, arena, row->tariff_id, out);
}

enum status tariff_admin_in_force(struct db *db, struct arena *arena, int64_t office_id, struct str codes,
                                  struct date on, struct tariffs *out)
{
    *out = (struct tariffs){ arena_array(arena, struct tariff, CATALOGUE_TARIFFS_MAX), 0, CATALOGUE_TARIFFS_MAX };
    while (codes.at != NULL && out->count < out->room) {
        struct sql_tariff_in_force_row row;
        enum status status = sql_tariff_in_force(db, arena, office_id, str_next(&codes, ' '), on, &row);

        if (status == ST_NOT_FOUND)
            continue;
        TRY(status);
        TRY(read_tariff(db, arena, &row, &out->at[out->count]));
        out->count++;
    }
    return ST_OK;
}

enum status tariff_admin_exemptions(struct db *db, struct arena *arena, int64_t office_id, struct date on,
                                    struct fee_exemptions *out)
{
    struct sql_fee_exemptions_in_force_rows rows;

    TRY(sql_fee_exemptions_in_force(db, arena, office_id, on, &rows));
    *out = (struct fee_exemptions){ arena_array(arena, struct fee_exemption, rows.count), rows.count, rows.count };
    for (size_t i = 0; i < rows.count; i++)
        out->at[i] = (struct fee_exemption){
            .code = rows.at[i].exemption_code,
            .name = rows.at[i].name,
            .percent = rows.at[i].percent,
            .channel = rows.at[i].channel,
            .evidence = rows.at[i].evidence,
            .legal_basis = rows.at[i].legal_basis,
            .certainty = rows.at[i].certainty,
            .effective_from = rows.at[i].effective_from_on,
            .effective_to = rows.at[i].effective_to_on,
            .tariffs = rows.at[i].tariffs,
        };
    return ST_OK;
}
