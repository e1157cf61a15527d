#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check_headers.sh BUILD -- every header compiles alone: it includes what it needs.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
flags="-std=gnu17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -D_GNU_SOURCE -iquote src -iquote $build/generated"
failures=0

for header in src/*/*.h "$build"/generated/*.h tests/support/*.h; do
    # shellcheck disable=SC2086
    printf '#include "%s"\ntypedef int nothing;\n' "$(realpath "$header")" |
        "${CC:-cc}" $flags -iquote tests -x c - || failures=$((failures + 1))
done
[ "$failures" = 0 ]
