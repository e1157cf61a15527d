/* SPDX-License-Identifier: Apache-2.0 */
/* ending -- what must be said when a dossier is refused, stopped or withdrawn, and why one was late.
 *
 * Sources: NĐ 118/2025 Art 17; TT 03/2025 Mẫu 03 (a legal reason, never a technical one) and Mẫu 05 (only while
 * nothing is decided); directive 1b-law, 1a-officer. */
#ifndef DOMAIN_ENDING_H
#define DOMAIN_ENDING_H

#include "base/arena.h"
#include "domain/dossier.h"

enum { LEGAL_BASIS_CHARS_MAX = 300, SETTLEMENT_CHARS_MAX = 300 };

enum refusal_reason {
#define REASON(name, stored, label) REFUSAL_##name,
#include "domain/refusal_reasons.def"
#undef REASON
    REFUSAL_REASON_COUNT
};

struct str refusal_reason_name(enum refusal_reason reason);
struct str refusal_reason_label(enum refusal_reason reason);
bool refusal_reason_parse(struct str stored, enum refusal_reason *out);

/* "Không thuộc thẩm quyền … . Người nộp ở xã khác": the reason and the officer's own words, as Mẫu 03 has them. */
struct str refusal_reason_words(struct arena *arena, enum refusal_reason reason, struct str words);

/* Does this sentence blame a machine?  Such a sentence never turns a citizen away. */
bool ending_blames_a_machine(struct arena *arena, struct str words);

/* A legal basis names an instrument or an article: it holds a digit, and is not longer than LEGAL_BASIS_CHARS_MAX. */
bool legal_basis_is_plausible(struct str basis);

/* What an ending rests on, as it was said. */
struct ending_grounds {
    enum refusal_reason refusal; /* of a refusal; REFUSAL_REASON_COUNT: none was chosen */
    struct str words;            /* the reason, in a sentence */
    struct str legal_basis;
};

enum ending_fault { ENDING_FINE, ENDING_NO_REASON, ENDING_NO_BASIS, ENDING_BLAMES_A_MACHINE, ENDING_FAULT_COUNT };

/* Wherever a dossier is refused (REJECT), at the counter or after it was looked at, or stopped (STOP), the same is
 * asked. Whoever withdraws needs no law to lean on. */
bool ending_has_fault(struct arena *arena, enum dossier_event event, const struct ending_grounds *grounds,
                      enum ending_fault fault);

/* The first of its faults. */
enum ending_fault ending_judge(struct arena *arena, enum dossier_event event, const struct ending_grounds *grounds);

struct str ending_fault_text(enum ending_fault fault);  /* in Vietnamese; "" when fine */
struct str ending_fault_field(enum ending_fault fault); /* which of the grounds: "refusal", "legal_basis", "reason" */

enum late_cause {
#define CAUSE(name, stored, label) LATE_##name,
#include "domain/late_causes.def"
#undef CAUSE
    LATE_CAUSE_COUNT
};

struct str late_cause_name(enum late_cause cause);
struct str late_cause_label(enum late_cause cause);
bool late_cause_parse(struct str stored, enum late_cause *out);

#endif
