/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/calendar_law.h"

#include "domain/lunar.h"

enum { HOLIDAYS_MAX = 16, CULTURE_DAY_FROM = 2026 };

struct holiday {
    struct date on;
    struct str note, made_up_note;
};

struct holidays {
    struct holiday at[HOLIDAYS_MAX];
    size_t count;
};

/* A note and the one of the day that makes up for it. */
#define NOTE(text) STR(text), STR("Nghỉ bù " text)

static bool names_day(const struct holidays *holidays, struct date on)
{
    for (size_t i = 0; i < holidays->count; i++)
        if (holidays->at[i].on.day == on.day)
            return true;
    return false;
}

/* No two of them ever meet: 10/3 lunar is over before 30/4. */
static void add(struct holidays *holidays, struct date on, struct str note, struct str made_up_note)
{
    holidays->at[holidays->count++] = (struct holiday){ on, note, made_up_note };
}

static void add_civil(struct holidays *holidays, int year, int month, int day, struct str note, struct str made_up_note)
{
    struct date on;

    if (date_of_civil((struct civil){ year, month, day }, &on))
        add(holidays, on, note, made_up_note);
}

static void add_tet(struct holidays *holidays, int year)
{
    struct date new_year;

    if (!lunar_to_date((struct lunar){ .year = year, .month = 1, .day = 1 }, &new_year))
        return;
    for (int day = -1; day <= 3; day++)
        add(holidays, date_add(new_year, day), NOTE("Tết Nguyên đán"));
}

static void add_ancestors_day(struct holidays *holidays, int year)
{
    struct date on;

    if (lunar_to_date((struct lunar){ .year = year, .month = 3, .day = 10 }, &on))
        add(holidays, on, NOTE("Giỗ Tổ Hùng Vương"));
}

static void add_national_day(struct holidays *holidays, int year)
{
    struct date on;

    if (!date_of_civil((struct civil){ year, 9, 2 }, &on))
        return;

    enum weekday weekday = date_weekday(on);
    bool is_day_after = weekday == SUNDAY || weekday == MONDAY || weekday == THURSDAY;
    struct date beside = date_add(on, is_day_after ? 1 : -1);

    add(holidays, is_day_after ? on : beside, NOTE("Quốc khánh"));
    add(holidays, is_day_after ? beside : on, NOTE("Quốc khánh"));
}

static struct holidays holidays_of(int year)
{
    struct holidays holidays = { .count = 0 };

    add_civil(&holidays, year, 1, 1, NOTE("Tết Dương lịch"));
    add_tet(&holidays, year);
    add_ancestors_day(&holidays, year);
    add_civil(&holidays, year, 4, 30, NOTE("Ngày Chiến thắng 30/4"));
    add_civil(&holidays, year, 5, 1, NOTE("Ngày Quốc tế Lao động 1/5"));
    add_national_day(&holidays, year);
    if (year >= CULTURE_DAY_FROM)
        add_civil(&holidays, year, 11, 24, NOTE("Ngày Văn hóa Việt Nam 24/11"));
    return holidays;
}

static bool is_weekend(struct date date)
{
    return date_weekday(date) >= SATURDAY;
}

/* Labour Code Art 111.3: each holiday on a weekend moves to the next day that is still worked. */
static void make_up(struct holidays *holidays)
{
    for (size_t i = 0; i < holidays->count; i++) {
        struct date on = holidays->at[i].on;

        while (is_weekend(on) || (names_day(holidays, on) && on.day != holidays->at[i].on.day))
            on = date_add(on, 1);
        if (on.day != holidays->at[i].on.day)
            holidays->at[i] = (struct holiday){ on, holidays->at[i].made_up_note, holidays->at[i].made_up_note };
    }
}

static void put_in_order(struct calendar_day *days, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && days[j - 1].on.day > days[j].on.day; j--) {
            struct calendar_day day = days[j];

            days[j] = days[j - 1];
            days[j - 1] = day;
        }
}

struct calendar_days calendar_from_law(struct arena *arena, int year)
{
    struct holidays holidays = holidays_of(year);
    struct calendar_day *days = arena_array(arena, struct calendar_day, HOLIDAYS_MAX);

    make_up(&holidays);
    for (size_t i = 0; i < holidays.count; i++)
        days[i] = (struct calendar_day){ .on = holidays.at[i].on, .is_provisional = true, .note = holidays.at[i].note };
    put_in_order(days, holidays.count);
    return (struct calendar_days){ days, holidays.count };
}

bool calendar_is_official(struct calendar_days days, int year)
{
    for (size_t i = 0; i < days.count; i++)
        if (!days.at[i].is_provisional && date_civil(days.at[i].on).year == year)
            return true;
    return false;
}

struct calendar_days calendar_with_law(struct arena *arena, struct calendar_days known, int first_year, int last_year)
{
    size_t years = last_year < first_year ? 0 : (size_t)(last_year - first_year) + 1;
    struct calendar_day *days = arena_array(arena, struct calendar_day, known.count + years * HOLIDAYS_MAX);
    struct calendar mentioned = { .days = known };
    size_t count = 0;

    for (; count < known.count; count++)
        days[count] = known.at[count];
    for (int year = first_year; year <= last_year; year++) {
        struct calendar_days law = calendar_from_law(arena, year);

        for (size_t i = 0; i < law.count && !calendar_is_official(known, year); i++)
            if (calendar_day_entry(&mentioned, law.at[i].on) == NULL)
                days[count++] = law.at[i];
    }
    put_in_order(days, count);
    return (struct calendar_days){ days, count };
}
