/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_consultation -- what pages say of the opinions asked on a dossier. */
#ifndef WEB_DOSSIER_CONSULTATION_H
#define WEB_DOSSIER_CONSULTATION_H

#include "app/dossier_reading.h"
#include "web/pages_consultation.h"
#include "web/request.h"

/* The rows on a dossier's own page. */
struct consultation_summary consultation_summary(struct request *request, const struct dossier_reading *reading);

#endif
