/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/form_fill.h"

#include "domain/words.h"

#include <inttypes.h>

/* So that a row of assignments reads like the form. */
#define SET(content, name, value) ((content)->texts[FORM_TEXT_##name] = (value))

struct str form_request(struct arena *arena, struct str procedure, struct str procedure_code, struct str summary)
{
    bool has_summary = !str_is_empty(summary);

    return arena_printf(arena, "%.*s (%.*s)%s%.*s", STR_ARG(procedure), STR_ARG(procedure_code),
                        has_summary ? ": " : "", STR_ARG(summary));
}

static struct form_content begin(enum form_kind kind, const struct form_dossier *dossier, struct moment at)
{
    struct form_content content = { .kind = kind, .issued_at = at };

    SET(&content, parent, dossier->parent);
    SET(&content, centre, dossier->centre);
    SET(&content, place, dossier->place);
    SET(&content, code, dossier->code);
    SET(&content, status_address, dossier->status_address);
    SET(&content, person, dossier->person.name);
    SET(&content, submitter, str_is_empty(dossier->submitter) ? dossier->person.name : dossier->submitter);
    return content;
}

static void set_person(struct form_content *content, const struct form_party *person)
{
    SET(content, identity_number, person->identity_number);
    SET(content, address, person->address);
    SET(content, phone, person->phone);
    SET(content, email, person->email);
}

static void set_principal(struct form_content *content, const struct form_dossier *dossier)
{
    const struct form_party *principal = &dossier->principal;

    if (str_is_empty(principal->name))
        return;
    SET(content, principal, principal->name);
    SET(content, principal_identity_number, principal->identity_number);
    SET(content, principal_address, principal->address);
    SET(content, principal_phone, principal->phone);
    SET(content, principal_email, principal->email);
    SET(content, authorisation, dossier->authorisation);
}

/* ---- 01 ---------------------------------------------------------------------------------------- */

static bool is_listed(enum paper_verdict verdict)
{
    return verdict == PAPER_OK || verdict == PAPER_FAULTY || verdict == PAPER_LOOKED_UP;
}

static struct form_rows paper_rows(struct arena *arena, const struct form_receipt *receipt)
{
    size_t cells = form_cells(FORM_RECEIPT), count = 0;
    struct str *all = arena_array(arena, struct str, receipt->paper_count * cells + 1);

    for (size_t i = 0; i < receipt->paper_count; i++) {
        const struct form_paper *paper = &receipt->papers[i];
        struct str *row = &all[count * cells];

        if (!is_listed(paper->verdict))
            continue;
        row[0] = paper->name;
        row[1] = paper->verdict == PAPER_LOOKED_UP ? STR("tra cứu dữ liệu") : paper_kind_label(paper->kind);
        row[2] = arena_printf(arena, "%02" PRId64, paper->quantity);
        count++;
    }
    return (struct form_rows){ all, count };
}

/* The appointment that holds; an extension's with the one it came in the place of, so that no receipt bears a day
 * that is not the one the citizen was promised last. */
static struct str appointment_in_words(struct arena *arena, const struct form_dossier *dossier)
{
    struct str promised = moment_in_words(arena, dossier->promised_at);

    if (dossier->extended_to.ms <= dossier->promised_at.ms)
        return promised;
    return arena_printf(arena, "%.*s (ngày hẹn mới theo Mẫu 04; hạn theo quy định: %.*s)",
                        STR_ARG(moment_in_words(arena, dossier->extended_to)), STR_ARG(promised));
}

struct form_content form_fill_receipt(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                      const struct form_receipt *receipt)
{
    struct form_content content = begin(FORM_RECEIPT, dossier, at);

    set_person(&content, &dossier->person);
    set_principal(&content, dossier);
    SET(&content, request, dossier->request);
    SET(&content, sets, arena_printf(arena, "%02" PRId64 " (bộ)", receipt->sets));
    SET(&content, term, receipt->term);
    SET(&content, received_time, moment_in_words(arena, dossier->received_at));
    SET(&content, return_time, appointment_in_words(arena, dossier));
    SET(&content, collect_at, receipt->collect_at);
    SET(&content, fee, receipt->fee);
    SET(&content, payment_qr, receipt->payment_qr);
    SET(&content, officer, receipt->officer);
    content.rows = paper_rows(arena, receipt);
    return content;
}

/* ---- 02, 03 ------------------------------------------------------------------------------------ */

struct form_content form_fill_supplement(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                         const struct form_supplement *supplement)
{
    struct form_content content = begin(FORM_SUPPLEMENT, dossier, at);
    struct str *items = arena_array(arena, struct str, supplement->item_count + 1);

    for (size_t i = 0; i < supplement->item_count; i++)
        items[i] = supplement->items[i];
    set_person(&content, &dossier->person);
    set_principal(&content, dossier);
    SET(&content, identity_number, STR(""));
    SET(&content, request, dossier->request);
    SET(&content, reason, supplement->reason);
    SET(&content, contact, supplement->contact);
    SET(&content, contact_phone, supplement->contact_phone);
    SET(&content, officer, supplement->officer);
    content.rows = (struct form_rows){ items, supplement->item_count };
    return content;
}

