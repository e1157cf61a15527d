/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/identity.h"

#include "base/fatal.h"

/* ---- Words and sets --------------------------------------------------------------------------- */

static const struct {
    struct str name, label;
} genders[] = {
    [GENDER_UNKNOWN] = { { NULL, 0 }, STR_INIT("") },
    [GENDER_MALE] = { STR_INIT("male"), STR_INIT("Nam") },
    [GENDER_FEMALE] = { STR_INIT("female"), STR_INIT("Nữ") },
};

static const struct {
    enum finding_weight weight;
    struct str words;
} finding_rows[FINDING_COUNT] = {
#define FINDING(name, weight, words) { FINDING_IS_##weight, STR_INIT(words) },
#include "domain/findings.def"
#undef FINDING
};

static const struct {
    int digits;
    struct str name;
} provinces[] = {
#define PROVINCE(digits, name) { (digits), STR_INIT(name) },
#include "domain/provinces.def"
#undef PROVINCE
};

enum { SYNTHETIC_FIRST = 97, SYNTHETIC_LAST = 99 };

struct str gender_name(enum gender gender)
{
    return genders[gender].name;
}

struct str gender_label(enum gender gender)
{
    return genders[gender].label;
}

bool gender_parse(struct str text, enum gender *out)
{
    if (str_is_empty(text)) {
        *out = GENDER_UNKNOWN;
        return true;
    }
    for (enum gender gender = GENDER_MALE; gender <= GENDER_FEMALE; gender++)
        if (str_equal(text, genders[gender].name) || str_equal(text, genders[gender].label)) {
            *out = gender;
            return true;
        }
    return false;
}

bool findings_have(struct findings findings, enum finding finding)
{
    return (findings.bits >> finding & 1) != 0;
}

bool findings_have_weight(struct findings findings, enum finding_weight weight)
{
    for (enum finding finding = 0; finding < FINDING_COUNT; finding++)
        if (findings_have(findings, finding) && finding_rows[finding].weight == weight)
            return true;
    return false;
}

enum finding_weight finding_weight(enum finding finding)
{
    return finding_rows[finding].weight;
}

struct str finding_words(enum finding finding)
{
    return finding_rows[finding].words;
}

static void find(struct findings *findings, enum finding finding, bool is_so)
{
    findings->bits |= (uint32_t)is_so << finding;
}

/* ---- Characters and patterns ------------------------------------------------------------------ */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool are_digits(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_digit(text.at[i]))
            return false;
    return text.len > 0;
}

static int number_at(struct str text, size_t start, size_t len)
{
    int number = 0;

    for (size_t i = start; i < start + len; i++)
        number = number * 10 + (text.at[i] - '0');
    return number;
}

/* '#' stands for a digit, '@' for a level-1 agency's letter A to Y; anything else for itself. */
static bool has_form(struct str text, struct str form)
{
    if (text.len != form.len)
        return false;
    for (size_t i = 0; i < form.len; i++) {
        char c = text.at[i];

        if (form.at[i] == '#' ? !is_digit(c) : form.at[i] == '@' ? !(c >= 'A' && c <= 'Y') : c != form.at[i])
            return false;
    }
    return true;
}

