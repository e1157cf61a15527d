/* SPDX-License-Identifier: Apache-2.0 */
/* defs2md ROOT OUT -- what the tables of the source say, as documents: routes.md, permissions.md, dossier-moves.md and
 * .dot, clocks.md, commands.md, schema.md.  They are committed, so that a changed rule shows in review; a test
 * compares. */
#include "source.h"

#include <stdio.h>
#include <string.h>

static void write_document(struct arena *arena, const char *folder, const char *name, const struct buf *bytes)
{
    source_write(arena_printf(arena, "%s/%s", folder, name).at, bytes);
}

static struct buf begin_document(struct arena *arena, const char *heading, const char *from)
{
    struct buf out = source_buf(arena);

    buf_printf(&out, "# %s\n\nMade from `%s` by `make docs`.\n\n", heading, from);
    return out;
}

/* ---- Roles and permissions ---------------------------------------------------------------------- */

enum {
#define ROLE(name, stored, label) NUMBER_##name,
#include "domain/roles.def"
#undef ROLE
};

enum {
#define ROLE(name, stored, label) name = 1 << NUMBER_##name,
#include "domain/roles.def"
#undef ROLE
};

static const struct {
    const char *stored, *label;
    int bit;
} roles[] = {
#define ROLE(name, stored, label) { (stored), (label), (name) },
#include "domain/roles.def"
#undef ROLE
};

static const struct {
    const char *name;
    int roles;
} permissions[] = {
#define PERMISSION(name, roles) { #name, (roles) },
#include "domain/permissions.def"
#undef PERMISSION
};

enum { ROLE_COUNT = sizeof roles / sizeof *roles, PERMISSION_COUNT = sizeof permissions / sizeof *permissions };

static void write_permissions(struct arena *arena, const char *folder)
{
    struct buf out = begin_document(arena, "What each role may do", "src/domain/permissions.def");

    buf_put_str(&out, STR("|"));
    for (size_t r = 0; r < ROLE_COUNT; r++)
        buf_printf(&out, " | %s", roles[r].stored);
    buf_put_str(&out, STR(" |\n|---"));
    for (size_t r = 0; r < ROLE_COUNT; r++)
        buf_put_str(&out, STR("|:-:"));
    buf_put_str(&out, STR("|\n"));
    for (size_t p = 0; p < PERMISSION_COUNT; p++) {
        buf_printf(&out, "| %s", permissions[p].name);
        for (size_t r = 0; r < ROLE_COUNT; r++)
            buf_put_str(&out, permissions[p].roles & roles[r].bit ? STR(" | yes") : STR(" | ·"));
        buf_put_str(&out, STR(" |\n"));
    }
    buf_put_str(&out, STR("\n| stored as | what people call it |\n|---|---|\n"));
    for (size_t r = 0; r < ROLE_COUNT; r++)
        buf_printf(&out, "| %s | %s |\n", roles[r].stored, roles[r].label);
    write_document(arena, folder, "permissions.md", &out);
}

/* ---- Routes and commands ------------------------------------------------------------------------ */

static const struct {
    const char *method, *path, *handler, *permission;
} routes[] = {
#define ROUTE(method, path, handler, permission) { #method, (path), #handler, #permission },
#include "web/routes.def"
#undef ROUTE
};

static const struct {
    const char *name, *help;
} commands[] = {
#define COMMAND(name, function, help) { (name), (help) },
#include "cli/commands.def"
#undef COMMAND
};

static void write_routes(struct arena *arena, const char *folder)
{
    struct buf out = begin_document(arena, "Every address the server answers", "src/web/routes.def");

    buf_put_str(&out, STR("| method | path | handler | permission |\n|---|---|---|---|\n"));
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        buf_printf(&out, "| %s | `%s` | %s | %s |\n", routes[i].method, routes[i].path, routes[i].handler,
                   routes[i].permission);
    write_document(arena, folder, "routes.md", &out);
}

