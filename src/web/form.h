/* SPDX-License-Identifier: Apache-2.0 */
/* form -- bytes into fields: paths, queries, urlencoded and multipart bodies, cookies.
 *
 * Every parser takes hostile bytes and gives either fields that are valid UTF-8 without NUL, within the bounds of
 * web/limits.h, or a status:
 *     ST_INVALID    a bad escape, bad UTF-8, a NUL, a malformed part
 *     ST_TOO_LARGE  too many fields, or one too long
 * Values are tidied as all stored text is: line ends are \n (browsers send \r\n), letters composed (NFC). */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/request.h"

/* %41 becomes A; in a query or form also + becomes a blank. */
enum status form_decode(struct arena *arena, struct str encoded, bool plus_is_blank, struct str *out) MUST_CHECK;

/* Fit for a value in an address; a path stays readable. */
struct str form_encode(struct arena *arena, struct str text);

enum status form_parse_urlencoded(struct arena *arena, struct str text, struct fields *out) MUST_CHECK;

/* `content_type` is the header's value, with its boundary.  A part with a file name is a field like any other. */
enum status form_parse_multipart(struct arena *arena, struct str content_type, struct str body, struct fields *out)
    MUST_CHECK;

/* Whichever of the two the content type names; any other leaves no fields. */
enum status form_parse(struct arena *arena, struct str content_type, struct str body, struct fields *out) MUST_CHECK;

/* The cookie called `name` of a Cookie header; null when absent. */
struct str form_cookie(struct str header, struct str name);

/* Is it this name?  In the pattern `#` stands for digits: "paper_#_note". */
bool form_name_matches(struct str name, struct str pattern);

/* The form holds no other fields than these (and `csrf`), none twice; else ST_INVALID.  In a name `#` stands for
 * digits ("paper_#_note"), and a `*` at its end allows the field several times. */
enum status form_only_named(const struct request *request, const char *const *names) MUST_CHECK;

#define form_only(request, ...) form_only_named((request), (const char *const[]){ __VA_ARGS__, NULL })

#endif
