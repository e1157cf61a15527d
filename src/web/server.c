/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  The parent owns the listening socket and what the processes share, and does nothing else: it cannot crash
 * with a request, and requests that wait in the socket survive a worker.  One more child, the keeper, moves SQLite's
 * log into the database, so that no request has to.  It does the bulk beside the writers; what is left it does in its
 * own turn at the write lock, so that the log starts again from the front and cannot grow for ever.  On both engines
 * it clears away what means nothing any more (app/housekeeping). */
#include "web/server.h"

#include "app/housekeeping.h"
#include "base/clock.h"
#include "base/fatal.h"
#include "base/log.h"
#include "store/db.h"
#include "store/write_lock.h"
#include "web/limits.h"
#include "web/metrics.h"
#include "web/worker.h"
#include "web/writer.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    BACKLOG = 1024,
    KEEPER_MS = 100,             /* between two looks at what was committed */
    KEEPER_TURNS = 7,            /* until little is left for the one in which writers wait */
    KEEPER_LOG_PAGES = 48000,    /* some 190 MiB: then it has to begin anew */
    KEEPER_WAIT_MS = 1000,       /* for the write lock */
    SWEEP_US = 60 * 1000 * 1000, /* between two pieces of housekeeping */
    SWEEP_SOON_US = 1000 * 1000, /* … while there is more to clear away */
    YOUNG_US = 2 * 1000 * 1000,  /* a child that ends younger than this ended at once */
    BACK_OFF_MS_MAX = 10 * 1000,
    KILL_AFTER_US = (LIMIT_DRAIN_SECONDS + 3) * 1000 * 1000,
    CHILDREN_MAX = METRICS_WORKERS_MAX,
};

/* All wait for the writer: where processors are few, the others let it go first. */
enum { NICE_WORKER = 3, NICE_KEEPER = 5 };

enum role_of_child { CHILD_WORKER, CHILD_WRITER, CHILD_KEEPER, CHILD_DELIVERER, CHILD_WATCHER };

/* A place in the table is a slot of the metrics. */
struct child {
    pid_t pid; /* 0: nobody */
    enum role_of_child role;
    bool is_leaving; /* was asked to end; not replaced */
    bool is_due;     /* to be started at start_at_us */
    int64_t started_us, start_at_us, asked_us;
    int early_ends; /* in a row */
};

struct server {
    struct server_settings *settings;
    int listen_socket;
    int writer_socket; /* where the workers that are started now reach their writer */
    int ready_pipe[2];
    struct metrics *metrics;
    struct write_lock *write_lock;
    struct child children[CHILDREN_MAX];
    bool is_ending, was_ready;
    int64_t ending_since_us;
    sigset_t signals, outer_signals;
};

/* ---- The socket --------------------------------------------------------------------------------- */

bool server_parse_address(struct str text, struct str *out_host, int *out_port)
{
    int64_t port;
    size_t colon = text.len;

    while (colon > 0 && text.at[colon - 1] != ':')
        colon--;
    if (colon == 0 || !str_parse_i64(str_from(text, colon), &port) || port < 0 || port > 65535)
        return false;
    struct str host = str_head(text, colon - 1);

    if (host.len > 2 && host.at[0] == '[' && host.at[host.len - 1] == ']')
        host = (struct str){ host.at + 1, host.len - 2 };
    else if (memchr(host.at, ':', host.len) != NULL)
        return false;
    *out_host = host;
    *out_port = (int)port;
    return true;
}

static int open_socket(const struct addrinfo *address)
{
    int on = 1;
    int file = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (file < 0)
        return -1;
    setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(file, address->ai_addr, address->ai_addrlen) == 0 && listen(file, BACKLOG) == 0)
        return file;
    int why = errno;

    close(file);
    errno = why;
    return -1;
}

static bool server_listen(struct server *server)
{
    struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE };
    struct addrinfo *found = NULL;
    char host[256], port[8];

    snprintf(host, sizeof host, "%.*s", STR_ARG(server->settings->host));
    snprintf(port, sizeof port, "%d", server->settings->port);
    int code = getaddrinfo(host[0] == '\0' ? NULL : host, port, &hints, &found);

    if (code != 0) {
        fprintf(stderr, "motcua serve: --listen %s: %s\n", host, gai_strerror(code));
        return false;
    }
    server->listen_socket = open_socket(found);
    freeaddrinfo(found);
    if (server->listen_socket < 0)
        fprintf(stderr, "motcua serve: cannot listen on %s:%s: %s\n", host, port, strerror(errno));
    return server->listen_socket >= 0;
}

