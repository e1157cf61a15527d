/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/checklist.h"

#include "base/buf.h"
#include "domain/identity.h"

#include <string.h>

enum { CODE_VERSION = '1', CODE_HEAD_CHARS = 9 /* "1.250701." */, PROCEDURE_CHARS = 8 };

static const struct {
    struct str name, label;
} databases[] = {
#define DATABASE(name, label) { STR_INIT(name), STR_INIT(label) },
#include "domain/databases.def"
#undef DATABASE
};

struct checklist_question checklist_for_another(void)
{
    return (struct checklist_question){ STR("nop-thay"), STR("Nộp thay người khác?"), false };
}

static uint32_t bit(size_t i)
{
    return UINT32_C(1) << i;
}

/* ---- The rule ---------------------------------------------------------------------------------------------------- */

bool checklist_can_hold(struct checklist_answers when)
{
    return (when.yes & when.no) == 0;
}

static bool is_contradicted(struct checklist_answers when, struct checklist_answers given)
{
    return (when.yes & given.no) != 0 || (when.no & given.yes) != 0;
}

static uint32_t open_questions(struct checklist_answers when, struct checklist_answers given)
{
    return (when.yes & ~given.yes) | (when.no & ~given.no);
}

enum paper_need checklist_need(struct checklist_answers when, bool is_required, struct checklist_answers given)
{
    if (is_contradicted(when, given))
        return PAPER_NOT_NEEDED;
    if (open_questions(when, given) != 0)
        return PAPER_UNDECIDED;
    return is_required ? PAPER_NEEDED : PAPER_OPTIONAL;
}

bool checklist_turns_on(struct checklist_answers when, struct checklist_answers given, size_t i)
{
    struct checklist_answers others = { given.yes & ~bit(i), given.no & ~bit(i) };

    return ((when.yes | when.no) & bit(i)) != 0 && !is_contradicted(when, others);
}

struct checklist_answers checklist_answered(struct checklist_answers given, size_t i, bool is_yes)
{
    return (struct checklist_answers){ is_yes ? given.yes | bit(i) : given.yes & ~bit(i),
                                       is_yes ? given.no & ~bit(i) : given.no | bit(i) };
}

bool checklist_is_answered(struct checklist_answers given, size_t i)
{
    return ((given.yes | given.no) & bit(i)) != 0;
}

/* ---- As text ----------------------------------------------------------------------------------------------------- */

bool checklist_key_is_valid(struct str key)
{
    if (key.len < 2 || key.len > CHECKLIST_KEY_CHARS_MAX)
        return false;
    for (size_t i = 0; i < key.len; i++)
        if (!(key.at[i] >= 'a' && key.at[i] <= 'z') && !(key.at[i] >= '0' && key.at[i] <= '9') && key.at[i] != '-')
            return false;
    return true;
}

bool checklist_find(struct checklist_questions questions, struct str key, size_t *out)
{
    for (size_t i = 0; i < questions.count; i++)
        if (str_equal(questions.at[i].key, key)) {
            *out = i;
            return true;
        }
    return false;
}

struct str checklist_format(struct arena *arena, struct checklist_questions questions, struct checklist_answers given)
{
    struct buf text = buf_new(arena, CHECKLIST_QUESTIONS_MAX * (CHECKLIST_KEY_CHARS_MAX + 5) + 1);
    bool is_first = true;

    for (size_t i = 0; i < questions.count; i++) {
        if (!checklist_is_answered(given, i))
            continue;
        if (!is_first)
            buf_put_char(&text, ' ');
        buf_put_str(&text, questions.at[i].key);
        buf_put_str(&text, (given.yes & bit(i)) != 0 ? STR("=yes") : STR("=no"));
        is_first = false;
    }
    return is_first ? STR("") : buf_str(&text);
}

bool checklist_parse(struct str text, struct checklist_questions questions, struct checklist_answers *out)
{
    struct checklist_answers given = { 0, 0 };

    if (text.len == 0)
        text.at = NULL;
    while (text.at != NULL) {
        struct str value = str_next(&text, ' ');
        struct str key = str_next(&value, '=');
        bool is_yes = str_equal(value, STR("yes"));
        size_t i;

        if ((!is_yes && !str_equal(value, STR("no"))) || !checklist_find(questions, key, &i) ||
            checklist_is_answered(given, i))
            return false;
        given = checklist_answered(given, i, is_yes);
    }
    *out = given;
    return true;
}

