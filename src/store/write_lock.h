/* SPDX-License-Identifier: Apache-2.0 */
/* write_lock -- one turn at a time for the writers of several processes, in the order in which they ask.
 *
 * Made before fork() and shared by the children.  A process that dies with the lock loses it; its half-done
 * transaction is the database's to undo, so the next writer simply goes on. */
#ifndef STORE_WRITE_LOCK_H
#define STORE_WRITE_LOCK_H

#include <stdbool.h>

struct write_lock;

struct write_lock *write_lock_create(void);
void write_lock_destroy(struct write_lock *lock); /* accepts NULL; only this process's view of it */
void write_lock_take(struct write_lock *lock);
bool write_lock_try(struct write_lock *lock, int timeout_ms); /* false: not free in time */
void write_lock_give(struct write_lock *lock);

/* As write_lock_try(), but after a false the process keeps its place in the line: it does something else for a moment
 * and calls this again, or leaves the line. */
bool write_lock_wait(struct write_lock *lock, int timeout_ms);
void write_lock_leave_line(struct write_lock *lock);

#endif
