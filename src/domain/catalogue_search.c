/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue_search.h"

#include "base/text_fold.h"

#include <string.h>

enum {
    QUERY_BYTES_MAX = 200,
    QUERY_WORDS_MAX = 12,
    WORDS_MAX = 300,   /* of one procedure; the longest official name has some 200 */
    FUZZY_LEN_MAX = 20 /* longer words must be equal or begin alike */
};

/* How much one word is worth, out of 100. */
enum {
    SAME = 100,
    GLUED = 95,  /* "khaisinh" */
    BEGINS = 90, /* "sin" for "sinh" */
    PART_OF_CODE = 85,
    ONE_WRONG = 70,
    TWO_WRONG = 45,
    FIELD_SHARE = 70 /* percent of the above for a word of the field */
};

enum {
    WHOLE = 1000,       /* every word typed is there */
    TOGETHER = 250,     /* … and they stand together */
    AT_START = 50,      /* … at the beginning */
    PER_EXTRA_WORD = 4, /* taken off for each further word of the name */
    EXTRA_MAX = 120,
    LEAST = 450,       /* below that it is not a hit */
    LEAST_OF_BEST = 65 /* percent of the best hit's words */
};

struct words {
    struct str at[WORDS_MAX];
    size_t count, name_count; /* the first name_count are the name's */
};

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || (unsigned char)c >= 0x80;
}

static bool is_number(struct str word)
{
    return word.len > 0 && word.at[0] >= '0' && word.at[0] <= '9';
}

/* The next word of `*rest`, without the full stops around it; null at the end. */
static struct str next_word(struct str *rest)
{
    while (rest->len > 0 && (!is_word_char(rest->at[0]) || rest->at[0] == '.'))
        *rest = str_from(*rest, 1);
    if (rest->len == 0)
        return (struct str){ NULL, 0 };
    size_t len = 1;
    while (len < rest->len && is_word_char(rest->at[len]))
        len++;
    struct str word = str_head(*rest, len);
    *rest = str_from(*rest, len);
    while (word.at[word.len - 1] == '.')
        word.len--;
    return word;
}

static void add_words(struct words *words, struct str text)
{
    for (struct str word = next_word(&text); word.at != NULL && words->count < WORDS_MAX; word = next_word(&text))
        words->at[words->count++] = word;
}

struct str catalogue_fold(struct arena *arena, struct str name, struct str code, struct str field)
{
    return text_fold(arena, arena_printf(arena, "%.*s\n%.*s\n%.*s", STR_ARG(name), STR_ARG(code), STR_ARG(field)));
}

/* "kí" and "ký" are the same word. */
static bool letter_equal(char a, char b)
{
    return a == b || (a == 'i' && b == 'y') || (a == 'y' && b == 'i');
}

static bool word_equal(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (!letter_equal(a.at[i], b.at[i]))
            return false;
    return true;
}

