/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db.h"

#include "store/engine.h"
#include "support/property.h"
#include "support/test_clock.h"
#include "support/test_db.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char make_note[] = "CREATE TABLE note (\n"
                                "    note_id INTEGER PRIMARY KEY, -- an INTEGER\n"
                                "    words TEXT,\n"
                                "    written_on TEXT,\n"
                                "    seen_at INTEGER,\n"
                                "    author_id INTEGER,\n"
                                "    is_good INTEGER NOT NULL DEFAULT 0 CHECK (is_good IN (0, 1)),\n"
                                "    weight INTEGER NOT NULL DEFAULT 0\n"
                                ") STRICT";

struct note {
    int64_t note_id;
    struct str words;
    struct date written_on;
    struct moment seen_at;
    int64_t author_id;
    bool is_good;
    int64_t weight;
};

static const struct db_query insert_note = {
    .name = "insert_note",
    .sqlite = "INSERT INTO note (note_id, words, written_on, seen_at, author_id, is_good, weight) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    .postgres = "INSERT INTO note (note_id, words, written_on, seen_at, author_id, is_good, weight) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7)",
    .parameter_count = 7,
    .number = 0,
    .parameter_types = "ittiiii",
};

/* Without types, as the engine infers them. */
static const struct db_query note_by_id = {
    .name = "note_by_id",
    .sqlite = "SELECT note_id, words, written_on, seen_at, author_id, is_good, weight FROM note WHERE note_id = ?1",
    .postgres = "SELECT note_id, words, written_on, seen_at, author_id, is_good, weight FROM note WHERE note_id = $1",
    .parameter_count = 1,
    .number = 1,
};

static enum status insert(struct db *db, struct note note)
{
    struct db_stmt *stmt;

    TRY(db_start(db, &insert_note, &stmt));
    db_bind_id(stmt, 1, note.note_id);
    db_bind_str(stmt, 2, note.words);
    db_bind_date(stmt, 3, note.written_on);
    db_bind_moment(stmt, 4, note.seen_at);
    db_bind_id(stmt, 5, note.author_id);
    db_bind_bool(stmt, 6, note.is_good);
    db_bind_i64(stmt, 7, note.weight);
    while (db_step(stmt))
        continue;
    return db_finish(stmt);
}

static enum status insert_id(struct db *db, int64_t id)
{
    return insert(db, (struct note){ .note_id = id });
}

static enum status find(struct db *db, struct arena *arena, int64_t id, struct note *out)
{
    struct db_stmt *stmt;
    bool is_found;

    TRY(db_start(db, &note_by_id, &stmt));
    db_bind_id(stmt, 1, id);
    is_found = db_step(stmt);
    if (is_found)
        *out = (struct note){
            .note_id = db_column_i64(stmt, 0),
            .words = db_column_str(stmt, 1, arena),
            .written_on = db_column_date(stmt, 2),
            .seen_at = db_column_moment(stmt, 3),
            .author_id = db_column_i64(stmt, 4),
            .is_good = db_column_bool(stmt, 5),
            .weight = db_column_i64(stmt, 6),
        };
    TRY(db_finish(stmt));
    return is_found ? ST_OK : ST_NOT_FOUND;
}

static int64_t count_notes(struct test_db *test)
{
    return test_db_number(test, "SELECT count(*) FROM note");
}

/* ---- Values ----------------------------------------------------------------------------------- */

static void check_round_trip(struct test_db *test, struct note note)
{
    struct note seen;

    CHECK_OK(insert(test->db, note));
    CHECK_OK(find(test->db, test->arena, note.note_id, &seen));
    CHECK(str_equal(seen.words, note.words));
    CHECK_INT(seen.note_id, note.note_id);
    CHECK_INT(seen.written_on.day, note.written_on.day);
    CHECK_INT(seen.seen_at.ms, note.seen_at.ms);
    CHECK_INT(seen.author_id, note.author_id);
    CHECK(seen.is_good == note.is_good);
    CHECK_INT(seen.weight, note.weight);
}

