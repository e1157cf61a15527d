#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# golden.sh SQL2C [update] -- sql2c makes of samples/queries exactly the reviewed files of samples/golden.
set -uo pipefail
sql2c=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/schema" "$work/out"
cp "$here/../refuse/schema.sql" "$work/schema"
cp -r "$here/samples/queries" "$work"
"$sql2c" "$work" "$work/out" schema queries || exit 1
[ "${2:-}" = update ] && cp "$work"/out/queries{.c,_all.h,_count.h,_read.h,_write.h} "$here/samples/golden"

echo 1..5
number=0
for name in queries.c queries_all.h queries_count.h queries_read.h queries_write.h; do
    number=$((number + 1))
    if diff -u "$here/samples/golden/$name" "$work/out/$name" >"$work/difference"; then
        echo "ok $number - sql2c makes the golden $name"
    else
        echo "not ok $number - sql2c makes the golden $name"
        sed 's/^/# /' "$work/difference"
    fi
done
