/* SPDX-License-Identifier: Apache-2.0 */
#include "web/timeline.h"

#include "base/json.h"
#include "domain/deadline.h"
#include "domain/dossier_history.h"
#include "domain/form.h"
#include "domain/intake_difference.h"
#include "web/dossier_words.h"

#include <inttypes.h>

enum { FACTS_BYTES_MAX = 1 << 20 };

enum audience { AUDIENCE_INTERNAL, AUDIENCE_PUBLIC };

static const struct {
    enum audience audience;
    struct str sentence;
} tells[EVENT_COUNT] = {
#define TELL(event, audience, sentence) [EVENT_##event] = { AUDIENCE_##audience, STR_INIT(sentence) },
#include "web/timeline.def"
#undef TELL
};

enum fact_kind { FACT_TEXT, FACT_MOMENT, FACT_PUNCTUALITY };

static const struct {
    const char *key;
    struct str label;
    enum fact_kind kind;
} fact_words[] = {
#define FACT(key, label, kind) { (key), STR_INIT(label), FACT_##kind },
#include "web/timeline_facts.def"
#undef FACT
};

enum { FACT_WORDS = sizeof fact_words / sizeof *fact_words };

/* ---- Sentences --------------------------------------------------------------------------------- */

struct str timeline_sentence(enum dossier_event event)
{
    return tells[event].audience == AUDIENCE_PUBLIC ? tells[event].sentence : (struct str){ NULL, 0 };
}

static struct str value_of(struct str name, const struct timeline_word *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(name, str_of(words[i].name)) && !str_is_empty(words[i].value))
            return words[i].value;
    return STR("…");
}

struct str timeline_fill(struct arena *arena, struct str sentence, const struct timeline_word *words, size_t count)
{
    struct buf out = buf_new(arena, 16 * 1024);
    struct str rest = sentence;

    for (;;) {
        buf_put_str(&out, str_next(&rest, '{'));
        if (rest.at == NULL)
            return buf_str(&out);
        buf_put_str(&out, value_of(str_next(&rest, '}'), words, count));
    }
}

/* ---- Events ------------------------------------------------------------------------------------ */

enum status timeline_read(struct request *request, int64_t dossier_id, struct timeline_told *out)
{
    struct arena *arena = request->arena;

    TRY(sql_timeline_events(request->db, arena, dossier_id, &out->rows));
    struct dossier_entry *entries = arena_array(arena, struct dossier_entry, out->rows.count + 1);
    size_t *places = arena_array(arena, size_t, out->rows.count + 1);
    bool *is_effective = arena_array(arena, bool, out->rows.count + 1);

    for (size_t i = 0; i < out->rows.count; i++) {
        entries[i] = (struct dossier_entry){ .actor_id = out->rows.at[i].actor_id,
                                             .holder_id = out->rows.at[i].holder_id,
                                             .at = out->rows.at[i].occurred_at };
        if (!dossier_event_parse(out->rows.at[i].event, &entries[i].event))
            return ST_CORRUPT;
    }
    out->whole = (struct dossier_history){ entries, out->rows.count };
    out->is_effective = is_effective;
    size_t count = dossier_history_places(out->whole, places);

    for (size_t i = 0; i < count; i++)
        is_effective[places[i]] = true;
    return out->rows.count > 0 ? ST_OK : ST_CORRUPT;
}

static const struct json *facts_of(struct arena *arena, const struct sql_timeline_events_row *row)
{
    const struct json *facts = NULL;

    return json_parse(arena, row->facts, FACTS_BYTES_MAX, &facts, NULL) == ST_OK ? facts : NULL;
}

static struct str moment_fact(struct arena *arena, const struct json *facts, const char *key)
{
    struct moment at = { 0 };

    return json_get_i64(facts, key, &at.ms) ? words_moment(arena, at) : STR("");
}

/* The last event of a kind that was not taken back; NULL: none. */
static const struct sql_timeline_events_row *last_of(const struct timeline_told *told, enum dossier_event event)
{
    for (size_t i = told->rows.count; i > 0; i--)
        if (told->is_effective[i - 1] && told->whole.at[i - 1].event == event)
            return &told->rows.at[i - 1];
    return NULL;
}

/* The receipt keeps what it promised. */
static struct str recalculated(struct arena *arena, const struct timeline_told *told, struct moment promised_at)
{
    if (last_of(told, EVENT_RECALCULATE) == NULL)
        return STR("");
    return arena_printf(arena, "Hạn tính lại do đổi lịch nghỉ; giấy tiếp nhận đã in ghi %.*s.",
                        STR_ARG(words_moment(arena, promised_at)));
}

/* What was promised when `place` happened: what the last correction until then says, else what the first one after it
 * says of before; without corrections, what stands in the row. */
