/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/search_query.h"

#include "base/text_fold.h"
#include "domain/identity.h"
#include "domain/search_keys.h"

enum {
    DAY_DIGITS = 6,
    SERIAL_DIGITS = 4,
    SERIAL_ALONE_MAX = 5, /* digits of a number typed without its day */
    PHONE_END_MIN = 4,
    PHONE_END_MAX = 9,
    PROCEDURE_CODE_CHARS = 8
};

static const struct str kind_words[SEARCH_KIND_COUNT] = {
#define SEARCH_KIND(name, of, words) [SEARCH_##name] = STR_INIT(words),
#include "domain/search_kinds.def"
#undef SEARCH_KIND
};

enum { OF_FILE, OF_PERSON };

static const bool kind_is_of_person[SEARCH_KIND_COUNT] = {
#define SEARCH_KIND(name, of, words) [SEARCH_##name] = OF_##of == OF_PERSON,
#include "domain/search_kinds.def"
#undef SEARCH_KIND
};

struct str search_kind_words(enum search_kind kind)
{
    return kind_words[kind];
}

bool search_query_is_of_files(const struct search_query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (kind_is_of_person[query->readings[i].kind])
            return false;
    return query->count > 0;
}

/* What was typed, in the forms that the readings look at. */
struct typed {
    struct arena *arena;
    struct str text;   /* as it came, without blanks around it */
    struct str plain;  /* ASCII, capitals */
    struct str tight;  /* only letters and digits of `plain` */
    struct str agency; /* the office's code, and the same tight */
    struct str agency_tight;
    struct date today;
    bool is_number; /* digits, with nothing but blanks and .-/()+ between them */
    struct search_query *out;
};

static void add(struct typed *typed, enum search_kind kind, struct str text)
{
    if (typed->out->count < SEARCH_READINGS_MAX)
        typed->out->readings[typed->out->count++] = (struct search_reading){ kind, text };
}

/* ---- Characters ---------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool are_digits(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_digit(text.at[i]))
            return false;
    return text.len > 0;
}

static struct str tight_of(struct arena *arena, struct str plain)
{
    char *at = arena_alloc(arena, plain.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < plain.len; i++)
        if (is_digit(plain.at[i]) || (plain.at[i] >= 'A' && plain.at[i] <= 'Z'))
            at[len++] = plain.at[i];
    return (struct str){ at, len };
}

static bool is_number(struct str plain)
{
    for (size_t i = 0; i < plain.len; i++)
        if (!is_digit(plain.at[i]) && !str_contains(STR(" .-/()+"), (struct str){ plain.at + i, 1 }))
            return false;
    return true;
}

/* The part of an address behind `mark`, up to the next '/', '?', '#' or blank; null without the mark. */
static struct str part_behind(struct str text, struct str mark)
{
    while (text.len >= mark.len && !str_starts_with(text, mark))
        text = str_from(text, 1);
    if (text.len < mark.len)
        return (struct str){ NULL, 0 };
    size_t len = 0;

    for (text = str_from(text, mark.len); len < text.len; len++)
        if (str_contains(STR("/?# "), (struct str){ text.at + len, 1 }))
            break;
    return str_head(text, len);
}

/* ---- What scanners send -------------------------------------------------------------------------- */

/* The QR of a receipt is the address of its status page, that of a printed list the address of a procedure. */
static bool read_address(struct typed *typed)
{
    static const struct str marks[] = { STR_INIT("/status/"), STR_INIT("/dossiers/"), STR_INIT("/procedures/") };
    struct dossier_code parts;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct str part = part_behind(typed->text, marks[i]);

        if (dossier_code_parse(dossier_code_clean(typed->arena, part), &parts))
            add(typed, SEARCH_CODE, dossier_code_clean(typed->arena, part));
        else if (procedure_code_is_valid(part))
            add(typed, SEARCH_PROCEDURE, str_head(part, PROCEDURE_CODE_CHARS));
        if (part.at != NULL)
            return true;
    }
    return false;
}

static bool read_card(struct typed *typed)
{
    if (!str_contains(typed->text, STR("|")))
        return false;
    struct card card = card_parse(typed->text, typed->today);

    if (!str_is_empty(card.number))
        add(typed, SEARCH_IDENTITY, card.number);
    if (identity_parse(card.old_number, typed->today).kind != IDENTITY_NONE)
        add(typed, SEARCH_IDENTITY, card.old_number);
    return true;
}

/* ---- Codes --------------------------------------------------------------------------------------- */

/* yyMMdd and a number of that day, both as typed; null when there is no such day or number. */
static struct str code_of(const struct typed *typed, struct str day, struct str serial)
{
    struct str code =
        arena_printf(typed->arena, "%.*s-%.*s-%.*s%.*s", STR_ARG(typed->agency), STR_ARG(day),
                     serial.len < SERIAL_DIGITS ? (int)(SERIAL_DIGITS - serial.len) : 0, "0000", STR_ARG(serial));
    struct dossier_code parts;

    return dossier_code_parse(code, &parts) ? dossier_code_make(typed->arena, parts) : (struct str){ NULL, 0 };
}

static bool is_day(const struct typed *typed, struct str digits)
{
    return digits.len == DAY_DIGITS && code_of(typed, digits, STR("1")).at != NULL;
}

