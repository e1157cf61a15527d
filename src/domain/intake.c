/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake.h"

#include "base/buf.h"
#include "domain/dossier.h"

enum needed { OPTIONAL, NEEDED };
enum { WANTING_BYTES_MAX = 64 * 1024 };

static const struct {
    struct str name, label;
    int longest;
    enum needed needed;
} fields[] = {
#define FIELD(name, longest, needed, label) { STR_INIT(#name), STR_INIT(label), (longest), (needed) },
#include "domain/intake_fields.def"
#undef FIELD
};

static const struct {
    struct str name, label;
} channels[] = {
    { STR_INIT("counter"), STR_INIT("Trực tiếp tại quầy") },
    { STR_INIT("online"), STR_INIT("Trực tuyến") },
    { STR_INIT("post"), STR_INIT("Qua bưu chính") },
};

enum { CHANNELS = sizeof channels / sizeof *channels };

struct str intake_field_name(enum intake_field field)
{
    return fields[field].name;
}

struct str intake_field_label(enum intake_field field)
{
    return fields[field].label;
}

int intake_field_longest(enum intake_field field)
{
    return fields[field].longest;
}

bool intake_field_parse(struct str name, enum intake_field *out)
{
    for (enum intake_field field = 0; field < INTAKE_FIELD_COUNT; field++)
        if (str_equal(name, fields[field].name)) {
            *out = field;
            return true;
        }
    return false;
}

bool channel_is_known(struct str channel)
{
    for (size_t i = 0; i < CHANNELS; i++)
        if (str_equal(channels[i].name, channel))
            return true;
    return false;
}

struct str channel_label(struct str channel)
{
    for (size_t i = 0; i < CHANNELS; i++)
        if (str_equal(channels[i].name, channel))
            return channels[i].label;
    return channel;
}

static void field_fault(struct intake_faults *faults, enum intake_field field, enum intake_fault_kind kind)
{
    intake_fault_add(faults, fields[field].name, fields[field].label, kind);
}

/* The field without blanks around it; never null.  Says when it is missing or too long. */
static struct str check_text(const struct intake_typed *typed, enum intake_field field, struct intake_faults *faults)
{
    struct str text = typed->fields[field].at == NULL ? STR("") : str_trim(typed->fields[field]);

    if (text.len == 0 && fields[field].needed == NEEDED)
        field_fault(faults, field, INTAKE_MISSING);
    if (str_count_chars(text) > (size_t)fields[field].longest) {
        field_fault(faults, field, INTAKE_TOO_LONG);
        return STR("");
    }
    return text;
}

/* ---- Answers ----------------------------------------------------------------------------------------------------- */

static void answer_fault(struct arena *arena, struct intake_faults *faults, struct str key, struct str label,
                         enum intake_fault_kind kind)
{
    if (faults != NULL)
        intake_fault_add(faults, arena_printf(arena, "answer_%.*s", STR_ARG(str_head(key, CHECKLIST_KEY_CHARS_MAX))),
                         label, kind);
}

struct checklist_answers intake_answers(struct arena *arena, const struct intake_typed *typed,
                                        struct checklist_questions questions, struct intake_faults *faults)
{
    struct checklist_answers given = { 0, 0 };

    for (size_t i = 0; i < typed->answer_count; i++) {
        struct answer_typed answer = typed->answers[i];
        bool is_yes = str_equal(answer.value, STR("yes"));
        size_t place;

        if (str_is_empty(answer.value))
            continue;
        if (!checklist_find(questions, answer.key, &place))
            answer_fault(arena, faults, answer.key, answer.key, INTAKE_NOT_A_CHOICE);
        else if (!is_yes && !str_equal(answer.value, STR("no")))
            answer_fault(arena, faults, answer.key, questions.at[place].text, INTAKE_NOT_AN_ANSWER);
        else
            given = checklist_answered(given, place, is_yes);
    }
    if (questions.count > 0 && !checklist_is_answered(given, CHECKLIST_FOR_ANOTHER))
        given = checklist_answered(given, CHECKLIST_FOR_ANOTHER, typed->persons[PERSON_SUBMITTER].is_given);
    return given;
}

