/* SPDX-License-Identifier: Apache-2.0 */
/* qr -- a text as a square of dark and light modules (ISO/IEC 18004, error correction M). */
#ifndef OUTPUT_QR_H
#define OUTPUT_QR_H

#include "base/arena.h"

enum { QR_QUIET_MODULES = 4 }; /* light border that readers need on each side */

struct qr {
    int side; /* modules, without the border */
    const unsigned char *modules;
};

bool qr_encode(struct arena *arena, struct str text, struct qr *out); /* false: empty, or past 2,331 bytes */
bool qr_is_dark(struct qr qr, int column, int row);

#endif
