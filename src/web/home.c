/* SPDX-License-Identifier: Apache-2.0 */
#include "templates.h"
#include "web/handlers.h"
#include "web/layout.h"

/* Who works with dossiers starts with the own work; everybody else with what the office offers. */
enum status page_home(struct request *request, struct response *response)
{
    if (role_may(request->user.actor.role, PERM_DOSSIER_READ)) {
        response_redirect(response, STR("/dossiers"));
        return ST_OK;
    }
    tpl_public_home(&response->body, &(struct home_page){
                                         .layout = layout_of(request, request->office.centre_name),
                                     });
    return ST_OK;
}
