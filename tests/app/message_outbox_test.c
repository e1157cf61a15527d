/* SPDX-License-Identifier: Apache-2.0 */
#include "app/message_outbox.h"

#include "support/test_dossier.h"

#include <inttypes.h>
#include <stdio.h>

static struct test_centre centre;

static void open_transports(struct test_db *test, bool email, bool sms)
{
    CHECK_OK(message_outbox_set_transports(test->db, test->arena, (struct message_transports){ { email, sms } },
                                           test_moment("2025-08-27 08:00")));
}

static struct intake_received receive(struct test_db *test, const char *email, const char *phone, const char *applicant)
{
    struct intake_request request = test_intake(&centre, "1.004873");
    struct intake_received received = { 0 };
    struct intake_faults faults;

    request.forward_to_id = centre.specialist.account_id;
    request.typed.fields[INTAKE_email] = str_of(email);
    request.typed.fields[INTAKE_phone] = str_of(phone);
    if (applicant != NULL)
        request.typed.fields[INTAKE_applicant] = str_of(applicant);
    CHECK_OK(dossier_intake_receive(test->db, test->arena, centre.counter, test_moment("2025-08-27 10:00"), &request,
                                    &faults, &received));
    return received;
}

static struct intake_received begin(struct test_db *test)
{
    centre = test_centre_found(test);
    open_transports(test, true, true);
    test_db_run(test, "UPDATE office SET public_url = 'https://mc.example'");
    return receive(test, "mau@example.com", "0912345678", NULL);
}

static struct str status_url(struct test_db *test, struct intake_received received)
{
    return arena_printf(test->arena, "https://mc.example/status/%.*s/%.*s", STR_ARG(received.code),
                        STR_ARG(test_db_text(test, "SELECT public_key FROM dossier")));
}

static void reception_tells_the_citizen_by_both_ways(void **state)
{
    struct test_db *test = *state;
    struct intake_received received = begin(test);
    struct str url = status_url(test, received);

    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message"), 2); /* nothing of FORWARD */
    CHECK_STR(test_db_text(test, "SELECT recipient FROM message WHERE transport = 'email'"), "mau@example.com");
    CHECK_STR(test_db_text(test, "SELECT recipient FROM message WHERE transport = 'sms'"), "0912345678");
    CHECK_STR(test_db_text(test, "SELECT subject FROM message WHERE transport = 'email'"),
              "Đã tiếp nhận hồ sơ H55.12.07-250827-0001");
    CHECK_STR(test_db_text(test, "SELECT body FROM message WHERE transport = 'email'"),
              arena_printf(test->arena,
                           "Kính gửi ông/bà Nguyễn Thị Mẫu,\n\n"
                           "Trung tâm đã tiếp nhận hồ sơ H55.12.07-250827-0001: Xác nhận tình trạng hôn nhân.\n"
                           "Hẹn trả kết quả: 17:30 03/09/2025.\n\n"
                           "Xem hồ sơ đang ở đâu: %.*s\n\n"
                           "Trung tâm Phục vụ hành chính công xã Bình Yên\n"
                           "Thôn Trung Tâm, xã Bình Yên\n"
                           "Điện thoại: 02083000000\n\n"
                           "Thư gửi tự động; ông/bà không cần trả lời.\n",
                           STR_ARG(url))
                  .at);
    CHECK_STR(
        test_db_text(test, "SELECT body FROM message WHERE transport = 'sms'"),
        arena_printf(test->arena, "Da nhan ho so H55.12.07-250827-0001. Hen tra 17:30 03/09/2025. %.*s", STR_ARG(url))
            .at);
    CHECK_STR(test_db_text(test, "SELECT MIN(message_kind) FROM message"), "received");
    CHECK_STR(test_db_text(test, "SELECT MIN(state) FROM message"), "waiting");
    CHECK(test_db_number(test, "SELECT MIN(not_before_at) FROM message") == test_moment("2025-08-27 10:02").ms + 10000);
    CHECK(test_db_number(test, "SELECT MIN(next_try_at) FROM message") == test_moment("2025-08-27 10:02").ms + 10000);
}

