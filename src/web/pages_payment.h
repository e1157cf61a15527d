/* SPDX-License-Identifier: Apache-2.0 */
/* Fees: what is asked for at the counter, what a dossier owes, what was paid. */
#ifndef WEB_PAGES_PAYMENT_H
#define WEB_PAGES_PAYMENT_H

#include "web/page_parts.h"

/* One tariff to choose quantities for.  Fields without a name are not asked for. */
struct fee_field {
    struct str code_name, code; /* a hidden field: which tariff the others are of */
    struct str name, facts;     /* facts: "2.000 đồng/trang … · HĐND cấp tỉnh quy định" */
    struct form_input pages, count, price, decision;
    bool has_pages, has_price;
    struct str sum; /* "7.000 đồng"; empty: nothing is charged */
};

struct fee_fields {
    const struct fee_field *at;
    size_t count;
};

/* A box to tick. */
struct fee_claim {
    struct str id, value, label, hint;
    int64_t number; /* its field is "exemption_NUMBER" */
    bool is_chosen;
};

struct fee_claims {
    const struct fee_claim *at;
    size_t count;
};

/* The block of a form in which fees are set; a form around it has a button named "fill" that computes. */
struct fee_block {
    struct fee_fields rows;
    struct fee_claims exemptions; /* several may be ticked */
    struct str exemptions_error;
    struct form_input evidence;
    struct str base, reduction, due; /* reduction: empty when nothing is taken off */
};

/* How a sum is paid by a bank's application. */
struct transfer {
    struct str qr_url; /* data:image/svg+xml…; empty: the office takes no transfers */
    struct str bank, account, account_name, purpose;
};

struct fee_row {
    struct str name, quantity, base, reduction, due, basis;
    struct str exemption; /* "Người thuộc hộ nghèo (97/2015/QH13): Giấy chứng nhận …"; empty: none */
    struct tag state;
};

struct fee_rows {
    const struct fee_row *at;
    size_t count;
};

/* Money that was taken, and the form that gives it back. */
struct fee_receipt {
    struct str number; /* "12/2026" */
    struct str amount, method, reference, received_by;
    struct moment paid_at, refunded_at;
    struct str refunded_by, refund_reason;
    struct str payment_id;   /* empty: cannot be given back by this person */
    struct form_text reason; /* of giving it back */
};

struct fee_receipts {
    const struct fee_receipt *at;
    size_t count;
};

/* What a dossier's page says of its fees. */
struct fee_summary {
    struct str href, words; /* words: "41.000 đồng" */
    struct str open;        /* of them still to be paid; empty: nothing */
    struct tag state;       /* empty label: nothing is charged */
};

struct fee_page {
    struct layout layout;
    struct form_errors errors;
    struct str code, procedure_name, applicant, dossier_href;
    struct tag state;
    struct fee_rows rows;
    struct str base, reduction, due, open; /* open: empty when nothing is to be paid */
    struct transfer transfer;
    struct fee_receipts receipts;
    int64_t version;
    bool may_take, may_set;
    struct str take_href, set_href, refund_href;
    struct str key, shown;
    struct form_choose method;
    struct form_input reference;
    struct fee_block block;
};

#endif
