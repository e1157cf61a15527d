/* SPDX-License-Identifier: Apache-2.0 */
#include "app/form_issue.h"

#include "app/payment_desk.h"
#include "app/serial.h"
#include "base/random.h"
#include "domain/intake_person.h"
#include "domain/term.h"
#include "domain/words.h"
#include "queries_read.h"
#include "queries_write.h"

#include <inttypes.h>

static struct form_party party_of(const struct sql_dossier_persons_row *row)
{
    return (struct form_party){ row->full_name, row->identity_number, row->address, row->phone, row->email };
}

/* Who stands at the counter for another, and for whom: the submitter for the applicant, else the applicant for the
 * owner. */
static enum status set_parties(struct db *db, struct arena *arena, int64_t dossier_id, struct form_dossier *dossier)
{
    struct sql_dossier_persons_rows rows;

    TRY(sql_dossier_persons(db, arena, dossier_id, &rows));
    for (size_t i = 0; i < rows.count; i++) { /* the owner before the submitter */
        bool is_submitter = str_equal(rows.at[i].person_role, person_role_name(PERSON_SUBMITTER));

        dossier->principal = is_submitter ? dossier->person : party_of(&rows.at[i]);
        if (is_submitter) {
            dossier->person = party_of(&rows.at[i]);
            dossier->authorisation = rows.at[i].authorisation;
        }
    }
    return ST_OK;
}

static enum status dossier_of(struct db *db, struct arena *arena, const struct sql_form_dossier_row *row,
                              int64_t dossier_id, struct form_dossier *out)
{
    *out = (struct form_dossier){
        .parent = row->office_name,
        .centre = row->centre_name,
        .place = row->place_name,
        .code = row->code,
        .status_address = arena_printf(arena, "%.*s/status/%.*s/%.*s", STR_ARG(row->public_url), STR_ARG(row->code),
                                       STR_ARG(row->public_key)),
        .person = { row->applicant, row->identity_number, row->address, row->phone, row->email },
        .procedure = row->procedure_name,
        .request = form_request(arena, row->procedure_name, row->procedure_code, row->summary),
        .handling_unit = row->unit_name,
        .received_at = row->received_at,
        .promised_at = row->promised_at,
        .extended_to = row->extended_to_at,
    };
    return set_parties(db, arena, dossier_id, out);
}

enum status form_dossier_load(struct db *db, struct arena *arena, int64_t office_id, int64_t dossier_id,
                              struct form_dossier *out)
{
    struct sql_form_dossier_row row;

    TRY(sql_form_dossier(db, arena, dossier_id, office_id, &row));
    return dossier_of(db, arena, &row, dossier_id, out);
}

static enum status papers_of(struct db *db, struct arena *arena, int64_t dossier_id, struct form_receipt *receipt)
{
    struct sql_dossier_papers_rows rows;

    TRY(sql_dossier_papers(db, arena, dossier_id, &rows));
    struct form_paper *papers = arena_array(arena, struct form_paper, rows.count + 1);

    for (size_t i = 0; i < rows.count; i++) {
        papers[i] = (struct form_paper){ .name = rows.at[i].name,
                                         .kind = rows.at[i].paper_kind,
                                         .quantity = rows.at[i].quantity };
        if (!paper_verdict_parse(rows.at[i].paper_verdict, &papers[i].verdict))
            return ST_CORRUPT;
    }
    receipt->papers = papers;
    receipt->paper_count = rows.count;
    return ST_OK;
}

/* What was computed for this dossier; before that, what the catalogue says of its procedure. */
static enum status fees_of(struct db *db, struct arena *arena, int64_t office_id, int64_t dossier_id,
                           const struct sql_form_dossier_row *row, struct form_receipt *receipt)
{
    struct fee_account account;

    receipt->fee = fee_in_words(arena, row->fee_vnd, row->fee_note);
    TRY(payment_desk_account(db, arena, dossier_id, &account));
    if (account.lines.count == 0)
        return ST_OK;
    receipt->fee = arena_printf(arena, "%.*s (%.*s)", STR_ARG(money_in_words(arena, account.due_vnd)),
                                STR_ARG(fee_state_label(account.standing)));
    return payment_desk_transfer(db, arena, office_id, row->code, account.open_vnd, &receipt->payment_qr);
}

static enum status receipt_of(struct db *db, struct arena *arena, int64_t office_id, int64_t dossier_id,
                              struct moment at, struct form_content *out)
{
    struct sql_form_dossier_row row;
    struct form_receipt receipt = { .sets = 1 };
    struct form_dossier dossier;
    struct term term;
    char words[48];

    TRY(sql_form_dossier(db, arena, dossier_id, office_id, &row));
    TRY(papers_of(db, arena, dossier_id, &receipt));
    if (!term_of(row.term_unit, row.term_amount, &term))
        return ST_CORRUPT;
    TRY(dossier_of(db, arena, &row, dossier_id, &dossier));
    bool has_place = !str_is_empty(row.office_place);

