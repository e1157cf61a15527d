/* SPDX-License-Identifier: Apache-2.0 */
/* The receipt of a dossier as a PDF: what the citizen takes home. */
#include "domain/identity.h"
#include "domain/intake.h"
#include "output/apart.h"
#include "output/layout_receipt.h"
#include "queries_read.h"
#include "web/dossier_numbers.h"
#include "web/dossier_words.h"
#include "web/handlers.h"

/* Only what was handed in, or looked up in its place, stands on the receipt. */
static bool is_listed(enum paper_verdict verdict)
{
    return verdict == PAPER_OK || verdict == PAPER_FAULTY || verdict == PAPER_LOOKED_UP;
}

static enum status papers_of(struct request *request, int64_t dossier_id, struct receipt_papers *out)
{
    struct sql_dossier_papers_rows rows;

    TRY(sql_dossier_papers(request->db, request->arena, dossier_id, &rows));
    struct receipt_paper *papers = arena_array(request->arena, struct receipt_paper, rows.count);
    size_t count = 0;
    for (size_t i = 0; i < rows.count; i++) {
        enum paper_verdict verdict;

        if (!paper_verdict_parse(rows.at[i].paper_verdict, &verdict))
            return ST_CORRUPT;
        if (is_listed(verdict))
            papers[count++] = (struct receipt_paper){
                .name = rows.at[i].name,
                .form = verdict == PAPER_LOOKED_UP ? STR("tra cứu dữ liệu") : paper_kind_label(rows.at[i].paper_kind),
                .quantity = rows.at[i].quantity,
            };
    }
    *out = (struct receipt_papers){ papers, count };
    return ST_OK;
}

static struct receipt_person applicant_of(const struct request *request, const struct sql_dossier_by_code_row *dossier)
{
    struct dossier_numbers numbers = dossier_numbers_for(request, dossier);

    return (struct receipt_person){ dossier->applicant, numbers.identity_number, dossier->address, numbers.phone,
                                    numbers.email };
}

static struct str request_of(struct arena *arena, const struct sql_dossier_by_code_row *dossier)
{
    bool has_summary = !str_is_empty(dossier->summary);

    return arena_printf(arena, "%.*s (%.*s)%s%.*s", STR_ARG(dossier->procedure_name), STR_ARG(dossier->procedure_code),
                        has_summary ? ": " : "", STR_ARG(dossier->summary));
}

/* The register is electronic: a book is a year, and the code's day and serial are the place in it. */
static void fill_numbers(struct arena *arena, struct receipt *receipt)
{
    struct dossier_code code;

    if (!dossier_code_parse(receipt->code, &code))
        return;
    struct str place = str_from(receipt->code, code.agency.len + 1);
    receipt->number = arena_printf(arena, "%.*s/TTPVHCC", STR_ARG(place));
    receipt->book = arena_printf(arena, "%d", date_civil(code.received_on).year);
    receipt->book_serial = place;
}

static enum status draw(struct arena *arena, const void *receipt, struct str *out_pdf)
{
    return receipt_draw(arena, receipt, out_pdf);
}

enum status page_dossier_receipt(struct request *request, struct response *response)
{
    const struct office *office = &request->office;
    struct arena *arena = request->arena;
    struct sql_dossier_by_code_row dossier;
    struct str pdf;

    TRY(sql_dossier_by_code(request->db, arena, request->segments[0], request->user.actor.office_id, &dossier));
    request_leaves_trace(request, dossier.dossier_id);
    struct receipt receipt = {
        .parent = office->name,
        .centre = office->centre_name,
        .place = office->place_name,
        .code = dossier.code,
        .status_address = arena_printf(arena, "%.*s/status/%.*s/%.*s", STR_ARG(office->public_url),
                                       STR_ARG(dossier.code), STR_ARG(dossier.public_key)),
        .applicant = applicant_of(request, &dossier),
        .request = request_of(arena, &dossier),
        .sets = 1,
        .term = words_term(arena, dossier.term_unit, dossier.term_amount),
        .received_at = dossier.received_at,
        .return_at = dossier.promised_at,
        .collect_at = arena_printf(arena, "%.*s, %.*s", STR_ARG(office->centre_name), STR_ARG(office->address)),
        .officer = dossier.received_by_name,
    };
    TRY(papers_of(request, dossier.dossier_id, &receipt.papers));
    fill_numbers(arena, &receipt);
    TRY(apart_run(arena, draw, &receipt, &pdf));
    response->content_type = "application/pdf";
    response_header(response, STR("Content-Disposition"),
                    arena_printf(arena, "inline; filename=\"%.*s.pdf\"", STR_ARG(dossier.code)));
    buf_put_str(response->body.bytes, pdf);
    return ST_OK;
}
