/* SPDX-License-Identifier: Apache-2.0 */
/* After a change of a form that is meant, `GOLDEN=write form_draw_test` writes tests/golden/form_NN.txt anew; read the
 * difference before committing it. */
#include "output/form_draw.h"

#include "base/buf.h"
#include "base/hash.h"
#include "domain/form_fill.h"
#include "support/check.h"
#include "support/pdf_text.h"
#include "support/test_clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena *arena;
static struct form_paper papers[40];

static int begin(void **state)
{
    (void)state;
    arena = arena_create(256 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

/* ---- The forms as people would get them -------------------------------------------------------- */

static struct form_dossier birth_registration(void)
{
    return (struct form_dossier){
        .parent = STR("UBND xã Bình Yên"),
        .centre = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
        .place = STR("Bình Yên"),
        .code = STR("H55.12.07-250918-0007"),
        .status_address = STR("https://dvc.example.vn/status/H55.12.07-250918-0007/mK3vQ9xT2pLr"),
        .person = { .name = STR("Nguyễn Thị Mẫu"),
                    .identity_number = STR("099185001234"),
                    .address = STR("Xóm Nà Mòn, xã Bình Yên, tỉnh Thái Nguyên"),
                    .phone = STR("0123000456"),
                    .email = STR("mau@example.vn") },
        .procedure = STR("Đăng ký khai sinh"),
        .request = STR("Đăng ký khai sinh (1.001193)"),
        .handling_unit = STR("Văn phòng HĐND và UBND"),
        .received_at = test_moment("2025-09-18 10:05"),
        .promised_at = test_moment("2025-09-18 17:30"),
    };
}

static struct form_content numbered(struct form_content content, int64_t number)
{
    content.number = number;
    content.year = 2025;
    content.version = 1;
    return content;
}

static struct form_content receipt_of(const struct form_dossier *dossier, size_t paper_count)
{
    const struct form_paper kinds[] = {
        { STR("Tờ khai đăng ký khai sinh"), STR("form"), 1, PAPER_OK },
        { STR("Giấy chứng sinh"), STR("original"), 1, PAPER_LOOKED_UP },
        { STR("Văn bản ủy quyền được chứng thực theo quy định của pháp luật"), STR("copy"), 2, PAPER_OK },
    };
    const struct form_receipt receipt = { .papers = papers,
                                          .paper_count = paper_count,
                                          .sets = 1,
                                          .term = STR("trong ngày làm việc"),
                                          .collect_at = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
                                          .fee = STR("8.000 đồng, chưa thu"),
                                          .officer = STR("Hoàng Văn Thử") };

    for (size_t i = 0; i < paper_count; i++)
        papers[i] = kinds[i % 3];
    return numbered(form_fill_receipt(arena, dossier, dossier->received_at, &receipt), 7);
}

static struct form_content receipt(size_t paper_count)
{
    struct form_dossier dossier = birth_registration();

    return receipt_of(&dossier, paper_count);
}

static struct form_content supplement(void)
{
    const struct str items[] = {
        STR("Giấy chứng sinh hoặc văn bản xác nhận của người làm chứng về việc sinh"),
        STR("Tờ khai đăng ký khai sinh: chưa có chữ ký của người yêu cầu"),
        STR("Giấy tờ chứng minh nơi cư trú của cha"),
    };
    const struct form_supplement what = {
        .items = items,
        .item_count = 3,
        .reason = STR("Khoản 1 Điều 16 Luật Hộ tịch; tra cứu cơ sở dữ liệu về cư trú không có kết quả."),
        .contact = STR("Hoàng Văn Thử"),
        .contact_phone = STR("0208 3000 111"),
        .officer = STR("Hoàng Văn Thử"),
    };
    struct form_dossier dossier = birth_registration();

    return numbered(form_fill_supplement(arena, &dossier, test_moment("2025-09-18 10:30"), &what), 2);
}

static struct form_content refusal(void)
{
    const struct form_refusal what = {
        .reason =
            STR("Việc đăng ký khai sinh của trẻ em có cha, mẹ cư trú ở xã khác và có yếu tố nước ngoài không thuộc "
                "thẩm quyền giải quyết của Ủy ban nhân dân xã Bình Yên."),
        .legal_basis = STR("Điều 13 Luật Hộ tịch số 60/2014/QH13"),
        .officer = STR("Hoàng Văn Thử"),
    };
    struct form_dossier dossier = birth_registration();

    return numbered(form_fill_refusal(arena, &dossier, test_moment("2025-09-18 10:30"), &what), 1);
}

static struct form_content apology(void)
{
    const struct form_apology what = {
        .reason =
            STR("Cần xác minh tình trạng hôn nhân với Ủy ban nhân dân xã nơi thường trú trước đây, chưa có trả lời."),
        .new_at = test_moment("2025-09-25 17:30"),
        .signer = STR("Trần Văn Thử"),
        .signer_title = STR("Chánh Văn phòng"),
    };
    struct form_dossier dossier = birth_registration();

    return numbered(form_fill_apology(arena, &dossier, test_moment("2025-09-17 16:00"), &what), 12);
}

static struct form_content stop(void)
{
    const struct form_stop what = {
        .requested_by = STR("Bà Nguyễn Thị Mẫu, người nộp hồ sơ"),
        .stage = STR("Văn phòng HĐND và UBND đang thẩm định; chưa có quyết định giải quyết"),
        .reason = STR("Người nộp hồ sơ xin rút để bổ sung họ, tên cha vào tờ khai"),
        .legal_basis = STR("Điều 18 Nghị định số 118/2025/NĐ-CP"),
        .settlement = STR("8.000 đồng, hoàn lại tại Trung tâm trong ngày"),
        .signer = STR("Lý Thị Thử"),
        .signer_title = STR("Giám đốc Trung tâm"),
    };
    struct form_dossier dossier = birth_registration();

    return numbered(form_fill_stop(arena, &dossier, test_moment("2025-09-18 15:00"), &what), 3);
}

static struct form_content control(size_t handovers)
{
    struct form_handover *all = arena_array(arena, struct form_handover, handovers);
    struct form_dossier dossier = birth_registration();

    for (size_t i = 0; i < handovers; i++)
        all[i] = i % 2 == 0 ? (struct form_handover){ STR("Trung tâm Phục vụ hành chính công"),
                                                      STR("Văn phòng HĐND và UBND"),
                                                      STR("Hoàng Văn Thử"),
                                                      STR("Ma Thị Mẫu"),
                                                      test_moment("2025-09-18 10:10"),
                                                      STR("trước hạn"),
                                                      STR("") }
                            : (struct form_handover){
                                  STR("Văn phòng HĐND và UBND"), STR("Lãnh đạo UBND xã"),         STR("Ma Thị Mẫu"),
                                  STR("Trần Văn Thử"),           test_moment("2025-09-18 14:20"), STR("đúng hạn"),
                                  STR("đã đủ giấy tờ")
                              };
    const struct form_control what = { all, handovers, STR("Công an xã") };

    return numbered(form_fill_control(arena, &dossier, test_moment("2025-09-18 16:00"), &what), 9);
}

static struct form_content book(size_t rows)
{
    struct str *cells = arena_array(arena, struct str, rows * form_cells(FORM_BOOK));
    struct form_dossier office = birth_registration();

    office.code = office.status_address = office.person.name = (struct str){ NULL, 0 };
    for (size_t i = 0; i < rows; i++) {
        const struct form_book_row row = {
            .field = i < rows / 3 ? STR("Chứng thực") : STR("Hộ tịch"),
            .number = arena_printf(arena, "%zu", i + 1),
            .code = STR("H55.12.07-250918-0007"),
            .procedure = STR("Cấp Giấy xác nhận tình trạng hôn nhân"),
            .person = STR("Nguyễn Thị Mẫu"),
            .address = STR("Xóm Nà Mòn, xã Bình Yên"),
            .phone = STR("*******456"),
            .handling_unit = STR("Văn phòng HĐND và UBND"),
            .received_at = test_moment("2025-09-18 10:05"),
            .promised_at = test_moment("2025-09-19 17:30"),
            .returned_at = i % 2 == 0 ? test_moment("2025-09-19 09:00") : (struct moment){ 0 },
            .channel = STR("trực tiếp"),
        };
        form_fill_book_row(arena, &row, &cells[i * form_cells(FORM_BOOK)]);
    }
    return form_fill_book(arena, &office, test_date("2025-07-01"), test_date("2025-09-30"),
                          test_moment("2025-10-01 08:00"), (struct form_rows){ cells, rows });
}

/* ---- Looking at them --------------------------------------------------------------------------- */

static struct str draw_sheet(const struct form_sheet *sheet)
{
    struct str pdf = { NULL, 0 };

    CHECK_OK(form_draw(arena, sheet, &pdf));
    return pdf;
}

static struct str draw(struct form_content content)
{
    struct form_sheet sheet = { .content = &content };

    return draw_sheet(&sheet);
}

static int64_t page_count(struct str pdf)
{
    struct str info = pdf_info_of(arena, pdf);
    int64_t pages = 0;

    while (info.at != NULL) {
        struct str value = str_next(&info, '\n'), label = str_next(&value, ':');
        if (str_equal(label, STR("Pages")))
            CHECK(str_parse_i64(str_trim(value), &pages));
    }
    return pages;
}

static struct str page_of(struct str text, int number)
{
    struct str page = { NULL, 0 };

    for (int i = 0; i < number; i++)
        page = str_next(&text, '\f');
    return page;
}

static size_t occurrences(struct str text, struct str part)
{
    size_t count = 0;

    for (size_t i = 0; i + part.len <= text.len; i++)
        count += memcmp(text.at + i, part.at, part.len) == 0;
    return count;
}

/* The words of a text that wraps, whatever stands between them. */
static bool has_words(struct str text, const char *words)
{
    struct str rest = str_of(words);

    while (rest.at != NULL)
        if (!str_contains(text, str_next(&rest, ' ')))
            return false;
    return true;
}

static void check_golden(const char *name, struct form_content content)
{
    static char golden[16384];
    char path[512];
    struct str text = pdf_text_of(arena, draw(content));

    snprintf(path, sizeof path, "%s/%s", GOLDEN_FOLDER, name);
    if (getenv("GOLDEN") != NULL) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fwrite(text.at, 1, text.len, file);
        fclose(file);
    }
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(golden, 1, sizeof golden - 1, file);
    fclose(file);
    golden[len] = '\0';
    CHECK_STR(text, golden);
}

static void each_form_reads_as_reviewed(void **state)
{
    (void)state;
    check_golden("form_01.txt", receipt(3));
    check_golden("form_02.txt", supplement());
    check_golden("form_03.txt", refusal());
    check_golden("form_04.txt", apology());
    check_golden("form_05.txt", stop());
    check_golden("form_06.txt", control(3));
    check_golden("form_07.txt", book(5));
}

static void each_form_is_one_page_of_its_paper(void **state)
{
    const struct form_content forms[] = { receipt(3), supplement(), refusal(), apology(), stop(), control(4) };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct str pdf = draw(forms[i]);
        CHECK(str_contains(pdf_info_of(arena, pdf), STR("Page size:       419.528 x 595.276 pts")));
        CHECK_INT(page_count(pdf), 1);
    }
    CHECK(str_contains(pdf_info_of(arena, draw(book(5))), STR("Page size:       841.89 x 595.276 pts (A4)")));
}

