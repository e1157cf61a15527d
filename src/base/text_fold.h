/* SPDX-License-Identifier: Apache-2.0 */
/* text_fold -- Vietnamese text made comparable, and in capitals.
 *
 * All functions take UTF-8 with marks precomposed (ế) or combining (e + ̂ + ́), also mixed; bytes that are not UTF-8
 * pass through. */
#ifndef BASE_TEXT_FOLD_H
#define BASE_TEXT_FOLD_H

#include "base/arena.h"

/* Lower case without any mark: "Đăng ký" becomes "dang ky".  Letters of other scripts pass through. */
struct str text_fold(struct arena *arena, struct str text);

/* Unicode's composed form (NFC) of the letters Vietnamese has: what keyboards, cards and macOS file names send becomes
 * the one spelling we store.  Everything else passes through. */
struct str text_nfc(struct arena *arena, struct str text);

/* Capitals, as heads of letters have them: "xã Bình Yên" becomes "XÃ BÌNH YÊN".  Other scripts pass through. */
struct str text_upper(struct arena *arena, struct str text);

/* ASCII, as telephones without our letters need it: "Đã tiếp nhận – UBND xã" becomes "Da tiep nhan - UBND xa"; what has
 * no plain letter becomes '?'. */
struct str text_ascii(struct arena *arena, struct str text);

#endif
