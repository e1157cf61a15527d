/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_clocks -- the clocks of a dossier that was read (app/dossier_reading). */
#ifndef APP_DOSSIER_CLOCKS_H
#define APP_DOSSIER_CLOCKS_H

#include "app/dossier_reading.h"
#include "domain/clocks.h"

struct dossier_clocks {
    struct clocks_case given;
    struct clocks clocks;
};

enum status dossier_clocks_of(struct db *db, struct arena *arena, int64_t office_id,
                              const struct dossier_reading *reading, struct moment now, struct dossier_clocks *out)
    MUST_CHECK;

#endif
