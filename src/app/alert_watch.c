/* SPDX-License-Identifier: Apache-2.0 */
#include "app/alert_watch.h"

#include "app/dossier_clocks.h"
#include "base/put.h"
#include "base/random.h"
#include "domain/alerts.h"
#include "queries_read.h"
#include "queries_write.h"

enum { RECIPIENTS_MAX = 20 };

struct watch {
    struct db *db;
    struct arena *arena;
    int64_t office_id;
    struct moment now;
    struct alert_work *work;
};

/* ---- Where to look ------------------------------------------------------------------------------- */

/* The next piece of the dossiers that were there before the watch. */
static enum status fill_piece(struct watch *watch, int64_t after_id, int64_t *out_count)
{
    struct sql_alert_fill_piece_row piece;
    int64_t changed;

    TRY(sql_alert_fill_piece(watch->db, watch->arena, after_id, ALERT_FILL_AT_ONCE, &piece));
    if (piece.dossiers > 0)
        TRY(sql_alert_watch_fill(watch->db, watch->now, after_id, piece.last_id, watch->office_id, &changed));
    TRY(sql_alert_cursor_fill(watch->db, piece.dossiers > 0 ? piece.last_id : after_id,
                              piece.dossiers < ALERT_FILL_AT_ONCE, watch->office_id, &changed));
    *out_count = piece.dossiers;
    return ST_OK;
}

/* From here on every event is read; what is open now is looked at once. */
static enum status begin(struct watch *watch)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    int64_t changed, count = 0;

    TRY(db_tx_begin(watch->db, &tx));
    TRY(sql_alert_cursor_add(watch->db, watch->office_id, &changed));
    if (changed == 1)
        TRY(fill_piece(watch, 0, &count));
    TRY(db_tx_commit(tx));
    watch->work->events += count;
    return ST_OK;
}

static enum status go_on_filling(struct watch *watch, int64_t filled_id)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    int64_t count;

    TRY(db_tx_begin(watch->db, &tx));
    TRY(fill_piece(watch, filled_id, &count));
    TRY(db_tx_commit(tx));
    watch->work->events += count;
    return ST_OK;
}

static enum status read_events(struct watch *watch, int64_t after_number)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_alert_events_rows events;
    int64_t changed;

    TRY(sql_alert_events(watch->db, watch->arena, watch->office_id, after_number, ALERT_EVENTS_AT_ONCE, &events));
    if (events.count == 0)
        return ST_OK;
    TRY(db_tx_begin(watch->db, &tx));
    for (size_t i = 0; i < events.count; i++)
        TRY(sql_alert_watch_set(watch->db, events.at[i].dossier_id, watch->office_id, watch->now, &changed));
    TRY(sql_alert_cursor_set(watch->db, events.at[events.count - 1].chain_number, watch->office_id, &changed));
    TRY(db_tx_commit(tx));
    watch->work->events += (int64_t)events.count;
    return ST_OK;
}

/* ---- Whom to tell -------------------------------------------------------------------------------- */

struct recipients {
    int64_t at[RECIPIENTS_MAX];
    size_t count;
};

static enum status recipients_of(struct watch *watch, const struct dossier_reading *reading,
                                 enum alert_recipient recipient, struct recipients *out)
{
    out->count = 0;
    if (recipient == ALERT_TO_HOLDER) {
        if (reading->dossier.holder_id != 0)
            out->at[out->count++] = reading->dossier.holder_id;
        return ST_OK;
    }
    if (recipient == ALERT_TO_HEAD) {
        struct sql_heads_of_unit_rows heads;

        TRY(sql_heads_of_unit(watch->db, watch->arena, watch->office_id, reading->dossier.unit_id, &heads));
        for (size_t i = 0; i < heads.count && i < RECIPIENTS_MAX; i++)
            out->at[out->count++] = heads.at[i].account_id;
        if (out->count > 0)
            return ST_OK;
    }
    struct sql_directors_of_office_rows directors; /* also in place of a head there is none of */

    TRY(sql_directors_of_office(watch->db, watch->arena, watch->office_id, &directors));
    for (size_t i = 0; i < directors.count && i < RECIPIENTS_MAX; i++)
        out->at[out->count++] = directors.at[i].account_id;
    return ST_OK;
}

/* ---- One dossier: what there is to write --------------------------------------------------------- */

struct raise {
    const struct alert *alert;
    int64_t account_id;
};

/* What a look came to. */
struct findings {
    struct sql_alerts_of_dossier_rows told;
    bool *holds;         /* still, for each row of `told` */
    struct raise *raise; /* what was not told yet */
    size_t raise_count;
    struct moment next;
};

