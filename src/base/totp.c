/* SPDX-License-Identifier: Apache-2.0 */
#include "base/totp.h"

#include "base/buf.h"
#include "base/fatal.h"
#include "base/hash.h"
#include "base/random.h"

#include <liboath/oath.h>
#include <stdlib.h>

enum { STEP_SECONDS = 30, DIGITS = 6, DRIFT_STEPS = 1, SECRET_CHARS = 32, URI_BYTES_MAX = 4096 };

__attribute__((constructor)) static void start(void)
{
    if (oath_init() != OATH_OK)
        fatal("liboath does not start");
}

struct str totp_make_secret(struct arena *arena)
{
    return random_base32(arena, SECRET_CHARS);
}

bool totp_secret_is_valid(struct str secret)
{
    if (secret.at == NULL || secret.len != SECRET_CHARS)
        return false;
    for (size_t i = 0; i < secret.len; i++)
        if (!(secret.at[i] >= 'A' && secret.at[i] <= 'Z') && !(secret.at[i] >= '2' && secret.at[i] <= '7'))
            return false;
    return true;
}

static bool looks_like_code(struct str code)
{
    if (code.at == NULL || code.len != DIGITS)
        return false;
    for (size_t i = 0; i < code.len; i++)
        if (code.at[i] < '0' || code.at[i] > '9')
            return false;
    return true;
}

static bool code_is_of_step(const char *key, size_t key_len, struct str code, int64_t step)
{
    char expected[DIGITS + 1];
    int outcome = oath_totp_generate(key, key_len, (time_t)(step * STEP_SECONDS), STEP_SECONDS, 0, DIGITS, expected);

    return outcome == OATH_OK && hash_same(code, (struct str){ expected, DIGITS });
}

bool totp_matches(struct str secret, struct str code, struct moment now, int64_t last_step, int64_t *out_step)
{
    int64_t this_step = now.ms / 1000 / STEP_SECONDS;
    char *key = NULL;
    size_t key_len = 0;
    bool matches = false;

    if (!looks_like_code(code) || secret.at == NULL)
        return false;
    if (oath_base32_decode(secret.at, secret.len, &key, &key_len) != OATH_OK)
        return false;
    for (int64_t step = this_step - DRIFT_STEPS; step <= this_step + DRIFT_STEPS && !matches; step++)
        if (step > last_step && code_is_of_step(key, key_len, code, step)) {
            *out_step = step;
            matches = true;
        }
    free(key);
    return matches;
}

static void put_percent_encoded(struct buf *buf, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
            c == '_')
            buf_put_char(buf, (char)c);
        else
            buf_printf(buf, "%%%02X", c);
    }
}

struct str totp_uri(struct arena *arena, struct str issuer, struct str login, struct str secret)
{
    struct buf buf = buf_new(arena, URI_BYTES_MAX);

    buf_put_str(&buf, STR("otpauth://totp/"));
    put_percent_encoded(&buf, issuer);
    buf_put_char(&buf, ':');
    put_percent_encoded(&buf, login);
    buf_put_str(&buf, STR("?secret="));
    buf_put_str(&buf, secret);
    buf_put_str(&buf, STR("&issuer="));
    put_percent_encoded(&buf, issuer);
    return buf_str(&buf);
}
