/* SPDX-License-Identifier: Apache-2.0 */
#include "app/outage_book.h"

#include "base/random.h"
#include "base/text_fold.h"
#include "queries_read.h"
#include "queries_write.h"

static const int64_t day_ms = INT64_C(24) * 3600 * 1000;

static const struct str fault_texts[] = {
    [OUTAGE_FINE] = STR_INIT(""),
    [OUTAGE_SYSTEM] = STR_INIT("Ghi tên hệ thống, nhiều nhất 100 ký tự."),
    [OUTAGE_FROM] = STR_INIT("Ghi lúc bắt đầu, trong vòng ba tháng và không ở tương lai."),
    [OUTAGE_UNTIL] = STR_INIT("Lúc hoạt động lại phải sau lúc bắt đầu, không quá 31 ngày và không ở tương lai."),
    [OUTAGE_EVIDENCE] = STR_INIT("Ghi căn cứ: số thông báo, mã sự cố, đã gọi ai; nhiều nhất 500 ký tự."),
};

struct str outage_fault_text(enum outage_fault fault)
{
    return fault_texts[fault];
}

static bool is_text(struct str text, size_t chars_max)
{
    return !str_is_empty(text) && str_count_chars(text) <= chars_max;
}

static bool is_end(struct moment from, struct moment until, struct moment now)
{
    return until.ms > from.ms && until.ms <= now.ms && until.ms - from.ms <= OUTAGE_DAYS_MAX * day_ms;
}

static enum outage_fault fault_of(const struct outage_entry *entry, struct moment now)
{
    if (!is_text(entry->system, OUTAGE_NAME_CHARS_MAX))
        return OUTAGE_SYSTEM;
    if (!moment_is_given(entry->from) || entry->from.ms > now.ms ||
        entry->from.ms < now.ms - OUTAGE_AGE_DAYS_MAX * day_ms)
        return OUTAGE_FROM;
    if (moment_is_given(entry->until) && !is_end(entry->from, entry->until, now))
        return OUTAGE_UNTIL;
    return is_text(entry->evidence, OUTAGE_EVIDENCE_CHARS_MAX) ? OUTAGE_FINE : OUTAGE_EVIDENCE;
}

enum status outage_book_add(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                            const struct outage_entry *entry, enum outage_fault *out_fault)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct outage_entry tidy = *entry;
    int64_t changed;

    *out_fault = OUTAGE_FINE;
    if (!role_may(actor.role, PERM_CLOCK_MANAGE))
        return ST_FORBIDDEN;
    tidy.system = text_nfc(arena, str_trim(entry->system));
    tidy.evidence = text_nfc(arena, str_trim(entry->evidence));
    *out_fault = fault_of(&tidy, now);
    if (*out_fault != OUTAGE_FINE)
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_outage_add(db, random_id(now), actor.office_id, tidy.system, tidy.from, tidy.until, tidy.evidence,
                       actor.account_id, now, &changed));
    return db_tx_commit(tx);
}

/* What is done to an outage begins so; its transaction is the caller's to end. */
static enum status begin_changing(struct db *db, struct arena *arena, struct actor actor, int64_t outage_id,
                                  struct db_tx **out_tx, struct sql_outage_by_id_row *out)
{
    if (!role_may(actor.role, PERM_CLOCK_MANAGE))
        return ST_FORBIDDEN;
    TRY(db_tx_begin(db, out_tx));
    return sql_outage_by_id(db, arena, outage_id, actor.office_id, out);
}

enum status outage_book_end(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                            int64_t outage_id, struct moment until, enum outage_fault *out_fault)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_outage_by_id_row outage;
    int64_t changed;

    *out_fault = OUTAGE_FINE;
    TRY(begin_changing(db, arena, actor, outage_id, &tx, &outage));
    if (moment_is_given(outage.until_at) || moment_is_given(outage.cancelled_at))
        return ST_CONFLICT;
    if (!is_end(outage.from_at, until, now)) {
        *out_fault = OUTAGE_UNTIL;
        return ST_INVALID;
    }
    TRY(sql_outage_end(db, until, actor.account_id, now, outage_id, &changed));
    return changed == 1 ? db_tx_commit(tx) : ST_CONFLICT;
}

enum status outage_book_cancel(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                               int64_t outage_id)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_outage_by_id_row outage;
    int64_t changed;

    TRY(begin_changing(db, arena, actor, outage_id, &tx, &outage));
    TRY(sql_outage_cancel(db, now, actor.account_id, outage_id, &changed));
    return changed == 1 ? db_tx_commit(tx) : ST_CONFLICT;
}
