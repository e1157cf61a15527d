#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh PROGRAM DATA HOST:PORT -- the demonstration centre: made once, then served; prints where it is and who may come in.
set -euo pipefail
program=$1 data=$2 listen=$3

# Made beside and then renamed: an interrupted making leaves nothing that looks finished.
if [ ! -e "$data" ]; then
    making=$data.making
    rm -rf "$making"
    mkdir -p "$(dirname "$data")"
    "$program" demo --data "$making" --public-url "http://$listen" >/dev/null
    mv "$making" "$data"
fi

printf '\nmotcua at  http://%s   (Ctrl-C ends it; data in %s)\n\n' "$listen" "$data"
[ ! -e "$data/ACCOUNTS.txt" ] || cat "$data/ACCOUNTS.txt"
echo
exec "$program" serve --data "$data" --listen "$listen"
