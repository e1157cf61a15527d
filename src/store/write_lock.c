/* SPDX-License-Identifier: Apache-2.0 */
#include "store/write_lock.h"

#include "base/fatal.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

struct write_lock {
    pthread_mutex_t mutex;
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
    if (pthread_mutex_init(&lock->mutex, &attributes) != 0)
        fatal("the write lock cannot be made");
    pthread_mutexattr_destroy(&attributes);
    return lock;
}

void write_lock_destroy(struct write_lock *lock)
{
    if (lock != NULL)
        munmap(lock, sizeof *lock);
}

/* The outcome of a pthread call: do we hold the lock now? */
static bool is_held(struct write_lock *lock, int outcome)
{
    if (outcome == EOWNERDEAD)
        outcome = pthread_mutex_consistent(&lock->mutex);
    if (outcome != 0 && outcome != ETIMEDOUT && outcome != EBUSY)
        fatal("write lock: %s", strerror(outcome));
    return outcome == 0;
}

void write_lock_take(struct write_lock *lock)
{
    is_held(lock, pthread_mutex_lock(&lock->mutex));
}

bool write_lock_try(struct write_lock *lock, int timeout_ms)
{
    struct timespec until;

    if (is_held(lock, pthread_mutex_trylock(&lock->mutex)))
        return true;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += timeout_ms % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    return is_held(lock, pthread_mutex_clocklock(&lock->mutex, CLOCK_MONOTONIC, &until));
}

void write_lock_give(struct write_lock *lock)
{
    if (pthread_mutex_unlock(&lock->mutex) != 0)
        fatal("write lock given back by one who does not hold it");
}
