/* SPDX-License-Identifier: Apache-2.0 */
/* fee_form -- the block in which fees are chosen: the same at reception and on a dossier's page of fees. */
#ifndef WEB_FEE_FORM_H
#define WEB_FEE_FORM_H

#include "app/payment_desk.h"
#include "web/pages_payment.h"
#include "web/request.h"

/* The names of the block's fields, for form_only(). */
#define FEE_FORM_FIELDS \
    "fee_#_code", "fee_#_pages", "fee_#_count", "fee_#_price", "fee_#_decision", "exemption_#", "exemption_evidence"

/* What was typed into the block. */
struct fees_typed fee_form_read(const struct request *request);

/* The block as it stands with what was typed (all zero: not yet) and what is wrong with it; sums are computed when
 * nothing is. */
enum status fee_form_draw(struct request *request, const struct fee_offer *offer, struct str channel,
                          const struct fees_typed *typed, const struct intake_faults *faults, struct fee_block *out)
    MUST_CHECK;

/* The price of a tariff in words: "2.000 đồng/trang, từ trang thứ 3: 1.000 đồng; tối đa 200.000 đồng mỗi bản". */
struct str fee_price_words(struct arena *arena, const struct tariff *tariff, struct str channel);

#endif
