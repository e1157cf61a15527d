/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/commune.h"

#include "app/catalogue_admin.h"
#include "app/dossier_intake.h"
#include "app/dossier_lateness.h"
#include "app/dossier_processing.h"
#include "app/dossier_supplement.h"
#include "app/office_admin.h"
#include "app/working_time.h"
#include "base/random.h"
#include "demo/agenda.h"
#include "demo/people.h"
#include "demo/staff.h"
#include "queries_read.h"

#include <string.h>

enum {
    STEP_BYTES_MAX = 16 * 1024 * 1024, /* for one use case */
    STEPS_IN_PIECE = 256,              /* written in one transaction */
    PEOPLE = 9000,                     /* who come; some of them again */
    PEOPLE_PER_DOSSIER_MAX = 3,
    PROGRESS_STEP = 100
};

/* A dossier whose next step is on the agenda. */
struct open_dossier {
    char code[48];
    int64_t number, version;
    struct actor counter, specialist, signer;
    struct str result;
    struct life life;
    size_t next_step;
    struct open_dossier *next_free;
};

/* The making of the commune. */
struct making {
    struct db *db;
    struct arena *arena; /* lives as long as the making */
    struct arena *step;  /* as long as one step */
    int64_t seed, office_id;
    struct staff staff;
    struct procedures_offered procedures;
    struct life_frame frame;
    struct plan plan;
    struct agenda agenda;
    struct open_dossier *free;
    struct db_tx *piece;
    int steps_in_piece;
    bool is_one_piece;
    struct commune_made made;
};

static void making_end(struct making *making)
{
    db_tx_end_at(&making->piece);
    arena_destroy(making->step);
}

/* ---- Pieces ------------------------------------------------------------------------------------ */

static enum status end_piece(struct making *making)
{
    struct db_tx *piece = making->piece;

    making->piece = NULL;
    making->steps_in_piece = 0;
    if (piece == NULL)
        return ST_OK;
    enum status status = db_tx_commit(piece);

    db_tx_end_at(&piece);
    return status;
}

/* One more step of work; what it leaves in making->step is gone with the next one. */
static enum status begin_step(struct making *making)
{
    arena_reset(making->step);
    if (making->steps_in_piece++ >= STEPS_IN_PIECE && !making->is_one_piece)
        TRY(end_piece(making));
    return making->piece == NULL ? db_tx_begin(making->db, &making->piece) : ST_OK;
}

/* ---- The office -------------------------------------------------------------------------------- */

static enum status check_empty(struct making *making)
{
    struct sql_offices_rows offices;

    TRY(sql_offices(making->db, making->step, &offices));
    return offices.count == 0 ? ST_OK : ST_EXISTS;
}

static enum status found(struct making *making, struct str public_url)
{
    struct moment now = moment_of(date_add(plan_first_day(), -1), 8 * 60);
    struct office_new office = {
        .agency_code = STR("H55.12.07"),
        .name = STR("UBND xã Bình Yên"),
        .centre_name = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
        .place_name = STR("Bình Yên"),
        .address = STR("Xóm Yên Thông, xã Bình Yên, tỉnh Thái Nguyên"),
        .phone = STR("0123000000"),
        .public_url = public_url,
    };
    struct catalogue_faults faults;
    struct catalogue_import imported;

    TRY(office_admin_create(making->db, making->arena, &office, now, &making->office_id));
    struct actor console = { .office_id = making->office_id, .role = ROLE_ADMINISTRATOR };

    TRY(catalogue_admin_import_embedded(making->db, making->arena, console, now, &faults, &imported));
    return staff_hire(making->db, making->arena, console, making->seed, now, &making->staff);
}

/* ---- Reception --------------------------------------------------------------------------------- */

enum { USUAL_PERCENT = 85, LOOKED_UP_PERCENT = 92 };

/* Mostly the common case; nobody hands in somebody else's. */
static struct checklist_answers answer(const struct offered *procedure, struct dice *dice, struct answer_typed *out)
{
    struct checklist_answers given = { 0, 0 };

