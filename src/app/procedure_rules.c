/* SPDX-License-Identifier: Apache-2.0 */
#include "app/procedure_rules.h"

#include "queries_read.h"

enum { VERSION_BYTES_MAX = 1024 * 1024 };

struct kept_version {
    struct arena *arena;
    int64_t procedure_version_id; /* 0: nothing */
    struct intake_rules rules;
};

/* The one filled longest ago is filled anew. */
static struct {
    struct kept_version versions[PROCEDURE_RULES_KEPT];
    size_t oldest;
} kept;

enum status procedure_questions_of(struct db *db, struct arena *arena, int64_t procedure_version_id,
                                   struct checklist_questions *out)
{
    struct sql_procedure_questions_rows rows;

    TRY(sql_procedure_questions(db, arena, procedure_version_id, &rows));
    if (rows.count >= CHECKLIST_QUESTIONS_MAX)
        return ST_CORRUPT;
    struct checklist_question *questions = arena_array(arena, struct checklist_question, rows.count + 1);

    questions[CHECKLIST_FOR_ANOTHER] = checklist_for_another();
    for (size_t i = 0; i < rows.count; i++)
        questions[i + 1] = (struct checklist_question){ rows.at[i].question_key, rows.at[i].text, rows.at[i].is_usual };
    *out = (struct checklist_questions){ questions, rows.count + 1 };
    return ST_OK;
}

static enum status load(struct db *db, int64_t procedure_version_id, struct kept_version *version)
{
    struct sql_procedure_papers_required_rows papers;

    version->procedure_version_id = 0;
    if (version->arena == NULL)
        version->arena = arena_create(VERSION_BYTES_MAX);
    arena_reset(version->arena);
    TRY(sql_procedure_papers_required(db, version->arena, procedure_version_id, &papers));
    TRY(procedure_questions_of(db, version->arena, procedure_version_id, &version->rules.questions));
    struct paper_rule *rules = arena_array(version->arena, struct paper_rule, papers.count);

    for (size_t i = 0; i < papers.count; i++) {
        rules[i] = (struct paper_rule){ .position = papers.at[i].position,
                                        .name = papers.at[i].name,
                                        .paper_kind = papers.at[i].paper_kind,
                                        .is_required = papers.at[i].is_required,
                                        .database = papers.at[i].shared_database };
        if (!checklist_parse(papers.at[i].needed_when, version->rules.questions, &rules[i].when))
            return ST_CORRUPT;
    }
    version->rules.papers = rules;
    version->rules.paper_count = papers.count;
    version->procedure_version_id = procedure_version_id;
    return ST_OK;
}

enum status procedure_rules_of(struct db *db, int64_t procedure_version_id, struct intake_rules *out)
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
