/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/staff.h"

#include "app/account_admin.h"
#include "demo/people.h"
#include "queries_read.h"

#include <assert.h>

const struct staff_post staff_posts[] = {
#define STAFF(login, unit, role, title) \
    { { (login), sizeof(login) - 1 }, { (unit), sizeof(unit) - 1 }, { (title), sizeof(title) - 1 }, ROLE_##role },
#include "demo/staff.def"
#undef STAFF
};

enum { STAFF_COUNT = sizeof staff_posts / sizeof *staff_posts };

const size_t staff_count = STAFF_COUNT;

const struct staff_post *staff_of_role(enum role role)
{
    for (size_t i = 0; i < STAFF_COUNT; i++)
        if (staff_posts[i].role == role)
            return &staff_posts[i];
    return NULL;
}

static enum status hire(struct db *db, struct arena *arena, struct actor by, int64_t seed, struct moment now,
                        size_t place, struct actor *out)
{
    const struct staff_post *post = &staff_posts[place];
    struct sql_unit_by_code_row unit;
    int64_t account_id;

    TRY(sql_unit_by_code(db, arena, by.office_id, post->unit_code, &unit));
    struct account_new account = {
        .login = post->login,
        .password = STR(DEMO_PASSWORD),
        .post = { person_staff_name(arena, seed, (int64_t)place), post->title, post->role, unit.unit_id },
    };
    TRY(account_admin_create(db, arena, by, &account, now, &account_id));
    *out = (struct actor){
        .account_id = account_id, .office_id = by.office_id, .unit_id = unit.unit_id, .role = post->role
    };
    return ST_OK;
}

enum status staff_hire(struct db *db, struct arena *arena, struct actor by, int64_t seed, struct moment now,
                       struct staff *out)
{
    struct actor *actors = arena_array(arena, struct actor, STAFF_COUNT);

    for (size_t i = 0; i < STAFF_COUNT; i++)
        TRY(hire(db, arena, by, seed, now, i, &actors[i]));
    *out = (struct staff){ actors };
    return ST_OK;
}

/* One of those with a weight. */
static struct actor choose(const struct staff *staff, struct dice *dice, const int weights[STAFF_COUNT])
{
    return staff->at[dice_choose(dice, weights, STAFF_COUNT)];
}

struct actor staff_counter(const struct staff *staff, struct dice *dice)
{
    int weights[STAFF_COUNT];

    for (size_t i = 0; i < STAFF_COUNT; i++)
        weights[i] = staff->at[i].role == ROLE_COUNTER;
    return choose(staff, dice, weights);
}

struct actor staff_specialist(const struct staff *staff, int64_t unit_id, struct dice *dice)
{
    int weights[STAFF_COUNT], sum = 0;

    for (size_t i = 0; i < STAFF_COUNT; i++)
        sum += weights[i] = staff->at[i].role == ROLE_SPECIALIST && staff->at[i].unit_id == unit_id;
    assert(sum > 0);
    return choose(staff, dice, weights);
}

static int signing_weight(struct actor actor, int64_t unit_id)
{
    if (actor.role == ROLE_UNIT_HEAD)
        return actor.unit_id == unit_id ? 3 : 0;
    if (actor.role == ROLE_DUTY_LEADER)
        return 2;
    return actor.role == ROLE_CHAIRMAN;
}

struct actor staff_signer(const struct staff *staff, int64_t unit_id, struct dice *dice)
{
    int weights[STAFF_COUNT];

    for (size_t i = 0; i < STAFF_COUNT; i++)
        weights[i] = signing_weight(staff->at[i], unit_id);
    return choose(staff, dice, weights);
}
