/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl2c.h"

#include "source.h"

#include <string.h>

struct reader {
    struct arena *arena;
    struct template *template;
    int line;
    const char *line_start;
};

static bool is_word(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] != '_' && !(word.at[i] >= 'a' && word.at[i] <= 'z') &&
            !(i > 0 && word.at[i] >= '0' && word.at[i] <= '9'))
            return false;
    return word.len > 0;
}

/* a.b.c, or "." for the whole model */
static bool is_path(struct str path)
{
    if (str_equal(path, STR(".")))
        return true;

    bool is_good = path.len > 0 && path.at[path.len - 1] != '.';

    while (is_good && path.at != NULL)
        is_good = is_word(str_next(&path, '.'));
    return is_good;
}

static void refuse(const struct reader *reader, const char *words, struct str subject)
{
    source_error(reader->template->file, reader->line, "%s: %.*s", words, STR_ARG(subject));
}

static struct piece *add(struct reader *reader, struct piece piece)
{
    struct template *t = reader->template;

    piece.line = reader->line;
    t->pieces = arena_grow(reader->arena, t->pieces, t->count, &t->room, sizeof *t->pieces);
    t->pieces[t->count] = piece;
    return &t->pieces[t->count++];
}

/* Text pieces that touch become one. */
static void add_text(struct reader *reader, struct str text)
{
    struct template *t = reader->template;
    struct piece *last = t->count == 0 ? NULL : &t->pieces[t->count - 1];

    if (text.len == 0)
        return;
    if (last != NULL && last->kind == PIECE_TEXT && last->text.at + last->text.len == text.at)
        last->text.len += text.len;
    else
        add(reader, (struct piece){ .kind = PIECE_TEXT, .text = text });
}

static void add_path(struct reader *reader, struct piece piece)
{
    if (!is_path(piece.path)) {
        refuse(reader, "only a path such as 'row.code' may stand here, not", piece.path);
        return;
    }
    piece.column =
        (int)str_count_chars((struct str){ reader->line_start, (size_t)(piece.path.at - reader->line_start) }) + 1;
    add(reader, piece);
}

static void read_model(struct reader *reader, struct str rest)
{
    if (reader->template->model.len > 0)
        refuse(reader, "a second model", rest);
    else if (!str_starts_with(rest, STR("struct ")) || !is_word(str_from(rest, 7)))
        refuse(reader, "a model reads '{% model struct NAME %}', not", rest);
    else
        reader->template->model = rest;
}

/* {% layout path %}, or {% layout print path %} for templates/print.html */
static void read_layout(struct reader *reader, struct str rest)
{
    struct str name = STR("layout");

    if (str_contains(rest, STR(" ")))
        name = str_next(&rest, ' ');
    rest = str_trim(rest);
    if (reader->template->count > 0 || reader->template->layout_path.at != NULL)
        refuse(reader, "a layout stands once, before the page's text", rest);
    else if (!is_path(rest) || !is_word(name))
        refuse(reader, "a layout reads '{% layout FIELD %}', not", rest);
    reader->template->layout_name = name;
    reader->template->layout_path = rest;
}

static void read_for(struct reader *reader, struct str rest)
{
    struct str variable = str_next(&rest, ' ');

    if (!is_word(variable) || !str_starts_with(rest, STR("in ")))
        refuse(reader, "a loop reads '{% for row in rows %}', not", variable);
    else
        add_path(reader, (struct piece){ .kind = PIECE_FOR, .name = variable, .path = str_trim(str_from(rest, 3)) });
}

static void read_if(struct reader *reader, struct str rest)
{
    struct piece piece = { .kind = PIECE_IF, .is_not = str_starts_with(rest, STR("not ")) };

    piece.path = piece.is_not ? str_trim(str_from(rest, 4)) : rest;
    add_path(reader, piece);
}

static void read_alone(struct reader *reader, enum piece_kind kind, struct str rest)
{
    if (rest.len > 0)
        refuse(reader, "nothing may follow this tag's word, not", rest);
    if (kind == PIECE_CONTENT)
        reader->template->has_content = true;
    add(reader, (struct piece){ .kind = kind });
}

