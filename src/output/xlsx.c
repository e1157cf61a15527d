/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN.  libxlsxwriter in its mode of constant memory: rows come in their order and go to a temporary file at once.
 * The document itself is put together in a memory file, which the library opens by its path under /proc. */
#include "output/xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { CELL_BYTES_MAX = 8000, SHEET_NAME_MAX = 31 };

struct xlsx {
    struct arena *arena;
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *title, *head, *band, *cell;
    const struct xlsx_column *columns;
    int column_count, file;
    lxw_row_t row; /* the next one */
    bool is_failed;
    char scratch[CELL_BYTES_MAX + 1];
};

/* In the scratch room, until the next call: the library copies what it is given.  Control characters, which XML does
 * not know, become blanks; what no cell holds is cut at a letter. */
static const char *cell_text(struct xlsx *xlsx, struct str text)
{
    size_t len = text.len < CELL_BYTES_MAX ? text.len : CELL_BYTES_MAX;

    while (len < text.len && len > 0 && ((unsigned char)text.at[len] & 0xC0) == 0x80)
        len--;
    for (size_t i = 0; i < len; i++)
        xlsx->scratch[i] = (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i];
    xlsx->scratch[len] = '\0';
    return xlsx->scratch;
}

/* "Sổ theo dõi", without what a worksheet's name may not have. */
static const char *sheet_name(struct arena *arena, struct str name)
{
    char *clean = arena_array(arena, char, name.len + 1);
    size_t chars = 0, len = 0;

    for (; len < name.len; len++) {
        chars += ((unsigned char)name.at[len] & 0xC0) != 0x80;
        if (chars > SHEET_NAME_MAX)
            break;
        clean[len] = strchr("[]:*?/\\'", name.at[len]) != NULL ? ' ' : name.at[len];
    }
    clean[len] = '\0';
    return len == 0 ? "Sheet1" : clean;
}

