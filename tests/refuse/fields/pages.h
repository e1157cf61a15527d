/* SPDX-License-Identifier: Apache-2.0 */
/* The models of tests/refuse/fields: gcc must refuse each template at its own line. */
#ifndef REFUSE_PAGES_H
#define REFUSE_PAGES_H

#include "web/html.h"

struct list_row {
    struct str applicant;
    const char *bytes;
};

struct list_page {
    struct str office_name;
    bool is_late;
    struct {
        const struct list_row *at;
        size_t count;
    } rows;
};

#endif
