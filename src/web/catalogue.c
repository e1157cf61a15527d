/* SPDX-License-Identifier: Apache-2.0 */
/* The public catalogue (directive 2.3-publish): every procedure in force, and what each one asks for. */
#include "domain/catalogue.h"

#include "app/procedure_search.h"
#include "base/text_fold.h"
#include "domain/intake.h"
#include "domain/words.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/personal_list.h"

static struct str procedure_href(struct arena *arena, struct str code)
{
    return arena_printf(arena, "/procedures/%.*s", STR_ARG(code));
}

static struct tag certainty_tag(struct str certainty)
{
    struct tag tag = { .label = certainty_label(certainty), .colour = STR("orange") };

    if (str_equal(certainty, STR("verified")))
        tag.colour = STR("green");
    else if (str_equal(certainty, STR("likely")))
        tag.colour = STR("yellow");
    return tag;
}

/* ---- The list -------------------------------------------------------------------------------------------------- */

static struct catalogue_row row_of(struct arena *arena, const struct sql_procedures_in_force_row *procedure)
{
    struct catalogue_row row = {
        .name = procedure->name,
        .href = procedure_href(arena, procedure->procedure_code),
        .code = procedure->procedure_code,
        .term = words_term(arena, procedure->term_unit, procedure->term_amount),
    };

    if (!str_equal(procedure->certainty, STR("verified")))
        row.doubt = certainty_tag(procedure->certainty);
    return row;
}

/* The found rows one by one; each says its field. */
static struct catalogue_rows found_rows(struct arena *arena, const struct sql_procedures_in_force_rows *found)
{
    struct catalogue_row *rows = arena_array(arena, struct catalogue_row, found->count);

    for (size_t i = 0; i < found->count; i++) {
        rows[i] = row_of(arena, &found->at[i]);
        rows[i].field = found->at[i].field;
    }
    return (struct catalogue_rows){ rows, found->count };
}

/* Puts the last of `count` fields in its place in the alphabet. */
static void insert_field(struct arena *arena, struct catalogue_field *fields, size_t count)
{
    struct catalogue_field field = fields[count - 1];
    struct str fold = text_fold(arena, field.name);
    size_t place = count - 1;

    for (; place > 0 && str_compare(text_fold(arena, fields[place - 1].name), fold) > 0; place--)
        fields[place] = fields[place - 1];
    fields[place] = field;
}

/* Procedures come in the order of their fields, so each field is one run of rows. */
static struct catalogue_fields fields_of(struct arena *arena, const struct sql_procedures_in_force_rows *all)
{
    struct catalogue_row *rows = arena_array(arena, struct catalogue_row, all->count);
    struct catalogue_field *fields = arena_array(arena, struct catalogue_field, all->count);
    size_t count = 0, start = 0;

    for (size_t i = 0; i < all->count; i++) {
        rows[i] = row_of(arena, &all->at[i]);
        if (i + 1 < all->count && str_equal(all->at[i].field, all->at[i + 1].field))
            continue;
        fields[count] = (struct catalogue_field){
            .name = all->at[i].field,
            .id = arena_printf(arena, "linh-vuc-%zu", count + 1),
            .href = arena_printf(arena, "#linh-vuc-%zu", count + 1),
            .rows = { rows + start, i + 1 - start },
        };
        insert_field(arena, fields, ++count);
        start = i + 1;
    }
    return (struct catalogue_fields){ fields, count };
}

enum status page_catalogue(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    struct catalogue_page page = { .layout = layout_of(request, STR("Thủ tục hành chính")),
                                   .query = str_trim(request_query(request, "q")) };
    struct sql_procedures_in_force_rows procedures;

    page.is_search = !str_is_empty(page.query);
    if (page.is_search)
        page.layout.title = arena_printf(arena, "Tìm thủ tục “%.*s”", STR_ARG(page.query));
    TRY(sql_procedures_in_force(request->db, arena, request->office.office_id, request->today, &procedures));
    if (page.is_search) {
        procedures = procedure_search(arena, page.query, &procedures);
        page.found = found_rows(arena, &procedures);
        page.summary = arena_printf(arena, "%zu thủ tục khớp với", procedures.count);
    } else {
        page.fields = fields_of(arena, &procedures);
        page.summary = arena_printf(arena, "%zu thủ tục trong %zu lĩnh vực", procedures.count, page.fields.count);
    }
    tpl_catalogue_list(&response->body, &page);
    return ST_OK;
}

