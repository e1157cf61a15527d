/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_seal.h"

#include "base/fatal.h"
#include "base/put.h"

#include <inttypes.h>

/* Each text with its length before it, so that no two different rows read the same; null is "-". */
static void update_text(struct hash *hash, struct str text)
{
    char length[24];

    if (text.at == NULL) {
        hash_update(hash, STR("-\n"));
        return;
    }
    hash_update(hash, put_end(length, put_char(put_number(length, (int64_t)text.len), ':')));
    hash_update(hash, text);
    hash_update(hash, STR("\n"));
}

/* None of them is below 0. */
static void update_numbers(struct hash *hash, const int64_t *numbers, size_t count)
{
    char digits[24];

    for (size_t i = 0; i < count; i++)
        hash_update(hash, put_end(digits, put_char(put_number(digits, numbers[i]), i + 1 < count ? ' ' : '\n')));
}

struct str seal_of_nothing(void)
{
    return STR("0000000000000000000000000000000000000000000000000000000000000000");
}

struct str seal_event(const struct sealed_event *event, struct str previous, char out[SEAL_ROOM])
{
    struct hash hash;

    hash_begin(&hash);
    update_text(&hash, previous);
    update_numbers(&hash,
                   (const int64_t[]){ event->chain_number, event->event_id, event->dossier_id, event->version,
                                      event->actor_id, event->holder_id, event->occurred_at.ms },
                   7);
    update_text(&hash, event->event);
    update_text(&hash, event->reason);
    update_text(&hash, event->facts);
    return hash_end(&hash, out);
}

void seal_content_begin(struct hash *hash, struct arena *arena, const struct sealed_content *content)
{
    const struct str texts[] = { content->code,      content->public_key,      content->channel,
                                 content->applicant, content->identity_number, content->gender,
                                 content->address,   content->phone,           content->email,
                                 content->summary,   content->answers };

    hash_begin(hash);
    hash_update(
        hash,
        arena_printf(arena, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId32 " %" PRId64 " %" PRId64 "\n",
                     content->dossier_id, content->procedure_version_id, content->unit_id, content->received_by_id,
                     content->born_on.day, content->received_at.ms, content->promised_at.ms));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        update_text(hash, texts[i]);
}

void seal_content_paper(struct hash *hash, struct arena *arena, const struct sealed_paper *paper)
{
    hash_update(hash, arena_printf(arena, "%" PRId64 " %" PRId64 " %d\n", paper->position, paper->quantity,
                                   paper->is_required));
    update_text(hash, paper->name);
    update_text(hash, paper->paper_kind);
    update_text(hash, paper->paper_verdict);
    update_text(hash, paper->note);
    update_text(hash, paper->fault_reason);
    update_text(hash, paper->lookup_failure);
}

void seal_content_person(struct hash *hash, struct arena *arena, const struct sealed_person *person)
{
    const struct str texts[] = { person->role,    person->name,  person->identity_number, person->gender,
                                 person->address, person->phone, person->email,           person->authorisation };

    hash_update(hash, arena_printf(arena, "%" PRId32 "\n", person->born_on.day));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        update_text(hash, texts[i]);
}

struct str seal_content_end(struct hash *hash, char out[SEAL_ROOM])
{
    return hash_end(hash, out);
}

struct str seal_facts(struct arena *arena, const struct json *facts)
{
    struct buf text = buf_new(arena, SEAL_FACTS_BYTES_MAX);

    json_write(&text, facts);
    if (buf_overflowed(&text))
        fatal("the facts of an event are longer than %d bytes", SEAL_FACTS_BYTES_MAX);
    return buf_str(&text);
}

struct str seal_facts_of_reception(struct arena *arena, struct str content_seal, const struct form_issued *receipt,
                                   struct str legs_seal)
{
    struct json *facts = json_new_object(arena);

    json_put_str(facts, "content", content_seal);
    if (receipt != NULL)
        json_put(facts, "form", form_issue_facts(arena, receipt));
    if (legs_seal.at != NULL)
        json_put_str(facts, "legs", legs_seal);
    return seal_facts(arena, facts);
}

struct str seal_facts_of_forwarding(struct arena *arena, struct str legs_seal)
{
    return legs_seal.at == NULL ? seal_no_facts() : arena_printf(arena, "{\"legs\":\"%.*s\"}", STR_ARG(legs_seal));
}

struct str seal_facts_of_draft(struct arena *arena, struct str draft)
{
    char seal[SEAL_ROOM];

    return arena_printf(arena, "{\"draft\":\"%.*s\"}", STR_ARG(hash_hex(draft, seal)));
}

struct str seal_no_facts(void)
{
    return STR("{}");
}

struct str seal_facts_of_recalculation(struct arena *arena, int64_t calendar_version, struct moment from,
                                       struct moment to)
{
    return arena_printf(arena, "{\"calendar\":%" PRId64 ",\"from\":%" PRId64 ",\"to\":%" PRId64 "}", calendar_version,
                        from.ms, to.ms);
}
