/* SPDX-License-Identifier: Apache-2.0 */
/* change_frame -- what a worker asks of the writer, and what the writer answers, as the bytes of a message. */
#ifndef WEB_CHANGE_FRAME_H
#define WEB_CHANGE_FRAME_H

#include "web/dispatch.h"

enum wish_kind {
    WISH_CHANGE, /* run this request */
    WISH_TRACE,  /* write who looked at which dossier */
    WISH_TOUCH   /* note that this session is alive; has no reply */
};

struct wish {
    enum wish_kind kind;
    int64_t tag;            /* the worker's own; comes back with the reply */
    struct arrival arrival; /* of a change; of a trace the number and the moment alone */
    struct actor actor;     /* who looked … */
    int64_t dossier_id;     /* … at what … */
    bool opens_dossier;     /* … and whether its holder opens it for the first time */
    struct str session_hash;
};

struct reply {
    int64_t tag;
    enum status status; /* of a trace: was it written?  A change's refusal is its response */
    int code;           /* the rest is the response to a change */
    struct str content_type;
    struct fields headers;
    struct str body;
    struct str shows;   /* the handler that makes the body instead, by its name; empty: none */
    struct str segment; /* … of this */
};

struct str change_frame_wish(struct arena *arena, const struct wish *wish);
struct str change_frame_reply(struct arena *arena, const struct reply *reply);

/* From a message, which is copied to `arena`.  False: not such a message. */
bool change_frame_read_wish(struct arena *arena, struct str message, struct wish *out);
bool change_frame_read_reply(struct arena *arena, struct str message, struct reply *out);

#endif
