/* SPDX-License-Identifier: Apache-2.0 */
/* payment -- what pages of a dossier say of its fees. */
#ifndef WEB_PAYMENT_H
#define WEB_PAYMENT_H

#include "web/pages_payment.h"
#include "web/request.h"

/* The few words on a dossier's own page. */
enum status payment_summary(struct request *request, int64_t dossier_id, struct str code, struct fee_summary *out)
    MUST_CHECK;

/* How what is open is paid by transfer; empty when nothing is, or when the office takes none.  *out_open: the sum in
 * words, empty for nothing. */
enum status payment_transfer(struct request *request, int64_t dossier_id, struct str code, struct str *out_open,
                             struct transfer *out) MUST_CHECK;

#endif
