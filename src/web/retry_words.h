/* SPDX-License-Identifier: Apache-2.0 */
/* retry_words -- a field of a form as a person knows it: what it is called and how its value reads. */
#ifndef WEB_RETRY_WORDS_H
#define WEB_RETRY_WORDS_H

#include "base/arena.h"

/* False: it says nothing to a person (a version, a key), or nothing was typed. */
bool retry_words_of(struct arena *arena, struct str name, struct str value, struct str *out_label,
                    struct str *out_value);

#endif
