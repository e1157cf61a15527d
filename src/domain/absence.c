/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/absence.h"

bool absence_span_is_valid(struct absence_span span, struct date today)
{
    if (!date_is_given(span.from_on) || span.from_on.day < today.day - ABSENCE_DAYS_MAX ||
        span.from_on.day > today.day + ABSENCE_DAYS_MAX)
        return false;
    if (!date_is_given(span.to_on))
        return true;
    return span.to_on.day >= span.from_on.day && span.to_on.day >= today.day &&
           span.to_on.day - span.from_on.day <= ABSENCE_DAYS_MAX;
}

bool absence_covers(struct absence_span span, struct date day)
{
    return span.from_on.day <= day.day && (!date_is_given(span.to_on) || day.day <= span.to_on.day);
}

static int least_loaded(uint64_t may_take, const int64_t *loads, size_t colleagues)
{
    int least = ABSENCE_NOBODY;

    for (size_t i = 0; i < colleagues && i < ABSENCE_COLLEAGUES_MAX; i++)
        if ((may_take >> i & 1) == 1 && (least == ABSENCE_NOBODY || loads[i] < loads[least]))
            least = (int)i;
    return least;
}

void absence_split(const uint64_t *may_take, size_t dossiers, int64_t *loads, size_t colleagues, int *out)
{
    for (size_t i = 0; i < dossiers; i++) {
        out[i] = least_loaded(may_take[i], loads, colleagues);
        if (out[i] != ABSENCE_NOBODY)
            loads[out[i]]++;
    }
}

bool absence_may_return(struct dossier_history whole, int64_t number)
{
    if (number < 1 || (size_t)number > whole.count)
        return false;
    int64_t taker_id = whole.at[number - 1].holder_id;

    if (whole.at[number - 1].event != EVENT_REASSIGN || taker_id == 0 ||
        whole.at[whole.count - 1].holder_id != taker_id)
        return false;
    for (size_t i = (size_t)number; i < whole.count; i++)
        if (whole.at[i].actor_id == taker_id || whole.at[i].holder_id != taker_id)
            return false;
    return true;
}
