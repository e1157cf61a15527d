/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  What matters most is to know whether a message may have left.  A mail server has it once it got the last
 * line of the data, so: not all data handed over -- certainly not sent; handed over and answered -- the answer says;
 * handed over and no answer -- nobody knows.  A gateway has it once it got the request: a line that breaks after that
 * leaves it unknown. */
#include "sync/http_client.h"

#include "base/buf.h"
#include "base/fatal.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_SECONDS = 15, IDLE_SECONDS = 30, ANSWER_READ_MAX = 1024 * 1024 };

struct http_client {
    CURL *mail, *sms; /* a handle keeps its connection from one message to the next */
    const volatile sig_atomic_t *is_ending;
};

struct transfer {
    struct arena *arena;
    const volatile sig_atomic_t *is_ending;
    struct str upload;
    size_t uploaded;
    bool is_handed_over;   /* a server that says nothing now may have the message */
    bool is_about_message; /* the last command sent was about this message, not about who we are */
    bool is_reply_whole;
    struct buf answer;
    size_t answer_read;
    char error[CURL_ERROR_SIZE];
};

struct http_client *http_client_create(const volatile sig_atomic_t *is_ending)
{
    struct http_client *client = calloc(1, sizeof *client);

    if (client == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        fatal("libcurl cannot be used");
    client->is_ending = is_ending;
    client->mail = curl_easy_init();
    client->sms = curl_easy_init();
    if (client->mail == NULL || client->sms == NULL)
        fatal("no memory for libcurl");
    return client;
}

void http_client_destroy(struct http_client *client)
{
    if (client == NULL)
        return;
    curl_easy_cleanup(client->mail);
    curl_easy_cleanup(client->sms);
    curl_global_cleanup();
    free(client);
}

void http_client_destroy_at(struct http_client **client)
{
    http_client_destroy(*client);
}

/* ---- What libcurl calls ------------------------------------------------------------------------- */

static void keep(struct transfer *transfer, const char *bytes, size_t len)
{
    size_t room = MESSAGE_ANSWER_BYTES_MAX - transfer->answer.len;

    buf_put(&transfer->answer, bytes, len < room ? len : room);
}

static size_t give_data(char *to, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t left = transfer->upload.len - transfer->uploaded;
    size_t len = left < size * count ? left : size * count;

    memcpy(to, transfer->upload.at + transfer->uploaded, len);
    transfer->uploaded += len;
    if (transfer->uploaded == transfer->upload.len) { /* libcurl ends the data by itself now */
        transfer->is_handed_over = true;
        transfer->answer.len = 0;
    }
    return len;
}

static size_t take_answer(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t len = size * count;

    transfer->answer_read += len;
    if (transfer->answer_read > ANSWER_READ_MAX)
        return 0;
    keep(transfer, bytes, len);
    return len;
}

/* The mail server's last reply; its good-bye is none. */
static void take_reply(struct transfer *transfer, struct str line)
{
    if (line.len < 4 || str_starts_with(line, STR("221")))
        return;
    if (transfer->is_reply_whole)
        transfer->answer.len = 0;
    keep(transfer, line.at, line.len);
    transfer->is_reply_whole = line.at[3] != '-';
}

static int watch_mail(CURL *handle, curl_infotype type, char *bytes, size_t len, void *context)
{
    struct transfer *transfer = context;
    struct str text = { bytes, len };

    (void)handle;
    if (type == CURLINFO_HEADER_IN)
        take_reply(transfer, text);
    else if (type == CURLINFO_HEADER_OUT && !str_starts_with(text, STR("QUIT")))
        transfer->is_about_message = str_starts_with(text, STR("RCPT")) || str_starts_with(text, STR("DATA"));
    return 0;
}

static int watch_request(CURL *handle, curl_infotype type, char *bytes, size_t len, void *context)
{
    struct transfer *transfer = context;

    (void)handle;
    (void)bytes;
    (void)len;
    if (type == CURLINFO_HEADER_OUT || type == CURLINFO_DATA_OUT)
        transfer->is_handed_over = true;
    return 0;
}

static int watch_end(void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up)
{
    const struct transfer *transfer = context;

    (void)down_total;
    (void)down;
    (void)up_total;
    (void)up;
    return transfer->is_ending != NULL && *transfer->is_ending && !transfer->is_handed_over;
}

/* ---- Both --------------------------------------------------------------------------------------- */

static struct transfer transfer_of(const struct http_client *client, struct arena *arena, struct str upload)
{
    return (struct transfer){ .arena = arena,
                              .is_ending = client->is_ending,
                              .upload = upload,
                              .answer = buf_new(arena, MESSAGE_ANSWER_BYTES_MAX) };
}

static void set_common(CURL *handle, struct transfer *transfer, long seconds, struct str ca_file)
{
    curl_easy_reset(handle);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, seconds);
    curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, (long)IDLE_SECONDS);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer->error);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, watch_end);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, transfer);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_answer);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, transfer);
    if (ca_file.at != NULL)
        curl_easy_setopt(handle, CURLOPT_CAINFO, arena_c_string(transfer->arena, ca_file));
}