static void every_type_reads_back_as_it_was_written(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_note);
    check_round_trip(test, (struct note){
                               .note_id = INT64_MAX,
                               .words = STR("Nguyễn Thị Ánh Đào — \"xã Bình Yên\"; 'khai sinh' \\ %s"),
                               .written_on = test_date("2025-09-18"),
                               .seen_at = test_moment("2025-09-18 10:00"),
                               .author_id = -1,
                               .is_good = true,
                               .weight = INT64_MIN,
                           });
    check_round_trip(test, (struct note){ .note_id = 2, .words = STR("") });
    check_round_trip(test, (struct note){ .note_id = 3, .words = STR("line\nline\r\n\ttab"), .weight = INT64_MAX });
    check_round_trip(test, (struct note){ .note_id = 4, .written_on = test_date("0001-01-01") });
    check_round_trip(test, (struct note){ .note_id = 5, .written_on = test_date("9999-12-31") });
}

static void what_is_not_given_is_null(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_note);
    check_round_trip(test, (struct note){ .note_id = 1 });
    CHECK_INT(test_db_number(test, "SELECT count(*) FROM note WHERE words IS NULL AND written_on IS NULL "
                                   "AND seen_at IS NULL AND author_id IS NULL"),
              1);
    check_round_trip(test, (struct note){ .note_id = 2, .words = STR("") });
    CHECK_INT(test_db_number(test, "SELECT count(*) FROM note WHERE words IS NULL"), 1);
    CHECK_STATUS(find(test->db, test->arena, 3, &(struct note){ 0 }), ST_NOT_FOUND);
}

static void long_text_and_odd_bytes_survive(void **state)
{
    enum { LEN = 1000000 };
    struct test_db *test = *state;
    char *text = arena_alloc(test->arena, LEN);

    test_db_run(test, make_note);
    memset(text, 'x', LEN);
    check_round_trip(test, (struct note){ .note_id = 1, .words = { text, LEN } });
    check_round_trip(test, (struct note){ .note_id = 2, .words = STR("e\u0301 and é stay different") });
    check_round_trip(test, (struct note){ .note_id = 3, .words = STR("\U0001F3E0\U0010FFFF\x01\x7F") });
}

static void any_numbers_and_days_read_back(void **state)
{
    struct test_db *test = *state;
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;

    test_db_run(test, make_note);
    CHECK_OK(db_tx_begin(test->db, &tx));
    FOR_ALL(300) {
        check_round_trip(test, (struct note){
                                   .note_id = case_ + 1,
                                   .written_on = { test_random_in(0, 3652059) },
                                   .seen_at = { test_random_in_i64(INT64_MIN, INT64_MAX) },
                                   .author_id = test_random_in_i64(INT64_MIN, INT64_MAX),
                                   .is_good = test_random_in(0, 1) == 1,
                                   .weight = test_random_in_i64(INT64_MIN, INT64_MAX),
                               });
    }
}

static void text_sorts_by_bytes(void **state)
{
    struct test_db *test = *state;
    const char *const words[] = { "á", "z", "Z", "a", "Đ", "đ", "B", "" };

    test_db_run(test, make_note);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        CHECK_OK(insert(test->db, (struct note){ .note_id = (int64_t)i + 1, .words = str_of(words[i]) }));
    struct db_stmt *stmt;
    static const struct db_query in_order = {
        .name = "in_order",
        .sqlite = "SELECT words FROM note ORDER BY words",
        .postgres = "SELECT words FROM note ORDER BY words",
        .number = 2,
    };
    static const char *const expected[] = { "", "B", "Z", "a", "z", "á", "Đ", "đ" };
    size_t count = 0;
    CHECK_OK(db_start(test->db, &in_order, &stmt));
    for (; db_step(stmt); count++)
        CHECK_STR(db_column_str(stmt, 0, test->arena), expected[count]);
    CHECK_OK(db_finish(stmt));
    CHECK_INT(count, 8);
}