/* ---- One procedure --------------------------------------------------------------------------------------------- */

/* The version in force; else the one that ended last; else the one to come. */
static const struct sql_procedure_versions_by_code_row *version_to_show(
    const struct sql_procedure_versions_by_code_rows *versions, struct date today)
{
    for (size_t i = 0; i < versions->count; i++) /* the newest first */
        if (versions->at[i].effective_from_on.day <= today.day)
            return &versions->at[i];
    return &versions->at[versions->count - 1];
}

static struct str why_not_in_force(struct arena *arena, const struct sql_procedure_versions_by_code_row *version,
                                   struct date today)
{
    char day[11];

    if (procedure_is_in_force(version->effective_from_on, version->effective_to_on, today))
        return STR("");
    if (version->effective_from_on.day > today.day)
        return arena_printf(arena, "Thủ tục này chưa áp dụng: có hiệu lực từ %.*s.",
                            STR_ARG(date_format(version->effective_from_on, day)));
    return arena_printf(arena, "Thủ tục này đã bị bãi bỏ: không nhận hồ sơ từ %.*s.",
                        STR_ARG(date_format(date_add(version->effective_to_on, 1), day)));
}

/* What the newest version changes, if it is still to come. */
static struct str what_is_to_come(struct arena *arena, const struct sql_procedure_versions_by_code_rows *versions,
                                  const struct sql_procedure_versions_by_code_row *shown, struct date today)
{
    const struct sql_procedure_versions_by_code_row *next = NULL;
    char day[11];

    for (size_t i = 0; i < versions->count; i++)
        if (versions->at[i].effective_from_on.day > shown->effective_from_on.day)
            next = &versions->at[i];
    if (next != NULL)
        return arena_printf(arena, "Từ %.*s áp dụng quy định mới.", STR_ARG(date_format(next->effective_from_on, day)));
    if (date_is_given(shown->effective_to_on) && shown->effective_to_on.day >= today.day)
        return arena_printf(arena, "Thủ tục này áp dụng đến hết ngày %.*s.",
                            STR_ARG(date_format(shown->effective_to_on, day)));
    return STR("");
}

static struct str where_of(const struct request *request, struct str channel)
{
    if (str_equal(channel, STR("online")))
        return STR("Cổng Dịch vụ công quốc gia, dichvucong.gov.vn");
    return arena_printf(request->arena, "%.*s%s%.*s", STR_ARG(request->office.centre_name),
                        str_is_empty(request->office.address) ? "" : ", ", STR_ARG(request->office.address));
}

static struct procedure_channels channels_of(const struct request *request,
                                             const struct sql_procedure_terms_rows *terms)
{
    struct arena *arena = request->arena;
    struct procedure_channel *channels = arena_array(arena, struct procedure_channel, terms->count);

    for (size_t i = 0; i < terms->count; i++)
        channels[i] = (struct procedure_channel){
            .name = channel_label(terms->at[i].channel),
            .where = where_of(request, terms->at[i].channel),
            .term = words_term(arena, terms->at[i].term_unit, terms->at[i].term_amount),
            .fee = fee_in_words(arena, terms->at[i].fee_vnd, STR("Theo quy định (xem bên dưới)")),
        };
    return (struct procedure_channels){ channels, terms->count };
}

