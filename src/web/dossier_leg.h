/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_leg -- the bodies that work on one dossier, drawn as lanes with their clocks. */
#ifndef WEB_DOSSIER_LEG_H
#define WEB_DOSSIER_LEG_H

#include "app/dossier_reading.h"
#include "web/pages_consultation.h"
#include "web/request.h"

enum status leg_part_of(struct request *request, const struct dossier_reading *reading, struct leg_part *out)
    MUST_CHECK;

#endif