static void a_comparison_reads_as_a_truth_and_a_sum_as_a_number(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_note);
    CHECK_INT(test_db_number(test, "SELECT 2 > 1"), 1);
    CHECK_INT(test_db_number(test, "SELECT 1 > 2"), 0);
    CHECK_INT(test_db_number(test, "SELECT sum(weight) FROM note"), 0); /* NULL */
    CHECK_OK(insert(test->db, (struct note){ .note_id = 1, .weight = 4000000000 }));
    CHECK_OK(insert(test->db, (struct note){ .note_id = 2, .weight = 3 }));
    CHECK_INT(test_db_number(test, "SELECT sum(weight) FROM note"), 4000000003);
}

static void a_stored_date_that_is_none_is_reported(void **state)
{
    struct test_db *test = *state;
    struct note seen = { .weight = 77 };

    test_db_run(test, make_note);
    test_db_run(test, "INSERT INTO note (note_id, written_on) VALUES (1, '2025-02-31')");
    CHECK_STATUS(find(test->db, test->arena, 1, &seen), ST_CORRUPT);
}

/* ---- Statements ------------------------------------------------------------------------------- */

static void rows_changed_are_counted(void **state)
{
    static const struct db_query bump = {
        .name = "bump",
        .sqlite = "UPDATE note SET weight = weight + 1 WHERE note_id <= ?1",
        .postgres = "UPDATE note SET weight = weight + 1 WHERE note_id <= $1",
        .parameter_count = 1,
        .number = 2,
    };
    struct test_db *test = *state;

    test_db_run(test, make_note);
    for (int64_t id = 1; id <= 5; id++)
        CHECK_OK(insert_id(test->db, id));
    for (int64_t limit = 5; limit >= 0; limit--) {
        struct db_stmt *stmt;

        CHECK_OK(db_start(test->db, &bump, &stmt));
        db_bind_i64(stmt, 1, limit);
        CHECK(!db_step(stmt));
        CHECK_INT(db_changed(stmt), limit);
        CHECK_OK(db_finish(stmt));
    }
    CHECK_INT(test_db_number(test, "SELECT weight FROM note WHERE note_id = 1"), 5);
}

static void returning_is_complete_after_its_first_row(void **state)
{
    static const struct db_query insert_two = {
        .name = "insert_two",
        .sqlite = "INSERT INTO note (note_id) VALUES (1), (2) RETURNING note_id",
        .postgres = "INSERT INTO note (note_id) VALUES (1), (2) RETURNING note_id",
        .number = 2,
    };
    struct test_db *test = *state;
    struct db_stmt *stmt;

    test_db_run(test, make_note);
    CHECK_OK(db_start(test->db, &insert_two, &stmt));
    CHECK(db_step(stmt));
    CHECK_INT(db_column_i64(stmt, 0), 1);
    CHECK_OK(db_finish(stmt));
    struct test_db other = { .db = test_db_connect(test, DB_READ_ONLY), .arena = test->arena };
    CHECK_INT(count_notes(&other), 2);
}

static void a_broken_rule_has_its_status(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_note);
    test_db_run(test, "CREATE UNIQUE INDEX note_by_words ON note (words); "
                      "CREATE TABLE child (child_id INTEGER PRIMARY KEY, "
                      "note_id INTEGER NOT NULL REFERENCES note (note_id)) STRICT");
    CHECK_OK(insert(test->db, (struct note){ .note_id = 1, .words = STR("once") }));
    CHECK_STATUS(insert_id(test->db, 1), ST_EXISTS);
    CHECK_STATUS(insert(test->db, (struct note){ .note_id = 2, .words = STR("once") }), ST_EXISTS);
    CHECK(strlen(db_error(test->db)) > 0);
    CHECK(strstr(db_error(test->db), "once") == NULL); /* what people typed stays out of the log */
    CHECK_STATUS(test_db_try(test->db, "INSERT INTO note (note_id, is_good) VALUES (3, 2)"), ST_INVALID);
    CHECK_STATUS(test_db_try(test->db, "INSERT INTO note (note_id, weight) VALUES (3, NULL)"), ST_INVALID);
    CHECK_STATUS(test_db_try(test->db, "INSERT INTO child (child_id, note_id) VALUES (1, 99)"), ST_INVALID);
    CHECK_STATUS(test_db_try(test->db, "INSERT INTO note (note_id, weight) VALUES (3, 'many')"), ST_INVALID);
    CHECK_STATUS(test_db_try(test->db, "SELECT nothing FROM nowhere"), ST_CORRUPT);
    CHECK_INT(count_notes(test), 1);
    CHECK_OK(insert(test->db, (struct note){ .note_id = 2, .words = STR("twice") })); /* still usable */
}