static void write_commands(struct arena *arena, const char *folder)
{
    struct buf out = begin_document(arena, "What `motcua NAME` does", "src/cli/commands.def");

    buf_put_str(&out, STR("| command | |\n|---|---|\n"));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        buf_printf(&out, "| `motcua %s` | %s |\n", commands[i].name, commands[i].help);
    write_document(arena, folder, "commands.md", &out);
}

/* ---- The life of a dossier ---------------------------------------------------------------------- */

static const struct {
    const char *name, *stored, *code, *clock, *label;
} states[] = {
#define STATE(name, stored, code, clock, label) { #name, (stored), #code, #clock, (label) },
#include "domain/dossier_states.def"
#undef STATE
};

static const struct {
    const char *name, *stored, *reason, *form, *label;
} events[] = {
#define EVENT(name, stored, reason, form, label) { #name, (stored), #reason, #form, (label) },
#include "domain/dossier_events.def"
#undef EVENT
};

static const struct {
    const char *from, *event, *to, *by, *next;
} moves[] = {
#define MOVE(from, event, to, by, next) { #from, #event, #to, #by, #next },
#include "domain/dossier_moves.def"
#undef MOVE
};

static const struct {
    const char *event, *where, *by, *next;
} acts[] = {
#define ACT(event, where, by, next) { #event, #where, #by, #next },
#include "domain/dossier_acts.def"
#undef ACT
};

enum {
    STATE_COUNT = sizeof states / sizeof *states,
    EVENT_COUNT = sizeof events / sizeof *events,
    MOVE_COUNT = sizeof moves / sizeof *moves,
    ACT_COUNT = sizeof acts / sizeof *acts
};

static const char *state_stored(const char *name)
{
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (strcmp(states[i].name, name) == 0)
            return states[i].stored;
    return "?";
}

static const char *event_stored(const char *name)
{
    for (size_t i = 0; i < EVENT_COUNT; i++)
        if (strcmp(events[i].name, name) == 0)
            return events[i].stored;
    return "?";
}

static void write_moves(struct arena *arena, const char *folder)
{
    struct buf out = begin_document(arena, "The life of a dossier", "src/domain/dossier_*.def");

    buf_put_str(&out, STR("| state | national code | clock | what people call it |\n|---|:-:|---|---|\n"));
    for (size_t i = 0; i < STATE_COUNT; i++)
        buf_printf(&out, "| %s | %s | %s | %s |\n", states[i].stored, states[i].code, states[i].clock, states[i].label);
    buf_put_str(&out, STR("\n| event | reason | form | what people call it |\n|---|---|---|---|\n"));
    for (size_t i = 0; i < EVENT_COUNT; i++)
        buf_printf(&out, "| %s | %s | %s | %s |\n", events[i].stored, events[i].reason, events[i].form,
                   events[i].label);
    buf_put_str(&out, STR("\nEvery legal move; a pair that is not listed is illegal.\n\n"
                          "| from | event | to | who may | next holder |\n|---|---|---|---|---|\n"));
    for (size_t i = 0; i < MOVE_COUNT; i++)
        buf_printf(&out, "| %s | %s | %s | %s | %s |\n", state_stored(moves[i].from), event_stored(moves[i].event),
                   state_stored(moves[i].to), moves[i].by, moves[i].next);
    buf_put_str(&out, STR("\nWhat may be done while a dossier stays in its state; the sets are those of dossier.c.\n\n"
                          "| event | where | who may | next holder |\n|---|---|---|---|\n"));
    for (size_t i = 0; i < ACT_COUNT; i++)
        buf_printf(&out, "| %s | %s | %s | %s |\n", event_stored(acts[i].event), acts[i].where, acts[i].by,
                   acts[i].next);
    write_document(arena, folder, "dossier-moves.md", &out);
}

/* ---- Clocks ------------------------------------------------------------------------------------- */

static const struct {
    const char *name, *stored, *who, *source, *label;
} clocks[] = {
#define CLOCK(name, stored, who, source, label) { #name, (stored), #who, (source), (label) },
#include "domain/clock_kinds.def"
#undef CLOCK
};

