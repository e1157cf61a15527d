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

/* Where the rows go. */
struct room {
    struct tariffs *tariffs;
    struct fee_exemptions *exemptions;
};

static void add_tariff(const struct catalogue_reader *row, const struct room *room)
{
    struct tariffs *all = room->tariffs;
    size_t faults_before = row->faults->count;
    struct tariff tariff = read_tariff(row);

    tariff.file = row->faults->file;
    tariff.place = row->faults->procedure;
    if (row->faults->count == faults_before)
        tariff_check(&tariff, row->faults);
    all->at = arena_grow(row->arena, all->at, all->count, &all->room, sizeof *all->at);
    all->at[all->count++] = tariff;
}

static void add_exemption(const struct catalogue_reader *row, const struct room *room)
{
    struct fee_exemptions *all = room->exemptions;
    size_t faults_before = row->faults->count;
    struct fee_exemption exemption = read_exemption(row);

    exemption.file = row->faults->file;
    exemption.place = row->faults->procedure;
    if (row->faults->count == faults_before)
        fee_exemption_check(&exemption, row->faults);
    all->at = arena_grow(row->arena, all->at, all->count, &all->room, sizeof *all->at);
    all->at[all->count++] = exemption;
}

static void read_rows(const struct catalogue_reader *file, const char *key,
                      void (*add)(const struct catalogue_reader *row, const struct room *room), const struct room *room)
{
    const struct json *list;
    size_t count = catalogue_list(file, key, &list);
    struct catalogue_reader row;

    for (size_t i = 0; i < count; i++)
        if (begin_row(file, list, key, i, &row))
            add(&row, room);
}

void tariff_file_read(const struct catalogue_reader *file, struct tariffs *tariffs, struct fee_exemptions *exemptions)
{
    static const char *const keys[] = { "tariffs", "exemptions", NULL };
    const struct room room = { tariffs, exemptions };

    catalogue_check_keys(file, keys);
    read_rows(file, "tariffs", add_tariff, &room);
    read_rows(file, "exemptions", add_exemption, &room);
    file->faults->procedure = (struct str){ NULL, 0 };
}
