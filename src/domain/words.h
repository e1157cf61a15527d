/* SPDX-License-Identifier: Apache-2.0 */
/* words -- days, moments and sums of money as offices write them out. */
#ifndef DOMAIN_WORDS_H
#define DOMAIN_WORDS_H

#include "base/arena.h"
#include "domain/date.h"

/* "ngày 05 tháng 02 năm 2026": days below 10 and the first two months are padded (NĐ 30/2020). */
struct str day_in_words(struct arena *arena, struct date date);
struct str moment_in_words(struct arena *arena, struct moment moment); /* "10 giờ 05 phút, ngày …"; "" for none */

struct str money_in_words(struct arena *arena, int64_t vnd);                        /* "1.234.000 đồng" */
struct str fee_in_words(struct arena *arena, int64_t fee_vnd, struct str fee_note); /* -1: the note */

struct str hours_in_words(int64_t minutes, char out[40]); /* "12 giờ", "1 giờ 30 phút", "45 phút" */

#endif
