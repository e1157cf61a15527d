/* Made by sql2c from queries/. */
#include "queries_all.h"
#include "queries_read.h"
#include "queries_write.h"

static const struct db_query query_dossier_by_code = {
    .name = "dossier_by_code",
    .sqlite = "SELECT dossier_id, applicant, born_on, is_late, closed_at, ':code' AS code, \"version\" FROM dossier WHERE office_id = \?1 AND code = \?2",
    .postgres = "SELECT dossier_id, applicant, born_on, is_late, closed_at, ':code' AS code, \"version\" FROM dossier WHERE office_id = $1 AND code = $2",
    .parameter_count = 2,
    .number = 0,
    .parameter_types = "it",
};

enum status sql_dossier_by_code(struct db *db, struct arena *arena, int64_t office_id, struct str code, struct sql_dossier_by_code_row *out)
{
    struct db_stmt *stmt_;

    TRY(db_start(db, &query_dossier_by_code, &stmt_));
    db_bind_id(stmt_, 1, office_id);
    db_bind_str(stmt_, 2, code);
    struct sql_dossier_by_code_row row_ = { 0 };
    bool is_found_ = db_step(stmt_);

    if (is_found_)
        row_ = (struct sql_dossier_by_code_row){
            .dossier_id = db_column_i64(stmt_, 0),
            .applicant = db_column_str(stmt_, 1, arena),
            .born_on = db_column_date(stmt_, 2),
            .is_late = db_column_bool(stmt_, 3),
            .closed_at = db_column_moment(stmt_, 4),
            .code = db_column_str(stmt_, 5, arena),
            .version = db_column_i64(stmt_, 6),
        };
    TRY(db_finish(stmt_));
    if (!is_found_)
        return ST_NOT_FOUND;
    *out = row_;
    return ST_OK;
}

static const struct db_query query_dossiers_of_office = {
    .name = "dossiers_of_office",
    .sqlite = "SELECT d.code, o.name AS office_name FROM dossier d JOIN office o USING (office_id) WHERE d.office_id = \?1 AND d.code > \?2 AND (d.closed_at IS NULL OR d.closed_at >= \?3) ORDER BY d.code",
    .postgres = "SELECT d.code, o.name AS office_name FROM dossier d JOIN office o USING (office_id) WHERE d.office_id = $1 AND d.code > $2 AND (d.closed_at IS NULL OR d.closed_at >= $3) ORDER BY d.code",
    .parameter_count = 3,
    .number = 1,
    .parameter_types = "iti",
};

enum status sql_dossiers_of_office(struct db *db, struct arena *arena, int64_t office_id, struct str after_code, struct moment since_at, struct sql_dossiers_of_office_rows *out)
{
    struct db_stmt *stmt_;

    TRY(db_start(db, &query_dossiers_of_office, &stmt_));
    db_bind_id(stmt_, 1, office_id);
    db_bind_str(stmt_, 2, after_code);
    db_bind_moment(stmt_, 3, since_at);
    struct sql_dossiers_of_office_rows rows_ = { 0 };
    size_t room_ = 0;

    while (db_step(stmt_)) {
        rows_.at = arena_grow(arena, rows_.at, rows_.count, &room_, sizeof *rows_.at);
        rows_.at[rows_.count++] = (struct sql_dossiers_of_office_row){
            .code = db_column_str(stmt_, 0, arena),
            .office_name = db_column_str(stmt_, 1, arena),
        };
    }
    TRY(db_finish(stmt_));
    *out = rows_;
    return ST_OK;
}

static const struct db_query query_office_count = {
    .name = "office_count",
    .sqlite = "SELECT count(*) AS office_count FROM office WHERE name <> \?1",
    .postgres = "SELECT count(*) AS office_count FROM office WHERE name <> $1",
    .parameter_count = 1,
    .number = 2,
    .parameter_types = "t",
};

enum status sql_office_count(struct db *db, struct arena *arena, struct str name, struct sql_office_count_row *out)
{
    struct db_stmt *stmt_;

    TRY(db_start(db, &query_office_count, &stmt_));
    db_bind_str(stmt_, 1, name);
    (void)arena;
    struct sql_office_count_row row_ = { 0 };
    bool is_found_ = db_step(stmt_);

    if (is_found_)
        row_ = (struct sql_office_count_row){
            .office_count = db_column_i64(stmt_, 0),
        };
    TRY(db_finish(stmt_));
    if (!is_found_)
        return ST_NOT_FOUND;
    *out = row_;
    return ST_OK;
}

static const struct db_query query_dossier_set = {
    .name = "dossier_set",
    .sqlite = "UPDATE dossier SET applicant = \?1, version = version + 1, is_late = CAST(\?2 AS INTEGER) WHERE dossier_id = \?3 AND version = \?4",
    .postgres = "UPDATE dossier SET applicant = $1, version = version + 1, is_late = CAST($2 AS BIGINT) WHERE dossier_id = $3 AND version = $4",
    .parameter_count = 4,
    .number = 3,
    .parameter_types = "tiii",
};

enum status sql_dossier_set(struct db *db, const struct sql_dossier_set_parameters *given, int64_t *out_changed)
{
    struct db_stmt *stmt_;

    TRY(db_start(db, &query_dossier_set, &stmt_));
    db_bind_str(stmt_, 1, given->applicant);
    db_bind_bool(stmt_, 2, given->is_late);
    db_bind_id(stmt_, 3, given->dossier_id);
    db_bind_i64(stmt_, 4, given->version);
    while (db_step(stmt_))
        continue;
    int64_t changed_ = db_changed(stmt_);

    TRY(db_finish(stmt_));
    *out_changed = changed_;
    return ST_OK;
}

static const struct db_query query_dossier_take = {
    .name = "dossier_take",
    .sqlite = "UPDATE dossier SET version = version + 1 WHERE dossier_id = (SELECT min(dossier_id) FROM dossier WHERE office_id = \?1) RETURNING dossier_id",
    .postgres = "UPDATE dossier SET version = version + 1::BIGINT WHERE dossier_id = (SELECT dossier_id FROM dossier WHERE office_id = $1 LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING dossier_id",
    .parameter_count = 1,
    .number = 4,
    .parameter_types = "i",
};

enum status sql_dossier_take(struct db *db, struct arena *arena, int64_t office_id, struct sql_dossier_take_row *out)
{
    struct db_stmt *stmt_;

    TRY(db_start(db, &query_dossier_take, &stmt_));
    db_bind_id(stmt_, 1, office_id);
    (void)arena;
    struct sql_dossier_take_row row_ = { 0 };
    bool is_found_ = db_step(stmt_);

    if (is_found_)
        row_ = (struct sql_dossier_take_row){
            .dossier_id = db_column_i64(stmt_, 0),
        };
    TRY(db_finish(stmt_));
    if (!is_found_)
        return ST_NOT_FOUND;
    *out = row_;
    return ST_OK;
}

const struct db_query *const queries_all[QUERY_COUNT + 1] = {
    &query_dossier_by_code,
    &query_dossiers_of_office,
    &query_office_count,
    &query_dossier_set,
    &query_dossier_take,
    NULL,
};
