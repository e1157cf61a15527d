/* SPDX-License-Identifier: Apache-2.0 */
#include "base/put.h"

#include <string.h>

char *put_str(char *out, struct str text)
{
    if (text.len > 0)
        memcpy(out, text.at, text.len);
    return out + text.len;
}

char *put_char(char *out, char c)
{
    *out = c;
    return out + 1;
}

char *put_digits(char *out, int64_t number, int digits)
{
    for (int i = digits - 1; i >= 0; i--, number /= 10)
        out[i] = (char)('0' + number % 10);
    return out + digits;
}

char *put_number(char *out, int64_t number)
{
    int digits = 1;

    for (int64_t rest = number / 10; rest > 0; rest /= 10)
        digits++;
    return put_digits(out, number, digits);
}

struct str put_end(char *out, char *end)
{
    *end = '\0';
    return (struct str){ out, (size_t)(end - out) };
}
