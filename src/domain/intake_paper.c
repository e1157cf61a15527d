/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake_paper.h"

struct choice {
    struct str name, label;
};

static const struct choice verdicts[PAPER_VERDICT_COUNT] = {
    [PAPER_UNCHECKED] = { STR_INIT("unchecked"), STR_INIT("Chưa kiểm tra") },
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

static const struct choice faults[PAPER_FAULT_COUNT] = {
#define PAPER_FAULT(name, stored, text) [PAPER_FAULT_##name] = { STR_INIT(stored), STR_INIT(text) },
#include "domain/paper_faults.def"
#undef PAPER_FAULT
};

static const struct choice failures[] = {
#define LOOKUP_FAILURE(stored, text) { STR_INIT(stored), STR_INIT(text) },
#include "domain/lookup_failures.def"
#undef LOOKUP_FAILURE
};

enum { KINDS = sizeof kinds / sizeof *kinds, FAILURES = sizeof failures / sizeof *failures };

static const struct choice *choice_find(const struct choice *choices, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(choices[i].name, name))
            return &choices[i];
    return NULL;
}

static struct str label_of(const struct choice *choices, size_t count, struct str name)
{
    const struct choice *found = choice_find(choices, count, name);

    return found == NULL ? name : found->label;
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
    const struct choice *found =
        choice_find(verdicts, PAPER_VERDICT_COUNT, str_is_empty(stored) ? verdicts[PAPER_UNCHECKED].name : stored);

    if (found == NULL)
        return false;
    *out = (enum paper_verdict)(found - verdicts);
    return true;
}

bool paper_kind_is_known(struct str kind)
{
    return choice_find(kinds, KINDS, kind) != NULL;
}

struct str paper_kind_label(struct str kind)
{
    return label_of(kinds, KINDS, kind);
}

struct str paper_fault_name(enum paper_fault fault)
{
    return faults[fault].name;
}

struct str paper_fault_label(struct str stored)
{
    return label_of(faults, PAPER_FAULT_COUNT, stored);
}

size_t lookup_failure_count(void)
{
    return FAILURES;
}

struct str lookup_failure_name(size_t i)
{
    return failures[i].name;
}

struct str lookup_failure_label(struct str stored)
{
    return label_of(failures, FAILURES, stored);
}

/* ---- The check --------------------------------------------------------------------------------------------------- */

static bool is_known_or_empty(const struct choice *choices, size_t count, struct str name)
{
    return str_is_empty(name) || choice_find(choices, count, name) != NULL;
}

static bool read_quantity(struct str typed, int64_t *out)
{
    *out = 1;
    return str_is_empty(typed) || (str_parse_i64(typed, out) && *out >= 1 && *out <= INTAKE_QUANTITY_MAX);
}

static struct str null_if_empty(struct str text)
{
    return text.len == 0 ? (struct str){ NULL, 0 } : text;
}

/* It is there, or asked for: nobody may want it before the database was looked into. */
static bool is_asked_for(enum paper_verdict verdict)
{
    return verdict == PAPER_OK || verdict == PAPER_FAULTY || verdict == PAPER_MISSING;
}

static enum paper_finding judge_reason(const struct intake_paper *paper)
{
    if (paper->verdict != PAPER_FAULTY)
        return PAPER_FINE;
    if (paper->fault_reason.at == NULL)
        return PAPER_NEEDS_REASON;
    return str_equal(paper->fault_reason, faults[PAPER_FAULT_OTHER].name) && paper->note.at == NULL ? PAPER_NEEDS_NOTE
                                                                                                    : PAPER_FINE;
}

/* The first thing that is wrong only, since the officer mends them in this order. */
static enum paper_finding judge(const struct paper_rule *rule, const struct intake_paper *paper,
                                enum intake_decision decision)
{
    if (decision == INTAKE_SUBMIT || decision == INTAKE_REJECT)
        return PAPER_FINE;
    if (paper->is_required && paper->verdict == PAPER_UNCHECKED)
        return PAPER_NOT_CHECKED;
    if (rule->database.at != NULL && is_asked_for(paper->verdict) && paper->lookup_failure.at == NULL)
        return PAPER_NOT_LOOKED_UP;
    if (paper->is_required && paper->verdict == PAPER_NOT_APPLICABLE && paper->note.at == NULL)
        return PAPER_NEEDS_NOTE;
    if (judge_reason(paper) != PAPER_FINE)
        return judge_reason(paper);
    return decision == INTAKE_RECEIVE && intake_paper_is_wanting(paper) ? PAPER_NOT_GOOD_ENOUGH : PAPER_FINE;
}

bool intake_paper_is_wanting(const struct intake_paper *paper)
{
    return paper->is_required && (paper->verdict == PAPER_FAULTY || paper->verdict == PAPER_MISSING);
}

enum paper_finding intake_paper_check(const struct paper_rule *rule, const struct paper_typed *typed,
                                      enum paper_need need, enum intake_decision decision, struct intake_paper *out)
{
    struct str note = str_trim(typed->note);
    enum paper_verdict verdict = PAPER_UNCHECKED;
    struct str kind = str_is_empty(typed->paper_kind) ? rule->paper_kind : typed->paper_kind;
    int64_t quantity;

    if (!paper_verdict_parse(typed->verdict, &verdict) || !paper_kind_is_known(kind) ||
        !is_known_or_empty(faults, PAPER_FAULT_COUNT, typed->fault_reason) ||
        !is_known_or_empty(failures, FAILURES, typed->lookup_failure))
        return PAPER_IS_NOT_A_CHOICE;
    if (!read_quantity(typed->quantity, &quantity))
        return PAPER_IS_NOT_A_QUANTITY;
    if (str_count_chars(note) > INTAKE_NOTE_MAX)
        return PAPER_NOTE_TOO_LONG;
    *out = (struct intake_paper){
        .position = rule->position,
        .name = rule->name,
        .paper_kind = kind,
        .quantity = quantity,
        .is_required = need == PAPER_NEEDED,
        .verdict = decision == INTAKE_SUBMIT ? PAPER_UNCHECKED : verdict,
        .note = null_if_empty(note),
        .fault_reason = verdict == PAPER_FAULTY ? null_if_empty(typed->fault_reason) : (struct str){ NULL, 0 },
        .lookup_failure = rule->database.at != NULL && is_asked_for(verdict) ? null_if_empty(typed->lookup_failure)
                                                                             : (struct str){ NULL, 0 },
    };
    return judge(rule, out, decision);
}
