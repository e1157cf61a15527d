/* SPDX-License-Identifier: Apache-2.0 */
/* staff -- the people who work at the commune (staff.def), and who among them takes which desk. */
#ifndef DEMO_STAFF_H
#define DEMO_STAFF_H

#include "demo/dice.h"
#include "domain/account.h"
#include "store/db.h"

/* Everybody's; the demonstration holds nothing worth a secret. */
#define DEMO_PASSWORD "Binh-Yen-2025"

struct staff_post {
    struct str login, unit_code, title;
    enum role role;
};

extern const struct staff_post staff_posts[];
extern const size_t staff_count;

/* The one shown to visitors. */
const struct staff_post *staff_of_role(enum role role);

struct staff {
    const struct actor *at; /* in the order of staff_posts */
};

/* Opens an account for each post of by.office_id. */
enum status staff_hire(struct db *db, struct arena *arena, struct actor by, int64_t seed, struct moment now,
                       struct staff *out) MUST_CHECK;

struct actor staff_counter(const struct staff *staff, struct dice *dice);
struct actor staff_specialist(const struct staff *staff, int64_t unit_id, struct dice *dice);
/* Who signs for a unit: its head or a leader of the commune. */
struct actor staff_signer(const struct staff *staff, int64_t unit_id, struct dice *dice);

#endif
