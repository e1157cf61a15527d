/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/settings.h"

#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct arena *arena;
static char folder[] = "/tmp/motcua-settings.XXXXXX";

static int begin(void **state)
{
    FILE *file;

    (void)state;
    arena = arena_create(16 * 1024 * 1024);
    if (mkdtemp(folder) == NULL || chdir(folder) != 0 || (file = fopen("secret", "w")) == NULL)
        return -1;
    fputs("  s3cret word \nsecond line\n", file);
    fclose(file);
    file = fopen("empty", "w");
    return file == NULL || fclose(file) != 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return unlink("secret") != 0 || unlink("empty") != 0 || rmdir(folder) != 0;
}

static enum status read_text(const char *text, struct delivery_settings *out, struct str *fault)
{
    struct config config;

    CHECK_OK(config_parse(arena, str_of(text), &config, fault));
    return settings_read(arena, &config, str_of(folder), out, fault);
}

static void check_refused(const char *text, const char *fault)
{
    struct delivery_settings settings;
    struct str said = { NULL, 0 };

    CHECK_STATUS(read_text(text, &settings, &said), ST_INVALID);
    CHECK_STR(said, fault);
}

static void nothing_said_nothing_sent(void **state)
{
    struct delivery_settings settings;
    struct str fault;

    (void)state;
    CHECK_OK(read_text("listen = x\n", &settings, &fault));
    CHECK(settings.mail.url.at == NULL && settings.sms.url.at == NULL);
}

static void a_mail_server_with_all_that_can_be_said(void **state)
{
    struct delivery_settings settings;
    struct str fault;

    (void)state;
    CHECK_OK(read_text("smtp_url = smtp://mail.example:587\nsmtp_from = UBND xã <a@b.cd>\nsmtp_user = u\n"
                       "smtp_password_file = secret\nsmtp_ca_file = secret\n",
                       &settings, &fault));
    CHECK_STR(settings.mail.url, "smtp://mail.example:587");
    CHECK_STR(settings.mail.from_name, "UBND xã");
    CHECK_STR(settings.mail.from, "a@b.cd");
    CHECK_STR(settings.mail.password, "s3cret word");
    CHECK(str_ends_with(settings.mail.ca_file, STR("/secret")));
    CHECK_INT(settings.mail.tls, TLS_REQUIRED);
    CHECK_OK(read_text("smtp_url = smtp://127.0.0.1:25\nsmtp_from = a@b.cd\nsmtp_tls = no\n", &settings, &fault));
    CHECK_INT(settings.mail.tls, TLS_NONE);
    CHECK(settings.mail.user.at == NULL);
}

static void a_gateway_with_all_that_can_be_said(void **state)
{
    struct delivery_settings settings;
    struct str fault;

    (void)state;
    CHECK_OK(read_text("sms_url = https://g.example/send\nsms_body = {\"to\":\"{to84}\",\"t\":\"{text}\"}\n"
                       "sms_header = Authorization: Bearer {secret}\nsms_secret_file = secret\nsms_success = \"ok\"\n",
                       &settings, &fault));
    CHECK_STR(settings.sms.method, "POST");
    CHECK_STR(settings.sms.content_type, "application/json");
    CHECK_STR(settings.sms.body, "{\"to\":\"{to84}\",\"t\":\"{text}\"}");
    CHECK_STR(settings.sms.secret, "s3cret word");
    CHECK_STR(settings.sms.success, "\"ok\"");
    CHECK_OK(read_text("sms_url = http://10.0.0.5/send?n={to}&m={text}\nsms_method = GET\n", &settings, &fault));
    CHECK(settings.sms.body.at == NULL);
}

static void what_cannot_work_is_refused_before_anything_is_sent(void **state)
{
    (void)state;
    check_refused("smtp_url = http://x\nsmtp_from = a@b.cd\n",
                  "smtp_url is smtp://HOST:PORT or smtps://HOST:PORT, not 'http://x'");
    check_refused("smtp_url = smtp://user:pw@x\nsmtp_from = a@b.cd\n",
                  "smtp_url is smtp://HOST:PORT or smtps://HOST:PORT, not 'smtp://user:pw@x'");
    check_refused("smtp_url = smtp://x\n", "smtp_from is NAME <ADDRESS> or ADDRESS, not ''");
    check_refused("smtp_url = smtp://x\nsmtp_from = a@b.cd\nsmtp_tls = maybe\n",
                  "smtp_tls is required, offered or no, not 'maybe'");
    check_refused("smtp_url = smtp://x\nsmtp_from = a@b.cd\nsmtp_user = u\n",
                  "smtp_user and smtp_password_file go together");
    check_refused("smtp_url = smtp://x\nsmtp_from = a@b.cd\nsmtp_user = u\nsmtp_password_file = secret\n"
                  "smtp_tls = offered\n",
                  "smtp_user needs smtp_tls = required: its password would travel in the open");
    check_refused("smtp_url = smtp://x\nsmtp_from = a@b.cd\nsmtp_user = u\nsmtp_password_file = /nowhere/at/all\n",
                  "smtp_password_file: /nowhere/at/all: No such file or directory");
    check_refused("smtp_url = smtp://x\nsmtp_from = a@b.cd\nsmtp_user = u\nsmtp_password_file = empty\n",
                  arena_printf(arena, "smtp_password_file: %s/empty is empty", folder).at);
    check_refused("sms_url = ftp://x\nsms_body = {to}{text}\n", "sms_url is https://… or http://…, not 'ftp://x'");
    check_refused("sms_url = https://x\nsms_body = {to}\n", "neither sms_url nor sms_body says where the {text} goes");
    check_refused("sms_url = https://x?t={text}\n",
                  "neither sms_url nor sms_body says where the telephone goes: {to} or {to84}");
    check_refused("sms_url = https://x?t={text}{to}\nsms_method = DELETE\n",
                  "sms_method is GET, POST or PUT, not 'DELETE'");
    check_refused("sms_url = https://x?t={text}{to}\nsms_content_type = text/xml\n",
                  "sms_content_type is application/json or application/x-www-form-urlencoded, not 'text/xml'");
}

static void our_keys_are_known(void **state)
{
    (void)state;
    CHECK(settings_knows(STR("smtp_url")) && settings_knows(STR("sms_ca_file")));
    CHECK(!settings_knows(STR("smtp_ur")) && !settings_knows(STR("listen")) && !settings_knows(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_said_nothing_sent),
        cmocka_unit_test(a_mail_server_with_all_that_can_be_said),
        cmocka_unit_test(a_gateway_with_all_that_can_be_said),
        cmocka_unit_test(what_cannot_work_is_refused_before_anything_is_sent),
        cmocka_unit_test(our_keys_are_known),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
