/* SPDX-License-Identifier: Apache-2.0 */
/* messages -- a refusal as a page in plain Vietnamese, or under /api as a problem document (RFC 9457). */
#ifndef WEB_MESSAGES_H
#define WEB_MESSAGES_H

#include "web/request.h"

enum message {
#define MESSAGE(name, code, heading, sentence) MESSAGE_##name,
#include "web/messages.def"
#undef MESSAGE
    MESSAGE_COUNT
};

enum message message_of_status(enum status status);
int message_code(enum message message);
struct str message_heading(enum message message);
struct str message_sentence(enum message message);

bool message_is_for_programs(const struct request *request); /* under /api */

void message_clear(struct response *response); /* takes back whatever it holds, its headers too */

/* "Sai quá nhiều lần. Hãy đợi 15 giây rồi thử lại.", for the page that shows the form again. */
struct str message_wait_words(struct arena *arena, struct moment now, struct moment retry_at);

/* The same for the browser or program: 429 with Retry-After.  Replaces the code of a response that is filled. */
void message_wait(struct request *request, struct response *response, struct moment retry_at);

/* Replaces whatever `response` holds. */
void message_answer(struct request *request, struct response *response, enum message message);

#endif