/* ---- Transactions ----------------------------------------------------------------------------- */

static void what_is_not_committed_is_undone(void **state)
{
    struct test_db *test = *state;
    struct db_tx *tx = NULL;

    test_db_run(test, make_note);
    CHECK_OK(db_tx_begin(test->db, &tx));
    CHECK_OK(insert_id(test->db, 1));
    CHECK_INT(count_notes(test), 1);
    db_tx_end_at(&tx);
    CHECK_INT(count_notes(test), 0);
}

static void what_is_committed_stays_and_others_see_it_only_then(void **state)
{
    struct test_db *test = *state;
    struct test_db other = { .db = NULL, .arena = test->arena };
    struct db_tx *tx = NULL;

    test_db_run(test, make_note);
    other.db = test_db_connect(test, DB_READ_ONLY);
    CHECK_OK(db_tx_begin(test->db, &tx));
    CHECK_OK(insert_id(test->db, 1));
    CHECK_INT(count_notes(&other), 0);
    CHECK_OK(db_tx_commit(tx));
    CHECK_INT(count_notes(&other), 1);
    db_tx_end_at(&tx); /* after the commit it does nothing */
    CHECK_INT(count_notes(&other), 1);
}

static void a_savepoint_is_undone_alone(void **state)
{
    struct test_db *test = *state;
    struct db_tx *outer = NULL, *inner = NULL, *innermost = NULL;

    test_db_run(test, make_note);
    CHECK_OK(db_tx_begin(test->db, &outer));
    CHECK_OK(insert_id(test->db, 1));
    CHECK_OK(db_tx_begin(test->db, &inner));
    CHECK_OK(insert_id(test->db, 2));
    CHECK_OK(db_tx_begin(test->db, &innermost));
    CHECK_OK(insert_id(test->db, 3));
    db_tx_end_at(&innermost);
    CHECK_OK(insert_id(test->db, 4));
    CHECK_OK(db_tx_commit(inner));
    CHECK_OK(db_tx_begin(test->db, &inner));
    CHECK_OK(insert_id(test->db, 5));
    db_tx_end_at(&inner);
    CHECK_OK(db_tx_commit(outer));
    CHECK_INT(test_db_number(test, "SELECT sum(note_id) FROM note"), 1 + 2 + 4);
}

static void undoing_the_outer_one_undoes_committed_savepoints(void **state)
{
    struct test_db *test = *state;
    struct db_tx *outer = NULL, *inner = NULL;

    test_db_run(test, make_note);
    CHECK_OK(db_tx_begin(test->db, &outer));
    CHECK_OK(db_tx_begin(test->db, &inner));
    CHECK_OK(insert_id(test->db, 1));
    CHECK_OK(db_tx_commit(inner));
    db_tx_end_at(&outer);
    CHECK_INT(count_notes(test), 0);
}

