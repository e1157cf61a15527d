/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/tariff.h"

#include "domain/intake.h"

#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

enum { CODE_MAX = 60, NAME_CHARS_MAX = 200 };

static const struct {
    struct str stored, words;
} units[TARIFF_UNIT_COUNT] = {
#define TARIFF_UNIT(name, stored, counted) [TARIFF_##name] = { TEXT(stored), TEXT(counted) },
#include "domain/tariff_units.def"
#undef TARIFF_UNIT
};

static const struct {
    struct str stored, label;
} setters[] = {
    { TEXT("law"), TEXT("Trung ương quy định") },
    { TEXT("provincial-council"), TEXT("HĐND cấp tỉnh quy định") },
    { TEXT("by-value"), TEXT("Theo loại, giá trị hoặc chi phí thực tế") },
};

struct str tariff_unit_name(enum tariff_unit unit)
{
    return units[unit].stored;
}

struct str tariff_unit_words(enum tariff_unit unit)
{
    return units[unit].words;
}

bool tariff_unit_parse(struct str stored, enum tariff_unit *out)
{
    for (int unit = 0; unit < TARIFF_UNIT_COUNT; unit++)
        if (str_equal(units[unit].stored, stored)) {
            *out = (enum tariff_unit)unit;
            return true;
        }
    return false;
}

struct str tariff_setter_label(struct str setter)
{
    for (size_t i = 0; i < sizeof setters / sizeof *setters; i++)
        if (str_equal(setters[i].stored, setter))
            return setters[i].label;
    return setter;
}

/* ---- Amounts --------------------------------------------------------------------------------------------------- */

/* The channel whose rows count: its own when it has any, else those of no channel. */
static struct str channel_of_rows(const struct tariff *tariff, struct str channel)
{
    for (size_t i = 0; i < tariff->price_count; i++)
        if (str_equal(tariff->prices[i].channel, channel))
            return channel;
    return (struct str){ NULL, 0 };
}

/* The next row of the same channel; NULL behind the last. */
static const struct tariff_price *next_row(const struct tariff *tariff, struct str channel, size_t *i)
{
    while (*i < tariff->price_count) {
        const struct tariff_price *row = &tariff->prices[(*i)++];

        if (str_equal(row->channel, channel))
            return row;
    }
    return NULL;
}

bool tariff_is_open(const struct tariff *tariff, struct str channel)
{
    size_t i = 0;

    return next_row(tariff, channel_of_rows(tariff, channel), &i) == NULL;
}

static int64_t sum_of(const struct tariff *tariff, struct str channel, int64_t quantity)
{
    size_t i = 0;
    int64_t sum = 0;
    struct str rows = channel_of_rows(tariff, channel);
    const struct tariff_price *row = next_row(tariff, rows, &i);

    while (row != NULL && row->from_unit <= quantity) {
        const struct tariff_price *next = next_row(tariff, rows, &i);
        int64_t last = next != NULL && next->from_unit <= quantity ? next->from_unit - 1 : quantity;

        sum += (last - row->from_unit + 1) * row->price_vnd;
        row = next;
    }
    return sum;
}

static int64_t capped(const struct tariff *tariff, int64_t amount)
{
    return tariff->cap_vnd > 0 && amount > tariff->cap_vnd ? tariff->cap_vnd : amount;
}

int64_t tariff_amount(const struct tariff *tariff, struct str channel, int64_t pages, int64_t count, int64_t typed_vnd)
{
    bool is_open = tariff_is_open(tariff, channel);

    if (tariff->unit == TARIFF_PAGE)
        return count * capped(tariff, is_open ? pages * typed_vnd : sum_of(tariff, channel, pages));
    return is_open ? count * typed_vnd : sum_of(tariff, channel, count);
}

/* ---- Exemptions ------------------------------------------------------------------------------------------------ */

static bool names_tariff(const struct fee_exemption *exemption, struct str tariff_code)
{
    struct str rest = exemption->tariffs;

    while (rest.at != NULL)
        if (str_equal(str_next(&rest, ' '), tariff_code))
            return true;
    return false;
}

bool fee_exemption_applies(const struct fee_exemption *exemption, struct str tariff_code, struct str channel,
                           struct date on)
{
    return procedure_is_in_force(exemption->effective_from, exemption->effective_to, on) &&
           (exemption->channel.at == NULL || str_equal(exemption->channel, channel)) &&
           names_tariff(exemption, tariff_code);
}

int64_t fee_exemption_reduction(const struct fee_exemption *exemption, int64_t amount_vnd)
{
    return (amount_vnd * exemption->percent + 99) / 100;
}

/* ---- Rules of the data ----------------------------------------------------------------------------------------- */

