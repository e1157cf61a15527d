/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_content -- what the dossier's page says of the people beside the applicant and of what was answered. */
#ifndef WEB_DOSSIER_CONTENT_H
#define WEB_DOSSIER_CONTENT_H

#include "queries_read.h"
#include "web/pages_dossier.h"
#include "web/request.h"

/* `sees_numbers`: identity numbers and telephones in full. */
enum status dossier_content_fill(struct request *request, const struct sql_dossier_by_code_row *dossier,
                                 bool sees_numbers, struct content_block *out) MUST_CHECK;

/* Why a paper is not good, why it was asked for although a database has it, and the officer's own words. */
struct str dossier_paper_words(struct arena *arena, const struct sql_dossier_papers_row *paper);

#endif
