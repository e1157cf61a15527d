/* SPDX-License-Identifier: Apache-2.0 */
/* payment -- the fees of one dossier: quantities and exemptions become lines and sums; who owes what.
 *
 * What was typed is checked whole, like everything at reception (domain/intake).  Of several exemptions a line has
 * the one that helps most (NQ 66.22/2026/NQ-CP Art 5.2).  A line is computed once and kept: a later tariff does not
 * change it. */
#ifndef DOMAIN_PAYMENT_H
#define DOMAIN_PAYMENT_H

#include "domain/intake.h"
#include "domain/tariff.h"

enum {
    FEE_RULES_MAX = 10,  /* tariffs of one procedure */
    FEE_CLAIMS_MAX = 10, /* exemptions of one dossier */
    FEE_TEXT_CHARS_MAX = 300,
    FEE_REFERENCE_CHARS_MAX = 60
};

enum fee_state {
#define FEE_STATE(name, stored, label) FEE_##name,
#include "domain/fee_states.def"
#undef FEE_STATE
    FEE_STATE_COUNT
};

enum payment_method {
#define PAYMENT_METHOD(name, stored, trace, label) PAYMENT_##name,
#include "domain/payment_methods.def"
#undef PAYMENT_METHOD
    PAYMENT_METHOD_COUNT
};

enum payment_refusal {
    PAYMENT_ALLOWED,
#define PAYMENT_REFUSAL(name, words) PAYMENT_##name,
#include "domain/payment_refusals.def"
#undef PAYMENT_REFUSAL
    PAYMENT_REFUSAL_COUNT
};

struct str fee_state_name(enum fee_state state);  /* as stored */
struct str fee_state_label(enum fee_state state); /* in Vietnamese */
bool fee_state_parse(struct str stored, enum fee_state *out);

struct str payment_method_name(enum payment_method method);
struct str payment_method_label(enum payment_method method);
bool payment_method_parse(struct str stored, enum payment_method *out);

struct str payment_refusal_words(enum payment_refusal refusal); /* null when allowed */

/* ---- Computing ------------------------------------------------------------------------------------------------- */

/* A tariff of the procedure, in force on the day. */
struct fee_rule {
    const struct tariff *tariff;
    bool is_usual; /* one unit is meant unless something else was typed */
};

/* What was typed for one tariff; all text, null or empty: not given. */
struct fee_typed {
    struct str tariff_code;
    struct str pages, count; /* numbers; a count of 0: not asked for here */
    struct str price;        /* đồng, of an open tariff */
    struct str decision;     /* which decision sets that price */
};

struct fees_typed {
    const struct fee_typed *lines;
    size_t line_count;
    const struct str *claims; /* codes of exemptions */
    size_t claim_count;
    struct str evidence; /* what was shown for them */
};

struct fee_line {
    const struct tariff *tariff;
    int64_t pages; /* 1 unless pages are counted */
    int64_t count;
    int64_t price_vnd;                        /* typed; 0 when the tariff has its own */
    struct str decision;                      /* null: none */
    int64_t base_vnd, reduction_vnd, due_vnd; /* base = reduction + due */
    const struct fee_exemption *exemption;    /* NULL: none */
    enum fee_state state;                     /* UNPAID or WAIVED */
};

struct fee_bill {
    struct fee_line lines[FEE_RULES_MAX];
    size_t count;
    struct str evidence; /* null: no exemption */
    int64_t base_vnd, reduction_vnd, due_vnd;
};

/* Computes the bill of `rules`; adds what is wrong to *faults, with places "fee_1_pages", "fee_1_count",
 * "fee_1_price", "fee_1_decision" (the rule's number), "exemptions", "exemption_evidence".  *out is good only when no
 * fault was added. A line nobody asks for is left out. */
void payment_compute(struct arena *arena, const struct fee_rule *rules, size_t rule_count,
                     const struct fee_exemptions *exemptions, const struct fees_typed *typed, struct str channel,
                     struct date on, struct fee_bill *out, struct intake_faults *faults);

/* ---- Standing -------------------------------------------------------------------------------------------------- */

/* A dossier's lines as one word: UNPAID when any is, PAID when any was paid and none is open, REFUNDED when all that
 * was paid went back, WAIVED when nothing was ever due. */
enum fee_state payment_standing(const enum fee_state *states, size_t count);

/* May `shown_vnd` be taken now for what is open? */
enum payment_refusal payment_judge_take(int64_t open_vnd, int64_t shown_vnd, struct str method, struct str reference);

/* May a payment be given back? */
enum payment_refusal payment_judge_refund(bool is_refunded, struct str reason);

#endif
