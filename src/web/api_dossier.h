/* SPDX-License-Identifier: Apache-2.0 */
/* api_dossier -- a dossier as programs read it. */
#ifndef WEB_API_DOSSIER_H
#define WEB_API_DOSSIER_H

#include "web/request.h"

/* Answers with the dossier called `code` and its ETag; the look leaves a trace. */
enum status api_dossier_answer(struct request *request, struct response *response, struct str code) MUST_CHECK;

#endif
