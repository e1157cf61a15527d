/* SPDX-License-Identifier: Apache-2.0 */
/* personal_list -- the papers one person needs, from answers given on the public page: without script, without anything
 * about the person.  Its QR brings the answers to the counter. */
#ifndef WEB_PERSONAL_LIST_H
#define WEB_PERSONAL_LIST_H

#include "domain/date.h"
#include "web/pages_catalogue.h"
#include "web/request.h"

/* The questions as far as they are answered, and the list once anything is. */
enum status personal_list_of(struct request *request, int64_t procedure_version_id, struct str procedure_code,
                             struct date effective_from, struct personal_list *out) MUST_CHECK;

#endif
