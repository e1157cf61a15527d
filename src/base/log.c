/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

__attribute__((format(printf, 2, 0))) static void write_line(const char *level, const char *format, va_list args)
{
    char line[1024];
    time_t now = time(NULL);
    struct tm parts;
    size_t used;

    gmtime_r(&now, &parts);
    used = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%SZ ", &parts);
    used += (size_t)snprintf(line + used, sizeof line - used, "%s ", level);
    int len = vsnprintf(line + used, sizeof line - used - 1, format, args);
    used += len < 0 ? 0 : (size_t)len;
    if (used > sizeof line - 2)
        used = sizeof line - 2;
    line[used++] = '\n';
    fwrite(line, 1, used, stderr); /* one write: lines of several workers do not mix */
}

void log_info(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line("info", format, args);
    va_end(args);
}

void log_error(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line("error", format, args);
    va_end(args);
}
