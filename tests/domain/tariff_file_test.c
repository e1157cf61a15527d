/* SPDX-License-Identifier: Apache-2.0 */
/* The reader of tariffs: faults of made-up files. */
#include "domain/catalogue_file.h"
#include "support/check.h"
#include "support/test_clock.h"

static struct arena *arena;
static struct catalogue_faults faults;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(16 * 1024 * 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct catalogue read_text(const char *text)
{
    struct catalogue_file file = { STR("tariffs.json"), str_of(text) };

    return catalogue_read(arena, &file, 1, &faults);
}

#define TARIFF                                                                               \
    "\"code\":\"ban-sao\",\"name\":\"Phí bản sao\",\"unit\":\"page\",\"set_by\":\"law\"," \
    "\"certainty\":\"verified\","                                                            \
    "\"effective_from\":\"2025-07-01\",\"legal_basis\":\"226/2016/TT-BTC\","
#define PRICES "\"prices\":[{\"price_vnd\":2000},{\"from_unit\":3,\"price_vnd\":1000}]"
#define EXEMPTION                                                                            \
    "\"code\":\"ho-ngheo\",\"name\":\"Hộ nghèo\",\"evidence\":\"Giấy chứng nhận\"," \
    "\"legal_basis\":\"97/2015/QH13\","                                                      \
    "\"certainty\":\"likely\",\"effective_from\":\"2025-07-01\","

static void a_good_file_is_read_whole(void **state)
{
    struct catalogue all = read_text(
        "{\"tariffs\":[{" TARIFF PRICES ",\"cap_vnd\":200000,\"note\":\"mỗi bản\"}],\"exemptions\":[{" EXEMPTION
        "\"percent\":50,\"channel\":\"online\",\"effective_to\":\"2026-12-31\",\"tariffs\":[\"ban-sao\"]}]}");

    (void)state;
    CHECK_INT(faults.count, 0);
    CHECK_INT(all.procedures.count, 0);
    CHECK_INT(all.tariffs.count, 1);
    CHECK_STR(all.tariffs.at[0].code, "ban-sao");
    CHECK_INT(all.tariffs.at[0].unit, TARIFF_PAGE);
    CHECK_INT(all.tariffs.at[0].cap_vnd, 200000);
    CHECK_STR(all.tariffs.at[0].note, "mỗi bản");
    CHECK_INT(tariff_amount(&all.tariffs.at[0], STR("counter"), 5, 1, 0), 7000);
    CHECK_INT(all.exemptions.count, 1);
    CHECK_INT(all.exemptions.at[0].percent, 50);
    CHECK_STR(all.exemptions.at[0].channel, "online");
    CHECK_STR(all.exemptions.at[0].tariffs, "ban-sao");
    CHECK_INT(all.exemptions.at[0].effective_to.day, test_date("2026-12-31").day);
}

static void each_fault_has_its_place(void **state)
{
    static const struct {
        const char *text, *place, *reason;
    } examples[] = {
        { "{\"tariffs\":{}}", "tariffs", "object where list belongs" },
        { "{\"tariffs\":[],\"fees\":[]}", "", "unknown key 'fees'" },
        { "{\"tariffs\":[5]}", "without a code (tariffs[0])", "whole number where object belongs" },
        { "{\"tariffs\":[{" TARIFF PRICES ",\"colour\":1}]}", "ban-sao (tariffs[0])", "unknown key 'colour'" },
        { "{\"tariffs\":[{" TARIFF "\"prices\":[{}]}]}", "ban-sao (tariffs[0]) prices[0].price_vnd", "missing" },
        { "{\"tariffs\":[{" TARIFF "\"prices\":[{\"price_vnd\":\"2000\"}]}]}",
          "ban-sao (tariffs[0]) prices[0].price_vnd", "text where whole number belongs" },
        { "{\"tariffs\":[{" TARIFF "\"prices\":[{\"price_vnd\":-1}]}]}", "ban-sao (tariffs[0]) prices[0]",
          "price_vnd is not from 0 to 1000000000" },
        { "{\"tariffs\":[{" TARIFF "\"prices\":[{\"price_vnd\":1,\"from_unit\":2}]}]}",
          "ban-sao (tariffs[0]) prices[0]", "the rows of a channel begin with unit 1 and rise" },
        { "{\"tariffs\":[{" TARIFF PRICES "}],\"exemptions\":[{" EXEMPTION "\"tariffs\":[\"ban-sao\"]}]}",
          "ho-ngheo (exemptions[0]) percent", "missing" },
        { "{\"tariffs\":[{" TARIFF PRICES "}],\"exemptions\":[{" EXEMPTION
          "\"percent\":100,\"tariffs\":[\"ban-chup\"]}]}",
          "ho-ngheo (exemptions[0]) tariffs", "no tariff 'ban-chup' in these files" },
        { "{\"tariffs\":[{" TARIFF PRICES "},{" TARIFF PRICES "}]}", "ban-sao (tariffs[1]) effective_from",
          "in force at the same time as ban-sao (tariffs[0])" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        read_text(examples[i].text);
        CHECK_INT(faults.count, 1);
        CHECK_STR(faults.at[0].file, "tariffs.json");
        CHECK_STR(faults.at[0].place, examples[i].place);
        CHECK_STR(faults.at[0].reason, examples[i].reason);
    }
}

static void a_procedure_names_tariffs_that_are_there(void **state)
{
    static const char procedure[] =
        "{\"field\":\"Chứng thực\",\"procedures\":[{\"code\":\"2.000815\",\"name\":\"Chứng thực\",\"unit\":\"VP\","
        "\"effective_from\":\"2025-07-01\",\"certainty\":\"verified\",\"result\":\"Bản sao\",\"legal_basis\":[\"1\"],"
        "\"terms\":[{\"channel\":\"counter\",\"amount\":1,\"unit\":\"same-day\",\"fee_vnd\":0}],\"papers\":\"none\","
        "\"tariffs\":[\"ban-sao\",\"ban-chup\"]}]}";
    struct catalogue_file files[] = { { STR("chung-thuc.json"), str_of(procedure) },
                                      { STR("tariffs.json"), STR("{\"tariffs\":[{" TARIFF PRICES "}]}") } };
    struct catalogue all = catalogue_read(arena, files, 1, &faults);

    (void)state;
    CHECK_INT(faults.count, 0); /* alone it cannot be known */
    CHECK_STR(all.procedures.at[0].tariffs, "ban-sao ban-chup");
    catalogue_read(arena, files, 2, &faults);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].file, "chung-thuc.json");
    CHECK_STR(faults.at[0].place, "2.000815 (procedures[0]) tariffs");
    CHECK_STR(faults.at[0].reason, "no tariff 'ban-chup' in these files");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_read_whole),
        cmocka_unit_test(each_fault_has_its_place),
        cmocka_unit_test(a_procedure_names_tariffs_that_are_there),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
