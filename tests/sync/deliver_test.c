/* SPDX-License-Identifier: Apache-2.0 */
/* The loop on both engines, with a line that does what the test says; tests/sync/deliver_test.mjs has real ones. */
#include "sync/deliver.h"

#include "support/test_clock.h"
#include "support/test_db.h"

#include <stdio.h>
#include <unistd.h>

enum { SENT_MAX = 20000 };

/* A line that notes what it was given. */
struct fake {
    enum delivery_outcome outcome;
    const char *answer;
    int64_t sent[SENT_MAX];
    int count;
};

static struct fake line;
static struct moment now;

static struct moment clock_of_test(void)
{
    return now;
}

static struct delivery fake_send(void *context, struct arena *arena, const struct outgoing *message)
{
    struct fake *fake = context;

    (void)arena;
    CHECK(fake->count < SENT_MAX);
    fake->sent[fake->count++] = message->message_id;
    return (struct delivery){ fake->outcome, str_of(fake->answer) };
}

static struct deliver_settings settings_of(struct test_db *test)
{
    line = (struct fake){ .outcome = DELIVERY_SENT, .answer = "250 OK" };
    now = test_moment("2025-09-18 10:00");
    return (struct deliver_settings){ .database = test->source,
                                      .is_open = { true, true },
                                      .send = fake_send,
                                      .context = &line,
                                      .clock = clock_of_test,
                                      .ends_when_idle = true };
}

/* `count` e-mails that may go since 09:00, numbered from 1000. */
static void fill(struct test_db *test, int count)
{
    char script[2000];

    test_db_run(test,
                "INSERT INTO office (office_id, agency_code, name, centre_name, place_name, address, phone, "
                "public_url) VALUES (1, 'H55.12.07', 'x', 'x', 'x', 'x', 'x', 'x');"
                "INSERT INTO unit (unit_id, office_id, unit_code, name) VALUES (1, 1, 'VP', 'x');"
                "INSERT INTO account (account_id, office_id, unit_id, login, full_name, title, role, "
                "password_hash, created_at) VALUES (1, 1, 1, 'x', 'x', 'x', 'counter', 'x', 1);"
                "INSERT INTO procedure_version (procedure_version_id, office_id, procedure_code, name, field, "
                "unit_id, result, legal_basis, certainty, effective_from_on, is_same_day, name_fold) VALUES "
                "(1, 1, '1.1', 'x', 'x', 1, 'x', 'x', 'unsure', '2025-07-01', 0, 'x');"
                "INSERT INTO dossier (dossier_id, office_id, code, public_key, procedure_version_id, channel, "
                "applicant, applicant_fold, identity_number, address, phone, email, summary, state, unit_id, "
                "version, received_by_id, received_at, due_at, promised_at) VALUES (1, 1, 'C', 'K', 1, 'counter', "
                "'x', 'x', '1', 'x', '', '', '', 'received', 1, 1, 1, 1, 1, 1)");
    snprintf(script, sizeof script,
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
             "INSERT INTO dossier_event (event_id, office_id, chain_number, dossier_id, version, event, actor_id, "
             "occurred_at, facts, previous_hash, event_hash) "
             "SELECT i, 1, i, 1, i, 'receive', 1, 1, '{}', '', '' FROM n",
             count);
    test_db_run(test, script);
    snprintf(script, sizeof script,
             "INSERT INTO message (message_id, office_id, dossier_id, event_id, message_kind, transport, recipient, "
             "subject, body, created_at, not_before_at, state, next_try_at) "
             "SELECT event_id + 999, 1, 1, event_id, 'received', 'email', 'a@b.cd', 's', 'b', 1, %lld, 'waiting', %lld "
             "FROM dossier_event",
             (long long)test_moment("2025-09-18 09:00").ms, (long long)test_moment("2025-09-18 09:00").ms);
    test_db_run(test, script);
}

static struct deliver *opened(const struct deliver_settings *settings)
{
    struct deliver *deliver = NULL;

    CHECK_OK(deliver_open(settings, &deliver));
    return deliver;
}

static bool one(struct deliver *deliver)
{
    bool did;

    CHECK_OK(deliver_one(deliver, &did));
    return did;
}

static void what_is_due_is_sent_once_in_its_order(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 3);
    test_db_run(test, "UPDATE message SET next_try_at = next_try_at - 5 WHERE message_id = 1002");
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 3);
    CHECK_INT(line.sent[0], 1002);
    CHECK_INT(line.sent[1], 1000);
    CHECK_INT(line.sent[2], 1001);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE state = 'sent' AND attempts = 1"), 3);
    CHECK_STR(test_db_text(test, "SELECT MAX(last_answer) FROM message"), "250 OK");
    CHECK(test_db_number(test, "SELECT MAX(sent_at) FROM message") == now.ms);
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 3);
}

