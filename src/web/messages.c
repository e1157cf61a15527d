/* SPDX-License-Identifier: Apache-2.0 */
#include "web/messages.h"

#include "templates.h"
#include "web/layout.h"

static const struct {
    const char *kind; /* the last part of a problem's type */
    int code;
    struct str heading, sentence;
} messages[MESSAGE_COUNT] = {
#define MESSAGE(name, code, heading, sentence) \
    [MESSAGE_##name] = { #name, (code), { (heading), sizeof(heading) - 1 }, { (sentence), sizeof(sentence) - 1 } },
#include "web/messages.def"
#undef MESSAGE
};

/* A status without its row in messages.def does not compile. */
enum message message_of_status(enum status status)
{
    static const enum message of_status[ST_COUNT] = {
#define STATUS(name, text) [ST_##name] = MESSAGE_##name,
#include "base/status.def"
#undef STATUS
    };

    return of_status[status];
}

int message_code(enum message message)
{
    return messages[message].code;
}

struct str message_heading(enum message message)
{
    return messages[message].heading;
}

struct str message_sentence(enum message message)
{
    return messages[message].sentence;
}

bool message_is_for_programs(const struct request *request)
{
    return str_starts_with(request->path, STR("/api/"));
}

void message_clear(struct response *response)
{
    response->body.bytes->len = 0;
    response->body.bytes->is_overflowed = false;
    response->constant = (struct str){ NULL, 0 };
    response->header_count = 0;
    response->content_type = "text/html; charset=utf-8";
}

/* "NOT_FOUND" as a problem's type ends: "not-found". */
static void put_kind(struct buf *out, const char *name)
{
    for (; *name != '\0'; name++)
        buf_put_char(out, *name == '_' ? '-' : (char)(*name | 0x20));
}

static void answer_program(struct response *response, enum message message)
{
    struct buf *out = response->body.bytes;

    response->content_type = "application/problem+json";
    buf_put_str(out, STR("{\"type\":\"/api/problems/"));
    put_kind(out, messages[message].kind);
    buf_printf(out, "\",\"title\":\"%.*s\",\"status\":%d,\"detail\":\"%.*s\"}\n", STR_ARG(messages[message].heading),
               messages[message].code, STR_ARG(messages[message].sentence));
    if (message == MESSAGE_UNAUTHENTICATED)
        response_header(response, STR("WWW-Authenticate"), STR("Bearer"));
}

static int64_t seconds_until(struct moment now, struct moment retry_at)
{
    return (retry_at.ms - now.ms + 999) / 1000;
}

struct str message_wait_words(struct arena *arena, struct moment now, struct moment retry_at)
{
    int64_t seconds = seconds_until(now, retry_at);

    if (seconds < 60)
        return arena_printf(arena, "Sai quá nhiều lần. Hãy đợi %lld giây rồi thử lại.", (long long)seconds);
    return arena_printf(arena, "Sai quá nhiều lần. Hãy đợi %lld phút rồi thử lại.", (long long)((seconds + 59) / 60));
}

void message_wait(struct request *request, struct response *response, struct moment retry_at)
{
    response->code = messages[MESSAGE_TOO_MANY].code;
    response_header(response, STR("Retry-After"),
                    arena_printf(request->arena, "%lld", (long long)seconds_until(request->now, retry_at)));
}

static struct link way_out(const struct request *request)
{
    if (!role_may(request->user.actor.role, PERM_DOSSIER_READ))
        return (struct link){ .label = STR("Về trang đầu"), .href = STR("/") };
    return (struct link){ .label = STR("Về danh sách công việc"), .href = STR("/dossiers") };
}

void message_answer(struct request *request, struct response *response, enum message message)
{
    message_clear(response);
    response->code = messages[message].code;
    if (message == MESSAGE_BUSY || message == MESSAGE_TOO_MANY || message == MESSAGE_UNAVAILABLE)
        response_header(response, STR("Retry-After"), message == MESSAGE_TOO_MANY ? STR("60") : STR("2"));
    if (message_is_for_programs(request)) {
        answer_program(response, message);
        return;
    }
    tpl_public_error(&response->body,
                     &(struct error_page){
                         .layout = layout_of(request, messages[message].heading),
                         .heading = messages[message].heading,
                         .message = messages[message].sentence,
                         .way_out = way_out(request),
                         .request_number = messages[message].code >= 500 ? request->number : (struct str){ NULL, 0 },
                     });
}
