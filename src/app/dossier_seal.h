/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_seal -- fingerprints that make a later edit of the database visible.
 *
 * An event's seal covers everything in its row and the seal before it, so no row can change, vanish or be put
 * in between unnoticed.  The content seal covers what was received: it is part of the RECEIVE event's facts. */
#ifndef APP_DOSSIER_SEAL_H
#define APP_DOSSIER_SEAL_H

#include "app/form_issue.h"
#include "base/hash.h"
#include "domain/dossier.h"

struct sealed_event {
    int64_t event_id, chain_number, dossier_id, version;
    struct str event;
    int64_t actor_id, holder_id;
    struct moment occurred_at;
    struct str reason; /* null: none */
    struct str facts;
};

/* What was received, as far as nobody may change it afterwards. */
struct sealed_content {
    int64_t dossier_id, procedure_version_id, unit_id, received_by_id;
    struct str code, public_key, channel, applicant, identity_number, gender, address, phone, email, summary, answers;
    struct date born_on;
    struct moment received_at, promised_at;
};

struct sealed_paper {
    int64_t position, quantity;
    struct str name, paper_kind, paper_verdict, note, fault_reason, lookup_failure;
    bool is_required;
};

/* An owner or submitter who is not the applicant. */
struct sealed_person {
    struct str role, name, identity_number, gender, address, phone, email, authorisation;
    struct date born_on;
};

enum { SEAL_ROOM = HASH_HEX_LEN + 1 };

/* The seal before the first event of an office. */
struct str seal_of_nothing(void);

struct str seal_event(const struct sealed_event *event, struct str previous, char out[SEAL_ROOM]);

void seal_content_begin(struct hash *hash, struct arena *arena, const struct sealed_content *content);
void seal_content_paper(struct hash *hash, struct arena *arena, const struct sealed_paper *paper);
/* After the papers, the owner before the submitter. */
void seal_content_person(struct hash *hash, struct arena *arena, const struct sealed_person *person);
struct str seal_content_end(struct hash *hash, char out[SEAL_ROOM]);

/* The facts of an event as the log keeps them: canonical JSON.  All that goes into facts is bounded far below
 * SEAL_FACTS_BYTES_MAX: more is a bug, and nothing is ever sealed cut short. */
enum { SEAL_FACTS_BYTES_MAX = 8 * 1024 * 1024 };
struct str seal_facts(struct arena *arena, const struct json *facts);

/* The facts of an event that fixes what was received, with the receipt given out (app/form_issue.h; NULL: none) and the
 * seal of the legs that begin with it (app/dossier_leg.h; null: none); of one that forwards; and of a PROPOSE event. */
struct str seal_facts_of_reception(struct arena *arena, struct str content_seal, const struct form_issued *receipt,
                                   struct str legs_seal);
struct str seal_facts_of_forwarding(struct arena *arena, struct str legs_seal);
struct str seal_facts_of_draft(struct arena *arena, struct str draft);
struct str seal_no_facts(void);

/* The facts of a RECALCULATE event: by which version of the calendar the due instant moved, from where to where. */
struct str seal_facts_of_recalculation(struct arena *arena, int64_t calendar_version, struct moment from,
                                       struct moment to);

#endif
