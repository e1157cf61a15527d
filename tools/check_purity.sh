#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check_purity.sh LIBDOMAIN LIBBASE -- the domain reaches nothing outside itself but this list: no clock, no chance, no
# I/O, no heap of its own (arena_alloc is allowed).
set -euo pipefail
export LC_ALL=C
domain=$1 base=$2

# of the C library, and what the compiler puts in by itself
allowed="memchr memcmp memcpy memmove memset strchr strcmp strlen strncmp strnlen strrchr snprintf __snprintf_chk
    vsnprintf __vsnprintf_chk __assert_fail __stack_chk_fail __memcpy_chk __memset_chk bsearch qsort abort"
# files of base that are values and memory only
pure="arena.c.o buf.c.o fatal.c.o put.c.o status.c.o str.c.o text_fold.c.o json.c.o"

# What archive $1 defines, in its files $2… or in all of them.
defined() {
    nm --defined-only -A "$1" | sed -nE 's|.*[/:]([^/:]+\.o):[0-9a-f]+ . ([^ ]+)$|\1 \2|p' |
        awk -v files=" ${*:2} " 'files == "  " || index(files, " " $1 " ") { print $2 }'
}

needs=$(nm -u "$domain" | awk 'NF == 2 { print $2 }' | grep -vE '^__(asan|ubsan|gcov|sanitizer)' | sort -u)
# shellcheck disable=SC2086
has=$({ printf '%s\n' _GLOBAL_OFFSET_TABLE_ $allowed; defined "$domain"; defined "$base" $pure; } | sort -u)
outside=$(comm -23 <(echo "$needs") <(echo "$has"))

for name in $outside; do
    echo "$domain: error: domain reaches outside itself: $name" >&2
done
[ -z "$outside" ]
