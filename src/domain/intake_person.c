/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake_person.h"

#include "domain/identity.h"

enum needed { OPTIONAL, NEEDED };

static const struct {
    struct str name, label;
    int longest;
    enum needed needed;
} fields[PERSON_FIELD_COUNT] = {
#define FIELD(name, longest, needed, label) { STR_INIT(#name), STR_INIT(label), (longest), (needed) },
#include "domain/intake_person_fields.def"
#undef FIELD
};

static const struct {
    struct str name, label;
} roles[PERSON_ROLE_COUNT] = {
    [PERSON_OWNER] = { STR_INIT("owner"), STR_INIT("Chủ hồ sơ") },
    [PERSON_SUBMITTER] = { STR_INIT("submitter"), STR_INIT("Người nộp thay") },
};

struct str person_role_name(enum person_role role)
{
    return roles[role].name;
}

struct str person_role_label(enum person_role role)
{
    return roles[role].label;
}

struct str person_field_name(enum person_field field)
{
    return fields[field].name;
}

struct str person_field_label(enum person_field field)
{
    return fields[field].label;
}

int person_field_longest(enum person_field field)
{
    return fields[field].longest;
}

/* ---- One value --------------------------------------------------------------------------------------------------- */

enum intake_fault_kind intake_identity_read(struct arena *arena, struct str typed, struct date today, struct str *out)
{
    *out = identity_clean(arena, typed);
    return out->len > 0 && identity_parse(*out, today).kind == IDENTITY_NONE ? INTAKE_NOT_AN_IDENTITY : INTAKE_NO_FAULT;
}

enum intake_fault_kind intake_birthday_read(struct str typed, struct date today, struct date *out)
{
    *out = (struct date){ 0 };
    if (typed.len == 0)
        return INTAKE_NO_FAULT;
    if (!date_parse_vietnamese(typed, out) && !date_parse_iso(typed, out))
        return INTAKE_NOT_A_DATE;
    return out->day > today.day ? INTAKE_FUTURE_DATE : INTAKE_NO_FAULT;
}

enum intake_fault_kind intake_gender_read(struct str typed, struct str *out)
{
    enum gender gender = GENDER_UNKNOWN;
    bool is_known = gender_parse(typed, &gender);

    *out = gender_name(gender);
    return is_known ? INTAKE_NO_FAULT : INTAKE_NOT_A_CHOICE;
}

enum intake_fault_kind intake_phone_read(struct arena *arena, struct str typed, struct str *out)
{
    struct str phone = typed.len == 0 ? STR("") : phone_clean(arena, typed);

    *out = phone.at == NULL ? STR("") : phone;
    return phone.at == NULL ? INTAKE_NOT_A_PHONE : INTAKE_NO_FAULT;
}

enum intake_fault_kind intake_email_check(struct str typed)
{
    return typed.len == 0 || email_is_plausible(typed) ? INTAKE_NO_FAULT : INTAKE_NOT_AN_EMAIL;
}

/* ---- One person -------------------------------------------------------------------------------------------------- */

struct reader {
    struct arena *arena;
    enum person_role role;
    struct intake_faults *faults;
};

static void fault(const struct reader *reader, enum person_field field, enum intake_fault_kind kind)
{
    struct str role = roles[reader->role].name;

    if (kind != INTAKE_NO_FAULT)
        intake_fault_add(
            reader->faults, arena_printf(reader->arena, "%.*s_%.*s", STR_ARG(role), STR_ARG(fields[field].name)),
            arena_printf(reader->arena, "%.*s, %.*s", STR_ARG(roles[reader->role].label), STR_ARG(fields[field].label)),
            kind);
}

/* Somebody who brings another's dossier shows why. */
static bool is_needed(enum person_role role, enum person_field field)
{
    return fields[field].needed == NEEDED || (role == PERSON_SUBMITTER && field == PERSON_authorisation);
}

static struct str check_text(const struct reader *reader, const struct person_typed *typed, enum person_field field)
{
    struct str text = typed->fields[field].at == NULL ? STR("") : str_trim(typed->fields[field]);

    if (text.len == 0 && is_needed(reader->role, field))
        fault(reader, field, INTAKE_MISSING);
    if (str_count_chars(text) <= (size_t)fields[field].longest)
        return text;
    fault(reader, field, INTAKE_TOO_LONG);
    return STR("");
}

struct intake_person intake_person_check(struct arena *arena, enum person_role role, const struct person_typed *typed,
                                         struct date today, struct intake_faults *faults)
{
    struct reader reader = { arena, role, faults };
    struct intake_person person = { .name = { NULL, 0 } };
    struct str text[PERSON_FIELD_COUNT];

    if (!typed->is_given)
        return person;
    for (enum person_field field = 0; field < PERSON_FIELD_COUNT; field++)
        text[field] = check_text(&reader, typed, field);
    person.name = text[PERSON_name];
    person.address = text[PERSON_address];
    person.email = text[PERSON_email];
    person.authorisation = role == PERSON_SUBMITTER ? text[PERSON_authorisation] : STR("");
    fault(&reader, PERSON_identity_number,
          intake_identity_read(arena, text[PERSON_identity_number], today, &person.identity_number));
    fault(&reader, PERSON_born_on, intake_birthday_read(text[PERSON_born_on], today, &person.born_on));
    fault(&reader, PERSON_gender, intake_gender_read(text[PERSON_gender], &person.gender));
    fault(&reader, PERSON_phone, intake_phone_read(arena, text[PERSON_phone], &person.phone));
    fault(&reader, PERSON_email, intake_email_check(text[PERSON_email]));
    return person;
}
