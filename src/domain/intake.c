/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake.h"

#include "domain/identity.h"

enum needed { OPTIONAL, NEEDED };

static const struct {
    struct str name, label;
    int longest;
    enum needed needed;
} fields[] = {
#define FIELD(name, longest, needed, label) { STR_INIT(#name), STR_INIT(label), (longest), (needed) },
#include "domain/intake_fields.def"
#undef FIELD
};

static const struct str fault_texts[] = {
#define FAULT(name, text) STR_INIT(text),
#include "domain/intake_faults.def"
#undef FAULT
};

struct choice {
    struct str name, label;
};

static const struct choice verdicts[PAPER_VERDICT_COUNT] = {
    [PAPER_UNCHECKED] = { STR_INIT(""), STR_INIT("Chưa kiểm tra") },
    [PAPER_OK] = { STR_INIT("ok"), STR_INIT("Đạt") },
    [PAPER_FAULTY] = { STR_INIT("faulty"), STR_INIT("Không đạt") },
    [PAPER_MISSING] = { STR_INIT("missing"), STR_INIT("Chưa có") },
    [PAPER_NOT_APPLICABLE] = { STR_INIT("not-applicable"), STR_INIT("Không cần") },
    [PAPER_LOOKED_UP] = { STR_INIT("looked-up"), STR_INIT("Đã tra cơ sở dữ liệu") },
};

static const struct choice kinds[] = {
    { STR_INIT("form"), STR_INIT("biểu mẫu") },
    { STR_INIT("original"), STR_INIT("bản chính") },
    { STR_INIT("certified-copy"), STR_INIT("bản sao có chứng thực") },
    { STR_INIT("copy"), STR_INIT("bản chụp") },
    { STR_INIT("electronic"), STR_INIT("bản điện tử") },
    { STR_INIT("present"), STR_INIT("xuất trình") },
};

static const struct choice channels[] = {
    { STR_INIT("counter"), STR_INIT("Trực tiếp tại quầy") },
    { STR_INIT("online"), STR_INIT("Trực tuyến") },
    { STR_INIT("post"), STR_INIT("Qua bưu chính") },
};

static const struct choice *choice_find(const struct choice *choices, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(choices[i].name, name))
            return &choices[i];
    return NULL;
}

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

struct str intake_fault_text(enum intake_fault_kind kind)
{
    return fault_texts[kind];
}

struct str paper_verdict_name(enum paper_verdict verdict)
{
    return verdicts[verdict].name;
}

struct str paper_verdict_label(enum paper_verdict verdict)
{
    return verdicts[verdict].label;
}

bool paper_verdict_parse(struct str stored, enum paper_verdict *out)
{
    const struct choice *found = choice_find(verdicts, PAPER_VERDICT_COUNT, stored.at == NULL ? STR("") : stored);

    if (found == NULL)
        return false;
    *out = (enum paper_verdict)(found - verdicts);
    return true;
}

bool paper_kind_is_known(struct str kind)
{
    return choice_find(kinds, sizeof kinds / sizeof *kinds, kind) != NULL;
}

struct str paper_kind_label(struct str kind)
{
    const struct choice *found = choice_find(kinds, sizeof kinds / sizeof *kinds, kind);

    return found == NULL ? kind : found->label;
}

bool channel_is_known(struct str channel)
{
    return choice_find(channels, sizeof channels / sizeof *channels, channel) != NULL;
}

struct str channel_label(struct str channel)
{
    const struct choice *found = choice_find(channels, sizeof channels / sizeof *channels, channel);

    return found == NULL ? channel : found->label;
}

