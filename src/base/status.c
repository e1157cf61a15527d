/* SPDX-License-Identifier: Apache-2.0 */
#include "base/status.h"

static const char *const texts[ST_COUNT] = {
#define STATUS(name, text) [ST_##name] = (text),
#include "base/status.def"
#undef STATUS
};

const char *status_text(enum status status)
{
    return texts[status];
}