static struct str hash_of(struct str bytes)
{
    static char hex[HASH_HEX_LEN + 1];

    return hash_hex(bytes, hex);
}

/* The hash of the same form drawn in a process of its own. */
static void draw_elsewhere(struct form_content content, char out[HASH_HEX_LEN + 1])
{
    int ends[2];

    CHECK(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct form_sheet sheet = { .content = &content };
        struct str pdf = { NULL, 0 };
        bool is_drawn = form_draw(arena, &sheet, &pdf) == ST_OK;

        _exit(is_drawn && write(ends[1], hash_of(pdf).at, HASH_HEX_LEN) == HASH_HEX_LEN ? 0 : 1);
    }
    close(ends[1]);
    CHECK(read(ends[0], out, HASH_HEX_LEN) == HASH_HEX_LEN);
    out[HASH_HEX_LEN] = '\0';
    close(ends[0]);
    CHECK(waitpid(child, NULL, 0) == child);
}

static void two_processes_draw_the_same_bytes(void **state)
{
    const struct form_content forms[] = { receipt(12), supplement(), apology(), control(9), book(60) };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char first[HASH_HEX_LEN + 1], second[HASH_HEX_LEN + 1];
        draw_elsewhere(forms[i], first);
        draw_elsewhere(forms[i], second);
        CHECK_STR(str_of(first), second);
        CHECK_STR(hash_of(draw(forms[i])), first);
    }
}

