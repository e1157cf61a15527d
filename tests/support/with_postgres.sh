#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a command with a private PostgreSQL that lives as long as the command:
#     tests/support/with_postgres.sh meson test -C build
# The command finds it in MOTCUA_TEST_POSTGRES.  Everything is in one temporary folder, reached by a Unix socket;
# nothing is synced to disk.  Databases sort like Vietnamese by default, so that forgetting COLLATE "C" shows.
set -euo pipefail

binaries=/usr/lib/postgresql/15/bin
if [ ! -x "$binaries/postgres" ]; then
    echo "with_postgres.sh: no PostgreSQL in $binaries: apt-get install postgresql-15" >&2
    exit 99
fi

folder=$(mktemp -d /tmp/motcua-postgres.XXXXXX) # a socket's path has at most 107 bytes
server=
finish() {
    if [ -n "$server" ]; then
        kill -QUIT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

as_user=(setpriv --pdeathsig QUIT) # the server does not outlive this script, whatever ends it
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$folder"
    as_user+=(--reuid postgres --regid postgres --clear-groups)
fi
chmod 755 "$folder"
cd "$folder"

"${as_user[@]}" "$binaries/initdb" --pgdata="$folder/data" --username=motcua --auth=trust --no-sync \
    --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=vi >"$folder/initdb.log" 2>&1 || {
    cat "$folder/initdb.log" >&2
    exit 99
}
"${as_user[@]}" "$binaries/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= \
    -c fsync=off -c full_page_writes=off -c max_connections=100 -c shared_buffers=64MB -c jit=off \
    >"$folder/postgres.log" 2>&1 &
server=$!
for _ in $(seq 200); do
    "$binaries/pg_isready" -q -h "$folder" && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
done
"$binaries/pg_isready" -q -h "$folder" || {
    cat "$folder/postgres.log" >&2
    exit 99
}

cd "$OLDPWD"
status=0
MOTCUA_TEST_POSTGRES="postgresql:host=$folder user=motcua" "$@" || status=$?
exit "$status"
