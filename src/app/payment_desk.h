/* SPDX-License-Identifier: Apache-2.0 */
/* payment_desk -- the fees of a dossier: set, paid, given back.  Each is one transaction with a sealed event.
 *
 * Lines that nothing was paid for may be set anew; a paid line never changes, its money can only go back, with a
 * reason.  All that is open is paid at once, by one receipt with a number without gaps in its year.  A receipt sent
 * twice (the same key) is taken once. */
#ifndef APP_PAYMENT_DESK_H
#define APP_PAYMENT_DESK_H

#include "app/dossier_change.h"
#include "domain/payment.h"
#include "queries_read.h"

enum { PAYMENT_KEY_BYTES_MAX = 64 };

/* ---- Reading ---------------------------------------------------------------------------------------------------- */

/* All that a procedure may charge through a channel on a day. */
struct fee_offer {
    struct fee_rule rules[FEE_RULES_MAX];
    size_t count;
    struct fee_exemptions exemptions; /* those that lessen one of the rules */
};

/* What a dossier owes and what was taken for it. */
struct fee_account {
    struct sql_dossier_fees_rows lines;
    struct sql_dossier_payments_rows payments;
    int64_t base_vnd, reduction_vnd, due_vnd; /* of all lines but refunded ones */
    int64_t open_vnd;                         /* of the unpaid ones */
    enum fee_state standing;
};

/*     ST_NOT_FOUND  the procedure has no such channel */
enum status payment_desk_offer(struct db *db, struct arena *arena, int64_t office_id, int64_t procedure_version_id,
                               struct str channel, struct date on, struct fee_offer *out) MUST_CHECK;

enum status payment_desk_account(struct db *db, struct arena *arena, int64_t dossier_id, struct fee_account *out)
    MUST_CHECK;

/* The facts that seal an account: {"due":…,"fees":"fingerprint of every line and payment","open":…}. */
struct str payment_desk_facts(struct arena *arena, const struct fee_account *account);

/* The transfer that pays `amount_vnd` of a dossier: the text of its VietQR; null when the office takes no transfers,
 * or nothing is open. */
enum status payment_desk_transfer(struct db *db, struct arena *arena, int64_t office_id, struct str code,
                                  int64_t amount_vnd, struct str *out) MUST_CHECK;

/* ---- Reception -------------------------------------------------------------------------------------------------- */

/* What was typed, by the tariffs of a procedure and a channel on a day; what is wrong goes into *faults.
 *     ST_NOT_FOUND  the procedure has no such channel */
enum status payment_desk_compute(struct db *db, struct arena *arena, int64_t office_id, int64_t procedure_version_id,
                                 struct str channel, struct date on, const struct fees_typed *typed,
                                 struct intake_faults *faults, struct fee_bill *out) MUST_CHECK;

/* Writes the first lines of a dossier, inside the caller's transaction; *out_facts go into its FEE_SET event. */
enum status payment_desk_begin(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                               int64_t dossier_id, const struct fee_bill *bill, struct str *out_facts) MUST_CHECK;

/* Puts a bill in the place of what is open, as a change of its own inside the caller's transaction.  `change` was begun
 * for it; as with dossier_change_judge(), its verdict says why it may not be. */
enum status payment_desk_set_within(struct dossier_change *change, const struct fee_bill *bill) MUST_CHECK;

/* ---- Changing --------------------------------------------------------------------------------------------------- */

/* What became of it, beside the status. */
struct payment_outcome {
    struct change_outcome change;
    enum payment_refusal refusal; /* with ST_INVALID, unless the change itself was refused */
    int64_t payment_id;           /* of the receipt that was written, or had been written before */
    bool is_repeat;               /* the same form was sent before */
};

/* Computes the open lines anew from what was typed.
 *     ST_INVALID    *faults or the change's refusal say why; nothing was written
 *     and those of dossier_change.h */
enum status payment_desk_set(struct db *db, struct arena *arena, struct actor actor, struct moment now, struct str code,
                             int64_t seen_version, const struct fees_typed *typed, struct intake_faults *faults,
                             struct payment_outcome *out) MUST_CHECK;

struct payment_taking {
    struct str code;
    int64_t seen_version;
    int64_t shown_vnd; /* the sum that the officer saw */
    struct str method, reference;
    struct str key; /* of the form */
};

/* Takes what is open.  A dossier that waits for its fee goes on. */
enum status payment_desk_take(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                              const struct payment_taking *taking, struct payment_outcome *out) MUST_CHECK;

/* Gives a payment back. */
enum status payment_desk_refund(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                struct str code, int64_t seen_version, int64_t payment_id, struct str reason,
                                struct payment_outcome *out) MUST_CHECK;

#endif
