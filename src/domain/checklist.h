/* SPDX-License-Identifier: Apache-2.0 */
/* checklist -- which papers somebody needs, from a few yes-or-no questions (directive 1b-check: nothing is forgotten,
 * nothing is asked for that does not apply).
 *
 * A paper applies when a conjunction of answers holds; one without a condition always applies.  An answer can only
 * settle what was open: whatever else is answered later, and in whatever order, a paper that was needed stays so.
 * Every procedure has one question in front of its own: is somebody else's dossier being handed in? */
#ifndef DOMAIN_CHECKLIST_H
#define DOMAIN_CHECKLIST_H

#include "base/arena.h"
#include "domain/date.h"

enum {
    CHECKLIST_QUESTIONS_MAX = 13, /* with the one that every procedure has */
    CHECKLIST_KEY_CHARS_MAX = 30,
    CHECKLIST_TEXT_CHARS_MAX = 150,
    CHECKLIST_FOR_ANOTHER = 0 /* the place of that question */
};

struct checklist_question {
    struct str key;  /* "chung-sinh" */
    struct str text; /* "Trẻ có Giấy chứng sinh không?" */
    bool is_usual;   /* the answer of the common case */
};

/* The first one is always checklist_for_another(). */
struct checklist_questions {
    const struct checklist_question *at;
    size_t count;
};

struct checklist_question checklist_for_another(void);

/* A set of answers, or of answers wanted; bit i is question i.  Never both for one question, but in a condition that
 * cannot hold. */
struct checklist_answers {
    uint32_t yes, no;
};

/* What a paper is to somebody who answered so. */
enum paper_need {
    PAPER_NOT_NEEDED,
    PAPER_UNDECIDED, /* a question is still open */
    PAPER_OPTIONAL,  /* "nếu có" */
    PAPER_NEEDED
};

enum paper_need checklist_need(struct checklist_answers when, bool is_required, struct checklist_answers given);

/* Could the condition ever hold? */
bool checklist_can_hold(struct checklist_answers when);

/* Does the condition still turn on question `i`? */
bool checklist_turns_on(struct checklist_answers when, struct checklist_answers given, size_t i);

struct checklist_answers checklist_answered(struct checklist_answers given, size_t i, bool is_yes);
bool checklist_is_answered(struct checklist_answers given, size_t i);

bool checklist_key_is_valid(struct str key); /* a-z, 0-9 and "-", 2 to CHECKLIST_KEY_CHARS_MAX */
bool checklist_find(struct checklist_questions questions, struct str key, size_t *out);

/* "bi-bo-roi=no chung-sinh=yes", in the order of the questions; "" for none.  Parsing is false for anything else, and
 * for keys that are not among the questions. */
struct str checklist_format(struct arena *arena, struct checklist_questions questions, struct checklist_answers given);
bool checklist_parse(struct str text, struct checklist_questions questions, struct checklist_answers *out);

/* ---- The printed list ---------------------------------------------------------------------------------------- */

/* What its QR says, behind the procedure's code: "1.250701.0121" is version 1 of this coding, the day the procedure's
 * version begins, and for each question 1 yes, 0 no, 2 open.  Digits and full stops alone: a scanner types them right
 * whatever way of typing Vietnamese is on.  Nothing in it is about a person. */
struct str checklist_code(struct arena *arena, struct date from, size_t question_count, struct checklist_answers given);

/* False when the code is not of this version of the procedure, or no such code at all. */
bool checklist_code_parse(struct str code, struct date from, size_t question_count, struct checklist_answers *out);

/* Finds "1.001193" and, behind it, the code above in what a scanner typed; *out_code is null when there is none. */
bool checklist_code_find(struct str scanned, struct str *out_procedure, struct str *out_code);

/* ---- Shared databases ---------------------------------------------------------------------------------------- */

bool database_is_known(struct str name);
struct str database_label(struct str name); /* "CSDL quốc gia về dân cư"; the name itself when unknown */

#endif
