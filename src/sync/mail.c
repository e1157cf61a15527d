/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/mail.h"

#include "base/buf.h"
#include "domain/identity.h"

#include <inttypes.h>

enum {
    WORD_BYTES = 42, /* in base64 and its frame 68 characters: the first line of a header has its name before it */
    LINE_CHARS = 75  /* before the sign that a line goes on */
};

static bool is_printable(char c)
{
    return c >= ' ' && c <= '~';
}

/* ---- Headers ------------------------------------------------------------------------------------ */

static void put_base64(struct buf *out, struct str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t left = bytes.len - i;
        uint32_t three = (uint32_t)(unsigned char)bytes.at[i] << 16;

        if (left > 1)
            three |= (uint32_t)(unsigned char)bytes.at[i + 1] << 8;
        if (left > 2)
            three |= (uint32_t)(unsigned char)bytes.at[i + 2];
        buf_put_char(out, digits[three >> 18 & 63]);
        buf_put_char(out, digits[three >> 12 & 63]);
        buf_put_char(out, left > 1 ? digits[three >> 6 & 63] : '=');
        buf_put_char(out, left > 2 ? digits[three & 63] : '=');
    }
}

/* As many bytes as fit into one encoded word without cutting a character. */
static size_t word_length(struct str text)
{
    size_t len = text.len < WORD_BYTES ? text.len : WORD_BYTES;

    while (len > 0 && len < text.len && (text.at[len] & 0xC0) == 0x80)
        len--;
    return len > 0 ? len : text.len < WORD_BYTES ? text.len : WORD_BYTES;
}

static bool needs_encoding(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_printable(text.at[i]) || text.at[i] == '"' || text.at[i] == '\\')
            return true;
    return text.len > WORD_BYTES || str_contains(text, STR("=?"));
}

/* Words of a header; whatever they hold, they stay within it: in an encoded word a line break is two characters of
 * base64. */
static void put_words(struct buf *out, struct str text)
{
    if (!needs_encoding(text)) {
        buf_put_str(out, text);
        return;
    }
    for (bool is_first = true; text.len > 0; is_first = false) {
        size_t len = word_length(text);

        buf_put_str(out, is_first ? STR("=?UTF-8?B?") : STR("\r\n =?UTF-8?B?"));
        put_base64(out, str_head(text, len));
        buf_put_str(out, STR("?="));
        text = str_from(text, len);
    }
}

/* A name before an address: unless it is encoded it stands in quotes. */
static void put_name(struct buf *out, struct str name)
{
    if (needs_encoding(name))
        put_words(out, name);
    else if (name.len > 0)
        buf_printf(out, "\"%.*s\"", STR_ARG(name));
}

static void put_date(struct buf *out, struct moment at)
{
    static const char days[][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    static const char months[][4] = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    struct date date = moment_date(at);
    struct civil civil = date_civil(date);
    int minute = moment_minute(at);

    buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0700\r\n", days[date_weekday(date)], civil.day,
               months[civil.month - 1], civil.year, minute / 60, minute % 60, (int)(at.ms / 1000 % 60));
}

static struct str host_of(struct str address)
{
    str_next(&address, '@');
    return address;
}

static void put_headers(struct buf *out, const struct mail *mail)
{
    buf_put_str(out, STR("From: "));
    put_name(out, mail->from_name);
    buf_printf(out, "%s<%.*s>\r\nTo: <%.*s>\r\nSubject: ", out->len > 6 ? "\r\n " : "", STR_ARG(mail->from),
               STR_ARG(mail->to));
    put_words(out, mail->subject);
    buf_put_str(out, STR("\r\n"));
    put_date(out, mail->at);
    buf_printf(out, "Message-ID: <%" PRId64 "@%.*s>\r\n", mail->message_id, STR_ARG(host_of(mail->from)));
    buf_put_str(out, STR("MIME-Version: 1.0\r\n"
                         "Content-Type: text/plain; charset=utf-8\r\n"
                         "Content-Transfer-Encoding: quoted-printable\r\n"
                         "Auto-Submitted: auto-generated\r\n"
                         "\r\n"));
}

/* ---- Body --------------------------------------------------------------------------------------- */

static bool is_plain(struct str line, size_t i)
{
    char c = line.at[i];
    bool is_first = i == 0;

    if (c == ' ')
        return i + 1 < line.len;
    if (is_first && (c == '.' || (c == 'F' && str_starts_with(line, STR("From ")))))
        return false; /* what servers on the way might take for their own */
    return c > ' ' && c <= '~' && c != '=';
}

static void put_line(struct buf *out, struct str line)
{
    size_t column = 0;

    for (size_t i = 0; i < line.len; i++) {
        size_t width = is_plain(line, i) ? 1 : 3;

        if (column + width > LINE_CHARS) {
            buf_put_str(out, STR("=\r\n"));
            column = 0;
        }
        if (width == 1)
            buf_put_char(out, line.at[i]);
        else
            buf_printf(out, "=%02X", (unsigned char)line.at[i]);
        column += width;
    }
    buf_put_str(out, STR("\r\n"));
}

enum status mail_compose(struct arena *arena, const struct mail *mail, struct str *out)
{
    struct buf bytes = buf_new(arena, MAIL_BYTES_MAX);
    struct str rest = mail->body;

    if (!email_is_plausible(mail->from) || !email_is_plausible(mail->to))
        return ST_INVALID;
    put_headers(&bytes, mail);
    while (rest.len > 0)
        put_line(&bytes, str_next(&rest, '\n'));
    if (buf_overflowed(&bytes))
        return ST_TOO_LARGE;
    *out = buf_str(&bytes);
    return ST_OK;
}

bool mail_parse_sender(struct str text, struct str *out_name, struct str *out_address)
{
    struct str rest = str_trim(text);
    struct str name = str_next(&rest, '<');
    struct str address = rest;

    if (rest.at == NULL) {
        address = name;
        name = STR("");
    } else if (str_ends_with(address, STR(">"))) {
        address.len--;
    } else {
        return false;
    }
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] < ' ' || name.at[i] == '"' || name.at[i] == '\\')
            return false;
    if (!email_is_plausible(address) || !str_is_utf8(name))
        return false;
    *out_name = str_trim(name);
    *out_address = address;
    return true;
}
