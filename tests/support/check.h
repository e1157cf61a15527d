/* SPDX-License-Identifier: Apache-2.0 */
/* check -- cmocka, with checks that print what they saw and what was written down. */
#ifndef SUPPORT_CHECK_H
#define SUPPORT_CHECK_H

#include "base/status.h"
#include "base/str.h"

/* cmocka.h needs these four before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#define CHECK(condition) check_true((condition), #condition, __FILE__, __LINE__)
#define CHECK_INT(actual, expected) check_int((int64_t)(actual), (int64_t)(expected), #actual, __FILE__, __LINE__)
#define CHECK_STATUS(actual, expected) check_status((actual), (expected), #actual, __FILE__, __LINE__)
#define CHECK_OK(actual) CHECK_STATUS(actual, ST_OK)

/* struct str or char *, against a char *; NULL stands for the null view. */
#define CHECK_STR(actual, expected) \
    check_str(_Generic((actual), struct str: check_view, char *: str_of, const char *: str_of)(actual), \
              str_of(expected), #actual, __FILE__, __LINE__)

/* The words stand somewhere in a struct str. */
#define CHECK_HAS(actual, words) check_has((actual), str_of(words), #actual, __FILE__, __LINE__)

void check_true(bool is_true, const char *what, const char *file, int line);
void check_int(int64_t actual, int64_t expected, const char *what, const char *file, int line);
void check_status(enum status actual, enum status expected, const char *what, const char *file, int line);
void check_str(struct str actual, struct str expected, const char *what, const char *file, int line);
void check_has(struct str actual, struct str words, const char *what, const char *file, int line);
struct str check_view(struct str s);

/* For a child process that is meant to die: its last words go nowhere. */
void check_silence(void);

#endif
