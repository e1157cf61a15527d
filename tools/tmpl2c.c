/* SPDX-License-Identifier: Apache-2.0 */
/* tmpl2c ROOT OUT PREFIX MODELS FOLDER [text] -- makes templates.h and templates.c of all pages (*.html) in the
 * folder, or text_templates.h and text_templates.c of all plain texts (*.txt).
 *
 * DESIGN  A template becomes a C function over its model, and each path in it becomes a C expression at the very line
 * and column where the template has it (#line), so gcc itself reports a misspelt field in the page.  Values are written
 * through html_put(), which escapes by type.  PREFIX leads from the folder where gcc runs to the
 * root; MODELS is the header that declares the models.
 *
 * A text has no layout and nothing to escape.  Its first line may be `Subject: …`, with an empty line after it: that
 * line is written apart, and its values lose their line breaks (domain/plain_text.h).  NAME_sms.txt goes by telephone:
 * it has no subject, and its words no letter with a mark. */
#include "tmpl2c.h"

#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 32, CHUNK = 3000 };

struct block {
    const struct piece *piece;
    struct html_position before; /* where its branches began */
    bool has_else;
};

struct writer {
    struct arena *arena;
    const struct template_list *templates;
    const struct template *template;
    const char *prefix;
    struct buf *out;
    bool is_text, in_subject;
    struct html_position position;
    bool is_at_edge; /* a block begins or ends here, and the HTML before it may be a name */
    struct block blocks[DEPTH_MAX];
    size_t depth;
};

static void refuse(const struct writer *writer, int line, const char *words, struct str subject)
{
    source_error(writer->template->file, line, "%s%s%.*s", words, subject.len > 0 ? ": " : "", STR_ARG(subject));
}

/* dossier/list → tpl_dossier_list, message/receive → txt_message_receive */
static void put_function_name(struct buf *out, struct str name, bool is_text)
{
    buf_put_str(out, is_text ? STR("txt_") : STR("tpl_"));
    for (size_t i = 0; i < name.len; i++)
        buf_put_char(out, name.at[i] == '/' ? '_' : name.at[i]);
}

static const struct template *find_template(const struct template_list *list, struct str name)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->at[i].name, name))
            return &list->at[i];
    return NULL;
}

/* ---- Paths -------------------------------------------------------------------------------------- */

static bool is_loop_variable(const struct writer *writer, struct str name)
{
    for (size_t i = 0; i < writer->depth; i++)
        if (writer->blocks[i].piece->kind == PIECE_FOR && str_equal(writer->blocks[i].piece->name, name))
            return true;
    return false;
}

static struct str c_path(const struct writer *writer, struct str path)
{
    struct str rest = path;
    struct str first = str_next(&rest, '.');

    if (str_equal(path, STR("page")) || str_equal(path, STR(".")))
        return STR("(*page)");
    if (!is_loop_variable(writer, first))
        return arena_printf(writer->arena, "page->%.*s", STR_ARG(path));
    if (rest.at == NULL)
        return arena_printf(writer->arena, "(*%.*s)", STR_ARG(first));
    return arena_printf(writer->arena, "%.*s->%.*s", STR_ARG(first), STR_ARG(rest));
}

static size_t before_last_word(struct str path)
{
    size_t at = path.len;

    while (at > 0 && path.at[at - 1] != '.' && path.at[at - 1] != '>')
        at--;
    return at;
}

/* `before`, then the path where the template has it: on the same line when there is room to its left, else `before`
 * goes on the line above. */
static void put_path(struct writer *writer, const struct piece *piece, const char *before, const char *after)
{
    struct str path = c_path(writer, piece->path);
    int wanted = piece->column - 1 + (int)before_last_word(piece->path);
    int pad = wanted - (int)before_last_word(path);
    int room = pad - (int)strlen(before);

    buf_printf(writer->out, "#line %d \"%s%s\"\n%s", room >= 0 ? piece->line : piece->line - 1, writer->prefix,
               writer->template->file, before);
    if (room >= 0)
        buf_printf(writer->out, "%*s", room, "");
    else
        buf_printf(writer->out, "\n%*s", pad > 0 ? pad : 0, "");
    buf_printf(writer->out, "%.*s%s", STR_ARG(path), after);
}

/* ---- Pieces ------------------------------------------------------------------------------------- */

/* What a piece of the page is written with. */
static const char *function_of(const struct writer *writer, const char *what)
{
    if (!writer->is_text)
        return arena_printf(writer->arena, "html_%s(out, ", what).at;
    return arena_printf(writer->arena, "plain_text_%s_%s(out, ", what, writer->in_subject ? "subject" : "body").at;
}

