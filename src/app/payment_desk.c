/* SPDX-License-Identifier: Apache-2.0 */
#include "app/payment_desk.h"

#include "app/dossier_seal.h"
#include "app/serial.h"
#include "app/tariff_admin.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/random.h"
#include "domain/vietqr.h"
#include "queries_write.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- Reading ---------------------------------------------------------------------------------------------------- */

static bool helps(const struct fee_exemption *exemption, const struct fee_offer *offer, struct str channel,
                  struct date on)
{
    for (size_t i = 0; i < offer->count; i++)
        if (fee_exemption_applies(exemption, offer->rules[i].tariff->code, channel, on))
            return true;
    return false;
}

enum status payment_desk_offer(struct db *db, struct arena *arena, int64_t office_id, int64_t procedure_version_id,
                               struct str channel, struct date on, struct fee_offer *out)
{
    struct sql_procedure_fees_row procedure;
    struct fee_exemptions all;
    struct tariffs tariffs;

    *out = (struct fee_offer){ .count = 0 };
    TRY(sql_procedure_fees(db, arena, channel, procedure_version_id, office_id, &procedure));
    TRY(tariff_admin_in_force(db, arena, office_id, procedure.tariffs, on, &tariffs));
    for (size_t i = 0; i < tariffs.count && i < FEE_RULES_MAX; i++)
        out->rules[out->count++] = (struct fee_rule){ &tariffs.at[i], i == 0 && procedure.fee_vnd != 0 };
    if (out->count == 0)
        return ST_OK;
    TRY(tariff_admin_exemptions(db, arena, office_id, on, &all));
    out->exemptions.at = arena_array(arena, struct fee_exemption, all.count);
    for (size_t i = 0; i < all.count; i++)
        if (helps(&all.at[i], out, channel, on))
            out->exemptions.at[out->exemptions.count++] = all.at[i];
    return ST_OK;
}

enum status payment_desk_account(struct db *db, struct arena *arena, int64_t dossier_id, struct fee_account *out)
{
    *out = (struct fee_account){ .standing = FEE_WAIVED };
    TRY(sql_dossier_fees(db, arena, dossier_id, &out->lines));
    TRY(sql_dossier_payments(db, arena, dossier_id, &out->payments));
    enum fee_state *states = arena_array(arena, enum fee_state, out->lines.count);

    for (size_t i = 0; i < out->lines.count; i++) {
        const struct sql_dossier_fees_row *line = &out->lines.at[i];

        if (!fee_state_parse(line->fee_state, &states[i]))
            return ST_CORRUPT;
        if (states[i] == FEE_REFUNDED)
            continue;
        out->base_vnd += line->base_vnd;
        out->reduction_vnd += line->reduction_vnd;
        out->due_vnd += line->due_vnd;
        out->open_vnd += states[i] == FEE_UNPAID ? line->due_vnd : 0;
    }
    out->standing = payment_standing(states, out->lines.count);
    return ST_OK;
}

static void seal_numbers(struct hash *hash, const int64_t *numbers, size_t count)
{
    char text[32];

    for (size_t i = 0; i < count; i++) {
        int len = snprintf(text, sizeof text, "%" PRId64 " ", numbers[i]);

        hash_update(hash, (struct str){ text, (size_t)len });
    }
}

/* Each piece with its length before it: where a text ends must not be a matter of what is in it. */
static void seal_text(struct hash *hash, struct str text)
{
    int64_t len = text.at == NULL ? -1 : (int64_t)text.len;

    seal_numbers(hash, &len, 1);
    hash_update(hash, text);
}

static void seal_line(struct hash *hash, const struct sql_dossier_fees_row *line)
{
    const int64_t numbers[] = {
        line->position,      line->pages,   line->quantity,   line->price_vnd, line->base_vnd,
        line->reduction_vnd, line->due_vnd, line->payment_id, line->set_by_id, line->set_at.ms
    };
    const struct str texts[] = { line->tariff_code,     line->name,           line->tariff_unit,
                                 line->legal_basis,     line->exemption_code, line->exemption_name,
                                 line->exemption_basis, line->evidence,       line->fee_state };

    seal_numbers(hash, numbers, sizeof numbers / sizeof *numbers);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        seal_text(hash, texts[i]);
}

