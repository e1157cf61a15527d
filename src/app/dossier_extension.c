/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_extension.h"

#include "app/dossier_form.h"
#include "app/dossier_seal.h"

enum { FACTS_BYTES_MAX = 4096, FURTHEST_DAYS = 30 };

static const struct str fault_texts[] = {
    [EXTENSION_FINE] = STR_INIT(""),
    [EXTENSION_NOT_LATER] = STR_INIT("Ngày hẹn mới phải sau hạn giải quyết và sau lúc này."),
    [EXTENSION_NOT_WORKING] = STR_INIT("Giờ hẹn mới phải trong giờ làm việc của một ngày làm việc."),
    [EXTENSION_TOO_FAR] =
        STR_INIT("Ngày hẹn mới quá xa: thời gian thêm không được dài hơn thời hạn giải quyết, và nhiều nhất 30 ngày."),
};

struct str extension_fault_text(enum extension_fault fault)
{
    return fault_texts[fault];
}

enum extension_fault dossier_extension_check(const struct dossier_reading *reading, struct moment until,
                                             struct moment now)
{
    const struct calendar *calendar = reading->timing.calendar;
    struct moment due_at = reading->deadline.due_at;
    int64_t term_minutes = deadline_term_minutes(&reading->clock, reading->deadline.started_at);
    int64_t most = FURTHEST_DAYS * DEADLINE_MINUTES_PER_DAY;

    if (until.ms <= due_at.ms || until.ms <= now.ms)
        return EXTENSION_NOT_LATER;
    if (!calendar_is_working_moment(calendar, until))
        return EXTENSION_NOT_WORKING;
    if (term_minutes < most)
        most = term_minutes;
    return calendar_minutes_between(calendar, due_at, until) <= most ? EXTENSION_FINE : EXTENSION_TOO_FAR;
}

/* ---- Asking ------------------------------------------------------------------------------------- */

static struct str facts_of_asking(struct arena *arena, struct moment until)
{
    struct json *facts = json_new_object(arena);

    json_put_i64(facts, "until", until.ms);
    return seal_facts(arena, facts);
}

enum status dossier_extension_ask(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                  const struct extension_request *request, struct change_outcome *out,
                                  enum extension_fault *out_fault)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct change_wish wish = { request->code, request->seen_version, EVENT_ASK_EXTENSION, request->reason, 0 };

    *out_fault = EXTENSION_FINE;
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
    *out_fault = dossier_extension_check(&change.reading, request->until, change.now);
    if (*out_fault != EXTENSION_FINE)
        return ST_INVALID;
    struct change_record record = { .facts = facts_of_asking(arena, request->until) };

    return dossier_change_close(&change, &record, tx, out);
}

enum status dossier_extension_asked(struct db *db, struct arena *arena, int64_t dossier_id, struct extension_asked *out)
{
    struct sql_dossier_last_of_row asked;
    const struct json *facts;
    int64_t until;

    TRY(sql_dossier_last_of(db, arena, dossier_id, dossier_event_name(EVENT_ASK_EXTENSION), &asked));
    if (json_parse(arena, asked.facts, FACTS_BYTES_MAX, &facts, NULL) != ST_OK || !json_get_i64(facts, "until", &until))
        return ST_CORRUPT;
    *out = (struct extension_asked){ { until }, asked.occurred_at, asked.reason, asked.actor_name };
    return ST_OK;
}

/* ---- Granting ----------------------------------------------------------------------------------- */

static enum status issue_apology(const struct dossier_change *change, const struct extension_asked *asked,
                                 struct form_issued *out)
{
    struct dossier_form form;

    TRY(dossier_form_begin(change, &form));
    struct form_apology apology = { asked->reason, asked->until, form.signer, form.signer_title };
    struct form_content content = form_fill_apology(change->arena, &form.dossier, change->now, &apology);

    return dossier_form_issue(change, &content, out);
}

static struct str facts_of_granting(struct arena *arena, const struct form_issued *form, struct moment until)
{
    struct json *facts = json_new_object(arena);

    json_put(facts, "form", form_issue_facts(arena, form));
    json_put_i64(facts, "until", until.ms);
    return seal_facts(arena, facts);
}

enum status dossier_extension_grant(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                    struct str code, int64_t seen_version, struct change_outcome *out,
                                    enum extension_fault *out_fault, struct form_issued *out_form)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct extension_asked asked;
    struct change_wish wish = { .code = code, .seen_version = seen_version, .event = EVENT_GRANT_EXTENSION };

    *out_fault = EXTENSION_FINE;
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
    TRY(dossier_extension_asked(db, arena, change.reading.dossier.dossier_id, &asked));
    *out_fault = dossier_extension_check(&change.reading, asked.until, change.now);
    if (*out_fault != EXTENSION_FINE)
        return ST_INVALID;
    change.reason = asked.reason; /* what the head grants, and the citizen is told */
    TRY(issue_apology(&change, &asked, out_form));
    struct change_record record = { .facts = facts_of_granting(arena, out_form, asked.until),
                                    .extended_to = asked.until };

    return dossier_change_close(&change, &record, tx, out);
}
