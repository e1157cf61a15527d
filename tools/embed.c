/* SPDX-License-Identifier: Apache-2.0 */
/* embed -- files into the program.
 *     embed texts ROOT OUT NAME STRUCT HEADER PATHS…
 *         NAME_files.c: the array NAME_files of STRUCT (declared by HEADER, with name and text) and NAME_file_count;
 *         NAME_files.h declares them
 *     embed assets ROOT OUT BUILT SOURCES…
 *         assets.c and assets.h: the files of the folder BUILT, which were made from SOURCES; what the browser may load
 *
 * DESIGN  The assembler reads the bytes (.incbin), which takes no time at any size.  The compiler does not see inside,
 * so each file's fingerprint stands in the C text: other bytes, another text, compiled again. */
#include "source.h"

#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

/* An absolute path: the assembler runs somewhere else. */
static const char *from_root(struct arena *arena, const char *root, const char *path)
{
    return path[0] == '/' ? path : arena_printf(arena, "%s/%s", root, path).at;
}

/* The symbol `NAME_N`, and one byte 0 behind the file. */
static void put_bytes(struct buf *out, const char *name, size_t number, const char *path, const char *hash)
{
    buf_printf(out,
               "/* %s */\n"
               "__asm__(\".section .rodata\\n.balign 16\\n%s_%zu:\\n.incbin \\\"%s\\\"\\n.byte 0\\n.previous\\n\");\n"
               "extern const char %s_%zu[] __attribute__((visibility(\"hidden\")));\n",
               hash, name, number, path, name, number);
}

static void write_out(struct arena *arena, const char *folder, const char *file, const struct buf *bytes)
{
    source_write(arena_printf(arena, "%s/%s", folder, file).at, bytes);
}

/* ---- Texts -------------------------------------------------------------------------------------- */

struct texts {
    const char *root, *out, *name, *type, *header;
    struct source_list files;
};

static void write_texts_header(struct arena *arena, const struct texts *texts)
{
    struct buf out = source_buf(arena);

    buf_printf(&out,
               "/* Made by embed. */\n#pragma once\n\n#include \"%s\"\n\n#include <stddef.h>\n\n"
               "extern const %s %s_files[];\nextern const size_t %s_file_count;\n",
               texts->header, texts->type, texts->name, texts->name);
    write_out(arena, texts->out, arena_printf(arena, "%s_files.h", texts->name).at, &out);
}

static void write_texts(struct arena *arena, const struct texts *texts)
{
    struct buf out = source_buf(arena);

    buf_printf(&out, "/* Made by embed. */\n#include \"%s_files.h\"\n\n", texts->name);
    for (size_t i = 0; i < texts->files.count; i++) {
        const char *path = texts->files.at[i];
        char hash[HASH_HEX_LEN + 1];

        hash_hex(source_read(arena, path), hash);
        put_bytes(&out, texts->name, i, from_root(arena, texts->root, path), hash);
    }
    buf_printf(&out, "\nconst %s %s_files[] = {\n", texts->type, texts->name);
    for (size_t i = 0; i < texts->files.count; i++)
        buf_printf(&out, "    { \"%s\", %s_%zu },\n", base_name(texts->files.at[i]), texts->name, i);
    buf_printf(&out, "    { NULL, NULL },\n};\nconst size_t %s_file_count = %zu;\n", texts->name, texts->files.count);
    write_out(arena, texts->out, arena_printf(arena, "%s_files.c", texts->name).at, &out);
}

/* A path may end in a star and an ending: the files of that folder with that ending. */
static void add_texts(struct arena *arena, struct texts *texts, struct source_list *inputs, char *pattern)
{
    char *star = strstr(pattern, "/*");
    struct source_list found;

    if (star != NULL)
        *star = '\0';
    found = source_find(arena, pattern, star == NULL ? "" : star + 2);
    source_add(arena, inputs, pattern);
    for (size_t i = 0; i < found.count; i++) {
        source_add(arena, &texts->files, found.at[i]);
        source_add(arena, inputs, found.at[i]);
    }
}

static int embed_texts(struct arena *arena, int argc, char **argv)
{
    struct texts texts = { argv[2], argv[3], argv[4], argv[5], argv[6], { 0 } };
    struct source_list inputs = { 0 };
    const char *made = arena_printf(arena, "%s_files", texts.name).at;

    for (int i = 7; i < argc; i++)
        add_texts(arena, &texts, &inputs, argv[i]);
    write_texts_header(arena, &texts);
    write_texts(arena, &texts);
    source_write_depfile(arena, arena_printf(arena, "%s/%s.d", texts.out, made).at,
                         arena_printf(arena, "%s.c", made).at, &inputs);
    return 0;
}

/* ---- Assets ------------------------------------------------------------------------------------- */

static const struct {
    const char *ending, *content_type;
} content_types[] = {
    { ".css", "text/css; charset=utf-8" },
    { ".html", "text/html; charset=utf-8" },
    { ".ico", "image/x-icon" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".json", "application/json" },
    { ".png", "image/png" },
    { ".svg", "image/svg+xml" },
    { ".txt", "text/plain; charset=utf-8" },
    { ".webmanifest", "application/manifest+json" },
    { ".woff2", "font/woff2" },
};

static const char *content_type_of(const char *path)
{
    for (size_t i = 0; i < sizeof content_types / sizeof *content_types; i++)
        if (str_ends_with(str_of(path), str_of(content_types[i].ending)))
            return content_types[i].content_type;
    source_error(path, 1, "what a browser should take this for is not known; see content_types in tools/embed.c");
    return "";
}

