/* SPDX-License-Identifier: Apache-2.0 */
/* account_history -- what happened to an account, for its pages. */
#ifndef WEB_ACCOUNT_HISTORY_H
#define WEB_ACCOUNT_HISTORY_H

#include "web/pages.h"
#include "web/request.h"

enum status account_history_of(struct request *request, int64_t account_id, struct account_history *out) MUST_CHECK;

#endif
