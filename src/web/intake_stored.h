/* SPDX-License-Identifier: Apache-2.0 */
/* intake_stored -- a reception that was written down, back in the form: to be accepted, or to be put right. */
#ifndef WEB_INTAKE_STORED_H
#define WEB_INTAKE_STORED_H

#include "web/intake_form.h"

/* The form of a dossier that is there already, by the version of the procedure it came under. */
enum status intake_stored_open(struct intake_form *form, const struct sql_dossier_by_code_row *dossier) MUST_CHECK;

/* What stands in it.  When the form is another procedure's, its papers are all still to be looked at, and only
 * questions that both ask are answered. */
enum status intake_stored_take(struct intake_form *form, const struct sql_dossier_by_code_row *dossier) MUST_CHECK;

#endif
