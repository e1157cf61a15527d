/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/procedures.h"

#include "app/procedure_rules.h"
#include "base/fatal.h"
#include "queries_read.h"

struct offered_versions {
    const struct offered *at;
    size_t count;
};

static const struct {
    struct str code, summary;
    int online_percent;
} mix[] = {
#define MIX(code, share, online_percent, summary) \
    { { (code), sizeof(code) - 1 }, { (summary), sizeof(summary) - 1 }, (online_percent) },
#include "demo/procedure_mix.def"
#undef MIX
};

static const int shares[] = {
#define MIX(code, share, online_percent, summary) (share),
#include "demo/procedure_mix.def"
#undef MIX
};

enum { MIXED = sizeof mix / sizeof *mix, POST_PERCENT = 2, DRAWS_MAX = 1000 };

static enum status load_terms(struct db *db, struct arena *arena, int64_t version_id, struct offered *out)
{
    struct sql_procedure_terms_rows rows;

    TRY(sql_procedure_terms(db, arena, version_id, &rows));
    struct offered_term *terms = arena_array(arena, struct offered_term, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        terms[i].channel = rows.at[i].channel;
        if (!term_of(rows.at[i].term_unit, rows.at[i].term_amount, &terms[i].term))
            return ST_CORRUPT;
    }
    out->terms = terms;
    out->term_count = rows.count;
    return ST_OK;
}

static enum status load_papers(struct db *db, struct arena *arena, int64_t version_id, struct offered *out)
{
    struct sql_procedure_papers_required_rows rows;

    TRY(sql_procedure_papers_required(db, arena, version_id, &rows));
    struct offered_paper *papers = arena_array(arena, struct offered_paper, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        papers[i] = (struct offered_paper){ .position = rows.at[i].position,
                                            .is_required = rows.at[i].is_required,
                                            .has_database = rows.at[i].shared_database.at != NULL };
    for (size_t i = 0; i < rows.count; i++)
        if (!checklist_parse(rows.at[i].needed_when, out->questions, &papers[i].when))
            return ST_CORRUPT;
    out->papers = papers;
    out->paper_count = rows.count;
    return ST_OK;
}

static enum status load_versions(struct db *db, struct arena *arena, int64_t office_id, size_t place,
                                 struct offered_versions *out)
{
    struct sql_procedure_versions_by_code_rows rows;

    TRY(sql_procedure_versions_by_code(db, arena, office_id, mix[place].code, &rows));
    struct offered *versions = arena_array(arena, struct offered, rows.count);
    size_t count = 0;

    for (size_t i = 0; i < rows.count; i++) {
        struct sql_procedure_legs_rows legs;

        TRY(sql_procedure_legs(db, arena, rows.at[i].procedure_version_id, &legs));
        if (legs.count > 0)
            continue; /* it waits for other bodies, and nobody plays them here */
        versions[count] = (struct offered){ .from = rows.at[i].effective_from_on,
                                            .to = rows.at[i].effective_to_on,
                                            .unit_id = rows.at[i].unit_id,
                                            .code = mix[place].code,
                                            .result = rows.at[i].result,
                                            .summary = mix[place].summary };
        TRY(load_terms(db, arena, rows.at[i].procedure_version_id, &versions[count]));
        TRY(procedure_questions_of(db, arena, rows.at[i].procedure_version_id, &versions[count].questions));
        TRY(load_papers(db, arena, rows.at[i].procedure_version_id, &versions[count++]));
    }
    *out = (struct offered_versions){ versions, count };
    return ST_OK;
}

enum status procedures_load(struct db *db, struct arena *arena, int64_t office_id, struct procedures_offered *out)
{
    struct offered_versions *rows = arena_array(arena, struct offered_versions, MIXED);

    for (size_t i = 0; i < MIXED; i++)
        TRY(load_versions(db, arena, office_id, i, &rows[i]));
    *out = (struct procedures_offered){ rows };
    return ST_OK;
}

static const struct offered *in_force(const struct offered_versions *versions, struct date on)
{
    for (size_t i = 0; i < versions->count; i++)
        if (procedure_is_in_force(versions->at[i].from, versions->at[i].to, on))
            return &versions->at[i];
    return NULL;
}

static const struct offered_term *term_for(const struct offered *procedure, struct str channel)
{
    for (size_t i = 0; i < procedure->term_count; i++)
        if (str_equal(procedure->terms[i].channel, channel))
            return &procedure->terms[i];
    return NULL;
}

static struct str draw_channel(int online_percent, struct dice *dice)
{
    int64_t rolled = dice_roll(dice, 100);

    if (rolled < online_percent)
        return STR("online");
    return rolled >= 100 - POST_PERCENT ? STR("post") : STR("counter");
}

struct request_drawn procedures_draw(const struct procedures_offered *procedures, struct date on, struct dice *dice)
{
    for (int i = 0; i < DRAWS_MAX; i++) {
        size_t place = dice_choose(dice, shares, MIXED);
        struct str channel = draw_channel(mix[place].online_percent, dice);
        const struct offered *procedure = in_force(&procedures->at[place], on);

        if (procedure == NULL)
            continue;
        const struct offered_term *term = term_for(procedure, channel);

        if (term == NULL)
            term = term_for(procedure, STR("counter"));
        if (term != NULL)
            return (struct request_drawn){ procedure, term };
    }
    fatal("the catalogue offers nothing of what the demonstration asks for");
}

struct request_drawn procedures_quickest(const struct procedures_offered *procedures, struct date on)
{
    const struct offered *procedure = in_force(&procedures->at[0], on);
    const struct offered_term *term = procedure == NULL ? NULL : term_for(procedure, STR("counter"));

    if (term == NULL)
        fatal("the catalogue has no %.*s at the counter", STR_ARG(mix[0].code));
    return (struct request_drawn){ procedure, term };
}
