/* SPDX-License-Identifier: Apache-2.0 */
/* tariff_file -- a catalogue file of tariffs and exemptions; catalogue/README.md lists its keys. */
#ifndef DOMAIN_TARIFF_FILE_H
#define DOMAIN_TARIFF_FILE_H

#include "domain/catalogue_reader.h"
#include "domain/tariff.h"

/* Does a file hold tariffs?  It says so by its key "tariffs". */
bool tariff_file_is(const struct json *file);

/* Adds what the file holds, with a fault for everything that is wrong with a row by itself. */
void tariff_file_read(const struct catalogue_reader *file, struct tariffs *tariffs, struct fee_exemptions *exemptions);

#endif
