/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/people.h"

enum list { SURNAME, MALE_MIDDLE, FEMALE_MIDDLE, MALE_GIVEN, FEMALE_GIVEN, MALE_ELDER, FEMALE_ELDER, HAMLET };

static const struct {
    enum list list;
    int weight;
    struct str text;
} names[] = {
#define NAME(list, text, weight) { (list), (weight), { (text), sizeof(text) - 1 } },
#include "demo/names.def"
#undef NAME
};

enum {
    NAMES = sizeof names / sizeof *names,
    OLDEST_YEAR = 1940,
    YOUNGEST_YEAR = 2006, /* of age when the commune was founded */
    ELDERS_UNTIL_YEAR = 1964,
    SERIALS = 1000000, /* the last six digits of an identity number */
    SCATTER = 618033   /* shares no factor with SERIALS: neighbours do not look alike, and none repeats */
};

static struct str draw(struct dice *dice, enum list list)
{
    int weights[NAMES];

    for (size_t i = 0; i < NAMES; i++)
        weights[i] = names[i].list == list ? names[i].weight : 0;
    return names[dice_choose(dice, weights, NAMES)].text;
}

/* How many of a hundred have "Văn" or "Thị" for a middle name, by the year of birth. */
static int usual_middle_percent(bool is_female, int year)
{
    if (year < 1965)
        return is_female ? 90 : 55;
    if (year < 1985)
        return is_female ? 85 : 45;
    if (year < 2000)
        return is_female ? 65 : 28;
    return is_female ? 35 : 15;
}

static struct str make_name(struct arena *arena, struct dice *dice, bool is_female, int year)
{
    bool is_elder = year <= ELDERS_UNTIL_YEAR;
    enum list givens = is_female ? (is_elder ? FEMALE_ELDER : FEMALE_GIVEN) : (is_elder ? MALE_ELDER : MALE_GIVEN);
    enum list middles = is_female ? FEMALE_MIDDLE : MALE_MIDDLE;
    struct str surname = draw(dice, SURNAME);
    bool has_usual = dice_chance(dice, usual_middle_percent(is_female, year));
    bool has_four = dice_chance(dice, has_usual ? 17 : 10);
    struct str usual = is_female ? STR("Thị") : STR("Văn");
    struct str middle = has_usual ? usual : draw(dice, middles);
    struct str second = has_four ? draw(dice, middles) : STR("");
    struct str given = draw(dice, givens);

    while (str_equal(given, middle) || str_equal(given, second))
        given = draw(dice, givens);
    if (!has_four || str_equal(middle, second))
        return arena_printf(arena, "%.*s %.*s %.*s", STR_ARG(surname), STR_ARG(middle), STR_ARG(given));
    return arena_printf(arena, "%.*s %.*s %.*s %.*s", STR_ARG(surname), STR_ARG(middle), STR_ARG(second),
                        STR_ARG(given));
}

struct person person_make(struct arena *arena, int64_t seed, int64_t number)
{
    struct dice dice = dice_of(seed, DICE_PERSON, number);
    bool is_female = dice_chance(&dice, 49);
    /* the mean of two: most are neither young nor old */
    int year =
        (int)(dice_between(&dice, OLDEST_YEAR, YOUNGEST_YEAR) + dice_between(&dice, OLDEST_YEAR, YOUNGEST_YEAR)) / 2;
    int month = (int)dice_between(&dice, 1, 12), day = (int)dice_between(&dice, 1, 28);
    int century = (year >= 2000 ? 2 : 0) + (is_female ? 1 : 0);
    int province = 97 + (int)(number / SERIALS % 3);
    int serial = (int)((number % SERIALS * SCATTER + SCATTER) % SERIALS);

    struct str hamlet = draw(&dice, HAMLET);

    return (struct person){
        .name = make_name(arena, &dice, is_female, year),
        .identity_number = arena_printf(arena, "%03d%d%02d%06d", province, century, year % 100, serial),
        .born_on = arena_printf(arena, "%02d/%02d/%04d", day, month, year),
        .gender = is_female ? STR("female") : STR("male"),
        .address = arena_printf(arena, "Xóm %.*s, xã Bình Yên, tỉnh Thái Nguyên", STR_ARG(hamlet)),
        .phone = arena_printf(arena, "0123%06d", serial),
    };
}

struct str person_staff_name(struct arena *arena, int64_t seed, int64_t number)
{
    struct dice dice = dice_of(seed, DICE_STAFF, number);
    bool is_female = dice_chance(&dice, 50);

    return make_name(arena, &dice, is_female, (int)dice_between(&dice, 1970, 1998));
}