static void seal_payment(struct hash *hash, const struct sql_dossier_payments_row *payment)
{
    const int64_t numbers[] = { payment->payment_id,     payment->receipt_number, payment->amount_vnd,
                                payment->received_by_id, payment->paid_at.ms,     payment->refunded_by_id,
                                payment->refunded_at.ms };
    const struct str texts[] = { payment->receipt_year, payment->payment_method, payment->reference,
                                 payment->payment_key, payment->refund_reason };

    seal_numbers(hash, numbers, sizeof numbers / sizeof *numbers);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        seal_text(hash, texts[i]);
}

struct str payment_desk_facts(struct arena *arena, const struct fee_account *account)
{
    struct json *facts = json_new_object(arena);
    struct hash hash;
    char hex[HASH_HEX_LEN + 1];

    hash_begin(&hash);
    for (size_t i = 0; i < account->lines.count; i++)
        seal_line(&hash, &account->lines.at[i]);
    for (size_t i = 0; i < account->payments.count; i++)
        seal_payment(&hash, &account->payments.at[i]);
    json_put_str(facts, "fees", arena_copy(arena, hash_end(&hash, hex)));
    json_put_i64(facts, "due", account->due_vnd);
    json_put_i64(facts, "open", account->open_vnd);
    return seal_facts(arena, facts);
}

enum status payment_desk_transfer(struct db *db, struct arena *arena, int64_t office_id, struct str code,
                                  int64_t amount_vnd, struct str *out)
{
    struct sql_office_bank_row bank;
    char room[VIETQR_ROOM];

    *out = (struct str){ NULL, 0 };
    TRY(sql_office_bank(db, arena, office_id, &bank));
    if (str_is_empty(bank.bank_bin) || amount_vnd <= 0)
        return ST_OK;
    struct vietqr transfer = { .bin = bank.bank_bin,
                               .account = bank.bank_account,
                               .amount_vnd = amount_vnd,
                               .purpose = vietqr_purpose_of_code(arena, code) };
    *out = arena_copy(arena, vietqr_build(&transfer, room));
    return ST_OK;
}

/* ---- Writing lines ---------------------------------------------------------------------------------------------- */

static enum status write_line(struct db *db, struct actor actor, struct moment now, int64_t dossier_id,
                              int64_t position, const struct fee_bill *bill, const struct fee_line *line)
{
    static const struct fee_exemption nobody;
    const struct fee_exemption *exemption = line->exemption != NULL ? line->exemption : &nobody;
    struct str none = { NULL, 0 };
    int64_t changed;

    return sql_dossier_fee_add(db, dossier_id, position, actor.office_id, line->tariff->code, line->tariff->name,
                               tariff_unit_name(line->tariff->unit), line->pages, line->count, line->price_vnd,
                               line->decision.at != NULL ? line->decision : line->tariff->legal_basis, line->base_vnd,
                               line->reduction_vnd, line->due_vnd, exemption->code, exemption->name,
                               exemption->legal_basis, line->exemption != NULL ? bill->evidence : none,
                               fee_state_name(line->state), 0, actor.account_id, now, &changed);
}

static enum status write_lines(struct db *db, struct actor actor, struct moment now, int64_t dossier_id,
                               int64_t last_position, const struct fee_bill *bill)
{
    for (size_t i = 0; i < bill->count; i++)
        TRY(write_line(db, actor, now, dossier_id, last_position + 1 + (int64_t)i, bill, &bill->lines[i]));
    return ST_OK;
}

static enum status facts_now(struct db *db, struct arena *arena, int64_t dossier_id, struct str *out)
{
    struct fee_account account;

    TRY(payment_desk_account(db, arena, dossier_id, &account));
    *out = payment_desk_facts(arena, &account);
    return ST_OK;
}

enum status payment_desk_begin(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                               int64_t dossier_id, const struct fee_bill *bill, struct str *out_facts)
{
    TRY(write_lines(db, actor, now, dossier_id, 0, bill));
    return facts_now(db, arena, dossier_id, out_facts);
}

/* ---- Changing --------------------------------------------------------------------------------------------------- */

static enum status begin(struct db *db, struct arena *arena, struct actor actor, struct moment now, struct str code,
                         int64_t seen_version, struct dossier_change *change, struct payment_outcome *out)
{
    enum status status = dossier_change_begin(db, arena, actor, now, code, seen_version, change);

    if (status == ST_OK || status == ST_CONFLICT)
        out->change = dossier_change_outcome(change);
    return status;
}

