/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/search_keys.h"

#include "base/text_fold.h"

enum { NAME_WORDS_MAX = 100 };

/* ---- Words --------------------------------------------------------------------------------------- */

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

struct str search_fold(struct arena *arena, struct str text)
{
    struct str plain = text_fold(arena, text_ascii(arena, text));
    char *at = arena_alloc(arena, plain.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < plain.len; i++) {
        if (is_word_char(plain.at[i]))
            at[len++] = plain.at[i] == 'y' ? 'i' : plain.at[i];
        else if (len > 0 && at[len - 1] != ' ')
            at[len++] = ' ';
    }
    if (len > 0 && at[len - 1] == ' ')
        len--;
    return (struct str){ at, len };
}

bool search_words_are_in(struct str typed, struct str folded)
{
    while (typed.at != NULL) {
        struct str word = str_next(&typed, ' '), rest = folded;
        bool is_found = false;

        while (rest.at != NULL && !is_found)
            is_found = str_starts_with(str_next(&rest, ' '), word);
        if (!is_found)
            return false;
    }
    return true;
}

/* ---- One key ------------------------------------------------------------------------------------- */

struct str search_key_of_name(struct str folded)
{
    return str_head(folded, SEARCH_KEY_CHARS_MAX);
}

struct str search_key_of_phone(struct arena *arena, struct str digits)
{
    struct str shown = str_head(digits, SEARCH_KEY_CHARS_MAX - 1);
    char *key = arena_alloc(arena, shown.len + 2);

    key[0] = '#';
    for (size_t i = 0; i < shown.len; i++)
        key[1 + i] = shown.at[shown.len - 1 - i];
    return (struct str){ key, shown.len + 1 };
}

struct str search_key_of_identity(struct arena *arena, struct str number)
{
    return arena_printf(arena, "=%.*s", STR_ARG(number));
}

struct str search_key_of_procedure(struct arena *arena, struct str procedure_code)
{
    return arena_printf(arena, ">%.*s", STR_ARG(procedure_code));
}

struct str search_key_behind(struct arena *arena, struct str key)
{
    return arena_printf(arena, "%.*s~", STR_ARG(key)); /* behind all that keys are made of */
}

/* ---- All keys of a dossier ----------------------------------------------------------------------- */

bool search_keys_have(const struct search_keys *keys, struct str key)
{
    for (size_t i = 0; i < keys->count; i++)
        if (str_equal(keys->at[i], key))
            return true;
    return false;
}

static void add(struct search_keys *keys, struct str key)
{
    if (!search_keys_have(keys, key))
        keys->at[keys->count++] = key;
}

static void add_name(struct arena *arena, struct search_keys *keys, struct str name)
{
    struct str folded = search_fold(arena, name), rest = folded;
    struct str from[NAME_WORDS_MAX];
    size_t words = 0;

    while (rest.len > 0 && words < NAME_WORDS_MAX) {
        from[words++] = rest;
        str_next(&rest, ' ');
    }
    for (size_t i = 0; i < words; i++)
        if (i == 0 || words - i < SEARCH_NAME_KEYS_MAX)
            add(keys, search_key_of_name(from[i]));
}

void search_keys_of(struct arena *arena, const struct search_subject *subject, struct search_keys *out)
{
    out->count = 0;
    for (size_t i = 0; i < subject->person_count; i++) {
        const struct search_person *person = &subject->persons[i];

        add_name(arena, out, person->name);
        if (!str_is_empty(person->phone))
            add(out, search_key_of_phone(arena, person->phone));
        if (!str_is_empty(person->identity_number))
            add(out, search_key_of_identity(arena, person->identity_number));
    }
    if (!str_is_empty(subject->procedure_code))
        add(out, search_key_of_procedure(arena, subject->procedure_code));
}
