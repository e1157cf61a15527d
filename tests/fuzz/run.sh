#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh [SECONDS] -- runs each harness of this folder under libFuzzer, AddressSanitizer and UBSan; starts from corpus/.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for harness in tests/fuzz/*_fuzz.c; do
    name=$(basename "$harness" _fuzz.c)
    clang -std=gnu17 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -D_GNU_SOURCE -iquote src \
        "$harness" src/web/"$name".c src/web/request.c src/base/{arena,buf,fatal,str,text_fold}.c -o "$out/$name"
    mkdir "$out/$name.found"
    "$out/$name" -max_total_time="$seconds" -max_len=4096 -verbosity=0 -print_final_stats=1 -artifact_prefix="$out/" \
        "$out/$name.found" "tests/fuzz/corpus/$name" 2>&1 | grep -E 'number_of_executed_units|ERROR|fatal|SUMMARY' |
        sed "s/^/$name: /"
done
