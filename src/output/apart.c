/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN.  The child writes its status, one byte, and then the bytes into a pipe.  It leaves by _exit(), so nothing it
 * inherited (connections, buffers, locks) is closed or flushed a second time. */
#include "output/apart.h"

#include "base/buf.h"
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static bool write_all(int pipe_end, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(pipe_end, bytes, len);

        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            len -= (size_t)written;
        }
    }
    return true;
}

__attribute__((noreturn)) static void be_child(int pipe_end, struct arena *arena, apart_work *work, const void *subject)
{
    struct rlimit seconds = { APART_SECONDS_MAX, APART_SECONDS_MAX };
    struct str bytes = { NULL, 0 };

    signal(SIGTERM, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setrlimit(RLIMIT_CPU, &seconds);
    enum status status = work(arena, subject, &bytes);
    char first = (char)status;
    _exit(write_all(pipe_end, &first, 1) && write_all(pipe_end, bytes.at, bytes.len) ? 0 : 1);
}

/* Everything up to the end of the pipe, or false when the time is over or it cannot be read. */
static bool read_all(int pipe_end, struct buf *buf)
{
    int64_t until_us = clock_monotonic_us() + APART_SECONDS_MAX * 1000000LL;
    char bytes[16 * 1024];

    for (;;) {
        struct pollfd waiting = { .fd = pipe_end, .events = POLLIN };
        int64_t left_ms = (until_us - clock_monotonic_us()) / 1000;

        if (left_ms <= 0)
            return false;
        if (poll(&waiting, 1, (int)left_ms) <= 0)
            continue;
        ssize_t len = read(pipe_end, bytes, sizeof bytes);
        if (len == 0)
            return true;
        if (len < 0 && errno != EINTR)
            return false;
        if (len > 0)
            buf_put(buf, bytes, (size_t)len);
    }
}

static bool ended_well(pid_t child)
{
    int result = 0;

    while (waitpid(child, &result, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(result) && WEXITSTATUS(result) == 0;
}

enum status apart_run(struct arena *arena, apart_work *work, const void *subject, struct str *out_bytes)
{
    struct buf answer = buf_new(arena, 1 + APART_BYTES_MAX);
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) != 0)
        return ST_UNAVAILABLE;
    pid_t child = fork();
    if (child == 0)
        be_child(ends[1], arena, work, subject);
    close(ends[1]);
    bool is_read = child > 0 && read_all(ends[0], &answer);
    close(ends[0]);
    if (child < 0)
        return ST_UNAVAILABLE;
    if (!is_read)
        kill(child, SIGKILL);
    if (!ended_well(child) || !is_read || answer.len == 0)
        return ST_UNAVAILABLE;
    if (buf_overflowed(&answer))
        return ST_TOO_LARGE;

    enum status status = (enum status)answer.at[0];
    if (status == ST_OK)
        *out_bytes = str_from(buf_str(&answer), 1);
    return status;
}