static void a_failed_statement_spoils_its_transaction_and_no_other(void **state)
{
    struct test_db *test = *state;
    struct db_tx *outer = NULL, *inner = NULL;

    test_db_run(test, make_note);
    CHECK_OK(db_tx_begin(test->db, &outer));
    CHECK_OK(insert_id(test->db, 1));
    CHECK_OK(db_tx_begin(test->db, &inner));
    CHECK_OK(insert_id(test->db, 2));
    CHECK_STATUS(insert_id(test->db, 1), ST_EXISTS);
    CHECK_STATUS(insert_id(test->db, 3), ST_EXISTS); /* the first failure answers */
    CHECK_STATUS(db_tx_begin(test->db, &(struct db_tx *){ NULL }), ST_EXISTS);
    CHECK_STATUS(db_tx_commit(inner), ST_EXISTS);
    db_tx_end_at(&inner);
    CHECK_OK(insert_id(test->db, 4));
    CHECK_OK(db_tx_commit(outer));
    CHECK_INT(test_db_number(test, "SELECT sum(note_id) FROM note"), 1 + 4);

    CHECK_OK(db_tx_begin(test->db, &outer));
    CHECK_OK(insert_id(test->db, 5));
    CHECK_STATUS(insert_id(test->db, 1), ST_EXISTS);
    CHECK_STATUS(db_tx_commit(outer), ST_EXISTS);
    db_tx_end_at(&outer);
    CHECK_INT(test_db_number(test, "SELECT sum(note_id) FROM note"), 1 + 4);
}

static void without_savepoints_inner_ones_are_kept_when_all_goes_well(void **state)
{
    struct test_db *test = *state;
    struct db_tx *outer = NULL, *inner = NULL;

    test_db_run(test, make_note);
    CHECK_OK(db_tx_begin(test->db, &outer));
    db_tx_without_savepoints(outer);
    CHECK_OK(db_tx_begin(test->db, &inner));
    CHECK_OK(insert_id(test->db, 1));
    CHECK_OK(db_tx_commit(inner));
    CHECK_OK(db_tx_begin(test->db, &inner));
    db_tx_end_at(&inner); /* wrote nothing: nothing is lost */
    CHECK(!db_tx_is_spoilt(outer));
    CHECK_OK(db_tx_commit(outer));
    CHECK_INT(count_notes(test), 1);

    CHECK_OK(db_tx_begin(test->db, &outer)); /* the next one has savepoints again */
    CHECK_OK(db_tx_begin(test->db, &inner));
    CHECK_OK(insert_id(test->db, 2));
    db_tx_end_at(&inner);
    CHECK_OK(db_tx_commit(outer));
    CHECK_INT(count_notes(test), 1);
}

static void without_savepoints_an_undone_inner_one_spoils_the_whole(void **state)
{
    struct test_db *test = *state;
    struct db_tx *outer = NULL, *inner = NULL, *innermost = NULL;

    test_db_run(test, make_note);
    CHECK_OK(db_tx_begin(test->db, &outer));
    db_tx_without_savepoints(outer);
    CHECK_OK(insert_id(test->db, 1));
    CHECK_OK(db_tx_begin(test->db, &inner));
    CHECK_OK(db_tx_begin(test->db, &innermost));
    CHECK_OK(insert_id(test->db, 2));
    db_tx_end_at(&innermost);
    CHECK(db_tx_is_spoilt(outer));
    CHECK_STATUS(insert_id(test->db, 3), ST_CONFLICT);
    db_tx_end_at(&inner);
    CHECK_STATUS(insert_id(test->db, 4), ST_CONFLICT);
    CHECK_STATUS(db_tx_commit(outer), ST_CONFLICT);
    db_tx_end_at(&outer);
    CHECK_INT(count_notes(test), 0);
}

static void without_savepoints_a_failed_statement_spoils_the_whole(void **state)
{
    struct test_db *test = *state;
    struct db_tx *outer = NULL, *inner = NULL;

    test_db_run(test, make_note);
    CHECK_OK(db_tx_begin(test->db, &outer));
    db_tx_without_savepoints(outer);
    CHECK_OK(insert_id(test->db, 1));
    CHECK_OK(db_tx_begin(test->db, &inner));
    CHECK_STATUS(insert_id(test->db, 1), ST_EXISTS);
    CHECK_STATUS(db_tx_commit(inner), ST_EXISTS);
    db_tx_end_at(&inner);
    CHECK(db_tx_is_spoilt(outer));
    CHECK_STATUS(db_tx_commit(outer), ST_CONFLICT);
    db_tx_end_at(&outer);
    CHECK_INT(count_notes(test), 0);
}