static void nothing_goes_before_its_time_or_a_closed_way(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 1);
    now = test_moment("2025-09-18 08:59");
    CHECK_OK(deliver_run(&settings));
    now = test_moment("2025-09-18 10:00");
    settings.is_open[MESSAGE_EMAIL] = false;
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 0);
    CHECK_STR(test_db_text(test, "SELECT state FROM message"), "waiting");
}

static void what_is_not_taken_now_is_tried_again_later(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 1);
    line.outcome = DELIVERY_LATER;
    line.answer = "451 greylisted";
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 1);
    CHECK_STR(test_db_text(test, "SELECT state FROM message"), "waiting");
    CHECK_STR(test_db_text(test, "SELECT last_answer FROM message"), "451 greylisted");
    int64_t next = test_db_number(test, "SELECT next_try_at FROM message");
    CHECK(next >= now.ms + 60000 && next <= now.ms + 90000);
    now.ms = next;
    line.outcome = DELIVERY_SENT;
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 2);
    CHECK_INT(test_db_number(test, "SELECT attempts FROM message WHERE state = 'sent'"), 2);
}

static void what_is_refused_or_too_old_waits_for_a_person(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 2);
    test_db_run(test, "UPDATE message SET next_try_at = next_try_at + 1 WHERE message_id = 1001");
    line.outcome = DELIVERY_REFUSED;
    struct deliver *deliver = opened(&settings);
    CHECK(one(deliver));
    CHECK_STR(test_db_text(test, "SELECT state FROM message WHERE message_id = 1000"), "failed");
    now = test_moment("2025-09-21 09:01");
    line.outcome = DELIVERY_LATER;
    CHECK(one(deliver));
    CHECK_STR(test_db_text(test, "SELECT state FROM message WHERE message_id = 1001"), "failed");
    CHECK(!one(deliver));
    deliver_close(deliver);
}

static void an_answer_that_never_came_is_never_tried_again(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 1);
    line.outcome = DELIVERY_UNKNOWN;
    CHECK_OK(deliver_run(&settings));
    CHECK_STR(test_db_text(test, "SELECT state FROM message"), "in-doubt");
    now = test_moment("2025-10-18 10:00");
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 1);
}

static void a_line_that_is_down_costs_one_attempt_not_ten_thousand(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 100);
    line.outcome = DELIVERY_NO_LINE;
    struct deliver *deliver = opened(&settings);
    CHECK(one(deliver));
    CHECK(!one(deliver)); /* rests */
    CHECK_INT(line.count, 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE state = 'waiting'"), 100);
    now.ms += 15001; /* ten seconds and a half of it at most */
    CHECK(one(deliver));
    CHECK_INT(line.count, 2);
    CHECK(line.sent[1] != line.sent[0]);
    line.outcome = DELIVERY_SENT;
    now.ms += 3600 * 1000;
    while (one(deliver))
        continue;
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE state = 'sent'"), 100);
    CHECK_INT(line.count, 102);
    deliver_close(deliver);
}

/* What is said on standard error meanwhile. */
static FILE *listen_to_the_log(int *out_before)
{
    FILE *heard = tmpfile();

    CHECK(heard != NULL);
    fflush(stderr);
    *out_before = dup(STDERR_FILENO);
    CHECK(dup2(fileno(heard), STDERR_FILENO) == STDERR_FILENO);
    return heard;
}

static struct str stop_listening(struct test_db *test, FILE *heard, int before)
{
    enum { HEARD_MAX = 8192 };
    char *text = arena_alloc(test->arena, HEARD_MAX);

    fflush(stderr);
    CHECK(dup2(before, STDERR_FILENO) == STDERR_FILENO);
    close(before);
    rewind(heard);
    text[fread(text, 1, HEARD_MAX - 1, heard)] = '\0';
    fclose(heard);
    return str_of(text);
}

static int lines_of(struct str text)
{
    int lines = 0;

    while (text.len > 0 && str_next(&text, '\n').at != NULL)
        lines++;
    return lines;
}

static void a_line_that_is_down_is_said_once_with_the_reason(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);
    int before;

    fill(test, 20);
    line = (struct fake){ .outcome = DELIVERY_NO_LINE, .answer = "535 5.7.8 wrong password" };
    struct deliver *deliver = opened(&settings);
    FILE *heard = listen_to_the_log(&before);

    for (int i = 0; i < 10; i++) {
        CHECK(one(deliver));
        now.ms += 3600 * 1000;
    }
    struct str down = stop_listening(test, heard, before);

    CHECK_INT(lines_of(down), 1);
    CHECK(str_contains(down, STR("error email: the line is down, messages wait: 535 5.7.8 wrong password\n")));
    line.outcome = DELIVERY_REFUSED;
    line.answer = "550 no mailbox mau@example.com";
    heard = listen_to_the_log(&before);
    while (one(deliver))
        continue;
    struct str up = stop_listening(test, heard, before);

    CHECK_INT(lines_of(up), 1);
    CHECK(str_contains(up, STR("info email: the line is up again\n")));
    deliver_close(deliver);
}