static bool was_told(struct findings *findings, const struct alert *alert, int64_t account_id)
{
    for (size_t i = 0; i < findings->told.count; i++) {
        const struct sql_alerts_of_dossier_row *row = &findings->told.at[i];

        if (row->account_id == account_id && row->due_at.ms == alert->due_at.ms &&
            str_equal(row->rule_name, alert_rule_name(alert->rule)) && str_equal(row->body, alert->body)) {
            findings->holds[i] = true;
            return true;
        }
    }
    return false;
}

static enum status find_whom_to_tell(struct watch *watch, const struct dossier_reading *reading,
                                     const struct alert *alert, struct findings *findings)
{
    struct recipients recipients;

    TRY(recipients_of(watch, reading, alert_rule_recipient(alert->rule), &recipients));
    for (size_t i = 0; i < recipients.count; i++)
        if (!was_told(findings, alert, recipients.at[i]))
            findings->raise[findings->raise_count++] = (struct raise){ alert, recipients.at[i] };
    return ST_OK;
}

static enum status find(struct watch *watch, const struct sql_alert_watch_due_row *due, struct findings *out)
{
    struct dossier_reading reading;
    struct dossier_clocks clocks;

    TRY(dossier_reading_of(watch->db, watch->arena, watch->office_id, due->code, watch->now, &reading));
    TRY(dossier_clocks_of(watch->db, watch->arena, watch->office_id, &reading, watch->now, &clocks));
    TRY(sql_alerts_of_dossier(watch->db, watch->arena, due->dossier_id, &out->told));

    struct alerts alerts = alerts_due(watch->arena, &clocks.given, clocks.clocks);

    out->holds = arena_array(watch->arena, bool, out->told.count);
    out->raise = arena_array(watch->arena, struct raise, alerts.count * RECIPIENTS_MAX);
    for (size_t i = 0; i < alerts.count; i++)
        TRY(find_whom_to_tell(watch, &reading, &alerts.at[i], out));
    out->next = alerts_next(&clocks.given, clocks.clocks);
    return ST_OK;
}

/* ---- One dossier: writing it --------------------------------------------------------------------- */

static enum status tell(struct watch *watch, int64_t dossier_id, const struct findings *findings)
{
    int64_t changed;

    for (size_t i = 0; i < findings->raise_count; i++) {
        const struct raise *raise = &findings->raise[i];

        TRY(sql_alert_raise(watch->db, random_id(watch->now), watch->office_id, dossier_id,
                            alert_rule_name(raise->alert->rule), raise->alert->due_at, raise->account_id,
                            raise->alert->body, watch->now, &changed));
    }
    return ST_OK;
}

static enum status end_what_holds_no_longer(struct watch *watch, const struct findings *findings, int64_t *out_ended)
{
    int64_t changed;

    *out_ended = 0;
    for (size_t i = 0; i < findings->told.count; i++) {
        if (findings->holds[i])
            continue;
        TRY(sql_alert_end(watch->db, watch->now, findings->told.at[i].alert_id, &changed));
        *out_ended += changed;
    }
    return ST_OK;
}

static enum status look_again(struct watch *watch, int64_t dossier_id, struct moment next)
{
    int64_t changed;

    if (!moment_is_given(next))
        return sql_alert_watch_end(watch->db, dossier_id, &changed);
    return sql_alert_watch_set(watch->db, dossier_id, watch->office_id, next, &changed);
}

/* Something happened to the dossier since it was found due: what was found may be wrong.  It stays due, so it is looked
 * at again. */
static enum status is_as_found(struct watch *watch, const struct sql_alert_watch_due_row *due, bool *out)
{
    struct sql_alert_dossier_version_row row;

    TRY(sql_alert_dossier_version(watch->db, watch->arena, due->dossier_id, &row));
    *out = row.version == due->version;
    return ST_OK;
}

static enum status write_findings(struct watch *watch, const struct sql_alert_watch_due_row *due,
                                  const struct findings *findings)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    int64_t ended;
    bool is_same;

    TRY(db_tx_begin(watch->db, &tx));
    TRY(is_as_found(watch, due, &is_same));
    if (!is_same)
        return ST_OK;
    TRY(tell(watch, due->dossier_id, findings));
    TRY(end_what_holds_no_longer(watch, findings, &ended));
    TRY(look_again(watch, due->dossier_id, findings->next));
    TRY(db_tx_commit(tx));
    watch->work->raised += (int64_t)findings->raise_count;
    watch->work->ended += ended;
    return ST_OK;
}