static struct procedure_page_papers papers_of(struct arena *arena,
                                              const struct sql_procedure_papers_required_rows *papers, bool is_always)
{
    struct procedure_page_paper *chosen = arena_array(arena, struct procedure_page_paper, papers->count);
    size_t count = 0;

    for (size_t i = 0; i < papers->count; i++) {
        const struct sql_procedure_papers_required_row *paper = &papers->at[i];

        bool applies_always = paper->is_required && str_is_empty(paper->needed_when);

        if (applies_always != is_always)
            continue;
        chosen[count++] = (struct procedure_page_paper){
            .name = paper->name,
            .wanted = words_wanted(arena, paper->quantity, paper->paper_kind),
            .condition = paper->condition,
            .form_code = str_equal(paper->form_code, paper->name) ? STR("") : paper->form_code,
        };
    }
    return (struct procedure_page_papers){ chosen, count };
}

static struct texts split(struct arena *arena, struct str text, char separator)
{
    struct str *at = NULL;
    size_t count = 0, room = 0;

    while (text.at != NULL) {
        at = arena_grow(arena, at, count, &room, sizeof *at);
        at[count++] = str_next(&text, separator);
    }
    return (struct texts){ at, count };
}

static struct links way_up(struct arena *arena)
{
    struct link *links = arena_array(arena, struct link, 1);

    links[0] = (struct link){ .label = STR("Thủ tục hành chính"), .href = STR("/procedures") };
    return (struct links){ links, 1 };
}

/* The procedure that took the place of a repealed one, by its newest name. */
static enum status successor_link(const struct request *request, struct str code, struct link *out)
{
    struct sql_procedure_versions_by_code_rows versions;

    *out = (struct link){ .href = STR("") };
    if (str_is_empty(code))
        return ST_OK;
    TRY(sql_procedure_versions_by_code(request->db, request->arena, request->office.office_id, code, &versions));
    *out = (struct link){ .label = versions.count > 0 ? versions.at[0].name : code,
                          .href = procedure_href(request->arena, code) };
    return ST_OK;
}

enum status page_procedure(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    struct sql_procedure_versions_by_code_rows versions;
    struct sql_procedure_terms_rows terms;
    struct intake_papers papers;
    char day[11];

    TRY(sql_procedure_versions_by_code(request->db, arena, request->office.office_id, request->segments[0], &versions));
    if (versions.count == 0)
        return ST_NOT_FOUND;
    const struct sql_procedure_versions_by_code_row *version = version_to_show(&versions, request->today);
    TRY(sql_procedure_terms(request->db, arena, version->procedure_version_id, &terms));
    TRY(intake_papers_load(request, version->procedure_version_id, &papers));

    struct procedure_page page = {
        .layout = layout_of(request, version->name),
        .code = version->procedure_code,
        .name = version->name,
        .field = version->field,
        .not_in_force = why_not_in_force(arena, version, request->today),
        .channels = channels_of(request, &terms),
        .term_note = version->term_note,
        .fee_note = version->fee_note,
        .always = papers_of(arena, &papers.papers, true),
        .by_case = papers_of(arena, &papers.papers, false),
        .unit_name = version->unit_name,
        .result = version->result,
        .result_codes = split(arena, version->result_code, ' '),
        .legal_basis = split(arena, version->legal_basis, '\n'),
        .decision = version->decision,
        .certainty = certainty_tag(version->certainty),
        .source = version->source,
        .effective_from_on = version->effective_from_on,
    };
    page.layout.breadcrumbs = way_up(arena);
    if (str_is_empty(page.not_in_force)) {
        personal_list_of(request, &papers, version->procedure_code, version->effective_from_on, &page.list);
        page.to_come = what_is_to_come(arena, &versions, version, request->today);
    } else
        TRY(successor_link(request, version->replaced_by, &page.replaced_by));
    if (str_is_empty(page.not_in_force) && role_may(request->user.actor.role, PERM_DOSSIER_RECEIVE))
        page.receive_href = arena_printf(arena, "/dossiers/new/%.*s", STR_ARG(version->procedure_code));
    if (date_is_given(version->effective_to_on))
        page.effective_to = arena_printf(arena, "đến %.*s", STR_ARG(date_format(version->effective_to_on, day)));
    if (str_starts_with(version->source, STR("https://")) && !str_contains(version->source, STR(" ")))
        page.source_href = version->source;
    tpl_catalogue_procedure(&response->body, &page);
    return ST_OK;
}
