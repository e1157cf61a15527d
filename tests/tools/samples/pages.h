/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SAMPLES_PAGES_H
#define SAMPLES_PAGES_H

#include "web/html.h"

struct layout {
    struct str title;
};

struct badge {
    struct str label;
    bool is_late;
};

struct note {
    struct str words;
};

struct dossier {
    struct str code;
    struct badge badge;
    struct date due_on;
    struct {
        const struct note *at;
        size_t count;
    } notes;
};

struct dossier_list {
    struct layout layout;
    struct str heading;
    int64_t fee_vnd;
    struct moment printed_at;
    struct safe_html markup;
    struct {
        const struct dossier *at;
        size_t count;
    } dossiers;
    struct {
        const struct str *at;
        size_t count;
    } words;
};

#endif
