/* SPDX-License-Identifier: Apache-2.0 */
/* mail -- a message as it goes over the wire to the mail server (RFC 5322, 2045, 2047): ASCII throughout, no line
 * longer than 78 characters, lines end with CR LF. */
#ifndef SYNC_MAIL_H
#define SYNC_MAIL_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/date.h"

enum { MAIL_BYTES_MAX = 256 * 1024 };

struct mail {
    struct str from_name; /* may be empty */
    struct str from, to;  /* addresses */
    struct str subject, body;
    int64_t message_id; /* the same on every attempt, so that who gets it twice can see it */
    struct moment at;
};

/*     ST_INVALID    an address is none
 *     ST_TOO_LARGE  longer than MAIL_BYTES_MAX */
enum status mail_compose(struct arena *arena, const struct mail *mail, struct str *out) MUST_CHECK;

/* "UBND xã Bình Yên <motcua@binhyen.gov.vn>" or the address alone; false: neither. */
bool mail_parse_sender(struct str text, struct str *out_name, struct str *out_address);

#endif
