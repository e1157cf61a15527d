/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  Both sides are the same program, so numbers are as the machine has them.  A number is 8 bytes; a text is its
 * length and its bytes, null has the length -1. */
#include "web/change_frame.h"

#include "web/frames.h"
#include "web/limits.h"

#include <string.h>

enum { ROOM_BYTES = 2048 };

/* ---- Writing ------------------------------------------------------------------------------------ */

/* With room for a body, which is nearly all of a long message: growing would take its memory twice. */
static struct buf begin(struct arena *arena, struct str body)
{
    struct buf out = buf_new(arena, FRAME_BYTES_MAX);

    out.room = ROOM_BYTES + body.len;
    out.at = arena_alloc(arena, out.room);
    return out;
}

static void put_number(struct buf *out, int64_t number)
{
    buf_put(out, (const char *)&number, sizeof number);
}

static void put_text(struct buf *out, struct str text)
{
    put_number(out, text.at == NULL ? -1 : (int64_t)text.len);
    if (text.len > 0)
        buf_put_str(out, text);
}

static void put_fields(struct buf *out, struct fields fields)
{
    put_number(out, (int64_t)fields.count);
    for (size_t i = 0; i < fields.count; i++) {
        put_text(out, fields.at[i].name);
        put_text(out, fields.at[i].value);
    }
}

static void put_arrival(struct buf *out, const struct arrival *arrival)
{
    put_number(out, arrival->method);
    put_number(out, arrival->at.ms);
    put_text(out, arrival->number);
    put_text(out, arrival->target);
    put_text(out, arrival->address);
    put_fields(out, arrival->headers);
    put_text(out, arrival->body);
}

static void put_actor(struct buf *out, struct actor actor)
{
    put_number(out, actor.account_id);
    put_number(out, actor.office_id);
    put_number(out, actor.unit_id);
    put_number(out, actor.role);
}

struct str change_frame_wish(struct arena *arena, const struct wish *wish)
{
    struct buf out = begin(arena, wish->arrival.body);

    put_number(&out, wish->kind);
    put_number(&out, wish->tag);
    put_arrival(&out, &wish->arrival);
    put_actor(&out, wish->actor);
    put_number(&out, wish->dossier_id);
    put_number(&out, wish->opens_dossier);
    put_text(&out, wish->session_hash);
    return buf_str(&out);
}

struct str change_frame_reply(struct arena *arena, const struct reply *reply)
{
    struct buf out = begin(arena, reply->body);

    put_number(&out, reply->tag);
    put_number(&out, reply->status);
    put_number(&out, reply->code);
    put_text(&out, reply->content_type);
    put_fields(&out, reply->headers);
    put_text(&out, reply->shows);
    put_text(&out, reply->segment);
    put_text(&out, reply->body);
    return buf_str(&out);
}

/* ---- Reading ------------------------------------------------------------------------------------ */

struct reader {
    struct arena *arena;
    struct str left;
    bool is_broken;
};

static int64_t take_number(struct reader *reader)
{
    int64_t number = 0;

    if (reader->is_broken || reader->left.len < sizeof number) {
        reader->is_broken = true;
        return 0;
    }
    memcpy(&number, reader->left.at, sizeof number);
    reader->left = str_from(reader->left, sizeof number);
    return number;
}

static int take_one_of(struct reader *reader, int count)
{
    int64_t number = take_number(reader);

    if (number < 0 || number >= count) {
        reader->is_broken = true;
        return 0;
    }
    return (int)number;
}

static struct str take_text(struct reader *reader)
{
    int64_t len = take_number(reader);
    struct str text;

    if (len < 0)
        return (struct str){ NULL, 0 };
    if (reader->is_broken || reader->left.len < (size_t)len) {
        reader->is_broken = true;
        return (struct str){ NULL, 0 };
    }
    text = str_head(reader->left, (size_t)len);
    reader->left = str_from(reader->left, (size_t)len);
    return text;
}

static struct fields take_fields(struct reader *reader)
{
    size_t count = (size_t)take_one_of(reader, LIMIT_HEADERS + 1);
    struct field *fields = arena_array(reader->arena, struct field, count);

    for (size_t i = 0; i < count; i++) {
        fields[i].name = take_text(reader);
        fields[i].value = take_text(reader);
    }
    return (struct fields){ fields, count };
}

static struct arrival take_arrival(struct reader *reader)
{
    struct arrival arrival;

    arrival.method = (enum method)take_one_of(reader, METHOD_DELETE + 1);
    arrival.at.ms = take_number(reader);
    arrival.number = take_text(reader);
    arrival.target = take_text(reader);
    arrival.address = take_text(reader);
    arrival.headers = take_fields(reader);
    arrival.body = take_text(reader);
    return arrival;
}

static struct actor take_actor(struct reader *reader)
{
    struct actor actor;

    actor.account_id = take_number(reader);
    actor.office_id = take_number(reader);
    actor.unit_id = take_number(reader);
    actor.role = (enum role)take_one_of(reader, ROLE_COUNT);
    return actor;
}

static struct reader reader_of(struct arena *arena, struct str message)
{
    return (struct reader){ arena, arena_copy(arena, message), false };
}

static bool is_whole(const struct reader *reader)
{
    return !reader->is_broken && reader->left.len == 0;
}

bool change_frame_read_wish(struct arena *arena, struct str message, struct wish *out)
{
    struct reader reader = reader_of(arena, message);

    out->kind = (enum wish_kind)take_one_of(&reader, WISH_TOUCH + 1);
    out->tag = take_number(&reader);
    out->arrival = take_arrival(&reader);
    out->actor = take_actor(&reader);
    out->dossier_id = take_number(&reader);
    out->opens_dossier = take_one_of(&reader, 2) == 1;
    out->session_hash = take_text(&reader);
    return is_whole(&reader);
}

bool change_frame_read_reply(struct arena *arena, struct str message, struct reply *out)
{
    struct reader reader = reader_of(arena, message);

    out->tag = take_number(&reader);
    out->status = (enum status)take_one_of(&reader, ST_COUNT);
    out->code = take_one_of(&reader, 1000);
    out->content_type = take_text(&reader);
    out->headers = take_fields(&reader);
    out->shows = take_text(&reader);
    out->segment = take_text(&reader);
    out->body = take_text(&reader);
    return is_whole(&reader);
}
