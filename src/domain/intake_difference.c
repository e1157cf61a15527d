/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake_difference.h"

#include "domain/identity.h"

#include <inttypes.h>

struct comparison {
    struct arena *arena;
    struct intake_side before, after;
    struct intake_difference *at;
    size_t count;
};

static void compare(struct comparison *comparison, struct str name, struct str label, struct str before,
                    struct str after)
{
    if (str_is_empty(before) ? str_is_empty(after) : str_equal(before, after))
        return;
    comparison->at[comparison->count++] = (struct intake_difference){ name, label, before, after };
}

/* "a, b"; nothing is no part. */
static struct str joined(struct arena *arena, struct str list, struct str part)
{
    if (str_is_empty(part))
        return list;
    return str_is_empty(list) ? part : arena_printf(arena, "%.*s, %.*s", STR_ARG(list), STR_ARG(part));
}

/* ---- Fields and people -------------------------------------------------------------------------- */

static struct str gender_words(struct str stored)
{
    enum gender gender;

    return gender_parse(stored, &gender) ? gender_label(gender) : stored;
}

static struct str date_words(struct arena *arena, struct date date)
{
    char day[11];

    return date_is_given(date) ? arena_copy(arena, date_format(date, day)) : STR("");
}

static struct str field_words(struct arena *arena, struct intake_side side, enum intake_field field)
{
    const struct intake *intake = side.intake;

    switch (field) {
    case INTAKE_procedure_code:
        return arena_printf(arena, "%.*s (%.*s)", STR_ARG(side.procedure_name), STR_ARG(intake->procedure_code));
    case INTAKE_channel:
        return channel_label(intake->channel);
    case INTAKE_applicant:
        return intake->applicant;
    case INTAKE_identity_number:
        return intake->identity_number;
    case INTAKE_born_on:
        return date_words(arena, intake->born_on);
    case INTAKE_gender:
        return gender_words(intake->gender);
    case INTAKE_address:
        return intake->address;
    case INTAKE_phone:
        return intake->phone;
    case INTAKE_email:
        return intake->email;
    case INTAKE_summary:
        return intake->summary;
    case INTAKE_FIELD_COUNT:
        break;
    }
    return STR("");
}

static struct str person_words(struct arena *arena, const struct intake_person *person)
{
    const struct str parts[] = { person->name,
                                 person->identity_number,
                                 date_words(arena, person->born_on),
                                 gender_words(person->gender),
                                 person->address,
                                 person->phone,
                                 person->email,
                                 person->authorisation };
    struct str words = STR("");

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        words = joined(arena, words, parts[i]);
    return words;
}

static void compare_people(struct comparison *comparison)
{
    struct arena *arena = comparison->arena;

    for (enum intake_field field = 0; field < INTAKE_FIELD_COUNT; field++)
        compare(comparison, intake_field_name(field), intake_field_label(field),
                field_words(arena, comparison->before, field), field_words(arena, comparison->after, field));
    for (enum person_role role = 0; role < PERSON_ROLE_COUNT; role++)
        compare(comparison, person_role_name(role), person_role_label(role),
                person_words(arena, &comparison->before.intake->persons[role]),
                person_words(arena, &comparison->after.intake->persons[role]));
}

bool intake_difference_is_personal(struct str name)
{
    static const struct str personal[] = { STR_INIT("identity_number"), STR_INIT("phone"), STR_INIT("email"),
                                           STR_INIT("owner"), STR_INIT("submitter") };

    for (size_t i = 0; i < sizeof personal / sizeof *personal; i++)
        if (str_equal(name, personal[i]))
            return true;
    return false;
}

/* ---- Answers ------------------------------------------------------------------------------------ */

/* What one side says to a question: "" where it does not ask it, or nobody answered. */
static struct str answer_words(struct intake_side side, struct str key)
{
    struct checklist_answers given = side.intake->answers;
    size_t i;

    if (!checklist_find(side.questions, key, &i) || !checklist_is_answered(given, i))
        return STR("");
    return (given.yes >> i & 1) == 1 ? STR("Có") : STR("Không");
}

/* The questions of `side`; of the other side's, those that `side` asks too were compared before. */
static void compare_answers(struct comparison *comparison, struct intake_side side, bool is_second)
{
    for (size_t i = 0; i < side.questions.count; i++) {
        const struct checklist_question *question = &side.questions.at[i];
        size_t place;

        if (is_second && checklist_find(comparison->before.questions, question->key, &place))
            continue;
        compare(comparison, STR("answer"), question->text, answer_words(comparison->before, question->key),
                answer_words(comparison->after, question->key));
    }
}

/* ---- Papers ------------------------------------------------------------------------------------- */

/* "Đạt, bản chính, 1" */
static struct str paper_words(struct arena *arena, const struct intake_paper *paper)
{
    struct str words;

    if (paper == NULL)
        return STR("");
    words = arena_printf(arena, "%.*s, %.*s, %" PRId64, STR_ARG(paper_verdict_label(paper->verdict)),
                         STR_ARG(paper_kind_label(paper->paper_kind)), paper->quantity);
    words = joined(arena, words, paper_fault_label(paper->fault_reason));
    words = joined(arena, words, lookup_failure_label(paper->lookup_failure));
    return joined(arena, words, paper->note);
}

/* How many of the first `end` papers have this name. */
static size_t papers_before(const struct intake *intake, size_t end, struct str name)
{
    size_t count = 0;

    for (size_t i = 0; i < end; i++)
        count += str_equal(intake->papers[i].name, name);
    return count;
}

/* The paper of this name with `earlier` others of it before; NULL: there is none. */
static const struct intake_paper *find_paper(const struct intake *intake, struct str name, size_t earlier)
{
    for (size_t i = 0; i < intake->paper_count; i++)
        if (str_equal(intake->papers[i].name, name) && papers_before(intake, i, name) == earlier)
            return &intake->papers[i];
    return NULL;
}

static void compare_papers(struct comparison *comparison, const struct intake *intake, bool is_second)
{
    const struct intake *before = comparison->before.intake, *after = comparison->after.intake;

    for (size_t i = 0; i < intake->paper_count; i++) {
        struct str name = intake->papers[i].name;
        size_t earlier = papers_before(intake, i, name);
        const struct intake_paper *old = find_paper(before, name, earlier);

        if (is_second && old != NULL) /* was compared before */
            continue;
        compare(comparison, STR("paper"), name, paper_words(comparison->arena, old),
                paper_words(comparison->arena, find_paper(after, name, earlier)));
    }
}

struct intake_differences intake_differences(struct arena *arena, struct intake_side before, struct intake_side after)
{
    size_t most = INTAKE_FIELD_COUNT + PERSON_ROLE_COUNT + before.questions.count + after.questions.count +
                  before.intake->paper_count + after.intake->paper_count;
    struct comparison comparison = { arena, before, after, arena_array(arena, struct intake_difference, most), 0 };

    compare_people(&comparison);
    compare_answers(&comparison, before, false);
    compare_answers(&comparison, after, true);
    compare_papers(&comparison, before.intake, false);
    compare_papers(&comparison, after.intake, true);
    return (struct intake_differences){ comparison.at, comparison.count };
}
