/* Made by sql2c from queries/: statements that change rows. */
#ifndef QUERIES_WRITE_H
#define QUERIES_WRITE_H

#include "store/db.h"

struct sql_dossier_set_parameters {
    struct str applicant;
    bool is_late;
    int64_t dossier_id;
    int64_t version;
};

/* Two lines
 * of comment. */
enum status sql_dossier_set(struct db *db, const struct sql_dossier_set_parameters *given, int64_t *out_changed) MUST_CHECK;

struct sql_dossier_take_row {
    int64_t dossier_id;
};

enum status sql_dossier_take(struct db *db, struct arena *arena, int64_t office_id, struct sql_dossier_take_row *out) MUST_CHECK;

#endif
