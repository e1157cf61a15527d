/* SPDX-License-Identifier: Apache-2.0 */
/* bare_loop -- what SQLite itself allows: a plain C loop that writes the rows of new dossiers, and nothing else.
 *
 *     bare_loop time DATABASE SECONDS    writes new dossiers durably, 64 a transaction, and prints dossiers a second
 *     bare_loop fill DATABASE COUNT      adds COUNT dossiers of the past months, most of them finished
 *
 * The database is one that `motcua init` and `motcua account create` made (bench/bench.mjs).  `time` writes the rows
 * that one POST /api/v1/dossiers of the bench writes, which bench.mjs checks by counting; it reads, checks and computes
 * nothing: due instants are guessed and hashes are made up, so `motcua verify` would not be pleased. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DOSSIERS_A_TRANSACTION = 64, FILL_A_TRANSACTION = 10000, HASH_CHARS = 64, PAPERS = 4 };

static const int64_t DAY_MS = 24 * 3600 * 1000;
static const int64_t EPOCH_2020_MS = 1577836800000;
static const int64_t FIRST_MS = 1751338800000; /* 1 July 2025, 10:00 in Vietnam */
static const int64_t VIETNAM_MS = 7 * 3600 * 1000;

enum statement {
    BEGIN,
    COMMIT,
    STEP_SERIAL,
    LAST_SERIAL,
    ADD_FORM,
    ADD_DOSSIER,
    ADD_PAPER,
    ADD_EVENT,
    MOVE_CHAIN,
    COUNT_MONTH,
    COUNT_FINISHED,
    ADD_IDEMPOTENCY,
    ADD_SEARCH_KEY,
    STATEMENTS
};

static const char *const texts[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [STEP_SERIAL] = "INSERT INTO serial (office_id, serial_kind, period, last_number) VALUES (?, ?, ?, 1) "
                    "ON CONFLICT DO UPDATE SET last_number = last_number + 1",
    [LAST_SERIAL] = "SELECT last_number FROM serial WHERE office_id = ? AND serial_kind = ? AND period = ?",
    [ADD_FORM] = "INSERT INTO form_issue (form_id, office_id, form_kind, year, number, version, dossier_id, issued_at, "
                 "issued_by_id, content, content_hash) VALUES (?, ?, '01', ?, ?, 1, ?, ?, ?, ?, ?)",
    [ADD_DOSSIER] =
        "INSERT INTO dossier (dossier_id, office_id, code, public_key, procedure_version_id, channel, applicant, "
        "applicant_fold, identity_number, born_on, gender, address, phone, email, summary, state, unit_id, holder_id, "
        "version, received_by_id, received_at, due_at, promised_at, closed_at, punctuality, handed_over_at, answers) "
        "VALUES (?, ?, ?, ?, ?, 'counter', ?, ?, ?, '1985-03-05', 'female', 'Thôn Yên Thông, xã Bình Yên', "
        "?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'nop-thay=no bi-bo-roi=no chung-sinh=yes "
        "mang-thai-ho=no')",
    [ADD_PAPER] = "INSERT INTO dossier_paper (dossier_id, position, name, paper_kind, quantity, is_required, "
                  "paper_verdict) VALUES (?, ?, ?, ?, 1, 1, ?)",
    [ADD_EVENT] = "INSERT INTO dossier_event (event_id, office_id, chain_number, dossier_id, version, event, actor_id, "
                  "holder_id, "
                  "occurred_at, facts, previous_hash, event_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [MOVE_CHAIN] = "UPDATE event_chain SET chain_number = ?, event_hash = ? WHERE office_id = ?",
    [COUNT_MONTH] = "INSERT INTO month_count (office_id, month, procedure_code, channel, received) "
                    "VALUES (?1, ?2, '1.001193', 'counter', 1) ON CONFLICT DO UPDATE SET received = received + 1",
    [COUNT_FINISHED] =
        "INSERT INTO month_count (office_id, month, procedure_code, channel, finished_early) "
        "VALUES (?1, ?2, '1.001193', 'counter', 1) ON CONFLICT DO UPDATE SET finished_early = finished_early + 1",
    [ADD_IDEMPOTENCY] = "INSERT INTO idempotency (dossier_id, account_id, idempotency_key, request_hash) "
                        "VALUES (?, ?, ?, ?)",
    [ADD_SEARCH_KEY] = "INSERT INTO search_key (office_id, search_key, dossier_id) VALUES (?, ?, ?)",
};

