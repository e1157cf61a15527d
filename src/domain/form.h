/* SPDX-License-Identifier: Apache-2.0 */
/* form -- what the forms of TT 03/2025/TT-VPCP (Mẫu 01-07) say: a form is its texts and rows, and nothing else.
 *
 * An issued form is stored as the text that form_content_print() makes, and drawn from that text alone: a later change
 * of the dossier, the office or the catalogue never changes a paper somebody holds.  form_fill.h fills each form;
 * output/layout_form says what stands where. */
#ifndef DOMAIN_FORM_H
#define DOMAIN_FORM_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/date.h"

enum form_kind {
#define FORM(name, code, suffix, cells, title) FORM_##name,
#include "domain/forms.def"
#undef FORM
    FORM_KIND_COUNT
};

enum form_slot {
#define TEXT(name, shown, meaning) FORM_TEXT_##name,
#include "domain/form_texts.def"
#undef TEXT
    FORM_TEXT_COUNT
};

enum { FORM_TEXT_BYTES_MAX = 6 * 1024, FORM_ROWS_MAX = 500, FORM_CONTENT_BYTES_MAX = 256 * 1024 };

/* `count` rows, one after the other, of form_cells(kind) cells each. */
struct form_rows {
    const struct str *cells;
    size_t count;
};

struct form_content {
    enum form_kind kind;
    int64_t year, number, version; /* given when it is issued */
    struct moment issued_at;
    struct str texts[FORM_TEXT_COUNT]; /* null or empty: nothing to say */
    struct form_rows rows;
};

struct str form_code(enum form_kind kind);  /* "01" */
struct str form_title(enum form_kind kind); /* "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" */
size_t form_cells(enum form_kind kind);     /* of each row */
bool form_kind_parse(struct str code, enum form_kind *out);

struct str form_text_name(enum form_slot slot);

/* "02/PBS-TTPVHCC": padded below 10, as NĐ 30/2020 has numbers. */
struct str form_number(struct arena *arena, enum form_kind kind, int64_t number);

/* The content as JSON, keys sorted, without texts that say nothing: equal contents give equal bytes.
 *     ST_TOO_LARGE  a text, the rows or the whole are past their bounds */
enum status form_content_print(struct arena *arena, const struct form_content *content, struct str *out) MUST_CHECK;

/* Reads what form_content_print() made; texts point into `text` or the arena.
 *     ST_TOO_LARGE  past the bounds
 *     ST_INVALID    anything else */
enum status form_content_parse(struct arena *arena, struct str text, struct form_content *out) MUST_CHECK;

/* As people see it who do not work on the dossier. */
void form_content_mask(struct arena *arena, struct form_content *content);

#endif
