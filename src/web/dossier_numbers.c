/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dossier_numbers.h"

#include "domain/identity.h"

struct dossier_numbers dossier_numbers_for(const struct request *request, const struct sql_dossier_by_code_row *dossier)
{
    if (actor_sees_numbers(request->user.actor, dossier->holder_id, dossier->unit_id))
        return (struct dossier_numbers){ dossier->identity_number, dossier->phone, dossier->email };
    return (struct dossier_numbers){ identity_mask(request->arena, dossier->identity_number),
                                     phone_mask(request->arena, dossier->phone), STR("") };
}
