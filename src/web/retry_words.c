/* SPDX-License-Identifier: Apache-2.0 */
#include "web/retry_words.h"

#include "domain/account.h"
#include "domain/ending.h"
#include "domain/identity.h"
#include "domain/intake.h"
#include "domain/payment.h"
#include "web/form.h"

/* How a value reads. */
enum reading {
    TEXT,   /* as it was typed */
    ANSWER, /* yes or no, to the question of this place, from 0 */
    PAPER,  /* what was found at reception, or that it was ticked */
    KIND,
    FAULT,
    LOOKUP,
    REFUSAL,
    CAUSE,
    METHOD,
    ROLE,
    CHANNEL,
    GENDER
};

static const struct {
    struct str name, label;
    enum reading reading;
} fields[] = {
#define TYPED(name, reading, label) { STR_INIT(name), STR_INIT(label), reading },
#include "web/retry_words.def"
#undef TYPED
};

static struct str paper_words(struct str value)
{
    enum paper_verdict verdict;

    if (str_equal(value, STR("1")))
        return STR("phải bổ sung hoặc sửa");
    return paper_verdict_parse(value, &verdict) ? paper_verdict_label(verdict) : value;
}

static struct str gender_words(struct str value)
{
    enum gender gender;

    return gender_parse(value, &gender) ? gender_label(gender) : value;
}

static struct str refusal_words(struct str value)
{
    enum refusal_reason reason;

    return refusal_reason_parse(value, &reason) ? refusal_reason_label(reason) : value;
}

static struct str cause_words(struct str value)
{
    enum late_cause cause;

    return late_cause_parse(value, &cause) ? late_cause_label(cause) : value;
}

static struct str method_words(struct str value)
{
    enum payment_method method;

    return payment_method_parse(value, &method) ? payment_method_label(method) : value;
}

static struct str role_words(struct str value)
{
    enum role role;

    return role_parse(value, &role) ? role_label(role) : value;
}

static struct str value_words(enum reading reading, struct str value)
{
    switch (reading) {
    case TEXT:
        return value;
    case ANSWER:
        return str_equal(value, STR("yes")) ? STR("Có") : str_equal(value, STR("no")) ? STR("Không") : value;
    case PAPER:
        return paper_words(value);
    case KIND:
        return paper_kind_label(value);
    case FAULT:
        return paper_fault_label(value);
    case LOOKUP:
        return lookup_failure_label(value);
    case REFUSAL:
        return refusal_words(value);
    case CAUSE:
        return cause_words(value);
    case METHOD:
        return method_words(value);
    case ROLE:
        return role_words(value);
    case CHANNEL:
        return channel_label(value);
    case GENDER:
        return gender_words(value);
    }
    return value;
}

/* "Giấy tờ #: ghi chú" of "paper_3_note": "Giấy tờ 3: ghi chú". */
static struct str label_with_number(struct arena *arena, struct str label, struct str name, enum reading reading)
{
    struct str after = label;
    struct str before = str_next(&after, '#');
    int64_t number = 0;

    if (after.at == NULL)
        return label;
    for (size_t i = 0; i < name.len && number < INT32_MAX; i++)
        if (name.at[i] >= '0' && name.at[i] <= '9')
            number = number * 10 + (name.at[i] - '0');
    return arena_printf(arena, "%.*s%lld%.*s", STR_ARG(before), (long long)number + (reading == ANSWER),
                        STR_ARG(after));
}

/* What reception asks: about the applicant, the owner and the submitter. */
static bool field_of_reception(struct arena *arena, struct str name, struct str *out_label, enum reading *out_reading)
{
    enum intake_field asked;

    if (intake_field_parse(name, &asked)) {
        *out_label = intake_field_label(asked);
        *out_reading = asked == INTAKE_channel ? CHANNEL : asked == INTAKE_gender ? GENDER : TEXT;
        return true;
    }
    for (enum person_role role = 0; role < PERSON_ROLE_COUNT; role++)
        for (enum person_field field = 0; field < PERSON_FIELD_COUNT; field++) {
            struct str role_name = person_role_name(role), field_name = person_field_name(field);

            if (!str_equal(name, arena_printf(arena, "%.*s_%.*s", STR_ARG(role_name), STR_ARG(field_name))))
                continue;
            *out_label =
                arena_printf(arena, "%.*s: %.*s", STR_ARG(person_role_label(role)), STR_ARG(person_field_label(field)));
            *out_reading = field == PERSON_gender ? GENDER : TEXT;
            return true;
        }
    return false;
}

static bool field_of_table(struct arena *arena, struct str name, struct str *out_label, enum reading *out_reading)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (form_name_matches(name, fields[i].name)) {
            *out_reading = fields[i].reading;
            *out_label = label_with_number(arena, fields[i].label, name, fields[i].reading);
            return true;
        }
    return false;
}

bool retry_words_of(struct arena *arena, struct str name, struct str value, struct str *out_label,
                    struct str *out_value)
{
    enum reading reading;

    if (str_is_empty(str_trim(value)))
        return false;
    if (!field_of_reception(arena, name, out_label, &reading) && !field_of_table(arena, name, out_label, &reading))
        return false;
    *out_value = value_words(reading, value);
    return true;
}
