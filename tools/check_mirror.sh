#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check_mirror.sh -- tests mirror the source: src/LAYER/x.c and tests/LAYER/x_test.c.
set -euo pipefail
cd "$(dirname "$0")/.."
failures=0

refuse() {
    echo "$1: error: $2" >&2
    failures=$((failures + 1))
}

# Not tested by a file of their own, and where instead.
elsewhere="
src/base/clock.c        the clock itself
src/base/fatal.c        ends the program
src/base/log.c          writes a line
src/base/status.c       a table
src/store/engine_sqlite.c    tests/store/db_test.c on both engines
src/store/engine_postgres.c  tests/store/db_test.c on both engines
src/output/fonts.c      tests/output/pdf_test.c
"

# Tests of several files together.
across="
tests/app/hard_cases_test.c  what goes wrong in the life of an office
"

for test in tests/{base,domain,store,app,output,web,demo,sync,cli}/*_test.c; do
    [ -e "$test" ] || continue
    ! grep -q "^$test " <<<"$across" || continue
    source=src/${test#tests/}
    source=${source%_test.c}.c
    [ -e "$source" ] || [ -e "${source%.c}.h" ] || [ -e "${source%.c}.def" ] ||
        refuse "$test" "tests nothing: there is no $source"
done
for source in src/{base,domain,store,app,output,demo,sync}/*.c; do
    test=tests/${source#src/}
    test=${test%.c}_test.c
    [ -e "$test" ] || grep -q "^$source " <<<"$elsewhere" || refuse "$source" "has no test: $test"
done
while read -r source _; do
    [ -z "$source" ] || [ -e "$source" ] || refuse tools/check_mirror.sh "$source is gone"
done <<<"$elsewhere"
[ "$failures" = 0 ]