static struct moment promised_then(struct arena *arena, const struct timeline_told *told, size_t place,
                                   struct moment promised_at)
{
    struct moment promised = promised_at;
    bool is_said = false;

    for (size_t i = 0; i < told->rows.count && (i <= place || !is_said); i++)
        if (told->whole.at[i].event == EVENT_CORRECT)
            is_said = json_get_i64(facts_of(arena, &told->rows.at[i]), i > place ? "promised_before" : "promised",
                                   &promised.ms);
    return promised;
}

/* What an extension promised when `place` happened; 0: none held then. */
static struct moment extended_then(struct arena *arena, const struct timeline_told *told, size_t place)
{
    struct moment until = { 0 };
    bool is_over;

    for (size_t i = 0; i <= place; i++) {
        const struct json *facts = facts_of(arena, &told->rows.at[i]);

        if (told->is_effective[i] && told->whole.at[i].event == EVENT_GRANT_EXTENSION)
            json_get_i64(facts, "until", &until.ms);
        else if (told->whole.at[i].event == EVENT_CORRECT && json_get_bool(facts, "is_extension_over", &is_over) &&
                 is_over)
            until = (struct moment){ 0 };
    }
    return until;
}

/* What the receipt given out with the event at `place` names. */
static struct moment appointment_then(struct arena *arena, const struct timeline_told *told, size_t place,
                                      struct moment promised_at)
{
    struct moment promised = promised_then(arena, told, place, promised_at);

    if (told->whole.at[place].event != EVENT_CORRECT)
        return promised;
    struct moment until = extended_then(arena, told, place);

    return until.ms > promised.ms ? until : promised;
}

/* ---- For the citizen --------------------------------------------------------------------------- */

static struct str tell(struct arena *arena, const struct sql_timeline_events_row *row, struct str sentence,
                       struct moment promised_at)
{
    const struct json *facts = facts_of(arena, row);
    struct str body = STR("");

    json_get_str(facts, "body", &body);
    const struct timeline_word words[] = {
        { "unit", row->holder_unit_name },
        { "body", body },
        { "reason", row->reason },
        { "promised", words_moment(arena, promised_at) },
        { "due", moment_fact(arena, facts, "due") },
        { "from", moment_fact(arena, facts, "from") },
        { "to", moment_fact(arena, facts, "to") },
        { "until", moment_fact(arena, facts, "until") },
    };

    return timeline_fill(arena, sentence, words, sizeof words / sizeof *words);
}

/* Who is being asked at this moment. */
static enum status asking(struct request *request, int64_t dossier_id, struct str *out)
{
    struct sql_consultations_of_dossier_rows asked;
    struct buf words = buf_new(request->arena, 16 * 1024);

    TRY(sql_consultations_of_dossier(request->db, request->arena, dossier_id, &asked));
    for (size_t i = 0; i < asked.count; i++)
        if (!moment_is_given(asked.at[i].replied_at))
            buf_printf(&words, "%s%.*s, hẹn trả lời %.*s", words.len == 0 ? "Đang hỏi ý kiến " : "; ",
                       STR_ARG(asked.at[i].body), STR_ARG(words_moment(request->arena, asked.at[i].due_at)));
    *out = buf_str(&words);
    return ST_OK;
}

enum status timeline_public(struct request *request, int64_t dossier_id, struct moment promised_at,
                            struct public_timeline *out)
{
    struct timeline_told told;
    size_t count = 0;

    TRY(timeline_read(request, dossier_id, &told));
    struct public_event *events = arena_array(request->arena, struct public_event, told.rows.count);

    for (size_t i = told.rows.count; i > 0; i--) {
        struct str sentence = timeline_sentence(told.whole.at[i - 1].event);

        if (told.is_effective[i - 1] && sentence.at != NULL)
            events[count++] = (struct public_event){
                tell(request->arena, &told.rows.at[i - 1], sentence,
                     appointment_then(request->arena, &told, i - 1, promised_at)),
                told.rows.at[i - 1].occurred_at,
            };
    }
    *out = (struct public_timeline){ .events = { events, count },
                                     .recalculated = recalculated(request->arena, &told, promised_at) };
    const struct sql_timeline_events_row *granted = last_of(&told, EVENT_GRANT_EXTENSION);

    if (granted != NULL)
        out->apology = tell(request->arena, granted, timeline_sentence(EVENT_GRANT_EXTENSION), promised_at);
    return asking(request, dossier_id, &out->asking);
}

/* ---- For officers ------------------------------------------------------------------------------ */

static struct str fact_value(struct arena *arena, const struct json *facts, const char *key, enum fact_kind kind)
{
    struct str text = STR("");