static void every_text_is_drawn_and_every_short_one_fits(void **state)
{
    struct test_db *test = *state;
    int64_t dossier_id = begin(test).dossier_id, office_id = centre.office_id;
    int messages = 2;

    for (enum dossier_event event = 0; event < EVENT_COUNT; event++) {
        char script[1000];

        if (message_kind(event).at == NULL || event == EVENT_RECEIVE)
            continue;
        snprintf(script, sizeof script,
                 "INSERT INTO dossier_event (event_id, office_id, chain_number, dossier_id, version, event, actor_id, "
                 "occurred_at, facts, previous_hash, event_hash) VALUES (%d, %" PRId64 ", %d, %" PRId64
                 ", %d, 'x', %" PRId64 ", 1, '{}', '', '')",
                 1000 + (int)event, office_id, 1000 + (int)event, dossier_id, 1000 + (int)event,
                 centre.counter.account_id);
        test_db_run(test, script);
        CHECK_OK(message_outbox_add(test->db, test->arena,
                                    &(struct message_event){ .office_id = office_id,
                                                             .dossier_id = dossier_id,
                                                             .event_id = 1000 + (int)event,
                                                             .event = event,
                                                             .reason = STR("thiếu tờ khai"),
                                                             .at = test_moment("2025-08-27 11:00") }));
        messages += 2;
    }
    CHECK_INT(messages, 24);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message"), 24);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE transport = 'sms' AND length(body) > 160"), 0);
    /* this link is short enough for all of them */
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE body LIKE '%https://mc.example/status/%'"), 24);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE transport = 'email' AND subject LIKE "
                                   "'%H55.12.07-250827-0001%'"),
              12);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE message_kind = 'supplement_asked' AND body LIKE "
                                   "'%cần bổ sung, một lần duy nhất:\nthiếu tờ khai\n%'"),
              1);
}

static void nobody_is_told_twice_of_one_event(void **state)
{
    struct test_db *test = *state;
    struct intake_received received = begin(test);
    int64_t event_id = test_db_number(test, "SELECT event_id FROM dossier_event WHERE event = 'receive'");
    struct str before = test_db_fingerprint(test);

    CHECK_OK(message_outbox_add(test->db, test->arena,
                                &(struct message_event){ .office_id = centre.office_id,
                                                         .dossier_id = received.dossier_id,
                                                         .event_id = event_id,
                                                         .event = EVENT_RECEIVE,
                                                         .at = test_moment("2025-08-27 12:00") }));
    CHECK_STR(test_db_fingerprint(test), arena_c_string(test->arena, before));
}

static void who_left_no_address_gets_nothing(void **state)
{
    struct test_db *test = *state;

    begin(test);
    test_db_run(test, "DELETE FROM message");
    receive(test, NULL, NULL, "Lê Văn Không");
    receive(test, NULL, "02083123456", "Lê Văn Cố Định");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message"), 0);
    receive(test, NULL, "0388000111", "Lê Văn Di Động");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE transport = 'sms'"), 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message"), 1);
}

static void a_way_that_is_closed_makes_no_messages(void **state)
{
    struct test_db *test = *state;
    struct message_transports open;

    begin(test);
    test_db_run(test, "DELETE FROM message");
    open_transports(test, true, false);
    receive(test, "mau@example.com", "0912345678", "Lê Văn Một");
    CHECK_STR(test_db_text(test, "SELECT MAX(transport) FROM message"), "email");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message"), 1);
    open_transports(test, false, false);
    receive(test, "mau@example.com", "0912345678", "Lê Văn Hai");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message"), 1);
    CHECK_OK(message_outbox_transports(test->db, test->arena, &open));
    CHECK(!open.is_open[MESSAGE_EMAIL] && !open.is_open[MESSAGE_SMS]);
}

