#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# docs.sh DEFS2MD -- docs/generated says what the tables of the source say; `make docs` makes it so.
set -uo pipefail
defs2md=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$defs2md" "$root" "$work" || exit 1

echo "1..$(find "$work" -type f | wc -l)"
number=0
for file in "$work"/*; do
    name=$(basename "$file")
    number=$((number + 1))
    if diff -u "$root/docs/generated/$name" "$file" >"$work.difference" 2>&1; then
        echo "ok $number - docs/generated/$name is true"
    else
        echo "not ok $number - docs/generated/$name is true (run: make docs)"
        head -40 "$work.difference" | sed 's/^/# /'
    fi
    rm -f "$work.difference"
done
