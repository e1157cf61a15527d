/* SPDX-License-Identifier: Apache-2.0 */
#include "support/scripted_server.h"

#include "support/check.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int listen_somewhere(int *out_port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof address;
    int file = socket(AF_INET, SOCK_STREAM, 0);

    CHECK(file >= 0 && bind(file, (struct sockaddr *)&address, sizeof address) == 0 && listen(file, 8) == 0 &&
          getsockname(file, (struct sockaddr *)&address, &len) == 0);
    *out_port = ntohs(address.sin_port);
    return file;
}

/* Up to the line that begins with `start` or, with `is_whole`, is just that. */
static bool read_up_to(FILE *stream, const char *start, bool is_whole)
{
    char line[4096];

    while (fgets(line, sizeof line, stream) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (is_whole ? strcmp(line, start) == 0 : strncmp(line, start, strlen(start)) == 0)
            return true;
    }
    return false;
}

/* Until the other side goes. */
static void say_good_bye(FILE *stream, int file)
{
    static const char good_bye[] = "221 bye\r\n";

    if (read_up_to(stream, "QUIT", false) && write(file, good_bye, sizeof good_bye - 1) < 0)
        return;
}

static void play(int file, const char *const *script)
{
    FILE *stream = fdopen(file, "r");

    for (; *script != NULL && strcmp(*script, "!") != 0; script++) {
        const char *step = *script;

        if (step[0] != '<') {
            if (write(file, step, strlen(step)) < 0)
                break;
        } else if (strcmp(step, "<.") == 0) {
            if (!read_up_to(stream, ".", true))
                break;
        } else if (strcmp(step, "<END") == 0) {
            if (!read_up_to(stream, "", true))
                break;
        } else if (!read_up_to(stream, step + 1, false)) {
            break;
        }
    }
    if (*script == NULL)
        say_good_bye(stream, file);
    fclose(stream);
}

struct scripted_server scripted_server_start(const char *const *script)
{
    struct scripted_server server;
    int listener = listen_somewhere(&server.port);

    server.pid = fork();
    CHECK(server.pid >= 0);
    if (server.pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        signal(SIGPIPE, SIG_IGN);
        for (;;)
            play(accept(listener, NULL, NULL), script);
    }
    close(listener);
    return server;
}

void scripted_server_stop(struct scripted_server *server)
{
    kill(server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
}

int scripted_server_closed_port(void)
{
    int port;

    close(listen_somewhere(&port));
    return port;
}