static void add_day(struct typed *typed, struct str day)
{
    add(typed, SEARCH_CODE_BEGINNING, arena_printf(typed->arena, "%.*s-%.*s-", STR_ARG(typed->agency), STR_ARG(day)));
}

static void add_code(struct typed *typed, struct str day, struct str serial)
{
    struct str code = code_of(typed, day, serial);

    if (code.at != NULL)
        add(typed, SEARCH_CODE, code);
}

/* With the agency's code before it, however it is punctuated. */
static bool read_code_with_agency(struct typed *typed)
{
    struct str digits = str_from(typed->tight, typed->agency_tight.len);
    struct str whole = dossier_code_clean(typed->arena, typed->plain);
    struct dossier_code parts;

    if (dossier_code_parse(whole, &parts)) { /* also one of another office, or of older rules */
        add(typed, SEARCH_CODE, whole);
        return true;
    }
    if (!str_starts_with(typed->tight, typed->agency_tight) || !are_digits(digits))
        return false;
    if (is_day(typed, digits))
        add_day(typed, digits);
    else if (digits.len > DAY_DIGITS)
        add_code(typed, str_head(digits, DAY_DIGITS), str_from(digits, DAY_DIGITS));
    else if (digits.len < DAY_DIGITS)
        add(typed, SEARCH_CODE_BEGINNING,
            arena_printf(typed->arena, "%.*s-%.*s", STR_ARG(typed->agency), STR_ARG(digits)));
    return true;
}

/* "250918-7", "250918", "2509180007": the agency's code is left out.  True: it can be nothing else. */
static bool read_code_of_day(struct typed *typed)
{
    struct str digits = typed->tight, rest = typed->plain;
    size_t first = 0;

    while (first < rest.len && is_digit(rest.at[first]))
        first++;
    bool is_split = first == DAY_DIGITS && digits.len > DAY_DIGITS;
    bool is_run = first == digits.len && digits.len == DAY_DIGITS + SERIAL_DIGITS && digits.at[0] != '0';

    if (is_day(typed, digits))
        add_day(typed, digits);
    else if (is_split || is_run)
        add_code(typed, str_head(digits, DAY_DIGITS), str_from(digits, DAY_DIGITS));
    return is_split && typed->out->count > 0;
}

static void read_serial(struct typed *typed)
{
    struct str digits = typed->text;

    if (!are_digits(digits) || digits.len > SERIAL_ALONE_MAX)
        return;
    while (digits.len > 0 && digits.at[0] == '0')
        digits = str_from(digits, 1);
    if (digits.len > 0)
        add(typed, SEARCH_SERIAL, digits);
}

/* ---- People and procedures ----------------------------------------------------------------------- */

static void read_identity(struct typed *typed)
{
    struct str number = identity_clean(typed->arena, typed->text);

    if (identity_parse(number, typed->today).kind != IDENTITY_NONE)
        add(typed, SEARCH_IDENTITY, number);
}

static void read_phone(struct typed *typed)
{
    struct str phone = phone_clean(typed->arena, typed->plain);

    if (phone.at != NULL)
        add(typed, SEARCH_PHONE, phone);
    else if (typed->tight.len >= PHONE_END_MIN && typed->tight.len <= PHONE_END_MAX)
        add(typed, SEARCH_PHONE, typed->tight);
}

static bool has_letter(struct str folded)
{
    for (size_t i = 0; i < folded.len; i++)
        if (folded.at[i] >= 'a' && folded.at[i] <= 'z')
            return true;
    return false;
}

static struct str first_words(struct str folded)
{
    struct str rest = folded;

    for (int i = 0; i < SEARCH_WORDS_MAX && rest.at != NULL; i++)
        str_next(&rest, ' ');
    return rest.at == NULL ? folded : str_head(folded, (size_t)(rest.at - folded.at) - 1);
}

static void read_words(struct typed *typed)
{
    struct str folded = search_fold(typed->arena, typed->text);

    if (!has_letter(folded))
        return;
    add(typed, SEARCH_NAME, first_words(folded));
    add(typed, SEARCH_PROCEDURE, typed->text);
}

void search_query_read(struct arena *arena, struct str typed_text, struct str agency_code, struct date today,
                       struct search_query *out)
{
    struct str text = str_trim(typed_text);
    struct str plain = text_upper(arena, text_ascii(arena, text));
    struct typed typed = {
        .arena = arena,
        .text = text,
        .plain = plain,
        .tight = tight_of(arena, plain),
        .agency = agency_code,
        .agency_tight = tight_of(arena, agency_code),
        .today = today,
        .is_number = is_number(plain),
        .out = out,
    };

    *out = (struct search_query){ .count = 0 };
    if (typed.tight.len == 0 || read_address(&typed) || read_card(&typed) || read_code_with_agency(&typed))
        return;
    if (procedure_code_is_valid(plain)) {
        add(&typed, SEARCH_PROCEDURE, str_head(plain, PROCEDURE_CODE_CHARS));
        return;
    }
    if (typed.is_number) {
        if (read_code_of_day(&typed))
            return;
        read_serial(&typed);
        read_identity(&typed);
        read_phone(&typed);
        return;
    }
    read_identity(&typed);
    read_words(&typed);
}
