/* SPDX-License-Identifier: Apache-2.0 */
/* search_index -- the keys that dossiers are found by (domain/search_keys.h): written with the dossier, forgotten
 * before what they are made of changes, and made afterwards for dossiers older than the table. */
#ifndef APP_SEARCH_INDEX_H
#define APP_SEARCH_INDEX_H

#include "domain/intake.h"
#include "domain/search_keys.h"
#include "store/db.h"

/* Each piece of filling holds the write lock for some milliseconds. */
enum { SEARCH_FILL_AT_ONCE = 100 };

/* What the keys of a received dossier are made of; texts of `intake` itself. */
struct search_subject search_index_subject(const struct intake *intake);

/* The same from the rows as they stand. */
enum status search_index_read(struct db *db, struct arena *arena, int64_t dossier_id, int64_t *out_office_id,
                              struct search_subject *out) MUST_CHECK;

enum status search_index_write(struct db *db, struct arena *arena, int64_t office_id, int64_t dossier_id,
                               const struct search_subject *subject) MUST_CHECK;

/* All keys that the rows as they stand give. */
enum status search_index_make(struct db *db, struct arena *arena, int64_t dossier_id) MUST_CHECK;

/* Takes away all keys that the rows as they stand give: before they change. */
enum status search_index_forget(struct db *db, struct arena *arena, int64_t dossier_id) MUST_CHECK;

/* Makes what older dossiers lack, SEARCH_FILL_AT_ONCE in a transaction; goes on where it was broken off.  Nothing to
 * do costs one look.  *out_count: dossiers whose keys were made. */
enum status search_index_fill(struct db *db, int64_t *out_count) MUST_CHECK;

#endif
