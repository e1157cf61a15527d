/* SPDX-License-Identifier: Apache-2.0 */
/* json -- JSON texts into values and back (RFC 8259); the only door to jansson.
 *
 * Values live in the arena they were made with.  Numbers are whole numbers of 64 bits: one with a fraction or an
 * exponent is kept as JSON_KIND_FRACTION, without its value, so that a reader can say what is wrong with it. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/status.h"

enum json_kind {
    JSON_KIND_NULL,
    JSON_KIND_BOOL,
    JSON_KIND_WHOLE,
    JSON_KIND_FRACTION,
    JSON_KIND_TEXT,
    JSON_KIND_LIST,
    JSON_KIND_OBJECT
};

struct json; /* opaque: see json.c */

enum { JSON_DEPTH_MAX = 24, JSON_VALUES_MAX = 40000 };

/* Where and why a text is not JSON; line and column count from 1. */
struct json_fault {
    int line, column;
    struct str reason; /* a short English phrase */
};

/* Objects with a key twice, deeper nesting than JSON_DEPTH_MAX and more values than JSON_VALUES_MAX are refused.
 *     ST_TOO_LARGE  longer than `max_bytes`
 *     ST_INVALID    not JSON; *out_fault says where (it may be NULL) */
enum status json_parse(struct arena *arena, struct str text, size_t max_bytes, const struct json **out,
                       struct json_fault *out_fault) MUST_CHECK;

enum json_kind json_kind(const struct json *value); /* NULL counts as null */
const char *json_kind_name(enum json_kind kind);    /* "text", "list" … */

/* ---- Reading: a value of another kind, or an absent one, is false and leaves *out untouched ---------------- */

bool json_as_str(const struct json *value, struct str *out);
bool json_as_i64(const struct json *value, int64_t *out);
bool json_as_bool(const struct json *value, bool *out);

const struct json *json_get(const struct json *object, const char *key); /* NULL when absent or not an object */
bool json_get_str(const struct json *object, const char *key, struct str *out);
bool json_get_i64(const struct json *object, const char *key, int64_t *out);
bool json_get_bool(const struct json *object, const char *key, bool *out);

/* Items of a list, members of an object, in the order of the text. */
size_t json_count(const struct json *value);
const struct json *json_item(const struct json *value, size_t i);
struct str json_key(const struct json *object, size_t i);

/* The first key of `object` that is not in `known` (a NULL-terminated list); null when there is none. */
struct str json_unknown_key(const struct json *object, const char *const *known);

/* ---- Making ------------------------------------------------------------------------------------------------ */

struct json *json_new_object(struct arena *arena);
struct json *json_new_list(struct arena *arena);

/* A key put twice keeps the last value.  Keys are literals or live as long as the arena; text is not copied. */
void json_put(struct json *object, const char *key, struct json *value);
void json_put_str(struct json *object, const char *key, struct str text); /* null becomes null */
void json_put_i64(struct json *object, const char *key, int64_t number);
void json_put_bool(struct json *object, const char *key, bool truth);

void json_append(struct json *list, struct json *value);
void json_append_i64(struct json *list, int64_t number);

/* Compact, keys in the order of their bytes: equal values always give equal bytes. */
void json_write(struct buf *out, const struct json *value);

/* Only the text, quoted and escaped. */
void json_write_str(struct buf *out, struct str text);

#endif