static void closing_undoes_an_open_transaction(void **state)
{
    struct test_db *test = *state;
    struct db *db;
    struct db_tx *outer = NULL, *inner = NULL;

    test_db_run(test, make_note);
    CHECK_OK(db_open(test->source, DB_READ_WRITE, &db));
    CHECK_OK(db_tx_begin(db, &outer));
    CHECK_OK(db_tx_begin(db, &inner));
    CHECK_OK(insert_id(db, 1));
    db_close(db);
    CHECK_INT(count_notes(test), 0);
}

static void a_reader_in_a_transaction_sees_one_unchanging_view(void **state)
{
    struct test_db *test = *state;
    struct test_db reader = { .arena = test->arena };
    struct db_tx *view = NULL;

    test_db_run(test, make_note);
    CHECK_OK(insert_id(test->db, 1));
    reader.db = test_db_connect(test, DB_READ_ONLY);
    CHECK_OK(db_tx_begin(reader.db, &view));
    CHECK_INT(count_notes(&reader), 1);
    CHECK_OK(insert_id(test->db, 2));
    CHECK_INT(count_notes(&reader), 1);
    db_tx_end_at(&view);
    CHECK_INT(count_notes(&reader), 2);
}

static void a_reader_cannot_write(void **state)
{
    struct test_db *test = *state;
    struct db_tx *tx = NULL;

    test_db_run(test, make_note);
    struct db *reader = test_db_connect(test, DB_READ_ONLY);
    CHECK_STATUS(insert_id(reader, 1), ST_READ_ONLY);
    CHECK_STATUS(test_db_try(reader, "DROP TABLE note"), ST_READ_ONLY);
    CHECK_OK(db_tx_begin(reader, &tx));
    CHECK_STATUS(insert_id(reader, 1), ST_READ_ONLY);
    db_tx_end_at(&tx);
    CHECK_INT(count_notes(test), 0);
}

/* ---- Failures --------------------------------------------------------------------------------- */

static enum status three_notes(struct test_db *test)
{
    struct db_tx *outer CLEANUP(db_tx_end_at) = NULL;

    TRY(db_tx_begin(test->db, &outer));
    TRY(insert_id(test->db, 1));
    {
        struct db_tx *inner CLEANUP(db_tx_end_at) = NULL;

        TRY(db_tx_begin(test->db, &inner));
        TRY(insert_id(test->db, 2));
        TRY(insert_id(test->db, 3));
        TRY(db_tx_commit(inner));
    }
    return db_tx_commit(outer);
}

static void an_injected_failure_leaves_no_trace(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_note);
    CHECK_INT(test_db_fail_each_statement(test, three_notes), 7);
    CHECK_INT(count_notes(test), 3);
}

static void only_the_chosen_statement_fails(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_note);
    db_fail_after(test->db, 2);
    CHECK_OK(insert_id(test->db, 1));
    CHECK_STATUS(insert_id(test->db, 2), ST_BUSY);
    CHECK_OK(insert_id(test->db, 2));
    db_fail_after(test->db, 1);
    db_fail_after(test->db, 0);
    CHECK_OK(insert_id(test->db, 3));
}

static void set_patience(struct test_db *test, struct db *db)
{
    CHECK_OK(test_db_try(db, test->is_postgres ? "SET lock_timeout = '50ms'" : "PRAGMA busy_timeout = 50"));
}

