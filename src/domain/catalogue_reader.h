/* SPDX-License-Identifier: Apache-2.0 */
/* catalogue_reader -- one object of a catalogue file, read key by key; what does not fit becomes a fault at its
 * place. */
#ifndef DOMAIN_CATALOGUE_READER_H
#define DOMAIN_CATALOGUE_READER_H

#include "base/json.h"
#include "domain/catalogue.h"

enum { CATALOGUE_ITEMS_MAX = 200 }; /* of one list */

struct catalogue_reader {
    struct arena *arena;
    struct catalogue_faults *faults;
    const struct json *object;
    const char *place; /* "papers[2]"; "" for the procedure itself */
};

/* The value under `key` is missing, or of another kind than wanted. */
void catalogue_wrong_kind(const struct catalogue_reader *reader, const char *key, enum json_kind wanted);

bool catalogue_is_object(const struct catalogue_reader *reader); /* with a fault if it is not */

/* A fault for a key that is not in the NULL-terminated list. */
void catalogue_check_keys(const struct catalogue_reader *reader, const char *const *known);

/* Texts are composed (NFC); one that may be absent is null then, and the same holds for a day. */
struct str catalogue_str(const struct catalogue_reader *reader, const char *key);
int64_t catalogue_i64(const struct catalogue_reader *reader, const char *key);
int64_t catalogue_i64_or(const struct catalogue_reader *reader, const char *key, int64_t absent);
bool catalogue_bool(const struct catalogue_reader *reader, const char *key);
struct date catalogue_date(const struct catalogue_reader *reader, const char *key);

/* A list that may be absent; its length, at most CATALOGUE_ITEMS_MAX. */
size_t catalogue_list(const struct catalogue_reader *reader, const char *key, const struct json **out);

/* A list of texts as one text; null when the list is absent or empty. */
struct str catalogue_joined(const struct catalogue_reader *reader, const char *key, char separator);

/* The reader of item `i` of a list that is called `key`. */
struct catalogue_reader catalogue_item(const struct catalogue_reader *reader, const struct json *list, const char *key,
                                       size_t i);

#endif
