/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_ledger -- whose each working minute of a dossier was, drawn as one bar. */
#ifndef WEB_DOSSIER_LEDGER_H
#define WEB_DOSSIER_LEDGER_H

#include "app/dossier_reading.h"
#include "web/pages_clock.h"
#include "web/request.h"

/* For the dossier's page; without parts while no working minute has passed. */
enum status ledger_bar_of(struct request *request, const struct dossier_reading *reading, struct ledger_bar *out)
    MUST_CHECK;

#endif
