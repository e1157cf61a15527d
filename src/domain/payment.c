/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/payment.h"

#include "base/buf.h"

#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

enum trace { PLAIN, TRACED };

static const struct {
    struct str stored, label;
} states[FEE_STATE_COUNT] = {
#define FEE_STATE(name, stored, label) [FEE_##name] = { TEXT(stored), TEXT(label) },
#include "domain/fee_states.def"
#undef FEE_STATE
};

static const struct {
    struct str stored, label;
    enum trace trace;
} methods[PAYMENT_METHOD_COUNT] = {
#define PAYMENT_METHOD(name, stored, trace, label) [PAYMENT_##name] = { TEXT(stored), TEXT(label), (trace) },
#include "domain/payment_methods.def"
#undef PAYMENT_METHOD
};

static const struct str refusals[PAYMENT_REFUSAL_COUNT] = {
#define PAYMENT_REFUSAL(name, words) [PAYMENT_##name] = TEXT(words),
#include "domain/payment_refusals.def"
#undef PAYMENT_REFUSAL
};

struct str fee_state_name(enum fee_state state)
{
    return states[state].stored;
}

struct str fee_state_label(enum fee_state state)
{
    return states[state].label;
}

bool fee_state_parse(struct str stored, enum fee_state *out)
{
    for (int state = 0; state < FEE_STATE_COUNT; state++)
        if (str_equal(states[state].stored, stored)) {
            *out = (enum fee_state)state;
            return true;
        }
    return false;
}

struct str payment_method_name(enum payment_method method)
{
    return methods[method].stored;
}

struct str payment_method_label(enum payment_method method)
{
    return methods[method].label;
}

bool payment_method_parse(struct str stored, enum payment_method *out)
{
    for (int method = 0; method < PAYMENT_METHOD_COUNT; method++)
        if (str_equal(methods[method].stored, stored)) {
            *out = (enum payment_method)method;
            return true;
        }
    return false;
}

struct str payment_refusal_words(enum payment_refusal refusal)
{
    return refusals[refusal];
}

/* ---- Reading --------------------------------------------------------------------------------------------------- */

/* One bill in the making. */
struct billing {
    struct arena *arena;
    const struct fees_typed *typed;
    struct str channel;
    struct date on;
    struct fee_bill *bill;
    struct intake_faults *faults;
    size_t rule; /* number of the rule at hand, from 1 */
    const struct fee_exemption *claims[FEE_CLAIMS_MAX];
    bool is_used[FEE_CLAIMS_MAX];
    size_t claim_count;
};

static void fault(struct billing *billing, const char *part, struct str label, enum intake_fault_kind kind)
{
    intake_fault_add(billing->faults, arena_printf(billing->arena, "fee_%zu_%s", billing->rule, part), label, kind);
}

static const struct fee_typed *find_typed(const struct billing *billing, struct str tariff_code)
{
    static const struct fee_typed nothing;

    for (size_t i = 0; i < billing->typed->line_count; i++)
        if (str_equal(billing->typed->lines[i].tariff_code, tariff_code))
            return &billing->typed->lines[i];
    return &nothing;
}

/* A number from `low` to `high`; `usual` when nothing was typed. */
static int64_t read_number(struct billing *billing, const char *part, struct str label, struct str text, int64_t usual,
                           int64_t low, int64_t high, enum intake_fault_kind kind)
{
    struct str trimmed = str_trim(text);
    int64_t number = 0;

    if (str_is_empty(trimmed))
        return usual;
    if (str_parse_i64(trimmed, &number) && number >= low && number <= high)
        return number;
    fault(billing, part, label, kind);
    return usual;
}

/* "10.000" and "10 000" are 10000; a mark that does not part thousands stays, so that the number is refused. */
static struct str plain_price(struct arena *arena, struct str text)
{
    struct buf digits = buf_new(arena, text.len + 1);

    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool parts_thousands = (c == '.' || c == ' ') && (text.len - i) % 4 == 0;

        if (!parts_thousands)
            buf_put_char(&digits, c);
    }
    return buf_str(&digits);
}

/* What the provincial council decided stands nowhere but in what is typed. */
static void read_open_price(struct billing *billing, const struct fee_typed *typed, struct fee_line *line)
{
    struct str label = line->tariff->name, price = plain_price(billing->arena, str_trim(typed->price));

    line->decision = str_trim(typed->decision);
    if (str_is_empty(price))
        fault(billing, "price", label, INTAKE_MISSING);
    else
        line->price_vnd = read_number(billing, "price", label, price, 0, 0, TARIFF_PRICE_MAX_VND, INTAKE_NOT_A_PRICE);
    if (str_is_empty(line->decision))
        fault(billing, "decision", label, INTAKE_NEEDS_DECISION);
    else if (str_count_chars(line->decision) > FEE_TEXT_CHARS_MAX)
        fault(billing, "decision", label, INTAKE_TOO_LONG);
}

/* ---- Exemptions ------------------------------------------------------------------------------------------------ */

static const struct fee_exemption *find_exemption(const struct fee_exemptions *exemptions, struct str code,
                                                  struct date on)
{
    for (size_t i = 0; i < exemptions->count; i++) {
        const struct fee_exemption *known = &exemptions->at[i];

        if (str_equal(known->code, code) && procedure_is_in_force(known->effective_from, known->effective_to, on))
            return known;
    }
    return NULL;
}

static void read_claims(struct billing *billing, const struct fee_exemptions *exemptions)
{
    const struct fees_typed *typed = billing->typed;

    for (size_t i = 0; i < typed->claim_count; i++) {
        const struct fee_exemption *known = find_exemption(exemptions, typed->claims[i], billing->on);

        if (known == NULL || billing->claim_count == FEE_CLAIMS_MAX) {
            intake_fault_add(billing->faults, STR("exemptions"), STR("Diện miễn, giảm"), INTAKE_NOT_AN_EXEMPTION);
            return;
        }
        billing->claims[billing->claim_count++] = known;
    }
}

