/* SPDX-License-Identifier: Apache-2.0 */
#include "assets.h"
#include "web/handlers.h"

/* An address with the version that is served never changes its bytes. */
static struct str cache_rule(const struct request *request, const struct asset *asset)
{
    struct str version = request_query(request, "v");

    return version.len > 0 && str_ends_with(asset->url, version) ? STR("public, max-age=31536000, immutable")
                                                                 : STR("public, max-age=300");
}

static bool takes_gzip(const struct request *request)
{
    return str_contains(request_header(request, "accept-encoding"), STR("gzip"));
}

enum status page_asset(struct request *request, struct response *response)
{
    const struct asset *asset = asset_find(request->segments[0]);

    if (asset == NULL)
        return ST_NOT_FOUND;
    response->content_type = arena_c_string(request->arena, asset->content_type);
    response_header(response, STR("ETag"), asset->etag);
    response_header(response, STR("Cache-Control"), cache_rule(request, asset));
    if (asset->gzip.at != NULL)
        response_header(response, STR("Vary"), STR("Accept-Encoding"));
    if (str_equal(request_header(request, "if-none-match"), asset->etag)) {
        response->code = 304;
        return ST_OK;
    }
    response->constant = asset->bytes;
    if (asset->gzip.at != NULL && takes_gzip(request)) {
        response->constant = asset->gzip;
        response_header(response, STR("Content-Encoding"), STR("gzip"));
    }
    return ST_OK;
}