    for (size_t i = 0; i < procedure->questions.count; i++) {
        const struct checklist_question *question = &procedure->questions.at[i];
        bool is_usual = i == CHECKLIST_FOR_ANOTHER || dice_chance(dice, USUAL_PERCENT);
        bool is_yes = question->is_usual == is_usual;

        given = checklist_answered(given, i, is_yes);
        out[i] = (struct answer_typed){ question->key, is_yes ? STR("yes") : STR("no") };
    }
    return given;
}

static struct paper_typed look_at_paper(struct offered_paper paper, struct checklist_answers given, struct dice *dice)
{
    enum paper_need need = checklist_need(paper.when, paper.is_required, given);
    bool is_found = paper.has_database && dice_chance(dice, LOOKED_UP_PERCENT);
    struct paper_typed typed = { .position = paper.position, .verdict = is_found ? STR("looked-up") : STR("ok") };

    if (paper.has_database && !is_found)
        typed.lookup_failure = dice_chance(dice, 70) ? STR("no-data") : STR("wrong-data");
    if (need != PAPER_NEEDED && !(need == PAPER_OPTIONAL && dice_chance(dice, 25)))
        typed.verdict = STR("");
    return typed;
}

static struct intake_request fill_form(struct making *making, const struct life *life, struct dice *dice)
{
    const struct offered *procedure = life->request.procedure;
    int64_t people =
        making->plan.total / PEOPLE_PER_DOSSIER_MAX > PEOPLE ? making->plan.total / PEOPLE_PER_DOSSIER_MAX : PEOPLE;
    struct person person = person_make(making->step, making->seed, dice_roll(dice, people));
    struct paper_typed *papers = arena_array(making->step, struct paper_typed, procedure->paper_count);
    struct answer_typed *answers = arena_array(making->step, struct answer_typed, procedure->questions.count);
    struct checklist_answers given = answer(procedure, dice, answers);

    for (size_t i = 0; i < procedure->paper_count; i++)
        papers[i] = look_at_paper(procedure->papers[i], given, dice);
    return (struct intake_request){
        .typed.fields = {
            [INTAKE_procedure_code] = procedure->code,
            [INTAKE_channel] = life->request.term->channel,
            [INTAKE_applicant] = person.name,
            [INTAKE_identity_number] = person.identity_number,
            [INTAKE_born_on] = person.born_on,
            [INTAKE_gender] = person.gender,
            [INTAKE_address] = person.address,
            [INTAKE_phone] = person.phone,
            [INTAKE_summary] = procedure->summary,
        },
        .typed.answers = answers,
        .typed.answer_count = procedure->questions.count,
        .typed.papers = papers,
        .typed.paper_count = procedure->paper_count,
    };
}

static struct open_dossier *take_room(struct making *making)
{
    struct open_dossier *room = making->free;

    if (room == NULL)
        return arena_new(making->arena, struct open_dossier);
    making->free = room->next_free;
    return room;
}

static bool is_in_time(const struct making *making, struct moment moment)
{
    return moment.ms <= making->frame.until.ms;
}

static void put_on_agenda(struct making *making, struct open_dossier *dossier)
{
    const struct life *life = &dossier->life;
    bool goes_on = dossier->next_step < life->step_count && is_in_time(making, life->steps[dossier->next_step].at);

    if (goes_on) {
        agenda_add(&making->agenda, making->arena,
                   (struct agenda_item){ life->steps[dossier->next_step].at, dossier->number, dossier });
        return;
    }
    dossier->next_free = making->free;
    making->free = dossier;
}

static enum status receive(struct making *making, int64_t number, struct moment now, enum fate fate)
{
    struct dice dice = dice_of(making->seed, DICE_DESK, number);
    struct open_dossier *dossier = take_room(making);
    struct intake_faults faults;
    struct intake_received received;

    TRY(begin_step(making));
    *dossier = (struct open_dossier){ .number = number, .life = life_make(&making->frame, number, now, fate) };
    const struct offered *procedure = dossier->life.request.procedure;

    dossier->counter = staff_counter(&making->staff, &dice);
    dossier->specialist = staff_specialist(&making->staff, procedure->unit_id, &dice);
    dossier->signer = staff_signer(&making->staff, procedure->unit_id, &dice);
    dossier->result = procedure->result;
    struct intake_request request = fill_form(making, &dossier->life, &dice);

