/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_law -- the part of a dossier's page that says which rules were bent: the extension, supplements beyond the
 * one, and why it was late. */
#ifndef WEB_DOSSIER_LAW_H
#define WEB_DOSSIER_LAW_H

#include "app/dossier_reading.h"
#include "web/pages.h"
#include "web/request.h"

enum status dossier_law_of(struct request *request, const struct dossier_reading *reading, struct dossier_law *out)
    MUST_CHECK;

#endif
