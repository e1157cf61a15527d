#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check_queries.sh LIBQUERIES LIB… -- every query of queries/ is called by the program; a test alone does not count.
set -euo pipefail
export LC_ALL=C
queries=$1
shift
failures=0

called=$(nm -u "$@" | awk '$1 == "U" && $2 ~ /^sql_/ { print $2 }' | sort -u)
while read -r name; do
    echo "queries/: error: nothing calls ${name#sql_}" >&2
    failures=$((failures + 1))
done < <(comm -13 <(echo "$called") <(nm --defined-only "$queries" | awk '$2 == "T" && $3 ~ /^sql_/ { print $3 }' | sort -u))
[ "$failures" = 0 ]