static void another_content_gives_other_bytes(void **state)
{
    struct form_content one = supplement(), other = supplement();

    (void)state;
    other.texts[FORM_TEXT_phone] = STR("0123000457");
    CHECK(!str_equal(draw(one), draw(other)));
}

static void it_is_drawn_from_its_stored_text_alone(void **state)
{
    struct form_content content = receipt(5), again;
    struct str text;

    (void)state;
    CHECK_OK(form_content_print(arena, &content, &text));
    CHECK_OK(form_content_parse(arena, text, &again));
    CHECK(str_equal(draw(content), draw(again)));
}

static void a_void_form_says_so_on_each_page_and_names_what_replaced_it(void **state)
{
    struct form_content content = receipt(40);
    struct form_sheet sheet = { &content, true, 2 };
    struct str pdf = draw_sheet(&sheet), text = pdf_text_of(arena, pdf);

    (void)state;
    CHECK_INT(page_count(pdf), 3);
    CHECK(str_contains(text, STR("HẾT HIỆU LỰC: đã thay bằng bản 2 cùng số.")));
    for (int page = 1; page <= 3; page++)
        CHECK_INT(occurrences(page_of(text, page), STR("HẾT HIỆU LỰC")), 1);
    sheet.replaced_by = 0;
    text = pdf_text_of(arena, draw_sheet(&sheet));
    CHECK(str_contains(text, STR("HẾT HIỆU LỰC.")));
    CHECK(!str_contains(text, STR("thay bằng")));
    sheet.is_void = false;
    CHECK(!str_contains(pdf_text_of(arena, draw_sheet(&sheet)), STR("HẾT")));
}