static lxw_format *format_of(struct xlsx *xlsx, bool is_bold, bool is_centred)
{
    lxw_format *format = workbook_add_format(xlsx->workbook);

    format_set_font_name(format, "Times New Roman");
    format_set_text_wrap(format);
    format_set_align(format, is_centred ? LXW_ALIGN_CENTER : LXW_ALIGN_LEFT);
    format_set_align(format, is_centred ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (is_bold)
        format_set_bold(format);
    return format;
}

static char *copy_of(struct arena *arena, struct str text)
{
    char *copy = arena_array(arena, char, text.len + 1);

    memcpy(copy, text.len == 0 ? "" : text.at, text.len);
    return copy;
}

static void set_facts(struct xlsx *xlsx, struct xlsx_facts facts)
{
    lxw_doc_properties properties = { .title = copy_of(xlsx->arena, facts.title),
                                      .author = copy_of(xlsx->arena, facts.author),
                                      .created = facts.made_at.ms / 1000 };

    xlsx->is_failed |= workbook_set_properties(xlsx->workbook, &properties) != LXW_NO_ERROR;
}

static void set_up_sheet(struct xlsx *xlsx)
{
    worksheet_set_landscape(xlsx->sheet);
    worksheet_set_paper(xlsx->sheet, 9); /* A4 */
    worksheet_fit_to_pages(xlsx->sheet, 1, 0);
    worksheet_set_margins(xlsx->sheet, 0.6, 0.4, 0.6, 0.6);
    for (int i = 0; i < xlsx->column_count; i++)
        worksheet_set_column(xlsx->sheet, (lxw_col_t)i, (lxw_col_t)i, xlsx->columns[i].width_chars, NULL);
}

enum status xlsx_begin(struct arena *arena, struct xlsx_facts facts, const struct xlsx_column *columns, int count,
                       struct xlsx **out)
{
    struct xlsx *xlsx = arena_new(arena, struct xlsx);
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    char path[32];

    *xlsx = (struct xlsx){ .arena = arena, .columns = columns, .column_count = count };
    xlsx->file = memfd_create("xlsx", MFD_CLOEXEC);
    if (xlsx->file < 0)
        return ST_UNAVAILABLE;
    snprintf(path, sizeof path, "/proc/self/fd/%d", xlsx->file);
    xlsx->workbook = workbook_new_opt(path, &options);
    if (xlsx->workbook != NULL)
        xlsx->sheet = workbook_add_worksheet(xlsx->workbook, sheet_name(arena, facts.sheet));
    if (xlsx->sheet == NULL) {
        xlsx_drop(xlsx);
        return ST_UNAVAILABLE;
    }
    xlsx->title = format_of(xlsx, true, true);
    xlsx->head = format_of(xlsx, true, true);
    xlsx->band = format_of(xlsx, true, false);
    xlsx->cell = format_of(xlsx, false, false);
    format_set_border(xlsx->head, LXW_BORDER_THIN);
    format_set_border(xlsx->band, LXW_BORDER_THIN);
    format_set_border(xlsx->cell, LXW_BORDER_THIN);
    set_facts(xlsx, facts);
    set_up_sheet(xlsx);
    *out = xlsx;
    return ST_OK;
}

/* ---- Rows -------------------------------------------------------------------------------------- */

static void put(struct xlsx *xlsx, int first, int last, struct str words, lxw_format *format)
{
    const char *text = cell_text(xlsx, words);
    lxw_error error = first == last ? worksheet_write_string(xlsx->sheet, xlsx->row, (lxw_col_t)first, text, format)
                                    : worksheet_merge_range(xlsx->sheet, xlsx->row, (lxw_col_t)first, xlsx->row,
                                                            (lxw_col_t)last, text, format);

    xlsx->is_failed |= error != LXW_NO_ERROR;
}

static void put_across(struct xlsx *xlsx, struct str words, lxw_format *format)
{
    put(xlsx, 0, xlsx->column_count - 1, words, format);
    xlsx->row++;
}

void xlsx_title(struct xlsx *xlsx, struct str words)
{
    put_across(xlsx, words, xlsx->title);
}

void xlsx_band(struct xlsx *xlsx, struct str words)
{
    put_across(xlsx, words, xlsx->band);
}

/* The last column of the group that begins at `first`. */
static int group_end(const struct xlsx *xlsx, int first)
{
    int last = first;

    while (last + 1 < xlsx->column_count && str_equal(xlsx->columns[last + 1].group, xlsx->columns[first].group))
        last++;
    return last;
}

/* Groups above, titles below. */
void xlsx_head(struct xlsx *xlsx)
{
    lxw_row_t upper = xlsx->row;

    for (int i = 0, last; i < xlsx->column_count; i = last + 1) {
        last = group_end(xlsx, i);
        if (!str_is_empty(xlsx->columns[i].group))
            put(xlsx, i, last, xlsx->columns[i].group, xlsx->head);
    }
    xlsx->row++;
    for (int i = 0; i < xlsx->column_count; i++)
        put(xlsx, i, i, xlsx->columns[i].title, xlsx->head);
    xlsx->row++;
    worksheet_freeze_panes(xlsx->sheet, xlsx->row, 0);
    worksheet_repeat_rows(xlsx->sheet, upper, upper + 1);
}

void xlsx_row(struct xlsx *xlsx, const struct str *cells)
{
    for (int i = 0; i < xlsx->column_count; i++)
        put(xlsx, i, i, cells[i], xlsx->cell);
    xlsx->row++;
}

/* ---- The end ----------------------------------------------------------------------------------- */

static enum status read_file(struct xlsx *xlsx, struct str *out_bytes)
{
    off_t len = lseek(xlsx->file, 0, SEEK_END);

    if (len > XLSX_BYTES_MAX)
        return ST_TOO_LARGE;
    if (len <= 0)
        return ST_UNAVAILABLE;
    char *bytes = arena_array(xlsx->arena, char, (size_t)len);
    if (pread(xlsx->file, bytes, (size_t)len, 0) != len)
        return ST_UNAVAILABLE;
    *out_bytes = (struct str){ bytes, (size_t)len };
    return ST_OK;
}

enum status xlsx_end(struct xlsx *xlsx, struct str *out_bytes)
{
    bool is_written = workbook_close(xlsx->workbook) == LXW_NO_ERROR && !xlsx->is_failed;
    enum status status = is_written ? read_file(xlsx, out_bytes) : ST_UNAVAILABLE;

    close(xlsx->file);
    return status;
}

void xlsx_drop(struct xlsx *xlsx)
{
    if (xlsx->workbook != NULL)
        (void)workbook_close(xlsx->workbook);
    close(xlsx->file);
}
