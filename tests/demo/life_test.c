/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/life.h"

#include "app/catalogue_admin.h"
#include "app/working_time.h"
#include "domain/deadline.h"
#include "support/test_clock.h"
#include "support/test_office.h"

enum { LIVES = 4000 };

static struct procedures_offered procedures;

static struct life_frame frame_of(struct test_db *test)
{
    int64_t office_id = test_office_found(test);
    struct life_frame frame = { .procedures = &procedures,
                                .seed = 1,
                                .until = test_moment("2025-09-18 23:59"),
                                .resolved_by = test_moment("2025-09-18 17:30") };
    struct catalogue_faults faults;
    struct catalogue_import imported;

    working_time_forget();
    CHECK_OK(catalogue_admin_import_embedded(test->db, test->arena, test_office_console(office_id),
                                             test_moment("2025-06-30 08:00"), &faults, &imported));
    CHECK_OK(procedures_load(test->db, test->arena, office_id, &procedures));
    CHECK_OK(working_time_of(test->db, test->arena, office_id, &frame.calendar));
    return frame;
}

/* In the morning and at the last minute of the doors, on every working day of the summer. */
static struct moment received_at(const struct life_frame *frame, int64_t number)
{
    struct date day = calendar_add_working_days(frame->calendar, test_date("2025-06-30"), 1 + (int)(number % 56));

    return moment_of(day, number % 3 == 0 ? 16 * 60 + 44 : 7 * 60 + 30 + (int)(number % 240));
}

static struct moment due_at(const struct life_frame *frame, const struct life *life)
{
    return deadline_due(frame->calendar, life->request.term->term, life->received_at);
}

static const struct life_step *step_of(const struct life *life, enum dossier_event event)
{
    for (size_t i = 0; i < life->step_count; i++)
        if (life->steps[i].event == event)
            return &life->steps[i];
    return NULL;
}

/* The moves table allows every step, they follow each other, and the office is open. */
static void check_order(const struct life_frame *frame, const struct life *life)
{
    enum dossier_state state = life->is_forwarded_at_once ? DOSSIER_PROCESSING : DOSSIER_RECEIVED;
    struct moment last = life->received_at;

    for (size_t i = 0; i < life->step_count; i++) {
        CHECK(dossier_step(state, life->steps[i].event, &state));
        CHECK(life->steps[i].at.ms > last.ms);
        CHECK(calendar_is_working_moment(frame->calendar, life->steps[i].at));
        last = life->steps[i].at;
    }
}

static void a_smooth_life_is_decided_early_and_within_the_summer(void **state)
{
    struct life_frame frame = frame_of(*state);

    for (int64_t number = 0; number < LIVES; number++) {
        struct life life = life_make(&frame, number, received_at(&frame, number), FATE_SMOOTH);
        struct moment decided_at = step_of(&life, EVENT_APPROVE)->at;

        check_order(&frame, &life);
        CHECK_INT(deadline_punctuality(life.request.term->term, due_at(&frame, &life), decided_at), EARLY);
        CHECK(decided_at.ms <= test_moment("2025-09-18 17:30").ms);
        CHECK_INT(life.steps[life.step_count - 1].event, EVENT_HAND_OVER);
    }
}

static void a_life_after_the_summer_is_bound_by_its_own_limit_alone(void **state)
{
    struct life_frame frame = frame_of(*state);
    struct moment furthest = { 0 };

    for (int64_t number = 0; number < 500; number++) {
        struct life life = life_make(&frame, number, test_moment("2025-09-19 09:00"), FATE_SMOOTH);
        struct moment decided_at = step_of(&life, EVENT_APPROVE)->at;

        CHECK_INT(deadline_punctuality(life.request.term->term, due_at(&frame, &life), decided_at), EARLY);
        furthest = decided_at.ms > furthest.ms ? decided_at : furthest;
    }
    CHECK(furthest.ms > test_moment("2025-09-29 00:00").ms);
}

static void a_life_sent_back_is_proposed_twice_and_still_early(void **state)
{
    struct life_frame frame = frame_of(*state);

    for (int64_t number = 0; number < LIVES; number++) {
        struct life life = life_make(&frame, number, received_at(&frame, number), FATE_SENT_BACK);
        int proposals = 0;

        check_order(&frame, &life);
        for (size_t i = 0; i < life.step_count; i++)
            proposals += life.steps[i].event == EVENT_PROPOSE;
        CHECK_INT(proposals, 2);
        CHECK(step_of(&life, EVENT_SEND_BACK) != NULL);
        CHECK_INT(
            deadline_punctuality(life.request.term->term, due_at(&frame, &life), step_of(&life, EVENT_APPROVE)->at),
            EARLY);
    }
}

static void a_waiting_life_ends_with_the_question_before_the_day_is_over(void **state)
{
    struct life_frame frame = frame_of(*state);

    for (int64_t number = 0; number < LIVES; number++) {
        struct life life = life_make(&frame, number, received_at(&frame, number), FATE_WAITING);

        check_order(&frame, &life);
        CHECK_INT(life.steps[life.step_count - 1].event, EVENT_ASK_SUPPLEMENT);
        CHECK(life.steps[life.step_count - 1].at.ms <= frame.until.ms);
    }
}

static void a_late_life_is_past_its_limit_on_the_last_day(void **state)
{
    struct life_frame frame = frame_of(*state);

    for (int64_t number = 0; number < LIVES; number++) {
        struct moment at = received_at(&frame, number);

        if (moment_date(at).day == test_date("2025-09-18").day)
            continue;
        struct life open = life_make(&frame, number, at, FATE_LATE_OPEN);
        struct life finished = life_make(&frame, number, at, FATE_LATE_FINISHED);

        check_order(&frame, &open);
        check_order(&frame, &finished);
        CHECK(due_at(&frame, &open).ms < frame.until.ms);
        CHECK(step_of(&open, EVENT_APPROVE) == NULL);
        CHECK_INT(deadline_punctuality(finished.request.term->term, due_at(&frame, &finished),
                                       step_of(&finished, EVENT_APPROVE)->at),
                  LATE);
    }
}

static const struct CMUnitTest tests[] = {
    /* a life is made without the database, once the catalogue and the calendar are read */
    test_db_sqlite(a_smooth_life_is_decided_early_and_within_the_summer),
    test_db_sqlite(a_life_after_the_summer_is_bound_by_its_own_limit_alone),
    test_db_sqlite(a_life_sent_back_is_proposed_twice_and_still_early),
    test_db_sqlite(a_waiting_life_ends_with_the_question_before_the_day_is_over),
    test_db_sqlite(a_late_life_is_past_its_limit_on_the_last_day),
};

TEST_DB_MAIN(tests)