static void a_later_version_says_which_it_is(void **state)
{
    struct form_content content = supplement();

    (void)state;
    CHECK(!str_contains(pdf_text_of(arena, draw(content)), STR("Bản ")));
    content.version = 3;
    CHECK(str_contains(pdf_text_of(arena, draw(content)), STR("Bản 3, thay bản 2.")));
}

static void pages_follow_the_number_of_rows(void **state)
{
    static const struct {
        size_t papers;
        int64_t pages;
    } examples[] = { { 0, 1 }, { 3, 1 }, { 12, 2 }, { 40, 3 } };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_INT(page_count(draw(receipt(examples[i].papers))), examples[i].pages);
}

static void a_further_page_has_its_number_the_code_and_the_columns(void **state)
{
    struct str text = pdf_text_of(arena, draw(receipt(30))), second = page_of(text, 2);

    (void)state;
    CHECK_STR(str_trim(str_next(&second, '\n')), "2");
    CHECK(has_words(second, "mã hồ sơ H55.12.07-250918-0007 (tiếp theo)"));
    CHECK(str_contains(second, STR("Hình thức")));
    CHECK(str_contains(second, STR("NGƯỜI TIẾP NHẬN HỒ SƠ")));
    CHECK_INT(occurrences(second, STR("Tên giấy tờ")), 1);
}

/* With more and more papers the signatures come to the page's end: wherever they go, a line of the text goes along. */
static void nobody_signs_a_page_with_nothing_on_it(void **state)
{
    (void)state;
    for (size_t count = 0; count < 40; count++) {
        struct str pdf = draw(receipt(count)), text = pdf_text_of(arena, pdf);
        struct str last = page_of(text, (int)page_count(pdf));
        CHECK(str_contains(last, STR("NGƯỜI TIẾP NHẬN HỒ SƠ")));
        CHECK(str_contains(last, STR("Gửi kèm: Phiếu đánh giá")));
        arena_reset(arena);
    }
}

static void without_papers_it_says_so(void **state)
{
    struct str text = pdf_text_of(arena, draw(receipt(0)));

    (void)state;
    CHECK(str_contains(text, STR("Thành phần hồ sơ nộp gồm: không có giấy tờ kèm theo.")));
    CHECK(!str_contains(text, STR("Tên giấy tờ")));
}