static const struct {
    int position;
    const char *name, *kind, *verdict;
} papers[PAPERS] = {
    { 1, "Tờ khai đăng ký khai sinh", "form", "ok" },
    { 2, "Giấy chứng sinh", "original", "ok" },
    { 8, "Giấy tờ tùy thân (hộ chiếu/thẻ căn cước/căn cước điện tử/giấy chứng nhận căn cước)", "present", "looked-up" },
    { 9, "Giấy tờ chứng minh nơi cư trú", "present", "looked-up" },
};

/* What a receipt with those papers says, but for its numbers. */
static const char receipt[] =
    "{\"form\":\"01\",\"issued_at\":1758164700000,\"number\":7,\"rows\":[[\"Tờ khai đăng ký khai sinh\",\"biểu "
    "mẫu\",\"01\"],"
    "[\"Giấy chứng sinh\",\"bản chính\",\"01\"],[\"Giấy tờ tùy thân (hộ chiếu/thẻ căn cước/căn cước điện tử/giấy chứng "
    "nhận "
    "căn cước)\",\"chỉ xuất trình\",\"01\"]],\"texts\":{\"address\":\"Thôn Yên Thông, xã Bình Yên\",\"centre\":\"Trung "
    "tâm Phục "
    "vụ hành chính công xã Bình Yên\",\"code\":\"H55.12.07-250918-0007\",\"collect_at\":\"Trung tâm Phục vụ hành chính "
    "công xã "
    "Bình Yên\",\"fee\":\"Không mất phí\",\"identity_number\":\"097185001234\",\"officer\":\"Hoàng Thị "
    "Mẫu\",\"parent\":\"UBND "
    "xã Bình Yên\",\"person\":\"Nguyễn Thị Mẫu\",\"phone\":\"0912345678\",\"place\":\"Bình "
    "Yên\",\"received_time\":\"10 giờ 05 "
    "phút, ngày 18 tháng 9 năm 2025\",\"request\":\"Thủ tục đăng ký khai sinh (1.001193): Đăng ký khai sinh cho con\","
    "\"return_time\":\"17 giờ 30 phút, ngày 18 tháng 9 năm 2025\",\"sets\":\"01 (bộ)\",\"status_address\":"
    "\"http://127.0.0.1:8080/status/H55.12.07-250918-0007/ABCDEFGHIJKLMNOP\",\"submitter\":\"Nguyễn Thị Mẫu\",\"term\":"
    "\"trong ngày làm việc\"},\"version\":1,\"year\":2025}";

/* The events of a finished life; an unfinished one has only the first two. */
static const struct {
    const char *event;
    bool is_at_counter; /* actor; the next holder is the specialist, until nobody is */
} life[] = {
    { "receive", true }, { "forward", true }, { "propose", false }, { "approve", false }, { "hand-over", true }
};

enum { EVENTS_UNFINISHED = 2, EVENTS_FINISHED = 5 };

static sqlite3 *db;
static sqlite3_stmt *statements[STATEMENTS];

/* Who and where, read once. */
static struct {
    int64_t office_id, unit_id, procedure_id, counter_id, specialist_id, chain_number;
    char chain_hash[HASH_CHARS + 1];
} site;

/* ---- SQLite, or the end ------------------------------------------------------------------------ */

