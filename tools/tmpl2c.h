/* SPDX-License-Identifier: Apache-2.0 */
/* tmpl2c -- pages in HTML and plain texts in, C functions out.  tmpl2c_read.c cuts a file into tags and text,
 * tmpl2c_html.c knows where in the HTML a value stands, tmpl2c.c writes C. */
#ifndef TOOLS_TMPL2C_H
#define TOOLS_TMPL2C_H

#include "base/arena.h"
#include "base/buf.h"

/* ---- tmpl2c_html.c ---- */

enum html_place {
    PLACE_TEXT,
    PLACE_TAG_NAME,
    PLACE_TAG, /* between attributes */
    PLACE_ATTRIBUTE,
    PLACE_EQUALS, /* after the sign, before the value */
    PLACE_DOUBLE_QUOTED,
    PLACE_SINGLE_QUOTED,
    PLACE_UNQUOTED,
    PLACE_COMMENT,
    PLACE_RAW /* inside <script> or <style> */
};

enum { NAME_ROOM = 32 };

struct html_position {
    enum html_place place;
    char element[NAME_ROOM], attribute[NAME_ROOM]; /* the latest ones, lower case, cut when long */
};

void html_advance(struct html_position *position, struct str text);

/* Why a value may not stand here; NULL when it may. */
const char *html_refusal(const struct html_position *position);
/* Inside the name of a tag or an attribute, or right behind it. */
bool html_is_in_name(const struct html_position *position);

/* Would `text` go on with a name that stands right before it? */
bool html_continues_name(struct str text);

bool html_is_same_place(const struct html_position *a, const struct html_position *b);

/* ---- tmpl2c_read.c ---- */

enum piece_kind {
    PIECE_TEXT,
    PIECE_VALUE,
    PIECE_MODEL,
    PIECE_LAYOUT,
    PIECE_CONTENT,
    PIECE_IF,
    PIECE_ELSE,
    PIECE_FOR,
    PIECE_END,
    PIECE_USE
};

struct piece {
    enum piece_kind kind;
    int line;
    int column;      /* of the path, from 1, in characters */
    struct str text; /* PIECE_TEXT */
    struct str path; /* a.b.c */
    struct str name; /* model's struct, loop's variable, template used */
    bool is_not;     /* {% if not … %} */
};

struct template
{
    const char *file;
    struct str name; /* dossier/list */
    struct str model;
    struct str layout_name, layout_path; /* null: none */
    bool has_content;                    /* is a layout */
    bool has_subject;                    /* its words begin with `Subject: `, which is cut off */
    struct piece *pieces;
    size_t count, room;
};

struct template_list {
    struct template *at;
    size_t count, room;
};

struct template template_read(struct arena *arena, const char *file, struct str name);

#endif
