/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/ending.h"

#include "base/text_fold.h"

#include <string.h>

struct choice {
    struct str name, label;
};

static const struct choice reasons[] = {
#define REASON(name, stored, label) { STR_INIT(stored), STR_INIT(label) },
#include "domain/refusal_reasons.def"
#undef REASON
};

static const struct choice causes[] = {
#define CAUSE(name, stored, label) { STR_INIT(stored), STR_INIT(label) },
#include "domain/late_causes.def"
#undef CAUSE
};

static const struct str technical_words[] = {
#define WORD(word) STR_INIT(word),
#include "domain/technical_words.def"
#undef WORD
};

/* Where `stored` stands among `count` choices; `count` when nowhere. */
static size_t find(const struct choice *choices, size_t count, struct str stored)
{
    size_t i = 0;

    while (i < count && !str_equal(choices[i].name, stored))
        i++;
    return i;
}

struct str refusal_reason_name(enum refusal_reason reason)
{
    return reasons[reason].name;
}

struct str refusal_reason_label(enum refusal_reason reason)
{
    return reasons[reason].label;
}

bool refusal_reason_parse(struct str stored, enum refusal_reason *out)
{
    size_t found = find(reasons, REFUSAL_REASON_COUNT, stored);

    if (found == REFUSAL_REASON_COUNT)
        return false;
    *out = (enum refusal_reason)found;
    return true;
}

static bool is_letter(char byte)
{
    return (unsigned char)byte >= 0x80 || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* Whole words: "mất điện" does not stand in "bề mặt điện tử". */
static bool has_words(struct str text, struct str words)
{
    for (size_t i = 0; i + words.len <= text.len; i++) {
        size_t end = i + words.len;
        bool is_whole = (i == 0 || !is_letter(text.at[i - 1])) && (end == text.len || !is_letter(text.at[end]));

        if (is_whole && memcmp(text.at + i, words.at, words.len) == 0)
            return true;
    }
    return false;
}

/* Accents tell "mất điện" from "về mặt diện tích"; whoever types none is compared without. */
bool ending_blames_a_machine(struct arena *arena, struct str words)
{
    struct str said = text_upper(arena, text_nfc(arena, words)), folded = text_fold(arena, words);
    bool has_accents = !str_equal(text_upper(arena, folded), said);

    for (size_t i = 0; i < sizeof technical_words / sizeof *technical_words; i++)
        if (has_accents ? has_words(said, text_upper(arena, technical_words[i]))
                        : has_words(folded, text_fold(arena, technical_words[i])))
            return true;
    return false;
}

bool legal_basis_is_plausible(struct str basis)
{
    if (str_count_chars(basis) > LEGAL_BASIS_CHARS_MAX)
        return false;
    for (size_t i = 0; i < basis.len; i++)
        if (basis.at[i] >= '0' && basis.at[i] <= '9')
            return true;
    return false;
}

struct str refusal_reason_words(struct arena *arena, enum refusal_reason reason, struct str words)
{
    return arena_printf(arena, "%.*s. %.*s", STR_ARG(reasons[reason].label), STR_ARG(words));
}

/* What may be wrong with the grounds.
 *   field: which of them; text: said to people */
static const struct {
    struct str field, text;
} faults[] = {
    [ENDING_FINE] = { STR_INIT("reason"), STR_INIT("") },
    [ENDING_NO_REASON] = { STR_INIT("refusal"), STR_INIT("Chọn lý do theo pháp luật.") },
    [ENDING_NO_BASIS] = { STR_INIT("legal_basis"), STR_INIT("Ghi căn cứ pháp lý: số văn bản hoặc điều, khoản.") },
    [ENDING_BLAMES_A_MACHINE] = { STR_INIT("reason"),
                                  STR_INIT("Lỗi máy móc, mạng hay phần mềm không phải lý do từ chối hoặc dừng hồ sơ. "
                                           "Ghi lý do theo pháp luật.") },
};

struct str ending_fault_text(enum ending_fault fault)
{
    return faults[fault].text;
}

struct str ending_fault_field(enum ending_fault fault)
{
    return faults[fault].field;
}

bool ending_has_fault(struct arena *arena, enum dossier_event event, const struct ending_grounds *grounds,
                      enum ending_fault fault)
{
    if (event == EVENT_WITHDRAW)
        return false;
    switch (fault) {
    case ENDING_NO_REASON:
        return event == EVENT_REJECT && grounds->refusal >= REFUSAL_REASON_COUNT;
    case ENDING_NO_BASIS:
        return !legal_basis_is_plausible(str_trim(grounds->legal_basis));
    case ENDING_BLAMES_A_MACHINE:
        return ending_blames_a_machine(arena, grounds->words);
    case ENDING_FINE:
    case ENDING_FAULT_COUNT:
        break;
    }
    return false;
}

enum ending_fault ending_judge(struct arena *arena, enum dossier_event event, const struct ending_grounds *grounds)
{
    for (enum ending_fault fault = 0; fault < ENDING_FAULT_COUNT; fault++)
        if (ending_has_fault(arena, event, grounds, fault))
            return fault;
    return ENDING_FINE;
}

struct str late_cause_name(enum late_cause cause)
{
    return causes[cause].name;
}

struct str late_cause_label(enum late_cause cause)
{
    return causes[cause].label;
}

bool late_cause_parse(struct str stored, enum late_cause *out)
{
    size_t found = find(causes, LATE_CAUSE_COUNT, stored);

    if (found == LATE_CAUSE_COUNT)
        return false;
    *out = (enum late_cause)found;
    return true;
}
