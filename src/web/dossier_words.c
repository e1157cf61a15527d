/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dossier_words.h"

#include "domain/deadline.h"

#include <inttypes.h>

static const struct str state_colours[DOSSIER_STATE_COUNT] = {
#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }
    [DOSSIER_SUBMITTED] = TEXT("grey"),    [DOSSIER_ASKED] = TEXT("orange"),    [DOSSIER_RECEIVED] = TEXT("blue"),
    [DOSSIER_REJECTED] = TEXT("red"),      [DOSSIER_PROCESSING] = TEXT("teal"), [DOSSIER_APPROVAL] = TEXT("purple"),
    [DOSSIER_SUPPLEMENT] = TEXT("orange"), [DOSSIER_FEE_DUE] = TEXT("orange"),  [DOSSIER_WITHDRAWN] = TEXT("grey"),
    [DOSSIER_STOPPED] = TEXT("grey"),      [DOSSIER_DECIDED] = TEXT("yellow"),  [DOSSIER_HANDED_OVER] = TEXT("green"),
};

static const struct str verdict_colours[PAPER_VERDICT_COUNT] = {
    [PAPER_UNCHECKED] = TEXT("grey"),      [PAPER_OK] = TEXT("green"),
    [PAPER_FAULTY] = TEXT("red"),          [PAPER_MISSING] = TEXT("orange"),
    [PAPER_NOT_APPLICABLE] = TEXT("grey"), [PAPER_LOOKED_UP] = TEXT("teal"),
};

static const struct str refusals[] = {
    [MOVE_ALLOWED] = TEXT(""),
    [MOVE_NO_SUCH_STEP] = TEXT("Hồ sơ không còn ở bước này. Xem lại tình trạng hồ sơ rồi làm tiếp."),
    [MOVE_NOT_YOURS] = TEXT("Hồ sơ đang do người khác giữ, nên không làm được bước này."),
    [MOVE_NOT_YOUR_ROLE] = TEXT("Vai trò của bạn không làm bước này."),
    [MOVE_NEEDS_REASON] = TEXT("Ghi rõ lý do."),
    [MOVE_NEEDS_PERSON] = TEXT("Chọn người nhận hồ sơ."),
    [MOVE_ONCE_ONLY] = TEXT("Việc này đã làm một lần với hồ sơ. Quy định chỉ cho một lần duy nhất."),
    [MOVE_NOT_NEEDED] = TEXT("Lúc này hồ sơ chưa cần bước đó."),
    [MOVE_NEEDS_EXPLANATION] = TEXT("Hồ sơ đã quá hạn. Người chịu trách nhiệm phải giải trình trước."),
    [MOVE_NEEDS_MEASURE] = TEXT("Hồ sơ đã quá hạn. Người phụ trách đơn vị phải ghi biện pháp trước."),
    [MOVE_NEEDS_PAYMENT] = TEXT("Hồ sơ còn khoản phí, lệ phí chưa nộp. Thu ở mục Phí, lệ phí."),
    [MOVE_NO_FEE] = TEXT("Hồ sơ không có khoản phí, lệ phí nào phải nộp."),
    [MOVE_NEEDS_LEGS] = TEXT("Còn cơ quan phối hợp chưa xong phần việc. Ghi nhận kết quả của họ trước khi trình."),
    [MOVE_NEEDS_SENDING_BACK] =
        TEXT("Hồ sơ đang chờ ký. Người ký trả lại hồ sơ trước, rồi mới sửa nội dung tiếp nhận."),
    [MOVE_TOO_LATE] = TEXT("Không thu hồi được: đã quá hai phút, người nhận đã mở hồ sơ, hoặc là việc không thu hồi "
                           "được như thu tiền, sửa nội dung tiếp nhận."),
};
#undef TEXT

struct tag words_state(enum dossier_state state)
{
    return (struct tag){ dossier_state_label(state), state_colours[state] };
}

struct tag words_verdict(enum paper_verdict verdict)
{
    return (struct tag){ paper_verdict_label(verdict), verdict_colours[verdict] };
}

struct str words_refusal(enum dossier_refusal refusal)
{
    return refusals[refusal];
}