static void put_raw(struct writer *writer, struct str text)
{
    while (text.len > 0) {
        size_t len = text.len < CHUNK ? text.len : CHUNK;

        while (len < text.len && (text.at[len] & 0xC0) == 0x80)
            len++;
        buf_printf(writer->out, "    %s", function_of(writer, "raw"));
        source_put_c(writer->out, str_head(text, len));
        buf_printf(writer->out, ", %zu);\n", len);
        text = str_from(text, len);
    }
}

/* The subject ends with its line; an empty line stands between it and the body. */
static struct str put_subject(struct writer *writer, const struct piece *piece)
{
    bool is_first = piece == writer->template->pieces;
    struct str rest = is_first ? str_from(piece->text, strlen("Subject: ")) : piece->text;
    struct str words = str_next(&rest, '\n');

    if (is_first && rest.at != NULL && str_trim(words).len == 0)
        refuse(writer, piece->line, "a subject without words", STR(""));
    put_raw(writer, words);
    if (rest.at == NULL)
        return rest;
    writer->in_subject = false;
    if (writer->depth > 0)
        refuse(writer, piece->line, "a block may not go past the end of the subject", STR(""));
    if (!str_starts_with(rest, STR("\n")))
        refuse(writer, piece->line, "an empty line must follow the subject", STR(""));
    return str_from(rest, 1);
}

static bool is_for_telephones(const struct writer *writer)
{
    return writer->is_text && str_ends_with(writer->template->name, STR("_sms"));
}

static void check_ascii(const struct writer *writer, const struct piece *piece)
{
    for (size_t i = 0; i < piece->text.len; i++)
        if ((unsigned char)piece->text.at[i] >= 0x80) {
            refuse(writer, piece->line, "a text message has no letter with a mark", str_trim(piece->text));
            return;
        }
}

static void put_text(struct writer *writer, const struct piece *piece)
{
    struct str text = piece->text;

    if (writer->is_at_edge && html_continues_name(text))
        refuse(writer, piece->line, "a block may not begin or end inside the name of a tag or attribute", STR(""));
    writer->is_at_edge = false;
    if (!writer->is_text)
        html_advance(&writer->position, text);
    if (is_for_telephones(writer))
        check_ascii(writer, piece);
    if (writer->in_subject)
        text = put_subject(writer, piece);
    put_raw(writer, text);
}

static void put_value(struct writer *writer, const struct piece *piece)
{
    const char *refusal = html_refusal(&writer->position);

    if (refusal != NULL)
        refuse(writer, piece->line, refusal, piece->path);
    put_path(writer, piece, function_of(writer, "put"), ");\n");
}

static void begin_block(struct writer *writer, const struct piece *piece)
{
    if (writer->depth == DEPTH_MAX) {
        refuse(writer, piece->line, "blocks nested too deep", STR(""));
        exit(1);
    }
    writer->blocks[writer->depth++] = (struct block){ piece, writer->position, false };
    writer->is_at_edge |= html_is_in_name(&writer->position);
}

static void put_if(struct writer *writer, const struct piece *piece)
{
    const char *question = writer->is_text ? "plain_text_is(" : "html_is(";

    put_path(writer, piece, arena_printf(writer->arena, "if (%s%s", piece->is_not ? "!" : "", question).at, ")) {\n");
    begin_block(writer, piece);
}

static void put_for(struct writer *writer, const struct piece *piece)
{
    struct str path = c_path(writer, piece->path);
    struct str name = piece->name;

    if (is_loop_variable(writer, name) || str_equal(name, STR("page")) || str_equal(name, STR("out")))
        refuse(writer, piece->line, "the name is taken", name);
    put_path(writer, piece,
             arena_printf(writer->arena, "for (size_t i_%zu = 0; i_%zu < ", writer->depth, writer->depth).at, "");
    buf_printf(writer->out,
               ".count; i_%zu++) { const __typeof__(*%.*s.at) *const %.*s = &%.*s.at[i_%zu]; (void)%.*s;\n",
               writer->depth, STR_ARG(path), STR_ARG(name), STR_ARG(path), writer->depth, STR_ARG(name));
    begin_block(writer, piece);
}

static struct block *innermost(struct writer *writer, const struct piece *piece, const char *word)
{
    if (writer->depth > 0)
        return &writer->blocks[writer->depth - 1];
    refuse(writer, piece->line, word, STR(""));
    return NULL;
}

static void compare_places(const struct writer *writer, const struct block *block, const struct piece *piece)
{
    if (!html_is_same_place(&block->before, &writer->position))
        refuse(writer, piece->line, "a block may not open or close a tag or a quote that it does not close or open",
               STR(""));
}

