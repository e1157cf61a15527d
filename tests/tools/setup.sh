#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# setup.sh -- what tools/setup.sh asks of a machine, among stand-ins for apt-get, dpkg-query, sudo, id, node and npm that
# note down how they were called.
set -uo pipefail
setup=$(cd "$(dirname "$0")/../../tools" && pwd)/setup.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0
echo 1..7

# stand_in NAME TEXT: a program of the machine
stand_in() {
    printf '#!/bin/bash\n%s\n' "$2" >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}

# machine UID NODE_VERSION: a new one without packages, with an empty tree in which the script stands
machine() {
    rm -rf "$work"/*
    mkdir -p "$work/bin" "$work/tree/tools"
    cp "$setup" "$work/tree/tools/"
    touch "$work/tree/package-lock.json"
    for tool in bash dirname mkdir touch env; do ln -s "$(command -v "$tool")" "$work/bin/$tool"; done
    stand_in id "echo $1"
    stand_in dpkg-query 'exit 1'
    stand_in apt-get "echo \"\${RUNLEVEL:+quiet }apt-get \$*\" >>$work/called"
    stand_in sudo "echo -n 'sudo ' >>$work/called; exec \"\$@\""
    stand_in node "echo v$2"
    stand_in npm "echo npm \$* >>$work/called; mkdir -p $work/tree/node_modules"
    : >"$work/called"
}

run() {
    said=$(PATH="$work/bin" "$work/tree/tools/setup.sh" "$@" 2>&1)
    code=$?
}

# holds NAME CONDITION…
holds() {
    number=$((number + 1))
    if "${@:2}"; then
        echo "ok $number - $1"
    else
        printf 'not ok %s - %s\n# exit code %s, said:\n%s\n# called:\n%s\n' "$number" "$1" "$code" "$said" "$(<"$work/called")" | sed '2,$s/^/#   /'
    fi
}

has_called() { grep -qE -- "$1" "$work/called"; }
has_said() { [ $code = "$1" ] && grep -qF -- "$2" <<<"$said"; }

machine 0 18.19.0
run
holds 'root installs, and waits for an update that runs' has_called \
    '^quiet apt-get install .*-o DPkg::Lock::Timeout=300 .* gcc .*libmicrohttpd-dev'
holds 'what only tests need is not installed without them' eval '! has_called postgresql-15 && [ $code = 0 ]'

machine 0 20.1.0
run test
holds 'what tests need is installed for them' has_called '^quiet apt-get install .* postgresql-15 '

machine 1000 18.19.0
run
holds 'others install with sudo' has_called '^sudo quiet apt-get install '

machine 1000 18.19.0
rm "$work/bin/sudo"
run
holds 'without sudo it says what to do as root' has_said 1 'apt-get install --no-install-recommends gcc make meson'
holds 'and does nothing' eval '[ ! -s "$work/called" ]'

machine 0 16.20.2
run
holds 'an old node is named before npm stumbles over it' eval \
    'has_said 1 "node 16.20.2 is too old: 18 or newer is needed" && ! has_called npm'
