/* SPDX-License-Identifier: Apache-2.0 */
#include "store/write_lock.h"

#include "base/fatal.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* DESIGN  Whoever is the next one holds `next`, and the others wait for that.  With the turn alone, a writer that gives
 * it back and wants it again would nearly always have it again, being awake: the keeper waited for many commits, and
 * what they had added to the log made its own turn as much longer. */
struct write_lock {
    pthread_mutex_t turn, next;
    pid_t next_pid; /* who holds `next`; read by its holder alone */
};

struct write_lock *write_lock_create(void)
{
    pthread_mutexattr_t attributes;
    struct write_lock *lock = mmap(NULL, sizeof *lock, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (lock == MAP_FAILED)
        fatal("no shared memory for the write lock: %s", strerror(errno));
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    if (pthread_mutex_init(&lock->turn, &attributes) != 0 || pthread_mutex_init(&lock->next, &attributes) != 0)
        fatal("the write lock cannot be made");
    pthread_mutexattr_destroy(&attributes);
    return lock;
}

void write_lock_destroy(struct write_lock *lock)
{
    if (lock != NULL)
        munmap(lock, sizeof *lock);
}

/* The outcome of a pthread call: do we hold the mutex now? */
static bool is_held(pthread_mutex_t *mutex, int outcome)
{
    if (outcome == EOWNERDEAD)
        outcome = pthread_mutex_consistent(mutex);
    if (outcome != 0 && outcome != ETIMEDOUT && outcome != EBUSY)
        fatal("write lock: %s", strerror(outcome));
    return outcome == 0;
}

static bool take_until(pthread_mutex_t *mutex, const struct timespec *until)
{
    return is_held(mutex, pthread_mutex_trylock(mutex)) ||
           is_held(mutex, pthread_mutex_clocklock(mutex, CLOCK_MONOTONIC, until));
}

static struct timespec in_ms(int timeout_ms)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += timeout_ms % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    return until;
}

static bool is_next(const struct write_lock *lock)
{
    return __atomic_load_n(&lock->next_pid, __ATOMIC_RELAXED) == getpid();
}

static void set_next(struct write_lock *lock, pid_t pid)
{
    __atomic_store_n(&lock->next_pid, pid, __ATOMIC_RELAXED);
}

void write_lock_leave_line(struct write_lock *lock)
{
    if (!is_next(lock))
        return;
    set_next(lock, 0);
    pthread_mutex_unlock(&lock->next);
}

bool write_lock_wait(struct write_lock *lock, int timeout_ms)
{
    struct timespec until = in_ms(timeout_ms);

    if (!is_next(lock)) {
        if (!take_until(&lock->next, &until))
            return false;
        set_next(lock, getpid());
    }
    if (!take_until(&lock->turn, &until))
        return false;
    write_lock_leave_line(lock);
    return true;
}

bool write_lock_try(struct write_lock *lock, int timeout_ms)
{
    bool is_ours = write_lock_wait(lock, timeout_ms);

    write_lock_leave_line(lock);
    return is_ours;
}

void write_lock_take(struct write_lock *lock)
{
    enum { LONG_MS = 3600 * 1000 };

    while (!write_lock_wait(lock, LONG_MS))
        continue;
}

void write_lock_give(struct write_lock *lock)
{
    if (pthread_mutex_unlock(&lock->turn) != 0)
        fatal("write lock given back by one who does not hold it");
}