/* Text that a database takes: bytes that are no UTF-8 become '?', a NUL a blank. */
static struct str readable(struct arena *arena, struct str bytes)
{
    struct str copy = arena_copy(arena, str_trim(bytes));
    char *at = (char *)copy.at;

    if (str_is_utf8(copy))
        return copy;
    for (size_t i = 0; i < copy.len; i++)
        if ((unsigned char)at[i] >= 0x80 || at[i] == '\0')
            at[i] = '?';
    return copy;
}

/* What libcurl says where the other side said nothing. */
static struct str words_of(const struct transfer *transfer, CURLcode code)
{
    return readable(transfer->arena,
                    transfer->error[0] != '\0' ? str_of(transfer->error) : str_of(curl_easy_strerror(code)));
}

/* ---- Mail --------------------------------------------------------------------------------------- */

static enum delivery_outcome mail_outcome(const struct transfer *transfer, CURLcode code)
{
    char first = transfer->answer.len > 0 ? transfer->answer.at[0] : '\0';

    if (code == CURLE_OK)
        return DELIVERY_SENT;
    if (transfer->is_handed_over && (first != '4' && first != '5'))
        return DELIVERY_UNKNOWN;
    if (!transfer->is_handed_over && !transfer->is_about_message)
        return DELIVERY_NO_LINE; /* not connected, not let in, or our sender is not liked: nobody's message would go */
    if (first == '5')
        return DELIVERY_REFUSED;
    return first == '4' ? DELIVERY_LATER : DELIVERY_NO_LINE;
}

static void set_mail(CURL *handle, struct transfer *transfer, const struct mail_settings *settings,
                     struct curl_slist *to)
{
    static const long needs[] = {
        [TLS_REQUIRED] = CURLUSESSL_ALL, [TLS_OFFERED] = CURLUSESSL_TRY, [TLS_NONE] = CURLUSESSL_NONE
    };
    struct arena *arena = transfer->arena;

    set_common(handle, transfer, CLIENT_MAIL_SECONDS, settings->ca_file);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, watch_mail);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_URL, arena_c_string(arena, settings->url));
    curl_easy_setopt(handle, CURLOPT_USE_SSL, needs[settings->tls]);
    if (settings->user.at != NULL) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, arena_c_string(arena, settings->user));
        curl_easy_setopt(handle, CURLOPT_PASSWORD, arena_c_string(arena, settings->password));
    }
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, arena_printf(arena, "<%.*s>", STR_ARG(settings->from)).at);
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, give_data);
    curl_easy_setopt(handle, CURLOPT_READDATA, transfer);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)transfer->upload.len);
}

