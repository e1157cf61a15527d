/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_ledger.h"

#include "app/dossier_clocks.h"
#include "base/buf.h"
#include "domain/words.h"
#include "queries_read.h"

enum { WORDS_BYTES_MAX = 16 * 1024, PARTS_NAMED_MAX = 8 };

/* ---- The ledger ---------------------------------------------------------------------------------- */

/* Opinions that were asked for, then the legs of other bodies: of several the one waited for longest. */
static enum status waits_of(struct db *db, struct arena *arena, const struct dossier_reading *reading,
                            struct ledger_case *given)
{
    const struct sql_consultations_of_dossier_rows *asked = &reading->asked;
    struct sql_legs_elsewhere_rows legs;

    TRY(sql_legs_elsewhere(db, arena, reading->dossier.dossier_id, &legs));
    struct ledger_wait *waits = arena_array(arena, struct ledger_wait, asked->count + legs.count);
    size_t count = 0;

    for (size_t i = 0; i < asked->count; i++)
        waits[count++] =
            (struct ledger_wait){ LEDGER_BODY, asked->at[i].body, asked->at[i].asked_at, asked->at[i].replied_at };
    for (size_t i = 0; i < legs.count; i++)
        waits[count++] =
            (struct ledger_wait){ LEDGER_PARTNER, legs.at[i].body, legs.at[i].started_at, legs.at[i].done_at };
    given->waits = waits;
    given->wait_count = count;
    return ST_OK;
}

static enum status outages_of(struct db *db, struct arena *arena, int64_t office_id, struct moment until,
                              struct ledger_case *given)
{
    struct sql_outages_between_rows rows;

    TRY(sql_outages_between(db, arena, office_id, until, given->whole.at[0].at, &rows));
    struct ledger_outage *outages = arena_array(arena, struct ledger_outage, rows.count);

    for (size_t i = 0; i < rows.count; i++)
        outages[i] = (struct ledger_outage){ rows.at[i].system_name, rows.at[i].from_at, rows.at[i].until_at };
    given->outages = outages;
    given->outage_count = rows.count;
    return ST_OK;
}

static enum status people_of(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_ledger *out)
{
    struct sql_people_of_dossier_rows rows;

    TRY(sql_people_of_dossier(db, arena, dossier_id, &rows));
    struct ledger_person *people = arena_array(arena, struct ledger_person, rows.count);

    for (size_t i = 0; i < rows.count; i++)
        people[i] = (struct ledger_person){ rows.at[i].account_id, rows.at[i].full_name, rows.at[i].title,
                                            rows.at[i].unit_name };
    out->people = people;
    out->person_count = rows.count;
    return ST_OK;
}

enum status dossier_ledger_of(struct db *db, struct arena *arena, int64_t office_id,
                              const struct dossier_reading *reading, struct moment now, struct dossier_ledger *out)
{
    struct ledger_case given = { .calendar = reading->timing.calendar, .whole = reading->whole, .now = now };

    TRY(waits_of(db, arena, reading, &given));
    TRY(outages_of(db, arena, office_id, now, &given));
    TRY(people_of(db, arena, reading->dossier.dossier_id, out));
    out->ledger = ledger_of(arena, &given);
    return ST_OK;
}

static const struct ledger_person *person_of(const struct dossier_ledger *ledger, int64_t account_id)
{
    for (size_t i = 0; i < ledger->person_count; i++)
        if (ledger->people[i].account_id == account_id)
            return &ledger->people[i];
    return NULL;
}

struct str dossier_ledger_name(const struct dossier_ledger *ledger, int64_t account_id)
{
    const struct ledger_person *person = person_of(ledger, account_id);

    return person != NULL ? person->name : STR("");
}

struct str dossier_ledger_owner(const struct dossier_ledger *ledger, const struct ledger_part *part)
{
    const struct ledger_person *person = person_of(ledger, part->account_id);

    if (person != NULL)
        return person->name;
    return str_is_empty(part->name) ? ledger_owner_label(part->owner) : part->name;
}

static void put_hours(struct buf *buf, int64_t minutes)
{
    char hours[40];

    buf_put_str(buf, hours_in_words(minutes, hours));
}