struct form_content form_fill_refusal(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                      const struct form_refusal *refusal)
{
    struct form_content content = begin(FORM_REFUSAL, dossier, at);

    (void)arena;
    set_person(&content, &dossier->person);
    set_principal(&content, dossier);
    SET(&content, request, dossier->request);
    SET(&content, reason, refusal->reason);
    SET(&content, legal_basis, refusal->legal_basis);
    SET(&content, officer, refusal->officer);
    return content;
}

/* ---- 04, 05 ------------------------------------------------------------------------------------ */

struct form_content form_fill_apology(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                      const struct form_apology *apology)
{
    struct form_content content = begin(FORM_APOLOGY, dossier, at);

    SET(&content, identity_number, dossier->person.identity_number);
    set_principal(&content, dossier);
    SET(&content, procedure, dossier->procedure);
    SET(&content, handling_unit, dossier->handling_unit);
    SET(&content, received_time, day_in_words(arena, moment_date(dossier->received_at)));
    SET(&content, promised_time, moment_in_words(arena, dossier->promised_at));
    SET(&content, reason, apology->reason);
    SET(&content, new_time, moment_in_words(arena, apology->new_at));
    SET(&content, signer, apology->signer);
    SET(&content, signer_title, apology->signer_title);
    return content;
}

struct form_content form_fill_stop(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                   const struct form_stop *stop)
{
    struct form_content content = begin(FORM_STOP, dossier, at);

    set_person(&content, &dossier->person);
    set_principal(&content, dossier);
    SET(&content, request, dossier->request);
    SET(&content, received_time, moment_in_words(arena, dossier->received_at));
    SET(&content, requested_by, stop->requested_by);
    SET(&content, stage, stop->stage);
    SET(&content, reason, stop->reason);
    SET(&content, legal_basis, stop->legal_basis);
    SET(&content, settlement, stop->settlement);
    SET(&content, signer, stop->signer);
    SET(&content, signer_title, stop->signer_title);
    return content;
}

/* ---- 06 ---------------------------------------------------------------------------------------- */

static struct str hour_and_day(struct arena *arena, struct moment at)
{
    int minute = moment_minute(at);
    char day[11];

    if (!moment_is_given(at))
        return STR("");
    date_format(moment_date(at), day);
    return arena_printf(arena, "%02d giờ %02d phút, ngày %s", minute / 60, minute % 60, day);
}

struct form_content form_fill_control(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                      const struct form_control *control)
{
    struct form_content content = begin(FORM_CONTROL, dossier, at);
    size_t cells = form_cells(FORM_CONTROL);
    struct str *all = arena_array(arena, struct str, control->handover_count * cells + 1);

    for (size_t i = 0; i < control->handover_count; i++) {
        const struct form_handover *handover = &control->handovers[i];
        struct str *row = &all[i * cells];

        row[0] = handover->from_unit;
        row[1] = handover->to_unit;
        row[2] = hour_and_day(arena, handover->at);
        row[3] = handover->giver;
        row[4] = handover->receiver;
        row[5] = handover->result;
        row[6] = handover->note;
    }
    SET(&content, handling_unit, dossier->handling_unit);
    SET(&content, helping_units, control->helping_units);
    SET(&content, received_time, moment_in_words(arena, dossier->received_at));
    SET(&content, promised_time, appointment_in_words(arena, dossier));
    content.rows = (struct form_rows){ all, control->handover_count };
    return content;
}

/* ---- 07 ---------------------------------------------------------------------------------------- */

static struct str short_moment(struct arena *arena, struct moment at)
{
    char text[17];

    return arena_copy(arena, moment_format(at, text));
}

void form_fill_book_row(struct arena *arena, const struct form_book_row *row, struct str *out)
{
    bool has_both = !str_is_empty(row->address) && !str_is_empty(row->phone);

    out[0] = row->field;
    out[1] = row->number;
    out[2] = row->code;
    out[3] = row->procedure;
    out[4] = row->person;
    out[5] = arena_printf(arena, "%.*s%s%.*s", STR_ARG(row->address), has_both ? "; " : "", STR_ARG(row->phone));
    out[6] = row->handling_unit;
    out[7] = short_moment(arena, row->received_at);
    out[8] = short_moment(arena, row->promised_at);
    out[9] = short_moment(arena, row->returned_at);
    out[10] = row->channel;
    out[11] = row->note;
}

struct form_content form_fill_book(struct arena *arena, const struct form_dossier *office, struct date from,
                                   struct date to, struct moment at, struct form_rows rows)
{
    struct form_content content = begin(FORM_BOOK, office, at);
    char first[11], last[11];

    date_format(from, first);
    date_format(to, last);
    SET(&content, period, arena_printf(arena, "Từ ngày %s đến ngày %s", first, last));
    content.rows = rows;
    return content;
}