static bool is_open(const struct intake_rules *rules, struct checklist_answers given, size_t question)
{
    if (checklist_is_answered(given, question))
        return false;
    for (size_t i = 0; i < rules->paper_count; i++)
        if (checklist_turns_on(rules->papers[i].when, given, question))
            return true;
    return false;
}

static void check_answered(struct arena *arena, const struct intake_rules *rules, struct checklist_answers given,
                           struct intake_faults *faults)
{
    for (size_t i = 0; i < rules->questions.count; i++)
        if (is_open(rules, given, i))
            answer_fault(arena, faults, rules->questions.at[i].key, rules->questions.at[i].text, INTAKE_UNANSWERED);
}

/* ---- Papers ------------------------------------------------------------------------------------------------------ */

static const struct paper_typed *find_paper(const struct intake_typed *typed, int64_t position)
{
    for (size_t i = 0; i < typed->paper_count; i++)
        if (typed->papers[i].position == position)
            return &typed->papers[i];
    return NULL;
}

static enum intake_fault_kind fault_of(enum paper_finding finding)
{
    static const enum intake_fault_kind kinds[] = {
        [PAPER_FINE] = INTAKE_NO_FAULT,
        [PAPER_IS_NOT_A_CHOICE] = INTAKE_NOT_A_CHOICE,
        [PAPER_IS_NOT_A_QUANTITY] = INTAKE_NOT_A_QUANTITY,
        [PAPER_NOTE_TOO_LONG] = INTAKE_TOO_LONG,
        [PAPER_NOT_CHECKED] = INTAKE_PAPER_UNCHECKED,
        [PAPER_NOT_GOOD_ENOUGH] = INTAKE_PAPER_NOT_OK,
        [PAPER_NEEDS_NOTE] = INTAKE_PAPER_NEEDS_NOTE,
        [PAPER_NEEDS_REASON] = INTAKE_NEEDS_FAULT_REASON,
        [PAPER_NOT_LOOKED_UP] = INTAKE_NOT_LOOKED_UP,
    };

    return kinds[finding];
}

static void check_papers(struct arena *arena, const struct intake_typed *typed, const struct intake_rules *rules,
                         enum intake_decision decision, struct intake *out, struct intake_faults *faults)
{
    static const struct paper_typed untouched;

    out->papers = arena_array(arena, struct intake_paper, rules->paper_count);
    for (size_t i = 0; i < rules->paper_count; i++) {
        const struct paper_rule *rule = &rules->papers[i];
        const struct paper_typed *paper = find_paper(typed, rule->position);
        enum paper_need need = checklist_need(rule->when, rule->is_required, out->answers);
        struct intake_paper *checked = &out->papers[out->paper_count];

        if (decision == INTAKE_SUBMIT ? paper == NULL : need == PAPER_NOT_NEEDED || need == PAPER_UNDECIDED)
            continue;
        enum paper_finding finding =
            intake_paper_check(rule, paper == NULL ? &untouched : paper, need, decision, checked);

        if (finding != PAPER_FINE)
            intake_fault_add(faults, arena_printf(arena, "paper_%d", (int)rule->position), rule->name,
                             fault_of(finding));
        else if (decision == INTAKE_SUBMIT || checked->verdict != PAPER_UNCHECKED)
            out->paper_count++;
    }
}

/* ---- The whole --------------------------------------------------------------------------------------------------- */

static void check_fields(struct arena *arena, const struct intake_typed *typed, struct date today, struct intake *out,
                         struct intake_faults *faults)
{
    struct str text[INTAKE_FIELD_COUNT];

