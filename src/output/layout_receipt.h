/* SPDX-License-Identifier: Apache-2.0 */
/* layout_receipt -- Mẫu 01 of TT 03/2025/TT-VPCP: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, on A5. */
#ifndef OUTPUT_LAYOUT_RECEIPT_H
#define OUTPUT_LAYOUT_RECEIPT_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/date.h"

struct receipt_paper {
    struct str name, form; /* "bản chính", "bản sao", "bản điện tử" */
    int64_t quantity;
};

struct receipt_papers {
    const struct receipt_paper *at;
    size_t count;
};

struct receipt_person {
    struct str name, identity_number, address, phone, email; /* null or empty: not given */
};

/* What is printed, in words people read; every text may be of any length. */
struct receipt {
    struct str parent, centre, place; /* UBND xã Bình Yên; its centre; Bình Yên */
    struct str number;                /* 0012/TTPVHCC */
    struct str code;                  /* H55.12.07-250918-0007 */
    struct str status_address;        /* what the QR opens; null: no QR */
    struct receipt_person applicant;
    struct receipt_person principal; /* for whom the applicant acts; a null name: for nobody */
    struct str authorisation;        /* the paper that allows it */
    struct str request;              /* what is asked for */
    struct receipt_papers papers;
    int64_t sets;
    struct str term; /* 05 ngày làm việc */
    struct moment received_at, return_at;
    struct str collect_at;        /* where the result is handed over */
    struct str book, book_serial; /* null: none */
    struct str officer;
};

/* The document; the same receipt always gives the same bytes.
 *     ST_TOO_LARGE    past 4 MiB
 *     ST_UNAVAILABLE  could not be drawn */
enum status receipt_draw(struct arena *arena, const struct receipt *receipt, struct str *out_pdf) MUST_CHECK;

#endif
