/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/deliver.h"

#include "base/fatal.h"
#include "base/log.h"
#include "base/random.h"
#include "queries_read.h"
#include "queries_write.h"
#include "sync/retry.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

enum {
    RECORD_TRIES = 50, /* a message that has left must not be forgotten because the database is busy */
    RECORD_PAUSE_MS = 200,
    FIND_LOST_MS = 60 * 1000,
    GIVE_UP_FAILURES = 5 /* of the database, in a run that shall end */
};

/* A way to send.  After a failure that is nobody's in particular it rests. */
struct line {
    int64_t failures; /* in a row */
    int64_t rests_until_ms;
};

struct deliver {
    struct deliver_settings settings;
    struct arena *arena;
    struct db *db;
    struct line lines[MESSAGE_TRANSPORT_COUNT];
    int64_t looked_for_lost_ms;
};

static bool is_ending(const struct deliver *deliver)
{
    return deliver->settings.is_ending != NULL && *deliver->settings.is_ending;
}

static void pause_ms(int64_t ms)
{
    struct timespec pause = { ms / 1000, ms % 1000 * 1000000 };

    nanosleep(&pause, NULL); /* a signal ends it early */
}

static enum status connect(struct deliver *deliver)
{
    db_close(deliver->db);
    deliver->db = NULL;
    TRY(db_open(deliver->settings.database, DB_READ_WRITE, &deliver->db));
    db_use_write_lock(deliver->db, deliver->settings.write_lock);
    return ST_OK;
}

enum status deliver_open(const struct deliver_settings *settings, struct deliver **out)
{
    struct deliver *deliver = calloc(1, sizeof *deliver);
    enum status status;

    if (deliver == NULL)
        fatal("no memory");
    deliver->settings = *settings;
    deliver->arena = arena_create(DELIVER_BYTES_MAX);
    status = connect(deliver);
    if (status != ST_OK) {
        deliver_close(deliver);
        return status;
    }
    *out = deliver;
    return ST_OK;
}

void deliver_close(struct deliver *deliver)
{
    if (deliver == NULL)
        return;
    db_close(deliver->db);
    arena_destroy(deliver->arena);
    free(deliver);
}

void deliver_close_at(struct deliver **deliver)
{
    deliver_close(*deliver);
}

static int jitter(void)
{
    uint16_t number;

    random_bytes(&number, sizeof number);
    return number % 1001;
}

/* ---- One message -------------------------------------------------------------------------------- */

/* ST_NOT_FOUND: nothing is due. */
static enum status claim(struct deliver *deliver, enum message_transport transport, struct sql_message_claim_row *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_message_next_due_row next;
    struct moment now = deliver->settings.clock();

    TRY(sql_message_next_due(deliver->db, deliver->arena, message_transport_name(transport), &next));
    if (next.next_try_at.ms > now.ms)
        return ST_NOT_FOUND;
    TRY(db_tx_begin(deliver->db, &tx));
    TRY(sql_message_claim(deliver->db, deliver->arena, now, message_transport_name(transport), out));
    return db_tx_commit(tx);
}

struct result {
    enum message_state state;
    struct moment next_try_at, sent_at;
};

static struct result result_of(const struct sql_message_claim_row *message, enum delivery_outcome outcome,
                               struct moment now)
{
    struct retry retry;

    switch (outcome) {
    case DELIVERY_SENT:
        return (struct result){ MESSAGE_SENT, now, now };
    case DELIVERY_REFUSED:
        return (struct result){ MESSAGE_FAILED, now, { 0 } };
    case DELIVERY_UNKNOWN:
        return (struct result){ MESSAGE_IN_DOUBT, now, { 0 } };
    case DELIVERY_LATER:
    case DELIVERY_NO_LINE:
        break;
    }
    retry = retry_after(message->attempts, message->not_before_at, now, jitter());
    return retry.is_over ? (struct result){ MESSAGE_FAILED, now, { 0 } }
                         : (struct result){ MESSAGE_WAITING, retry.next_at, { 0 } };
}

static enum status record_once(struct deliver *deliver, const struct sql_message_claim_row *message,
                               const struct result *result, struct str answer)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    int64_t changed;

    if (deliver->db == NULL)
        TRY(connect(deliver));
    TRY(db_tx_begin(deliver->db, &tx));
    TRY(sql_message_finish(deliver->db, message_state_name(result->state), result->next_try_at, answer, result->sent_at,
                           message->message_id, message->attempts, &changed));
    return db_tx_commit(tx);
}

static enum status record(struct deliver *deliver, const struct sql_message_claim_row *message,
                          const struct delivery *delivery)
{
    struct result result = result_of(message, delivery->outcome, deliver->settings.clock());
    struct str answer = str_head(delivery->answer, MESSAGE_ANSWER_BYTES_MAX);
    enum status status = ST_OK;

    for (int i = 0; i < RECORD_TRIES; i++) {
        status = record_once(deliver, message, &result, answer);
        if (status == ST_OK)
            return ST_OK;
        if (status == ST_UNAVAILABLE) {
            db_close(deliver->db);
            deliver->db = NULL;
        }
        pause_ms(RECORD_PAUSE_MS);
    }
    log_error("message %" PRId64 ": what came of it could not be written down: %s", message->message_id,
              status_text(status));
    return status;
}

