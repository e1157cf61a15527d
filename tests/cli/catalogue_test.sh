#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# catalogue_test.sh MOTCUA CATALOGUE -- the catalogue command as an administrator uses it; prints TAP.
set -uo pipefail
motcua=$(realpath "$1") catalogue=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
number=0

# check NAME EXIT_CODE WHAT_IT_SAYS COMMAND… -- `*` in what it says stands for anything.
check() {
    local name=$1 code=$2 words=$3 said
    shift 3
    number=$((number + 1))
    said=$("$@" 2>&1)
    # shellcheck disable=SC2053
    if [ $? = "$code" ] && [[ $said == $words ]]; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        sed 's/^/# /' <<<"$said"
    fi
}

echo 1..11
cd "$folder"
cp "$catalogue/gia-dinh.json" good.json
sed 's/"quantity": 1/"quantity": 0/; s/same-day/weeks/' good.json >bad.json
sed 's/"amount": 1/"amount": 2/; s/same-day/working-day/' good.json >changed.json
sed 's/"effective_from": "2025-07-01"/"effective_from": "2025-10-01"/; s/"amount": 1/"amount": 2/; s/same-day/working-day/' \
    good.json >later.json
printf '{\n  "field": "Hộ tịch",\n  "procedures": [\n  }\n' >broken.json

check "the whole catalogue has no fault" 0 "184 procedure versions, 42 tariffs, 13 exemptions in 57 files, no fault." \
    "$motcua" catalogue check "$catalogue"/*.json
check "each fault is told with its file and place" 1 "bad.json: 1.012084 (procedures\[0\]) terms\[0\]: unit is not *
bad.json: 1.012084 (procedures\[0\]) papers\[0\].quantity: 0 is not from 1 to 50*
motcua catalogue check: * faults" "$motcua" catalogue check bad.json
check "a file that is no JSON is told by line and column" 1 "broken.json: line 4, column 3: *
motcua catalogue check: 1 fault" "$motcua" catalogue check broken.json
check "a file that is not there is told" 1 "motcua catalogue check: none.json: No such file or directory" \
    "$motcua" catalogue check none.json
check "no file at all is a misuse" 2 "motcua catalogue check: FILE... is missing" "$motcua" catalogue check
check "a new office has the catalogue of the program" 0 "Founded *" "$motcua" init --data data \
    --office-name "UBND xã Bình Yên" --agency-code H55.12.07
check "importing it again changes nothing" 0 "0 tariffs and exemptions added, 0 new versions, 0 corrected, 55 unchanged.
0 procedures added, 0 new versions, 0 corrected, 184 unchanged." \
    "$motcua" catalogue import --data data "$catalogue"/*.json
check "a published version is not rewritten" 1 "changed.json: 1.012084 (procedures\[0\]) effective_from: differs from *
motcua catalogue import: * faults" "$motcua" catalogue import --data data changed.json
check "a version from a later day comes in" 0 "0 procedures added, 2 new versions, 0 corrected, 0 unchanged." \
    "$motcua" catalogue import later.json --data data
check "a folder without an office is told" 1 "motcua catalogue import: there is no folder nowhere*" \
    "$motcua" catalogue import --data nowhere good.json
check "both commands have their help" 0 "Usage: motcua catalogue import --data DIR*FILE...*" \
    "$motcua" catalogue import --help