bool tariff_code_is_valid(struct str code)
{
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (!is_plain && (c != '-' || i == 0 || i + 1 == code.len || code.at[i - 1] == '-'))
            return false;
    }
    return code.len > 0 && code.len <= CODE_MAX;
}

static void check_text(struct catalogue_faults *faults, const char *key, struct str text, size_t chars_max)
{
    if (str_is_empty(text) || str_trim(text).len != text.len)
        catalogue_fault_add(faults, key, "missing, empty or with blanks around it");
    else if (str_count_chars(text) > chars_max)
        catalogue_fault_add(faults, key, "longer than %zu characters", chars_max);
}

/* What a tariff and an exemption have in common. */
static void check_common(struct catalogue_faults *faults, struct str code, struct str name, struct str legal_basis,
                         struct str certainty)
{
    if (!tariff_code_is_valid(code))
        catalogue_fault_add(faults, "code", "not a code like chung-thuc-ban-sao: '%.*s'", STR_ARG(str_head(code, 80)));
    check_text(faults, "name", name, NAME_CHARS_MAX);
    check_text(faults, "legal_basis", legal_basis, CATALOGUE_NOTE_CHARS_MAX);
    if (certainty.at == NULL || str_equal(certainty_label(certainty), certainty))
        catalogue_fault_add(faults, "certainty", "not verified, likely or unsure: '%.*s'",
                            STR_ARG(str_head(certainty, 60)));
}

static void check_days(struct catalogue_faults *faults, struct date from, struct date to)
{
    if (!date_is_given(from))
        catalogue_fault_add(faults, "effective_from", "missing");
    else if (date_is_given(to) && to.day < from.day)
        catalogue_fault_add(faults, "effective_to", "before effective_from");
}

/* Rows of one channel stand together in rising order and begin with the first unit. */
static void check_price(const struct tariff *tariff, size_t i, struct catalogue_faults *faults)
{
    const struct tariff_price *row = &tariff->prices[i];
    const char *place = arena_printf(faults->arena, "prices[%zu]", i).at;
    int64_t before = 0;

    if (row->channel.at != NULL && !channel_is_known(row->channel))
        catalogue_fault_add(faults, place, "channel is not counter, online or post: '%.*s'",
                            STR_ARG(str_head(row->channel, 60)));
    if (row->price_vnd < 0 || row->price_vnd > TARIFF_PRICE_MAX_VND)
        catalogue_fault_add(faults, place, "price_vnd is not from 0 to %d", TARIFF_PRICE_MAX_VND);
    for (size_t k = 0; k < i; k++)
        if (str_equal(tariff->prices[k].channel, row->channel))
            before = tariff->prices[k].from_unit;
    if (before == 0 ? row->from_unit != 1 : row->from_unit <= before)
        catalogue_fault_add(faults, place, "the rows of a channel begin with unit 1 and rise");
    if (row->from_unit > 1 && tariff->unit == TARIFF_FIXED)
        catalogue_fault_add(faults, place, "a fixed sum has one row");
}

void tariff_check(const struct tariff *tariff, struct catalogue_faults *faults)
{
    check_common(faults, tariff->code, tariff->name, tariff->legal_basis, tariff->certainty);
    check_days(faults, tariff->effective_from, tariff->effective_to);
    if (tariff->setter.at == NULL || str_equal(tariff_setter_label(tariff->setter), tariff->setter))
        catalogue_fault_add(faults, "set_by", "not law, provincial-council or by-value: '%.*s'",
                            STR_ARG(str_head(tariff->setter, 60)));
    if (tariff->note.at != NULL)
        check_text(faults, "note", tariff->note, CATALOGUE_NOTE_CHARS_MAX);
    if (tariff->cap_vnd < 0 || tariff->cap_vnd > TARIFF_PRICE_MAX_VND)
        catalogue_fault_add(faults, "cap_vnd", "not from 0 to %d", TARIFF_PRICE_MAX_VND);
    if (tariff->cap_vnd > 0 && tariff->unit != TARIFF_PAGE)
        catalogue_fault_add(faults, "cap_vnd", "only what is counted in pages has a cap for each copy");
    if (tariff->price_count > TARIFF_PRICES_MAX)
        catalogue_fault_add(faults, "prices", "more than %d", TARIFF_PRICES_MAX);
    for (size_t i = 0; i < tariff->price_count; i++)
        check_price(tariff, i, faults);
    if (tariff->price_count == 0 && str_equal(tariff->setter, STR("law")))
        catalogue_fault_add(faults, "prices", "none, though the law sets it");
}

