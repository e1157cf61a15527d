/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx -- one worksheet as Excel reads it, written row by row: however many there are, one row is held in memory.
 *
 * Values are text and never formulas.  The same calls give the same bytes.  Rows go through unnamed temporary files. */
#ifndef OUTPUT_XLSX_H
#define OUTPUT_XLSX_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/date.h"

enum { XLSX_COLUMNS_MAX = 20, XLSX_BYTES_MAX = 6 * 1024 * 1024 };

struct xlsx_facts {
    struct str title, author;
    struct str sheet; /* the worksheet's name */
    struct moment made_at;
};

/* A column; those side by side of the same `group` stand under its name. */
struct xlsx_column {
    struct str title, group; /* null group: none */
    double width_chars;
};

struct xlsx;

/* ST_UNAVAILABLE: no temporary file. */
enum status xlsx_begin(struct arena *arena, struct xlsx_facts facts, const struct xlsx_column *columns, int count,
                       struct xlsx **out) MUST_CHECK;

void xlsx_title(struct xlsx *xlsx, struct str words); /* bold, in the middle, across all columns */
void xlsx_head(struct xlsx *xlsx);                   /* the columns' titles; stays in sight, and on each page printed */
void xlsx_band(struct xlsx *xlsx, struct str words); /* bold, across all columns */
void xlsx_row(struct xlsx *xlsx, const struct str *cells); /* as many as the columns */

/* Ends the document, also when it fails: ST_TOO_LARGE, past XLSX_BYTES_MAX; ST_UNAVAILABLE, it could not be written. */
enum status xlsx_end(struct xlsx *xlsx, struct str *out_bytes) MUST_CHECK;

/* Ends it without an outcome. */
void xlsx_drop(struct xlsx *xlsx);

#endif
