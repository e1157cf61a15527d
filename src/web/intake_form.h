/* SPDX-License-Identifier: Apache-2.0 */
/* intake_form -- the reception form while it goes back and forth: what was typed, what is odd or wrong with it, how it
 * is drawn.  The counter fills it; for a dossier that is there already it begins with what stands in it. */
#ifndef WEB_INTAKE_FORM_H
#define WEB_INTAKE_FORM_H

#include "domain/dossier.h"
#include "domain/payment.h"
#include "web/intake_papers.h"

enum { INTAKE_KEY_CHARS = 22 };

/* The names of the form's fields, for form_only(). */
#define INTAKE_FORM_FIELDS                                                                                            \
    "idempotency_key", "is_confirmed", "card", "card_for", "fill", "decision", "reason", "refusal", "legal_basis",    \
        "version", "procedure_code", "channel", "applicant", "identity_number", "born_on", "gender", "address",       \
        "phone", "email", "summary", "forward_to", "owner_name", "owner_identity_number", "owner_born_on",            \
        "owner_gender", "owner_address", "owner_phone", "owner_email", "submitter_name", "submitter_identity_number", \
        "submitter_born_on", "submitter_gender", "submitter_address", "submitter_phone", "submitter_email",           \
        "submitter_authorisation", INTAKE_PAPER_FIELDS

struct intake_form {
    struct request *request;
    struct str key;           /* of the sending */
    struct str accepted_code; /* the dossier, when it is there already; null: a new one */
    int64_t version;          /* of that dossier, as it was looked at */
    struct sql_procedure_in_force_row procedure;
    struct intake_papers papers;
    struct intake_typed typed;
    struct intake_faults faults;
    struct str error; /* of the whole: it changed meanwhile, or may not be; null: none */
    struct fees_typed fees;
    enum intake_decision decision;
    struct str reason;               /* of asking, rejecting or correcting, as typed */
    struct str refusal, legal_basis; /* of rejecting, as typed */
    struct str forward_to;           /* as typed */
    struct str card_text, card_for;
    struct str card_notice, card_error;
    struct str list_notice; /* about a printed list that was scanned */
    struct texts warnings;
    struct links alike; /* dossiers of the same person for the same procedure */
    bool asks_confirmation;
};

/* The procedure in force on a day; terms differ by channel, and the counter's comes first. */
enum status intake_form_open_on(struct intake_form *form, struct str procedure_code, struct str channel,
                                struct date day) MUST_CHECK;

/* The same, today. */
enum status intake_form_open(struct intake_form *form, struct str procedure_code, struct str channel) MUST_CHECK;

/* Whatever else the procedure's version asks: its questions and papers. */
enum status intake_form_load_papers(struct intake_form *form, int64_t procedure_version_id) MUST_CHECK;

/* Reads what was sent; all but the questions and papers, when those were of another procedure. */
void intake_form_read(struct intake_form *form);
void intake_form_read_but_papers(struct intake_form *form);

/* Takes what a card says, and what the buttons say that only fill and show the form again. */
void intake_form_fill(struct intake_form *form);

/* What is odd but possible, and dossiers that are alike: said once, then it is the officer's call. */
enum status intake_form_warn(struct intake_form *form) MUST_CHECK;

/* What kept it from being saved, to be said on the form drawn again with all that was typed; sets the answer's code.
 * false: it is nothing a form can tell. */
bool intake_form_tell(struct intake_form *form, enum status status, enum dossier_refusal refusal,
                      struct response *response);

/* What the page is drawn from. */
enum status intake_form_page(struct intake_form *form, struct intake_page *out) MUST_CHECK;

enum status intake_form_draw(struct intake_form *form, struct response *response) MUST_CHECK;

#endif