static volatile sig_atomic_t is_ending;

static struct delivery send_and_end(void *context, struct arena *arena, const struct outgoing *message)
{
    is_ending = 1;
    return fake_send(context, arena, message);
}

static void whoever_sends_once_ends_when_told(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 20);
    is_ending = 0;
    settings.is_ending = &is_ending;
    settings.send = send_and_end;
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE state = 'sent'"), 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE state = 'waiting' AND attempts = 0"), 19);
}

static void what_a_dead_process_had_in_hand_is_in_doubt(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);
    char script[200];

    fill(test, 2);
    struct deliver *deliver = opened(&settings);
    snprintf(script, sizeof script,
             "UPDATE message SET state = 'sending', attempts = 1, claimed_at = %lld WHERE message_id = 1000",
             (long long)(now.ms - DELIVER_LOST_MS + 1));
    test_db_run(test, script);
    CHECK_OK(deliver_find_lost(deliver));
    CHECK_STR(test_db_text(test, "SELECT state FROM message WHERE message_id = 1000"), "sending"); /* perhaps alive */
    now.ms += 2;
    CHECK_OK(deliver_find_lost(deliver));
    CHECK_STR(test_db_text(test, "SELECT state FROM message WHERE message_id = 1000"), "in-doubt");
    deliver_close(deliver);
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 1);
    CHECK_INT(line.sent[0], 1001);
}

static struct test_db *looked_from;

/* The message is marked, durably, before it leaves. */
static struct delivery look_and_send(void *context, struct arena *arena, const struct outgoing *message)
{
    CHECK_STR(test_db_text(looked_from, "SELECT state FROM message"), "sending");
    CHECK(test_db_number(looked_from, "SELECT claimed_at FROM message") == now.ms);
    return fake_send(context, arena, message);
}

static void a_message_is_in_hand_before_it_leaves(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 1);
    looked_from = test;
    settings.send = look_and_send;
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 1);
}

/* Somebody else's verdict while the message was on its way. */
static struct delivery cancelled_on_the_way(void *context, struct arena *arena, const struct outgoing *message)
{
    test_db_run(looked_from, "UPDATE message SET state = 'sent', sent_at = 5, attempts = attempts + 1");
    return fake_send(context, arena, message);
}

static void a_later_decision_is_not_overwritten(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 1);
    looked_from = test;
    settings.send = cancelled_on_the_way;
    line.outcome = DELIVERY_REFUSED;
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(test_db_number(test, "SELECT sent_at FROM message WHERE state = 'sent'"), 5);
}

static struct deliver_settings other_settings;

static struct delivery let_the_other_try(void *context, struct arena *arena, const struct outgoing *message)
{
    struct delivery delivery = fake_send(context, arena, message);

    if (line.count == 1)
        CHECK_OK(deliver_run(&other_settings)); /* sends all but the one that is in hand here */
    return delivery;
}

static void two_at_once_send_each_message_once(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);
    bool seen[50] = { false };

    fill(test, 50);
    other_settings = settings;
    settings.send = let_the_other_try;
    CHECK_OK(deliver_run(&settings));
    CHECK_INT(line.count, 50);
    for (int i = 0; i < 50; i++) {
        CHECK(!seen[line.sent[i] - 1000]);
        seen[line.sent[i] - 1000] = true;
    }
}

static void a_long_queue_needs_no_more_memory_than_a_short_one(void **state)
{
    struct test_db *test = *state;
    struct deliver_settings settings = settings_of(test);

    fill(test, 10000);
    CHECK_OK(deliver_run(&settings)); /* DELIVER_BYTES_MAX is fatal when passed */
    CHECK_INT(line.count, 10000);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM message WHERE state = 'sent'"), 10000);
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_is_due_is_sent_once_in_its_order),
    test_db_each(nothing_goes_before_its_time_or_a_closed_way),
    test_db_each(what_is_not_taken_now_is_tried_again_later),
    test_db_each(what_is_refused_or_too_old_waits_for_a_person),
    test_db_each(an_answer_that_never_came_is_never_tried_again),
    test_db_each(a_line_that_is_down_costs_one_attempt_not_ten_thousand),
    test_db_each(a_line_that_is_down_is_said_once_with_the_reason),
    test_db_each(whoever_sends_once_ends_when_told),
    test_db_each(what_a_dead_process_had_in_hand_is_in_doubt),
    test_db_each(a_message_is_in_hand_before_it_leaves),
    test_db_each(a_later_decision_is_not_overwritten),
    test_db_each(two_at_once_send_each_message_once),
    test_db_each(a_long_queue_needs_no_more_memory_than_a_short_one),
};
TEST_DB_MAIN(tests)
