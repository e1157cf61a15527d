/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"

#include "app/dossier_consultation.h"
#include "app/dossier_ending.h"
#include "app/dossier_lateness.h"
#include "app/dossier_supplement.h"
#include "app/outage_book.h"
#include "app/procedure_rules.h"
#include "app/working_time.h"
#include "store/migrate.h"

#include <inttypes.h>
#include <stdio.h>

static void add_procedures(const struct test_centre *centre)
{
    int64_t unit_id = test_office_unit(centre->test, centre->office_id, "VP");
    char script[4096];

    snprintf(
        script, sizeof script,
        "INSERT INTO procedure_version (procedure_version_id, office_id, procedure_code, name, field, unit_id, result, "
        "legal_basis, certainty, effective_from_on, is_same_day, name_fold) VALUES "
        "(901, %" PRId64 ", '1.001193', 'Đăng ký khai sinh', 'Hộ tịch', %" PRId64 ", 'Giấy khai sinh', '60/2014/QH13', "
        "'verified', '2025-07-01', 1, 'dang ky khai sinh'), "
        "(902, %" PRId64 ", '1.004873', 'Xác nhận tình trạng hôn nhân', 'Hộ tịch', %" PRId64 ", 'Giấy xác nhận', "
        "'60/2014/QH13', 'verified', '2025-07-01', 0, 'xac nhan tinh trang hon nhan');"
        "INSERT INTO procedure_term (procedure_version_id, channel, term_amount, term_unit, fee_vnd) VALUES "
        "(901, 'counter', 1, 'same-day', 0), (901, 'online', 1, 'same-day', 0), (902, 'counter', 3, 'working-day', "
        "15000);"
        "INSERT INTO procedure_paper (procedure_version_id, position, name, paper_kind, quantity, is_required) VALUES "
        "(901, 1, 'Tờ khai', 'form', 1, 1), (901, 2, 'Giấy chứng sinh', 'original', 1, 1), "
        "(901, 3, 'Văn bản ủy quyền', 'original', 1, 0), (902, 1, 'Tờ khai', 'form', 1, 1);",
        centre->office_id, unit_id, centre->office_id, unit_id);
    test_db_run(centre->test, script);
}

struct test_centre test_centre_found(struct test_db *test)
{
    return test_centre_of(test, test_office_found(test));
}

struct test_centre test_centre_of(struct test_db *test, int64_t office_id)
{
    struct test_centre centre = { .test = test, .office_id = office_id };

    working_time_forget();
    procedure_rules_forget();
    centre.counter = test_office_person(test, centre.office_id, "quay1", ROLE_COUNTER, "TTPVHCC");
    centre.specialist = test_office_person(test, centre.office_id, "chuyenvien1", ROLE_SPECIALIST, "VP");
    centre.colleague = test_office_person(test, centre.office_id, "chuyenvien2", ROLE_SPECIALIST, "VP");
    centre.head = test_office_person(test, centre.office_id, "truongphong", ROLE_UNIT_HEAD, "VP");
    centre.leader = test_office_person(test, centre.office_id, "lanhdao", ROLE_DUTY_LEADER, "LD");
    add_procedures(&centre);
    return centre;
}

struct intake_request test_intake(const struct test_centre *centre, const char *procedure_code)
{
    struct paper_typed *papers = arena_array(centre->test->arena, struct paper_typed, 2);
    struct intake_request request = { .typed = { .papers = papers, .paper_count = 2 } };

    papers[0] = (struct paper_typed){ .position = 1, .verdict = STR("ok") };
    papers[1] = (struct paper_typed){ .position = 2, .verdict = STR("ok") };
    request.typed.fields[INTAKE_procedure_code] = str_of(procedure_code);
    request.typed.fields[INTAKE_channel] = STR("counter");
    request.typed.fields[INTAKE_applicant] = STR("Nguyễn Thị Mẫu");
    request.typed.fields[INTAKE_identity_number] = STR("097185001234");
    request.typed.fields[INTAKE_born_on] = STR("05/03/1985");
    request.typed.fields[INTAKE_gender] = STR("female");
    request.typed.fields[INTAKE_address] = STR("Thôn Yên Thông, xã Bình Yên");
    return request;
}

