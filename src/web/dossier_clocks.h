/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_clocks -- the clocks of a dossier as its pages show them. */
#ifndef WEB_DOSSIER_CLOCKS_H
#define WEB_DOSSIER_CLOCKS_H

#include "app/dossier_reading.h"
#include "web/pages_clock.h"
#include "web/request.h"

/* For those who work here: all but those of other bodies' legs, which their lanes show (dossier_leg). */
enum status clock_block_of(struct request *request, const struct dossier_reading *reading, struct clock_block *out)
    MUST_CHECK;

/* Those that concern the citizen, while the dossier is open. */
enum status clock_block_public(struct request *request, struct str code, struct clock_public *out) MUST_CHECK;

#endif
