/* SPDX-License-Identifier: Apache-2.0 */
/* The register of dossiers (Mẫu 07) of a period, by field: a page that says what there is, and its parts as PDF and
 * XLSX.
 *
 * However long the period, a part has a bounded number of rows, and they are read a page at a time.  The register is
 * for those who oversee; telephones show only their ends. */
#include "base/random.h"
#include "domain/form_fill.h"
#include "domain/identity.h"
#include "domain/intake.h"
#include "output/apart.h"
#include "output/form_draw.h"
#include "output/sheet.h"
#include "output/xlsx.h"
#include "queries_read.h"
#include "templates.h"
#include "web/handlers.h"
#include "web/layout.h"

#include <inttypes.h>

enum {
    DAYS_MAX = 366,
    PDF_ROWS = 1000,
    XLSX_ROWS = 20000,
    PARTS_MAX = 200,
    ROWS_AT_ONCE = 500,
    PAGE_ARENA_BYTES = 16 * 1024 * 1024
};

/* An online dossier is made when it is sent and received when it is accepted: so many days later at most.  Ids ahead of
 * their moment (a clock that ran back) are found, since there is no end to the search. */
static const int days_before = 92;

/* What is asked for: whole days, and where the ids of that time begin. */
struct period {
    struct date from, to;
    struct moment from_at, until_at;
    int64_t least_id;
};

/* ---- The period -------------------------------------------------------------------------------- */

static bool day_parse(struct str text, struct date *out)
{
    return date_parse_iso(str_trim(text), out) || date_parse_vietnamese(str_trim(text), out);
}

static struct period period_of(struct date from, struct date to)
{
    return (struct period){
        .from = from,
        .to = to,
        .from_at = moment_of(from, 0),
        .until_at = moment_of(date_add(to, 1), 0),
        .least_id = random_id_least(moment_of(date_add(from, -days_before), 0)),
    };
}

/* Without days: from the first of this month until today.  Else null, or what is wrong with them. */
static struct str period_read(const struct request *request, struct period *out)
{
    struct str from_text = request_query(request, "from"), to_text = request_query(request, "to");
    struct civil first = date_civil(request->today);
    struct date from, to = request->today;

    first.day = 1;
    if (!date_of_civil(first, &from))
        from = request->today;
    *out = period_of(from, to);
    if (str_is_empty(from_text) && str_is_empty(to_text))
        return (struct str){ NULL, 0 };
    if (!day_parse(from_text, &from) || !day_parse(to_text, &to))
        return STR("Nhập cả hai ngày, ví dụ 01/07/2025.");
    if (to.day < from.day)
        return STR("Ngày cuối không được trước ngày đầu.");
    if (to.day - from.day >= DAYS_MAX)
        return STR("Khoảng thời gian không quá một năm.");
    if (date_civil(from).year < 2000 || date_civil(to).year > 2999)
        return STR("Năm từ 2000 đến 2999.");
    *out = period_of(from, to);
    return (struct str){ NULL, 0 };
}

static enum status fields_of(struct request *request, const struct period *period, struct sql_book_fields_rows *out)
{
    return sql_book_fields(request->db, request->arena, period->least_id, request->user.actor.office_id,
                           period->from_at, period->until_at, out);
}

static int64_t total_of(const struct sql_book_fields_rows *fields)
{
    int64_t total = 0;

    for (size_t i = 0; i < fields->count; i++)
        total += fields->at[i].dossiers;
    return total;
}

/* ---- Rows -------------------------------------------------------------------------------------- */

/* Takes one row; its cells live until the next one. */
typedef enum status take_row(void *context, const struct str *cells);

struct reading {
    struct request *request;
    struct arena *arena; /* of the rows at hand */
    const struct period *period;
    take_row *take;
    void *context;
    int64_t skipped, wanted; /* rows still to be passed over, and to be taken */
};

static enum status take(struct reading *reading, struct str field, const struct sql_book_rows_row *row)
{
    struct arena *arena = reading->arena;
    struct str cells[SHEET_COLUMNS_MAX];
    const struct form_book_row values = {
        .field = field,
        .number = row->number == 0 ? STR("") : arena_printf(arena, "%" PRId64, row->number),
        .code = row->code,
        .procedure = row->procedure_name,
        .person = row->applicant,
        .address = row->address,
        .phone = phone_mask(arena, row->phone),
        .handling_unit = row->unit_name,
        .received_at = row->received_at,
        .promised_at = row->promised_at,
        .returned_at = row->handed_over_at,
        .channel = channel_label(row->channel),
    };

    form_fill_book_row(arena, &values, cells);
    return reading->take(reading->context, cells);
}

static enum status read_field(struct reading *reading, const struct sql_book_fields_row *field)
{
    const struct period *period = reading->period;
    struct sql_book_rows_rows rows = { .count = 0 };
    int64_t after_id = period->least_id - 1, skipped = reading->skipped;

