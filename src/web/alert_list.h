/* SPDX-License-Identifier: Apache-2.0 */
/* alert_list -- what people are told about the clocks of dossiers, for other pages. */
#ifndef WEB_ALERT_LIST_H
#define WEB_ALERT_LIST_H

#include "web/pages_clock.h"
#include "web/request.h"

/* The newest `limit` of the signed-in person that still hold, drawn by templates/partial/alerts.html. */
enum status alert_list_mine(struct request *request, int64_t limit, struct alert_rows *out) MUST_CHECK;

/* Who was told what about one dossier, newest first; also what holds no longer. */
enum status alert_list_of_dossier(struct request *request, int64_t dossier_id, struct alert_rows *out) MUST_CHECK;

#endif