struct intake_received test_dossier_receive(const struct test_centre *centre, const char *procedure_code,
                                            int64_t forward_to_id, const char *at)
{
    struct intake_request request = test_intake(centre, procedure_code);
    struct intake_received received = { 0 };
    struct intake_faults faults;

    request.forward_to_id = forward_to_id;
    CHECK_OK(dossier_intake_receive(centre->test->db, centre->test->arena, centre->counter, test_moment(at), &request,
                                    &faults, &received));
    return received;
}

static enum status end_dossier(const struct test_centre *centre, struct actor actor, const struct move_request *request,
                               const char *at, struct change_outcome *out)
{
    struct ending_request ending = { .code = request->code,
                                     .seen_version = request->seen_version,
                                     .event = request->event,
                                     .grounds = { REFUSAL_NOT_ELIGIBLE, request->reason,
                                                  STR("Điều 17 NĐ 118/2025/NĐ-CP") } };
    enum ending_fault fault;
    struct form_issued form;

    return dossier_ending_apply(centre->test->db, centre->test->arena, actor, test_moment(at), &ending, out, &fault,
                                &form);
}

static enum status ask_supplement(const struct test_centre *centre, struct actor actor,
                                  const struct move_request *request, const char *at, struct change_outcome *out)
{
    const struct str items[] = { STR("Tờ khai: chưa ký"), STR("Giấy chứng sinh: bản chính") };
    struct supplement_request supplement = { request->code, request->seen_version, items, 2, request->reason };
    struct form_issued slip;

    return dossier_supplement_ask(centre->test->db, centre->test->arena, actor, test_moment(at), &supplement, out,
                                  &slip);
}

enum status test_dossier_try(const struct test_centre *centre, struct actor actor, const struct move_request *request,
                             const char *at, struct change_outcome *out)
{
    struct db *db = centre->test->db;
    struct arena *arena = centre->test->arena;
    struct moment now = test_moment(at);
    struct explanation_request explanation = { request->code, request->seen_version, LATE_OFFICER, request->reason };
    struct allowance_request allowance = { request->code, request->seen_version, request->reason,
                                           STR("Điều 19 NĐ 61/2018/NĐ-CP") };
    enum ending_fault fault;

    switch ((int)request->event) {
    case EVENT_ASK_SUPPLEMENT:
        return ask_supplement(centre, actor, request, at, out);
    case EVENT_ALLOW_SUPPLEMENT:
        return dossier_supplement_allow(db, arena, actor, now, &allowance, out, &fault);
    case EVENT_REJECT:
    case EVENT_STOP:
    case EVENT_WITHDRAW:
        return end_dossier(centre, actor, request, at, out);
    case EVENT_EXPLAIN:
        return dossier_lateness_explain(db, arena, actor, now, &explanation, out);
    case EVENT_MEASURE:
        return dossier_lateness_measure(db, arena, actor, now, request->code, request->seen_version, request->reason,
                                        out);
    default:
        return dossier_processing_apply(db, arena, actor, now, request, out);
    }
}

void test_dossier_move(const struct test_centre *centre, struct actor actor, struct str code, int64_t seen_version,
                       enum dossier_event event, int64_t chosen_id, const char *at)
{
    struct move_request request = { .code = code,
                                    .seen_version = seen_version,
                                    .event = event,
                                    .reason = STR("lý do"),
                                    .draft = STR("Dự thảo"),
                                    .chosen_id = chosen_id };
    struct change_outcome outcome;

    CHECK_OK(test_dossier_try(centre, actor, &request, at, &outcome));
    CHECK_INT(outcome.version, seen_version + 1);
}

void test_dossier_finish(const struct test_centre *centre, struct intake_received received, const char *at)
{
    test_dossier_move(centre, centre->specialist, received.code, received.version, EVENT_PROPOSE,
                      centre->leader.account_id, at);
    test_dossier_move(centre, centre->leader, received.code, received.version + 1, EVENT_APPROVE, 0, at);
    test_dossier_move(centre, centre->counter, received.code, received.version + 2, EVENT_HAND_OVER, 0, at);
}

