/* SPDX-License-Identifier: Apache-2.0 */
/* fatal -- the unexpected way to end: a bug, or memory gone.  Prints "motcua: fatal: …" on
 * standard error and aborts; the parent starts another worker. */
#ifndef BASE_FATAL_H
#define BASE_FATAL_H

__attribute__((noreturn, format(printf, 1, 2))) void fatal(const char *format, ...);

#endif
