/* SPDX-License-Identifier: Apache-2.0 */
/* api_write -- JSON answers written member by member straight into the response, without a tree in between.
 *
 *     struct api_object object = api_begin(out);
 *     api_str(&object, "code", row.code);
 *     api_end(&object);
 */
#ifndef WEB_API_WRITE_H
#define WEB_API_WRITE_H

#include "base/buf.h"
#include "domain/date.h"
#include "web/request.h"

struct api_object {
    struct buf *out;
    bool has_members;
};

struct api_object api_begin(struct buf *out);             /* '{' */
void api_end(struct api_object *object);                  /* '}' */
void api_key(struct api_object *object, const char *key); /* the value follows by the caller's hand */

void api_str(struct api_object *object, const char *key, struct str text); /* null is null */
void api_i64(struct api_object *object, const char *key, int64_t number);
void api_bool(struct api_object *object, const char *key, bool truth);
void api_date(struct api_object *object, const char *key, struct date date);       /* "1985-03-05"; none is null */
void api_moment(struct api_object *object, const char *key, struct moment moment); /* "2025-09-05T17:30:00+07:00" */

/* A JSON pointer (RFC 6901) to a member of a member: "/answers/chung-sinh"; ~ and / in the name are escaped. */
struct str api_pointer(struct arena *arena, struct str member, struct str name);

/* One thing that is wrong with a request's body.  `place` is a JSON pointer; what was not sent is pointed to where it
 * would stand. */
struct api_fault {
    struct str place, detail;
};

/* A problem document (RFC 9457) with what is wrong; the handler then ends with ST_OK. */
void api_problem(struct response *response, int code, const char *kind, struct str title, struct str detail,
                 const struct api_fault *faults, size_t count);

/* The response is JSON. */
void api_is_json(struct response *response);

#endif