static enum status judge(struct dossier_change *change, enum dossier_event event, struct str reason,
                         struct payment_outcome *out)
{
    enum status status = dossier_change_judge(change, event, reason, 0);

    out->change = dossier_change_outcome(change);
    return status;
}

static enum status finish(struct dossier_change *change, struct db_tx *tx, struct payment_outcome *out)
{
    struct change_record record = { .draft = { NULL, 0 } };

    TRY(facts_now(change->db, change->arena, change->reading.dossier.dossier_id, &record.facts));
    TRY(dossier_change_write(change, &record));
    TRY(db_tx_commit(tx));
    out->change = dossier_change_outcome(change);
    return ST_OK;
}

static int64_t last_kept(const struct fee_account *account)
{
    int64_t last = 0;

    for (size_t i = 0; i < account->lines.count; i++)
        if (account->lines.at[i].payment_id != 0)
            last = account->lines.at[i].position;
    return last;
}

enum status payment_desk_compute(struct db *db, struct arena *arena, int64_t office_id, int64_t procedure_version_id,
                                 struct str channel, struct date on, const struct fees_typed *typed,
                                 struct intake_faults *faults, struct fee_bill *out)
{
    struct fee_offer offer;

    TRY(payment_desk_offer(db, arena, office_id, procedure_version_id, channel, on, &offer));
    payment_compute(arena, offer.rules, offer.count, &offer.exemptions, typed, channel, on, out, faults);
    return ST_OK;
}

static enum status replace_open(struct dossier_change *change, const struct fee_bill *bill, struct str *out_facts)
{
    int64_t dossier_id = change->reading.dossier.dossier_id, changed;
    struct fee_account account;

    TRY(payment_desk_account(change->db, change->arena, dossier_id, &account));
    TRY(sql_dossier_fees_drop(change->db, dossier_id, &changed));
    TRY(write_lines(change->db, change->actor, change->now, dossier_id, last_kept(&account), bill));
    return facts_now(change->db, change->arena, dossier_id, out_facts);
}

static enum status write_bill(struct dossier_change *change, const struct fee_bill *bill)
{
    struct change_record record = { .draft = { NULL, 0 } };

    TRY(replace_open(change, bill, &record.facts));
    return dossier_change_write(change, &record);
}

enum status payment_desk_set_within(struct dossier_change *change, const struct fee_bill *bill)
{
    TRY(dossier_change_judge(change, EVENT_FEE_SET, (struct str){ NULL, 0 }, 0));
    return write_bill(change, bill);
}

enum status payment_desk_set(struct db *db, struct arena *arena, struct actor actor, struct moment now, struct str code,
                             int64_t seen_version, const struct fees_typed *typed, struct intake_faults *faults,
                             struct payment_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct fee_bill bill;

    *out = (struct payment_outcome){ .refusal = PAYMENT_ALLOWED };
    *faults = (struct intake_faults){ .count = 0 };
    TRY(db_tx_begin(db, &tx));
    TRY(begin(db, arena, actor, now, code, seen_version, &change, out));
    TRY(judge(&change, EVENT_FEE_SET, (struct str){ NULL, 0 }, out));
    TRY(payment_desk_compute(db, arena, actor.office_id, change.reading.dossier.procedure_version_id,
                             change.reading.dossier.channel, moment_date(change.now), typed, faults, &bill));
    enum status status = faults->count > 0 ? ST_INVALID : write_bill(&change, &bill);

    out->change = dossier_change_outcome(&change);
    TRY(status);
    return db_tx_commit(tx);
}

/* ---- Taking ----------------------------------------------------------------------------------------------------- */

static bool was_taken(const struct fee_account *account, struct str key, struct payment_outcome *out)
{
    for (size_t i = 0; i < account->payments.count; i++)
        if (str_equal(account->payments.at[i].payment_key, key)) {
            out->payment_id = account->payments.at[i].payment_id;
            out->is_repeat = true;
            return true;
        }
    return false;
}

