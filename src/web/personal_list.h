/* SPDX-License-Identifier: Apache-2.0 */
/* personal_list -- the papers one person needs, from answers given on the public page: without script, without anything
 * about the person.  Its QR brings the answers to the counter. */
#ifndef WEB_PERSONAL_LIST_H
#define WEB_PERSONAL_LIST_H

#include "domain/date.h"
#include "web/intake_papers.h"
#include "web/pages_catalogue.h"
#include "web/request.h"

/* The questions as far as they are answered, and the list once anything is; `papers` are those of the version that is
 * in force since `effective_from`, and get the answers. */
void personal_list_of(struct request *request, struct intake_papers *papers, struct str procedure_code,
                      struct date effective_from, struct personal_list *out);

#endif
