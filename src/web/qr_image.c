/* SPDX-License-Identifier: Apache-2.0 */
#include "web/qr_image.h"

#include "base/buf.h"
#include "output/qr.h"

enum { IMAGE_BYTES_MAX = 512 * 1024 };

/* One dark stretch of a row. */
static int dark_run(struct qr qr, int column, int row)
{
    int length = 0;

    while (column + length < qr.side && qr_is_dark(qr, column + length, row))
        length++;
    return length;
}

static void put_row(struct buf *out, struct qr qr, int row)
{
    for (int column = 0; column < qr.side;) {
        int length = dark_run(qr, column, row);

        if (length > 0)
            buf_printf(out, "M%d,%dh%dv1h-%dz", column + QR_QUIET_MODULES, row + QR_QUIET_MODULES, length, length);
        column += length > 0 ? length : 1;
    }
}

/* What a data: address may not hold (" # < >) is written as escapes; apostrophes are not needed. */
struct str qr_image(struct arena *arena, struct str text)
{
    struct buf out = buf_new(arena, IMAGE_BYTES_MAX);
    struct qr qr;

    if (str_is_empty(text) || !qr_encode(arena, text, &qr))
        return STR("");
    int side = qr.side + 2 * QR_QUIET_MODULES;

    buf_printf(&out,
               "data:image/svg+xml,%%3Csvg%%20xmlns=%%22http://www.w3.org/2000/"
               "svg%%22%%20viewBox=%%220%%200%%20%d%%20%d%%22%%20"
               "shape-rendering=%%22crispEdges%%22%%3E%%3Cpath%%20fill=%%22%%23fff%%22%%20d=%%22M0,0h%dv%dH0z%%22/%%3E"
               "%%3Cpath%%20d=%%22",
               side, side, side, side);
    for (int row = 0; row < qr.side; row++)
        put_row(&out, qr, row);
    buf_put_str(&out, STR("%22/%3E%3C/svg%3E"));
    return buf_str(&out);
}
