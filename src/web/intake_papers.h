/* SPDX-License-Identifier: Apache-2.0 */
/* intake_papers -- the questions and papers of the reception form: what was typed, and how it is drawn. */
#ifndef WEB_INTAKE_PAPERS_H
#define WEB_INTAKE_PAPERS_H

#include "domain/intake.h"
#include "queries_read.h"
#include "web/pages_dossier.h"
#include "web/request.h"

/* The names of the form's fields, for form_only(). */
#define INTAKE_PAPER_FIELDS \
    "answer_#", "paper_#", "paper_#_kind", "paper_#_quantity", "paper_#_note", "paper_#_fault", "paper_#_lookup"

/* What the procedure asks, and what was typed about it so far. */
struct intake_papers {
    struct checklist_questions questions;
    struct sql_procedure_papers_required_rows papers;
    struct answer_typed *answers; /* one for each question */
    struct paper_typed *typed;    /* one for each paper */
};

/*     ST_CORRUPT  a paper's condition names a question that is not there */
enum status intake_papers_load(struct request *request, int64_t procedure_version_id, struct intake_papers *out)
    MUST_CHECK;

/* Into out->answers and out->typed. */
void intake_papers_read(const struct request *request, struct intake_papers *out);

/* What an officer answers with one key: the common case, and everything that is needed is good or was looked up.
 * Neither touches what was answered before. */
void intake_papers_answer_as_usual(struct intake_papers *papers);
void intake_papers_all_good(struct request *request, struct intake_papers *papers);

/* Answers that came otherwise than typed: from a printed list. */
void intake_papers_take(struct intake_papers *papers, struct checklist_answers given);

/* Answers and papers of a dossier that is there already. */
enum status intake_papers_take_stored(struct request *request, int64_t dossier_id, struct str answers,
                                      struct intake_papers *papers) MUST_CHECK;

struct question_fields intake_questions_draw(struct request *request, const struct intake_papers *papers,
                                             const struct intake_faults *faults);
struct paper_fields intake_papers_draw(struct request *request, const struct intake_papers *papers,
                                       const struct intake_faults *faults);

/* The words of the fault at a place; "" for none. */
struct str intake_error_at(const struct intake_faults *faults, struct str place);

#endif
