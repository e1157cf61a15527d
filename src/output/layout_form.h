/* SPDX-License-Identifier: Apache-2.0 */
/* layout_form -- what stands where on the forms of TT 03/2025/TT-VPCP; the next circular changes this file and nothing
 * else.  form_draw.c draws it, from the top to the bottom.
 *
 * `{name}` in words is a text of domain/form_texts.def, `{*name}` the same in bold, `{^name}` with a capital in front;
 * a text that was left open is dotted, so that it can be written in by hand. */
#ifndef OUTPUT_LAYOUT_FORM_H
#define OUTPUT_LAYOUT_FORM_H

#include "domain/form.h"
#include "output/sheet.h"

enum form_part_kind {
    FORM_FIELD,    /* a line of labels and texts; the text wraps under itself */
    FORM_SENTENCE, /* a paragraph as in a letter */
    FORM_CENTRED,  /* a line in the middle */
    FORM_ITEMS,    /* the words, and the rows, numbered */
    FORM_TABLE,    /* the rows in columns, below the words if there are any */
    FORM_REGISTER, /* the words, and where it stands in the register: year and number */
    FORM_PAYMENT   /* the words, and the square to pay by if there is one */
};

enum { FORM_ALWAYS = -1 };

struct form_part {
    enum form_part_kind kind;
    struct str words;
    int only_with; /* left out when this text is empty; or FORM_ALWAYS */
};

struct form_signer {
    struct str role; /* of whoever signs */
    int title, name; /* texts; the title, where it is given, stands in place of the role; -1: it has none */
};

struct form_layout {
    const struct sheet_paper *paper;
    struct str title[2];       /* lines */
    bool has_code, has_square; /* under the title, and beside it: the way to the status page */
    const struct form_part *parts;
    int part_count;
    const struct sheet_table *table; /* NULL: none */
    struct form_signer signers[2];
    int signer_count;
};

const struct form_layout *form_layout_of(enum form_kind kind);

#endif