/* Without the characters of `dropped`, in capitals where ASCII has them. */
static struct str plain_form(struct arena *arena, struct str typed, struct str dropped)
{
    char *plain = arena_array(arena, char, typed.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < typed.len; i++) {
        char c = typed.at[i];

        if (str_contains(dropped, (struct str){ &c, 1 }))
            continue;
        plain[len++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (struct str){ plain, len };
}

/* All but the last `shown` characters hidden; a text that short is hidden whole. */
static struct str mask(struct arena *arena, struct str text, size_t shown)
{
    char *masked = arena_array(arena, char, text.len + 1);

    for (size_t i = 0; i < text.len; i++)
        masked[i] = text.len > shown && i >= text.len - shown ? text.at[i] : '*';
    return (struct str){ masked, text.len };
}

/* ---- Identity numbers ------------------------------------------------------------------------- */

struct str identity_clean(struct arena *arena, struct str typed)
{
    return plain_form(arena, typed, STR(" \t\r\n.-"));
}

static struct str province_name(int digits)
{
    for (size_t i = 0; i < sizeof provinces / sizeof *provinces; i++)
        if (provinces[i].digits == digits)
            return provinces[i].name;
    return (struct str){ NULL, 0 };
}

static struct identity citizen_parse(struct str number, struct date today)
{
    int province = number_at(number, 0, 3);
    int century_and_sex = number_at(number, 3, 1);
    bool is_synthetic = province >= SYNTHETIC_FIRST && province <= SYNTHETIC_LAST;
    struct identity identity = {
        .kind = IDENTITY_CITIZEN,
        .province = province_name(province),
        .gender = century_and_sex % 2 == 0 ? GENDER_MALE : GENDER_FEMALE,
        .birth_year = 1900 + century_and_sex / 2 * 100 + number_at(number, 4, 2),
    };

    find(&identity.findings, FINDING_SYNTHETIC, is_synthetic);
    find(&identity.findings, FINDING_UNKNOWN_PROVINCE, identity.province.at == NULL && !is_synthetic);
    find(&identity.findings, FINDING_FUTURE_YEAR, identity.birth_year > date_civil(today).year);
    return identity;
}

static bool is_passport(struct str number)
{
    bool has_digit = false, has_letter = false;

    if (number.len < 6 || number.len > 9)
        return false;
    for (size_t i = 0; i < number.len; i++) {
        if (!is_digit(number.at[i]) && !is_capital(number.at[i]))
            return false;
        has_digit |= is_digit(number.at[i]);
        has_letter |= is_capital(number.at[i]);
    }
    return has_digit && has_letter;
}

struct identity identity_parse(struct str number, struct date today)
{
    struct identity identity = { 0 };

    if (are_digits(number) && number.len == 12)
        return citizen_parse(number, today);
    if (are_digits(number) && number.len == 9) {
        identity.kind = IDENTITY_OLD_CARD;
        find(&identity.findings, FINDING_OLD_CARD, true);
    } else if (is_passport(number)) {
        identity.kind = IDENTITY_PASSPORT;
        find(&identity.findings, FINDING_PASSPORT, true);
    } else {
        enum finding refusal = number.len == 0      ? FINDING_EMPTY
                               : are_digits(number) ? FINDING_WRONG_LENGTH
                                                    : FINDING_NOT_DIGITS;
        find(&identity.findings, refusal, true);
    }
    return identity;
}

struct findings identity_compare(struct identity identity, struct date born_on, enum gender gender)
{
    struct findings findings = { 0 };

    if (identity.kind != IDENTITY_CITIZEN)
        return findings;
    if (date_is_given(born_on))
        find(&findings, FINDING_OTHER_BIRTH_YEAR, date_civil(born_on).year != identity.birth_year);
    if (gender != GENDER_UNKNOWN)
        find(&findings, FINDING_OTHER_GENDER, gender != identity.gender);
    return findings;
}

struct str identity_mask(struct arena *arena, struct str number)
{
    return mask(arena, number, 4);
}

/* ---- The card's QR ---------------------------------------------------------------------------- */

enum { CARD_FIELDS_MIN = 7, CARD_FIELDS_MAX = 11 };

/* The text's fields, trimmed; returns how many there are, also beyond the room. */
static size_t card_fields(struct str text, struct str fields[CARD_FIELDS_MAX])
{
    size_t count = 0;

    while (text.at != NULL) {
        struct str field = str_trim(str_next(&text, '|'));

        if (count < CARD_FIELDS_MAX)
            fields[count] = field;
        count++;
    }
    return count;
}

/* ddMMyyyy */
static bool card_date(struct str text, struct date *out)
{
    if (text.len != 8 || !are_digits(text))
        return false;
    return date_of_civil((struct civil){ number_at(text, 4, 4), number_at(text, 2, 2), number_at(text, 0, 2) }, out);
}

struct card card_parse(struct str text, struct date today)
{
    struct str fields[CARD_FIELDS_MAX] = { { NULL, 0 } };
    size_t count = card_fields(text, fields);
    struct card card = { .number = fields[0], .old_number = fields[1], .name = fields[2], .address = fields[5] };
    struct identity identity = identity_parse(card.number, today);
    struct findings *findings = &card.findings;

    if (count < CARD_FIELDS_MIN || count > CARD_FIELDS_MAX || identity.kind != IDENTITY_CITIZEN ||
        str_is_empty(card.name) || !str_is_utf8(text))
        return (struct card){ .findings = { 1U << FINDING_NOT_A_CARD } };

    if (!gender_parse(fields[4], &card.gender) || card.gender == GENDER_UNKNOWN)
        find(findings, FINDING_NO_GENDER, true);
    bool has_birth_day = card_date(fields[3], &card.born_on);
    bool has_issue_day = card_date(fields[6], &card.issued_on);
    bool has_old_number = are_digits(card.old_number) && (card.old_number.len == 9 || card.old_number.len == 12);

    find(findings, FINDING_ODD_BIRTH_DAY, !has_birth_day || card.born_on.day > today.day);
    find(findings, FINDING_ODD_ISSUE_DAY,
         !has_issue_day || card.issued_on.day < card.born_on.day || card.issued_on.day > today.day);
    find(findings, FINDING_ODD_OLD_NUMBER, card.old_number.len > 0 && !has_old_number);
    findings->bits |= identity.findings.bits | identity_compare(identity, card.born_on, card.gender).bits;
    return card;
}

/* ---- Telephone and e-mail --------------------------------------------------------------------- */

struct str phone_clean(struct arena *arena, struct str typed)
{
    static const struct str country_prefixes[] = { STR_INIT("+84"), STR_INIT("0084"), STR_INIT("84") };
    struct str phone = plain_form(arena, typed, STR(" \t\r\n.-()/"));

    for (size_t i = 0; i < sizeof country_prefixes / sizeof *country_prefixes; i++) {
        struct str rest = str_from(phone, country_prefixes[i].len);

        if (!str_starts_with(phone, country_prefixes[i]) || rest.len < 9)
            continue;
        phone = str_starts_with(rest, STR("0")) ? rest : arena_printf(arena, "0%.*s", STR_ARG(rest));
        break;
    }
    size_t len = str_starts_with(phone, STR("02")) ? 11 : 10; /* fixed lines are one digit longer */
    bool is_phone = are_digits(phone) && phone.at[0] == '0' && phone.len == len;
    return is_phone ? phone : (struct str){ NULL, 0 };
}

struct str phone_mask(struct arena *arena, struct str phone)
{
    return mask(arena, phone, 3);
}

static bool is_host_label(struct str label)
{
    for (size_t i = 0; i < label.len; i++) {
        char c = label.at[i];

        if (!is_digit(c) && !is_capital(c) && !(c >= 'a' && c <= 'z') && c != '-')
            return false;
    }
    return label.len > 0 && label.at[0] != '-' && label.at[label.len - 1] != '-';
}

bool email_is_plausible(struct str email)
{
    struct str host = email;
    struct str local = str_next(&host, '@');
    size_t labels = 0;

    if (email.len > 254 || local.len == 0 || local.len > 64 || host.at == NULL)
        return false;
    for (size_t i = 0; i < local.len; i++)
        if (local.at[i] <= ' ' || local.at[i] > '~' ||
            str_contains(STR("\"(),:;<>[\\]"), (struct str){ local.at + i, 1 }))
            return false;
    while (host.at != NULL) {
        if (!is_host_label(str_next(&host, '.')))
            return false;
        labels++;
    }
    return labels >= 2;
}

/* ---- Codes ------------------------------------------------------------------------------------ */

enum {
    AGENCY_CODE_MAX = 35,
    AGENCY_LEVELS_MAX = 7,
    SERIAL_DIGITS_MIN = 4,
    SERIAL_DIGITS_MAX = 7,
    SERIAL_MAX = 9999999
};

bool agency_code_is_valid(struct str code)
{
    struct str rest = code;
    size_t levels = 1;

    if (code.len > AGENCY_CODE_MAX || !has_form(str_next(&rest, '.'), STR("@##")))
        return false;
    for (; rest.at != NULL; levels++) {
        struct str level = str_next(&rest, '.');

        if (!has_form(level, STR("##")) && !has_form(level, STR("###")))
            return false;
    }
    return levels <= AGENCY_LEVELS_MAX;
}

/* yyMMdd of this century */
static bool code_date(struct str text, struct date *out)
{
    if (text.len != 6 || !are_digits(text))
        return false;
    return date_of_civil((struct civil){ 2000 + number_at(text, 0, 2), number_at(text, 2, 2), number_at(text, 4, 2) },
                         out);
}

bool dossier_code_parse(struct str code, struct dossier_code *out)
{
    struct str rest = code;
    struct dossier_code parts = { .agency = str_next(&rest, '-') };
    struct str day = str_next(&rest, '-'), serial = rest;
    size_t digits_max = SERIAL_DIGITS_MAX;

    if (has_form(parts.agency, STR("###.##.##.@##"))) {
        parts.is_legacy = true;
        digits_max = 4;
    } else if (!agency_code_is_valid(parts.agency)) {
        return false;
    }
    if (!code_date(day, &parts.received_on))
        return false;
    if (!are_digits(serial) || serial.len < SERIAL_DIGITS_MIN || serial.len > digits_max)
        return false;
    parts.serial = number_at(serial, 0, serial.len);
    if (parts.serial == 0)
        return false;
    *out = parts;
    return true;
}

struct str dossier_code_make(struct arena *arena, struct dossier_code parts)
{
    struct civil day = date_civil(parts.received_on);

    if (parts.serial < 1 || parts.serial > SERIAL_MAX)
        fatal("no dossier code has the serial %lld", (long long)parts.serial);
    return arena_printf(arena, "%.*s-%02d%02d%02d-%04d", STR_ARG(parts.agency), day.year % 100, day.month, day.day,
                        (int)parts.serial);
}

struct str dossier_code_clean(struct arena *arena, struct str typed)
{
    return plain_form(arena, typed, STR(" \t\r\n"));
}

bool procedure_code_is_valid(struct str code)
{
    return has_form(code, STR("#.######")) || has_form(code, STR("#.######.H##")) ||
           has_form(code, STR("#.######.###.##.##.H##"));
}

bool result_code_is_valid(struct str code)
{
    return has_form(code, STR("KQ.@##.######"));
}
