/* SPDX-License-Identifier: Apache-2.0 */
#include "store/write_lock.h"

#include "store/engine.h"
#include "support/test_db.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static struct write_lock *lock;

static int create(void **state)
{
    (void)state;
    lock = write_lock_create();
    return 0;
}

static int destroy(void **state)
{
    (void)state;
    write_lock_destroy(lock);
    return 0;
}

/* A child that takes the lock, says so through the pipe, and waits to be killed. */
static pid_t holder(void)
{
    int ready[2];
    char byte;

    CHECK(pipe(ready) == 0);
    pid_t child = fork();
    if (child == 0) {
        write_lock_take(lock);
        if (write(ready[1], "x", 1) == 1)
            pause();
        _exit(1);
    }
    CHECK(read(ready[0], &byte, 1) == 1);
    close(ready[0]);
    close(ready[1]);
    return child;
}

static void kill_and_wait(pid_t child)
{
    kill(child, SIGKILL);
    CHECK(waitpid(child, NULL, 0) == child);
}

static void a_held_lock_is_not_given_twice(void **state)
{
    pid_t child = holder();

    (void)state;
    CHECK(!write_lock_try(lock, 30));
    kill_and_wait(child);
}

static void a_killed_holder_loses_the_lock(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        kill_and_wait(holder());
        CHECK(write_lock_try(lock, 5000));
        write_lock_give(lock);
    }
    write_lock_take(lock);
    write_lock_give(lock);
}

/* A child that holds the lock for a while, gives it back, and at once wants it again; it says through the pipe when it
 * has it for the second time. */
static pid_t greedy(int said)
{
    pid_t child = fork();

    if (child != 0)
        return child;
    write_lock_take(lock);
    if (write(said, "1", 1) != 1)
        _exit(1);
    usleep(100 * 1000);
    write_lock_give(lock);
    write_lock_take(lock);
    _exit(write(said, "2", 1) == 1 ? 0 : 1);
}

static void who_asked_first_has_the_next_turn(void **state)
{
    int pipe_of_child[2];
    struct pollfd said = { .events = POLLIN };
    char byte;

    (void)state;
    CHECK(pipe(pipe_of_child) == 0);
    said.fd = pipe_of_child[0];
    for (int i = 0; i < 5; i++) {
        pid_t child = greedy(pipe_of_child[1]);

        CHECK(read(pipe_of_child[0], &byte, 1) == 1 && byte == '1');
        CHECK(!write_lock_wait(lock, 5)); /* keeps its place */
        CHECK(write_lock_wait(lock, 5000));
        CHECK_INT(poll(&said, 1, 50), 0); /* the child waits */
        write_lock_give(lock);
        CHECK(read(pipe_of_child[0], &byte, 1) == 1 && byte == '2');
        CHECK(waitpid(child, NULL, 0) == child);
    }
    close(pipe_of_child[0]);
    close(pipe_of_child[1]);
}

static void who_leaves_the_line_or_dies_in_it_is_passed_over(void **state)
{
    pid_t child = holder();
    pid_t in_line = fork();

    (void)state;
    if (in_line == 0) {
        while (!write_lock_wait(lock, 1000))
            continue;
        _exit(1);
    }
    usleep(50 * 1000);
    CHECK(!write_lock_try(lock, 20));
    kill_and_wait(in_line);
    CHECK(!write_lock_wait(lock, 20));
    write_lock_leave_line(lock);
    kill_and_wait(child);
    CHECK(write_lock_try(lock, 5000));
    write_lock_give(lock);
}

static void writers_of_several_processes_lose_nothing(void **state)
{
    enum { WRITERS = 4, TURNS = 40 };
    struct test_db *test = *state;
    struct write_lock *shared = write_lock_create();
    pid_t writers[WRITERS];

    test_db_run(test, "CREATE TABLE tally (n INTEGER NOT NULL) STRICT; INSERT INTO tally (n) VALUES (0)");
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = fork();
        if (writers[i] != 0)
            continue;
        struct db *db; /* never closed, and the parent's is never touched: they belong to other processes */
        bool is_fine = db_open(test->source, DB_READ_WRITE, &db) == ST_OK;

        db_use_write_lock(db, shared);
        for (int turn = 0; is_fine && turn < TURNS; turn++) {
            struct db_tx *tx = NULL;

            is_fine = db_tx_begin(db, &tx) == ST_OK && test_db_try(db, "UPDATE tally SET n = n + 1") == ST_OK &&
                      db_tx_commit(tx) == ST_OK;
        }
        _exit(is_fine ? 0 : 1);
    }
    for (int i = 0; i < WRITERS; i++) {
        int outcome;

        CHECK(waitpid(writers[i], &outcome, 0) == writers[i]);
        CHECK_INT(outcome, 0);
    }
    CHECK_INT(test_db_number(test, "SELECT n FROM tally"), WRITERS * TURNS);
    write_lock_destroy(shared);
}

static void a_transaction_gives_the_lock_back_however_it_ends(void **state)
{
    struct test_db *test = *state;
    struct write_lock *shared = write_lock_create();
    struct db_tx *tx = NULL;

    db_use_write_lock(test->db, shared);
    CHECK_OK(db_tx_begin(test->db, &tx));
    struct db_tx *inner = NULL;
    CHECK_OK(db_tx_begin(test->db, &inner));
    db_tx_end_at(&inner);
    CHECK(write_lock_try(shared, 0) == test->is_postgres); /* held by the outer one; PostgreSQL needs none */
    if (test->is_postgres)
        write_lock_give(shared);
    CHECK_OK(db_tx_commit(tx));
    CHECK(write_lock_try(shared, 0));
    write_lock_give(shared);

    CHECK_OK(db_tx_begin(test->db, &tx));
    db_tx_end_at(&tx);
    CHECK(write_lock_try(shared, 0));
    write_lock_give(shared);

    if (!test->is_postgres) {
        struct db *other = test_db_connect(test, DB_READ_WRITE);
        struct db_tx *theirs = NULL;

        CHECK_OK(db_tx_begin(other, &theirs)); /* without the lock: the database itself refuses */
        CHECK_STATUS(db_tx_begin(test->db, &tx), ST_BUSY);
        CHECK(write_lock_try(shared, 0));
        write_lock_give(shared);
        db_tx_end_at(&theirs);
    }
    db_use_write_lock(test->db, NULL);
    write_lock_destroy(shared);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_held_lock_is_not_given_twice, create, destroy),
    cmocka_unit_test_setup_teardown(a_killed_holder_loses_the_lock, create, destroy),
    cmocka_unit_test_setup_teardown(who_asked_first_has_the_next_turn, create, destroy),
    cmocka_unit_test_setup_teardown(who_leaves_the_line_or_dies_in_it_is_passed_over, create, destroy),
    test_db_each(writers_of_several_processes_lose_nothing),
    test_db_each(a_transaction_gives_the_lock_back_however_it_ends),
};
TEST_DB_MAIN(tests)
