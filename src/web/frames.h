/* SPDX-License-Identifier: Apache-2.0 */
/* frames -- whole messages over a stream socket between two processes of the server, without waiting.
 *
 * A message is as it was added, or it does not come at all: what was half sent when a process died is never given. */
#ifndef WEB_FRAMES_H
#define WEB_FRAMES_H

#include "base/str.h"

#include <stdint.h>

enum { FRAME_BYTES_MAX = 16 * 1024 * 1024 }; /* of one message; a longer one ends the process: bounds are kept before */

struct frames;

struct frames *frames_create(int socket); /* which is non-blocking, and closed with it */
void frames_destroy(struct frames *frames);
int frames_socket(const struct frames *frames);

void frames_add(struct frames *frames, struct str message); /* copied; leaves with frames_send() */
bool frames_send(struct frames *frames); /* as much as the socket takes now; false: nobody is there any more */
bool frames_has_unsent(const struct frames *frames);

bool frames_receive(struct frames *frames); /* what came so far; false: nobody is there any more */
/* The next whole message; valid until frames_receive().  What came before the end is given even after it. */
bool frames_next(struct frames *frames, struct str *out);

#endif
