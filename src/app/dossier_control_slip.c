/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_control_slip.h"

#include "app/dossier_form.h"
#include "app/dossier_ledger.h"
#include "app/dossier_seal.h"
#include "base/buf.h"
#include "queries_read.h"

enum { HELPERS_BYTES_MAX = 4096 };

/* A body is named once, however often it helped. */
static void put_helper(struct buf *buf, struct str *named, size_t *count, struct str body)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal(named[i], body))
            return;
    if (buf_str(buf).len + body.len + 2 >= HELPERS_BYTES_MAX)
        return;
    buf_put_str(buf, *count == 0 ? STR("") : STR(", "));
    buf_put_str(buf, body);
    named[(*count)++] = body;
}

/* Those who were asked, and those who have a leg: "Công an xã, Phòng Kinh tế" */
static enum status helpers_of(const struct dossier_change *change, struct str *out)
{
    struct buf buf = buf_new(change->arena, HELPERS_BYTES_MAX);
    const struct sql_consultations_of_dossier_rows *asked = &change->reading.asked;
    struct sql_legs_elsewhere_rows legs;
    size_t count = 0;

    TRY(sql_legs_elsewhere(change->db, change->arena, change->reading.dossier.dossier_id, &legs));
    struct str *named = arena_array(change->arena, struct str, asked->count + legs.count);

    for (size_t i = 0; i < asked->count; i++)
        put_helper(&buf, named, &count, asked->at[i].body);
    for (size_t i = 0; i < legs.count; i++)
        put_helper(&buf, named, &count, legs.at[i].body);
    *out = buf_str(&buf);
    return ST_OK;
}

static enum status content_of(const struct dossier_change *change, struct form_content *out)
{
    struct dossier_form form;
    struct dossier_handovers passed;
    struct form_control control = { .handover_count = 0 };

    TRY(dossier_form_begin(change, &form));
    TRY(dossier_handovers_of(change->db, change->arena, change->actor.office_id, &change->reading, change->now,
                             &passed));
    if (passed.count > FORM_ROWS_MAX)
        return ST_TOO_LARGE;
    TRY(helpers_of(change, &control.helping_units));
    control.handovers = passed.at;
    control.handover_count = passed.count;
    if (form.dossier.promised_at.ms == DEADLINE_NEVER.ms) /* withdrawn before it was accepted */
        form.dossier.promised_at = (struct moment){ 0 };
    *out = form_fill_control(change->arena, &form.dossier, change->now, &control);
    return ST_OK;
}

/* The number stays the same; the slip before is void. */
static enum status issue(const struct dossier_change *change, const struct form_content *content,
                         struct form_issued *out)
{
    struct form_order order = { change->actor.office_id, change->reading.dossier.dossier_id, change->actor.account_id,
                                content };
    enum status status =
        form_issue_again(change->db, change->arena, &order, STR("Đã lập bản mới sau các lần giao nhận tiếp theo"), out);

    return status == ST_NOT_FOUND ? form_issue(change->db, change->arena, &order, out) : status;
}

static struct str facts_of(struct arena *arena, const struct form_issued *form)
{
    struct json *facts = json_new_object(arena);

    json_put(facts, "form", form_issue_facts(arena, form));
    return seal_facts(arena, facts);
}

static bool is_newest_event(const struct dossier_change *change)
{
    struct dossier_history effective = change->reading.effective;

    return effective.at[effective.count - 1].event == EVENT_CONTROL_SLIP;
}

static enum status newest_of(const struct dossier_change *change, int64_t *out_form_id)
{
    struct form_kept kept;

    TRY(form_issue_newest(change->db, change->arena, change->actor.office_id, change->reading.dossier.dossier_id,
                          FORM_CONTROL, &kept));
    *out_form_id = kept.form_id;
    return ST_OK;
}

enum status dossier_control_slip_issue(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                       struct str code, int64_t seen_version, struct change_outcome *out,
                                       int64_t *out_form_id)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct form_content content;
    struct form_issued form;
    struct change_wish wish = { .code = code, .seen_version = seen_version, .event = EVENT_CONTROL_SLIP };

    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
    if (is_newest_event(&change))
        return newest_of(&change, out_form_id);
    TRY(content_of(&change, &content));
    TRY(issue(&change, &content, &form));
    struct change_record record = { .facts = facts_of(arena, &form) };

    TRY(dossier_change_close(&change, &record, tx, out));
    *out_form_id = form.form_id;
    return ST_OK;
}