    if (skipped >= field->dossiers) {
        reading->skipped -= field->dossiers;
        return ST_OK;
    }
    reading->skipped = 0;
    while (reading->wanted > 0) {
        int64_t limit = reading->wanted < ROWS_AT_ONCE ? reading->wanted : ROWS_AT_ONCE;

        arena_reset(reading->arena);
        TRY(sql_book_rows(reading->request->db, reading->arena, after_id, reading->request->user.actor.office_id,
                          period->from_at, period->until_at, field->field, limit, skipped, &rows));
        for (size_t i = 0; i < rows.count; i++)
            TRY(take(reading, field->field, &rows.at[i]));
        reading->wanted -= (int64_t)rows.count;
        skipped = 0;
        if ((int64_t)rows.count < limit)
            break;
        after_id = rows.at[rows.count - 1].dossier_id;
    }
    return ST_OK;
}

/* Part 1, 2 … of so many rows each.  ST_NOT_FOUND: there is no such part. */
static enum status read_part(struct request *request, const struct period *period, int64_t part, int64_t part_rows,
                             take_row *take_one, void *context)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(PAGE_ARENA_BYTES);
    struct reading reading = { request, arena, period, take_one, context, (part - 1) * part_rows, part_rows };
    struct db_tx *view CLEANUP(db_tx_end_at) = NULL;
    struct sql_book_fields_rows fields;

    TRY(db_tx_begin(request->db, &view));
    TRY(fields_of(request, period, &fields));
    if (part > 1 && reading.skipped >= total_of(&fields))
        return ST_NOT_FOUND;
    for (size_t i = 0; i < fields.count && reading.wanted > 0; i++)
        TRY(read_field(&reading, &fields.at[i]));
    return ST_OK;
}

static enum status part_read(const struct request *request, struct period *period, int64_t *out_part)
{
    struct str part = request_query(request, "part");

    *out_part = 1;
    if (period_read(request, period).at != NULL || (!str_is_empty(part) && !str_parse_i64(part, out_part)))
        return ST_INVALID;
    return *out_part >= 1 && *out_part <= PARTS_MAX ? ST_OK : ST_INVALID;
}

static void name_file(struct request *request, struct response *response, const struct period *period, int64_t part,
                      const char *ending)
{
    char from[11], to[11];

    date_format_iso(period->from, from);
    date_format_iso(period->to, to);
    response_header(
        response, STR("Content-Disposition"),
        arena_printf(request->arena, "inline; filename=\"so-theo-doi-%s-%s-%" PRId64 ".%s\"", from, to, part, ending));
}

/* ---- PDF --------------------------------------------------------------------------------------- */

struct pdf_rows {
    struct arena *arena;
    struct str *cells;
    size_t count;
};

static enum status keep_row(void *context, const struct str *cells)
{
    struct pdf_rows *rows = context;
    size_t width = form_cells(FORM_BOOK);

    for (size_t i = 0; i < width; i++)
        rows->cells[rows->count * width + i] = arena_copy(rows->arena, cells[i]);
    rows->count++;
    return ST_OK;
}

static enum status draw(struct arena *arena, const void *sheet, struct str *out_pdf)
{
    return form_draw(arena, sheet, out_pdf);
}

enum status page_book_pdf(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    const struct office *office = &request->office;
    const struct form_dossier heading = { .parent = office->name,
                                          .centre = office->centre_name,
                                          .place = office->place_name };
    struct pdf_rows rows = { arena, arena_array(arena, struct str, PDF_ROWS * form_cells(FORM_BOOK)), 0 };
    struct period period;
    struct str pdf;
    int64_t part;

    TRY(part_read(request, &period, &part));
    TRY(read_part(request, &period, part, PDF_ROWS, keep_row, &rows));
    struct form_content content = form_fill_book(arena, &heading, period.from, period.to, request->now,
                                                 (struct form_rows){ rows.cells, rows.count });
    struct form_sheet sheet = { .content = &content };

    TRY(apart_run(arena, draw, &sheet, &pdf));
    response->content_type = "application/pdf";
    name_file(request, response, &period, part, "pdf");
    buf_put_str(response->body.bytes, pdf);
    return ST_OK;
}

/* ---- XLSX -------------------------------------------------------------------------------------- */

#define TITLED(words, width)                                \
    {                                                       \
        { words, sizeof(words) - 1 }, { NULL, 0 }, (width), \
    }
#define GROUPED(words, width)                                                                                \
    {                                                                                                        \
        { words, sizeof(words) - 1 }, { "Nhận và trả kết quả", sizeof("Nhận và trả kết quả") - 1 }, (width), \
    }

static const struct xlsx_column columns[] = {
    TITLED("STT", 7),           TITLED("Mã hồ sơ", 24),
    TITLED("Tên TTHC", 36),     TITLED("Tên tổ chức, cá nhân", 26),
    TITLED("Địa chỉ/SĐT", 36),  TITLED("Cơ quan chủ trì giải quyết", 24),
    GROUPED("Nhận hồ sơ", 17),  GROUPED("Hẹn trả kết quả", 17),
    GROUPED("Trả kết quả", 17), GROUPED("Phương thức nhận kết quả", 14),
    GROUPED("Ký nhận", 14),
};

