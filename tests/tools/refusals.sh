#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# refusals.sh SQL2C TMPL2C CC -- each file of tests/refuse must be refused with exactly the words of its .message.
set -uo pipefail
export LC_ALL=C.UTF-8
sql2c=$(realpath "$1") tmpl2c=$(realpath "$2") cc=$3
here=$(cd "$(dirname "$0")" && pwd)
refuse=$here/../refuse
source=$here/../../src
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0

# report NAME WANTED CODE: what was said is in $work/said
report() {
    number=$((number + 1))
    if [ "$3" != 0 ] && diff -u "$2" "$work/said" >"$work/difference"; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        echo "# exit code $3"
        sed 's/^/# /' "$work/difference"
    fi
}

fresh() {
    rm -rf "$work/root" "$work/out"
    mkdir -p "$work/root/schema" "$work/root/queries" "$work/root/templates" "$work/out"
}

echo "1..$(find "$refuse" -name '*.message' | wc -l)"
for file in "$refuse"/sql/*.sql; do
    fresh
    cp "$refuse/schema.sql" "$work/root/schema"
    cp "$file" "$work/root/queries"
    "$sql2c" "$work/root" "$work/out" schema queries >/dev/null 2>"$work/said"
    code=$?
    report "sql2c refuses $(basename "$file" .sql)" "${file%.sql}.message" $code
done
for file in "$refuse"/schema/*.sql; do
    fresh
    cp "$file" "$work/root/schema"
    "$sql2c" "$work/root" "$work/out" schema queries >/dev/null 2>"$work/said"
    code=$?
    report "sql2c refuses the schema $(basename "$file" .sql)" "${file%.sql}.message" $code
done
for file in "$refuse"/html/*.html; do
    fresh
    cp "$file" "$work/root/templates"
    "$tmpl2c" "$work/root" "$work/out" "" pages.h templates >/dev/null 2>"$work/said"
    code=$?
    report "tmpl2c refuses $(basename "$file" .html)" "${file%.html}.message" $code
done
for file in "$refuse"/text/*.txt; do
    fresh
    cp "$refuse"/text/part/*.txt "$file" "$work/root/templates"
    "$tmpl2c" "$work/root" "$work/out" "" pages.h templates text >/dev/null 2>"$work/said"
    code=$?
    report "tmpl2c refuses the text $(basename "$file" .txt)" "${file%.txt}.message" $code
done

# What the compiler refuses, at the template's own line and column.
if ! "$cc" --version | grep -qi 'free software foundation'; then
    for file in "$refuse"/fields/*.{html,txt}; do
        number=$((number + 1))
        echo "ok $number - gcc refuses $(basename "${file%.*}") # SKIP the words are gcc's"
    done
    exit
fi
for file in "$refuse"/fields/*.{html,txt}; do
    fresh
    cp "$file" "$work/root/templates"
    made=templates.c kind=
    [[ $file == *.txt ]] && made=text_templates.c kind=text
    "$tmpl2c" "$work/root" "$work/out" "" pages.h templates $kind || exit 1
    wanted=${file%.*}.message
    "$cc" -std=gnu17 -fsyntax-only -fno-diagnostics-show-caret -fdiagnostics-color=never -iquote "$refuse/fields" \
        -iquote "$source" -iquote "$work/out" "$work/out/$made" 2>"$work/all"
    code=$?
    grep -oFf "$wanted" "$work/all" | head -1 >"$work/said"
    report "gcc refuses $(basename "${file%.*}")" "$wanted" $code
done
