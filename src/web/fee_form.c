/* SPDX-License-Identifier: Apache-2.0 */
#include "web/fee_form.h"

#include "domain/words.h"
#include "queries_read.h"

#include <inttypes.h>

enum { PRICE_BYTES_MAX = 2000 };

/* ---- What was typed --------------------------------------------------------------------------------------------- */

static struct str field_name(struct arena *arena, size_t rule, const char *part)
{
    return arena_printf(arena, "fee_%zu_%s", rule, part);
}

static struct str field_value(const struct request *request, size_t rule, const char *part)
{
    return request_form(request, field_name(request->arena, rule, part).at);
}

struct fees_typed fee_form_read(const struct request *request)
{
    struct fee_typed *lines = arena_array(request->arena, struct fee_typed, FEE_RULES_MAX);
    struct str *claims = arena_array(request->arena, struct str, FEE_CLAIMS_MAX + 1);
    struct fees_typed typed = { .lines = lines,
                                .claims = claims,
                                .evidence = request_form(request, "exemption_evidence") };

    for (size_t rule = 1; rule <= FEE_RULES_MAX; rule++) {
        struct str code = field_value(request, rule, "code");

        if (!str_is_empty(code))
            lines[typed.line_count++] =
                (struct fee_typed){ code, field_value(request, rule, "pages"), field_value(request, rule, "count"),
                                    field_value(request, rule, "price"), field_value(request, rule, "decision") };
    }
    for (size_t i = 0; i < request->form.count && typed.claim_count <= FEE_CLAIMS_MAX; i++)
        if (str_starts_with(request->form.at[i].name, STR("exemption_")) &&
            !str_equal(request->form.at[i].name, STR("exemption_evidence")))
            claims[typed.claim_count++] = request->form.at[i].value;
    return typed;
}

/* ---- Words ------------------------------------------------------------------------------------------------------ */

/* Rows of the channel, or those of no channel; as tariff_amount() takes them. */
static bool is_row_of(const struct tariff *tariff, const struct tariff_price *row, struct str channel)
{
    for (size_t i = 0; i < tariff->price_count; i++)
        if (str_equal(tariff->prices[i].channel, channel))
            return str_equal(row->channel, channel);
    return row->channel.at == NULL;
}

struct str fee_price_words(struct arena *arena, const struct tariff *tariff, struct str channel)
{
    struct buf words = buf_new(arena, PRICE_BYTES_MAX);
    struct str unit = tariff_unit_words(tariff->unit);

    for (size_t i = 0; i < tariff->price_count; i++) {
        const struct tariff_price *row = &tariff->prices[i];
        struct str price = money_in_words(arena, row->price_vnd);

        if (!is_row_of(tariff, row, channel))
            continue;
        if (row->from_unit == 1)
            buf_printf(&words, "%.*s/%.*s", STR_ARG(price), STR_ARG(unit));
        else
            buf_printf(&words, ", từ %.*s thứ %" PRId64 ": %.*s", STR_ARG(unit), row->from_unit, STR_ARG(price));
    }
    if (tariff->cap_vnd > 0)
        buf_printf(&words, "; tối đa %.*s mỗi bản", STR_ARG(money_in_words(arena, tariff->cap_vnd)));
    return buf_str(&words);
}

static struct str facts_of(struct arena *arena, const struct tariff *tariff, struct str channel)
{
    struct str price = fee_price_words(arena, tariff, channel);
    bool is_plain = str_equal(tariff->setter, STR("law"));
    struct str setter = is_plain ? STR("") : tariff_setter_label(tariff->setter);
    bool is_sure = str_equal(tariff->certainty, STR("verified"));

    return arena_printf(arena, "%.*s%s%.*s%s%.*s%s%.*s%s", STR_ARG(price), price.len > 0 && setter.len > 0 ? " · " : "",
                        STR_ARG(setter), price.len + setter.len > 0 ? " · " : "", STR_ARG(tariff->legal_basis),
                        tariff->note.at != NULL ? " · " : "", STR_ARG(tariff->note),
                        is_sure ? "" : " · chưa đối chiếu đủ");
}

/* ---- The block -------------------------------------------------------------------------------------------------- */

struct block {
    struct request *request;
    const struct fee_offer *offer;
    struct str channel;
    const struct fees_typed *typed;
    const struct intake_faults *faults; /* of the whole form, or found when computing */
    struct intake_faults own_faults;
    struct fee_bill bill;
};

static struct str error_at(const struct block *block, struct str place)
{
    for (size_t i = 0; i < block->faults->count; i++)
        if (str_equal(block->faults->at[i].place, place))
            return intake_fault_text(block->faults->at[i].kind);
    return STR("");
}

static const struct fee_typed *typed_of(const struct block *block, struct str code)
{
    static const struct fee_typed nothing;

    for (size_t i = 0; i < block->typed->line_count; i++)
        if (str_equal(block->typed->lines[i].tariff_code, code))
            return &block->typed->lines[i];
    return &nothing;
}

static struct form_input input_of(const struct block *block, size_t rule, const char *part, struct str label,
                                  struct str value, int64_t longest)
{
    struct str name = field_name(block->request->arena, rule, part);

    return (struct form_input){ .name = name,
                                .label = label,
                                .value = value,
                                .error = error_at(block, name),
                                .inputmode = longest > 20 ? STR("") : STR("numeric"),
                                .max_length = longest };
}

/* The council's price is the same for every dossier: what was typed last stands there already. */
static enum status fill_price(const struct block *block, size_t rule, const struct fee_typed *typed,
                              struct fee_field *out)
{
    struct request *request = block->request;
    struct str price = typed->price, decision = typed->decision;
    struct sql_tariff_last_typed_row last;

