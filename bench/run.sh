#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# make bench -- builds a release in build-bench/ and measures it against its limits; the table is also in build/bench.md.
#     BENCH_DOSSIERS=100000   instead of a million
#     BENCH_ROUNDS=3 BENCH_SECONDS=3
set -euo pipefail
cd "$(dirname "$0")/.."

[ -e build-bench/build.ninja ] || meson setup build-bench -Dbuildtype=release >/dev/null
ninja -C build-bench motcua bench/bare_loop bench/paced | tail -n 1
exec node bench/bench.mjs build-bench build/bench.md
