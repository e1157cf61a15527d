/* SPDX-License-Identifier: Apache-2.0 */
/* identity -- what names a person, a dossier or a procedure: identity numbers, the text behind a card's QR,
 * telephones, dossier and procedure codes.  Read and printed here, nowhere else.
 *
 * An identity number has 12 digits: 3 for the province of birth registration, 1 for century and sex, 2 for the year,
 * 6 at random; there is no check digit.  What does not fit is a warning: only a wrong length or a strange character is
 * refused.  Prefixes 097 to 099 were never given out; they mark made-up people. */
#ifndef DOMAIN_IDENTITY_H
#define DOMAIN_IDENTITY_H

#include "base/arena.h"
#include "domain/date.h"

enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE };

struct str gender_name(enum gender gender);           /* as stored: "male", "female"; null for unknown */
struct str gender_label(enum gender gender);          /* "Nam", "Nữ"; "" for unknown */
bool gender_parse(struct str text, enum gender *out); /* either spelling; null or empty is unknown */

enum finding {
#define FINDING(name, weight, words) FINDING_##name,
#include "domain/findings.def"
#undef FINDING
    FINDING_COUNT
};

enum finding_weight { FINDING_IS_REFUSED, FINDING_IS_WARNING, FINDING_IS_NOTE };

/* A set of findings; empty means nothing to say. */
struct findings {
    uint32_t bits;
};

bool findings_have(struct findings findings, enum finding finding);
bool findings_have_weight(struct findings findings, enum finding_weight weight);
enum finding_weight finding_weight(enum finding finding);
struct str finding_words(enum finding finding); /* a Vietnamese sentence */

enum identity_kind { IDENTITY_NONE, IDENTITY_CITIZEN, IDENTITY_OLD_CARD, IDENTITY_PASSPORT };

struct identity {
    enum identity_kind kind; /* IDENTITY_NONE when refused */
    struct findings findings;
    struct str province; /* null when unknown; the other fields below are for IDENTITY_CITIZEN alone */
    enum gender gender;
    int birth_year;
};

/* As people type it ("019 185 001 234", "b1234567") to its plain form: no blanks, dots or hyphens, capitals. */
struct str identity_clean(struct arena *arena, struct str typed);

/* Reads a plain number: 12 digits, 9 of an old card, or a passport's 6 to 9 capitals and digits, both among them. */
struct identity identity_parse(struct str number, struct date today);

/* What birthday and sex say against the number; those not given say nothing. */
struct findings identity_compare(struct identity identity, struct date born_on, enum gender gender);

struct str identity_mask(struct arena *arena, struct str number); /* "********1234" */

/* What a card's QR says; unsigned, so an aid to typing and never a proof.  Text points into what was parsed. */
struct card {
    struct str number, old_number, name, address;
    struct date born_on, issued_on;
    enum gender gender;
    struct findings findings; /* a REFUSED one: every other field is zero */
};

/* "number|old number|name|ddMMyyyy|Nam or Nữ|address|ddMMyyyy", up to 11 fields; text is NFC. */
struct card card_parse(struct str text, struct date today);

/* "0912345678", "+84 912 345 678", "(0208) 3123456" to digits beginning with 0; null when it cannot be a telephone. */
struct str phone_clean(struct arena *arena, struct str typed);
struct str phone_mask(struct arena *arena, struct str phone); /* "*******678" */

bool email_is_plausible(struct str email); /* the shape only: name@host.domain in ASCII, at most 254 bytes */

/* QĐ 20/2020: "H55.12.07", at most 35 characters. */
bool agency_code_is_valid(struct str code);

/* `agency` and the day are part of the code; a legacy code (TT 01/2018) writes the agency as 000.12.07.H55. */
struct dossier_code {
    struct str agency;
    struct date received_on;
    int64_t serial;
    bool is_legacy;
};

bool dossier_code_parse(struct str code, struct dossier_code *out);           /* "H55.12.07-250918-0007" */
struct str dossier_code_make(struct arena *arena, struct dossier_code parts); /* serial >= 1, in at least 4 digits */
struct str dossier_code_clean(struct arena *arena, struct str typed);         /* no blanks, capitals */

bool procedure_code_is_valid(struct str code); /* "1.001193", also with ".000.00.00.H55" or ".H55" after it */
bool result_code_is_valid(struct str code);    /* "KQ.G15.000031" */

#endif