static const struct {
    const char *kind, *state, *run;
} whiles[] = {
#define WHILE(kind, state, run) { #kind, #state, #run },
#include "domain/clock_states.def"
#undef WHILE
};

static const struct {
    const char *stored, *unit, *label;
    int usual;
} clock_rules[] = {
#define CLOCK_RULE(name, stored, usual, unit, label) { (stored), #unit, (label), (usual) },
#include "domain/clock_rules.def"
#undef CLOCK_RULE
};

static const struct {
    const char *stored, *clock, *when, *to;
} alerts[] = {
#define ALERT(name, stored, clock, when, to) { (stored), #clock, #when, #to },
#include "domain/alert_rules.def"
#undef ALERT
};

static const char *clock_stored(const char *name)
{
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++)
        if (strcmp(clocks[i].name, name) == 0)
            return clocks[i].stored;
    return "?";
}

static void put_states_of_clock(struct buf *out, const char *kind, const char *run)
{
    const char *between = "";

    for (size_t i = 0; i < sizeof whiles / sizeof *whiles; i++)
        if (strcmp(whiles[i].kind, kind) == 0 && strcmp(whiles[i].run, run) == 0) {
            buf_printf(out, "%s%s", between, state_stored(whiles[i].state));
            between = ", ";
        }
    if (*between == '\0')
        buf_put_str(out, STR("-"));
}

static void write_clocks(struct arena *arena, const char *folder)
{
    struct buf out = begin_document(arena, "The clocks of a dossier", "src/domain/clock_*.def and alert_rules.def");

    buf_put_str(&out, STR("| clock | who acts | runs in | stands in | limit and source | what people call it |\n"
                          "|---|---|---|---|---|---|\n"));
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        buf_printf(&out, "| %s | %s | ", clocks[i].stored, clocks[i].who);
        put_states_of_clock(&out, clocks[i].name, "RUNS");
        buf_put_str(&out, STR(" | "));
        put_states_of_clock(&out, clocks[i].name, "STANDS");
        buf_printf(&out, " | %s | %s |\n", clocks[i].source, clocks[i].label);
    }
    buf_put_str(&out, STR("\nWhat an office may settle for itself.\n\n| rule | usual | in | |\n|---|--:|---|---|\n"));
    for (size_t i = 0; i < sizeof clock_rules / sizeof *clock_rules; i++)
        buf_printf(&out, "| %s | %d | %s | %s |\n", clock_rules[i].stored, clock_rules[i].usual, clock_rules[i].unit,
                   clock_rules[i].label);
    buf_put_str(&out,
                STR("\nWho is told, and when: by the rules above before or after the due instant, or the first minute\n"
                    "after it, or after the whole term.\n\n"
                    "| alert | clock | when | to |\n|---|---|---|---|\n"));
    for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++)
        buf_printf(&out, "| %s | %s | %s | %s |\n", alerts[i].stored, clock_stored(alerts[i].clock), alerts[i].when,
                   alerts[i].to);
    write_document(arena, folder, "clocks.md", &out);
}

static void write_diagram(struct arena *arena, const char *folder)
{
    struct buf out = source_buf(arena);

    buf_put_str(&out, STR("// Made from src/domain/dossier_*.def by `make docs`: dot -Tsvg dossier-moves.dot\n"
                          "digraph dossier {\n    rankdir=LR; node [shape=box, style=rounded, fontname=sans];\n"));
    for (size_t i = 0; i < STATE_COUNT; i++)
        buf_printf(&out, "    \"%s\" [label=\"%s\\n%s\"%s];\n", states[i].stored, states[i].stored, states[i].label,
                   strcmp(states[i].clock, "RUNS") == 0 ? ", penwidth=2" : "");
    for (size_t i = 0; i < MOVE_COUNT; i++)
        buf_printf(&out, "    \"%s\" -> \"%s\" [label=\"%s\"];\n", state_stored(moves[i].from),
                   state_stored(moves[i].to), event_stored(moves[i].event));
    buf_put_str(&out, STR("}\n"));
    write_document(arena, folder, "dossier-moves.dot", &out);
}