    switch (kind) {
    case FACT_MOMENT:
        return moment_fact(arena, facts, key);
    case FACT_TEXT:
        json_get_str(facts, key, &text);
        return text;
    case FACT_PUNCTUALITY:
        break;
    }
    if (json_get_str(facts, key, &text))
        for (enum punctuality punctuality = EARLY; punctuality <= LATE; punctuality++)
            if (str_equal(text, punctuality_name(punctuality)))
                return punctuality_label(punctuality);
    return STR("");
}

/* "Họ và tên: Mẫu → Mầu"; of numbers and addresses, to those who may not see them, only that they were corrected. */
static struct str change_in_words(struct arena *arena, const struct json *change, bool sees_numbers)
{
    struct str name = STR(""), label = STR(""), before = STR(""), after = STR("");

    json_get_str(change, "name", &name);
    json_get_str(change, "label", &label);
    json_get_str(change, "before", &before);
    json_get_str(change, "after", &after);
    if (intake_difference_is_personal(name) && !sees_numbers)
        return arena_printf(arena, "%.*s: đã sửa", STR_ARG(label));
    return arena_printf(arena, "%.*s: %.*s → %.*s", STR_ARG(label),
                        STR_ARG(str_is_empty(before) ? STR("(không có)") : before),
                        STR_ARG(str_is_empty(after) ? STR("(bỏ)") : after));
}

static struct texts facts_in_words(struct arena *arena, const struct json *facts, bool sees_numbers)
{
    const struct json *changes = json_get(facts, "changes");
    struct str *texts = arena_array(arena, struct str, FACT_WORDS + json_count(changes));
    size_t count = 0;

    for (size_t i = 0; i < json_count(changes); i++)
        texts[count++] = change_in_words(arena, json_item(changes, i), sees_numbers);

    for (size_t i = 0; i < FACT_WORDS; i++) {
        struct str value = fact_value(arena, facts, fact_words[i].key, fact_words[i].kind);

        if (!str_is_empty(value))
            texts[count++] = arena_printf(arena, "%.*s: %.*s", STR_ARG(fact_words[i].label), STR_ARG(value));
    }
    return (struct texts){ texts, count };
}

static struct str which_version(struct arena *arena, int64_t version)
{
    return version == 1 ? STR("") : arena_printf(arena, ", bản %" PRId64, version);
}

static struct link form_of(struct arena *arena, const struct json *facts, struct str code,
                           const struct sql_form_issues_of_dossier_rows *forms)
{
    const struct json *sealed = json_get(facts, "form");
    int64_t year, number, version;
    struct str kind;

    if (!json_get_str(sealed, "form", &kind) || !json_get_i64(sealed, "year", &year) ||
        !json_get_i64(sealed, "number", &number) || !json_get_i64(sealed, "version", &version))
        return (struct link){ .href = STR("") };
    for (size_t i = 0; i < forms->count; i++)
        if (str_equal(forms->at[i].form_kind, kind) && forms->at[i].year == year && forms->at[i].number == number &&
            forms->at[i].version == version)
            return (struct link){
                .label = arena_printf(arena, "Mẫu %.*s số %" PRId64 "/%" PRId64 "%.*s%s", STR_ARG(kind), number, year,
                                      STR_ARG(which_version(arena, version)),
                                      moment_is_given(forms->at[i].voided_at) ? " (hết hiệu lực)" : ""),
                .href =
                    arena_printf(arena, "/dossiers/%.*s/forms/%" PRId64 ".pdf", STR_ARG(code), forms->at[i].form_id),
            };
    return (struct link){ .href = STR("") };
}

enum status timeline_staff(struct request *request, const struct sql_dossier_by_code_row *dossier,
                           const struct timeline_told *told, struct staff_timeline *out)
{
    bool sees_numbers = actor_sees_numbers(request->user.actor, dossier->holder_id, dossier->unit_id);
    struct sql_form_issues_of_dossier_rows forms;

    TRY(sql_form_issues_of_dossier(request->db, request->arena, dossier->dossier_id, request->user.actor.office_id,
                                   &forms));
    struct event_row *rows = arena_array(request->arena, struct event_row, told->rows.count);

    for (size_t i = 0; i < told->rows.count; i++) {
        size_t place = told->rows.count - 1 - i;
        const struct sql_timeline_events_row *row = &told->rows.at[place];
        const struct json *facts = facts_of(request->arena, row);

        rows[i] = (struct event_row){
            .label = dossier_event_label(told->whole.at[place].event),
            .actor_name = row->actor_name,
            .holder_name = row->holder_name,
            .reason = row->reason,
            .occurred_at = row->occurred_at,
            .facts = facts_in_words(request->arena, facts, sees_numbers),
            .form = form_of(request->arena, facts, dossier->code, &forms),
            .is_taken_back = !told->is_effective[place] && told->whole.at[place].event != EVENT_TAKE_BACK,
        };
    }
    *out =
        (struct staff_timeline){ { rows, told->rows.count }, recalculated(request->arena, told, dossier->promised_at) };
    return ST_OK;
}