void intake_fault_add(struct intake_faults *faults, struct str place, struct str label, enum intake_fault_kind kind)
{
    if (faults->count < sizeof faults->at / sizeof *faults->at)
        faults->at[faults->count++] = (struct intake_fault){ place, label, kind };
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

static struct str check_identity(struct arena *arena, struct str typed, struct date today, struct intake_faults *faults)
{
    struct str number = identity_clean(arena, typed);

    if (number.len > 0 && identity_parse(number, today).kind == IDENTITY_NONE)
        field_fault(faults, INTAKE_identity_number, INTAKE_NOT_AN_IDENTITY);
    return number;
}

static struct date check_birthday(struct str typed, struct date today, struct intake_faults *faults)
{
    struct date born_on = { 0 };

    if (typed.len == 0)
        return born_on;
    if (!date_parse_vietnamese(typed, &born_on) && !date_parse_iso(typed, &born_on))
        field_fault(faults, INTAKE_born_on, INTAKE_NOT_A_DATE);
    else if (born_on.day > today.day)
        field_fault(faults, INTAKE_born_on, INTAKE_FUTURE_DATE);
    return born_on;
}

static struct str check_gender(struct str typed, struct intake_faults *faults)
{
    enum gender gender = GENDER_UNKNOWN;

    if (!gender_parse(typed, &gender))
        field_fault(faults, INTAKE_gender, INTAKE_NOT_A_CHOICE);
    return gender_name(gender);
}

static struct str check_phone(struct arena *arena, struct str typed, struct intake_faults *faults)
{
    struct str phone = typed.len == 0 ? typed : phone_clean(arena, typed);

    if (phone.at == NULL) {
        field_fault(faults, INTAKE_phone, INTAKE_NOT_A_PHONE);
        return STR("");
    }
    return phone;
}

static const struct paper_typed *find_paper(const struct intake_typed *typed, int64_t position)
{
    static const struct paper_typed untouched;

    for (size_t i = 0; i < typed->paper_count; i++)
        if (typed->papers[i].position == position)
            return &typed->papers[i];
    return &untouched;
}

static bool found(enum intake_fault_kind *out, enum intake_fault_kind kind)
{
    *out = kind;
    return true;
}

/* What is wrong with one paper; the first thing only, since the officer mends them in this order. */
static bool judge_paper(const struct intake_paper *paper, bool is_choice, bool is_quantity, size_t note_chars,
                        enum intake_fault_kind *out)
{
    if (!is_choice)
        return found(out, INTAKE_NOT_A_CHOICE);
    if (!is_quantity)
        return found(out, INTAKE_NOT_A_QUANTITY);
    if (note_chars > INTAKE_NOTE_MAX)
        return found(out, INTAKE_TOO_LONG);
    if (!paper->is_required)
        return false;
    switch (paper->verdict) {
    case PAPER_UNCHECKED:
        return found(out, INTAKE_PAPER_UNCHECKED);
    case PAPER_FAULTY:
    case PAPER_MISSING:
        return found(out, INTAKE_PAPER_NOT_OK);
    case PAPER_NOT_APPLICABLE:
        *out = INTAKE_PAPER_NEEDS_NOTE;
        return paper->note.at == NULL;
    case PAPER_OK:
    case PAPER_LOOKED_UP:
    case PAPER_VERDICT_COUNT:
        break;
    }
    return false;
}

static struct intake_paper check_paper(struct arena *arena, const struct paper_rule *rule,
                                       const struct paper_typed *typed, struct intake_faults *faults)
{
    struct intake_paper paper = { .position = rule->position,
                                  .name = rule->name,
                                  .is_required = rule->is_required,
                                  .paper_kind = str_is_empty(typed->paper_kind) ? rule->paper_kind : typed->paper_kind,
                                  .quantity = 1 };
    struct str note = str_trim(typed->note);
    bool is_choice = paper_verdict_parse(typed->verdict, &paper.verdict) && paper_kind_is_known(paper.paper_kind);
    bool is_quantity = str_is_empty(typed->quantity) ||
                       (str_parse_i64(typed->quantity, &paper.quantity) && paper.quantity >= 1 && paper.quantity <= 99);
    enum intake_fault_kind kind;

    paper.note = note.len == 0 ? (struct str){ NULL, 0 } : note;
    if (judge_paper(&paper, is_choice, is_quantity, str_count_chars(note), &kind))
        intake_fault_add(faults, arena_printf(arena, "paper_%d", (int)rule->position), rule->name, kind);
    return paper;
}

void intake_check(struct arena *arena, const struct intake_typed *typed, const struct paper_rule *rules,
                  size_t rule_count, struct date today, struct intake *out, struct intake_faults *faults)
{
    struct str text[INTAKE_FIELD_COUNT];

    for (enum intake_field field = 0; field < INTAKE_FIELD_COUNT; field++)
        text[field] = check_text(typed, field, faults);
    if (text[INTAKE_channel].len > 0 && !channel_is_known(text[INTAKE_channel]))
        field_fault(faults, INTAKE_channel, INTAKE_NOT_A_CHOICE);
    if (text[INTAKE_email].len > 0 && !email_is_plausible(text[INTAKE_email]))
        field_fault(faults, INTAKE_email, INTAKE_NOT_AN_EMAIL);
    *out = (struct intake){
        .procedure_code = text[INTAKE_procedure_code],
        .channel = text[INTAKE_channel],
        .applicant = text[INTAKE_applicant],
        .identity_number = check_identity(arena, text[INTAKE_identity_number], today, faults),
        .born_on = check_birthday(text[INTAKE_born_on], today, faults),
        .gender = check_gender(text[INTAKE_gender], faults),
        .address = text[INTAKE_address],
        .phone = check_phone(arena, text[INTAKE_phone], faults),
        .email = text[INTAKE_email],
        .summary = text[INTAKE_summary],
        .papers = arena_array(arena, struct intake_paper, rule_count),
        .paper_count = rule_count,
    };
    for (size_t i = 0; i < rule_count; i++)
        out->papers[i] = check_paper(arena, &rules[i], find_paper(typed, rules[i].position), faults);
}
