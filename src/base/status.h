/* SPDX-License-Identifier: Apache-2.0 */
/* status -- the expected ways an operation ends; see status.def. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum status {
#define STATUS(name, text) ST_##name,
#include "base/status.def"
#undef STATUS
    ST_COUNT
};

#define MUST_CHECK __attribute__((warn_unused_result))

const char *status_text(enum status status);

/* Leaves the function with the callee's failure; the only macro that returns. */
#define TRY(call)                         \
    do {                                  \
        enum status try_status_ = (call); \
        if (try_status_ != ST_OK)         \
            return try_status_;           \
    } while (0)

#endif
