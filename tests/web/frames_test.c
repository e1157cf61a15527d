/* SPDX-License-Identifier: Apache-2.0 */
#include "web/frames.h"

#include "support/check.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct frames *here, *there;

static int open_line(void **state)
{
    int pair[2];

    (void)state;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair) != 0)
        return -1;
    here = frames_create(pair[0]);
    there = frames_create(pair[1]);
    return 0;
}

static int close_line(void **state)
{
    (void)state;
    frames_destroy(here);
    frames_destroy(there);
    return 0;
}

static void messages_come_whole_and_in_order(void **state)
{
    struct str message;

    (void)state;
    frames_add(here, STR("one"));
    frames_add(here, STR(""));
    frames_add(here, STR("three"));
    CHECK(frames_has_unsent(here));
    CHECK(!frames_next(there, &message));
    CHECK(frames_send(here));
    CHECK(!frames_has_unsent(here));
    CHECK(frames_receive(there));
    CHECK(frames_next(there, &message));
    CHECK_STR(message, "one");
    CHECK(frames_next(there, &message));
    CHECK_INT(message.len, 0);
    CHECK(frames_next(there, &message));
    CHECK_STR(message, "three");
    CHECK(!frames_next(there, &message));
}

/* Larger than what a socket holds at a time. */
static void a_long_message_comes_in_pieces_and_is_given_when_it_is_whole(void **state)
{
    enum { BYTES = 3 * 1024 * 1024 };
    char *text = malloc(BYTES);
    struct str message;
    int turns = 0;

    (void)state;
    for (int i = 0; i < BYTES; i++)
        text[i] = (char)('a' + i % 23);
    frames_add(here, (struct str){ text, BYTES });
    do {
        CHECK(frames_send(here));
        CHECK(frames_receive(there));
        turns++;
    } while (frames_has_unsent(here) && turns < 1000);
    CHECK(turns > 1);
    CHECK(frames_receive(there));
    CHECK(frames_next(there, &message));
    CHECK_INT(message.len, BYTES);
    CHECK(memcmp(message.at, text, BYTES) == 0);
    free(text);
}

static void what_was_half_sent_is_not_given(void **state)
{
    struct str message;
    const char half[] = { 9, 0, 0, 0, 'h', 'a', 'l', 'f' };

    (void)state;
    frames_add(here, STR("whole"));
    CHECK(frames_send(here));
    CHECK_INT(write(frames_socket(here), half, sizeof half), sizeof half);
    frames_destroy(here);
    here = NULL;
    CHECK(frames_receive(there));
    CHECK(!frames_receive(there));
    CHECK(frames_next(there, &message));
    CHECK_STR(message, "whole");
    CHECK(!frames_next(there, &message));
}

static void sending_to_nobody_is_no_signal(void **state)
{
    (void)state;
    frames_destroy(there);
    there = NULL;
    frames_add(here, STR("who is there"));
    CHECK(!frames_send(here));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(messages_come_whole_and_in_order, open_line, close_line),
    cmocka_unit_test_setup_teardown(a_long_message_comes_in_pieces_and_is_given_when_it_is_whole, open_line,
                                    close_line),
    cmocka_unit_test_setup_teardown(what_was_half_sent_is_not_given, open_line, close_line),
    cmocka_unit_test_setup_teardown(sending_to_nobody_is_no_signal, open_line, close_line),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
