-- SPDX-License-Identifier: Apache-2.0
-- wrk: asks for the addresses in the file BENCH_PATHS in turn, with the header BENCH_HEADER ("Name: value").
-- nginx is asked by this script, too, so that the client costs the same.
local requests, at = {}, 0

function init()
    local name, value = (os.getenv("BENCH_HEADER") or ""):match("^([^:]+): (.*)$")
    for path in io.lines(os.getenv("BENCH_PATHS")) do
        requests[#requests + 1] = wrk.format("GET", path, name and { [name] = value })
    end
    at = math.random(#requests)
end

function request()
    at = at % #requests + 1
    return requests[at]
end
