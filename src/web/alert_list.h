/* SPDX-License-Identifier: Apache-2.0 */
/* alert_list -- what a person is told about the clocks of dossiers, for the page of their own work. */
#ifndef WEB_ALERT_LIST_H
#define WEB_ALERT_LIST_H

#include "web/pages_clock.h"
#include "web/request.h"

/* The newest `limit` of the signed-in person that still hold, drawn by templates/partial/alerts.html. */
enum status alert_list_mine(struct request *request, int64_t limit, struct alert_rows *out) MUST_CHECK;

#endif
