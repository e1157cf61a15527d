/* SPDX-License-Identifier: Apache-2.0 */
#include "web/layout.h"

#include "assets.h"

static const struct menu_entry {
    struct str label, href;
    enum permission permission;
} menu[] = {
#define MENU(label, href, permission) \
    { { (label), sizeof(label) - 1 }, { (href), sizeof(href) - 1 }, PERM_##permission },
#include "web/menu.def"
#undef MENU
};

enum { MENU_COUNT = sizeof menu / sizeof *menu };

static bool is_shown(const struct menu_entry *entry, enum role role)
{
    return entry->permission == PERM_PUBLIC || role_may(role, entry->permission);
}

/* /figures/overdue is under /figures, and under /figures/overdue more so. */
static size_t nearness(struct str path, struct str href)
{
    bool is_under = str_starts_with(path, href) && (path.len == href.len || path.at[href.len] == '/');

    return is_under ? href.len : 0;
}

static struct links menu_of(const struct request *request, struct str path)
{
    struct link *links = arena_array(request->arena, struct link, MENU_COUNT);
    struct link *nearest = NULL;
    size_t count = 0;

    for (size_t i = 0; i < MENU_COUNT; i++) {
        if (!is_shown(&menu[i], request->user.actor.role))
            continue;
        links[count] = (struct link){ .label = menu[i].label, .href = menu[i].href };
        if (nearness(path, menu[i].href) > (nearest == NULL ? 0 : nearest->href.len))
            nearest = &links[count];
        count++;
    }
    if (nearest != NULL)
        nearest->is_current = true;
    return (struct links){ links, count };
}

struct layout layout_of(const struct request *request, struct str title)
{
    bool is_signed_in = request->user.actor.account_id != 0;

    return (struct layout){
        .title = title,
        .office_name = request->office.name,
        .centre_name = request->office.centre_name,
        .address = request->office.address,
        .phone = request->office.phone,
        .css_url = asset_url("app.css"),
        .js_url = asset_url("app.js"),
        .icon_url = asset_url("emblem.svg"),
        .is_signed_in = is_signed_in,
        .is_private = is_signed_in,
        .user_name = request->user.full_name,
        .role_label = role_label(request->user.actor.role),
        .csrf_token = request->user.csrf_token,
        .has_search = role_may(request->user.actor.role, PERM_DOSSIER_READ),
        .menu = menu_of(request, request->path),
    };
}

void layout_stand_at(struct layout *layout, const struct request *request, struct str path)
{
    layout->menu = menu_of(request, path);
}