static void a_database_locked_by_another_writer_is_busy(void **state)
{
    struct test_db *test = *state;
    struct db_tx *theirs = NULL, *ours = NULL;

    test_db_run(test, make_note);
    CHECK_OK(insert_id(test->db, 1));
    struct db *other = test_db_connect(test, DB_READ_WRITE);
    set_patience(test, test->db);
    CHECK_OK(db_tx_begin(other, &theirs));
    CHECK_OK(test_db_try(other, "UPDATE note SET weight = 1 WHERE note_id = 1"));
    CHECK_STATUS(test_db_try(test->db, "UPDATE note SET weight = 2 WHERE note_id = 1"), ST_BUSY);
    if (!test->is_postgres) { /* there, writers of different rows do not meet */
        CHECK_STATUS(db_tx_begin(test->db, &ours), ST_BUSY);
        CHECK(ours == NULL);
    }
    CHECK_INT(count_notes(test), 1); /* readers go on */
    CHECK_OK(db_tx_commit(theirs));
    CHECK_OK(test_db_try(test->db, "UPDATE note SET weight = 3 WHERE note_id = 1"));
}

/* Commits 1, 2, 3 … as fast as it can and tells each number once it is durable. */
static void commit_forever(struct test_db *test, int tell)
{
    struct db *db;

    if (db_open(test->source, DB_READ_WRITE, &db) != ST_OK)
        return;
    for (int64_t id = 1;; id++) {
        struct db_tx *tx = NULL, *inner = NULL;

        if (db_tx_begin(db, &tx) != ST_OK || db_tx_begin(db, &inner) != ST_OK || insert_id(db, id) != ST_OK ||
            insert_id(db, -id) != ST_OK || db_tx_commit(inner) != ST_OK || db_tx_commit(tx) != ST_OK ||
            write(tell, &id, sizeof id) != sizeof id)
            return;
    }
}

static void what_a_killed_writer_was_told_is_there_and_nothing_by_half(void **state)
{
    struct test_db *test = *state;
    int told[2];
    int64_t last = 0;

    test_db_run(test, make_note);
    CHECK(pipe(told) == 0);
    pid_t child = fork();
    if (child == 0) {
        commit_forever(test, told[1]);
        _exit(1);
    }
    close(told[1]);
    while (last < 60)
        CHECK(read(told[0], &last, sizeof last) == sizeof last);
    kill(child, SIGKILL);
    CHECK(waitpid(child, NULL, 0) == child);
    while (read(told[0], &last, sizeof last) == sizeof last)
        continue;
    close(told[0]);

    int64_t count = count_notes(test);
    CHECK(count == 2 * last || count == 2 * (last + 1)); /* the last one may be stored without being told */
    CHECK_INT(test_db_number(test, "SELECT max(note_id) FROM note"), count / 2);
    CHECK_INT(test_db_number(test, "SELECT min(note_id) FROM note"), -count / 2);
}

/* ---- Opening ---------------------------------------------------------------------------------- */

static void an_unknown_kind_of_source_is_refused(void **state)
{
    static const char *const sources[] = { "", "sqlite", "mysql:host=x", "/var/lib/motcua", ":x" };
    struct test_db *test = *state;

    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct db *db = NULL;
        struct str why;

        CHECK_STATUS(db_open_explained(str_of(sources[i]), DB_READ_ONLY, test->arena, &db, &why), ST_INVALID);
        CHECK_STR(why, "a data source begins with sqlite: or postgresql:");
        CHECK(db == NULL);
    }
}

static void what_is_not_there_cannot_be_opened(void **state)
{
    struct test_db *test = *state;
    struct db *db = NULL;
    struct str why = { 0 };
    struct str source = test->is_postgres ? arena_printf(test->arena, "%s_missing", test->source.at)
                                          : arena_printf(test->arena, "sqlite:%s/missing/x.db", test->folder);

    CHECK_STATUS(db_open_explained(source, DB_READ_WRITE, test->arena, &db, &why), ST_UNAVAILABLE);
    CHECK_STATUS(db_open(source, DB_READ_ONLY, &db), ST_UNAVAILABLE);
    CHECK(db == NULL);
    CHECK(why.len > 10);
}

