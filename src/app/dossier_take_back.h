/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_take_back -- what else goes when the last event of a dossier is taken back: the form it put out is void, the
 * count of a fault and the words about a delay are gone. */
#ifndef APP_DOSSIER_TAKE_BACK_H
#define APP_DOSSIER_TAKE_BACK_H

#include "app/dossier_change.h"

/* `change` is a TAKE_BACK that was judged and is not yet written. */
enum status dossier_take_back_papers(const struct dossier_change *change) MUST_CHECK;

#endif