    receipt.term = arena_copy(arena, term_words(term, words));
    receipt.collect_at =
        arena_printf(arena, "%.*s%s%.*s", STR_ARG(row.centre_name), has_place ? ", " : "", STR_ARG(row.office_place));
    TRY(fees_of(db, arena, office_id, dossier_id, &row, &receipt));
    receipt.officer = row.received_by_name;
    *out = form_fill_receipt(arena, &dossier, at, &receipt);
    return ST_OK;
}

/* ---- Giving out -------------------------------------------------------------------------------- */

static enum status next_number(struct db *db, struct arena *arena, int64_t office_id,
                               const struct form_content *content, int64_t *out)
{
    struct str serial_kind = arena_printf(arena, "form-%.*s", STR_ARG(form_code(content->kind)));
    struct str period = arena_printf(arena, "%" PRId64, content->year);

    return serial_next(db, arena, office_id, serial_kind, period, out);
}

static enum status write_form(struct db *db, struct arena *arena, const struct form_order *order,
                              const struct form_content *content, struct form_issued *out)
{
    struct form_issued issued = {
        random_id(content->issued_at), content->kind, content->year, content->number, content->version, ""
    };
    struct str text;
    int64_t changed;

    TRY(form_content_print(arena, content, &text));
    struct str hash = hash_hex(text, issued.hash);
    TRY(sql_form_issue_add(db, issued.form_id, order->office_id, form_code(content->kind), content->year,
                           content->number, content->version, order->dossier_id, content->issued_at,
                           order->issued_by_id, text, hash, &changed));
    *out = issued;
    return ST_OK;
}

enum status form_issue(struct db *db, struct arena *arena, const struct form_order *order, struct form_issued *out)
{
    struct form_content content = *order->content;

    content.year = date_civil(moment_date(content.issued_at)).year;
    content.version = 1;
    TRY(next_number(db, arena, order->office_id, &content, &content.number));
    return write_form(db, arena, order, &content, out);
}

enum status form_issue_again(struct db *db, struct arena *arena, const struct form_order *order, struct str reason,
                             struct form_issued *out)
{
    struct form_content content = *order->content;
    struct sql_form_issue_newest_row before;

    TRY(sql_form_issue_newest(db, arena, order->dossier_id, order->office_id, form_code(content.kind), &before));
    content.year = before.year;
    content.number = before.number;
    content.version = before.version + 1;
    if (!moment_is_given(before.voided_at))
        TRY(form_issue_void(db, order->office_id, before.form_id, reason, content.issued_at));
    return write_form(db, arena, order, &content, out);
}

enum status form_receipt_issue(struct db *db, struct arena *arena, const struct form_order *order, struct moment at,
                               struct str reason, struct form_issued *out)
{
    struct form_content content;
    struct form_order receipt = *order;

    TRY(receipt_of(db, arena, order->office_id, order->dossier_id, at, &content));
    receipt.content = &content;
    return reason.at == NULL ? form_issue(db, arena, &receipt, out)
                             : form_issue_again(db, arena, &receipt, reason, out);
}

enum status form_issue_void(struct db *db, int64_t office_id, int64_t form_id, struct str reason, struct moment at)
{
    int64_t changed;

    if (reason.len > VOID_REASON_BYTES_MAX)
        return ST_TOO_LARGE;
    TRY(sql_form_issue_void(db, at, reason, form_id, office_id, &changed));
    return changed == 1 ? ST_OK : ST_NOT_FOUND;
}

struct json *form_issue_facts(struct arena *arena, const struct form_issued *issued)
{
    struct json *facts = json_new_object(arena);

    json_put_str(facts, "form", form_code(issued->kind));
    json_put_str(facts, "hash", arena_copy(arena, str_of(issued->hash)));
    json_put_i64(facts, "number", issued->number);
    json_put_i64(facts, "version", issued->version);
    json_put_i64(facts, "year", issued->year);
    return facts;
}

/* ---- Reading ----------------------------------------------------------------------------------- */

enum status form_issue_load(struct db *db, struct arena *arena, int64_t office_id, int64_t form_id,
                            struct form_kept *out)
{
    struct sql_form_issue_by_id_row row;
    struct form_content content;
    char hash[HASH_HEX_LEN + 1];

    TRY(sql_form_issue_by_id(db, arena, form_id, office_id, &row));
    if (!str_equal(hash_hex(row.content, hash), row.content_hash) ||
        form_content_parse(arena, row.content, &content) != ST_OK)
        return ST_CORRUPT;
    *out = (struct form_kept){ row.form_id, row.dossier_id, content, row.voided_at, row.void_reason, row.replaced_by };
    return ST_OK;
}

enum status form_issue_newest(struct db *db, struct arena *arena, int64_t office_id, int64_t dossier_id,
                              enum form_kind kind, struct form_kept *out)
{
    struct sql_form_issue_newest_row newest;

    TRY(sql_form_issue_newest(db, arena, dossier_id, office_id, form_code(kind), &newest));
    return form_issue_load(db, arena, office_id, newest.form_id, out);
}