    if (dossier->life.is_forwarded_at_once)
        request.forward_to_id = dossier->specialist.account_id;
    TRY(dossier_intake_receive(making->db, making->step, dossier->counter, now, &request, &faults, &received));
    if (received.code.len >= sizeof dossier->code)
        return ST_TOO_LARGE;
    memcpy(dossier->code, received.code.at, received.code.len);
    dossier->version = received.version;
    making->made.received++;
    making->made.last_at = now;
    put_on_agenda(making, dossier);
    return ST_OK;
}

/* ---- What follows ------------------------------------------------------------------------------ */

static const char *const what_is_wrong[] = {
    "Ngày sinh trong dự thảo chưa khớp với giấy tờ kèm theo, đề nghị sửa.",
    "Thiếu số, ngày của văn bản làm căn cứ.",
    "Chưa ghi nơi cấp giấy tờ tùy thân của người yêu cầu.",
    "Đề nghị trình bày theo mẫu mới ban hành.",
};

static const char *const what_is_missing[] = {
    "Tờ khai chưa có chữ ký của người yêu cầu; đề nghị ký lại tại quầy.",
    "Bản sao giấy tờ kèm theo bị mờ, không đọc được số; đề nghị nộp bản rõ hơn.",
    "Thiếu văn bản ủy quyền của người được đại diện.",
    "Thông tin nơi thường trú chưa khớp với Cơ sở dữ liệu về dân cư; đề nghị nộp giấy xác nhận cư trú.",
};

static const char *const why_late[] = {
    "Phải chờ kết quả xác minh nơi cư trú cũ; đã nhắc hai lần.",
    "Tôi nghỉ ốm hai ngày và chưa bàn giao hồ sơ cho đồng nghiệp.",
    "Hồ sơ địa chính cũ thất lạc, phải lập lại trích lục.",
    "Tôi xếp nhầm thứ tự ưu tiên nên xử lý chậm.",
};

static const char *const what_follows[] = {
    "Đã nhắc nhở; trưởng phòng kiểm tra hồ sơ sắp đến hạn vào 8 giờ mỗi ngày.",
    "Phân công người thay thế ngay khi có người nghỉ.",
    "Làm việc với Chi nhánh Văn phòng đăng ký đất đai để rút ngắn khâu trích lục.",
    "Rút kinh nghiệm trước phòng; tính vào đánh giá tháng.",
};

enum { REASONS = 4 };

static struct str reason_for(const struct open_dossier *dossier, enum dossier_event event)
{
    if (event == EVENT_SEND_BACK)
        return str_of(what_is_wrong[dossier->number % REASONS]);
    if (event == EVENT_ASK_SUPPLEMENT)
        return str_of(what_is_missing[dossier->number % REASONS]);
    if (event == EVENT_EXPLAIN)
        return str_of(why_late[dossier->number % REASONS]);
    if (event == EVENT_MEASURE)
        return str_of(what_follows[dossier->number % REASONS]);
    return (struct str){ NULL, 0 };
}

static struct actor who_acts(const struct open_dossier *dossier, enum dossier_event event)
{
    if (event == EVENT_APPROVE || event == EVENT_SEND_BACK || event == EVENT_MEASURE)
        return dossier->signer;
    if (event == EVENT_PROPOSE || event == EVENT_ASK_SUPPLEMENT || event == EVENT_EXPLAIN)
        return dossier->specialist;
    return dossier->counter;
}

static struct move_request make_move(struct making *making, const struct open_dossier *dossier,
                                     enum dossier_event event)
{
    struct move_request request = { .code = str_of(dossier->code),
                                    .seen_version = dossier->version,
                                    .event = event,
                                    .reason = reason_for(dossier, event) };

    if (event == EVENT_FORWARD)
        request.chosen_id = dossier->specialist.account_id;
    if (event == EVENT_PROPOSE) {
        request.chosen_id = dossier->signer.account_id;
        request.draft = arena_printf(making->step, "%.*s: hồ sơ đủ điều kiện, đề nghị ký.", STR_ARG(dossier->result));
    }
    return request;
}

