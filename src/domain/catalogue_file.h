/* SPDX-License-Identifier: Apache-2.0 */
/* catalogue_file -- the JSON files of the catalogue: procedures of a field, or tariffs and exemptions;
 * catalogue/README.md lists their keys. */
#ifndef DOMAIN_CATALOGUE_FILE_H
#define DOMAIN_CATALOGUE_FILE_H

#include "domain/catalogue.h"
#include "domain/tariff.h"

enum { CATALOGUE_FILE_MAX_BYTES = 1024 * 1024, CATALOGUE_FILES_MAX = 300 };

struct catalogue_file {
    struct str name, text;
};

/* All that several files hold. */
struct catalogue {
    struct procedures procedures;
    struct tariffs tariffs;
    struct fee_exemptions exemptions;
};

/* Reads files, composed (NFC) and checked, with a fault for everything that is wrong: syntax, keys and kinds of
 * values, the rules of a version, versions that overlap, and, among files with tariffs, procedures that name one that
 * is not there. Without faults the catalogue is good. */
struct catalogue catalogue_read(struct arena *arena, const struct catalogue_file *files, size_t count,
                                struct catalogue_faults *out_faults);

#endif
