/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_seal.h"

#include "support/check.h"
#include "support/property.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static const struct sealed_event event = {
    .event_id = 11,
    .chain_number = 3,
    .dossier_id = 12,
    .version = 2,
    .event = { "forward", 7 },
    .actor_id = 13,
    .holder_id = 14,
    .occurred_at = { 1756263600000 },
    .reason = { "lý do", sizeof "lý do" - 1 },
    .facts = { "{}", 2 },
};

static struct str seal_of(struct sealed_event changed)
{
    char seal[SEAL_ROOM];

    return arena_copy(arena, seal_event(&changed, seal_of_nothing(), seal));
}

/* Computed once by Python's hashlib.blake2b(digest_size=32) over the bytes that dossier_seal.c describes. */
static void a_seal_is_what_another_program_computes(void **state)
{
    (void)state;
    CHECK_STR(seal_of(event), "75b942366ed2d3a03eccdd082e70de56f4c95aac72d627b72e65df6a1fa72f16");
}

static void every_column_counts(void **state)
{
    struct sealed_event changed[10];
    (void)state;

    for (size_t i = 0; i < 10; i++)
        changed[i] = event;
    changed[0].event_id++;
    changed[1].chain_number++;
    changed[2].dossier_id++;
    changed[3].version++;
    changed[4].event = STR("approve");
    changed[5].actor_id++;
    changed[6].holder_id++;
    changed[7].occurred_at.ms++;
    changed[8].reason = (struct str){ NULL, 0 };
    changed[9].facts = STR("{ }");
    for (size_t i = 0; i < 10; i++)
        CHECK(!str_equal(seal_of(changed[i]), seal_of(event)));
}

static void a_word_cannot_move_to_the_next_column(void **state)
{
    struct sealed_event one = event, other = event;
    (void)state;

    one.reason = STR("a\n2:{}");
    one.facts = STR("b");
    other.reason = STR("a");
    other.facts = STR("{}b");
    CHECK(!str_equal(seal_of(one), seal_of(other)));
}

static struct str content_seal(struct sealed_content content, const struct sealed_paper *papers, size_t count)
{
    struct hash hash;
    char seal[SEAL_ROOM];

    seal_content_begin(&hash, arena, &content);
    for (size_t i = 0; i < count; i++)
        seal_content_paper(&hash, arena, &papers[i]);
    return arena_copy(arena, seal_content_end(&hash, seal));
}

static void a_paper_more_or_less_is_another_content(void **state)
{
    const struct sealed_content content = { .dossier_id = 1, .applicant = STR("Nguyễn Thị Mẫu") };
    const struct sealed_paper papers[] = {
        { .position = 1, .name = STR("Tờ khai"), .paper_verdict = STR("ok") },
        { .position = 2, .name = STR("Giấy chứng sinh"), .paper_verdict = STR("ok") }
    };
    struct sealed_paper faulty = papers[1];
    (void)state;

    faulty.paper_verdict = STR("faulty");
    CHECK(!str_equal(content_seal(content, papers, 2), content_seal(content, papers, 1)));
    CHECK(!str_equal(content_seal(content, papers + 1, 1), content_seal(content, &faulty, 1)));
    CHECK_STR(content_seal(content, papers, 2), content_seal(content, papers, 2).at);
}

static void facts_are_small_json(void **state)
{
    (void)state;
    CHECK_STR(seal_facts_of_reception(arena, STR("00ff"), NULL, (struct str){ NULL, 0 }), "{\"content\":\"00ff\"}");
    const struct form_issued receipt = { 1, FORM_RECEIPT, 2025, 7, 1, "ab12" };
    CHECK_STR(
        seal_facts_of_reception(arena, STR("00ff"), &receipt, (struct str){ NULL, 0 }),
        "{\"content\":\"00ff\",\"form\":{\"form\":\"01\",\"hash\":\"ab12\",\"number\":7,\"version\":1,\"year\":2025}}");
    struct json *facts = json_new_object(arena);
    char *words = arena_alloc(arena, 20001);

    json_put_str(facts, "z", STR("cuối"));
    json_put_i64(facts, "a", 1);
    CHECK_STR(seal_facts(arena, facts), "{\"a\":1,\"z\":\"cuối\"}");
    for (int i = 0; i < 20000; i++)
        words[i] = 'x';
    json_put_str(facts, "z", (struct str){ words, 20000 }); /* nothing is sealed cut short */
    CHECK_INT(seal_facts(arena, facts).len, 20014);
    CHECK_STR(seal_no_facts(), "{}");
    /* BLAKE2b-256 of "abc" (RFC 7693's function with 32 bytes of output) */
    CHECK_STR(seal_facts_of_draft(arena, STR("abc")),
              "{\"draft\":\"bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seal_is_what_another_program_computes),
        cmocka_unit_test(every_column_counts),
        cmocka_unit_test(a_word_cannot_move_to_the_next_column),
        cmocka_unit_test(a_paper_more_or_less_is_another_content),
        cmocka_unit_test(facts_are_small_json),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
