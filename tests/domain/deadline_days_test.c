/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/deadline_days.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(16 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

struct expected_day {
    const char *on;
    int count;
    const char *effect;
};

static void days_are(struct deadline_days days, const struct expected_day *expected, size_t count)
{
    CHECK_INT(days.count, count);
    CHECK(!days.is_cut);
    for (size_t i = 0; i < count; i++) {
        int before = i == 0 ? 0 : expected[i - 1].count;
        char text[11];

        CHECK_STR(date_format(days.at[i].on, text), expected[i].on);
        CHECK_STR(days.at[i].effect, expected[i].effect);
        CHECK_INT(days.at[i].count, expected[i].count);
        CHECK(days.at[i].is_counted == (expected[i].count > before));
        CHECK(days.at[i].is_off == !calendar_is_working(test_calendar(), days.at[i].on));
    }
}

#define DAYS_ARE(days, expected) days_are((days), (expected), sizeof(expected) / sizeof *(expected))

static struct deadline_days days_of(const char *accepted_at, const char *term, struct deadline_rules rules,
                                    const struct deadline_event *events, size_t count)
{
    struct deadline_case given = { .calendar = test_calendar(),
                                   .rules = rules,
                                   .accepted_at = test_moment(accepted_at),
                                   .events = { events, count } };

    CHECK_INT(term_parse(str_of(term), &given.term), TERM_GOOD);
    return deadline_days(arena, &given);
}

static struct deadline_days plain_days(const char *accepted_at, const char *term)
{
    return days_of(accepted_at, term, (struct deadline_rules){ 0 }, NULL, 0);
}

static void working_days_are_numbered_and_days_off_explained(void **state)
{
    static const struct expected_day expected[] = {
        { "27/08/2025", 0, "Ngày tiếp nhận, không tính" },
        { "28/08/2025", 1, "Ngày làm việc thứ 1" },
        { "29/08/2025", 2, "Ngày làm việc thứ 2" },
        { "30/08/2025", 2, "Nghỉ cuối tuần" },
        { "31/08/2025", 2, "Nghỉ cuối tuần" },
        { "01/09/2025", 2, "Nghỉ: Ngày lễ" },
        { "02/09/2025", 2, "Nghỉ: Ngày lễ" },
        { "03/09/2025", 3, "Ngày làm việc thứ 3" },
    };
    struct deadline_days days = plain_days("2025-08-27 10:00", "3wd");

    (void)state;
    DAYS_ARE(days, expected);
    CHECK(!days.is_in_minutes);
    for (size_t i = 0; i < days.count; i++)
        CHECK(days.at[i].is_due == (i + 1 == days.count));
}

static void a_day_worked_in_exchange_counts_and_says_why(void **state)
{
    static const struct expected_day expected[] = {
        { "25/04/2025", 0, "Ngày tiếp nhận, không tính" },
        { "26/04/2025", 1, "Ngày làm việc thứ 1 (Làm bù)" },
        { "27/04/2025", 1, "Nghỉ cuối tuần" },
        { "28/04/2025", 2, "Ngày làm việc thứ 2" },
    };

    (void)state;
    DAYS_ARE(plain_days("2025-04-25 10:00", "2wd"), expected);
}

static void calendar_days_count_days_off_and_roll_to_a_working_day(void **state)
{
    static const struct expected_day expected[] = {
        { "29/08/2025", 0, "Ngày tiếp nhận, không tính" },
        { "30/08/2025", 1, "Ngày thứ 1 (Nghỉ cuối tuần)" },
        { "31/08/2025", 2, "Ngày thứ 2 (Nghỉ cuối tuần)" },
        { "01/09/2025", 3, "Ngày thứ 3 (Nghỉ: Ngày lễ)" },
        { "02/09/2025", 3, "Nghỉ: Ngày lễ" },
        { "03/09/2025", 3, "Ngày cuối là ngày nghỉ, lùi đến ngày làm việc này" },
    };

    (void)state;
    DAYS_ARE(plain_days("2025-08-29 10:00", "3d"), expected);
}

static void hours_are_added_up(void **state)
{
    static const struct expected_day expected[] = {
        { "28/08/2025", 150, "Tính 2 giờ 30 phút (cộng 2 giờ 30 phút)" },
        { "29/08/2025", 480, "Tính 5 giờ 30 phút (cộng 8 giờ)" },
    };
    static const struct expected_day at_night[] = {
        { "28/08/2025", 0, "Tiếp nhận ngoài giờ làm việc, không tính" },
        { "29/08/2025", 60, "Tính 1 giờ (cộng 1 giờ)" },
    };

    static const struct expected_day by_the_minute[] = {
        { "28/08/2025", 1, "Tính 1 phút (cộng 1 phút)" },
        { "29/08/2025", 60, "Tính 59 phút (cộng 1 giờ)" },
    };

    (void)state;
    DAYS_ARE(plain_days("2025-08-28 17:29", "1h"), by_the_minute);
    DAYS_ARE(plain_days("2025-08-28 15:00", "8h"), expected);
    CHECK(plain_days("2025-08-28 15:00", "8h").is_in_minutes);
    DAYS_ARE(plain_days("2025-08-28 20:00", "1h"), at_night);
}

static void rolling_days_are_shown_in_minutes(void **state)
{
    static const struct expected_day expected[] = {
        { "28/08/2025", 150, "Tính 2 giờ 30 phút (cộng 2 giờ 30 phút)" },
        { "29/08/2025", 480, "Tính 5 giờ 30 phút (cộng 8 giờ)" },
    };
    const struct deadline_rules rolling = { .working_day_end = DEADLINE_ENDS_AT_CLOCK };

    (void)state;
    DAYS_ARE(days_of("2025-08-28 15:00", "1wd", rolling, NULL, 0), expected);
    CHECK(!days_of("2025-08-28 15:00", "1d", rolling, NULL, 0).is_in_minutes);
}

static void every_wait_is_left_out(void **state)
{
    static const struct expected_day expected[] = {
        { "01/12/2025", 420, "Tính 7 giờ (cộng 7 giờ), còn lại chờ công dân" },
        { "02/12/2025", 840, "Tính 7 giờ (cộng 14 giờ), còn lại chờ công dân" },
        { "03/12/2025", 960, "Tính 2 giờ (cộng 16 giờ)" },
    };
    const struct deadline_event events[] = {
        { DEADLINE_STOPS, test_moment("2025-12-01 09:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-01 10:00") },
        { DEADLINE_STOPS, test_moment("2025-12-02 09:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-02 10:00") },
    };

    (void)state;
    DAYS_ARE(days_of("2025-12-01 07:30", "16h", (struct deadline_rules){ 0 }, events, 4), expected);
}

static void a_same_day_dossier_has_one_day_or_waits_for_the_next(void **state)
{
    static const struct expected_day in_time[] = { { "28/08/2025", 1, "Trả kết quả trong ngày" } };
    static const struct expected_day late[] = {
        { "29/08/2025", 0, "Tiếp nhận muộn trong ngày, trả vào ngày làm việc kế tiếp" },
        { "30/08/2025", 0, "Nghỉ cuối tuần" },
        { "31/08/2025", 0, "Nghỉ cuối tuần" },
        { "01/09/2025", 0, "Nghỉ: Ngày lễ" },
        { "02/09/2025", 0, "Nghỉ: Ngày lễ" },
        { "03/09/2025", 1, "Ngày làm việc kế tiếp, hạn trả" },
    };

    (void)state;
    DAYS_ARE(plain_days("2025-08-28 10:00", "same-day"), in_time);
    DAYS_ARE(plain_days("2025-08-29 15:05", "same-day"), late);
}

static void a_late_receipt_by_a_local_rule_is_told(void **state)
{
    static const struct expected_day expected[] = {
        { "27/08/2025", 0, "Tiếp nhận muộn hoặc vào ngày nghỉ, coi như nhận vào đầu ngày làm việc kế tiếp" },
        { "28/08/2025", 0, "Coi là ngày tiếp nhận, không tính" },
        { "29/08/2025", 1, "Ngày làm việc thứ 1" },
    };

    (void)state;
    DAYS_ARE(days_of("2025-08-27 15:30", "1wd", (struct deadline_rules){ .received_until_minute = 900 }, NULL, 0),
             expected);
}

static void a_new_start_shows_both_runs(void **state)
{
    static const struct expected_day expected[] = {
        { "01/12/2025", 0, "Ngày tiếp nhận, không tính" },
        { "02/12/2025", 1, "Ngày làm việc thứ 1" },
        { "03/12/2025", 1, "Yêu cầu công dân bổ sung, đồng hồ dừng" },
        { "04/12/2025", 1, "Chờ công dân" },
        { "05/12/2025", 0, "Nhận đủ bổ sung, tính lại từ đầu" },
        { "06/12/2025", 0, "Nghỉ cuối tuần" },
        { "07/12/2025", 0, "Nghỉ cuối tuần" },
        { "08/12/2025", 1, "Ngày làm việc thứ 1" },
        { "09/12/2025", 2, "Ngày làm việc thứ 2" },
    };
    const struct deadline_event events[] = {
        { DEADLINE_STOPS, test_moment("2025-12-03 10:00") },
        { DEADLINE_STARTS_AGAIN, test_moment("2025-12-05 14:00") },
    };

    (void)state;
    DAYS_ARE(days_of("2025-12-01 08:00", "2wd", (struct deadline_rules){ 0 }, events, 2), expected);
}

static void a_term_that_goes_on_is_shown_in_minutes(void **state)
{
    static const struct expected_day expected[] = {
        { "01/12/2025", 450, "Tính 7 giờ 30 phút (cộng 7 giờ 30 phút)" },
        { "02/12/2025", 930, "Tính 8 giờ (cộng 15 giờ 30 phút)" },
        { "03/12/2025", 1080, "Tính 2 giờ 30 phút (cộng 18 giờ), còn lại chờ công dân" },
        { "04/12/2025", 1080, "Chờ công dân, không tính" },
        { "05/12/2025", 1080, "Chờ công dân, không tính" },
        { "06/12/2025", 1080, "Nghỉ cuối tuần" },
        { "07/12/2025", 1080, "Nghỉ cuối tuần" },
        { "08/12/2025", 1080, "Chờ công dân, không tính" },
        { "09/12/2025", 1290, "Tính 3 giờ 30 phút (cộng 21 giờ 30 phút), còn lại chờ công dân" },
        { "10/12/2025", 1770, "Tính 8 giờ (cộng 29 giờ 30 phút)" },
        { "11/12/2025", 2250, "Tính 8 giờ (cộng 37 giờ 30 phút)" },
        { "12/12/2025", 2400, "Tính 2 giờ 30 phút (cộng 40 giờ)" },
    };
    const struct deadline_event events[] = {
        { DEADLINE_STOPS, test_moment("2025-12-03 10:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-09 14:00") },
    };

    (void)state;
    DAYS_ARE(days_of("2025-12-01 08:00", "5wd", (struct deadline_rules){ 0 }, events, 2), expected);
}

static void a_wait_too_short_to_matter_keeps_the_first_due_day(void **state)
{
    static const struct expected_day expected[] = {
        { "01/12/2025", 449, "Tính 7 giờ 29 phút (cộng 7 giờ 29 phút), còn lại chờ công dân" },
        { "02/12/2025", 480, "Tính 31 phút (cộng 8 giờ)" },
    };
    const struct deadline_event events[] = {
        { DEADLINE_STOPS, test_moment("2025-12-01 10:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-01 10:01") },
    };

    (void)state;
    DAYS_ARE(days_of("2025-12-01 08:00", "1wd", (struct deadline_rules){ 0 }, events, 2), expected);
}

static void days_end_where_the_clock_stopped(void **state)
{
    static const struct expected_day expected[] = {
        { "01/12/2025", 0, "Ngày tiếp nhận, không tính" },
        { "02/12/2025", 1, "Ngày làm việc thứ 1" },
        { "03/12/2025", 1, "Yêu cầu công dân bổ sung, đồng hồ dừng" },
    };
    const struct deadline_event stop = { DEADLINE_STOPS, test_moment("2025-12-03 10:00") };
    struct deadline_days days = days_of("2025-12-01 08:00", "5wd", (struct deadline_rules){ 0 }, &stop, 1);

    (void)state;
    DAYS_ARE(days, expected);
    for (size_t i = 0; i < days.count; i++)
        CHECK(!days.at[i].is_due);
}

static void days_past_the_due_day_are_overdue(void **state)
{
    static const struct expected_day expected[] = {
        { "04/12/2025", 0, "Ngày tiếp nhận, không tính" },
        { "05/12/2025", 1, "Ngày làm việc thứ 1" },
        { "06/12/2025", 1, "Nghỉ cuối tuần" },
        { "07/12/2025", 1, "Nghỉ cuối tuần" },
        { "08/12/2025", 1, "Quá hạn" },
        { "09/12/2025", 1, "Yêu cầu công dân bổ sung, đồng hồ dừng" },
    };
    const struct deadline_event stop = { DEADLINE_STOPS, test_moment("2025-12-09 10:00") };

    (void)state;
    DAYS_ARE(days_of("2025-12-04 08:00", "1wd", (struct deadline_rules){ 0 }, &stop, 1), expected);
}

static void provisional_days_say_so(void **state)
{
    static const struct calendar_day provisional[] = {
        { .on = { 739491 }, .is_provisional = true, .note = { "Ngày lễ", sizeof "Ngày lễ" - 1 } }, /* 2025-08-28 */
        { .on = { 739492 }, .is_provisional = true, .note = { "Nghỉ bù", sizeof "Nghỉ bù" - 1 } },
    };
    const struct calendar calendar = { .days = { provisional, 2 } };
    struct deadline_days days = deadline_days(arena, &(struct deadline_case){
                                                         .calendar = &calendar,
                                                         .term = { TERM_WORKING_DAY, 1 },
                                                         .accepted_at = test_moment("2025-08-27 10:00"),
                                                     });

    (void)state;
    CHECK_INT(days.count, 6);
    CHECK_STR(days.at[1].effect, "Nghỉ: Ngày lễ (dự kiến)");
    CHECK_STR(days.at[2].effect, "Nghỉ bù (dự kiến)");
    CHECK(days.at[1].is_provisional && !days.at[3].is_provisional);
}

static void a_very_long_term_is_cut(void **state)
{
    struct deadline_days days = plain_days("2025-08-27 10:00", "999wd");

    (void)state;
    CHECK(days.is_cut);
    CHECK_INT(days.count, DEADLINE_DAYS_MAX);
}

/* The page must never contradict the due instant. */
static void the_last_day_is_the_due_day_and_the_term_is_used_up(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        struct moment accepted_at = test_moment_random();
        struct deadline_event events[4];
        struct deadline_case given = { .calendar = test_calendar_random(),
                                       .accepted_at = accepted_at,
                                       .rules = { .received_until_minute = test_random_in(0, 1) * 900 },
                                       .events = { events, (size_t)test_random_in(0, 2) * 2 } };
        struct moment at = accepted_at;

        given.term = (struct term){ (enum term_unit)test_random_in(TERM_WORKING_DAY, TERM_SAME_DAY), 1 };
        if (given.term.unit != TERM_SAME_DAY)
            given.term.amount = test_random_in(1, 20);
        for (size_t i = 0; i < 4; i++) {
            at.ms += test_random_in_i64(0, (int64_t)6 * 86400000);
            events[i] = (struct deadline_event){ (enum deadline_event_kind)test_random_in(0, 2), at };
        }

        struct deadline_days days = deadline_days(arena, &given);
        struct deadline_day last = days.at[days.count - 1];
        struct deadline deadline = deadline_after(&given);

        bool is_standing = moment_is_given(deadline.stopped_at);
        int64_t whole = days.is_in_minutes ? deadline_term_minutes(&given, deadline.started_at) : given.term.amount;

        if (!days.is_cut) {
            CHECK(last.is_due == !is_standing);
            CHECK_INT(last.on.day, moment_date(is_standing ? deadline.stopped_at : deadline.due_at).day);
            CHECK(is_standing ? last.count <= whole : last.count == whole);
        }
        for (size_t i = 0; i < days.count; i++) {
            CHECK(!str_is_empty(days.at[i].effect));
            CHECK(i + 1 == days.count || !days.at[i].is_due);
        }
        arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_days_are_numbered_and_days_off_explained),
        cmocka_unit_test(a_day_worked_in_exchange_counts_and_says_why),
        cmocka_unit_test(calendar_days_count_days_off_and_roll_to_a_working_day),
        cmocka_unit_test(hours_are_added_up),
        cmocka_unit_test(rolling_days_are_shown_in_minutes),
        cmocka_unit_test(every_wait_is_left_out),
        cmocka_unit_test(a_same_day_dossier_has_one_day_or_waits_for_the_next),
        cmocka_unit_test(a_late_receipt_by_a_local_rule_is_told),
        cmocka_unit_test(a_new_start_shows_both_runs),
        cmocka_unit_test(a_term_that_goes_on_is_shown_in_minutes),
        cmocka_unit_test(a_wait_too_short_to_matter_keeps_the_first_due_day),
        cmocka_unit_test(days_end_where_the_clock_stopped),
        cmocka_unit_test(days_past_the_due_day_are_overdue),
        cmocka_unit_test(provisional_days_say_so),
        cmocka_unit_test(a_very_long_term_is_cut),
        cmocka_unit_test(the_last_day_is_the_due_day_and_the_term_is_used_up),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
