/* SPDX-License-Identifier: Apache-2.0 */
#include "app/clock_settings.h"

#include "base/random.h"
#include "base/text_fold.h"
#include "queries_read.h"
#include "queries_write.h"

static const struct str fault_texts[] = {
    [CLOCK_WISH_FINE] = STR_INIT(""),
    [CLOCK_WISH_VALUE] = STR_INIT("Giá trị ngoài giới hạn của quy tắc này."),
    [CLOCK_WISH_DAY] = STR_INIT("Chọn một ngày từ ngày mai đến không quá một năm nữa; đồng hồ đang chạy không đổi."),
    [CLOCK_WISH_REASON] = STR_INIT("Ghi lý do, nhiều nhất 500 ký tự."),
    [CLOCK_WISH_SAME] = STR_INIT("Giá trị này đang áp dụng từ ngày đó, không có gì thay đổi."),
};

struct str clock_wish_fault_text(enum clock_wish_fault fault)
{
    return fault_texts[fault];
}

enum status clock_settings_of(struct db *db, struct arena *arena, int64_t office_id, struct clock_settings *out)
{
    struct sql_clock_settings_rows rows;

    TRY(sql_clock_settings(db, arena, office_id, &rows));
    struct clock_setting *settings = arena_array(arena, struct clock_setting, rows.count);

    for (size_t i = 0; i < rows.count; i++) {
        if (!clock_rule_parse(rows.at[i].rule_name, &settings[i].rule) ||
            !clock_rule_can_be(settings[i].rule, rows.at[i].value))
            return ST_CORRUPT;
        settings[i].from_on = rows.at[i].from_on;
        settings[i].value = (int)rows.at[i].value;
    }
    *out = (struct clock_settings){ settings, rows.count };
    return ST_OK;
}

static enum clock_wish_fault fault_of(const struct clock_wish *wish, struct str reason, struct clock_settings present,
                                      struct date today)
{
    if (!clock_rule_can_be(wish->rule, wish->value))
        return CLOCK_WISH_VALUE;
    if (wish->from_on.day <= today.day || wish->from_on.day > date_add(today, CLOCK_DAYS_AHEAD_MAX).day)
        return CLOCK_WISH_DAY;
    if (str_is_empty(reason) || str_count_chars(reason) > CLOCK_REASON_CHARS_MAX)
        return CLOCK_WISH_REASON;
    return clock_rule_on(present, wish->rule, wish->from_on) == wish->value ? CLOCK_WISH_SAME : CLOCK_WISH_FINE;
}

enum status clock_settings_set(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                               const struct clock_wish *wish, enum clock_wish_fault *out_fault)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct str reason = text_nfc(arena, str_trim(wish->reason));
    struct clock_settings present;
    int64_t changed;

    *out_fault = CLOCK_WISH_FINE;
    if (!role_may(actor.role, PERM_CLOCK_MANAGE))
        return ST_FORBIDDEN;
    TRY(db_tx_begin(db, &tx));
    TRY(clock_settings_of(db, arena, actor.office_id, &present));
    *out_fault = fault_of(wish, reason, present, moment_date(now));
    if (*out_fault != CLOCK_WISH_FINE)
        return ST_INVALID;
    TRY(sql_clock_setting_add(db, random_id(now), actor.office_id, clock_rule_name(wish->rule), wish->from_on,
                              wish->value, reason, actor.account_id, now, &changed));
    return db_tx_commit(tx);
}