static void put_else(struct writer *writer, const struct piece *piece)
{
    struct block *block = innermost(writer, piece, "{% else %} without {% if %}");

    if (block == NULL)
        return;
    if (block->piece->kind != PIECE_IF || block->has_else)
        refuse(writer, piece->line, "{% else %} without {% if %}", STR(""));
    compare_places(writer, block, piece);
    block->has_else = true;
    writer->position = block->before;
    writer->is_at_edge |= html_is_in_name(&writer->position);
    buf_put_str(writer->out, STR("    } else {\n"));
}

static void put_end(struct writer *writer, const struct piece *piece)
{
    struct block *block = innermost(writer, piece, "{% end %} without a block");

    if (block == NULL)
        return;
    compare_places(writer, block, piece);
    writer->is_at_edge |= html_is_in_name(&block->before) || html_is_in_name(&writer->position);
    writer->depth--;
    buf_put_str(writer->out, STR("    }\n"));
}

static void put_use(struct writer *writer, const struct piece *piece)
{
    struct buf before = buf_new(writer->arena, 256);

    const struct template *used = find_template(writer->templates, piece->name);

    if (used == NULL)
        refuse(writer, piece->line, "no such template", piece->name);
    else if (writer->is_text && (writer->in_subject || used->has_subject))
        refuse(writer, piece->line, "a text's subject stands in itself", piece->name);
    if (writer->position.place != PLACE_TEXT)
        refuse(writer, piece->line, "another template inside a tag", piece->name);
    put_function_name(&before, piece->name, writer->is_text);
    buf_put_str(&before, STR("(out, &"));
    put_path(writer, piece, arena_c_string(writer->arena, buf_str(&before)), ");\n");
}

/* ---- Functions ---------------------------------------------------------------------------------- */

static void put_signature(struct buf *out, const struct template *template, const char *part, bool is_text)
{
    buf_put_str(out, STR("void "));
    put_function_name(out, template->name, is_text);
    buf_printf(out, "%s(struct %s *out, const %.*s *page)", part, is_text ? "plain_text" : "html",
               STR_ARG(template->model));
}

static void begin_function(struct writer *writer, const char *part)
{
    buf_put_char(writer->out, '\n');
    put_signature(writer->out, writer->template, part, writer->is_text);
    buf_put_str(writer->out, STR("\n{\n    (void)out;\n    (void)page;\n"));
}

static void put_layout_part(struct writer *writer, const char *part)
{
    const struct template *template = writer->template;

    if (template->layout_path.at == NULL)
        return;
    buf_put_str(writer->out, STR("    "));
    put_function_name(writer->out, template->layout_name, false);
    buf_printf(writer->out, "%s(out, &page->%.*s);\n", part, STR_ARG(template->layout_path));
}

/* The layout's second half begins here. */
static void put_content(struct writer *writer, const struct piece *piece, bool *is_seen)
{
    if (*is_seen || writer->depth > 0 || writer->position.place != PLACE_TEXT)
        refuse(writer, piece->line, "{% content %} stands once, outside of blocks and tags", STR(""));
    *is_seen = true;
    buf_put_str(writer->out, STR("}\n"));
    begin_function(writer, "_bottom");
}

static void check_layout(const struct writer *writer)
{
    struct str name = writer->template->layout_name;
    const struct template *layout = find_template(writer->templates, name);

    if (writer->is_text && (writer->template->layout_path.at != NULL || writer->template->has_content))
        refuse(writer, 1, "a text has no layout", STR(""));
    if (is_for_telephones(writer) && writer->template->has_subject)
        refuse(writer, 1, "a text message has no subject", STR(""));
    if (writer->is_text || writer->template->layout_path.at == NULL)
        return;
    if (layout == NULL || !layout->has_content)
        refuse(writer, 1, "no layout, that is no template with {% content %}, is called", name);
}

static void put_piece(struct writer *writer, const struct piece *piece, bool *is_content_seen)
{
    switch (piece->kind) {
    case PIECE_TEXT:
        put_text(writer, piece);
        break;
    case PIECE_VALUE:
        put_value(writer, piece);
        break;
    case PIECE_IF:
        put_if(writer, piece);
        break;
    case PIECE_ELSE:
        put_else(writer, piece);
        break;
    case PIECE_FOR:
        put_for(writer, piece);
        break;
    case PIECE_END:
        put_end(writer, piece);
        break;
    case PIECE_USE:
        put_use(writer, piece);
        break;
    case PIECE_CONTENT:
        put_content(writer, piece, is_content_seen);
        break;
    case PIECE_MODEL:
    case PIECE_LAYOUT:
        break;
    }
}

