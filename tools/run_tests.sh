#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run_tests.sh BUILD -- builds everything, runs every test, ends with "N passed, M failed".
# Tests of the layers run under Meson with one private PostgreSQL for all; then the browser's journeys, if any.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "$1")
layers=$build/meson-logs/testlog.json
journeys=$build/journeys.json
rm -f "$layers" "$journeys"

# a build folder made before cmocka was installed has no tests
[ -d "$build/tests" ] || meson setup --reconfigure "$build" </dev/null
ninja -C "$build" </dev/null

tests/support/with_postgres.sh meson test -C "$build" --no-rebuild --print-errorlogs </dev/null || true
reports=("$layers")
if [ -e tests/e2e/playwright.config.mjs ]; then
    MOTCUA="$build/motcua" PLAYWRIGHT_JSON_OUTPUT_NAME="$journeys" \
        node_modules/.bin/playwright test --config tests/e2e --reporter=list,json </dev/null || true
    reports+=("$journeys")
fi
node tools/count_tests.mjs "${reports[@]}"