static void whoever_is_acted_for_is_named(void **state)
{
    struct form_dossier dossier = birth_registration();

    (void)state;
    CHECK(!str_contains(pdf_text_of(arena, draw(receipt_of(&dossier, 3))), STR("ủy quyền:")));
    dossier.principal = (struct form_party){ .name = STR("Ma Văn Thử"), .identity_number = STR("098085001234") };
    dossier.authorisation = STR("Giấy ủy quyền số 12/2025");
    dossier.submitter = STR("Lý Văn Mẫu");
    struct str text = pdf_text_of(arena, draw(receipt_of(&dossier, 3)));
    CHECK(str_contains(text, STR("Người ủy quyền: Ma Văn Thử")));
    CHECK(str_contains(text, STR("098085001234")));
    CHECK(str_contains(text, STR("Giấy tờ ủy quyền: Giấy ủy quyền số 12/2025")));
    CHECK(str_contains(text, STR("Lý Văn Mẫu")));
}

static void money_can_be_sent_by_the_square(void **state)
{
    struct form_content content = receipt(3);

    (void)state;
    CHECK(!str_contains(pdf_text_of(arena, draw(content)), STR("VietQR")));
    content.texts[FORM_TEXT_payment_qr] =
        STR("00020101021138540010A00000072701240006970436011010175956000208QRIBFTTA5303704540480005802VN62260822H55 "
            "260115 0007 le phi63049103");
    struct str text = pdf_text_of(arena, draw(content));
    CHECK(str_contains(text, STR("Phí, lệ phí: 8.000 đồng, chưa thu")));
    CHECK(str_contains(text, STR("VietQR")));
}

static void without_an_address_there_is_no_square(void **state)
{
    struct form_content content = receipt(3);

    (void)state;
    content.texts[FORM_TEXT_status_address] = (struct str){ NULL, 0 };
    struct str text = pdf_text_of(arena, draw(content));
    CHECK(!str_contains(text, STR("Quét mã")));
    CHECK(str_contains(text, STR("Mã hồ sơ: H55.12.07-250918-0007")));
}

static void what_is_left_open_is_dotted(void **state)
{
    (void)state;
    for (enum form_kind kind = 0; kind < FORM_KIND_COUNT; kind++) {
        struct form_content content = { .kind = kind, .issued_at = test_moment("2025-09-18 10:05") };
        struct str pdf = draw(content);
        CHECK_INT(page_count(pdf), 1);
        CHECK(str_contains(pdf_text_of(arena, pdf), STR("……………")));
    }
}

/* A sentence of 25 words whose number tells it from the others, often enough for pages. */
static struct str long_text(size_t sentences)
{
    struct buf buf = buf_new(arena, FORM_TEXT_BYTES_MAX);

    for (size_t i = 1; i <= sentences; i++)
        buf_printf(
            &buf,
            "Câu thứ <%zu>: theo quy định của Luật Hộ tịch và các văn bản hướng dẫn thi hành, người yêu cầu phải "
            "xuất trình đủ giấy tờ. ",
            i);
    return buf_str(&buf);
}

static void long_texts_go_on_over_pages_and_lose_nothing(void **state)
{
    struct form_content forms[] = { supplement(), refusal(), apology(), stop() };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        forms[i].texts[FORM_TEXT_reason] = long_text(26);
        struct str pdf = draw(forms[i]), text = pdf_text_of(arena, pdf);
        CHECK(page_count(pdf) >= 2 && page_count(pdf) <= 4);
        for (int j = 1; j <= 26; j++)
            CHECK_INT(occurrences(text, arena_printf(arena, "<%d>", j)), 1);
    }
}

static void long_rows_go_on_over_pages_and_lose_nothing(void **state)
{
    struct form_content content = receipt(3);
    struct str *cells = arena_array(arena, struct str, 9);

    (void)state;
    memcpy(cells, content.rows.cells, 9 * sizeof *cells);
    cells[3] = long_text(26);
    content.rows.cells = cells;
    struct str pdf = draw(content), text = pdf_text_of(arena, pdf);
    CHECK(page_count(pdf) >= 2 && page_count(pdf) <= 4);
    for (int j = 1; j <= 26; j++)
        CHECK_INT(occurrences(text, arena_printf(arena, "<%d>", j)), 1);
    CHECK_INT(occurrences(text, STR("tra cứu dữ liệu")), 1);
}