static const char assets_header[] =
    "/* Made by embed: what the browser may load, sorted by path. */\n"
    "#ifndef ASSETS_H\n#define ASSETS_H\n\n#include \"base/str.h\"\n\n"
    "struct asset {\n"
    "    struct str path; /* app.css: what follows /assets/ */\n"
    "    struct str content_type;\n"
    "    struct str bytes;\n"
    "    struct str gzip; /* the same, compressed; null: not worth it */\n"
    "    struct str etag; /* with its quotes */\n"
    "    struct str url;  /* /assets/app.css?v=…: changes with the bytes, so it may be kept for ever */\n"
    "};\n\n"
    "const struct asset *asset_find(struct str path); /* NULL: none */\n"
    "struct str asset_url(const char *path);          /* fatal when there is none: a bug */\n\n"
    "#endif\n";

/* clang-format off */
static const char assets_functions[] =
    "\nconst struct asset *asset_find(struct str path)\n{\n"
    "    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)\n"
    "        if (str_equal(assets[i].path, path))\n"
    "            return &assets[i];\n"
    "    return NULL;\n}\n"
    "\nstruct str asset_url(const char *path)\n{\n"
    "    const struct asset *asset = asset_find(str_of(path));\n\n"
    "    if (asset == NULL)\n"
    "        fatal(\"no asset called %s\", path);\n"
    "    return asset->url;\n}\n";
/* clang-format on */

static bool is_gzip(const char *path)
{
    return str_ends_with(str_of(path), STR(".gz"));
}

/* The place of FILE.gz in the list, or -1. */
static int find_gzip(struct arena *arena, const struct source_list *files, size_t of)
{
    struct str wanted = arena_printf(arena, "%s.gz", files->at[of]);

    for (size_t i = 0; i < files->count; i++)
        if (str_equal(str_of(files->at[i]), wanted))
            return (int)i;
    return -1;
}

struct asset_file {
    const char *name; /* below the built folder */
    size_t len;
    char hash[HASH_HEX_LEN + 1];
};

static void put_asset(struct buf *out, const struct asset_file *files, size_t number, int gzip)
{
    const struct asset_file *file = &files[number];
    size_t name_len = strlen(file->name);

    buf_printf(out, "    {\n        .path = { \"%s\", %zu },\n", file->name, name_len);
    buf_printf(out, "        .content_type = { \"%s\", %zu },\n", content_type_of(file->name),
               strlen(content_type_of(file->name)));
    buf_printf(out, "        .bytes = { assets_%zu, %zu },\n", number, file->len);
    if (gzip >= 0)
        buf_printf(out, "        .gzip = { assets_%d, %zu },\n", gzip, files[gzip].len);
    buf_printf(out, "        .etag = { \"\\\"%.16s\\\"\", 18 },\n", file->hash);
    buf_printf(out, "        .url = { \"/assets/%s\\?v=%.16s\", %zu },\n    },\n", file->name, file->hash,
               8 + name_len + 3 + 16);
}

static void write_assets(struct arena *arena, const char *folder, const char *built, const struct source_list *list)
{
    struct asset_file *files = arena_array(arena, struct asset_file, list->count + 1);
    struct buf out = source_buf(arena);

    buf_put_str(&out, STR("/* Made by embed. */\n#include \"assets.h\"\n\n#include \"base/fatal.h\"\n\n"));
    for (size_t i = 0; i < list->count; i++) {
        struct str bytes = source_read(arena, list->at[i]);

        files[i].name = list->at[i] + strlen(built) + 1;
        files[i].len = bytes.len;
        hash_hex(bytes, files[i].hash);
        put_bytes(&out, "assets", i, list->at[i], files[i].hash);
    }
    buf_put_str(&out, STR("\nstatic const struct asset assets[] = {\n"));
    for (size_t i = 0; i < list->count; i++)
        if (!is_gzip(files[i].name))
            put_asset(&out, files, i, find_gzip(arena, list, i));
    buf_put_str(&out, STR("};\n"));
    buf_put_str(&out, str_of(assets_functions));
    write_out(arena, folder, "assets.c", &out);
}

static int embed_assets(struct arena *arena, int argc, char **argv)
{
    const char *out = argv[3];
    const char *built = argv[4];
    struct source_list files = source_find(arena, built, "");
    struct source_list inputs = { 0 };
    struct buf header = source_buf(arena);

    if (files.count == 0)
        source_error(built, 1, "no assets were built");
    for (int i = 5; i < argc; i++) {
        struct source_list found = source_find(arena, argv[i], "");

        for (size_t f = 0; f < found.count; f++)
            source_add(arena, &inputs, found.at[f]);
    }
    write_assets(arena, out, built, &files);
    buf_put_str(&header, str_of(assets_header));
    write_out(arena, out, "assets.h", &header);
    source_write_depfile(arena, arena_printf(arena, "%s/assets.d", out).at, "assets.c", &inputs);
    return source_error_count() == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_create((size_t)1 << 30);
    int code = 2;

    if (argc >= 8 && strcmp(argv[1], "texts") == 0) {
        source_enter(argv[2]);
        code = embed_texts(arena, argc, argv);
    } else if (argc >= 6 && strcmp(argv[1], "assets") == 0) {
        source_enter(argv[2]);
        code = embed_assets(arena, argc, argv);
    } else {
        fprintf(stderr, "usage: embed texts ROOT OUT NAME STRUCT HEADER PATHS...\n"
                        "       embed assets ROOT OUT BUILT SOURCES...\n");
    }
    arena_destroy(arena);
    return code;
}
