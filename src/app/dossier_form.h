/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_form -- the form that goes with a change of a dossier: what it says of the dossier and of whoever signs, its
 * number, and the facts that seal it with the event. */
#ifndef APP_DOSSIER_FORM_H
#define APP_DOSSIER_FORM_H

#include "app/dossier_change.h"
#include "app/form_issue.h"

/* What every form of a change is filled from. */
struct dossier_form {
    struct form_dossier dossier;
    struct str signer, signer_title; /* whoever makes the change */
    struct str office_phone;
};

enum status dossier_form_begin(const struct dossier_change *change, struct dossier_form *out) MUST_CHECK;

/* The same for a dossier that is being received. */
enum status dossier_form_load(struct db *db, struct arena *arena, struct actor actor, int64_t dossier_id,
                              struct dossier_form *out) MUST_CHECK;

/* Gives it out under the next number of its kind and year, in the change's transaction. */
enum status dossier_form_issue(const struct dossier_change *change, const struct form_content *content,
                               struct form_issued *out) MUST_CHECK;

/* The receipt that goes with a change, as the rows just written have it: the first one, or with a reason the one before
 * again. */
enum status dossier_form_receipt(const struct dossier_change *change, struct str reason, struct form_issued *out)
    MUST_CHECK;

#endif
