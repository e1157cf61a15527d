/* SPDX-License-Identifier: Apache-2.0 */
/* vietnamese -- the letters of the alphabet: capitals, and the composed form that all stored text has (NFC).
 * Text is well-formed UTF-8; characters of other alphabets stay as they are. */
#ifndef BASE_VIETNAMESE_H
#define BASE_VIETNAMESE_H

#include "base/arena.h"

struct str vietnamese_upper(struct arena *arena, struct str text); /* "xã Bình Yên" to "XÃ BÌNH YÊN" */

/* A letter followed by its marks, as some keyboards and telephones send it, becomes one character; never longer.
 * Returns `text` itself when nothing is to be done, and null for null. */
struct str vietnamese_compose(struct arena *arena, struct str text);

#endif
