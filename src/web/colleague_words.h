/* SPDX-License-Identifier: Apache-2.0 */
/* colleague_words -- colleagues as choices, each with what they have to do. */
#ifndef WEB_COLLEAGUE_WORDS_H
#define WEB_COLLEAGUE_WORDS_H

#include "app/colleague_load.h"
#include "web/page_parts.h"

/* "đang giữ 12 hồ sơ, 3 đến hạn hôm nay, 1 quá hạn" */
struct str words_load(struct arena *arena, const struct colleague *person);

/* "đang vắng đến hết 22/09/2025"; "" for who is here. */
struct str words_away(struct arena *arena, const struct colleague *person);

/* "Trần Văn Ví Dụ (đang giữ 12 hồ sơ, đang vắng đến hết 22/09/2025)", for a line of a list. */
struct str words_colleague(struct arena *arena, const struct colleague *person, struct str fact);

/* Radios named `name`: all but `but_id`, `chosen_id` chosen (0: nobody). */
struct form_choices words_colleagues(struct arena *arena, struct colleagues people, const char *name, int64_t but_id,
                                     int64_t chosen_id);

#endif
