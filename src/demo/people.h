/* SPDX-License-Identifier: Apache-2.0 */
/* people -- citizens and officers who cannot be real: identity numbers begin with 097 to 099, which no province has,
 * telephones with 0123, which was withdrawn in 2018.  The same seed and number always give the same person. */
#ifndef DEMO_PEOPLE_H
#define DEMO_PEOPLE_H

#include "base/arena.h"
#include "demo/dice.h"

/* As typed into a form. */
struct person {
    struct str name;
    struct str identity_number; /* 097185618033 */
    struct str born_on;         /* 05/03/1985 */
    struct str gender;          /* male, female */
    struct str address, phone;
};

/* No two numbers below 3,000,000 share an identity number. */
struct person person_make(struct arena *arena, int64_t seed, int64_t number);

struct str person_staff_name(struct arena *arena, int64_t seed, int64_t number);

#endif
