/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_ledger -- the ledger of minutes of a dossier that was read (app/dossier_reading): whose each of them was, and
 * the passings from hand to hand that the control slip lists. */
#ifndef APP_DOSSIER_LEDGER_H
#define APP_DOSSIER_LEDGER_H

#include "app/dossier_reading.h"
#include "domain/form_fill.h"
#include "domain/ledger.h"

/* Somebody who held the dossier or did something to it. */
struct ledger_person {
    int64_t account_id;
    struct str name, title, unit;
};

struct dossier_ledger {
    struct ledger ledger;
    const struct ledger_person *people;
    size_t person_count;
};

enum status dossier_ledger_of(struct db *db, struct arena *arena, int64_t office_id,
                              const struct dossier_reading *reading, struct moment now, struct dossier_ledger *out)
    MUST_CHECK;

struct str dossier_ledger_name(const struct dossier_ledger *ledger, int64_t account_id); /* empty: not one of them */

/* "Nguyễn Văn An", "Công an xã", "Người nộp hồ sơ". */
struct str dossier_ledger_owner(const struct dossier_ledger *ledger, const struct ledger_part *part);

/* What an explanation of lateness begins with: "Trong 40 giờ làm việc: Nguyễn Văn An giữ hồ sơ 12 giờ; …" */
struct str dossier_ledger_words(struct arena *arena, const struct dossier_ledger *ledger);

/* The rows of the control slip, Mẫu 06, in the order of time: every passing of the dossier from hand to hand, to the
 * bodies of an interlinked procedure and back. */
struct dossier_handovers {
    const struct form_handover *at;
    size_t count;
};

enum status dossier_handovers_of(struct db *db, struct arena *arena, int64_t office_id,
                                 const struct dossier_reading *reading, struct moment now,
                                 struct dossier_handovers *out) MUST_CHECK;

#endif
