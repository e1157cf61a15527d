/* Made by sql2c from queries/: statements that only read. */
#ifndef QUERIES_READ_H
#define QUERIES_READ_H

#include "store/db.h"

struct sql_dossier_by_code_row {
    int64_t dossier_id;
    struct str applicant;
    struct date born_on;
    bool is_late;
    struct moment closed_at;
    struct str code;
    int64_t version;
};

/* A comment that holds a ':name' and an apostrophe's sign. */
enum status sql_dossier_by_code(struct db *db, struct arena *arena, int64_t office_id, struct str code, struct sql_dossier_by_code_row *out) MUST_CHECK;

struct sql_dossiers_of_office_row {
    struct str code;
    struct str office_name;
};

struct sql_dossiers_of_office_rows {
    struct sql_dossiers_of_office_row *at;
    size_t count;
};

enum status sql_dossiers_of_office(struct db *db, struct arena *arena, int64_t office_id, struct str after_code, struct moment since_at, struct sql_dossiers_of_office_rows *out) MUST_CHECK;

struct sql_office_count_row {
    int64_t office_count;
};

enum status sql_office_count(struct db *db, struct arena *arena, struct str name, struct sql_office_count_row *out) MUST_CHECK;

#endif
