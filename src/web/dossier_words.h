/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_words -- how a dossier's state, time, term and fee are put on pages: the same words and colours
 * everywhere. */
#ifndef WEB_DOSSIER_WORDS_H
#define WEB_DOSSIER_WORDS_H

#include "domain/calendar.h"
#include "domain/dossier.h"
#include "domain/intake.h"
#include "web/pages.h"

struct tag words_state(enum dossier_state state);
struct tag words_verdict(enum paper_verdict verdict);

/* "còn 6 giờ 20 phút", "quá hạn 2 giờ", "chờ người nộp", "xong trước hạn"; `due_at` counts only while the
 * clock runs. */
struct time_left words_time_left(struct arena *arena, const struct calendar *calendar, enum dossier_state state,
                                 struct moment due_at, struct str punctuality, struct moment now);

/* The same of whatever has to be done by `due_at`; a working day or less is "soon". */
struct time_left words_until(struct arena *arena, const struct calendar *calendar, struct moment due_at,
                             struct moment now);

struct str words_term(struct arena *arena, struct str term_unit, int64_t term_amount); /* "5 ngày làm việc" */
struct str words_wanted(struct arena *arena, int64_t quantity, struct str paper_kind); /* "1 bản chính", "xuất trình" */
struct str words_day(struct arena *arena, struct date date);                           /* "thứ Sáu, 05/09/2025" */
struct str words_moment(struct arena *arena, struct moment moment);   /* "17:30 thứ Sáu, 05/09/2025"; "" for none */
struct str words_refusal(enum dossier_refusal refusal);               /* why a move was not made, as a sentence */
struct str words_done(struct arena *arena, enum dossier_event event); /* "Đã trình dự thảo kết quả." */
struct str words_count(struct arena *arena, int64_t count);           /* "12", "999+" from 1000 on; "" for none */

#endif
