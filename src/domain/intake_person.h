/* SPDX-License-Identifier: Apache-2.0 */
/* intake_person -- the people of a dossier: who asks (the applicant), whose matter it is (the owner) and who brought it
 * (the submitter, with a paper that authorises).  The last two are written down only where they are somebody else. */
#ifndef DOMAIN_INTAKE_PERSON_H
#define DOMAIN_INTAKE_PERSON_H

#include "domain/date.h"
#include "domain/intake_fault.h"

enum person_role { PERSON_OWNER, PERSON_SUBMITTER, PERSON_ROLE_COUNT };

enum person_field {
#define FIELD(name, longest, needed, label) PERSON_##name,
#include "domain/intake_person_fields.def"
#undef FIELD
    PERSON_FIELD_COUNT
};

struct person_typed {
    bool is_given;                         /* false: it is the applicant */
    struct str fields[PERSON_FIELD_COUNT]; /* null: not given */
};

/* `name` is null when it is the applicant. */
struct intake_person {
    struct str name, identity_number, gender, address, phone, email, authorisation;
    struct date born_on;
};

/* Faults are placed at "owner_name", "submitter_authorisation", and so on. */
struct intake_person intake_person_check(struct arena *arena, enum person_role role, const struct person_typed *typed,
                                         struct date today, struct intake_faults *faults);

struct str person_role_name(enum person_role role);  /* as stored: "owner", "submitter" */
struct str person_role_label(enum person_role role); /* "Chủ hồ sơ" */
struct str person_field_name(enum person_field field);
struct str person_field_label(enum person_field field);
int person_field_longest(enum person_field field); /* in characters */

/* One typed value each; *out is "" or no day where nothing was typed, or something wrong. */
enum intake_fault_kind intake_identity_read(struct arena *arena, struct str typed, struct date today, struct str *out);
enum intake_fault_kind intake_birthday_read(struct str typed, struct date today, struct date *out);
enum intake_fault_kind intake_gender_read(struct str typed, struct str *out); /* as stored; null when not typed */
enum intake_fault_kind intake_phone_read(struct arena *arena, struct str typed, struct str *out);
enum intake_fault_kind intake_email_check(struct str typed);

#endif