/* What is wrong is all on one slip, with what the form itself may lack. */
static enum status ask_for_papers(struct making *making, const struct open_dossier *dossier,
                                  const struct move_request *move, struct moment at, struct change_outcome *out)
{
    const struct str items[] = { move->reason };
    struct supplement_request request = { move->code, move->seen_version, items, 1,
                                          STR("Hồ sơ chưa đủ theo thành phần đã công bố.") };
    struct form_issued slip;

    return dossier_supplement_ask(making->db, making->step, who_acts(dossier, move->event), at, &request, out, &slip);
}

static enum status make_step(struct making *making, const struct open_dossier *dossier, struct life_step step,
                             struct change_outcome *out)
{
    struct move_request move = make_move(making, dossier, step.event);
    struct actor actor = who_acts(dossier, step.event);
    struct explanation_request explanation = { move.code, move.seen_version, LATE_COORDINATION, move.reason };

    if (step.event == EVENT_ASK_SUPPLEMENT)
        return ask_for_papers(making, dossier, &move, step.at, out);
    if (step.event == EVENT_EXPLAIN)
        return dossier_lateness_explain(making->db, making->step, actor, step.at, &explanation, out);
    if (step.event == EVENT_MEASURE)
        return dossier_lateness_measure(making->db, making->step, actor, step.at, move.code, move.seen_version,
                                        move.reason, out);
    return dossier_processing_apply(making->db, making->step, actor, step.at, &move, out);
}

static enum status take_step(struct making *making, struct open_dossier *dossier)
{
    struct life_step step = dossier->life.steps[dossier->next_step++];
    struct change_outcome outcome;

    TRY(begin_step(making));
    TRY(make_step(making, dossier, step, &outcome));
    dossier->version = outcome.version;
    making->made.decided += step.event == EVENT_APPROVE;
    making->made.handed_over += step.event == EVENT_HAND_OVER;
    making->made.last_at = step.at;
    put_on_agenda(making, dossier);
    return ST_OK;
}

/* Everything on the agenda before the next dossier comes. */
static enum status catch_up(struct making *making, struct moment until)
{
    const struct agenda_item *first;

    while ((first = agenda_first(&making->agenda)) != NULL && first->at.ms <= until.ms)
        TRY(take_step(making, agenda_take(&making->agenda)));
    return ST_OK;
}

/* ---- The whole --------------------------------------------------------------------------------- */

static enum status open_the_doors(struct making *making, const struct commune_wish *wish)
{
    const struct calendar *calendar;

    TRY(begin_step(making));
    TRY(found(making, wish->public_url));
    TRY(procedures_load(making->db, making->arena, making->office_id, &making->procedures));
    TRY(working_time_of(making->db, making->arena, making->office_id, &calendar));
    making->frame = (struct life_frame){
        .calendar = calendar,
        .procedures = &making->procedures,
        .seed = making->seed,
        .until = moment_of(wish->plan.until, MINUTES_PER_DAY - 1),
        .resolved_by = calendar_closing(calendar, plan_last_day()),
    };
    plan_begin(making->arena, calendar, wish->plan, &making->plan);
    return ST_OK;
}

static enum status work_through(struct making *making, commune_progress *progress, void *context)
{
    struct moment received_at;
    enum fate fate;
    int64_t number;

    while (plan_next(&making->plan, &number, &received_at, &fate)) {
        TRY(catch_up(making, received_at));
        TRY(receive(making, number, received_at, fate));
        if (progress != NULL && making->made.received % PROGRESS_STEP == 0)
            progress(context, making->made.received, making->plan.total);
    }
    return catch_up(making, making->frame.until);
}

enum status commune_make(struct db *db, struct arena *arena, const struct commune_wish *wish,
                         commune_progress *progress, void *context, struct commune_made *out)
{
    struct making making CLEANUP(
        making_end) = { .db = db, .arena = arena, .step = arena_create(STEP_BYTES_MAX), .seed = wish->plan.seed };

    making.is_one_piece = wish->is_one_transaction;
    TRY(check_empty(&making));
    random_replay(wish->plan.seed);
    TRY(open_the_doors(&making, wish));
    TRY(work_through(&making, progress, context));
    TRY(end_piece(&making));
    if (progress != NULL)
        progress(context, making.made.received, making.plan.total);
    *out = making.made;
    return ST_OK;
}
