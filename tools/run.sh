#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh PROGRAM DATA HOST:PORT -- the demonstration centre: made once, then served; prints where it is and who may come in.
set -euo pipefail
program=$1 data=$2 listen=$3

# The database appears whole or not at all: an interrupted making is simply begun again.
if [ ! -e "$data/motcua.db" ] && [ ! -e "$data/motcua.conf" ]; then
    mkdir -p "$(dirname "$data")"
    "$program" demo --data "$data" --public-url "http://$listen" >/dev/null
fi

printf '\nmotcua at  http://%s   (Ctrl-C ends it; data in %s)\n\n' "$listen" "$data"
[ ! -e "$data/ACCOUNTS.txt" ] || cat "$data/ACCOUNTS.txt"
echo
exec "$program" serve --data "$data" --listen "$listen"
