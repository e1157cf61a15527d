/* SPDX-License-Identifier: Apache-2.0 */
#include "web/personal_list.h"

#include "web/qr_image.h"

/* From the form, or from the code of a list made before. */
static bool read_answers(struct request *request, struct date effective_from, struct intake_papers *papers)
{
    struct checklist_answers given;
    bool is_any = false;

    if (checklist_code_parse(request_query(request, "a"), effective_from, papers->questions.count, &given)) {
        intake_papers_take(papers, given);
        return true;
    }
    for (size_t i = 0; i < papers->questions.count; i++) {
        struct str value = request_query(request, arena_printf(request->arena, "answer_%zu", i).at);

        if (str_equal(value, STR("yes")) || str_equal(value, STR("no"))) {
            papers->answers[i].value = value;
            is_any = true;
        }
    }
    return is_any;
}

static struct checklist_answers answers_of(struct request *request, const struct intake_papers *papers)
{
    struct intake_typed typed = { .answers = papers->answers, .answer_count = papers->questions.count };

    return intake_answers(request->arena, &typed, papers->questions, NULL);
}

static void put_paper(struct personal_papers *list, const struct paper_field *paper)
{
    struct personal_paper *at = (struct personal_paper *)list->at;

    at[list->count++] = (struct personal_paper){ .name = paper->name,
                                                 .wanted = paper->wanted,
                                                 .form_code = paper->form_code,
                                                 .condition = paper->condition,
                                                 .database = paper->database };
}

static void make_list(struct request *request, const struct intake_papers *papers, struct personal_list *out)
{
    static const struct intake_faults no_faults;
    struct paper_fields fields = intake_papers_draw(request, papers, &no_faults);

    out->needed.at = arena_array(request->arena, struct personal_paper, fields.count);
    out->optional.at = arena_array(request->arena, struct personal_paper, fields.count);
    for (size_t i = 0; i < fields.count; i++)
        if (!fields.at[i].is_idle)
            put_paper(fields.at[i].is_required ? &out->needed : &out->optional, &fields.at[i]);
    out->is_open = fields.is_open;
}

void personal_list_of(struct request *request, struct intake_papers *papers, struct str procedure_code,
                      struct date effective_from, struct personal_list *out)
{
    static const struct intake_faults no_faults;
    struct arena *arena = request->arena;

    *out = (struct personal_list){ .is_made = false };
    if (papers->papers.count == 0)
        return;
    out->is_made = read_answers(request, effective_from, papers);
    out->questions = intake_questions_draw(request, papers, &no_faults);
    if (!out->is_made)
        return;
    make_list(request, papers, out);
    struct str code = checklist_code(arena, effective_from, papers->questions.count, answers_of(request, papers));

    out->code = arena_printf(arena, "%.*s %.*s", STR_ARG(procedure_code), STR_ARG(code));
    out->qr_url =
        qr_image(arena, arena_printf(arena, "%.*s/procedures/%.*s?a=%.*s", STR_ARG(request->office.public_url),
                                     STR_ARG(procedure_code), STR_ARG(code)));
}
