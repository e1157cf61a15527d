/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl2c.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void add_char(char name[NAME_ROOM], char c)
{
    size_t len = strlen(name);

    if (len + 1 < NAME_ROOM)
        name[len] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static void clear(char name[NAME_ROOM])
{
    memset(name, 0, NAME_ROOM);
}

static void begin_attribute(struct html_position *position, char c)
{
    clear(position->attribute);
    add_char(position->attribute, c);
    position->place = PLACE_ATTRIBUTE;
}

static void end_tag(struct html_position *position)
{
    bool is_raw = strcmp(position->element, "script") == 0 || strcmp(position->element, "style") == 0;

    position->place = is_raw ? PLACE_RAW : PLACE_TEXT;
    clear(position->attribute);
    if (!is_raw)
        clear(position->element);
}

static void in_tag(struct html_position *position, char c)
{
    if (c == '>')
        end_tag(position);
    else if (!is_blank(c) && c != '/')
        begin_attribute(position, c);
    else
        position->place = PLACE_TAG;
}

static bool ends_tag_name(char c)
{
    return c == '>' || c == '/' || is_blank(c);
}

static void in_tag_name(struct html_position *position, char c)
{
    if (ends_tag_name(c) && !(c == '/' && position->element[0] == '\0')) /* the first '/' is that of </p> */
        in_tag(position, c);
    else
        add_char(position->element, c);
}

static void in_attribute(struct html_position *position, char c)
{
    if (c == '=')
        position->place = PLACE_EQUALS;
    else if (c == '>' || is_blank(c))
        in_tag(position, c);
    else
        add_char(position->attribute, c);
}

static void after_equals(struct html_position *position, char c)
{
    if (c == '"')
        position->place = PLACE_DOUBLE_QUOTED;
    else if (c == '\'')
        position->place = PLACE_SINGLE_QUOTED;
    else if (!is_blank(c))
        position->place = PLACE_UNQUOTED;
}

/* Does `rest` begin with the end tag that a script or style ends with? */
static bool ends_raw(const struct html_position *position, struct str rest)
{
    size_t len = strlen(position->element);

    return str_starts_with(rest, STR("</")) && rest.len > 2 + len &&
           strncasecmp(rest.at + 2, position->element, len) == 0 && ends_tag_name(rest.at[2 + len]);
}

/* One character; `rest` begins with it. */
static void advance(struct html_position *position, struct str rest)
{
    char c = rest.at[0];

    switch (position->place) {
    case PLACE_TEXT:
        if (str_starts_with(rest, STR("<!--")))
            position->place = PLACE_COMMENT;
        else if (c == '<')
            position->place = PLACE_TAG_NAME;
        break;
    case PLACE_TAG_NAME:
        in_tag_name(position, c);
        break;
    case PLACE_TAG:
        in_tag(position, c);
        break;
    case PLACE_ATTRIBUTE:
        in_attribute(position, c);
        break;
    case PLACE_EQUALS:
        after_equals(position, c);
        break;
    case PLACE_DOUBLE_QUOTED:
        if (c == '"')
            position->place = PLACE_TAG;
        break;
    case PLACE_SINGLE_QUOTED:
        if (c == '\'')
            position->place = PLACE_TAG;
        break;
    case PLACE_UNQUOTED:
        if (c == '>' || is_blank(c))
            in_tag(position, c);
        break;
    case PLACE_COMMENT:
        if (str_starts_with(rest, STR("-->")))
            position->place = PLACE_TEXT;
        break;
    case PLACE_RAW:
        if (ends_raw(position, rest)) {
            clear(position->element);
            position->place = PLACE_TAG_NAME;
        }
        break;
    }
}

void html_advance(struct html_position *position, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        advance(position, str_from(text, i));
}

const char *html_refusal(const struct html_position *position)
{
    switch (position->place) {
    case PLACE_TEXT:
        return NULL;
    case PLACE_DOUBLE_QUOTED:
    case PLACE_SINGLE_QUOTED:
        if (strncmp(position->attribute, "on", 2) == 0)
            return "a value inside an on… attribute would be run as a script";
        if (strcmp(position->attribute, "style") == 0)
            return "a value inside a style attribute: use a class";
        if (strcmp(position->attribute, "srcdoc") == 0)
            return "a value inside a srcdoc attribute would be read as a page";
        return NULL;
    case PLACE_EQUALS:
    case PLACE_UNQUOTED:
        return "a value in an attribute without quotes";
    case PLACE_COMMENT:
        return "a value inside a comment";
    case PLACE_RAW:
        return strcmp(position->element, "style") == 0 ? "a value inside <style>" : "a value inside <script>";
    case PLACE_TAG_NAME:
    case PLACE_TAG:
    case PLACE_ATTRIBUTE:
        return "a value as the name of a tag or attribute";
    }
    return NULL;
}

bool html_is_in_name(const struct html_position *position)
{
    return position->place == PLACE_TAG_NAME || position->place == PLACE_ATTRIBUTE;
}

bool html_continues_name(struct str text)
{
    return text.len > 0 && !ends_tag_name(text.at[0]);
}

bool html_is_same_place(const struct html_position *a, const struct html_position *b)
{
    bool is_between_a = a->place == PLACE_TAG || html_is_in_name(a);
    bool is_between_b = b->place == PLACE_TAG || html_is_in_name(b);

    return (is_between_a && is_between_b) || a->place == b->place;
}
