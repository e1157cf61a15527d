/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_calendar.h"

#include "support/property.h"

enum { DAY_2025 = 739252, DAYS_OF_TWO_YEARS = 730, SESSIONS_MAX = 9 }; /* 2025-01-01 */

/* Days since 2025-01-01 would be unreadable: month and day, the year by half of the table. */
static const struct {
    int year, month, day;
    bool is_working;
} announced[] = {
    { 2025, 1, 1, false },   { 2025, 1, 27, false }, { 2025, 1, 28, false }, { 2025, 1, 29, false },
    { 2025, 1, 30, false },  { 2025, 1, 31, false }, { 2025, 4, 7, false },  { 2025, 4, 26, true },
    { 2025, 4, 30, false },  { 2025, 5, 1, false },  { 2025, 5, 2, false },  { 2025, 9, 1, false },
    { 2025, 9, 2, false },   { 2026, 1, 1, false },  { 2026, 1, 2, false },  { 2026, 1, 10, true },
    { 2026, 2, 16, false },  { 2026, 2, 17, false }, { 2026, 2, 18, false }, { 2026, 2, 19, false },
    { 2026, 2, 20, false },  { 2026, 4, 27, false }, { 2026, 4, 30, false }, { 2026, 5, 1, false },
    { 2026, 8, 22, true },   { 2026, 8, 31, false }, { 2026, 9, 1, false },  { 2026, 9, 2, false },
    { 2026, 11, 24, false },
};

enum { ANNOUNCED = sizeof announced / sizeof *announced };

const struct calendar *test_calendar(void)
{
    static struct calendar_day days[ANNOUNCED];
    static struct calendar calendar;

    for (size_t i = 0; i < ANNOUNCED; i++) {
        days[i] = (struct calendar_day){ .is_working = announced[i].is_working,
                                         .note = announced[i].is_working ? STR("Làm bù") : STR("Ngày lễ") };
        date_of_civil((struct civil){ announced[i].year, announced[i].month, announced[i].day }, &days[i].on);
    }
    calendar = (struct calendar){ .days = { days, ANNOUNCED } };
    return &calendar;
}

static size_t add_season(struct calendar_session *at, struct date from_on)
{
    size_t count = (size_t)test_random_in(1, 3);
    int minute = test_random_in(0, 8 * 60);

    for (size_t i = 0; i < count; i++) {
        at[i] = (struct calendar_session){ from_on, minute, minute + test_random_in(1, 4 * 60) };
        minute = at[i].closes_minute + test_random_in(0, 60);
    }
    return count;
}

const struct calendar *test_calendar_random(void)
{
    static struct calendar_session sessions[SESSIONS_MAX];
    static struct calendar_day days[DAYS_OF_TWO_YEARS];
    static struct calendar calendar;
    int seasons = test_random_in(0, 3), density = test_random_in(1, 60);

    calendar = (struct calendar){ .sessions = { sessions, 0 }, .days = { days, 0 } };
    for (int season = 0; season < seasons; season++)
        calendar.sessions.count += add_season(sessions + calendar.sessions.count,
                                              (struct date){ DAY_2025 + season * 200 + test_random_in(0, 199) });
    for (int day = 0; day < DAYS_OF_TWO_YEARS; day++)
        if (test_random_in(1, density) == 1)
            days[calendar.days.count++] = (struct calendar_day){ .on = { DAY_2025 + day },
                                                                 .is_working = test_random_in(0, 4) == 0,
                                                                 .note = STR("ngày ngẫu nhiên") };
    return &calendar;
}

struct moment test_moment_random(void)
{
    struct moment moment = moment_of((struct date){ DAY_2025 + test_random_in(180, 540) }, test_random_in(0, 1439));

    moment.ms += test_random_in(0, 59999);
    return moment;
}