enum { COLUMNS = sizeof columns / sizeof *columns };

struct xlsx_rows {
    struct arena *arena;
    struct xlsx *xlsx;
    struct str field;
};

static enum status write_row(void *context, const struct str *cells)
{
    struct xlsx_rows *rows = context;

    if (!str_equal(rows->field, cells[0])) {
        rows->field = arena_copy(rows->arena, cells[0]);
        xlsx_band(rows->xlsx, arena_printf(rows->arena, "Lĩnh vực: %.*s", STR_ARG(rows->field)));
    }
    xlsx_row(rows->xlsx, cells + 1);
    return ST_OK;
}

static enum status write_book(struct request *request, const struct period *period, int64_t part, struct str *out)
{
    struct arena *arena = request->arena;
    struct xlsx_rows rows = { .arena = arena };
    char from[11], to[11];

    date_format(period->from, from);
    date_format(period->to, to);
    TRY(xlsx_begin(arena,
                   (struct xlsx_facts){ form_title(FORM_BOOK), request->office.centre_name, STR("Sổ theo dõi hồ sơ"),
                                        request->now },
                   columns, COLUMNS, &rows.xlsx));
    xlsx_title(rows.xlsx, request->office.centre_name);
    xlsx_title(rows.xlsx, STR("SỔ THEO DÕI HỒ SƠ"));
    xlsx_title(rows.xlsx, arena_printf(arena, "Từ ngày %s đến ngày %s", from, to));
    xlsx_head(rows.xlsx);
    enum status status = read_part(request, period, part, XLSX_ROWS, write_row, &rows);

    if (status == ST_OK)
        return xlsx_end(rows.xlsx, out);
    xlsx_drop(rows.xlsx);
    return status;
}

enum status page_book_xlsx(struct request *request, struct response *response)
{
    struct period period;
    struct str document;
    int64_t part;

    TRY(part_read(request, &period, &part));
    TRY(write_book(request, &period, part, &document));
    response->content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    name_file(request, response, &period, part, "xlsx");
    buf_put_str(response->body.bytes, document);
    return ST_OK;
}

/* ---- The page ---------------------------------------------------------------------------------- */

static struct links parts_of(struct arena *arena, const struct period *period, int64_t total, int64_t part_rows,
                             const char *name, const char *ending)
{
    int64_t count = (total + part_rows - 1) / part_rows;
    char from[11], to[11];

    count = count > PARTS_MAX ? PARTS_MAX : count;
    struct link *links = arena_array(arena, struct link, (size_t)count + 1);
    date_format_iso(period->from, from);
    date_format_iso(period->to, to);
    for (int64_t i = 0; i < count; i++) {
        int64_t last = (i + 1) * part_rows;

        links[i].label = arena_printf(arena, "%s: hồ sơ thứ %" PRId64 " đến %" PRId64, name, i * part_rows + 1,
                                      last < total ? last : total);
        links[i].href = arena_printf(arena, "/figures/book%s?from=%s&to=%s&part=%" PRId64, ending, from, to, i + 1);
    }
    return (struct links){ links, (size_t)count };
}

static struct form_input day_input(struct request *request, const char *name, struct str label, struct date day)
{
    char text[11];
    struct str typed = request_query(request, name);

    return (struct form_input){ .name = str_of(name),
                                .label = label,
                                .hint = STR("Ví dụ 01/07/2025"),
                                .value =
                                    str_is_empty(typed) ? arena_copy(request->arena, date_format(day, text)) : typed,
                                .max_length = 10 };
}

enum status page_book(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    struct sql_book_fields_rows fields = { .count = 0 };
    struct period period;
    struct str fault = period_read(request, &period);
    struct book_page page = {
        .layout = layout_of(request, STR("Sổ theo dõi hồ sơ")),
        .from = day_input(request, "from", STR("Từ ngày"), period.from),
        .to = day_input(request, "to", STR("Đến ngày"), period.to),
    };

    if (fault.at != NULL) {
        page.errors = form_errors_one(arena, STR("from"), fault);
        page.layout.has_errors = true;
        response->code = 422;
        tpl_figures_book(&response->body, &page);
        return ST_OK;
    }
    TRY(fields_of(request, &period, &fields));
    struct book_field *rows = arena_array(arena, struct book_field, fields.count + 1);

    for (size_t i = 0; i < fields.count; i++)
        rows[i] = (struct book_field){ fields.at[i].field, fields.at[i].dossiers };
    page.fields = (struct book_fields){ rows, fields.count };
    page.total = total_of(&fields);
    page.pdf_parts = parts_of(arena, &period, page.total, PDF_ROWS, "PDF", ".pdf");
    page.xlsx_parts = parts_of(arena, &period, page.total, XLSX_ROWS, "XLSX", ".xlsx");
    tpl_figures_book(&response->body, &page);
    return ST_OK;
}