void test_dossier_copy(struct test_db *test, int copies)
{
    test_db_run(test, arena_printf(test->arena,
                                   "INSERT INTO dossier (dossier_id, office_id, code, public_key, "
                                   "procedure_version_id, channel, applicant, applicant_fold, identity_number, "
                                   "address, phone, email, summary, state, unit_id, version, received_by_id, "
                                   "received_at, due_at, promised_at, closed_at) "
                                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
                                   "SELECT d.dossier_id + i, d.office_id, d.code || '-' || i, d.public_key || i, "
                                   "d.procedure_version_id, d.channel, d.applicant, d.applicant_fold, "
                                   "d.identity_number, d.address, d.phone, d.email, d.summary, d.state, d.unit_id, "
                                   "d.version, d.received_by_id, d.received_at, d.due_at, d.promised_at, "
                                   "d.closed_at FROM dossier d, n;",
                                   copies)
                          .at);
}

void test_dossier_of_before(struct test_db *test, const char *file_ending)
{
    struct migration migration;
    size_t older = 0;

    while (!str_ends_with(str_of(schema_files[older].name), str_of(file_ending)))
        older++;
    CHECK_OK(migrate_files(test->db, test->arena, schema_files, older, &migration));
    test_db_run(
        test,
        "INSERT INTO office (office_id, agency_code, name, centre_name, place_name, address, phone, public_url) "
        "VALUES (1, 'H55.12.07', 'x', 'x', 'x', 'x', 'x', 'x');"
        "INSERT INTO unit (unit_id, office_id, unit_code, name) VALUES (2, 1, 'VP', 'x');"
        "INSERT INTO account (account_id, office_id, unit_id, login, full_name, title, role, password_hash, "
        "created_at) "
        "VALUES (3, 1, 2, 'quay1', 'x', 'x', 'counter', 'x', 1);"
        "INSERT INTO procedure_version (procedure_version_id, office_id, procedure_code, name, field, unit_id, result, "
        "legal_basis, certainty, effective_from_on, is_same_day, name_fold) VALUES (4, 1, '1.001193', 'x', 'x', 2, "
        "'x', "
        "'x', 'verified', '2025-07-01', 1, 'x');"
        "INSERT INTO dossier (dossier_id, office_id, code, public_key, procedure_version_id, channel, applicant, "
        "applicant_fold, identity_number, address, phone, email, summary, state, unit_id, version, received_by_id, "
        "received_at, due_at, promised_at) VALUES (5, 1, 'H55.12.07-250918-0001', 'x', 4, 'counter', 'Đặng Thị Mỹ', "
        "'dang thi my', '', '', '0912345678', '', '', 'processing', 2, 1, 3, 1, 1, 1);");
}

struct test_life test_life_begin(struct test_db *test)
{
    struct consultation_request asked = { .limit = { TERM_WORKING_DAY, 2 },
                                          .body = STR("Chi nhánh VPĐK"),
                                          .question = STR("Thửa đất có tranh chấp không?") };
    struct outage_entry outage = { STR("Cổng dịch vụ công"), test_moment("2025-08-28 09:30"),
                                   test_moment("2025-08-28 10:00"), STR("Thông báo 15/TB-STTTT") };
    struct test_life life = { .centre = test_centre_found(test) };
    struct actor specialist = life.centre.specialist;
    struct change_outcome outcome;
    enum consultation_fault fault;
    enum outage_fault outage_fault;

    life.director = test_office_person(test, life.centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    life.received = test_dossier_receive(&life.centre, "1.004873", specialist.account_id, "2025-08-27 10:00");
    asked.code = life.received.code;
    asked.seen_version = life.received.version;
    CHECK_OK(dossier_consultation_ask(test->db, test->arena, specialist, test_moment("2025-08-27 14:00"), &asked,
                                      &outcome, &fault));
    CHECK_OK(dossier_consultation_reply(test->db, test->arena, specialist, test_moment("2025-08-28 09:00"),
                                        life.received.code, outcome.version, STR("Không."), &outcome));
    CHECK_OK(
        outage_book_add(test->db, test->arena, life.director, test_moment("2025-08-28 10:30"), &outage, &outage_fault));
    return life;
}

struct dossier_reading test_life_read_at(const struct test_life *life, const char *now)
{
    struct test_db *test = life->centre.test;
    struct dossier_reading reading;

    CHECK_OK(dossier_reading_of(test->db, test->arena, life->centre.office_id, life->received.code, test_moment(now),
                                &reading));
    return reading;
}
