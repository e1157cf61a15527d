/* SPDX-License-Identifier: Apache-2.0 */
#include "web/timeline.h"

#include "app/dossier_consultation.h"
#include "app/dossier_correction.h"
#include "support/test_dossier.h"
#include "support/test_site.h"

#include <stdio.h>

enum { GOLDEN_BYTES_MAX = 64 * 1024 };

static struct test_site *site;
static struct test_centre centre;
static struct intake_received received;

/* Received at 08:00 on Thursday, 18 September 2025 and with the specialist; due on Tuesday the 23rd at 17:30. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
}

static struct request request_of(void)
{
    return (struct request){ .arena = site->test->arena,
                             .db = site->test->db,
                             .now = test_moment("2025-09-18 16:00"),
                             .user = { .actor = centre.specialist } };
}

static struct public_timeline for_citizen(void)
{
    struct request request = request_of();
    struct public_timeline timeline;

    CHECK_OK(timeline_public(&request, received.dossier_id, test_moment("2025-09-23 17:30"), &timeline));
    return timeline;
}

static struct staff_timeline for_staff(void)
{
    struct request request = request_of();
    struct staff_timeline timeline;
    struct timeline_told told;
    struct sql_dossier_by_code_row dossier;

    CHECK_OK(sql_dossier_by_code(request.db, request.arena, received.code, site->office_id, &dossier));
    CHECK_OK(timeline_read(&request, received.dossier_id, &told));
    CHECK_OK(timeline_staff(&request, &dossier, &told, &timeline));
    return timeline;
}

/* ---- The reviewed table ------------------------------------------------------------------------- */

/* The table was approved by people: whoever changes timeline.def changes it there too, and has it read. */
static void sentences_are_those_of_the_reviewed_table(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    char *bytes = arena_alloc(arena, GOLDEN_BYTES_MAX);
    struct buf table = buf_new(arena, GOLDEN_BYTES_MAX);
    FILE *file = fopen(GOLDEN_FOLDER "/timeline.md", "r");
    (void)state;

    CHECK(file != NULL);
    struct str golden = { bytes, fread(bytes, 1, GOLDEN_BYTES_MAX - 1, file) };

    fclose(file);
    for (enum dossier_event event = 0; event < EVENT_COUNT; event++) {
        struct str sentence = timeline_sentence(event);

        buf_printf(&table, "| %.*s | %.*s | %.*s |\n", STR_ARG(dossier_event_name(event)),
                   STR_ARG(dossier_event_label(event)), STR_ARG(sentence.at == NULL ? STR("–") : sentence));
    }
    while (golden.len > 0 && !str_starts_with(golden, STR("| submit")))
        golden = str_from(golden, 1);
    CHECK_STR(golden, arena_c_string(arena, buf_str(&table)));
    arena_destroy(arena);
}

/* What officers do among themselves: none of it has a sentence, whatever stands in the table. */
static void no_inner_move_has_a_sentence(void **state)
{
    static const enum dossier_event inner[] = { EVENT_SEND_BACK,     EVENT_REASSIGN,         EVENT_TAKE_BACK,
                                                EVENT_EXPLAIN,       EVENT_MEASURE,          EVENT_CONFIRM_FINISH,
                                                EVENT_ASK_EXTENSION, EVENT_REFUSE_EXTENSION, EVENT_ALLOW_SUPPLEMENT };
    (void)state;

    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        CHECK(timeline_sentence(inner[i]).at == NULL);
    for (enum dossier_event event = 0; event < EVENT_COUNT; event++)
        CHECK(timeline_sentence(event).at == NULL || timeline_sentence(event).len > 10);
}

/* ---- Filling ------------------------------------------------------------------------------------ */

static void placeholders_are_filled_and_unknown_ones_are_seen(void **state)
{
    static const struct timeline_word words[] = { { "unit", STR_INIT("Văn phòng") }, { "due", STR_INIT("") } };
    static const struct {
        const char *sentence, *filled;
    } rows[] = {
        { "Chuyển đến {unit}.", "Chuyển đến Văn phòng." },
        { "{unit}{unit}", "Văn phòngVăn phòng" },
        { "Hẹn {due}.", "Hẹn …." },
        { "{nothing} và {unit", "… và Văn phòng" },
        { "Không có gì.", "Không có gì." },
        { "", "" },
    };
    struct arena *arena = arena_create(1 << 20);
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(timeline_fill(arena, str_of(rows[i].sentence), words, 2), rows[i].filled);
    arena_destroy(arena);
}