/* ---- The schema ---------------------------------------------------------------------------------
 * Read line by line, as schema/ is written: a comment above the table, one column a line, its comment behind it. */

static bool is_part_of_table(struct str word)
{
    static const char *const words[] = { "PRIMARY", "UNIQUE", "FOREIGN", "CHECK" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(word, str_of(words[i])))
            return true;
    return false;
}

static struct str cut_comment(struct str *line)
{
    for (size_t i = 0; i + 1 < line->len; i++)
        if (line->at[i] == '-' && line->at[i + 1] == '-') {
            struct str comment = str_trim(str_from(*line, i + 2));

            *line = str_trim(str_head(*line, i));
            return comment;
        }
    return STR("");
}

static void put_column(struct buf *out, struct str line)
{
    struct str comment = cut_comment(&line);
    struct str name;

    if (str_ends_with(line, STR(",")))
        line.len--;
    name = str_next(&line, ' ');
    if (is_part_of_table(name))
        buf_printf(out, "| | %.*s %.*s | %.*s |\n", STR_ARG(name), STR_ARG(str_trim(line)), STR_ARG(comment));
    else
        buf_printf(out, "| %.*s | %.*s | %.*s |\n", STR_ARG(name), STR_ARG(str_trim(line)), STR_ARG(comment));
}

static void begin_table(struct arena *arena, struct buf *out, struct str line, const struct buf *comment)
{
    struct str name = str_trim(str_from(line, strlen("CREATE TABLE ")));

    name.len -= str_ends_with(name, STR("(")) ? 1 : 0;
    buf_printf(out, "\n## %s\n\n", arena_c_string(arena, str_trim(name)));
    if (comment->len > 0)
        buf_printf(out, "%s\n\n", arena_c_string(arena, str_trim(buf_str(comment))));
    buf_put_str(out, STR("| column | type | |\n|---|---|---|\n"));
}

static void put_schema(struct arena *arena, struct buf *out, struct str rest)
{
    struct buf comment = buf_new(arena, 1 << 16);
    bool is_inside = false;

    while (rest.len > 0) {
        struct str line = str_trim(str_next(&rest, '\n'));

        if (!is_inside && str_starts_with(line, STR("--")) && !str_contains(line, STR("SPDX")))
            buf_printf(&comment, "%.*s ", STR_ARG(str_trim(str_from(line, 2))));
        else if (str_starts_with(line, STR("CREATE TABLE "))) {
            begin_table(arena, out, line, &comment);
            is_inside = true;
        } else if (str_starts_with(line, STR(")")))
            is_inside = false;
        else if (is_inside && line.len > 0)
            put_column(out, line);
        else if (str_starts_with(line, STR("CREATE ")) || str_starts_with(line, STR("ALTER ")) ||
                 str_starts_with(line, STR("DROP ")))
            buf_printf(out, "\n`%.*s`\n", STR_ARG(line));
        if (!str_starts_with(line, STR("--")))
            comment = buf_new(arena, 1 << 16);
    }
}

static void write_schema(struct arena *arena, const char *folder)
{
    struct source_list files = source_find(arena, "schema", ".sql");
    struct buf out = begin_document(arena, "The database", "schema/");

    for (size_t i = 0; i < files.count; i++) {
        buf_printf(&out, "%sFrom `%s`:\n", i == 0 ? "" : "\n", files.at[i]);
        put_schema(arena, &out, source_read(arena, files.at[i]));
    }
    write_document(arena, folder, "schema.md", &out);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_create((size_t)1 << 28);

    if (argc != 3) {
        fprintf(stderr, "usage: defs2md ROOT OUT\n");
        return 2;
    }
    source_enter(argv[1]);
    write_permissions(arena, argv[2]);
    write_routes(arena, argv[2]);
    write_commands(arena, argv[2]);
    write_moves(arena, argv[2]);
    write_diagram(arena, argv[2]);
    write_clocks(arena, argv[2]);
    write_schema(arena, argv[2]);
    arena_destroy(arena);
    return 0;
}
