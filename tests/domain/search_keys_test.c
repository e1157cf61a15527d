/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/search_keys.h"

#include "base/buf.h"
#include "support/check.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void names_are_compared_by_their_plain_words(void **state)
{
    static const struct {
        const char *name, *folded;
    } examples[] = {
        { "Nguyễn Thị Mẫu", "nguien thi mau" },
        { "  NGUYỄN   THỊ\tMẪU ", "nguien thi mau" },
        { "Đặng Đình Đô", "dang dinh do" },
        { "Lý Thị Mỹ", "li thi mi" },
        { "Lí Thị Mĩ", "li thi mi" },
        { "Nguye\xCC\x82\xCC\x83n", "nguien" },
        { "Nguyễn\xC2\xA0Văn", "nguien van" },
        { "H'Hen Niê", "h hen nie" },
        { "Trần Văn A-B", "tran van a b" },
        { "Công ty TNHH 2 thành viên", "cong ti tnhh 2 thanh vien" },
        { "…", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STR(search_fold(arena, str_of(examples[i].name)), examples[i].folded);
}

/* All keys, one behind the other. */
static struct str keys_of(const struct search_subject *subject)
{
    struct buf text = buf_new(arena, 4096);
    struct search_keys keys;

    search_keys_of(arena, subject, &keys);
    for (size_t i = 0; i < keys.count; i++) {
        buf_put_str(&text, keys.at[i]);
        buf_put_char(&text, ';');
    }
    return buf_str(&text);
}

static void a_dossier_is_found_by_people_telephones_and_procedure(void **state)
{
    struct search_subject subject = { .persons = { { .name = STR("Nguyễn Thị Mẫu"), .phone = STR("0912345678") } },
                                      .person_count = 1,
                                      .procedure_code = STR("1.001193") };

    (void)state;
    CHECK_STR(keys_of(&subject), "nguien thi mau;thi mau;mau;#8765432190;>1.001193;");
}

static void what_several_people_share_is_written_once(void **state)
{
    struct search_subject subject = {
        .persons = { { .name = STR("Nguyễn Thị Mẫu"), .phone = STR("0912345678") },
                     { .name = STR("Trần Thị Mẫu"),
                       .phone = STR("0912345678"),
                       .identity_number = STR("097085000001") },
                     { .name = STR("Nguyễn Thị Mẫu"), .phone = STR("") } },
        .person_count = 3,
        .procedure_code = STR("1.001193"),
    };

    (void)state;
    CHECK_STR(keys_of(&subject), "nguien thi mau;thi mau;mau;#8765432190;tran thi mau;=097085000001;>1.001193;");
}

static void a_long_name_has_six_keys(void **state)
{
    struct search_subject subject = {
        .persons = { { .name = STR("Công ty TNHH Một thành viên Xây dựng và Thương mại Bình Minh Thái Nguyên") } },
        .person_count = 1,
    };

    (void)state;
    CHECK_STR(keys_of(&subject),
              "cong ti tnhh mot thanh vien xai dung va thuong mai binh minh;"
              "mai binh minh thai nguien;binh minh thai nguien;minh thai nguien;thai nguien;nguien;");
}

static void the_most_people_with_the_longest_names_have_room(void **state)
{
    struct search_subject subject = { .person_count = SEARCH_PERSONS_MAX, .procedure_code = STR("1.001193") };
    struct search_keys keys;

    (void)state;
    for (size_t i = 0; i < SEARCH_PERSONS_MAX; i++)
        subject.persons[i] = (struct search_person){
            .name = arena_printf(arena, "a%zu b%zu c%zu d%zu e%zu f%zu g%zu", i, i, i, i, i, i, i),
            .phone = arena_printf(arena, "091234567%zu", i),
            .identity_number = arena_printf(arena, "09718500123%zu", i),
        };
    search_keys_of(arena, &subject, &keys);
    CHECK_INT(keys.count, 25);
    CHECK(search_keys_have(&keys, STR("c2 d2 e2 f2 g2")));
    CHECK(!search_keys_have(&keys, STR("b2 c2 d2 e2 f2 g2")));
}

static void typed_words_begin_words_of_the_name(void **state)
{
    static const struct {
        const char *typed, *name;
        bool are_in;
    } examples[] = {
        { "mau", "nguien thi mau", true },
        { "nguien mau", "nguien thi mau", true },
        { "mau nguien", "nguien thi mau", true },
        { "ng t m", "nguien thi mau", true },
        { "au", "nguien thi mau", false },
        { "mau hoa", "nguien thi mau", false },
        { "nguien", "", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_INT(search_words_are_in(str_of(examples[i].typed), str_of(examples[i].name)), examples[i].are_in);
}

static void keys_with_a_beginning_stand_before_its_end(void **state)
{
    (void)state;
    CHECK(str_compare(search_key_behind(arena, STR("thi m")), STR("thi mau")) > 0);
    CHECK(str_compare(search_key_behind(arena, STR("thi m")), STR("thi mzz z")) > 0);
    CHECK(str_compare(search_key_behind(arena, STR("thi m")), STR("thi n")) < 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_compared_by_their_plain_words),
        cmocka_unit_test(a_dossier_is_found_by_people_telephones_and_procedure),
        cmocka_unit_test(what_several_people_share_is_written_once),
        cmocka_unit_test(a_long_name_has_six_keys),
        cmocka_unit_test(the_most_people_with_the_longest_names_have_room),
        cmocka_unit_test(typed_words_begin_words_of_the_name),
        cmocka_unit_test(keys_with_a_beginning_stand_before_its_end),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
