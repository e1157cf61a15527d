/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/dossier_history.h"

static bool is_first(enum dossier_event event)
{
    return event == EVENT_SUBMIT || event == EVENT_RECEIVE;
}

size_t dossier_history_places(struct dossier_history whole, size_t *room)
{
    size_t count = 0;

    for (size_t i = 0; i < whole.count; i++) {
        if (whole.at[i].event == EVENT_TAKE_BACK && count > 1)
            count--;
        else
            room[count++] = i;
    }
    return count;
}

struct dossier_history dossier_history_effective(struct dossier_history whole, struct dossier_entry *room)
{
    size_t count = 0;

    for (size_t i = 0; i < whole.count; i++) {
        if (whole.at[i].event == EVENT_TAKE_BACK && count > 1)
            count--;
        else
            room[count++] = whole.at[i];
    }
    return (struct dossier_history){ room, count };
}

/* ---- The fold ----------------------------------------------------------------------------------- */

static void begin(struct dossier_standing *standing, const struct dossier_entry *entry)
{
    bool is_accepted = entry->event == EVENT_RECEIVE;

    standing->is_legal = is_first(entry->event);
    standing->state = is_accepted ? DOSSIER_RECEIVED : DOSSIER_SUBMITTED;
    standing->submitted_at = entry->at;
    if (is_accepted)
        standing->accepted_at = entry->at;
}

static void note_moments(struct dossier_standing *standing, const struct dossier_entry *entry,
                         enum dossier_state before)
{
    bool ends = dossier_state_clock(standing->state) == CLOCK_ENDED;

    if (entry->event == EVENT_ACCEPT)
        standing->accepted_at = entry->at;
    if (ends && dossier_state_clock(before) != CLOCK_ENDED)
        standing->closed_at = entry->at;
    if (standing->state == DOSSIER_HANDED_OVER && before != DOSSIER_HANDED_OVER)
        standing->handed_over_at = entry->at;
}

static void note_counts(struct dossier_standing *standing, enum dossier_event event)
{
    standing->supplements += event == EVENT_ASK_SUPPLEMENT;
    standing->allowances += event == EVENT_ALLOW_SUPPLEMENT;
    standing->corrections += event == EVENT_CORRECT;
    standing->consultations += event == EVENT_CONSULT;
    standing->consultations -= event == EVENT_CONSULT_REPLY && standing->consultations > 0;
    standing->is_explained |= event == EVENT_EXPLAIN;
    standing->is_measured |= event == EVENT_MEASURE;
    if (event == EVENT_ASK_EXTENSION)
        standing->extension = EXTENSION_ASKED;
    else if (event == EVENT_GRANT_EXTENSION)
        standing->extension = EXTENSION_GRANTED;
    else if (event == EVENT_REFUSE_EXTENSION)
        standing->extension = EXTENSION_REFUSED;
    if (event == EVENT_CONFIRM_FINISH || standing->extension != EXTENSION_NONE)
        standing->is_choice_made = true; /* one extension is all there is: whatever came of it, nobody asks again */
    else if (event == EVENT_SUPPLEMENT || event == EVENT_PAY_FEE || event == EVENT_ACCEPT || event == EVENT_REASSIGN ||
             event == EVENT_CORRECT)
        standing->is_choice_made = false; /* it may have a new due instant, or somebody new to ask */
}

static bool comes_back(enum dossier_event event)
{
    return event == EVENT_SEND_BACK || event == EVENT_SUPPLEMENT || event == EVENT_PAY_FEE;
}

/* Until its holder does something with it, or somebody else gets it. */
static void note_coming_back(struct dossier_standing *standing, const struct dossier_entry *entry)
{
    bool is_over = entry->actor_id == standing->holder_id || entry->holder_id != standing->holder_id ||
                   dossier_state_clock(standing->state) == CLOCK_ENDED;

    if (comes_back(entry->event))
        standing->came_back_at = entry->at;
    else if (is_over)
        standing->came_back_at = (struct moment){ 0 };
}

struct dossier_standing dossier_standing(struct dossier_history effective)
{
    struct dossier_standing standing = { .state = DOSSIER_SUBMITTED };

    for (size_t i = 0; i < effective.count; i++) {
        const struct dossier_entry *entry = &effective.at[i];
        enum dossier_state before = standing.state;

        if (i == 0)
            begin(&standing, entry);
        else if (is_first(entry->event) || !dossier_step(before, entry->event, &standing.state))
            standing.is_legal = false;
        if (i > 0)
            note_moments(&standing, entry, before);
        note_counts(&standing, entry->event);
        note_coming_back(&standing, entry);
        if (i == 0 || entry->holder_id != standing.holder_id)
            standing.held_since = entry->at;
        standing.holder_id = entry->holder_id;
    }
    return standing;
}

/* ---- Who did it, who had it --------------------------------------------------------------------- */

/* It passed the dossier on, and that is all it did. */
static bool only_passes_on(enum dossier_event event)
{
    return event == EVENT_FORWARD || event == EVENT_PROPOSE || event == EVENT_SEND_BACK || event == EVENT_REASSIGN;
}

int64_t dossier_history_last(struct dossier_history whole)
{
    size_t cancelled = 0;

    for (size_t i = whole.count; i > 1; i--) {
        if (whole.at[i - 1].event == EVENT_TAKE_BACK)
            cancelled++;
        else if (cancelled > 0)
            cancelled--;
        else
            return (int64_t)i;
    }
    return 0;
}

/* Money changed hands, the calendar changed, the citizen has a receipt or another one, or it was only written down who
 * had it: nobody undoes that with a click. */
static bool is_final(enum dossier_event event)
{
    return event == EVENT_RECALCULATE || event == EVENT_ACCEPT || event == EVENT_CORRECT ||
           event == EVENT_CONTROL_SLIP || event == EVENT_PAY_FEE || event == EVENT_FEE_SET || event == EVENT_FEE_PAID ||
           event == EVENT_FEE_REFUNDED;
}

int64_t dossier_sender(struct dossier_history whole, bool is_opened, struct moment now)
{
    int64_t number = dossier_history_last(whole);
    const struct dossier_entry *last = number == 0 ? NULL : &whole.at[number - 1];

    if (last == NULL || is_final(last->event))
        return 0;
    for (const struct dossier_entry *entry = last + 1; entry < whole.at + whole.count; entry++)
        if (entry->actor_id != last->actor_id)
            return 0;
    if (now.ms - last->at.ms <= TAKE_BACK_MS)
        return last->actor_id;
    return only_passes_on(last->event) && last->holder_id != last->actor_id && !is_opened ? last->actor_id : 0;
}

int64_t dossier_holder_at(struct dossier_history whole, struct moment at)
{
    int64_t holder_id = 0;

    for (size_t i = 0; i < whole.count && whole.at[i].at.ms <= at.ms; i++)
        holder_id = whole.at[i].holder_id;
    return holder_id;
}
