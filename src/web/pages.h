/* SPDX-License-Identifier: Apache-2.0 */
/* pages -- everything that templates are drawn from; for the generated templates.h. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/page_parts.h"
#include "web/pages_absence.h"
#include "web/pages_account.h"
#include "web/pages_act.h"
#include "web/pages_assignment.h"
#include "web/pages_catalogue.h"
#include "web/pages_clock.h"
#include "web/pages_consultation.h"
#include "web/pages_dossier.h"
#include "web/pages_message.h"
#include "web/pages_note.h"
#include "web/pages_payment.h"
#include "web/pages_public.h"
#include "web/pages_timeline.h"
#include "web/pages_trace.h"
#include "web/pages_work.h"

#endif
