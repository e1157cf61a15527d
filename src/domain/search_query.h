/* SPDX-License-Identifier: Apache-2.0 */
/* search_query -- what somebody means who types, or scans, into the one search box.
 *
 *     H55.12.07-250918-0007, h5512072509180007, 250918-7, the address on a receipt     one dossier
 *     H55.12.07-250918, 250918                                                         the dossiers of a day
 *     7, 0007                                    a number of the last days, or the end of a telephone
 *     097185001234, B1234567, a card's QR        a person's number
 *     0912 345 678, +84912345678, 5678           a telephone, or its end
 *     nguyen thi mau, Mẫu, "thi m"               a name, in any part; failing that, a procedure
 *     1.001193                                   a procedure
 *
 * A reading is a guess at what was meant; whether there is such a dossier is for others to find. */
#ifndef DOMAIN_SEARCH_QUERY_H
#define DOMAIN_SEARCH_QUERY_H

#include "base/arena.h"
#include "domain/date.h"

enum {
    SEARCH_TYPED_CHARS_MAX = 300, /* a card's QR is the longest */
    SEARCH_READINGS_MAX = 4,
    SEARCH_WORDS_MAX = 8 /* of a name; what follows is not looked at */
};

enum search_kind {
#define SEARCH_KIND(name, of, words) SEARCH_##name,
#include "domain/search_kinds.def"
#undef SEARCH_KIND
    SEARCH_KIND_COUNT
};

/* text: a whole code; the beginning of one; digits without leading zeros; a number; digits; a folded name
 * (domain/search_keys.h); a procedure's code, or words as typed. */
struct search_reading {
    enum search_kind kind;
    struct str text;
};

struct search_query {
    struct search_reading readings[SEARCH_READINGS_MAX]; /* in the order in which they are tried */
    size_t count;                                        /* 0: nothing that could be looked for */
};

struct str search_kind_words(enum search_kind kind);

/* It can be nothing but a file's code or a procedure: no name, no number of a person, no such number mistyped. */
bool search_query_is_of_files(const struct search_query *query);

/* `typed` has at most SEARCH_TYPED_CHARS_MAX characters; codes without their beginning are those of `agency_code`. */
void search_query_read(struct arena *arena, struct str typed, struct str agency_code, struct date today,
                       struct search_query *out);

#endif