static void long_names_wrap_and_are_all_there(void **state)
{
    struct form_dossier dossier = birth_registration();

    (void)state;
    dossier.person.name = STR("Công Tằng Tôn Nữ Nguyễn Phước Thị Hoàng Kim Ngọc Bích Trâm Anh Thiên Hương Diễm Quỳnh "
                              "Như Ý Phượng Loan Tuyết Mai Hồng Đào");
    dossier.person.address =
        STR("Số nhà 1234567/89/10, ngách 12, ngõ 345, đường Võ Nguyên Giáp kéo dài, tổ dân phố số 17, "
            "xóm Nà Mòn Thượng, xã Bình Yên, huyện Định Hóa cũ, tỉnh Thái Nguyên.");
    struct str pdf = draw(receipt_of(&dossier, 3)), text = pdf_text_of(arena, pdf);
    CHECK_INT(page_count(pdf), 2);
    CHECK(has_words(text, "Công Tằng Ngọc Quỳnh Đào ngách Thượng Nguyên."));
}

/* The widest letter, far more often than any page asks for, in every text. */
static void hostile_values_end_in_a_finite_document(void **state)
{
    static char wide[3000];
    struct str text = { wide, sizeof wide };
    struct str cells[12];

    (void)state;
    memset(wide, 'W', sizeof wide);
    for (size_t i = 0; i < 12; i++)
        cells[i] = text;
    for (enum form_kind kind = 0; kind < FORM_KIND_COUNT; kind++) {
        struct form_content content = { .kind = kind,
                                        .number = INT64_MAX,
                                        .year = INT64_MIN,
                                        .version = INT64_MAX,
                                        .rows = { cells, form_cells(kind) > 0 } };
        for (size_t i = 0; i < FORM_TEXT_COUNT; i++)
            content.texts[i] = text;
        CHECK(page_count(draw(content)) < 900);
        arena_reset(arena);
    }
}

static void values_are_text_and_never_markup(void **state)
{
    struct form_content content = supplement();

    (void)state;
    content.texts[FORM_TEXT_person] = STR("<b>Mẫu</b> & \"con\" \\n %s {phone}");
    content.texts[FORM_TEXT_address] = STR("một\nhai\xE2\x80\xA8"
                                           "ba");
    struct str text = pdf_text_of(arena, draw(content));
    CHECK(str_contains(text, STR("<b>Mẫu</b> & \"con\" \\n %s {phone}")));
    CHECK(str_contains(text, STR("một hai ba")));
}

static void the_book_groups_by_field_and_repeats_its_head(void **state)
{
    struct str pdf = draw(book(90)), text = pdf_text_of(arena, pdf);

    (void)state;
    CHECK_INT(occurrences(text, STR("Lĩnh vực: Chứng thực")), 1);
    CHECK_INT(occurrences(text, STR("Lĩnh vực: Hộ tịch")), 1);
    CHECK_INT(page_count(pdf), 5);
    CHECK_INT(occurrences(text, STR("Nhận và trả kết quả")), (size_t)page_count(pdf));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_reads_as_reviewed),
        cmocka_unit_test(each_form_is_one_page_of_its_paper),
        cmocka_unit_test(two_processes_draw_the_same_bytes),
        cmocka_unit_test(another_content_gives_other_bytes),
        cmocka_unit_test(it_is_drawn_from_its_stored_text_alone),
        cmocka_unit_test(a_void_form_says_so_on_each_page_and_names_what_replaced_it),
        cmocka_unit_test(a_later_version_says_which_it_is),
        cmocka_unit_test(pages_follow_the_number_of_rows),
        cmocka_unit_test(a_further_page_has_its_number_the_code_and_the_columns),
        cmocka_unit_test(nobody_signs_a_page_with_nothing_on_it),
        cmocka_unit_test(without_papers_it_says_so),
        cmocka_unit_test(whoever_is_acted_for_is_named),
        cmocka_unit_test(money_can_be_sent_by_the_square),
        cmocka_unit_test(without_an_address_there_is_no_square),
        cmocka_unit_test(what_is_left_open_is_dotted),
        cmocka_unit_test(long_texts_go_on_over_pages_and_lose_nothing),
        cmocka_unit_test(long_rows_go_on_over_pages_and_lose_nothing),
        cmocka_unit_test(long_names_wrap_and_are_all_there),
        cmocka_unit_test(hostile_values_end_in_a_finite_document),
        cmocka_unit_test(values_are_text_and_never_markup),
        cmocka_unit_test(the_book_groups_by_field_and_repeats_its_head),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