/* The claim that takes most off the line. */
static void exempt(struct billing *billing, struct fee_line *line)
{
    for (size_t i = 0; i < billing->claim_count; i++) {
        const struct fee_exemption *claim = billing->claims[i];

        if (!fee_exemption_applies(claim, line->tariff->code, billing->channel, billing->on))
            continue;
        billing->is_used[i] = true;
        int64_t reduction = fee_exemption_reduction(claim, line->base_vnd);
        if (line->exemption == NULL || reduction > line->reduction_vnd) {
            line->exemption = claim;
            line->reduction_vnd = reduction;
        }
    }
    line->due_vnd = line->base_vnd - line->reduction_vnd;
    line->state = line->due_vnd > 0 ? FEE_UNPAID : FEE_WAIVED;
}

static void check_claims(struct billing *billing)
{
    struct str evidence = str_trim(billing->typed->evidence);

    if (billing->claim_count == 0)
        return;
    for (size_t i = 0; i < billing->claim_count; i++)
        if (!billing->is_used[i]) {
            intake_fault_add(billing->faults, STR("exemptions"), billing->claims[i]->name, INTAKE_EXEMPTION_IDLE);
            break;
        }
    if (str_is_empty(evidence))
        intake_fault_add(billing->faults, STR("exemption_evidence"), STR("Giấy tờ chứng minh"), INTAKE_NEEDS_EVIDENCE);
    else if (str_count_chars(evidence) > FEE_TEXT_CHARS_MAX)
        intake_fault_add(billing->faults, STR("exemption_evidence"), STR("Giấy tờ chứng minh"), INTAKE_TOO_LONG);
    billing->bill->evidence = evidence;
}

/* ---- The bill -------------------------------------------------------------------------------------------------- */

static void add_line(struct billing *billing, const struct fee_rule *rule)
{
    const struct tariff *tariff = rule->tariff;
    const struct fee_typed *typed = find_typed(billing, tariff->code);
    struct fee_line line = { .tariff = tariff, .pages = 1 };
    int64_t most = tariff->unit == TARIFF_FIXED ? 1 : TARIFF_COUNT_MAX;

    line.count =
        read_number(billing, "count", tariff->name, typed->count, rule->is_usual ? 1 : 0, 0, most, INTAKE_NOT_A_COUNT);
    if (line.count == 0)
        return;
    if (tariff->unit == TARIFF_PAGE)
        line.pages =
            read_number(billing, "pages", tariff->name, typed->pages, 1, 1, TARIFF_PAGES_MAX, INTAKE_NOT_PAGES);
    if (tariff_is_open(tariff, billing->channel))
        read_open_price(billing, typed, &line);
    line.base_vnd = tariff_amount(tariff, billing->channel, line.pages, line.count, line.price_vnd);
    if (line.base_vnd == 0) /* free in this channel */
        return;
    exempt(billing, &line);
    billing->bill->base_vnd += line.base_vnd;
    billing->bill->reduction_vnd += line.reduction_vnd;
    billing->bill->due_vnd += line.due_vnd;
    billing->bill->lines[billing->bill->count++] = line;
}

void payment_compute(struct arena *arena, const struct fee_rule *rules, size_t rule_count,
                     const struct fee_exemptions *exemptions, const struct fees_typed *typed, struct str channel,
                     struct date on, struct fee_bill *out, struct intake_faults *faults)
{
    struct billing billing = {
        .arena = arena, .typed = typed, .channel = channel, .on = on, .bill = out, .faults = faults
    };

    *out = (struct fee_bill){ .count = 0 };
    read_claims(&billing, exemptions);
    for (size_t i = 0; i < rule_count && i < FEE_RULES_MAX; i++) {
        billing.rule = i + 1;
        add_line(&billing, &rules[i]);
    }
    check_claims(&billing);
}

/* ---- Standing -------------------------------------------------------------------------------------------------- */

enum fee_state payment_standing(const enum fee_state *line_states, size_t count)
{
    bool has[FEE_STATE_COUNT] = { false };

    for (size_t i = 0; i < count; i++)
        has[line_states[i]] = true;
    if (has[FEE_UNPAID])
        return FEE_UNPAID;
    if (has[FEE_PAID])
        return FEE_PAID;
    return has[FEE_REFUNDED] ? FEE_REFUNDED : FEE_WAIVED;
}

enum payment_refusal payment_judge_take(int64_t open_vnd, int64_t shown_vnd, struct str method, struct str reference)
{
    struct str trace = str_trim(reference);
    enum payment_method known;

    if (open_vnd == 0)
        return PAYMENT_NOTHING_DUE;
    if (open_vnd != shown_vnd)
        return PAYMENT_SUM_CHANGED;
    if (!payment_method_parse(method, &known))
        return PAYMENT_NO_METHOD;
    if (str_count_chars(trace) > FEE_REFERENCE_CHARS_MAX || (methods[known].trace == TRACED && str_is_empty(trace)))
        return PAYMENT_NO_REFERENCE;
    return PAYMENT_ALLOWED;
}

enum payment_refusal payment_judge_refund(bool is_refunded, struct str reason)
{
    struct str words = str_trim(reason);

    if (is_refunded)
        return PAYMENT_NOT_PAID;
    if (str_is_empty(words) || str_count_chars(words) > FEE_TEXT_CHARS_MAX)
        return PAYMENT_NO_REASON;
    return PAYMENT_ALLOWED;
}
