/* SPDX-License-Identifier: Apache-2.0 */
/* form_fill -- one function for each form that fills its texts and rows from values.
 *
 * Values are in words people read, moments excepted; what is null or empty is left open on the paper.  Numbers and
 * versions are given later, by app/form_issue.  Fields: TT 03/2025/TT-VPCP annex I; Mẫu 05: NĐ 118/2025. */
#ifndef DOMAIN_FORM_FILL_H
#define DOMAIN_FORM_FILL_H

#include "domain/form.h"
#include "domain/intake.h"

struct form_party {
    struct str name, identity_number, address, phone, email;
};

/* What every form says of its dossier; app/form_issue.h loads it. */
struct form_dossier {
    struct str parent, centre, place; /* UBND xã Bình Yên; its centre; Bình Yên */
    struct str code;
    struct str status_address; /* what the QR opens; null: no QR */
    struct form_party person;
    struct form_party principal; /* for whom the person acts; a null name: for nobody */
    struct str authorisation;    /* the paper that allows it */
    struct str submitter;        /* who stands at the counter and signs; null: the person */
    struct str procedure;        /* its name */
    struct str request;          /* what is asked for */
    struct str handling_unit;
    struct moment received_at, promised_at;
    struct moment extended_to; /* what an extension promises; holds while it is later than promised_at */
};

/* "Đăng ký khai sinh (1.001193): cho con thứ hai" */
struct str form_request(struct arena *arena, struct str procedure, struct str procedure_code, struct str summary);

/* Mẫu 01.  Only papers handed in, or looked up in their place, stand on it. */
struct form_paper {
    struct str name, kind; /* stored kind: "original" */
    int64_t quantity;
    enum paper_verdict verdict;
};

struct form_receipt {
    const struct form_paper *papers;
    size_t paper_count;
    int64_t sets;
    struct str term;       /* "5 ngày làm việc" */
    struct str collect_at; /* where the result is handed over */
    struct str fee;        /* "8.000 đồng, đã thu" */
    struct str payment_qr; /* a VietQR's text; null: nothing to pay by it */
    struct str officer;    /* who receives */
};

struct form_content form_fill_receipt(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                      const struct form_receipt *receipt);

/* Mẫu 02: everything that is to be added or corrected, at once. */
struct form_supplement {
    const struct str *items;
    size_t item_count;
    struct str reason;
    struct str contact, contact_phone; /* who answers questions */
    struct str officer;                /* who signs */
};

struct form_content form_fill_supplement(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                         const struct form_supplement *supplement);

/* Mẫu 03: the reason is one of law, with the basis it rests on. */
struct form_refusal {
    struct str reason, legal_basis, officer;
};

struct form_content form_fill_refusal(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                      const struct form_refusal *refusal);

/* Mẫu 04, signed by the head of the handling unit. */
struct form_apology {
    struct str reason;
    struct moment new_at; /* the one new appointment */
    struct str signer, signer_title;
};

struct form_content form_fill_apology(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                      const struct form_apology *apology);

/* Mẫu 05, only while no decision is signed. */
struct form_stop {
    struct str requested_by; /* "người nộp hồ sơ", "Văn phòng HĐND và UBND" */
    struct str stage;        /* how far it had come */
    struct str reason, legal_basis;
    struct str settlement; /* what becomes of money paid */
    struct str signer, signer_title;
};

struct form_content form_fill_stop(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                   const struct form_stop *stop);

/* Mẫu 06: the hand-overs, in their order; `result` is what the receiving side found: trước hạn, đúng hạn, quá hạn. */
struct form_handover {
    struct str from_unit, to_unit, giver, receiver;
    struct moment at;
    struct str result, note;
};

struct form_control {
    const struct form_handover *handovers;
    size_t handover_count;
    struct str helping_units; /* "Công an xã, Phòng Kinh tế" */
};

struct form_content form_fill_control(struct arena *arena, const struct form_dossier *dossier, struct moment at,
                                      const struct form_control *control);

/* Mẫu 07: dossiers sorted by field, then by reception. */
struct form_book_row {
    struct str field, number, code, procedure, person, address, phone, handling_unit;
    struct moment received_at, promised_at, returned_at;
    struct str channel, note;
};

/* The cells of one row; `out` has room for form_cells(FORM_BOOK). */
void form_fill_book_row(struct arena *arena, const struct form_book_row *row, struct str *out);

/* The book itself, around rows filled before. */
struct form_content form_fill_book(struct arena *arena, const struct form_dossier *office, struct date from,
                                   struct date to, struct moment at, struct form_rows rows);

#endif