static void require(bool holds)
{
    if (holds)
        return;
    fprintf(stderr, "bare_loop: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static void run_script(const char *script)
{
    require(sqlite3_exec(db, script, NULL, NULL, NULL) == SQLITE_OK);
}

/* `types` has a letter for each value: 'i' an int64_t, 'd' one that is NULL when 0, 't' text that outlives the call.
 * Returns the first column of the row, 0 without one. */
static int64_t run(enum statement which, const char *types, ...)
{
    sqlite3_stmt *stmt = statements[which];
    int64_t result = 0;
    va_list values;

    va_start(values, types);
    for (int i = 1; *types != '\0'; i++, types++) {
        if (*types == 't') {
            sqlite3_bind_text(stmt, i, va_arg(values, const char *), -1, SQLITE_STATIC);
            continue;
        }
        int64_t value = va_arg(values, int64_t);

        if (*types == 'd' && value == 0)
            sqlite3_bind_null(stmt, i);
        else
            sqlite3_bind_int64(stmt, i, value);
    }
    va_end(values);
    int outcome = sqlite3_step(stmt);

    if (outcome == SQLITE_ROW) {
        result = sqlite3_column_int64(stmt, 0);
        outcome = sqlite3_step(stmt);
    }
    require(outcome == SQLITE_DONE);
    sqlite3_reset(stmt);
    return result;
}

static int64_t read_id(const char *sql)
{
    sqlite3_stmt *stmt;

    require(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW);
    int64_t id = sqlite3_column_int64(stmt, 0);

    sqlite3_finalize(stmt);
    return id;
}

/* ---- Made-up values ---------------------------------------------------------------------------- */

/* SplitMix64; `fill` makes the same every time. */
static uint64_t random_state = 1;

static uint64_t next_random(void)
{
    uint64_t mixed = random_state += 0x9E3779B97F4A7C15u;

    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static void fill_digits(char *out, int chars, const char *alphabet, int bits)
{
    uint64_t random = 0;

    for (int i = 0; i < chars; i++, random >>= bits) {
        if (i * bits % 60 == 0)
            random = next_random();
        out[i] = alphabet[random & ((1u << bits) - 1)];
    }
    out[chars] = '\0';
}

static void fill_hash(char out[HASH_CHARS + 1])
{
    fill_digits(out, HASH_CHARS, "0123456789abcdef", 4);
}

/* Time-ordered, as base/random.h makes them. */
static int64_t next_id(int64_t at)
{
    static int64_t last;
    int64_t id = (at - EPOCH_2020_MS) << 21 | (int64_t)(next_random() & 0x1FFFFF);

    last = id > last ? id : last + 1 + (int64_t)(next_random() & 0xFF);
    return last;
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct tm day_in_vietnam(int64_t at)
{
    time_t seconds = (at + VIETNAM_MS) / 1000;
    struct tm day;

    gmtime_r(&seconds, &day);
    return day;
}

/* ---- People ------------------------------------------------------------------------------------ */

/* The commonest names, with what src/domain/search_keys.h makes of them. */
struct word {
    const char *name, *folded;
};

static const struct word surnames[] = {
    { "Nguyễn", "nguien" }, { "Trần", "tran" }, { "Lê", "le" },   { "Phạm", "pham" }, { "Hoàng", "hoang" },
    { "Vũ", "vu" },         { "Đặng", "dang" }, { "Bùi", "bui" }, { "Đỗ", "do" },     { "Hồ", "ho" },
};
static const struct word middles[] = { { "Thị", "thi" }, { "Văn", "van" }, { "Ngọc", "ngoc" }, { "Minh", "minh" } };
static const struct word givens[] = {
    { "Anh", "anh" },     { "Bình", "binh" },   { "Chi", "chi" },   { "Dung", "dung" },   { "Đức", "duc" },
    { "Giang", "giang" }, { "Hà", "ha" },       { "Hải", "hai" },   { "Hạnh", "hanh" },   { "Hoa", "hoa" },
    { "Hùng", "hung" },   { "Hương", "huong" }, { "Lan", "lan" },   { "Linh", "linh" },   { "Long", "long" },
    { "Mai", "mai" },     { "Nam", "nam" },     { "Nga", "nga" },   { "Phúc", "phuc" },   { "Quang", "quang" },
    { "Sơn", "son" },     { "Tâm", "tam" },     { "Thảo", "thao" }, { "Trung", "trung" }, { "Tuấn", "tuan" },
};

enum {
    SURNAMES = sizeof surnames / sizeof *surnames,
    MIDDLES = sizeof middles / sizeof *middles,
    GIVENS = sizeof givens / sizeof *givens,
    NAME_KEYS = 3
};

struct person {
    char name[64], folded[64], phone[16];
    const char *ends[NAME_KEYS]; /* of `folded`, from each word on */
};

static void name_person(struct person *person, struct word surname, struct word middle, struct word given)
{
    snprintf(person->name, sizeof person->name, "%s %s %s", surname.name, middle.name, given.name);
    snprintf(person->folded, sizeof person->folded, "%s %s %s", surname.folded, middle.folded, given.folded);
    person->ends[0] = person->folded;
    person->ends[1] = person->ends[0] + strlen(surname.folded) + 1;
    person->ends[2] = person->ends[1] + strlen(middle.folded) + 1;
}

/* The one of the bench's request, or anybody. */
static void make_person(struct person *person, bool is_past)
{
    if (is_past) {
        name_person(person, surnames[next_random() % SURNAMES], middles[next_random() % MIDDLES],
                    givens[next_random() % GIVENS]);
        snprintf(person->phone, sizeof person->phone, "09%08" PRIu64, next_random() % 100000000);
    } else {
        name_person(person, (struct word){ "Nguyễn", "nguien" }, (struct word){ "Thị", "thi" },
                    (struct word){ "Mẫu", "mau" });
        snprintf(person->phone, sizeof person->phone, "0912345678");
    }
}

static void add_search_keys(int64_t dossier_id, const struct person *person)
{
    char phone[24] = "#";
    size_t len = strlen(person->phone);

    for (size_t i = 0; i < len; i++)
        phone[1 + i] = person->phone[len - 1 - i];
    for (int i = 0; i < NAME_KEYS; i++)
        run(ADD_SEARCH_KEY, "iti", site.office_id, person->ends[i], dossier_id);
    run(ADD_SEARCH_KEY, "iti", site.office_id, phone, dossier_id);
    run(ADD_SEARCH_KEY, "iti", site.office_id, ">1.001193", dossier_id);
}

static int64_t next_number(const char *kind, const char *period)
{
    run(STEP_SERIAL, "itt", site.office_id, kind, period);
    return run(LAST_SERIAL, "itt", site.office_id, kind, period);
}

/* ---- One dossier ------------------------------------------------------------------------------- */

struct dossier {
    int64_t dossier_id, at, due_at;
    bool is_past, is_finished;
};

static int event_count(const struct dossier *dossier)
{
    return dossier->is_finished ? EVENTS_FINISHED : EVENTS_UNFINISHED;
}

static void add_dossier(const struct dossier *dossier)
{
    char period[40], code[64], public_key[17], identity[16];
    struct tm day = day_in_vietnam(dossier->at);
    bool is_finished = dossier->is_finished;
    int64_t closed_at = is_finished ? dossier->at + DAY_MS / 2 : 0;
    struct person person;

    snprintf(period, sizeof period, "%02d%02d%02d", day.tm_year % 100, day.tm_mon + 1, day.tm_mday);
    int64_t serial = next_number("dossier", period);

    snprintf(code, sizeof code, "H55.12.07-%s-%04" PRId64, period, serial);
    fill_digits(public_key, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5);
    snprintf(identity, sizeof identity, "097185%06" PRIu64, next_random() % 1000000);
    make_person(&person, dossier->is_past);
    run(ADD_DOSSIER, "iittittttttidiiiiidtd", dossier->dossier_id, site.office_id, code, public_key, site.procedure_id,
        person.name, person.folded, identity, person.phone, "Đăng ký khai sinh cho con",
        is_finished ? "handed-over" : "processing", site.unit_id, is_finished ? 0 : site.specialist_id,
        (int64_t)event_count(dossier), site.counter_id, dossier->at, dossier->due_at, dossier->due_at, closed_at,
        is_finished ? "early" : NULL, closed_at);
    add_search_keys(dossier->dossier_id, &person);
}

static void add_event(const struct dossier *dossier, int number)
{
    int64_t at = dossier->at + number * (dossier->is_finished ? DAY_MS / 8 : 0);
    int64_t event_id = next_id(at);
    int64_t holder_id = number == 0 ? site.counter_id : number == EVENTS_FINISHED - 1 ? 0 : site.specialist_id;
    char hash[HASH_CHARS + 1], facts[2 * HASH_CHARS + 100] = "{}";

    fill_hash(hash);
    if (number == 0)
        snprintf(
            facts, sizeof facts,
            "{\"content\":\"%s\",\"form\":{\"form\":\"01\",\"hash\":\"%s\",\"number\":7,\"version\":1,\"year\":2025}}",
            hash, hash);
    run(ADD_EVENT, "iiiiitidittt", event_id, site.office_id, ++site.chain_number, dossier->dossier_id,
        (int64_t)number + 1, life[number].event, life[number].is_at_counter ? site.counter_id : site.specialist_id,
        holder_id, at, facts, site.chain_hash, hash);
    memcpy(site.chain_hash, hash, sizeof hash);
}

static void add_receipt(const struct dossier *dossier)
{
    struct tm day = day_in_vietnam(dossier->at);
    char year[16], hash[HASH_CHARS + 1];

    strftime(year, sizeof year, "%Y", &day);
    int64_t number = next_number("form-01", year);

    fill_hash(hash);
    run(ADD_FORM, "iiiiiiitt", next_id(dossier->at), site.office_id, (int64_t)day.tm_year + 1900, number,
        dossier->dossier_id, dossier->at, site.counter_id, receipt, hash);
}

static void add_answer(const struct dossier *dossier)
{
    char key[HASH_CHARS + 1], hash[HASH_CHARS + 1];

    fill_hash(hash);
    fill_digits(key, 16, "0123456789abcdef", 4);
    run(ADD_IDEMPOTENCY, "iitt", dossier->dossier_id, site.counter_id, key, hash);
}

static void write_all(const struct dossier *dossier)
{
    struct tm day = day_in_vietnam(dossier->at);
    char month[16];

    strftime(month, sizeof month, "%Y-%m", &day);
    add_dossier(dossier);
    for (int i = 0; i < PAPERS; i++)
        run(ADD_PAPER, "iittt", dossier->dossier_id, (int64_t)papers[i].position, papers[i].name, papers[i].kind,
            papers[i].verdict);
    for (int i = 0; i < event_count(dossier); i++)
        add_event(dossier, i);
    run(MOVE_CHAIN, "iti", site.chain_number, site.chain_hash, site.office_id);
    run(COUNT_MONTH, "it", site.office_id, month);
    if (dossier->is_finished)
        run(COUNT_FINISHED, "it", site.office_id, month);
    if (!dossier->is_past) {
        add_receipt(dossier);
        add_answer(dossier);
    }
}

/* ---- Commands ---------------------------------------------------------------------------------- */

static void open_database(const char *path)
{
    require(sqlite3_open(path, &db) == SQLITE_OK);
    sqlite3_busy_timeout(db, 10000);
    run_script(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192;");
    for (int i = 0; i < STATEMENTS; i++)
        require(sqlite3_prepare_v3(db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &statements[i], NULL) == SQLITE_OK);
    site.office_id = read_id("SELECT office_id FROM office");
    site.procedure_id = read_id("SELECT procedure_version_id FROM procedure_version WHERE procedure_code = '1.001193'");
    site.unit_id = read_id("SELECT unit_id FROM procedure_version WHERE procedure_code = '1.001193'");
    site.counter_id = read_id("SELECT account_id FROM account WHERE role = 'counter'");
    site.specialist_id = read_id("SELECT account_id FROM account WHERE role = 'specialist'");
    site.chain_number = read_id("SELECT chain_number FROM event_chain");
    fill_hash(site.chain_hash);
}

static void time_new_ones(int64_t seconds)
{
    int64_t began = now_ms(), count = 0, now;

    random_state = (uint64_t)began;
    do {
        now = now_ms();
        run(BEGIN, "");
        for (int i = 0; i < DOSSIERS_A_TRANSACTION; i++) {
            struct dossier dossier = { .dossier_id = next_id(now), .at = now, .due_at = now + DAY_MS };

            write_all(&dossier);
        }
        run(COMMIT, "");
        count += DOSSIERS_A_TRANSACTION;
    } while (now_ms() - began < seconds * 1000);
    printf("%.1f\n", (double)count * 1000 / (double)(now_ms() - began));
}

/* Evenly from July 2025 until now.  Those of the last two days are open and in time; of all others each hundredth is
 * overdue, the first by more than a year. */
static void fill(int64_t count)
{
    int64_t now = now_ms();

    run_script("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144;"
               "PRAGMA wal_autocheckpoint = 100000;");
    for (int64_t i = 0; i < count; i++) {
        int64_t at = FIRST_MS + (now - FIRST_MS) / count * i;
        bool is_recent = at + 2 * DAY_MS > now;
        bool is_late = !is_recent && i % 100 == 0;

        if (i % FILL_A_TRANSACTION == 0)
            run(BEGIN, "");
        write_all(&(struct dossier){ .dossier_id = next_id(at),
                                     .at = at,
                                     .due_at = at + 2 * DAY_MS,
                                     .is_past = true,
                                     .is_finished = !is_recent && !is_late });
        if (i % FILL_A_TRANSACTION == FILL_A_TRANSACTION - 1 || i == count - 1)
            run(COMMIT, "");
    }
    run_script("PRAGMA wal_checkpoint(TRUNCATE);");
}

int main(int argc, char **argv)
{
    if (argc != 4 || (strcmp(argv[1], "time") != 0 && strcmp(argv[1], "fill") != 0)) {
        fprintf(stderr, "bare_loop time DATABASE SECONDS | fill DATABASE COUNT\n");
        return 2;
    }
    open_database(argv[2]);
    if (strcmp(argv[1], "time") == 0)
        time_new_ones(atoll(argv[3]));
    else
        fill(atoll(argv[3]));
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(statements[i]);
    require(sqlite3_close(db) == SQLITE_OK);
    return 0;
}