static struct time_left words_ended(enum dossier_state state, struct str punctuality)
{
    bool is_finished = state == DOSSIER_DECIDED || state == DOSSIER_HANDED_OVER;

    if (!is_finished)
        return (struct time_left){ dossier_state_label(state), STR("rest") };
    if (str_equal(punctuality, STR("late")))
        return (struct time_left){ STR("Xong sau hạn"), STR("late") };
    if (str_equal(punctuality, STR("early")))
        return (struct time_left){ STR("Xong trước hạn"), STR("fine") };
    return (struct time_left){ STR("Đã xong"), STR("fine") };
}

struct time_left words_until(struct arena *arena, const struct calendar *calendar, struct moment due_at,
                             struct moment now)
{
    struct deadline_state left = deadline_state(calendar, (struct deadline){ .due_at = due_at }, now);
    const char *look = left.phase == DEADLINE_OVERDUE             ? "late"
                       : left.minutes <= DEADLINE_MINUTES_PER_DAY ? "soon"
                                                                  : "fine";
    char words[80];

    return (struct time_left){ arena_copy(arena, deadline_words(left, words)), str_of(look) };
}

struct time_left words_time_left(struct arena *arena, const struct calendar *calendar, enum dossier_state state,
                                 struct moment due_at, struct str punctuality, struct moment now)
{
    enum dossier_clock clock = dossier_state_clock(state);

    switch (state == DOSSIER_SUBMITTED ? CLOCK_RUNS : clock) { /* what came by itself has a term of its own */
    case CLOCK_STOPPED:
        return (struct time_left){ STR("Chờ người nộp"), STR("rest") };
    case CLOCK_ENDED:
        return words_ended(state, punctuality);
    case CLOCK_RUNS:
        break;
    }
    return words_until(arena, calendar, due_at, now);
}

struct str words_wanted(struct arena *arena, int64_t quantity, struct str paper_kind)
{
    struct str kind = paper_kind_label(paper_kind);

    if (quantity == 1 && str_equal(paper_kind, STR("present")))
        return kind;
    return arena_printf(arena, "%" PRId64 " %.*s", quantity, STR_ARG(kind));
}

/* Its first letter is a capital Latin one, or Đ. */
struct str words_done(struct arena *arena, enum dossier_event event)
{
    struct str label = dossier_event_label(event);

    if (event == EVENT_MEASURE)
        return STR("Đã ghi biện pháp.");
    if (event == EVENT_REFUSE_EXTENSION)
        return STR("Đã từ chối gia hạn.");
    if (str_starts_with(label, STR("Đã ")))
        return arena_printf(arena, "%.*s.", STR_ARG(label));
    if (str_starts_with(label, STR("Đ")))
        return arena_printf(arena, "Đã đ%.*s.", STR_ARG(str_from(label, sizeof "Đ" - 1)));
    return arena_printf(arena, "Đã %c%.*s.", label.at[0] - 'A' + 'a', STR_ARG(str_from(label, 1)));
}

struct str words_term(struct arena *arena, struct str term_unit, int64_t term_amount)
{
    struct term term;
    char words[48];

    return term_of(term_unit, term_amount, &term) ? arena_copy(arena, term_words(term, words)) : STR("");
}

struct str words_day(struct arena *arena, struct date date)
{
    /* Capitals as Decree 30/2020/NĐ-CP, annex II, writes them. */
    static const char *const names[] = { "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật" };
    char day[11];

    if (!date_is_given(date))
        return STR("");
    date_format(date, day);
    return arena_printf(arena, "%s, %s", names[date_weekday(date)], day);
}

struct str words_moment(struct arena *arena, struct moment moment)
{
    char clock[6];

    if (!moment_is_given(moment))
        return STR("");
    minute_format(moment_minute(moment), clock);
    return arena_printf(arena, "%s %.*s", clock, STR_ARG(words_day(arena, moment_date(moment))));
}

struct str words_count(struct arena *arena, int64_t count)
{
    if (count == 0)
        return STR("");
    return count >= 1000 ? STR("999+") : arena_printf(arena, "%" PRId64, count);
}
