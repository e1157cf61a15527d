/* SPDX-License-Identifier: Apache-2.0 */
#include "app/procedure_rules.h"

#include "queries_read.h"

enum { VERSION_BYTES_MAX = 1024 * 1024 };

struct kept_version {
    struct arena *arena;
    int64_t procedure_version_id; /* 0: nothing */
    struct procedure_rules rules;
};

/* The one filled longest ago is filled anew. */
static struct {
    struct kept_version versions[PROCEDURE_RULES_KEPT];
    size_t oldest;
} kept;

static enum status load(struct db *db, int64_t procedure_version_id, struct kept_version *version)
{
    struct sql_procedure_papers_required_rows papers;

    version->procedure_version_id = 0;
    if (version->arena == NULL)
        version->arena = arena_create(VERSION_BYTES_MAX);
    arena_reset(version->arena);
    TRY(sql_procedure_papers_required(db, version->arena, procedure_version_id, &papers));

    struct paper_rule *rules = arena_array(version->arena, struct paper_rule, papers.count);

    for (size_t i = 0; i < papers.count; i++)
        rules[i] = (struct paper_rule){ papers.at[i].position, papers.at[i].name, papers.at[i].paper_kind,
                                        papers.at[i].is_required };
    version->rules = (struct procedure_rules){ rules, papers.count };
    version->procedure_version_id = procedure_version_id;
    return ST_OK;
}

enum status procedure_rules_of(struct db *db, int64_t procedure_version_id, struct procedure_rules *out)
{
    struct kept_version *version = &kept.versions[kept.oldest];

    for (size_t i = 0; i < PROCEDURE_RULES_KEPT; i++)
        if (kept.versions[i].procedure_version_id == procedure_version_id) {
            *out = kept.versions[i].rules;
            return ST_OK;
        }
    TRY(load(db, procedure_version_id, version));
    kept.oldest = (kept.oldest + 1) % PROCEDURE_RULES_KEPT;
    *out = version->rules;
    return ST_OK;
}

void procedure_rules_forget(void)
{
    for (size_t i = 0; i < PROCEDURE_RULES_KEPT; i++)
        kept.versions[i].procedure_version_id = 0;
}
