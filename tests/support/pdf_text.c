/* SPDX-License-Identifier: Apache-2.0 */
#include "support/pdf_text.h"

#include "base/buf.h"
#include "base/fatal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { TEXT_MAX = 1 << 20 };

/* For LeakSanitizer: fontconfig keeps its patterns by offset, so the ones in use look lost. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

/* Runs a tool on the bytes, as the file %s of the command, and returns what it prints. */
static struct str run(struct arena *arena, const char *before, struct str pdf, const char *after)
{
    int file = memfd_create("pdf", 0);
    struct buf buf = buf_new(arena, TEXT_MAX);
    char command[256], bytes[4096];

    if (file < 0 || write(file, pdf.at, pdf.len) != (ssize_t)pdf.len)
        fatal("no memory file");
    snprintf(command, sizeof command, "%s /dev/fd/%d %s", before, file, after);
    FILE *tool = popen(command, "r");
    if (tool == NULL)
        fatal("%s cannot be started", before);
    for (size_t len; (len = fread(bytes, 1, sizeof bytes, tool)) > 0;)
        buf_put(&buf, bytes, len);
    if (pclose(tool) != 0)
        fatal("%s failed: is poppler-utils installed? (tools/setup.sh test)", before);
    close(file);
    return buf_str(&buf);
}

struct str pdf_text_of(struct arena *arena, struct str pdf)
{
    struct str text = run(arena, "pdftotext -layout", pdf, "-");
    struct buf trimmed = buf_new(arena, TEXT_MAX);

    while (text.at != NULL) {
        struct str line = str_next(&text, '\n');

        while (line.len > 0 && line.at[line.len - 1] == ' ')
            line.len--;
        buf_put_str(&trimmed, line);
        if (text.at != NULL)
            buf_put_char(&trimmed, '\n');
    }
    return buf_str(&trimmed);
}

struct str pdf_info_of(struct arena *arena, struct str pdf)
{
    return run(arena, "TZ=UTC pdfinfo", pdf, "");
}

struct str pdf_fonts_of(struct arena *arena, struct str pdf)
{
    return run(arena, "pdffonts", pdf, "");
}
