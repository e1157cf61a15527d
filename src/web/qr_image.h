/* SPDX-License-Identifier: Apache-2.0 */
/* qr_image -- a text's QR as the address of an image that stands in the page itself. */
#ifndef WEB_QR_IMAGE_H
#define WEB_QR_IMAGE_H

#include "base/arena.h"

/* "data:image/svg+xml,…"; empty when the text is empty or too long for a QR. */
struct str qr_image(struct arena *arena, struct str text);

#endif
