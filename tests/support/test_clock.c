/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_clock.h"

#include "support/check.h"

struct date test_date(const char *text)
{
    struct date date = { 0 };

    CHECK(date_parse_iso(str_of(text), &date));
    return date;
}

struct moment test_moment(const char *text)
{
    struct moment moment = { 0 };

    CHECK(moment_parse(str_of(text), &moment));
    return moment;
}