    if (price.at == NULL && decision.at == NULL) {
        enum status status =
            sql_tariff_last_typed(request->db, request->arena, request->user.actor.office_id, out->code, &last);
        if (status != ST_NOT_FOUND)
            TRY(status);
        if (status == ST_OK) {
            price = arena_printf(request->arena, "%" PRId64, last.price_vnd);
            decision = last.legal_basis;
        }
    }
    out->has_price = true;
    out->price = input_of(block, rule, "price", STR("Mức thu (đồng)"), price, 15);
    out->decision = input_of(block, rule, "decision", STR("Văn bản quy định mức thu"), decision, FEE_TEXT_CHARS_MAX);
    return ST_OK;
}

static struct str sum_of(const struct block *block, struct str code)
{
    for (size_t i = 0; i < block->bill.count; i++)
        if (str_equal(block->bill.lines[i].tariff->code, code))
            return money_in_words(block->request->arena, block->bill.lines[i].due_vnd);
    return STR("");
}

static struct str count_label(enum tariff_unit unit)
{
    switch (unit) {
    case TARIFF_PAGE:
    case TARIFF_COPY:
        return STR("Số bản");
    case TARIFF_CASE:
        return STR("Số trường hợp");
    case TARIFF_FIXED:
    case TARIFF_UNIT_COUNT:
        break;
    }
    return STR("Thu (1) hay không (0)");
}

static enum status field_of(const struct block *block, size_t i, struct fee_field *out)
{
    struct arena *arena = block->request->arena;
    const struct fee_rule *rule = &block->offer->rules[i];
    const struct tariff *tariff = rule->tariff;
    const struct fee_typed *typed = typed_of(block, tariff->code);

    *out = (struct fee_field){
        .code_name = field_name(arena, i + 1, "code"),
        .code = tariff->code,
        .name = tariff->name,
        .facts = facts_of(arena, tariff, block->channel),
        .count = input_of(block, i + 1, "count", count_label(tariff->unit),
                          typed->count.at != NULL ? typed->count
                          : rule->is_usual        ? STR("1")
                                                  : STR("0"),
                          3),
        .has_pages = tariff->unit == TARIFF_PAGE,
        .sum = sum_of(block, tariff->code),
    };
    if (out->has_pages)
        out->pages = input_of(block, i + 1, "pages", STR("Số trang mỗi bản"),
                              typed->pages.at != NULL ? typed->pages : STR("1"), 4);
    return tariff_is_open(tariff, block->channel) ? fill_price(block, i + 1, typed, out) : ST_OK;
}

static bool is_claimed(const struct block *block, struct str code)
{
    for (size_t i = 0; i < block->typed->claim_count; i++)
        if (str_equal(block->typed->claims[i], code))
            return true;
    return false;
}

static struct fee_claims exemptions_of(const struct block *block)
{
    struct arena *arena = block->request->arena;
    const struct fee_exemptions *all = &block->offer->exemptions;
    struct fee_claim *choices = arena_array(arena, struct fee_claim, all->count);

    for (size_t i = 0; i < all->count; i++)
        choices[i] = (struct fee_claim){
            .number = (int64_t)i + 1,
            .id = i == 0 ? STR("exemptions") : arena_printf(arena, "exemptions_%zu", i + 1),
            .value = all->at[i].code,
            .label = arena_printf(arena, "%.*s (giảm %d%%)", STR_ARG(all->at[i].name), (int)all->at[i].percent),
            .hint = arena_printf(arena, "%.*s · %.*s", STR_ARG(all->at[i].evidence), STR_ARG(all->at[i].legal_basis)),
            .is_chosen = is_claimed(block, all->at[i].code),
        };
    return (struct fee_claims){ choices, all->count };
}

/* Sums are shown when all that was typed is right; with nothing typed, those of the usual quantities. */
static void compute(struct block *block)
{
    struct request *request = block->request;

    if (block->faults->count > 0)
        return;
    payment_compute(request->arena, block->offer->rules, block->offer->count, &block->offer->exemptions, block->typed,
                    block->channel, request->today, &block->bill, &block->own_faults);
    if (block->own_faults.count > 0)
        block->bill = (struct fee_bill){ .count = 0 };
    if (block->typed->line_count > 0)
        block->faults = &block->own_faults;
}

enum status fee_form_draw(struct request *request, const struct fee_offer *offer, struct str channel,
                          const struct fees_typed *typed, const struct intake_faults *faults, struct fee_block *out)
{
    struct arena *arena = request->arena;
    struct block block = { .request = request, .offer = offer, .channel = channel, .typed = typed, .faults = faults };
    struct fee_field *fields = arena_array(arena, struct fee_field, offer->count);

    compute(&block);
    for (size_t i = 0; i < offer->count; i++)
        TRY(field_of(&block, i, &fields[i]));
    *out = (struct fee_block){
        .rows = { fields, offer->count },
        .exemptions = exemptions_of(&block),
        .exemptions_error = error_at(&block, STR("exemptions")),
        .evidence = { .name = STR("exemption_evidence"),
                      .label = STR("Giấy tờ chứng minh diện miễn, giảm"),
                      .value = typed->evidence,
                      .error = error_at(&block, STR("exemption_evidence")),
                      .max_length = FEE_TEXT_CHARS_MAX,
                      .is_optional = true },
        .base = money_in_words(arena, block.bill.base_vnd),
        .reduction = block.bill.reduction_vnd > 0 ? money_in_words(arena, block.bill.reduction_vnd) : STR(""),
        .due = money_in_words(arena, block.bill.due_vnd),
    };
    return ST_OK;
}
