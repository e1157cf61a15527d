/* SPDX-License-Identifier: Apache-2.0 */
#include "output/qr.h"

#include <qrencode.h>

bool qr_encode(struct arena *arena, struct str text, struct qr *out)
{
    QRcode *code = QRcode_encodeData((int)text.len, (const unsigned char *)text.at, 0, QR_ECLEVEL_M);

    if (code == NULL)
        return false;
    size_t count = (size_t)code->width * (size_t)code->width;
    unsigned char *modules = arena_array(arena, unsigned char, count);
    for (size_t i = 0; i < count; i++)
        modules[i] = code->data[i] & 1;
    *out = (struct qr){ code->width, modules };
    QRcode_free(code);
    return true;
}

bool qr_is_dark(struct qr qr, int column, int row)
{
    return qr.modules[row * qr.side + column] != 0;
}
