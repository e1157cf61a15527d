-- SPDX-License-Identifier: Apache-2.0
-- wrk: sends the body BENCH_BODY to /api/v1/dossiers, each time with another Idempotency-Key and identity number.
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

function init()
    before, after = os.getenv("BENCH_BODY"):match("^(.*)000000000000(.*)$")
    run = os.getenv("BENCH_RUN")
    headers = { ["Content-Type"] = "application/json", ["Authorization"] = os.getenv("BENCH_HEADER"):match(": (.*)$") }
    sent = 0
    math.randomseed(number)
end

function request()
    sent = sent + 1
    headers["Idempotency-Key"] = string.format("%s-%d-%08d", run, number, sent)
    return wrk.format("POST", "/api/v1/dossiers", headers, string.format("%s%012d%s", before, 97185000000 + math.random(999999), after))
end
