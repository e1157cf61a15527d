/* SPDX-License-Identifier: Apache-2.0 */
/* catalogue -- what a procedure is, and the rules a version of one must keep before an office works by it.
 *
 * Directive 1b-law: terms, papers and fees come from the version in force on the day.  A version is never rewritten; a
 * change is a new version, from a new day on. */
#ifndef DOMAIN_CATALOGUE_H
#define DOMAIN_CATALOGUE_H

#include "base/arena.h"
#include "domain/checklist.h"
#include "domain/date.h"
#include "domain/term.h"

enum {
    CATALOGUE_NAME_CHARS_MAX = 1000, /* official names run to 919 characters */
    CATALOGUE_NOTE_CHARS_MAX = 500,
    CATALOGUE_PAPERS_MAX = 40,
    CATALOGUE_TARIFFS_MAX = 10,
    CATALOGUE_LEGS_MAX = 12
};

struct procedure_term {
    struct str channel; /* counter, online, post */
    int64_t amount;
    struct str unit; /* domain/term_units.def */
    int64_t fee_vnd; /* -1: no fixed sum, see fee_note */
};

struct procedure_paper {
    struct str name, kind;
    int64_t quantity;
    bool is_required;
    struct str condition, form_code; /* null: none; condition: in words, for print */
    struct checklist_answers when;   /* what the condition comes to in answers; none: it always applies, or who knows */
    struct str database;             /* null: none; else domain/databases.def: asked for only when not found there */
};

/* A body that works on the dossier too (liên thông).  Legs of one stage run at once, a stage after the one before; the
 * first leg of a stage leads it. */
struct procedure_leg {
    int64_t stage; /* 1..n, never falling */
    struct str body, what;
    int64_t amount;
    struct str unit; /* that of the terms */
};

/* One version.  Texts that may be absent are null then. */
struct procedure {
    struct str code, name, field, unit_code, result, certainty;
    struct str result_codes;                                       /* with a blank between them; may be null */
    struct str legal_basis;                                        /* one number a line */
    struct str decision, fee_note, term_note, source, replaced_by; /* may be null */
    struct str tariffs;        /* codes of what is to be paid (domain/tariff), a blank between them; may be null */
    enum waiting_rule waiting; /* what becomes of the term when the citizen was waited for */
    struct date effective_from, effective_to; /* no effective_to: until further notice */
    const struct procedure_term *terms;
    size_t term_count;
    struct checklist_questions questions; /* with the one that every procedure has in front */
    const struct procedure_paper *papers;
    size_t paper_count;
    const struct procedure_leg *legs; /* none: nobody else works on it */
    size_t leg_count;
    bool asks_no_papers;    /* said in so many words; otherwise a procedure without papers is a fault */
    struct str file, place; /* where it was read, for faults: "ho-tich.json", "1.001193 (procedures[3])" */
};

struct procedures {
    struct procedure *at;
    size_t count, room;
};

/* What is wrong, where: "catalogue/ho-tich.json", "1.001193 (procedures[3]) papers[2].quantity", "…". */
struct catalogue_fault {
    struct str file, place, reason;
};

struct catalogue_faults {
    struct arena *arena;
    struct catalogue_fault *at;
    size_t count, room;
    struct str file, procedure; /* where we are now; null outside */
};

/* Goes to a procedure: faults from now on are in it. */
void catalogue_fault_at(struct catalogue_faults *faults, const struct procedure *procedure);

/* `place` is within the procedure; may be "". */
void catalogue_fault_add(struct catalogue_faults *faults, const char *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a fault for each rule that the version breaks. */
void catalogue_check(const struct procedure *procedure, struct catalogue_faults *faults);

/* The part of that about legs: bodies and limits are there, and the stages fit into every term. */
void catalogue_check_legs(const struct procedure *procedure, struct catalogue_faults *faults);

/* Adds a fault for two versions of one procedure that are in force at the same time. */
void catalogue_check_versions(const struct procedures *procedures, struct catalogue_faults *faults);

bool procedure_is_in_force(struct date from, struct date to, struct date on);

/* Do both bind office and citizen in the same way?  Everything counts but the standing below. */
bool procedure_equal(const struct procedure *a, const struct procedure *b);

bool procedure_legs_equal(const struct procedure *a, const struct procedure *b);

/* The same last day in force, successor, certainty, source, tariffs and legs: what may be corrected without a new
 * version.  (Tariffs have versions of their own, and a dossier keeps the fees and legs it was received with.) */
bool procedure_standing_equal(const struct procedure *a, const struct procedure *b);

bool procedure_is_same_day(const struct procedure *procedure); /* at the counter */

struct str certainty_label(struct str certainty); /* "Đã đối chiếu nguồn"; the word itself when unknown */

#endif