static void put_template(struct writer *writer)
{
    const struct template *template = writer->template;
    bool is_content_seen = false;

    check_layout(writer);
    writer->in_subject = writer->is_text && template->has_subject;
    begin_function(writer, template->has_content ? "_top" : "");
    put_layout_part(writer, "_top");
    for (size_t i = 0; i < template->count; i++)
        put_piece(writer, &template->pieces[i], &is_content_seen);
    if (writer->depth > 0)
        refuse(writer, writer->blocks[writer->depth - 1].piece->line, "a block is never closed with {% end %}",
               STR(""));
    else if (writer->in_subject)
        refuse(writer, 1, "a subject and no text", STR(""));
    else if (writer->position.place != PLACE_TEXT)
        refuse(writer, 1, "the template ends inside a tag, a quote, a comment or a script", STR(""));
    put_layout_part(writer, "_bottom");
    buf_put_str(writer->out, STR("}\n"));
}

/* ---- Files -------------------------------------------------------------------------------------- */

/* What is made of one kind of template. */
struct product {
    const char *suffix, *stem, *guard, *include;
    bool is_text;
};

static const struct product pages = { ".html", "templates", "TEMPLATES_H", "web/html.h", false };
static const struct product texts = { ".txt", "text_templates", "TEXT_TEMPLATES_H", "domain/plain_text.h", true };

static void write_source(struct arena *arena, const struct template_list *list, const struct product *product,
                         const char *prefix, const char *folder)
{
    struct buf out = source_buf(arena);

    buf_printf(&out, "/* Made by tmpl2c from templates/. */\n#include \"%s.h\"\n", product->stem);
    for (size_t i = 0; i < list->count; i++)
        put_template(&(struct writer){ .arena = arena,
                                       .templates = list,
                                       .template = &list->at[i],
                                       .prefix = prefix,
                                       .out = &out,
                                       .is_text = product->is_text });
    if (source_error_count() == 0)
        source_write(arena_printf(arena, "%s/%s.c", folder, product->stem).at, &out);
}

static void write_header(struct arena *arena, const struct template_list *list, const struct product *product,
                         const char *models, const char *folder)
{
    struct buf out = source_buf(arena);

    buf_printf(&out,
               "/* Made by tmpl2c from templates/. */\n#ifndef %s\n#define %s\n\n"
               "#include \"%s\"\n#include \"%s\"\n\n",
               product->guard, product->guard, models, product->include);
    for (size_t i = 0; i < list->count; i++) {
        put_signature(&out, &list->at[i], list->at[i].has_content ? "_top" : "", product->is_text);
        buf_put_str(&out, STR(";\n"));
        if (!list->at[i].has_content)
            continue;
        put_signature(&out, &list->at[i], "_bottom", product->is_text);
        buf_put_str(&out, STR(";\n"));
    }
    buf_put_str(&out, STR("\n#endif\n"));
    source_write(arena_printf(arena, "%s/%s.h", folder, product->stem).at, &out);
}

/* templates/dossier/list.html below templates → dossier/list */
static struct str template_name(const char *folder, const char *file, const char *suffix)
{
    struct str name = str_from(str_of(file), strlen(folder) + 1);

    name.len -= strlen(suffix);
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] != '/' && name.at[i] != '_' && !(name.at[i] >= 'a' && name.at[i] <= 'z') &&
            !(name.at[i] >= '0' && name.at[i] <= '9')) {
            source_error(file, 1, "a template's name has only a-z, 0-9 and _");
            break;
        }
    return name;
}

static void make(struct arena *arena, char **argv, const struct product *product)
{
    struct template_list list = { 0 };
    struct source_list files = source_find(arena, argv[5], product->suffix);

    for (size_t i = 0; i < files.count; i++) {
        list.at = arena_grow(arena, list.at, list.count, &list.room, sizeof *list.at);
        list.at[list.count++] = template_read(arena, files.at[i], template_name(argv[5], files.at[i], product->suffix));
    }
    write_source(arena, &list, product, argv[3], argv[2]);
    if (source_error_count() > 0)
        return;
    write_header(arena, &list, product, argv[4], argv[2]);
    source_add(arena, &files, argv[5]);
    source_write_depfile(arena, arena_printf(arena, "%s/%s.d", argv[2], product->stem).at,
                         arena_printf(arena, "%s.c", product->stem).at, &files);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_create((size_t)1 << 30);
    bool is_text = argc == 7 && strcmp(argv[6], "text") == 0;

    if (argc != 6 && !is_text) {
        fprintf(stderr, "usage: tmpl2c ROOT OUT PREFIX MODELS FOLDER [text]\n");
        return 2;
    }
    source_enter(argv[1]);
    make(arena, argv, is_text ? &texts : &pages);
    arena_destroy(arena);
    return source_error_count() == 0 ? 0 : 1;
}
