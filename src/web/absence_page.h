/* SPDX-License-Identifier: Apache-2.0 */
/* absence_page -- one absence: its dossiers handed over, and taken back. */
#ifndef WEB_ABSENCE_PAGE_H
#define WEB_ABSENCE_PAGE_H

#include "domain/absence.h"
#include "web/pages_absence.h"

/* How it stands on a day: to come, away, over without having been ended, ended. */
struct tag words_absence(struct absence_span span, struct moment ended_at, struct date today);

#endif
