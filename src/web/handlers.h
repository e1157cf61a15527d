/* SPDX-License-Identifier: Apache-2.0 */
/* handlers -- a prototype for each handler that routes.def names. */
#ifndef WEB_HANDLERS_H
#define WEB_HANDLERS_H

#include "web/request.h"

#define ROUTE(method, path, handler_name, permission) handler handler_name;
#include "web/routes.def"
#undef ROUTE

#endif