void fee_exemption_check(const struct fee_exemption *exemption, struct catalogue_faults *faults)
{
    struct str rest = exemption->tariffs;
    int count = 0;

    check_common(faults, exemption->code, exemption->name, exemption->legal_basis, exemption->certainty);
    check_days(faults, exemption->effective_from, exemption->effective_to);
    check_text(faults, "evidence", exemption->evidence, CATALOGUE_NOTE_CHARS_MAX);
    if (exemption->percent < 1 || exemption->percent > 100)
        catalogue_fault_add(faults, "percent", "%lld is not from 1 to 100", (long long)exemption->percent);
    if (exemption->channel.at != NULL && !channel_is_known(exemption->channel))
        catalogue_fault_add(faults, "channel", "not counter, online or post: '%.*s'",
                            STR_ARG(str_head(exemption->channel, 60)));
    for (; rest.at != NULL; count++)
        if (!tariff_code_is_valid(str_next(&rest, ' ')))
            catalogue_fault_add(faults, arena_printf(faults->arena, "tariffs[%d]", count).at, "not a code");
    if (count == 0 || count > EXEMPTION_TARIFFS_MAX)
        catalogue_fault_add(faults, "tariffs", "not from 1 to %d codes", EXEMPTION_TARIFFS_MAX);
}

static bool overlap(struct date from, struct date to, struct date other_from, struct date other_to)
{
    return procedure_is_in_force(from, to, other_from) || procedure_is_in_force(other_from, other_to, from);
}

static void fault_in(struct catalogue_faults *faults, struct str file, struct str place)
{
    faults->file = file;
    faults->procedure = place;
}

static void check_tariff_versions(const struct tariffs *tariffs, struct catalogue_faults *faults)
{
    for (size_t i = 0; i < tariffs->count; i++)
        for (size_t k = 0; k < i; k++) {
            const struct tariff *a = &tariffs->at[k], *b = &tariffs->at[i];

            fault_in(faults, b->file, b->place);
            if (str_equal(a->code, b->code) &&
                overlap(a->effective_from, a->effective_to, b->effective_from, b->effective_to))
                catalogue_fault_add(faults, "effective_from", "in force at the same time as %.*s", STR_ARG(a->place));
        }
}

static void check_exemption_versions(const struct fee_exemptions *exemptions, struct catalogue_faults *faults)
{
    for (size_t i = 0; i < exemptions->count; i++)
        for (size_t k = 0; k < i; k++) {
            const struct fee_exemption *a = &exemptions->at[k], *b = &exemptions->at[i];

            fault_in(faults, b->file, b->place);
            if (str_equal(a->code, b->code) &&
                overlap(a->effective_from, a->effective_to, b->effective_from, b->effective_to))
                catalogue_fault_add(faults, "effective_from", "in force at the same time as %.*s", STR_ARG(a->place));
        }
}

static bool has_code(const struct tariffs *tariffs, struct str code)
{
    for (size_t i = 0; i < tariffs->count; i++)
        if (str_equal(tariffs->at[i].code, code))
            return true;
    return false;
}

void tariff_check_versions(const struct tariffs *tariffs, const struct fee_exemptions *exemptions,
                           struct catalogue_faults *faults)
{
    check_tariff_versions(tariffs, faults);
    check_exemption_versions(exemptions, faults);
    for (size_t i = 0; i < exemptions->count; i++) {
        struct str rest = exemptions->at[i].tariffs;

        fault_in(faults, exemptions->at[i].file, exemptions->at[i].place);
        while (rest.at != NULL) {
            struct str code = str_next(&rest, ' ');

            if (!has_code(tariffs, code))
                catalogue_fault_add(faults, "tariffs", "no tariff '%.*s' in these files", STR_ARG(code));
        }
    }
}

static bool prices_equal(const struct tariff *a, const struct tariff *b)
{
    if (a->price_count != b->price_count)
        return false;
    for (size_t i = 0; i < a->price_count; i++)
        if (!str_equal(a->prices[i].channel, b->prices[i].channel) ||
            a->prices[i].from_unit != b->prices[i].from_unit || a->prices[i].price_vnd != b->prices[i].price_vnd)
            return false;
    return true;
}

bool tariff_equal(const struct tariff *a, const struct tariff *b)
{
    return str_equal(a->code, b->code) && str_equal(a->name, b->name) && a->unit == b->unit &&
           str_equal(a->setter, b->setter) && str_equal(a->legal_basis, b->legal_basis) && a->cap_vnd == b->cap_vnd &&
           a->effective_from.day == b->effective_from.day && prices_equal(a, b);
}

bool fee_exemption_equal(const struct fee_exemption *a, const struct fee_exemption *b)
{
    return str_equal(a->code, b->code) && str_equal(a->name, b->name) && a->percent == b->percent &&
           str_equal(a->channel, b->channel) && str_equal(a->evidence, b->evidence) &&
           str_equal(a->legal_basis, b->legal_basis) && str_equal(a->tariffs, b->tariffs) &&
           a->effective_from.day == b->effective_from.day;
}