/* Letters to add, drop, change or swap with the next one to make b of a; more than 2 comes back as 3. */
static int distance(struct str a, struct str b)
{
    int rows[3][FUZZY_LEN_MAX + 2];
    int *before = rows[0], *last = rows[1], *row = rows[2];

    if (a.len > FUZZY_LEN_MAX || b.len > FUZZY_LEN_MAX || a.len > b.len + 2 || b.len > a.len + 2)
        return 3;
    memset(rows, 0, sizeof rows);
    for (size_t k = 0; k <= b.len; k++)
        last[k] = (int)k;
    for (size_t i = 1; i <= a.len; i++) {
        int least = row[0] = (int)i;

        for (size_t k = 1; k <= b.len; k++) {
            int best = last[k - 1] + !letter_equal(a.at[i - 1], b.at[k - 1]);

            best = last[k] + 1 < best ? last[k] + 1 : best;
            best = row[k - 1] + 1 < best ? row[k - 1] + 1 : best;
            if (i > 1 && k > 1 && a.at[i - 1] == b.at[k - 2] && a.at[i - 2] == b.at[k - 1] && before[k - 2] + 1 < best)
                best = before[k - 2] + 1;
            row[k] = best;
            least = best < least ? best : least;
        }
        if (least > 2)
            return 3;
        int *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[b.len] > 2 ? 3 : last[b.len];
}

/* What a typed word is worth against a word of a procedure. */
static int likeness(struct str typed, struct str word)
{
    if (word_equal(typed, word))
        return SAME;
    if (is_number(word) || is_number(typed)) {
        if (typed.len >= 3 && str_starts_with(word, typed))
            return BEGINS;
        return typed.len >= 4 && str_contains(word, typed) ? PART_OF_CODE : 0;
    }
    if (typed.len >= 2 && str_starts_with(word, typed))
        return BEGINS;
    if (typed.len < 3)
        return 0;
    switch (distance(typed, word)) {
    case 1:
        return ONE_WRONG;
    case 2:
        return typed.len >= 6 ? TWO_WRONG : 0;
    default:
        return 0;
    }
}

static bool is_glued(struct str typed, struct str first, struct str second)
{
    return typed.len == first.len + second.len && str_starts_with(typed, first) && str_ends_with(typed, second);
}

struct match {
    int worth;
    size_t at; /* its word */
};

/* The best word for a typed one; among equals the one at `wanted`, right behind the word before it. */
static struct match best_match(const struct words *words, struct str typed, size_t wanted)
{
    struct match best = { 0, 0 };

    for (size_t i = 0; i < words->count; i++) {
        int worth = likeness(typed, words->at[i]);

        if (worth < GLUED && i + 1 < words->name_count && is_glued(typed, words->at[i], words->at[i + 1]))
            worth = GLUED;
        if (i >= words->name_count && !is_number(words->at[i]))
            worth = worth * FIELD_SHARE / 100;
        if (worth > best.worth || (worth == best.worth && worth > 0 && i == wanted))
            best = (struct match){ worth, i };
    }
    return best;
}

struct rank {
    int found; /* 0 … WHOLE: how much of the query is there */
    int score;
};

static struct rank rank_of(const struct words *query, struct str folded)
{
    struct words words = { .count = 0 };
    int sum = 0, pairs = 0;
    size_t wanted = 0;
    bool is_at_start = false;

    add_words(&words, str_next(&folded, '\n'));
    words.name_count = words.count;
    add_words(&words, folded);
    for (size_t i = 0; i < query->count; i++) {
        struct match match = best_match(&words, query->at[i], wanted);

        sum += match.worth;
        if (match.worth > 0 && i > 0 && match.at == wanted)
            pairs++;
        if (match.worth > 0 && i == 0)
            is_at_start = match.at == 0;
        wanted = match.worth > 0 ? match.at + 1 : WORDS_MAX;
    }
    int count = (int)query->count;
    int found = sum * (WHOLE / 100) / count;
    int extra = ((int)words.name_count - count) * PER_EXTRA_WORD;
    extra = extra < 0 ? 0 : extra > EXTRA_MAX ? EXTRA_MAX : extra;
    return (struct rank){ found, found + (count > 1 ? pairs * TOGETHER / (count - 1) : 0) +
                                     (is_at_start ? AT_START : 0) - extra };
}

/* Words that say that somebody wants something, not what. */
static bool is_filler(struct str word)
{
    static const char *const fillers[] = { "thu", "tuc", "lam", "xin", "muon", "toi" };

    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (str_equal(word, str_of(fillers[i])))
            return true;
    return false;
}

static struct words query_words(struct arena *arena, struct str query)
{
    struct words all = { .count = 0 }, told = { .count = 0 };

    add_words(&all, text_fold(arena, str_head(query, QUERY_BYTES_MAX)));
    for (size_t i = 0; i < all.count && told.count < QUERY_WORDS_MAX; i++)
        if (!is_filler(all.at[i]))
            told.at[told.count++] = all.at[i];
    if (told.count > 0)
        return told;
    if (all.count > QUERY_WORDS_MAX)
        all.count = QUERY_WORDS_MAX;
    return all;
}

static void insert(struct catalogue_hits *hits, struct catalogue_hit hit)
{
    size_t place = hits->count++;

    for (; place > 0 && hits->at[place - 1].score < hit.score; place--)
        hits->at[place] = hits->at[place - 1];
    hits->at[place] = hit;
}

struct catalogue_hits catalogue_search(struct arena *arena, struct str query, const struct str *folded, size_t count)
{
    struct words words = query_words(arena, query);
    struct catalogue_hits hits = { arena_array(arena, struct catalogue_hit, count), 0 };
    struct rank *ranks = arena_array(arena, struct rank, count);
    int best = 0;

    if (words.count == 0)
        return hits;
    for (size_t i = 0; i < count; i++) {
        ranks[i] = rank_of(&words, folded[i]);
        best = ranks[i].found > best ? ranks[i].found : best;
    }
    for (size_t i = 0; i < count; i++)
        if (ranks[i].found >= LEAST && ranks[i].found * 100 >= best * LEAST_OF_BEST)
            insert(&hits, (struct catalogue_hit){ i, ranks[i].score });
    return hits;
}