static void read_tag(struct reader *reader, struct str tag)
{
    struct str rest = tag;
    struct str word = str_next(&rest, ' ');

    rest = rest.at == NULL ? STR("") : str_trim(rest);
    if (str_equal(word, STR("model")))
        read_model(reader, rest);
    else if (reader->template->model.len == 0)
        refuse(reader, "a template begins with '{% model struct NAME %}', not", tag);
    else if (str_equal(word, STR("layout")))
        read_layout(reader, rest);
    else if (str_equal(word, STR("if")))
        read_if(reader, rest);
    else if (str_equal(word, STR("for")))
        read_for(reader, rest);
    else if (str_equal(word, STR("use"))) {
        struct str name = str_next(&rest, ' ');

        add_path(reader, (struct piece){ .kind = PIECE_USE, .name = name, .path = str_trim(rest) });
    } else if (str_equal(word, STR("else")))
        read_alone(reader, PIECE_ELSE, rest);
    else if (str_equal(word, STR("end")))
        read_alone(reader, PIECE_END, rest);
    else if (str_equal(word, STR("content")))
        read_alone(reader, PIECE_CONTENT, rest);
    else
        refuse(reader, "unknown tag", tag);
}

/* The text up to `end`, which must be on the same line; moves `*line` past it. */
static bool take(struct str *line, struct str end, struct str *out)
{
    for (size_t i = 2; i + end.len <= line->len; i++)
        if (str_starts_with(str_from(*line, i), end)) {
            *out = str_trim((struct str){ line->at + 2, i - 2 });
            *line = str_from(*line, i + end.len);
            return true;
        }
    return false;
}

static size_t plain_length(struct str line)
{
    size_t len = 0;

    while (len < line.len && !(line.at[len] == '{' && len + 1 < line.len && strchr("{%#", line.at[len + 1]) != NULL))
        len++;
    return len;
}

/* A line that holds nothing but {% tags %} and {# notes #} leaves no trace in the page. */
static bool is_only_tags(struct str line)
{
    bool has_tag = false;
    struct str inside;

    for (line = str_trim(line); line.len > 0; line = str_trim(line)) {
        if (!(str_starts_with(line, STR("{%")) && take(&line, STR("%}"), &inside)) &&
            !(str_starts_with(line, STR("{#")) && take(&line, STR("#}"), &inside)))
            return false;
        has_tag = true;
    }
    return has_tag;
}

static void read_line(struct reader *reader, struct str line)
{
    bool drops_text = is_only_tags(line);
    struct str inside;

    while (line.len > 0) {
        size_t len = plain_length(line);

        if (!drops_text)
            add_text(reader, str_head(line, len));
        line = str_from(line, len);
        if (line.len == 0)
            return;
        if (str_starts_with(line, STR("{{")) && take(&line, STR("}}"), &inside)) {
            add_path(reader, (struct piece){ .kind = PIECE_VALUE, .path = inside });
        } else if (str_starts_with(line, STR("{%")) && take(&line, STR("%}"), &inside)) {
            read_tag(reader, inside);
        } else if (!str_starts_with(line, STR("{#")) || !take(&line, STR("#}"), &inside)) {
            refuse(reader, "a tag is not closed on its line", str_trim(line));
            return;
        }
    }
}

/* Only texts look at it. */
static void take_subject(struct template *template)
{
    struct str mark = STR("Subject: ");
    struct piece *first = template->count == 0 ? NULL : &template->pieces[0];

    template->has_subject = first != NULL && first->kind == PIECE_TEXT &&str_starts_with(first->text, mark);
}

struct template template_read(struct arena *arena, const char *file, struct str name)
{
    struct template template = { .file = file, .name = name };
    struct reader reader = { .arena = arena, .template = &template };
    struct str rest = source_read(arena, file);

    while (rest.len > 0) {
        struct str line = rest;

        str_next(&rest, '\n');
        if (rest.at != NULL)
            line.len = (size_t)(rest.at - line.at); /* with its newline */
        reader.line++;
        reader.line_start = line.at;
        read_line(&reader, line);
    }
    take_subject(&template);
    if (template.model.len == 0)
        source_error(file, 1, "a template begins with '{%% model struct NAME %%}'");
    return template;
}
