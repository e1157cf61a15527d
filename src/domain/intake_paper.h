/* SPDX-License-Identifier: Apache-2.0 */
/* intake_paper -- one paper at reception: what the procedure asks for, what was handed in, what is wrong with it
 * (directive 1b-check: paper by paper).
 *
 * A paper whose data sits in a shared database is looked up; it may be asked for only when that failed, and the
 * reason stays with the dossier (NĐ 118/2025 as amended by NĐ 309/2026, Art 4(2a)). */
#ifndef DOMAIN_INTAKE_PAPER_H
#define DOMAIN_INTAKE_PAPER_H

#include "domain/checklist.h"

enum { INTAKE_PAPERS_MAX = 40, INTAKE_NOTE_MAX = 300, INTAKE_QUANTITY_MAX = 99 };

enum paper_verdict {
    PAPER_UNCHECKED,
    PAPER_OK,
    PAPER_FAULTY,
    PAPER_MISSING,
    PAPER_NOT_APPLICABLE,
    PAPER_LOOKED_UP,
    PAPER_VERDICT_COUNT
};

enum paper_fault {
#define PAPER_FAULT(name, stored, text) PAPER_FAULT_##name,
#include "domain/paper_faults.def"
#undef PAPER_FAULT
    PAPER_FAULT_COUNT
};

/* A paper the procedure asks for. */
struct paper_rule {
    int64_t position;
    struct str name, paper_kind;
    bool is_required;              /* where it applies */
    struct checklist_answers when; /* none: it always applies */
    struct str database;           /* null: none */
};

/* What was typed about it; all text. */
struct paper_typed {
    int64_t position;
    struct str verdict, paper_kind, quantity, note;
    struct str fault_reason;   /* of paper_faults.def, with "faulty" */
    struct str lookup_failure; /* of lookup_failures.def: it was looked up in vain */
};

struct intake_paper {
    int64_t position;
    struct str name, paper_kind;
    int64_t quantity;
    bool is_required; /* to this person */
    enum paper_verdict verdict;
    struct str note, fault_reason, lookup_failure; /* null: none */
};

/* What may become of what was typed. */
enum intake_decision {
    INTAKE_RECEIVE, /* it is complete: the clock starts */
    INTAKE_SUBMIT,  /* it came by itself; somebody will look at the papers */
    INTAKE_ASK,     /* it is not complete: everything that is missing is asked for, once */
    INTAKE_REJECT   /* it cannot be received at all */
};

enum paper_finding {
    PAPER_FINE,
    PAPER_IS_NOT_A_CHOICE,
    PAPER_IS_NOT_A_QUANTITY,
    PAPER_NOTE_TOO_LONG,
    PAPER_NOT_CHECKED,
    PAPER_NOT_GOOD_ENOUGH, /* a needed one is faulty or missing: that is no reception */
    PAPER_NEEDS_NOTE,      /* a needed one is left out, or the reason is "other" */
    PAPER_NEEDS_REASON,    /* faulty, and no word why */
    PAPER_NOT_LOOKED_UP    /* asked for without a look into the shared database */
};

/* The paper as it was handed in.  Only where it is NEEDED or OPTIONAL; *out is good only with PAPER_FINE. */
enum paper_finding intake_paper_check(const struct paper_rule *rule, const struct paper_typed *typed,
                                      enum paper_need need, enum intake_decision decision, struct intake_paper *out);

/* Is it to be asked for: needed, and not there or not good? */
bool intake_paper_is_wanting(const struct intake_paper *paper);

struct str paper_verdict_name(enum paper_verdict verdict); /* as stored */
struct str paper_verdict_label(enum paper_verdict verdict);
bool paper_verdict_parse(struct str stored, enum paper_verdict *out); /* null and "" are PAPER_UNCHECKED */
bool paper_kind_is_known(struct str kind);
struct str paper_kind_label(struct str kind); /* "bản chính" …; the kind itself when unknown */
struct str paper_fault_name(enum paper_fault fault);
struct str paper_fault_label(struct str stored); /* the text itself when unknown; null stays null */
size_t lookup_failure_count(void);
struct str lookup_failure_name(size_t i);
struct str lookup_failure_label(struct str stored); /* the text itself when unknown; null stays null */

#endif
