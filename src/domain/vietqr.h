/* SPDX-License-Identifier: Apache-2.0 */
/* vietqr -- the text behind a VietQR: a transfer to a bank account that any Vietnamese banking application reads.
 *
 * EMVCo's merchant-presented form as NAPAS fills it: two digits of tag, two of length, the value; CRC-16 at the end.
 * Everything is ASCII.  A text that we make is always one that we can read back. */
#ifndef DOMAIN_VIETQR_H
#define DOMAIN_VIETQR_H

#include "base/arena.h"

enum {
    VIETQR_ROOM = 256, /* longest text and its NUL */
    VIETQR_ACCOUNT_MAX = 19,
    VIETQR_PURPOSE_MAX = 25, /* what banks carry through; practice, not law */
    VIETQR_BILL_MAX = 25,
    VIETQR_AMOUNT_DIGITS_MAX = 13
};

struct vietqr {
    struct str bin;         /* 6 digits */
    struct str account;     /* 1 to 19 letters and digits: an account's number, or a card's */
    bool is_card;           /* the number is a card's */
    int64_t amount_vnd;     /* 0: the payer types it */
    struct str bill_number; /* null: none */
    struct str purpose;     /* null: none; letters, digits and blanks */
};

enum vietqr_fault {
    VIETQR_GOOD,
    VIETQR_NOT_TLV,     /* a tag or length is no number, or a value ends too early */
    VIETQR_BAD_CRC,     /* or none at the end */
    VIETQR_TAG_TWICE,   /* or out of order */
    VIETQR_NOT_VIETQR,  /* a part that must be there is not, or is another's */
    VIETQR_BAD_ACCOUNT, /* bank or account number */
    VIETQR_BAD_AMOUNT,
    VIETQR_BAD_TEXT /* bill number or purpose */
};

/* CRC-16/CCITT-FALSE: polynomial 1021, begins with FFFF. */
unsigned vietqr_crc(struct str text);

/* Can it be written?  VIETQR_GOOD or the part that is wrong. */
enum vietqr_fault vietqr_check(const struct vietqr *transfer);

/* The text; null when vietqr_check() says no. */
struct str vietqr_build(const struct vietqr *transfer, char out[VIETQR_ROOM]);

/* Reads a text strictly; *out points into it and is untouched on failure. */
enum vietqr_fault vietqr_parse(struct str text, struct vietqr *out);

/* Words as a purpose: "Lệ phí, hồ sơ 7" becomes "Le phi ho so 7"; at most 25 characters, whole words where possible. */
struct str vietqr_purpose(struct arena *arena, struct str words);

/* A dossier's code as a purpose: "H55.12.07-250918-0007" becomes "H55 12 07 250918 0007".  One that is too long keeps
 * its first word and its last two: day and number. */
struct str vietqr_purpose_of_code(struct arena *arena, struct str code);

struct bank {
    struct str bin, short_name, name;
    bool is_verified;
};

/* NULL: no such bank. */
const struct bank *bank_of(struct str bin);
const struct bank *bank_at(size_t i); /* all, in the order of the table; NULL past the end */

bool bank_account_is_valid(struct str account); /* 6 to 19 letters and digits, without blanks */

#endif