/* ---- The printed list -------------------------------------------------------------------------------------------- */

static void put_head(char out[CODE_HEAD_CHARS], struct date from)
{
    char iso[11];

    date_format_iso(from, iso);
    out[0] = CODE_VERSION;
    out[1] = out[8] = '.';
    memcpy(out + 2, iso + 2, 2);
    memcpy(out + 4, iso + 5, 2);
    memcpy(out + 6, iso + 8, 2);
}

struct str checklist_code(struct arena *arena, struct date from, size_t question_count, struct checklist_answers given)
{
    char code[CODE_HEAD_CHARS + CHECKLIST_QUESTIONS_MAX];

    put_head(code, from);
    for (size_t i = 0; i < question_count; i++)
        code[CODE_HEAD_CHARS + i] = (given.yes & bit(i)) != 0 ? '1' : (given.no & bit(i)) != 0 ? '0' : '2';
    return arena_copy(arena, (struct str){ code, CODE_HEAD_CHARS + question_count });
}

bool checklist_code_parse(struct str code, struct date from, size_t question_count, struct checklist_answers *out)
{
    struct checklist_answers given = { 0, 0 };
    char head[CODE_HEAD_CHARS];

    put_head(head, from);
    if (code.len != CODE_HEAD_CHARS + question_count || memcmp(code.at, head, CODE_HEAD_CHARS) != 0)
        return false;
    for (size_t i = 0; i < question_count; i++) {
        char digit = code.at[CODE_HEAD_CHARS + i];

        if (digit < '0' || digit > '2')
            return false;
        if (digit != '2')
            given = checklist_answered(given, i, digit == '1');
    }
    *out = given;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "1.250701." and at least one digit of answers at the beginning of `text`; how long it is, 0 for no such code. */
static size_t code_length(struct str text)
{
    size_t len = 0;

    if (text.len <= CODE_HEAD_CHARS || text.at[0] != CODE_VERSION)
        return 0;
    for (size_t i = 1; i < CODE_HEAD_CHARS; i++)
        if (i == 1 || i == 8 ? text.at[i] != '.' : !is_digit(text.at[i]))
            return 0;
    for (len = CODE_HEAD_CHARS; len < text.len && text.at[len] >= '0' && text.at[len] <= '2'; len++)
        continue;
    return len > CODE_HEAD_CHARS && len <= CODE_HEAD_CHARS + CHECKLIST_QUESTIONS_MAX ? len : 0;
}

static bool begins_number(struct str text, size_t i)
{
    return is_digit(text.at[i]) && (i == 0 || (!is_digit(text.at[i - 1]) && text.at[i - 1] != '.'));
}

bool checklist_code_find(struct str scanned, struct str *out_procedure, struct str *out_code)
{
    struct str procedure = { NULL, 0 }, code = { NULL, 0 };

    for (size_t i = 0; i < scanned.len && code.at == NULL; i++) {
        if (!begins_number(scanned, i))
            continue;
        struct str rest = str_from(scanned, i);
        size_t len = procedure.at == NULL ? 0 : code_length(rest);

        if (len > 0)
            code = str_head(rest, len);
        else if (procedure.at == NULL && rest.len >= PROCEDURE_CHARS &&
                 (rest.len == PROCEDURE_CHARS ||
                  (!is_digit(rest.at[PROCEDURE_CHARS]) && rest.at[PROCEDURE_CHARS] != '.')) &&
                 procedure_code_is_valid(str_head(rest, PROCEDURE_CHARS)))
            procedure = str_head(rest, PROCEDURE_CHARS);
    }
    *out_procedure = procedure;
    *out_code = code;
    return procedure.at != NULL;
}

/* ---- Shared databases -------------------------------------------------------------------------------------------- */

bool database_is_known(struct str name)
{
    for (size_t i = 0; i < sizeof databases / sizeof *databases; i++)
        if (str_equal(databases[i].name, name))
            return true;
    return false;
}

struct str database_label(struct str name)
{
    for (size_t i = 0; i < sizeof databases / sizeof *databases; i++)
        if (str_equal(databases[i].name, name))
            return databases[i].label;
    return name;
}