static enum status write_payment(struct dossier_change *change, const struct payment_taking *taking, int64_t amount_vnd,
                                 int64_t *out_payment_id)
{
    struct str reference = str_trim(taking->reference);
    char iso[11];
    struct str year = str_head(date_format_iso(moment_date(change->now), iso), 4);
    int64_t id = random_id(change->now), number, changed;

    TRY(serial_next(change->db, change->arena, change->actor.office_id, STR("fee-receipt"), year, &number));
    TRY(sql_payment_add(change->db, id, change->actor.office_id, change->reading.dossier.dossier_id, year, number,
                        amount_vnd, taking->method, str_is_empty(reference) ? (struct str){ NULL, 0 } : reference,
                        change->actor.account_id, change->now, taking->key, &changed));
    TRY(sql_dossier_fees_pay(change->db, id, change->reading.dossier.dossier_id, &changed));
    *out_payment_id = id;
    return changed > 0 ? ST_OK : ST_CONFLICT;
}

/* A form sent again finds its receipt though the dossier is a version further. */
static enum status find_repeat(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                               const struct payment_taking *taking, struct payment_outcome *out)
{
    struct dossier_reading reading;
    struct fee_account account;

    TRY(dossier_reading_of(db, arena, actor.office_id, taking->code, now, &reading));
    TRY(payment_desk_account(db, arena, reading.dossier.dossier_id, &account));
    if (!was_taken(&account, taking->key, out))
        return ST_NOT_FOUND;
    out->change = (struct change_outcome){ MOVE_ALLOWED, reading.standing.state, reading.dossier.version,
                                           reading.dossier.dossier_id };
    return ST_OK;
}

static enum status take(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                        const struct payment_taking *taking, struct db_tx *tx, struct payment_outcome *out)
{
    struct dossier_change change;
    struct fee_account account;

    TRY(begin(db, arena, actor, now, taking->code, taking->seen_version, &change, out));
    bool is_waited_for = change.reading.standing.state == DOSSIER_FEE_DUE;

    TRY(judge(&change, is_waited_for ? EVENT_PAY_FEE : EVENT_FEE_PAID, (struct str){ NULL, 0 }, out));
    TRY(payment_desk_account(db, arena, change.reading.dossier.dossier_id, &account));
    out->refusal = payment_judge_take(account.open_vnd, taking->shown_vnd, taking->method, taking->reference);
    if (out->refusal != PAYMENT_ALLOWED)
        return ST_INVALID;
    TRY(write_payment(&change, taking, account.open_vnd, &out->payment_id));
    return finish(&change, tx, out);
}

enum status payment_desk_take(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                              const struct payment_taking *taking, struct payment_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;

    *out = (struct payment_outcome){ .refusal = PAYMENT_ALLOWED };
    if (!role_may(actor.role, PERM_DOSSIER_RECEIVE))
        return ST_FORBIDDEN;
    if (str_is_empty(taking->key) || taking->key.len > PAYMENT_KEY_BYTES_MAX)
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    enum status repeat = find_repeat(db, arena, actor, now, taking, out);

    if (repeat == ST_OK)
        return ST_OK;
    if (repeat != ST_NOT_FOUND)
        return repeat;
    return take(db, arena, actor, now, taking, tx, out);
}

/* ---- Giving back ------------------------------------------------------------------------------------------------ */

static const struct sql_dossier_payments_row *find_payment(const struct fee_account *account, int64_t payment_id)
{
    for (size_t i = 0; i < account->payments.count; i++)
        if (account->payments.at[i].payment_id == payment_id)
            return &account->payments.at[i];
    return NULL;
}

enum status payment_desk_refund(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                struct str code, int64_t seen_version, int64_t payment_id, struct str reason,
                                struct payment_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct fee_account account;
    int64_t changed;

    *out = (struct payment_outcome){ .payment_id = payment_id };
    TRY(db_tx_begin(db, &tx));
    TRY(begin(db, arena, actor, now, code, seen_version, &change, out));
    int64_t dossier_id = change.reading.dossier.dossier_id;

    TRY(payment_desk_account(db, arena, dossier_id, &account));
    const struct sql_dossier_payments_row *payment = find_payment(&account, payment_id);
    if (payment == NULL)
        return ST_NOT_FOUND;
    out->refusal = payment_judge_refund(moment_is_given(payment->refunded_at), reason);
    if (out->refusal != PAYMENT_ALLOWED)
        return ST_INVALID;
    TRY(judge(&change, EVENT_FEE_REFUNDED, reason, out));
    TRY(sql_payment_refund(db, actor.account_id, change.now, change.reason, payment_id, dossier_id, &changed));
    if (changed == 0)
        return ST_CONFLICT;
    TRY(sql_dossier_fees_refund(db, payment_id, &changed));
    return finish(&change, tx, out);
}
