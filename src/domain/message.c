/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/message.h"

#include "base/buf.h"
#include "base/text_fold.h"

#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

static const struct {
    enum dossier_event event;
    struct str kind, label;
} messages[] = {
#define MESSAGE(event, text, label) { EVENT_##event, TEXT(#text), TEXT(label) },
#include "domain/messages.def"
#undef MESSAGE
};

static const struct {
    struct str name, colour, label;
} states[] = {
#define STATE(name, stored, colour, label) { TEXT(stored), TEXT(colour), TEXT(label) },
#include "domain/message_states.def"
#undef STATE
};

static const struct {
    struct str name, label;
} transports[] = {
    [MESSAGE_EMAIL] = { TEXT("email"), TEXT("Thư điện tử") },
    [MESSAGE_SMS] = { TEXT("sms"), TEXT("Tin nhắn") },
};

struct str message_kind(enum dossier_event event)
{
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (messages[i].event == event)
            return messages[i].kind;
    return (struct str){ NULL, 0 };
}

struct str message_kind_label(struct str kind)
{
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (str_equal(messages[i].kind, kind))
            return messages[i].label;
    return kind;
}

struct str message_transport_name(enum message_transport transport)
{
    return transports[transport].name;
}

struct str message_transport_label(enum message_transport transport)
{
    return transports[transport].label;
}

bool message_transport_parse(struct str stored, enum message_transport *out)
{
    for (enum message_transport transport = 0; transport < MESSAGE_TRANSPORT_COUNT; transport++)
        if (str_equal(stored, transports[transport].name)) {
            *out = transport;
            return true;
        }
    return false;
}

struct str message_state_name(enum message_state state)
{
    return states[state].name;
}

struct str message_state_label(enum message_state state)
{
    return states[state].label;
}

struct str message_state_colour(enum message_state state)
{
    return states[state].colour;
}

bool message_state_parse(struct str stored, enum message_state *out)
{
    for (enum message_state state = 0; state < MESSAGE_STATE_COUNT; state++)
        if (str_equal(stored, states[state].name)) {
            *out = state;
            return true;
        }
    return false;
}

bool message_awaits_decision(enum message_state state)
{
    return state == MESSAGE_FAILED || state == MESSAGE_IN_DOUBT;
}

bool message_is_mobile(struct str phone)
{
    if (phone.len != 10 || phone.at[0] != '0' || !str_contains(STR("35789"), (struct str){ phone.at + 1, 1 }))
        return false;
    for (size_t i = 0; i < phone.len; i++)
        if (phone.at[i] < '0' || phone.at[i] > '9')
            return false;
    return true;
}

/* One blank for each run of blanks and line breaks, none at the ends. */
static struct str in_one_line(struct arena *arena, struct str text)
{
    struct buf out = buf_new(arena, text.len + 1);

    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        bool is_blank = (unsigned char)text.at[i] <= ' ' || text.at[i] == 0x7F;
        bool follows_blank = out.len > 0 && out.at[out.len - 1] == ' ';

        if (!is_blank)
            buf_put_char(&out, text.at[i]);
        else if (!follows_blank)
            buf_put_char(&out, ' ');
    }
    return buf_str(&out);
}

static struct str cut_after_word(struct str text, size_t longest)
{
    size_t len = longest;

    if (text.len <= longest)
        return text;
    while (len > 0 && text.at[len] != ' ')
        len--;
    return len > 0 ? str_trim(str_head(text, len)) : str_head(text, longest);
}

struct str message_sms(struct arena *arena, struct str words, struct str link)
{
    struct str text = in_one_line(arena, text_ascii(arena, words));

    if (!str_is_empty(link) && text.len + 1 + link.len <= MESSAGE_SMS_CHARS_MAX)
        return arena_printf(arena, "%.*s %.*s", STR_ARG(text), STR_ARG(link));
    return cut_after_word(text, MESSAGE_SMS_CHARS_MAX);
}