/* The port that was found when any free one was asked for. */
static int port_of(int listen_socket)
{
    struct sockaddr_storage address;
    socklen_t len = sizeof address;

    if (getsockname(listen_socket, (struct sockaddr *)&address, &len) != 0)
        return 0;
    if (address.ss_family == AF_INET6)
        return ntohs(((struct sockaddr_in6 *)(void *)&address)->sin6_port);
    return ntohs(((struct sockaddr_in *)(void *)&address)->sin_port);
}

static void step_back(int nicer)
{
    errno = 0;
    if (nice(nicer) == -1 && errno != 0)
        log_error("this process cannot step back behind the writer: %s", strerror(errno));
}

/* ---- The keeper --------------------------------------------------------------------------------- */

struct keeper {
    struct db *db;     /* NULL: not open */
    int64_t seen;      /* commits when it last looked */
    int64_t log_pages; /* when it last moved some */
    int64_t sweep_us;  /* when the next piece of housekeeping is due */
};

/* Moves a little often: the disk that syncs much at once keeps commits waiting.  The log begins anew by itself when
 * nobody writes for a moment.  While somebody always does it grows, until the writer has to wait for its last pages; so
 * they must be few, and more is moved at a time once it is half as long. */
static enum status keep_once(struct server *server, struct keeper *keeper)
{
    for (int turn = 0; turn < KEEPER_TURNS; turn++) {
        bool is_long = keeper->log_pages > KEEPER_LOG_PAGES / 2;

        TRY(db_checkpoint(keeper->db, is_long ? DB_BRISK : DB_UNHURRIED, &keeper->log_pages));
        if (keeper->log_pages < KEEPER_LOG_PAGES)
            return ST_OK;
    }
    if (!write_lock_try(server->write_lock, KEEPER_WAIT_MS))
        return ST_BUSY;
    enum status status = db_checkpoint(keeper->db, DB_AT_ONCE, &keeper->log_pages);

    write_lock_give(server->write_lock);
    return status;
}

static void keep(struct server *server, struct keeper *keeper)
{
    int64_t generation = metrics_read(&server->metrics->commit_generation);

    if (generation == keeper->seen)
        return;
    keeper->seen = generation;
    if (keep_once(server, keeper) == ST_OK)
        metrics_add(&server->metrics->checkpoints, 1);
}

/* A piece now and then; the next one soon while there is more. */
static enum status sweep(struct keeper *keeper)
{
    struct housekeeping gone = { 0 };
    int64_t now_us = clock_monotonic_us();

    if (now_us < keeper->sweep_us)
        return ST_OK;
    enum status status = housekeeping_step(keeper->db, clock_now(), &gone);

    keeper->sweep_us = now_us + (gone.has_more ? SWEEP_SOON_US : SWEEP_US);
    if (status != ST_OK && status != ST_BUSY)
        log_error("keeper: %s (%s)", status_text(status), db_error(keeper->db));
    return status;
}

static int keeper_run(struct server *server)
{
    struct keeper keeper = { .seen = -1 }; /* the first look is for what was left by others */
    struct timespec pause = { 0, KEEPER_MS * 1000000 };
    sigset_t term;

    step_back(NICE_KEEPER);
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    while (sigtimedwait(&term, NULL, &pause) < 0) {
        if (keeper.db == NULL && db_open(server->settings->database, DB_READ_WRITE, &keeper.db) != ST_OK)
            continue;
        db_use_write_lock(keeper.db, server->write_lock);
        keep(server, &keeper);
        if (sweep(&keeper) != ST_UNAVAILABLE)
            continue;
        db_close(keeper.db);
        keeper.db = NULL;
    }
    db_close(keeper.db);
    return 0;
}

/* ---- Children ----------------------------------------------------------------------------------- */

static struct site_settings site_settings(const struct server *server, int slot)
{
    return (struct site_settings){
        .database = server->settings->database,
        .is_behind_tls = server->settings->is_behind_tls,
        .trusted_proxy = server->settings->trusted_proxy,
        .metrics = server->metrics,
        .slot = slot,
    };
}

static int worker_main(struct server *server, int slot)
{
    step_back(NICE_WORKER);
    return worker_run(&(struct worker_settings){
        .site = site_settings(server, slot),
        .listen_socket = server->listen_socket,
        .writer_socket = server->writer_socket,
        .ready_pipe = server->ready_pipe[1],
        .write_lock = server->write_lock,
    });
}

static int writer_main(struct server *server, int slot)
{
    close(server->listen_socket);
    return writer_run(&(struct writer_settings){
        .site = site_settings(server, slot),
        .listen_socket = server->writer_socket,
        .write_lock = server->write_lock,
    });
}

