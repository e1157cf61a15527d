/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_note.h"

#include "base/random.h"
#include "base/text_fold.h"
#include "queries_read.h"
#include "queries_write.h"

static bool is_newest(const struct sql_notes_of_dossier_rows *newest, int64_t author_id, struct str text)
{
    return newest->count > 0 && newest->at[0].author_id == author_id && str_equal(newest->at[0].note_text, text);
}

enum status dossier_note_add(struct db *db, struct arena *arena, struct actor actor, struct moment now, struct str code,
                             struct str text)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct str note = str_trim(text_nfc(arena, text));
    struct sql_dossier_by_code_row dossier;
    struct sql_note_count_of_dossier_row count;
    struct sql_notes_of_dossier_rows newest;
    int64_t changed;

    if (!role_may(actor.role, PERM_DOSSIER_WORK))
        return ST_FORBIDDEN;
    if (str_is_empty(note) || !str_is_utf8(note))
        return ST_INVALID;
    if (str_count_chars(note) > NOTE_CHARS_MAX)
        return ST_TOO_LARGE;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_dossier_by_code(db, arena, code, actor.office_id, &dossier));
    TRY(sql_notes_of_dossier(db, arena, dossier.dossier_id, INT64_MAX, 1, &newest));
    if (is_newest(&newest, actor.account_id, note))
        return ST_OK;
    TRY(sql_note_count_of_dossier(db, arena, dossier.dossier_id, &count));
    if (count.notes >= NOTES_MAX)
        return ST_TOO_MANY;
    TRY(sql_note_add(db, dossier.dossier_id, random_id(now), actor.account_id, now, note, &changed));
    return db_tx_commit(tx);
}