static void closing_nothing_is_allowed(void **state)
{
    struct db *db CLEANUP(db_close_at) = NULL;

    (void)state;
    db_close(db);
}

static int exit_of_misuse(struct test_db *test, void (*misuse)(struct db *db))
{
    int outcome;
    pid_t child = fork();

    if (child == 0) {
        struct db *db;

        check_silence();
        signal(SIGABRT, SIG_DFL);
        if (db_open(test->source, DB_READ_WRITE, &db) == ST_OK)
            misuse(db);
        _exit(0);
    }
    CHECK(waitpid(child, &outcome, 0) == child);
    return WIFSIGNALED(outcome) ? WTERMSIG(outcome) : 0;
}

static void end_the_outer_one_first(struct db *db)
{
    struct db_tx *outer = NULL, *inner = NULL;

    if (db_tx_begin(db, &outer) == ST_OK && db_tx_begin(db, &inner) == ST_OK && db_tx_commit(outer) == ST_OK)
        _exit(2);
}

static void start_a_query_inside_itself(struct db *db)
{
    struct db_stmt *first, *second;

    if (db_start(db, &note_by_id, &first) == ST_OK && db_start(db, &note_by_id, &second) == ST_OK)
        _exit(2);
}

static void nest_too_deep(struct db *db)
{
    struct db_tx *tx;

    for (int i = 0; i < 9; i++)
        if (db_tx_begin(db, &tx) != ST_OK)
            _exit(2);
}

static void misuse_ends_the_process(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_note);
    CHECK_INT(exit_of_misuse(test, end_the_outer_one_first), SIGABRT);
    CHECK_INT(exit_of_misuse(test, start_a_query_inside_itself), SIGABRT);
    CHECK_INT(exit_of_misuse(test, nest_too_deep), SIGABRT);
}

static const struct CMUnitTest tests[] = {
    test_db_each_empty(every_type_reads_back_as_it_was_written),
    test_db_each_empty(what_is_not_given_is_null),
    test_db_each_empty(long_text_and_odd_bytes_survive),
    test_db_each_empty(any_numbers_and_days_read_back),
    test_db_each_empty(text_sorts_by_bytes),
    test_db_each_empty(a_comparison_reads_as_a_truth_and_a_sum_as_a_number),
    test_db_each_empty(a_stored_date_that_is_none_is_reported),
    test_db_each_empty(rows_changed_are_counted),
    test_db_each_empty(returning_is_complete_after_its_first_row),
    test_db_each_empty(a_broken_rule_has_its_status),
    test_db_each_empty(what_is_not_committed_is_undone),
    test_db_each_empty(what_is_committed_stays_and_others_see_it_only_then),
    test_db_each_empty(a_savepoint_is_undone_alone),
    test_db_each_empty(undoing_the_outer_one_undoes_committed_savepoints),
    test_db_each_empty(a_failed_statement_spoils_its_transaction_and_no_other),
    test_db_each_empty(without_savepoints_inner_ones_are_kept_when_all_goes_well),
    test_db_each_empty(without_savepoints_an_undone_inner_one_spoils_the_whole),
    test_db_each_empty(without_savepoints_a_failed_statement_spoils_the_whole),
    test_db_each_empty(closing_undoes_an_open_transaction),
    test_db_each_empty(a_reader_in_a_transaction_sees_one_unchanging_view),
    test_db_each_empty(a_reader_cannot_write),
    test_db_each_empty(an_injected_failure_leaves_no_trace),
    test_db_each_empty(only_the_chosen_statement_fails),
    test_db_each_empty(a_database_locked_by_another_writer_is_busy),
    test_db_each_empty(what_a_killed_writer_was_told_is_there_and_nothing_by_half),
    cmocka_unit_test(closing_nothing_is_allowed),
    test_db_sqlite(an_unknown_kind_of_source_is_refused), /* before any engine is asked */
    test_db_each_empty(what_is_not_there_cannot_be_opened),
    test_db_each_empty(misuse_ends_the_process),
};
TEST_DB_MAIN(tests)
