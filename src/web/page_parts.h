/* SPDX-License-Identifier: Apache-2.0 */
/* page_parts -- what templates are drawn from: the frame all pages share, and pieces used by several.
 *
 * A template prints these fields and decides nothing: words, colours and "is it late" are settled by the handler.
 * Texts may be null or empty; lists may have count 0.  Each feature's own pages are in pages_FEATURE.h. */
#ifndef WEB_PAGE_PARTS_H
#define WEB_PAGE_PARTS_H

#include "base/arena.h"
#include "domain/date.h"

/* Somewhere to go. */
struct link {
    struct str label, href;
    struct str count; /* "12", "999+": printed in a small bubble; empty: none */
    bool is_current;
    bool is_alarming; /* the bubble is red */
};

struct links {
    const struct link *at;
    size_t count;
};

struct texts {
    const struct str *at;
    size_t count;
};

/* The frame of a page; web/layout.c fills it from the request. */
struct layout {
    struct str title; /* unique; also the browser's tab */
    struct str office_name, centre_name, address, phone;
    struct str css_url, js_url, icon_url;
    bool is_signed_in;
    struct str user_name, role_label, csrf_token;
    struct links menu;
    struct links breadcrumbs; /* the way back up, without this page; empty: none */
    struct str notice;        /* one sentence about what was just done */
    struct str undo_href;     /* takes that back; empty: it cannot be */
    int64_t undo_version;     /* of the dossier it was done to */
    bool has_search;          /* the box that finds dossiers stands in the head */
    struct str searched;      /* what is typed there */
    bool has_errors;          /* the browser's tab says so first */
    bool is_wide;             /* tables of work use more of a wide screen */
    bool is_private;          /* search engines and caches keep away */
};

/* A state in a coloured tag; `colour` is one of grey, blue, teal, yellow, orange, green, red, purple. */
struct tag {
    struct str label, colour;
};

/* "còn 6 giờ 20 phút" in working time; `look` is one of fine, soon, late, rest. */
struct time_left {
    struct str label, look;
};

/* Older and newer pages of a list that is read by key; an empty address: no such page. */
struct pager {
    struct str first_href, next_href;
    bool is_needed;
};

/* One thing that is wrong, and the field to go to: its id without '#'. */
struct form_error {
    struct str field, message;
};

struct form_errors {
    const struct form_error *at;
    size_t count;
};

/* One thing is wrong, at the field with this id; nothing, when `message` is empty. */
struct form_errors form_errors_one(struct arena *arena, struct str field, struct str message);

/* A line of text to type; its id is its name. */
struct form_input {
    struct str name, label, hint, value, error;
    struct str type;         /* text, search, tel, email, password; empty: text */
    struct str autocomplete; /* empty: off */
    struct str inputmode;    /* numeric; empty: text */
    int64_t max_length;      /* in characters; 0: unbounded here */
    bool is_wide;            /* takes the whole row of a form in two columns */
    bool is_optional;        /* the label says so */
};

struct form_inputs {
    const struct form_input *at;
    size_t count;
};

struct form_choice {
    struct str id, value, label, hint;
    bool is_chosen;
};

struct form_choices {
    const struct form_choice *at;
    size_t count;
};

/* One of a few (radios) or one of many (select).  A radio's id is its choice's id; the first one's should be `name`, so
 * that an error leads there. */
struct form_choose {
    struct str id, name, label, hint, error; /* id: of a select, when it is not its name */
    struct form_choices choices;
};

/* Lines of text to type; its id is its name unless `id` is given (a page may ask for several reasons). */
struct form_text {
    struct str id, name, label, hint, value, error;
    int64_t max_length;
};

#endif
