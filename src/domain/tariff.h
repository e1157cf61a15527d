/* SPDX-License-Identifier: Apache-2.0 */
/* tariff -- what is to be paid for a unit of something, and who need not pay it: dated facts, never constants.
 *
 * Sources: Luật Phí và lệ phí 97/2015/QH13 (who sets a fee, Art 10: who may be exempt), the instrument each row names,
 * and NQ 66.22/2026/NQ-CP Art 5.2: of several benefits the highest applies.  Money is whole đồng. */
#ifndef DOMAIN_TARIFF_H
#define DOMAIN_TARIFF_H

#include "domain/catalogue.h"

enum {
    TARIFF_PRICES_MAX = 20,
    TARIFF_PAGES_MAX = 2000,
    TARIFF_COUNT_MAX = 500,
    TARIFF_PRICE_MAX_VND = 1000000000,
    EXEMPTION_TARIFFS_MAX = 60
};

enum tariff_unit {
#define TARIFF_UNIT(name, stored, counted) TARIFF_##name,
#include "domain/tariff_units.def"
#undef TARIFF_UNIT
    TARIFF_UNIT_COUNT
};

/* What each unit costs from the `from_unit`-th on, until the next row of the same channel. */
struct tariff_price {
    struct str channel; /* null: every channel that has no rows of its own */
    int64_t from_unit;  /* 1, 3 … */
    int64_t price_vnd;
};

/* One version of a tariff. */
struct tariff {
    struct str code; /* "chung-thuc-ban-sao" */
    struct str name; /* as it stands on a receipt */
    enum tariff_unit unit;
    struct str setter; /* "law", "provincial-council", or "by-value": depends on the thing or on what it really costs */
    struct str certainty, legal_basis;
    struct str note; /* null: none */
    int64_t cap_vnd; /* the most for one copy; 0: no cap */
    struct date effective_from, effective_to;
    const struct tariff_price *prices;
    size_t price_count;
    struct str file, place; /* where it was read, for faults */
};

struct tariffs {
    struct tariff *at;
    size_t count, room;
};

/* Who need not pay, or not all of it. */
struct fee_exemption {
    struct str code, name;
    int64_t percent;     /* 1..100 of the amount is not asked for */
    struct str channel;  /* null: all */
    struct str evidence; /* what shows it, in words */
    struct str legal_basis, certainty;
    struct date effective_from, effective_to;
    struct str tariffs; /* codes, a blank between them */
    struct str file, place;
};

struct fee_exemptions {
    struct fee_exemption *at;
    size_t count, room;
};

struct str tariff_unit_name(enum tariff_unit unit);  /* as stored */
struct str tariff_unit_words(enum tariff_unit unit); /* "trang" */
bool tariff_unit_parse(struct str stored, enum tariff_unit *out);
struct str tariff_setter_label(struct str setter); /* "HĐND cấp tỉnh quy định"; the word itself when unknown */

/* No price is known for this channel: the office has not brought in what the provincial council decided, or it
 * depends on the thing, so the price is typed with the number of the instrument that sets it. */
bool tariff_is_open(const struct tariff *tariff, struct str channel);

/* What so many units cost, `pages` counting for TARIFF_PAGE alone.  0 units cost 0.  `typed_vnd` is the price of one
 * unit of an open tariff.  Quantities beyond the bounds above are the caller's bug. */
int64_t tariff_amount(const struct tariff *tariff, struct str channel, int64_t pages, int64_t count, int64_t typed_vnd);

/* Does it lessen what is paid by this tariff, through this channel, on this day? */
bool fee_exemption_applies(const struct fee_exemption *exemption, struct str tariff_code, struct str channel,
                           struct date on);

/* What is not asked for; the citizen has the benefit of a broken đồng.  From 0 to `amount_vnd`. */
int64_t fee_exemption_reduction(const struct fee_exemption *exemption, int64_t amount_vnd);

/* ---- Rules of the data ----------------------------------------------------------------------------------------- */

/* Adds a fault for each rule that a row breaks. */
void tariff_check(const struct tariff *tariff, struct catalogue_faults *faults);
void fee_exemption_check(const struct fee_exemption *exemption, struct catalogue_faults *faults);

/* Adds a fault for two versions of one code in force at the same time, and for exemptions from what is not there. */
void tariff_check_versions(const struct tariffs *tariffs, const struct fee_exemptions *exemptions,
                           struct catalogue_faults *faults);

/* Do both bind in the same way?  All but last day, certainty and note, which may be corrected. */
bool tariff_equal(const struct tariff *a, const struct tariff *b);
bool fee_exemption_equal(const struct fee_exemption *a, const struct fee_exemption *b);

bool tariff_code_is_valid(struct str code); /* a-z, 0-9 and single hyphens inside, at most 60 */

#endif
