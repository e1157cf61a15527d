/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/tariff_file.h"

bool tariff_file_is(const struct json *file)
{
    return json_get(file, "tariffs") != NULL;
}

static void read_prices(const struct catalogue_reader *reader, struct tariff *out)
{
    static const char *const keys[] = { "channel", "from_unit", "price_vnd", NULL };
    const struct json *list;
    size_t count = catalogue_list(reader, "prices", &list);
    struct tariff_price *prices = arena_array(reader->arena, struct tariff_price, count);

    for (size_t i = 0; i < count; i++) {
        struct catalogue_reader price = catalogue_item(reader, list, "prices", i);

        if (!catalogue_is_object(&price))
            continue;
        catalogue_check_keys(&price, keys);
        prices[i] = (struct tariff_price){ .channel = catalogue_str(&price, "channel"),
                                           .from_unit = catalogue_i64_or(&price, "from_unit", 1),
                                           .price_vnd = catalogue_i64(&price, "price_vnd") };
    }
    out->prices = prices;
    out->price_count = count;
}

static struct tariff read_tariff(const struct catalogue_reader *reader)
{
    static const char *const keys[] = { "code",        "name", "unit",    "set_by",       "certainty", "effective_from",
                                        "legal_basis", "note", "cap_vnd", "effective_to", "prices",    NULL };
    struct tariff tariff = { .code = catalogue_str(reader, "code"), .name = catalogue_str(reader, "name") };
    struct str unit = catalogue_str(reader, "unit");

    catalogue_check_keys(reader, keys);
    if (!tariff_unit_parse(unit, &tariff.unit))
        catalogue_fault_add(reader->faults, "unit", "not page, copy, case or fixed: '%.*s'",
                            STR_ARG(str_head(unit, 60)));
    tariff.setter = catalogue_str(reader, "set_by");
    tariff.certainty = catalogue_str(reader, "certainty");
    tariff.legal_basis = catalogue_str(reader, "legal_basis");
    tariff.note = catalogue_str(reader, "note");
    tariff.cap_vnd = catalogue_i64_or(reader, "cap_vnd", 0);
    tariff.effective_from = catalogue_date(reader, "effective_from");
    tariff.effective_to = catalogue_date(reader, "effective_to");
    read_prices(reader, &tariff);
    return tariff;
}

static struct fee_exemption read_exemption(const struct catalogue_reader *reader)
{
    static const char *const keys[] = { "code",         "name",        "percent",   "channel",
                                        "evidence",     "legal_basis", "certainty", "effective_from",
                                        "effective_to", "tariffs",     NULL };

    catalogue_check_keys(reader, keys);
    return (struct fee_exemption){
        .code = catalogue_str(reader, "code"),
        .name = catalogue_str(reader, "name"),
        .percent = catalogue_i64(reader, "percent"),
        .channel = catalogue_str(reader, "channel"),
        .evidence = catalogue_str(reader, "evidence"),
        .legal_basis = catalogue_str(reader, "legal_basis"),
        .certainty = catalogue_str(reader, "certainty"),
        .effective_from = catalogue_date(reader, "effective_from"),
        .effective_to = catalogue_date(reader, "effective_to"),
        .tariffs = catalogue_joined(reader, "tariffs", ' '),
    };
}

/* The reader of one row; faults from now on are in it.  False, with a fault, when it is no object. */
static bool begin_row(const struct catalogue_reader *file, const struct json *list, const char *key, size_t i,
                      struct catalogue_reader *out)
{
    struct str code = STR("without a code");

    *out = catalogue_item(file, list, key, i);
    json_get_str(out->object, "code", &code);
    file->faults->procedure = arena_printf(file->arena, "%.*s (%s[%zu])", STR_ARG(str_head(code, 60)), key, i);
    out->place = "";
    return catalogue_is_object(out);
}

static void read_tariffs(const struct catalogue_reader *file, struct tariffs *all)
{
    const struct json *list;
    size_t count = catalogue_list(file, "tariffs", &list);
    struct catalogue_reader row;

    for (size_t i = 0; i < count; i++) {
        size_t faults_before = file->faults->count;

        if (!begin_row(file, list, "tariffs", i, &row))
            continue;
        struct tariff tariff = read_tariff(&row);
        tariff.file = file->faults->file;
        tariff.place = file->faults->procedure;
        if (file->faults->count == faults_before)
            tariff_check(&tariff, file->faults);
        all->at = arena_grow(file->arena, all->at, all->count, &all->room, sizeof *all->at);
        all->at[all->count++] = tariff;
    }
}

static void read_exemptions(const struct catalogue_reader *file, struct fee_exemptions *all)
{
    const struct json *list;
    size_t count = catalogue_list(file, "exemptions", &list);
    struct catalogue_reader row;

    for (size_t i = 0; i < count; i++) {
        size_t faults_before = file->faults->count;

        if (!begin_row(file, list, "exemptions", i, &row))
            continue;
        struct fee_exemption exemption = read_exemption(&row);
        exemption.file = file->faults->file;
        exemption.place = file->faults->procedure;
        if (file->faults->count == faults_before)
            fee_exemption_check(&exemption, file->faults);
        all->at = arena_grow(file->arena, all->at, all->count, &all->room, sizeof *all->at);
        all->at[all->count++] = exemption;
    }
}

void tariff_file_read(const struct catalogue_reader *file, struct tariffs *tariffs, struct fee_exemptions *exemptions)
{
    static const char *const keys[] = { "tariffs", "exemptions", NULL };

    catalogue_check_keys(file, keys);
    read_tariffs(file, tariffs);
    read_exemptions(file, exemptions);
    file->faults->procedure = (struct str){ NULL, 0 };
}
