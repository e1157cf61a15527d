/* SPDX-License-Identifier: Apache-2.0 */
#include "web/access.h"

enum status access_check(const struct route *route, const struct caller *caller)
{
    if (route->permission == PERM_PUBLIC)
        return ST_OK;
    if (caller->user.actor.role == ROLE_NONE)
        return ST_UNAUTHENTICATED;
    if (!role_may(caller->user.actor.role, route->permission))
        return ST_FORBIDDEN;
    return route->method == METHOD_GET || caller->may_change ? ST_OK : ST_FORBIDDEN;
}

bool access_is_local(struct str address)
{
    if (address.len == 0 || address.at[0] != '/')
        return false;
    for (size_t i = 0; i < address.len; i++)
        if ((unsigned char)address.at[i] <= ' ' || address.at[i] == '\\' || (unsigned char)address.at[i] >= 127)
            return false;
    return address.len == 1 || address.at[1] != '/';
}