/* ---- A dossier ---------------------------------------------------------------------------------- */

static void the_citizen_reads_units_and_no_people(void **state)
{
    begin(*state);
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-09-18 09:00");
    test_dossier_move(&centre, centre.leader, received.code, 3, EVENT_SEND_BACK, 0, "2025-09-18 10:00");
    struct public_timeline timeline = for_citizen();

    CHECK_INT(timeline.events.count, 3);
    CHECK_STR(timeline.events.at[0].sentence, "Đã có dự thảo kết quả, chờ lãnh đạo ký.");
    CHECK_STR(timeline.events.at[1].sentence, "Hồ sơ được chuyển đến Văn phòng HĐND và UBND để giải quyết.");
    CHECK_STR(timeline.events.at[2].sentence,
              "Trung tâm đã tiếp nhận hồ sơ, hẹn trả kết quả 17:30 thứ Ba, 23/09/2025.");
    for (size_t i = 0; i < timeline.events.count; i++)
        CHECK(!str_contains(timeline.events.at[i].sentence, STR("chuyenvien1")));
    test_site_close(site);
}

static void what_was_taken_back_is_told_to_officers_alone(void **state)
{
    begin(*state);
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-09-18 09:00");
    test_dossier_move(&centre, centre.specialist, received.code, 3, EVENT_TAKE_BACK, 0, "2025-09-18 09:01");
    CHECK_INT(for_citizen().events.count, 2);
    struct staff_timeline staff = for_staff();

    CHECK_INT(staff.events.count, 4);
    CHECK_STR(staff.events.at[0].label, "Thu hồi việc vừa làm");
    CHECK(!staff.events.at[0].is_taken_back);
    CHECK(staff.events.at[1].is_taken_back);
    CHECK(!staff.events.at[2].is_taken_back);
    test_site_close(site);
}

static void whose_opinion_is_waited_for_is_told(void **state)
{
    struct consultation_request request;
    struct change_outcome outcome;
    enum consultation_fault fault;

    begin(*state);
    request = (struct consultation_request){ .code = received.code,
                                             .seen_version = 2,
                                             .body = STR("Sở Tư pháp"),
                                             .limit = { TERM_WORKING_DAY, 1 },
                                             .question = STR("Nội dung chỉ cán bộ đọc") };
    CHECK_OK(dossier_consultation_ask(site->test->db, site->test->arena, centre.specialist,
                                      test_moment("2025-09-18 09:00"), &request, &outcome, &fault));
    struct public_timeline timeline = for_citizen();

    CHECK_STR(timeline.asking, "Đang hỏi ý kiến Sở Tư pháp, hẹn trả lời 17:30 thứ Sáu, 19/09/2025");
    CHECK_STR(timeline.events.at[0].sentence,
              "Hỏi ý kiến Sở Tư pháp, hẹn trả lời 17:30 thứ Sáu, 19/09/2025. Hạn trả kết quả không đổi.");
    struct staff_timeline staff = for_staff();

    CHECK_STR(staff.events.at[0].reason, "Nội dung chỉ cán bộ đọc");
    CHECK_INT(staff.events.at[0].facts.count, 2);
    CHECK_STR(staff.events.at[0].facts.at[0], "Cơ quan: Sở Tư pháp");
    CHECK_STR(staff.events.at[0].facts.at[1], "Hạn trả lời: 17:30 thứ Sáu, 19/09/2025");
    test_site_close(site);
}

static void officers_find_the_receipt_beside_the_reception(void **state)
{
    begin(*state);
    struct staff_timeline staff = for_staff();

    CHECK_STR(staff.events.at[1].label, "Tiếp nhận");
    CHECK_STR(staff.events.at[1].form.label, "Mẫu 01 số 1/2025");
    CHECK(str_starts_with(staff.events.at[1].form.href, STR("/dossiers/H55.12.07-250918-0001/forms/")));
    CHECK(str_is_empty(staff.events.at[0].form.href));
    test_site_close(site);
}

