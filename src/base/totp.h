/* SPDX-License-Identifier: Apache-2.0 */
/* totp -- one-time codes from a phone (RFC 6238: SHA-1, 6 digits, 30 seconds); totp.c alone includes liboath. */
#ifndef BASE_TOTP_H
#define BASE_TOTP_H

#include "base/arena.h"
#include "base/clock.h"

struct str totp_make_secret(struct arena *arena); /* base32, 160 bits */
bool totp_secret_is_valid(struct str secret);     /* has the form of one of ours */

/* Is `code` that of now, or of the step before or after (a phone's clock drifts)?  A step up to `last_step` has been
 * used already and is refused; *out_step is the one to remember. */
bool totp_matches(struct str secret, struct str code, struct moment now, int64_t last_step, int64_t *out_step);

/* "otpauth://totp/…" for the QR picture that a phone reads. */
struct str totp_uri(struct arena *arena, struct str issuer, struct str login, struct str secret);

#endif
