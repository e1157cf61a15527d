/* SPDX-License-Identifier: Apache-2.0 */
/* catalogue_file -- one JSON file of the catalogue; catalogue/README.md lists its keys. */
#ifndef DOMAIN_CATALOGUE_FILE_H
#define DOMAIN_CATALOGUE_FILE_H

#include "domain/catalogue.h"

enum { CATALOGUE_FILE_MAX_BYTES = 1024 * 1024, CATALOGUE_FILES_MAX = 300 };

struct catalogue_file {
    struct str name, text;
};

/* All that several files hold, composed (NFC) and checked, with a fault for everything that is wrong: syntax, keys and
 * kinds of values, the rules of a version, versions that overlap.  Without faults the procedures are good. */
struct procedures catalogue_read(struct arena *arena, const struct catalogue_file *files, size_t count,
                                 struct catalogue_faults *out_faults);

#endif
