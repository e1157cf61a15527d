/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_numbers -- how to reach the applicant, as far as this person may see it: on the page, on the receipt, in the
 * JSON interface. */
#ifndef WEB_DOSSIER_NUMBERS_H
#define WEB_DOSSIER_NUMBERS_H

#include "queries_read.h"
#include "web/request.h"

struct dossier_numbers {
    struct str identity_number, phone, email;
};

/* In full before those whom actor_sees_numbers() names; others see the last digits, and no e-mail. */
struct dossier_numbers dossier_numbers_for(const struct request *request,
                                           const struct sql_dossier_by_code_row *dossier);

#endif
