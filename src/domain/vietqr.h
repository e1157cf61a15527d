/* SPDX-License-Identifier: Apache-2.0 */
/* vietqr -- the text behind a VietQR: a transfer to a bank account that any Vietnamese banking application reads.
 *
 * EMVCo's merchant-presented form as NAPAS fills it: two digits of tag, two of length, the value; CRC-16 at the end.
 * Everything is ASCII. */
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

/* A dossier's code as a purpose: "H55.12.07-250918-0007" becomes "H55 12 07 250918 0007".  One that is too long keeps
 * its first word and its last two: day and number. */
struct str vietqr_purpose_of_code(struct arena *arena, struct str code);

struct bank {
    struct str bin, short_name, name;
    bool is_verified;
};

/* NULL: no such bank. */
const struct bank *bank_of(struct str bin);

bool bank_account_is_valid(struct str account); /* 6 to 19 letters and digits, without blanks */

#endif