/* The receipt says Tuesday the 23rd; a notice made that Wednesday. */
static void a_changed_calendar_shows_both_instants(void **state)
{
    begin(*state);
    CHECK_STR(for_citizen().recalculated, "");
    test_db_run(site->test,
                "INSERT INTO dossier_event SELECT event_id + 1, office_id, chain_number + 1, dossier_id, 3, "
                "'recalculate', actor_id, holder_id, occurred_at, NULL, "
                "'{\"calendar\":2,\"from\":1758623400000,\"to\":1758709800000}', previous_hash, "
                "event_hash FROM dossier_event WHERE version = 2");
    CHECK_STR(for_citizen().recalculated,
              "Hạn tính lại do đổi lịch nghỉ; giấy tiếp nhận đã in ghi 17:30 thứ Ba, 23/09/2025.");
    CHECK_STR(for_citizen().events.at[0].sentence, "Hạn trả kết quả được tính lại do đổi lịch nghỉ: 17:30 thứ Tư, "
                                                   "24/09/2025, trước đó là 17:30 thứ Ba, 23/09/2025.");
    CHECK_STR(for_staff().recalculated,
              "Hạn tính lại do đổi lịch nghỉ; giấy tiếp nhận đã in ghi 17:30 thứ Ba, 23/09/2025.");
    test_site_close(site);
}

/* Taken for three working days, it was a matter of the same day; then it was the first after all. */
static void each_receipt_is_told_with_what_it_promised(void **state)
{
    struct correction_request request;
    struct correction_outcome outcome;
    struct intake_faults faults;

    begin(*state);
    request = (struct correction_request){ .code = received.code,
                                           .seen_version = 2,
                                           .typed = test_intake(&centre, "1.001193").typed,
                                           .reason = STR("Nhầm thủ tục") };
    CHECK_OK(dossier_correction_apply(site->test->db, site->test->arena, centre.counter,
                                      test_moment("2025-09-18 09:00"), &request, &faults, &outcome));
    request.seen_version = 3;
    request.typed = test_intake(&centre, "1.004873").typed;
    CHECK_OK(dossier_correction_apply(site->test->db, site->test->arena, centre.counter,
                                      test_moment("2025-09-18 09:10"), &request, &faults, &outcome));
    struct public_timeline timeline = for_citizen();

    CHECK_INT(timeline.events.count, 4);
    CHECK_STR(timeline.events.at[0].sentence,
              "Nội dung tiếp nhận đã được sửa. Giấy tiếp nhận cũ hết hiệu lực; giấy mới "
              "hẹn trả kết quả 17:30 thứ Ba, 23/09/2025.");
    CHECK_STR(timeline.events.at[1].sentence,
              "Nội dung tiếp nhận đã được sửa. Giấy tiếp nhận cũ hết hiệu lực; giấy mới "
              "hẹn trả kết quả 17:30 thứ Năm, 18/09/2025.");
    CHECK_STR(timeline.events.at[3].sentence,
              "Trung tâm đã tiếp nhận hồ sơ, hẹn trả kết quả 17:30 thứ Ba, 23/09/2025.");
    struct staff_timeline staff = for_staff();

    CHECK_STR(staff.events.at[0].reason, "Nhầm thủ tục");
    CHECK_STR(staff.events.at[0].facts.at[0],
              "Thủ tục: Đăng ký khai sinh (1.001193) → Xác nhận tình trạng hôn nhân (1.004873)");
    CHECK_STR(staff.events.at[0].form.label, "Mẫu 01 số 1/2025, bản 3");
    CHECK_STR(staff.events.at[1].form.label, "Mẫu 01 số 1/2025, bản 2 (hết hiệu lực)");
    CHECK_STR(staff.events.at[3].form.label, "Mẫu 01 số 1/2025 (hết hiệu lực)");
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(sentences_are_those_of_the_reviewed_table),
    cmocka_unit_test(no_inner_move_has_a_sentence),
    cmocka_unit_test(placeholders_are_filled_and_unknown_ones_are_seen),
    test_db_each(the_citizen_reads_units_and_no_people),
    test_db_each(what_was_taken_back_is_told_to_officers_alone),
    test_db_each(whose_opinion_is_waited_for_is_told),
    test_db_each(officers_find_the_receipt_beside_the_reception),
    test_db_each(a_changed_calendar_shows_both_instants),
    test_db_each(each_receipt_is_told_with_what_it_promised),
};
TEST_DB_MAIN(tests)