/* A line that is down is said once, with the reason, and once more when it is up.  Answers about one message are about
 * a person: they stand beside the message alone. */
static void note_line(struct deliver *deliver, enum message_transport transport, const struct delivery *delivery)
{
    struct line *line = &deliver->lines[transport];
    const char *name = message_transport_name(transport).at;

    if (delivery->outcome != DELIVERY_NO_LINE) {
        if (line->failures > 0)
            log_info("%s: the line is up again", name);
        line->failures = 0;
        return;
    }
    if (line->failures == 0)
        log_error("%s: the line is down, messages wait: %.*s", name, STR_ARG(delivery->answer));
    line->failures++;
    line->rests_until_ms = deliver->settings.clock().ms +
                           retry_wait_ms(line->failures, RETRY_LINE_FIRST_MS, RETRY_LINE_LONGEST_MS, jitter());
}

static enum status deliver_by(struct deliver *deliver, enum message_transport transport)
{
    struct sql_message_claim_row row;
    int64_t began_us = clock_monotonic_us();

    arena_reset(deliver->arena);
    TRY(claim(deliver, transport, &row));
    if (clock_monotonic_us() - began_us > DELIVER_LOST_MS / 2 * INT64_C(1000))
        return ST_BUSY; /* was asleep: others may call it lost by now */
    struct outgoing message = { row.message_id, transport, row.recipient, row.subject, row.body, row.created_at };
    struct delivery delivery = deliver->settings.send(deliver->settings.context, deliver->arena, &message);

    if (!is_ending(deliver)) /* else it was broken off here */
        note_line(deliver, transport, &delivery);
    return record(deliver, &row, &delivery);
}

enum status deliver_one(struct deliver *deliver, bool *out_is_sent_or_tried)
{
    *out_is_sent_or_tried = false;
    if (deliver->db == NULL)
        TRY(connect(deliver));
    for (enum message_transport i = 0; i < MESSAGE_TRANSPORT_COUNT && !is_ending(deliver); i++) {
        bool rests = deliver->settings.clock().ms < deliver->lines[i].rests_until_ms;
        enum status status = deliver->settings.is_open[i] && !rests ? deliver_by(deliver, i) : ST_NOT_FOUND;

        if (status != ST_OK && status != ST_NOT_FOUND)
            return status;
        *out_is_sent_or_tried |= status == ST_OK;
    }
    return ST_OK;
}

/* ---- The loop ----------------------------------------------------------------------------------- */

enum status deliver_find_lost(struct deliver *deliver)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct moment lost_before = { deliver->settings.clock().ms - DELIVER_LOST_MS };
    struct sql_message_in_hand_row oldest;
    int64_t changed;

    if (deliver->db == NULL)
        TRY(connect(deliver));
    arena_reset(deliver->arena);
    enum status status = sql_message_in_hand(deliver->db, deliver->arena, &oldest);

    if (status != ST_OK || oldest.claimed_at.ms >= lost_before.ms)
        return status == ST_NOT_FOUND ? ST_OK : status;
    TRY(db_tx_begin(deliver->db, &tx));
    TRY(sql_message_doubt(deliver->db, lost_before, &changed));
    TRY(db_tx_commit(tx));
    log_error("%" PRId64 " message(s) in doubt: whoever had them in hand is gone", changed);
    return ST_OK;
}

static enum status turn(struct deliver *deliver, bool *out_did)
{
    int64_t now_ms = deliver->settings.clock().ms;

    *out_did = false;
    if (now_ms - deliver->looked_for_lost_ms >= FIND_LOST_MS || now_ms < deliver->looked_for_lost_ms) {
        TRY(deliver_find_lost(deliver));
        deliver->looked_for_lost_ms = now_ms;
    }
    return deliver_one(deliver, out_did);
}

enum status deliver_run(const struct deliver_settings *settings)
{
    struct deliver *deliver CLEANUP(deliver_close_at) = NULL;
    int failures = 0;

    TRY(deliver_open(settings, &deliver));
    while (!is_ending(deliver)) {
        bool did;
        enum status status = turn(deliver, &did);

        failures = status == ST_OK ? 0 : failures + 1;
        if (status == ST_UNAVAILABLE) {
            db_close(deliver->db);
            deliver->db = NULL;
        }
        if (failures == 1)
            log_error("messages: %s", status_text(status));
        if (settings->ends_when_idle && ((status == ST_OK && !did) || failures == GIVE_UP_FAILURES))
            return status;
        if (!did)
            pause_ms(DELIVER_LOOK_MS);
    }
    return ST_OK;
}