static int helper_main(const struct server *server, server_helper *helper)
{
    const struct server_settings *settings = server->settings;

    close(server->listen_socket);
    return helper(settings->helper_context, settings->database, server->write_lock);
}

static int child_work(struct server *server, int slot)
{
    switch (server->children[slot].role) {
    case CHILD_WRITER:
        return writer_main(server, slot);
    case CHILD_KEEPER:
        return keeper_run(server);
    case CHILD_DELIVERER:
        return helper_main(server, server->settings->deliver);
    case CHILD_WATCHER:
        return helper_main(server, server->settings->watch);
    case CHILD_WORKER:
        break;
    }
    return worker_main(server, slot);
}

static void child_main(struct server *server, int slot, pid_t parent)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* Ctrl-C reaches the whole group: the parent decides */
    signal(SIGHUP, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file at its limit is a full disk: an answer, not the end */
    sigprocmask(SIG_SETMASK, &server->outer_signals, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        exit(0);
    exit(child_work(server, slot));
}

static void child_start(struct server *server, int slot)
{
    struct child *child = &server->children[slot];
    pid_t parent = getpid();

    fflush(NULL);
    pid_t pid = fork();

    if (pid == 0)
        child_main(server, slot, parent);
    child->is_due = pid < 0;
    child->started_us = clock_monotonic_us();
    child->start_at_us = child->started_us + 1000000;
    child->is_leaving = false;
    child->pid = pid < 0 ? 0 : pid;
    if (pid < 0)
        log_error("cannot start a process: %s", strerror(errno));
}

/* A place nobody has had for now; its counters go on. */
static void child_add(struct server *server, enum role_of_child role)
{
    for (int slot = 0; slot < CHILDREN_MAX; slot++) {
        struct child *child = &server->children[slot];

        if (child->pid != 0 || child->is_due)
            continue;
        *child = (struct child){ .role = role };
        child_start(server, slot);
        return;
    }
    log_error("no place for another process");
}

static void child_ask_to_leave(struct child *child)
{
    if (child->pid == 0 || child->is_leaving)
        return;
    child->is_leaving = true;
    child->asked_us = clock_monotonic_us();
    kill(child->pid, SIGTERM);
}

/* The writer's socket is theirs alone: those that are being replaced keep their own writer until they are gone. */
static void start_all(struct server *server)
{
    if (server->writer_socket >= 0)
        close(server->writer_socket);
    server->writer_socket = writer_listen();
    if (server->writer_socket < 0)
        fatal("no socket for the writer: %s", strerror(errno));
    child_add(server, CHILD_WRITER);
    for (int i = 0; i < server->settings->workers; i++)
        child_add(server, CHILD_WORKER);
    child_add(server, CHILD_KEEPER);
    if (server->settings->deliver != NULL)
        child_add(server, CHILD_DELIVERER);
    if (server->settings->watch != NULL)
        child_add(server, CHILD_WATCHER);
}

/* Crashed: another one at once; crashed at once again and again: after a growing pause. */
static void child_replace(struct server *server, int slot, int outcome)
{
    struct child *child = &server->children[slot];
    int64_t now_us = clock_monotonic_us();
    bool was_young = now_us - child->started_us < YOUNG_US;
    int64_t pause_ms = 0;

    child->early_ends = was_young ? child->early_ends + 1 : 0;
    if (child->early_ends > 1)
        pause_ms = child->early_ends > 8 ? BACK_OFF_MS_MAX : 50ll << child->early_ends;
    if (pause_ms > BACK_OFF_MS_MAX)
        pause_ms = BACK_OFF_MS_MAX;
    metrics_add(&server->metrics->worker_crashes, 1);
    if (WIFSIGNALED(outcome))
        log_error("process %d ended by signal %d; another one starts in %lld ms", slot, WTERMSIG(outcome),
                  (long long)pause_ms);
    else
        log_error("process %d ended with code %d; another one starts in %lld ms", slot, WEXITSTATUS(outcome),
                  (long long)pause_ms);
    child->is_due = true;
    child->start_at_us = now_us + pause_ms * 1000;
}

static void child_ended(struct server *server, pid_t pid, int outcome)
{
    for (int slot = 0; slot < CHILDREN_MAX; slot++) {
        struct child *child = &server->children[slot];

        if (child->pid != pid)
            continue;
        child->pid = 0;
        metrics_set(&server->metrics->slots[slot].pid, 0);
        metrics_set(&server->metrics->slots[slot].connections, 0);
        if (!child->is_leaving && !server->is_ending)
            child_replace(server, slot, outcome);
    }
}

static void collect_ended(struct server *server)
{
    int outcome;
    pid_t pid;

    while ((pid = waitpid(-1, &outcome, WNOHANG)) > 0)
        child_ended(server, pid, outcome);
}

static void start_due(struct server *server)
{
    int64_t now_us = clock_monotonic_us();

    for (int slot = 0; slot < CHILDREN_MAX; slot++)
        if (server->children[slot].is_due && server->children[slot].start_at_us <= now_us && !server->is_ending)
            child_start(server, slot);
}

/* Whoever does not leave in time is killed: the database undoes what was not committed. */
static void kill_late(struct server *server)
{
    int64_t now_us = clock_monotonic_us();

    for (int slot = 0; slot < CHILDREN_MAX; slot++) {
        const struct child *child = &server->children[slot];

        if (child->pid != 0 && child->is_leaving && now_us - child->asked_us > KILL_AFTER_US)
            kill(child->pid, SIGKILL);
    }
}

static bool has_children(const struct server *server)
{
    for (int slot = 0; slot < CHILDREN_MAX; slot++)
        if (server->children[slot].pid != 0)
            return true;
    return false;
}

/* ---- Signals ------------------------------------------------------------------------------------ */

static void begin_end(struct server *server)
{
    if (server->is_ending)
        return;
    log_info("ending: finishing what runs");
    server->is_ending = true;
    for (int slot = 0; slot < CHILDREN_MAX; slot++)
        child_ask_to_leave(&server->children[slot]);
}

static void take_new_settings(struct server *server, server_reload *reload, void *context)
{
    struct server_settings settings = *server->settings;

    if (server->is_ending || reload == NULL || !reload(context, &settings))
        return;
    if (!str_equal(settings.host, server->settings->host) || settings.port != server->settings->port)
        log_error("a new address to listen on needs a restart; the old one stays");
    settings.host = server->settings->host;
    settings.port = server->settings->port;
    *server->settings = settings;

    struct child old[CHILDREN_MAX];

    memcpy(old, server->children, sizeof old);
    for (int slot = 0; slot < CHILDREN_MAX; slot++)
        server->children[slot].is_due = false;
    start_all(server);
    for (int slot = 0; slot < CHILDREN_MAX; slot++)
        if (old[slot].pid != 0 && old[slot].pid == server->children[slot].pid)
            child_ask_to_leave(&server->children[slot]);
    log_info("new settings: %d workers", server->settings->workers);
}

static void take_signal(struct server *server, int number, server_reload *reload, void *context)
{
    if (number == SIGTERM || number == SIGINT)
        begin_end(server);
    else if (number == SIGHUP)
        take_new_settings(server, reload, context);
}

/* Says once where it can be reached, when the first worker takes requests. */
static void say_ready(struct server *server)
{
    struct pollfd pipe = { .fd = server->ready_pipe[0], .events = POLLIN };
    char byte;

    if (server->was_ready || poll(&pipe, 1, 0) <= 0 || read(server->ready_pipe[0], &byte, 1) != 1)
        return;
    struct str host = server->settings->host;
    bool is_ipv6 = memchr(host.at, ':', host.len) != NULL;

    server->was_ready = true;
    printf("motcua: http://%s%.*s%s:%d\n", is_ipv6 ? "[" : "", host.len == 0 ? 9 : (int)host.len,
           host.len == 0 ? "127.0.0.1" : host.at, is_ipv6 ? "]" : "", port_of(server->listen_socket));
    fflush(stdout);
}

static void supervise(struct server *server, server_reload *reload, void *context)
{
    while (!server->is_ending || has_children(server)) {
        struct timespec pause = { 0, server->was_ready && !server->is_ending ? 200000000 : 5000000 };
        int number = sigtimedwait(&server->signals, NULL, &pause);

        collect_ended(server);
        take_signal(server, number, reload, context);
        start_due(server);
        kill_late(server);
        say_ready(server);
    }
}

int server_run(struct server_settings *settings, server_reload *reload, void *context)
{
    struct server server = {
        .settings = settings,
        .metrics = metrics_shared(),
        .write_lock = write_lock_create(),
        .writer_socket = -1,
    };

    if (!server_listen(&server))
        return 1;
    if (pipe(server.ready_pipe) != 0)
        fatal("no pipe: %s", strerror(errno));
    sigemptyset(&server.signals);
    sigaddset(&server.signals, SIGTERM);
    sigaddset(&server.signals, SIGINT);
    sigaddset(&server.signals, SIGHUP);
    sigaddset(&server.signals, SIGCHLD);
    sigprocmask(SIG_BLOCK, &server.signals, &server.outer_signals);
    start_all(&server);
    supervise(&server, reload, context);
    write_lock_destroy(server.write_lock);
    close(server.listen_socket);
    return 0;
}
