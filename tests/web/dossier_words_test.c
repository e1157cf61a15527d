/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dossier_words.h"

#include "support/check.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void time_left_is_working_time_and_has_a_look(void **state)
{
    static const struct {
        enum dossier_state state;
        const char *now, *punctuality, *words, *look;
    } cases[] = {
        { DOSSIER_PROCESSING, "2025-09-05 09:10", "", "còn 6 giờ 20 phút", "soon" },
        { DOSSIER_PROCESSING, "2025-09-03 09:10", "", "còn 2 ngày 6 giờ 20 phút", "fine" },
        { DOSSIER_APPROVAL, "2025-09-09 09:00", "", "quá hạn 1 ngày 1 giờ 30 phút", "late" }, /* vector D18 */
        { DOSSIER_SUPPLEMENT, "2025-09-09 09:00", "", "Chờ người nộp", "rest" },
        { DOSSIER_HANDED_OVER, "2025-09-09 09:00", "early", "Xong trước hạn", "fine" },
        { DOSSIER_HANDED_OVER, "2025-09-09 09:00", "late", "Xong sau hạn", "late" },
        { DOSSIER_WITHDRAWN, "2025-09-09 09:00", "late", "Người nộp đã rút hồ sơ", "rest" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct time_left left = words_time_left(arena, test_calendar(), cases[i].state, test_moment("2025-09-05 17:30"),
                                                str_of(cases[i].punctuality), test_moment(cases[i].now));

        CHECK_STR(left.label, cases[i].words);
        CHECK_STR(left.look, cases[i].look);
    }
}

static void a_moment_names_its_weekday(void **state)
{
    (void)state;
    CHECK_STR(words_moment(arena, test_moment("2025-09-05 17:30")), "17:30 thứ Sáu, 05/09/2025");
    CHECK_STR(words_day(arena, test_date("2025-09-07")), "Chủ nhật, 07/09/2025");
    CHECK_STR(words_moment(arena, (struct moment){ 0 }), "");
}

static void counting_stops_at_a_thousand(void **state)
{
    (void)state;
    CHECK_STR(words_count(arena, 0), "");
    CHECK_STR(words_count(arena, 999), "999");
    CHECK_STR(words_count(arena, 1000), "999+");
}

static void a_paper_is_wanted_by_number_and_kind(void **state)
{
    (void)state;
    CHECK_STR(words_wanted(arena, 1, STR("original")), "1 bản chính");
    CHECK_STR(words_wanted(arena, 2, STR("certified-copy")), "2 bản sao có chứng thực");
    CHECK_STR(words_wanted(arena, 1, STR("present")), "xuất trình"); /* shown, not handed in: no number */
}

static void what_was_done_is_said_in_one_sentence(void **state)
{
    (void)state;
    CHECK_STR(words_done(arena, EVENT_PROPOSE), "Đã trình dự thảo kết quả.");
    CHECK_STR(words_done(arena, EVENT_REASSIGN), "Đã đổi người xử lý.");
    CHECK_STR(words_done(arena, EVENT_PAY_FEE), "Đã nộp phí, lệ phí.");
    CHECK_STR(words_done(arena, EVENT_MEASURE), "Đã ghi biện pháp.");
    CHECK_STR(words_done(arena, EVENT_REFUSE_EXTENSION), "Đã từ chối gia hạn.");
}

static void a_term_is_said_in_words(void **state)
{
    (void)state;
    CHECK_STR(words_term(arena, STR("working-day"), 5), "5 ngày làm việc");
    CHECK_STR(words_term(arena, STR("same-day"), 1), "trong ngày làm việc");
    CHECK_STR(words_term(arena, STR("fortnight"), 1), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_left_is_working_time_and_has_a_look),
        cmocka_unit_test(a_moment_names_its_weekday),
        cmocka_unit_test(counting_stops_at_a_thousand),
        cmocka_unit_test(a_paper_is_wanted_by_number_and_kind),
        cmocka_unit_test(what_was_done_is_said_in_one_sentence),
        cmocka_unit_test(a_term_is_said_in_words),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