/* What the database as a whole refuses goes away with time; anything else is about the dossier and would come again. */
static bool is_about_the_dossier(enum status status)
{
    static const enum status of_the_database[] = { ST_OK, ST_BUSY, ST_FULL, ST_READ_ONLY, ST_UNAVAILABLE, ST_TOO_NEW };

    for (size_t i = 0; i < sizeof of_the_database / sizeof *of_the_database; i++)
        if (status == of_the_database[i])
            return false;
    return true;
}

static void note_failure(struct alert_work *work, enum status status, int64_t office_id, struct str code)
{
    work->failures++;
    work->failure = (struct alert_failure){ .status = status, .office_id = office_id };
    put_end(work->failure.code, put_str(work->failure.code, str_head(code, ALERT_CODE_ROOM - 1)));
}

/* What is wrong with it is for `motcua verify` to say; the others are looked at all the same. */
static enum status put_off(struct watch *watch, const struct sql_alert_watch_due_row *due, enum status status)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    bool is_same;

    TRY(db_tx_begin(watch->db, &tx));
    TRY(is_as_found(watch, due, &is_same));
    if (!is_same)
        return ST_OK;
    TRY(look_again(watch, due->dossier_id, (struct moment){ watch->now.ms + ALERT_PUT_OFF_MS }));
    TRY(db_tx_commit(tx));
    note_failure(watch->work, status, watch->office_id, due->code);
    return ST_OK;
}

/* Reading and reckoning take long, and nobody waits meanwhile: the write lock is held for the writing alone.  What
 * happens to the dossier in between changes its version, and nothing is written; what happens just after is read as an
 * event later. */
static enum status look(struct watch *watch, const struct sql_alert_watch_due_row *due)
{
    struct findings findings = { 0 };
    enum status status = find(watch, due, &findings);

    if (status == ST_OK)
        status = write_findings(watch, due, &findings);
    if (is_about_the_dossier(status))
        status = put_off(watch, due, status);
    TRY(status);
    watch->work->looks++;
    return ST_OK;
}

static enum status look_at_what_is_due(struct watch *watch)
{
    struct sql_alert_watch_due_rows due;

    TRY(sql_alert_watch_due(watch->db, watch->arena, watch->office_id, watch->now, ALERT_LOOKS_AT_ONCE, &due));
    for (size_t i = 0; i < due.count; i++)
        TRY(look(watch, &due.at[i]));
    return ST_OK;
}

/* ---- Pieces -------------------------------------------------------------------------------------- */

void alert_work_add(struct alert_work *all, const struct alert_work *work)
{
    all->events += work->events;
    all->looks += work->looks;
    all->raised += work->raised;
    all->ended += work->ended;
    all->failures += work->failures;
    if (work->failures > 0)
        all->failure = work->failure;
}

enum status alert_watch_step(struct db *db, struct arena *arena, int64_t office_id, struct moment now,
                             struct alert_work *out)
{
    struct watch watch = { db, arena, office_id, now, out };
    struct sql_alert_cursor_row cursor;
    enum status status = sql_alert_cursor(db, arena, office_id, &cursor);

    *out = (struct alert_work){ 0 };
    if (status == ST_NOT_FOUND)
        return begin(&watch);
    TRY(status);
    if (!cursor.is_filled)
        TRY(go_on_filling(&watch, cursor.filled_id));
    TRY(read_events(&watch, cursor.chain_number));
    return look_at_what_is_due(&watch);
}

enum status alert_watch_round(struct db *db, struct arena *arena, struct moment now, struct alert_work *out)
{
    struct arena *piece CLEANUP(arena_destroy_at) = arena_create(ALERT_PIECE_BYTES_MAX);
    struct sql_offices_rows offices;
    struct alert_work work;
    enum status failure = ST_OK;

    *out = (struct alert_work){ .failure.status = sql_offices(db, arena, &offices) };
    TRY(out->failure.status);
    for (size_t i = 0; i < offices.count; i++) {
        arena_reset(piece);
        enum status status = alert_watch_step(db, piece, offices.at[i].office_id, now, &work);

        if (status != ST_OK)
            note_failure(&work, failure = status, offices.at[i].office_id, STR(""));
        alert_work_add(out, &work);
    }
    return failure;
}

enum status alert_watch_seen(struct db *db, struct actor actor, struct moment until, struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    int64_t changed;

    TRY(db_tx_begin(db, &tx));
    TRY(sql_alerts_seen(db, now, actor.account_id, until, &changed));
    return db_tx_commit(tx);
}