    for (enum intake_field field = 0; field < INTAKE_FIELD_COUNT; field++)
        text[field] = check_text(typed, field, faults);
    if (text[INTAKE_channel].len > 0 && !channel_is_known(text[INTAKE_channel]))
        field_fault(faults, INTAKE_channel, INTAKE_NOT_A_CHOICE);
    *out = (struct intake){
        .procedure_code = text[INTAKE_procedure_code],
        .channel = text[INTAKE_channel],
        .applicant = text[INTAKE_applicant],
        .address = text[INTAKE_address],
        .email = text[INTAKE_email],
        .summary = text[INTAKE_summary],
    };
    field_fault(faults, INTAKE_identity_number,
                intake_identity_read(arena, text[INTAKE_identity_number], today, &out->identity_number));
    field_fault(faults, INTAKE_born_on, intake_birthday_read(text[INTAKE_born_on], today, &out->born_on));
    field_fault(faults, INTAKE_gender, intake_gender_read(text[INTAKE_gender], &out->gender));
    field_fault(faults, INTAKE_phone, intake_phone_read(arena, text[INTAKE_phone], &out->phone));
    field_fault(faults, INTAKE_email, intake_email_check(text[INTAKE_email]));
}

void intake_check(struct arena *arena, const struct intake_typed *typed, const struct intake_rules *rules,
                  enum intake_decision decision, struct date today, struct intake *out, struct intake_faults *faults)
{
    check_fields(arena, typed, today, out, faults);
    out->answers = intake_answers(arena, typed, rules->questions, faults);
    if (decision == INTAKE_RECEIVE || decision == INTAKE_ASK)
        check_answered(arena, rules, out->answers, faults);
    for (enum person_role role = 0; role < PERSON_ROLE_COUNT; role++) {
        struct person_typed person = typed->persons[role];

        person.is_given = person.is_given || (role == PERSON_SUBMITTER && (out->answers.yes & 1) != 0);
        out->persons[role] = intake_person_check(arena, role, &person, today, faults);
    }
    check_papers(arena, typed, rules, decision, out, faults);
}

size_t intake_wanting_items(struct arena *arena, const struct intake *intake, struct str *out)
{
    size_t count = 0;

    for (size_t i = 0; i < intake->paper_count; i++) {
        const struct intake_paper *paper = &intake->papers[i];
        struct str why = paper->verdict == PAPER_MISSING ? STR("chưa có") : paper_fault_label(paper->fault_reason);

        if (intake_paper_is_wanting(paper))
            out[count++] = arena_printf(arena, "%.*s (%.*s%s%.*s)", STR_ARG(paper->name), STR_ARG(why),
                                        paper->note.at == NULL ? "" : ": ", STR_ARG(paper->note));
    }
    return count;
}

struct str intake_wanting(struct arena *arena, const struct intake *intake)
{
    struct buf text = buf_new(arena, WANTING_BYTES_MAX);
    struct str *items = arena_array(arena, struct str, intake->paper_count);
    size_t count = intake_wanting_items(arena, intake, items);

    for (size_t i = 0; i < count; i++)
        buf_printf(&text, "%s%.*s", i > 0 ? "; " : "", STR_ARG(items[i]));
    return text.len == 0 ? STR("") : buf_str(&text);
}

/* The first `chars` characters of well-formed text. */
static struct str head_of(struct str text, size_t chars)
{
    size_t len = 0;

    for (; len < text.len; len++)
        if (((unsigned char)text.at[len] & 0xC0) != 0x80 && chars-- == 0)
            break;
    return str_head(text, len);
}

struct str intake_request_words(struct arena *arena, const struct intake *intake, struct str words)
{
    struct str wanting = intake_wanting(arena, intake);
    bool has_both = wanting.len > 0 && words.len > 0;
    struct str all = arena_printf(arena, "%.*s%s%.*s", STR_ARG(wanting), has_both ? ". " : "", STR_ARG(words));

    if (str_count_chars(all) <= REASON_CHARS_MAX)
        return all;
    return arena_printf(arena, "%.*s …", STR_ARG(head_of(all, REASON_CHARS_MAX - 2)));
}