static void put_part(struct buf *buf, const struct dossier_ledger *ledger, const struct ledger_part *part)
{
    struct str because = ledger_owner_because(part->owner), owner = dossier_ledger_owner(ledger, part);

    if (part->owner == LEDGER_CITIZEN)
        buf_put_str(buf, because);
    else if (part->owner == LEDGER_OFFICER)
        buf_printf(buf, "%.*s %.*s", STR_ARG(owner), STR_ARG(because));
    else if (part->owner == LEDGER_SYSTEM)
        buf_printf(buf, "%.*s ngừng hoạt động", STR_ARG(owner));
    else
        buf_printf(buf, "%.*s của %.*s", STR_ARG(because), STR_ARG(owner));
    buf_put_str(buf, STR(" "));
    put_hours(buf, part->minutes);
}

struct str dossier_ledger_words(struct arena *arena, const struct dossier_ledger *ledger)
{
    struct buf buf = buf_new(arena, WORDS_BYTES_MAX);
    struct ledger_parts sums = ledger->ledger.sums;

    buf_put_str(&buf, STR("Trong "));
    put_hours(&buf, ledger->ledger.minutes);
    buf_put_str(&buf, STR(" làm việc"));
    for (size_t i = 0; i < sums.count && i < PARTS_NAMED_MAX; i++) {
        buf_put_str(&buf, i == 0 ? STR(": ") : STR("; "));
        put_part(&buf, ledger, &sums.at[i]);
    }
    if (sums.count > PARTS_NAMED_MAX)
        buf_put_str(&buf, STR("; và những người khác"));
    buf_put_str(&buf, STR("."));
    return buf_str(&buf);
}

/* ---- Mẫu 06 -------------------------------------------------------------------------------------- */

static struct form_handover handover_of(const struct dossier_ledger *people, const struct ledger_handover *passed)
{
    const struct ledger_person *giver = person_of(people, passed->giver_id);
    const struct ledger_person *receiver = person_of(people, passed->receiver_id);
    struct str citizen = STR("Người nộp hồ sơ"), none = { NULL, 0 };

    return (struct form_handover){
        .from_unit = giver != NULL ? giver->unit : citizen,
        .to_unit = receiver != NULL ? receiver->unit : citizen,
        .giver = giver != NULL ? giver->name : STR(""),
        .receiver = receiver != NULL ? receiver->name : STR(""),
        .at = passed->at,
        .result = passed->has_result ? punctuality_label(passed->result) : none,
        .note = dossier_event_label(passed->event),
    };
}

/* To the body, and its result back; who signed there is not known here. */
static size_t put_leg(const struct sql_legs_elsewhere_row *leg, struct form_handover *out)
{
    enum punctuality result;

    out[0] = (struct form_handover){ .from_unit = leg->started_by_unit,
                                     .to_unit = leg->body,
                                     .giver = leg->started_by_name,
                                     .receiver = STR(""),
                                     .at = leg->started_at,
                                     .note = leg->what };
    if (!moment_is_given(leg->done_at))
        return 1;
    out[1] = (struct form_handover){ .from_unit = leg->body,
                                     .to_unit = leg->done_by_unit,
                                     .giver = STR(""),
                                     .receiver = leg->done_by_name,
                                     .at = leg->done_at,
                                     .note = leg->what };
    if (punctuality_parse(leg->punctuality, &result))
        out[1].result = punctuality_label(result);
    return 2;
}

/* In the order of time; what happened in one moment stays as it was put in. */
static void sort_by_time(struct form_handover *rows, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && rows[j - 1].at.ms > rows[j].at.ms; j--) {
            struct form_handover row = rows[j];

            rows[j] = rows[j - 1];
            rows[j - 1] = row;
        }
}

enum status dossier_handovers_of(struct db *db, struct arena *arena, int64_t office_id,
                                 const struct dossier_reading *reading, struct moment now,
                                 struct dossier_handovers *out)
{
    struct dossier_ledger people = { .person_count = 0 };
    struct sql_legs_elsewhere_rows legs;
    struct dossier_clocks clocks;

    TRY(dossier_clocks_of(db, arena, office_id, reading, now, &clocks));
    TRY(people_of(db, arena, reading->dossier.dossier_id, &people));
    TRY(sql_legs_elsewhere(db, arena, reading->dossier.dossier_id, &legs));
    struct ledger_handovers passed = ledger_handovers(arena, reading->whole, clocks.clocks);
    struct form_handover *rows = arena_array(arena, struct form_handover, passed.count + 2 * legs.count);
    size_t count = 0;

    for (size_t i = 0; i < passed.count; i++)
        rows[count++] = handover_of(&people, &passed.at[i]);
    for (size_t i = 0; i < legs.count; i++)
        count += put_leg(&legs.at[i], &rows[count]);
    sort_by_time(rows, count);
    *out = (struct dossier_handovers){ rows, count };
    return ST_OK;
}
