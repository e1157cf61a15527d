/* SPDX-License-Identifier: Apache-2.0 */
/* search_keys -- what a dossier is found by beside its code: short texts that are stored with it (table search_key), so
 * that one look at an index answers what somebody types, however many dossiers there are.
 *
 *     nguyen thi mau, thi mau, mau   the name of a person, from each of its words on
 *     #8765432190                    a telephone, read backwards: people say its last digits
 *     =097185001234                  the number of an owner or submitter; the applicant's has an index of its own
 *     >1.001193                      the procedure
 *
 * Names are compared without accents, capitals or punctuation, and i and y are one letter ("kí", "ký"). */
#ifndef DOMAIN_SEARCH_KEYS_H
#define DOMAIN_SEARCH_KEYS_H

#include "base/arena.h"

enum {
    SEARCH_PERSONS_MAX = 3,   /* applicant, owner, submitter */
    SEARCH_NAME_KEYS_MAX = 6, /* of a longer name: the whole, and from each of its last five words on */
    SEARCH_KEY_CHARS_MAX = 60,
    SEARCH_KEYS_MAX = SEARCH_PERSONS_MAX * (SEARCH_NAME_KEYS_MAX + 2) + 1
};

struct search_person {
    struct str name, phone, identity_number; /* empty or null: none, or none that needs a key */
};

/* What the keys of a dossier are made of. */
struct search_subject {
    struct search_person persons[SEARCH_PERSONS_MAX];
    size_t person_count;
    struct str procedure_code;
};

struct search_keys {
    struct str at[SEARCH_KEYS_MAX]; /* each once */
    size_t count;
};

void search_keys_of(struct arena *arena, const struct search_subject *subject, struct search_keys *out);
bool search_keys_have(const struct search_keys *keys, struct str key);

/* Words of a to z and 0 to 9 with one blank between: "Nguyễn  Thị Mỹ-Lý" becomes "nguien thi mi li". */
struct str search_fold(struct arena *arena, struct str text);

/* The key of a folded name or of its end, of the last digits of a telephone (or all), of a number, of a procedure. */
struct str search_key_of_name(struct str folded);
struct str search_key_of_phone(struct arena *arena, struct str digits);
struct str search_key_of_identity(struct arena *arena, struct str number);
struct str search_key_of_procedure(struct arena *arena, struct str procedure_code);

/* Keys that begin with `key` stand from it on and before this. */
struct str search_key_behind(struct arena *arena, struct str key);

/* Is each word of `typed` the beginning of a word of `folded`?  Both are folded; the order of words says nothing. */
bool search_words_are_in(struct str typed, struct str folded);

#endif
