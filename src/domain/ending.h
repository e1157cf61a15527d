/* SPDX-License-Identifier: Apache-2.0 */
/* ending -- what must be said when a dossier is refused, stopped or withdrawn, and why one was late.
 *
 * Sources: NĐ 118/2025 Art 17; TT 03/2025 Mẫu 03 (a legal reason, never a technical one) and Mẫu 05 (only while
 * nothing is decided); directive 1b-law, 1a-officer. */
#ifndef DOMAIN_ENDING_H
#define DOMAIN_ENDING_H

#include "base/arena.h"
#include "base/str.h"

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

/* Does this sentence blame a machine?  Such a sentence never turns a citizen away. */
bool ending_blames_a_machine(struct arena *arena, struct str words);

/* A legal basis names an instrument or an article: it holds a digit, and is not longer than LEGAL_BASIS_CHARS_MAX. */
bool legal_basis_is_plausible(struct str basis);

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
