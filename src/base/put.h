/* SPDX-License-Identifier: Apache-2.0 */
/* put -- short text into the caller's buffer, piece by piece.  Each function returns where the next piece goes; the
 * buffer's size is part of the caller's contract (`char out[17]`). */
#ifndef BASE_PUT_H
#define BASE_PUT_H

#include "base/str.h"

char *put_str(char *out, struct str text);
char *put_char(char *out, char c);
char *put_number(char *out, int64_t number);             /* 0 or more, without leading zeros: at most 19 bytes */
char *put_digits(char *out, int64_t number, int digits); /* exactly so many, with leading zeros */

/* Ends the text that began at `out` with a NUL and gives it as a view. */
struct str put_end(char *out, char *end);

#endif
