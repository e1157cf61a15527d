/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/message.h"

#include "support/check.h"

#include <string.h>

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1024 * 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void the_office_keeps_its_own_business_to_itself(void **state)
{
    static const enum dossier_event kept[] = { EVENT_FORWARD, EVENT_PROPOSE, EVENT_SEND_BACK, EVENT_REASSIGN,
                                               EVENT_PAY_FEE };

    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        CHECK_STR(message_kind(kept[i]), NULL);
    CHECK_STR(message_kind(EVENT_RECEIVE), "received");
    CHECK(message_kind(EVENT_APPROVE).len > 0 && message_kind(EVENT_HAND_OVER).len > 0);
    CHECK_STR(message_kind(EVENT_ASK_SUPPLEMENT), "supplement_asked");
}

static void every_event_has_one_message_at_most(void **state)
{
    static const enum dossier_event listed[] = {
#define MESSAGE(event, text, label) EVENT_##event,
#include "domain/messages.def"
#undef MESSAGE
    };
    int seen[EVENT_COUNT] = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        CHECK_INT(++seen[listed[i]], 1);
}

static void stored_names_read_back(void **state)
{
    enum message_state message_state;
    enum message_transport transport;

    (void)state;
    CHECK(message_state_parse(STR("in-doubt"), &message_state) && message_state == MESSAGE_IN_DOUBT);
    CHECK(!message_state_parse(STR("IN_DOUBT"), &message_state));
    CHECK_STR(message_state_label(MESSAGE_FAILED), "Không gửi được");
    CHECK(message_transport_parse(STR("sms"), &transport) && transport == MESSAGE_SMS);
    CHECK(!message_transport_parse(STR("fax"), &transport));
    CHECK_STR(message_kind_label(STR("result_ready")), "Đã có kết quả");
    CHECK_STR(message_kind_label(STR("of another version")), "of another version");
}

static void a_person_decides_only_what_the_machine_cannot(void **state)
{
    (void)state;
    CHECK(message_awaits_decision(MESSAGE_FAILED) && message_awaits_decision(MESSAGE_IN_DOUBT));
    CHECK(!message_awaits_decision(MESSAGE_WAITING) && !message_awaits_decision(MESSAGE_SENDING) &&
          !message_awaits_decision(MESSAGE_SENT) && !message_awaits_decision(MESSAGE_CANCELLED));
}

static void only_mobile_telephones_take_text_messages(void **state)
{
    (void)state;
    CHECK(message_is_mobile(STR("0912345678")) && message_is_mobile(STR("0388000111")));
    CHECK(!message_is_mobile(STR("02083123456"))); /* a fixed line */
    CHECK(!message_is_mobile(STR("0123456789")));  /* of the demonstration: nobody's */
    CHECK(!message_is_mobile(STR("+84912345678")) && !message_is_mobile(STR("091234567")) &&
          !message_is_mobile(STR("09123456\n8")) && !message_is_mobile(STR("")) &&
          !message_is_mobile((struct str){ NULL, 0 }));
}

static void a_text_message_carries_its_link_when_it_fits(void **state)
{
    struct str words = STR("Ho so H55.12.07-250918-0007 da co ket qua.\n");

    (void)state;
    CHECK_STR(message_sms(arena, words, STR("https://motcua.example/status/H55.12.07-250918-0007/ABCDEFGHIJKLMNOP")),
              "Ho so H55.12.07-250918-0007 da co ket qua. "
              "https://motcua.example/status/H55.12.07-250918-0007/ABCDEFGHIJKLMNOP");
    CHECK_STR(message_sms(arena, STR("  Đã\r\n nhận \t giấy tờ "), STR("")), "Da nhan giay to");
}

static void a_text_message_is_never_longer_than_one(void **state)
{
    char link[200], words[400];

    (void)state;
    memset(link, 'x', sizeof link);
    memset(words, 'y', sizeof words);
    /* 42 + 1 + 117 = 160 */
    struct str short_words = STR("Ho so H55.12.07-250918-0007 da co ket qua.");
    CHECK_INT(message_sms(arena, short_words, (struct str){ link, 117 }).len, 160);
    CHECK_STR(message_sms(arena, short_words, (struct str){ link, 118 }), "Ho so H55.12.07-250918-0007 da co ket qua.");
    CHECK_INT(message_sms(arena, (struct str){ words, sizeof words }, STR("z")).len, 160);
    words[150] = ' ';
    CHECK_INT(message_sms(arena, (struct str){ words, sizeof words }, STR("z")).len, 150);
    words[150] = 'y';
    words[160] = ' '; /* just behind the last that fits */
    CHECK_INT(message_sms(arena, (struct str){ words, sizeof words }, STR("z")).len, 160);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_office_keeps_its_own_business_to_itself),
        cmocka_unit_test(every_event_has_one_message_at_most),
        cmocka_unit_test(stored_names_read_back),
        cmocka_unit_test(a_person_decides_only_what_the_machine_cannot),
        cmocka_unit_test(only_mobile_telephones_take_text_messages),
        cmocka_unit_test_setup_teardown(a_text_message_carries_its_link_when_it_fits, begin, end),
        cmocka_unit_test_setup_teardown(a_text_message_is_never_longer_than_one, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
