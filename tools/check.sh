#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check.sh BUILD [CHECK…] -- what a machine can judge without running the program; all checks, or those named.
set -uo pipefail
cd "$(dirname "$0")/.."
build=$1
shift
failures=0

# Our C; what the generators are expected to make is not ours to shape.
mapfile -t sources < <(git ls-files -co --exclude-standard '*.c' '*.h' | grep -v '^tests/tools/samples/golden/' |
    while read -r file; do [ -e "$file" ] && echo "$file"; done)
mapfile -t tables < <(git ls-files -co --exclude-standard '*.def')

layers() { awk -f tools/check_layers.awk $(printf '%s\n' "${sources[@]}" | grep -E '^(src|tests)/'); }
words() { awk -f tools/check_words.awk "${sources[@]}" "${tables[@]}"; }
mirror() { tools/check_mirror.sh 2>&1; }
licence() {
    local bad
    # data cannot carry comments; texts for people carry the licence in LICENSE
    bad=$(git ls-files -co --exclude-standard | grep -E '\.(c|h|def|sql|sh|awk|mjs|js|scss|build|css|html)$|^\.ci/' |
        grep -vE '^tests/(refuse|tools/samples)/|^tests/golden/' |
        while read -r file; do
            [ ! -e "$file" ] || head -3 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' || echo "$file"
        done)
    [ -z "$bad" ] || sed 's/$/:1: error: no SPDX line/' <<<"$bad"
    [ -z "$bad" ]
}
format() {
    clang-format --dry-run -Werror "${sources[@]}" 2>&1 | grep 'error:' | cut -d: -f1 | uniq -c
    [ "${PIPESTATUS[0]}" = 0 ]
}
purity() {
    ninja -C "$build" src/domain/libdomain.a src/base/libbase.a >/dev/null &&
        tools/check_purity.sh "$build"/src/{domain/libdomain.a,base/libbase.a} 2>&1
}
queries() {
    ninja -C "$build" motcua >/dev/null &&
        tools/check_queries.sh "$build"/libqueries.a "$build"/src/*/lib*.a "$build"/motcua.p/*.o 2>&1
}
headers() {
    ninja -C "$build" motcua >/dev/null &&
        tools/check_headers.sh "$build" 2>&1
}
tidy() {
    local files=()
    ninja -C "$build" motcua >/dev/null || return # the generated headers of every layer
    for file in "${sources[@]}"; do [[ $file == src/*.c ]] && files+=("$file"); done
    printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy --quiet -p "$build" 2>/dev/null
}
lint() {
    # Suppressed: handles closed by CLEANUP() and memory of the arena look like leaks to cppcheck 2.10; it takes out
    # parameters for uninitialised, does not know that fatal() does not return, and cannot parse every macro.
    local suppressions=(resourceLeak memleak ctuuninitvar ctunullpointer nullPointerRedundantCheck unknownMacro
        internalAstError syntaxError returnDanglingLifetime)
    cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr --std=c11 \
        "${suppressions[@]/#/--suppress=}" -D_GNU_SOURCE -DMOTCUA_VERSION='""' '-D__attribute__(x)=' -I src src 2>&1
}

checks=("$@")
[ ${#checks[@]} -gt 0 ] || checks=(layers words licence mirror format purity queries headers lint tidy)
for check in "${checks[@]}"; do
    if said=$("$check"); then
        echo "ok      $check"
    else
        echo "FAILED  $check"
        failures=$((failures + 1))
    fi
    [ -z "$said" ] || printf '%s\n' "$said" | sed 's/^/        /'
done
[ "$failures" = 0 ]