static void a_message_lives_and_dies_with_its_event(void **state)
{
    struct test_db *test = *state;
    struct db_tx *tx = NULL;
    struct intake_received received = begin(test);

    CHECK_OK(db_tx_begin(test->db, &tx));
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-27 11:00");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message"), 4);
    db_tx_end_at(&tx);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message"), 2);
}

static void an_event_taken_back_is_never_told(void **state)
{
    struct test_db *test = *state;
    struct intake_received received = begin(test);

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-27 11:00");
    test_db_run(test,
                "UPDATE message SET state = 'sent' WHERE message_kind = 'supplement_asked' AND transport = 'sms'");
    test_dossier_move(&centre, centre.specialist, received.code, 3, EVENT_TAKE_BACK, 0, "2025-08-27 11:01");
    CHECK_STR(test_db_text(test, "SELECT state FROM message WHERE message_kind = 'supplement_asked' AND transport = "
                                 "'email'"),
              "cancelled");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE state = 'sent'"), 1); /* what is gone is gone */
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE state = 'waiting'"), 2); /* of the reception */
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message"), 4);
}

static void a_person_decides_what_failed_or_is_in_doubt(void **state)
{
    struct test_db *test = *state;
    struct actor director = { 0 }, stranger;
    struct moment now = test_moment("2025-08-28 09:00");
    int64_t id;

    begin(test);
    director = test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    id = test_db_number(test, "SELECT message_id FROM message WHERE transport = 'email'");
    CHECK_STATUS(message_outbox_decide(test->db, test->arena, centre.counter, id, 0, MESSAGE_SEND_AGAIN, now),
                 ST_FORBIDDEN);
    CHECK_STATUS(message_outbox_decide(test->db, test->arena, director, id, 0, MESSAGE_SEND_AGAIN, now), ST_CONFLICT);
    test_db_run(test, "UPDATE message SET state = 'in-doubt', attempts = 1");
    CHECK_STATUS(message_outbox_decide(test->db, test->arena, director, id, 0, MESSAGE_TAKE_AS_SENT, now), ST_CONFLICT);
    stranger = director;
    stranger.office_id++;
    CHECK_STATUS(message_outbox_decide(test->db, test->arena, stranger, id, 1, MESSAGE_TAKE_AS_SENT, now),
                 ST_NOT_FOUND);
    CHECK_OK(message_outbox_decide(test->db, test->arena, director, id, 1, MESSAGE_TAKE_AS_SENT, now));
    CHECK_STR(test_db_text(test, "SELECT state FROM message WHERE transport = 'email'"), "sent");
    CHECK(test_db_number(test, "SELECT sent_at FROM message WHERE transport = 'email'") == now.ms);
    CHECK(test_db_number(test, "SELECT decided_by_id FROM message WHERE transport = 'email'") == director.account_id);
    test_db_run(test, "UPDATE message SET state = 'failed' WHERE transport = 'sms'");
    id = test_db_number(test, "SELECT message_id FROM message WHERE transport = 'sms'");
    CHECK_OK(message_outbox_decide(test->db, test->arena, director, id, 1, MESSAGE_SEND_AGAIN, now));
    CHECK_STR(test_db_text(test, "SELECT state FROM message WHERE transport = 'sms'"), "waiting");
    CHECK(test_db_number(test, "SELECT next_try_at FROM message WHERE transport = 'sms'") == now.ms);
    CHECK_STATUS(message_outbox_decide(test->db, test->arena, director, id, 1, MESSAGE_SEND_AGAIN, now), ST_CONFLICT);
}

static const struct CMUnitTest tests[] = {
    test_db_each(reception_tells_the_citizen_by_both_ways), test_db_each(every_text_is_drawn_and_every_short_one_fits),
    test_db_each(nobody_is_told_twice_of_one_event),        test_db_each(who_left_no_address_gets_nothing),
    test_db_each(a_way_that_is_closed_makes_no_messages),   test_db_each(a_message_lives_and_dies_with_its_event),
    test_db_each(an_event_taken_back_is_never_told),        test_db_each(a_person_decides_what_failed_or_is_in_doubt),
};
TEST_DB_MAIN(tests)
