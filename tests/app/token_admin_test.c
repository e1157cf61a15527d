/* SPDX-License-Identifier: Apache-2.0 */
#include "app/token_admin.h"

#include "base/hash.h"
#include "support/test_clock.h"
#include "support/test_office.h"

static const int64_t DAY_MS = 86400000;

struct scene {
    struct test_db *test;
    struct db *db;
    struct arena *arena;
    int64_t office_id;
    struct actor admin, lan;
    struct moment now;
};

static struct scene scene_of(void **state)
{
    struct scene scene = { .test = *state };

    scene.db = scene.test->db;
    scene.arena = scene.test->arena;
    scene.office_id = test_office_found(scene.test);
    scene.admin = test_office_console(scene.office_id);
    scene.lan = test_office_person(scene.test, scene.office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    scene.now = test_moment("2025-09-18 10:00");
    return scene;
}

static struct str token_of(const struct scene *scene, enum token_scope scope, int days)
{
    struct token_new new = { scene->lan.account_id, STR("Cổng tỉnh"), scope, days };
    struct str token;

    CHECK_OK(token_admin_create(scene->db, scene->arena, scene->admin, &new, scene->now, &token));
    return token;
}

static void a_token_stands_for_its_account_and_scope(void **state)
{
    struct scene scene = scene_of(state);
    struct token_holder reader, writer;

    CHECK_OK(token_admin_holder(scene.db, scene.arena, token_of(&scene, TOKEN_READ, 1), scene.now, &reader));
    CHECK_OK(token_admin_holder(scene.db, scene.arena, token_of(&scene, TOKEN_READ_WRITE, 1), scene.now, &writer));
    CHECK_INT(reader.scope, TOKEN_READ);
    CHECK_INT(writer.scope, TOKEN_READ_WRITE);
    CHECK(reader.actor.account_id == scene.lan.account_id && reader.actor.office_id == scene.office_id);
    CHECK(reader.actor.unit_id == scene.lan.unit_id);
    CHECK_INT(reader.actor.role, ROLE_COUNTER);
    CHECK_STR(reader.login, "lan.nt");
    CHECK(reader.token_id != writer.token_id);
}

static void a_token_is_kept_as_a_hash_alone(void **state)
{
    struct scene scene = scene_of(state);
    struct str token = token_of(&scene, TOKEN_READ, 1);
    char digits[HASH_HEX_LEN + 1];

    CHECK_INT(token.len, 50);
    CHECK(str_starts_with(token, STR("motcua_")));
    CHECK_STR(test_db_text(scene.test, "SELECT token_hash FROM api_token"),
              arena_c_string(scene.arena, hash_hex(token, digits)));
    CHECK_STR(test_db_text(scene.test, "SELECT token_name FROM api_token"), "Cổng tỉnh");
    CHECK_STR(test_db_text(scene.test, "SELECT token_scope FROM api_token"), "read");
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM account_event WHERE event = 'token-created'"), 1);
}

static void a_token_ends_by_day(void **state)
{
    struct scene scene = scene_of(state);
    struct str token = token_of(&scene, TOKEN_READ, 30);
    struct moment last = { scene.now.ms + 30 * DAY_MS - 1 }, past = { scene.now.ms + 30 * DAY_MS };
    struct token_holder holder;

    CHECK_OK(token_admin_holder(scene.db, scene.arena, token, last, &holder));
    CHECK_STATUS(token_admin_holder(scene.db, scene.arena, token, past, &holder), ST_UNAUTHENTICATED);
}

static void a_revoked_token_is_nobody_and_can_be_revoked_again(void **state)
{
    struct scene scene = scene_of(state);
    struct str token = token_of(&scene, TOKEN_READ, 30);
    int64_t token_id = test_db_number(scene.test, "SELECT token_id FROM api_token");
    struct token_holder holder;

    CHECK_OK(token_admin_revoke(scene.db, scene.arena, scene.admin, token_id, scene.now));
    CHECK_STATUS(token_admin_holder(scene.db, scene.arena, token, scene.now, &holder), ST_UNAUTHENTICATED);
    CHECK_OK(token_admin_revoke(scene.db, scene.arena, scene.admin, token_id, (struct moment){ scene.now.ms + 1 }));
    CHECK_INT(test_db_number(scene.test, "SELECT revoked_at FROM api_token"), 1758164400000);
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM account_event WHERE event = 'token-revoked'"), 1);
}

static void a_forged_token_is_nobody(void **state)
{
    struct scene scene = scene_of(state);
    struct str token = token_of(&scene, TOKEN_READ, 30);
    char *forged = arena_alloc(scene.arena, token.len + 1);
    struct token_holder holder;

    for (size_t i = 0; i < token.len; i++)
        forged[i] = token.at[i];
    forged[token.len - 1] = forged[token.len - 1] == 'A' ? 'B' : 'A';
    CHECK_STATUS(token_admin_holder(scene.db, scene.arena, (struct str){ forged, token.len }, scene.now, &holder),
                 ST_UNAUTHENTICATED);
    CHECK_STATUS(token_admin_holder(scene.db, scene.arena, STR(""), scene.now, &holder), ST_UNAUTHENTICATED);
    CHECK_STATUS(token_admin_holder(scene.db, scene.arena, (struct str){ NULL, 0 }, scene.now, &holder),
                 ST_UNAUTHENTICATED);
}

static void what_is_not_acceptable_makes_no_token(void **state)
{
    struct scene scene = scene_of(state);
    struct token_new good = { scene.lan.account_id, STR("Cổng tỉnh"), TOKEN_READ, 30 };
    struct token_new nameless = good, never = good, forever = good, nobodys = good;
    struct str token;

    nameless.name = STR("  ");
    never.days = 0;
    forever.days = 367;
    nobodys.account_id = 12345;
    CHECK_STATUS(token_admin_create(scene.db, scene.arena, scene.admin, &nameless, scene.now, &token), ST_INVALID);
    CHECK_STATUS(token_admin_create(scene.db, scene.arena, scene.admin, &never, scene.now, &token), ST_INVALID);
    CHECK_STATUS(token_admin_create(scene.db, scene.arena, scene.admin, &forever, scene.now, &token), ST_INVALID);
    CHECK_STATUS(token_admin_create(scene.db, scene.arena, scene.admin, &nobodys, scene.now, &token), ST_NOT_FOUND);
    CHECK_STATUS(token_admin_create(scene.db, scene.arena, scene.lan, &good, scene.now, &token), ST_FORBIDDEN);
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM api_token"), 0);
}

static void another_office_cannot_revoke(void **state)
{
    struct scene scene = scene_of(state);

    token_of(&scene, TOKEN_READ, 30);
    int64_t token_id = test_db_number(scene.test, "SELECT token_id FROM api_token");

    CHECK_STATUS(token_admin_revoke(scene.db, scene.arena, test_office_console(12345), token_id, scene.now),
                 ST_NOT_FOUND);
    CHECK_STATUS(token_admin_revoke(scene.db, scene.arena, scene.lan, token_id, scene.now), ST_FORBIDDEN);
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM api_token WHERE revoked_at IS NULL"), 1);
}

static struct scene loop;
static int64_t loop_token_id;

static enum status create_token(struct test_db *test)
{
    struct token_new new = { loop.lan.account_id, STR("Cổng tỉnh"), TOKEN_READ, 30 };
    struct str token;

    (void)test;
    return token_admin_create(loop.db, loop.arena, loop.admin, &new, loop.now, &token);
}

static enum status revoke_token(struct test_db *test)
{
    (void)test;
    return token_admin_revoke(loop.db, loop.arena, loop.admin, loop_token_id, loop.now);
}

static void a_failing_statement_leaves_nothing_behind(void **state)
{
    loop = scene_of(state);
    CHECK(test_db_fail_each_statement(loop.test, create_token) >= 3);
    loop_token_id = test_db_number(loop.test, "SELECT token_id FROM api_token");
    CHECK(test_db_fail_each_statement(loop.test, revoke_token) >= 3);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_token_stands_for_its_account_and_scope),
    test_db_each(a_token_is_kept_as_a_hash_alone),
    test_db_each(a_token_ends_by_day),
    test_db_each(a_revoked_token_is_nobody_and_can_be_revoked_again),
    test_db_each(a_forged_token_is_nobody),
    test_db_each(what_is_not_acceptable_makes_no_token),
    test_db_each(another_office_cannot_revoke),
    test_db_each(a_failing_statement_leaves_nothing_behind),
};

TEST_DB_MAIN(tests)