struct delivery http_client_mail(struct http_client *client, struct arena *arena, const struct mail_settings *settings,
                                 struct str to, struct str bytes)
{
    struct transfer transfer = transfer_of(client, arena, bytes);
    struct curl_slist *list = curl_slist_append(NULL, arena_printf(arena, "<%.*s>", STR_ARG(to)).at);

    if (list == NULL)
        fatal("no memory for libcurl");
    set_mail(client->mail, &transfer, settings, list);
    CURLcode code = curl_easy_perform(client->mail);
    struct delivery delivery = { mail_outcome(&transfer, code), readable(arena, buf_str(&transfer.answer)) };
    bool has_refusal = transfer.answer.len > 0 && (transfer.answer.at[0] == '4' || transfer.answer.at[0] == '5');

    if (code != CURLE_OK && !has_refusal)
        delivery.answer = words_of(&transfer, code);
    curl_slist_free_all(list);
    return delivery;
}

/* ---- Gateways ----------------------------------------------------------------------------------- */

/* Codes that say: this server does not take our requests at all, as they are set up. */
static bool is_about_us(long code)
{
    return (code >= 300 && code < 400) || code == 401 || code == 403 || code == 404 || code == 405 || code == 407;
}

/* Codes that say: nobody has looked at it yet. */
static bool is_for_later(long code)
{
    return code == 408 || code == 429 || code == 502 || code == 503;
}

static enum delivery_outcome answered(const struct transfer *transfer, long code, struct str success)
{
    if (code >= 200 && code < 300) /* a gateway may say no with a code that says yes */
        return success.at == NULL || str_contains(buf_str(&transfer->answer), success) ? DELIVERY_SENT : DELIVERY_LATER;
    if (is_about_us(code))
        return DELIVERY_NO_LINE;
    if (is_for_later(code))
        return DELIVERY_LATER;
    return code >= 400 && code < 500 ? DELIVERY_REFUSED : DELIVERY_UNKNOWN;
}

static struct curl_slist *headers_of(struct arena *arena, const struct http_request *request)
{
    /* "Expect:" keeps libcurl from asking first whether a body is welcome */
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");

    if (request->body.len > 0)
        list = curl_slist_append(list, arena_printf(arena, "Content-Type: %.*s", STR_ARG(request->content_type)).at);
    if (request->header.len > 0)
        list = curl_slist_append(list, arena_c_string(arena, request->header));
    if (list == NULL)
        fatal("no memory for libcurl");
    return list;
}

struct delivery http_client_ask(struct http_client *client, struct arena *arena, const struct http_request *request)
{
    struct transfer transfer = transfer_of(client, arena, (struct str){ NULL, 0 });
    struct curl_slist *headers = headers_of(arena, request);
    long http_code = 0;

    set_common(client->sms, &transfer, CLIENT_SMS_SECONDS, request->ca_file);
    curl_easy_setopt(client->sms, CURLOPT_DEBUGFUNCTION, watch_request);
    curl_easy_setopt(client->sms, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(client->sms, CURLOPT_URL, arena_c_string(arena, request->url));
    curl_easy_setopt(client->sms, CURLOPT_HTTPHEADER, headers);
    if (request->body.len > 0) {
        curl_easy_setopt(client->sms, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
        curl_easy_setopt(client->sms, CURLOPT_POSTFIELDS, request->body.at);
    }
    curl_easy_setopt(client->sms, CURLOPT_CUSTOMREQUEST, arena_c_string(arena, request->method));
    CURLcode code = curl_easy_perform(client->sms);

    curl_easy_getinfo(client->sms, CURLINFO_RESPONSE_CODE, &http_code);
    curl_slist_free_all(headers);
    if (code == CURLE_OK)
        return (struct delivery){ answered(&transfer, http_code, request->success),
                                  readable(arena, arena_printf(arena, "HTTP %ld\n%.*s", http_code,
                                                               STR_ARG(buf_str(&transfer.answer)))) };
    return (struct delivery){ transfer.is_handed_over ? DELIVERY_UNKNOWN : DELIVERY_NO_LINE,
                              words_of(&transfer, code) };
}
