/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/settings.h"

#include "base/cleanup.h"
#include "sync/mail.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { SECRET_BYTES_MAX = 1024 };

static const char *const keys[] = {
    "smtp_url",     "smtp_from",       "smtp_user",   "smtp_password_file", "smtp_tls",
    "smtp_ca_file", "sms_url",         "sms_method",  "sms_content_type",   "sms_body",
    "sms_header",   "sms_secret_file", "sms_success", "sms_ca_file",
};

struct reading {
    struct arena *arena;
    const struct config *config;
    struct str folder;
    struct str *fault;
};

bool settings_knows(struct str key)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_equal(key, str_of(keys[i])))
            return true;
    return false;
}

__attribute__((format(printf, 2, 3))) static enum status refuse(const struct reading *reading, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    *reading->fault = arena_vprintf(reading->arena, format, args);
    va_end(args);
    return ST_INVALID;
}

static struct str value(const struct reading *reading, const char *key)
{
    return config_value(reading->config, key);
}

static struct str value_or(const struct reading *reading, const char *key, struct str usual)
{
    struct str found = value(reading, key);

    return found.at != NULL ? found : usual;
}

static const char *path_of(const struct reading *reading, struct str path)
{
    if (str_starts_with(path, STR("/")))
        return arena_c_string(reading->arena, path);
    return arena_printf(reading->arena, "%.*s/%.*s", STR_ARG(reading->folder), STR_ARG(path)).at;
}

static void close_file_at(FILE **file)
{
    if (*file != NULL)
        fclose(*file);
}

/* The first line of the file that `key` names; null when there is no such key. */
static enum status read_secret(const struct reading *reading, const char *key, struct str *out)
{
    struct str name = value(reading, key);

    if (name.at == NULL)
        return ST_OK;
    const char *path = path_of(reading, name);
    FILE *file CLEANUP(close_file_at) = fopen(path, "re");
    char *bytes = arena_alloc(reading->arena, SECRET_BYTES_MAX + 1);

    if (file == NULL)
        return refuse(reading, "%s: %s: %s", key, path, strerror(errno));
    size_t len = fread(bytes, 1, SECRET_BYTES_MAX + 1, file);

    if (len > SECRET_BYTES_MAX)
        return refuse(reading, "%s: %s is longer than %d bytes", key, path, SECRET_BYTES_MAX);
    struct str rest = { bytes, len };

    *out = str_trim(str_next(&rest, '\n'));
    if (out->len == 0)
        return refuse(reading, "%s: %s is empty", key, path);
    return ST_OK;
}

static enum status read_ca_file(const struct reading *reading, const char *key, struct str *out)
{
    struct str name = value(reading, key);

    if (name.at == NULL)
        return ST_OK;
    FILE *file CLEANUP(close_file_at) = fopen(path_of(reading, name), "re");

    if (file == NULL)
        return refuse(reading, "%s: %s: %s", key, path_of(reading, name), strerror(errno));
    *out = str_of(path_of(reading, name));
    return ST_OK;
}

static bool is_clean(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F)
            return false;
    return true;
}

static enum status read_tls(const struct reading *reading, struct mail_settings *mail)
{
    struct str tls = value_or(reading, "smtp_tls", STR("required"));

    if (str_equal(tls, STR("required")))
        mail->tls = TLS_REQUIRED;
    else if (str_equal(tls, STR("offered")))
        mail->tls = TLS_OFFERED;
    else if (str_equal(tls, STR("no")))
        mail->tls = TLS_NONE;
    else
        return refuse(reading, "smtp_tls is required, offered or no, not '%.*s'", STR_ARG(tls));
    return ST_OK;
}

static enum status read_mail(const struct reading *reading, struct mail_settings *mail)
{
    struct str from = value(reading, "smtp_from");
    bool is_tls_from_the_start = false;

    mail->url = value(reading, "smtp_url");
    mail->user = value(reading, "smtp_user");
    if (mail->url.at == NULL)
        return ST_OK;
    is_tls_from_the_start = str_starts_with(mail->url, STR("smtps://"));
    if ((!is_tls_from_the_start && !str_starts_with(mail->url, STR("smtp://"))) || str_contains(mail->url, STR("@")) ||
        str_contains(mail->url, STR(" ")) || !is_clean(mail->url))
        return refuse(reading, "smtp_url is smtp://HOST:PORT or smtps://HOST:PORT, not '%.*s'", STR_ARG(mail->url));
    if (!mail_parse_sender(from, &mail->from_name, &mail->from))
        return refuse(reading, "smtp_from is NAME <ADDRESS> or ADDRESS, not '%.*s'", STR_ARG(from));
    TRY(read_tls(reading, mail));
    TRY(read_secret(reading, "smtp_password_file", &mail->password));
    TRY(read_ca_file(reading, "smtp_ca_file", &mail->ca_file));
    if ((mail->user.at == NULL) != (mail->password.at == NULL))
        return refuse(reading, "smtp_user and smtp_password_file go together");
    if (mail->user.at != NULL && !is_tls_from_the_start && mail->tls != TLS_REQUIRED)
        return refuse(reading, "smtp_user needs smtp_tls = required: its password would travel in the open");
    return ST_OK;
}

static enum status read_sms(const struct reading *reading, struct sms_settings *sms)
{
    sms->url = value(reading, "sms_url");
    if (sms->url.at == NULL)
        return ST_OK;
    sms->method = value_or(reading, "sms_method", STR("POST"));
    sms->content_type = value_or(reading, "sms_content_type", STR("application/json"));
    sms->body = value(reading, "sms_body");
    sms->header = value(reading, "sms_header");
    sms->success = value(reading, "sms_success");
    TRY(read_secret(reading, "sms_secret_file", &sms->secret));
    TRY(read_ca_file(reading, "sms_ca_file", &sms->ca_file));
    if ((!str_starts_with(sms->url, STR("https://")) && !str_starts_with(sms->url, STR("http://"))) ||
        str_contains(sms->url, STR(" ")) || !is_clean(sms->url))
        return refuse(reading, "sms_url is https://… or http://…, not '%.*s'", STR_ARG(sms->url));
    if (!str_equal(sms->method, STR("POST")) && !str_equal(sms->method, STR("GET")) &&
        !str_equal(sms->method, STR("PUT")))
        return refuse(reading, "sms_method is GET, POST or PUT, not '%.*s'", STR_ARG(sms->method));
    if (!str_equal(sms->content_type, STR("application/json")) &&
        !str_equal(sms->content_type, STR("application/x-www-form-urlencoded")))
        return refuse(reading, "sms_content_type is application/json or application/x-www-form-urlencoded, not '%.*s'",
                      STR_ARG(sms->content_type));
    if (!str_contains(sms->url, STR("{text}")) && !str_contains(sms->body, STR("{text}")))
        return refuse(reading, "neither sms_url nor sms_body says where the {text} goes");
    if (!str_contains(sms->url, STR("{to")) && !str_contains(sms->body, STR("{to")))
        return refuse(reading, "neither sms_url nor sms_body says where the telephone goes: {to} or {to84}");
    return ST_OK;
}

enum status settings_read(struct arena *arena, const struct config *config, struct str folder,
                          struct delivery_settings *out, struct str *out_fault)
{
    struct reading reading = { arena, config, folder, out_fault };
    struct delivery_settings settings = { .mail = { .tls = TLS_REQUIRED } };

    TRY(read_mail(&reading, &settings.mail));
    TRY(read_sms(&reading, &settings.sms));
    *out = settings;
    return ST_OK;
}
