/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_act -- which events of a dossier have a page of their own, because they need more than a reason. */
#ifndef WEB_DOSSIER_ACT_H
#define WEB_DOSSIER_ACT_H

#include "domain/dossier.h"
#include "web/request.h"

/* The last part of the page's address: "/dossiers/CODE/act/explain", or of the supplement's; "" when there is none. */
bool dossier_act_has_page(enum dossier_event event);

/* Back to the dossier, whose page says what was done. */
void dossier_act_done(const struct request *request, struct response *response, struct str code,
                      enum dossier_event event);

#endif
