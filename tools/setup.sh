#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing of Debian's and npm's packages; does nothing on a second run.
#     tools/setup.sh          what `make run` and `make build` need
#     tools/setup.sh test     also what the tests, the browser journeys and the bench need
set -euo pipefail
cd "$(dirname "$0")/.."

refuse() {
    echo "tools/setup.sh: $1" >&2
    exit 1
}

build_packages="gcc make meson ninja-build pkg-config libmicrohttpd-dev libsqlite3-dev libpq-dev libsodium-dev
    libjansson-dev liboath-dev libqrencode-dev libxlsxwriter-dev libpango1.0-dev libcairo2-dev fonts-liberation2
    libcurl4-openssl-dev curl"
test_packages="libcmocka-dev sqlite3 postgresql-15 poppler-utils unzip chromium nginx-light wrk clang clang-format clang-tidy cppcheck
    fonts-noto-core exim4-daemon-light openssl"

packages=$build_packages
[ "${1:-}" = test ] && packages="$packages $test_packages"
command -v node >/dev/null && command -v npm >/dev/null || packages="$packages nodejs npm"

missing=()
for package in $packages; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    sudo=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || refuse "Debian packages are missing, and neither root nor sudo is here to install them. As root:
    apt-get install --no-install-recommends ${missing[*]}"
        sudo=sudo
    fi
    echo "Installing: ${missing[*]}"
    # A machine that has just started may be updating itself: wait for it.
    wait_for_lock="-o DPkg::Lock::Timeout=300"
    $sudo apt-get update -qq $wait_for_lock
    # PostgreSQL, nginx and exim of the tests run as private processes; Debian's own clusters and services stay off.
    $sudo env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $wait_for_lock -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
fi

version=$(node --version)
major=${version#v}
[ "${major%%.*}" -ge 18 ] || refuse "node ${version#v} is too old: 18 or newer is needed (Debian 12 has one: apt-get install nodejs npm)"

if [ ! -e node_modules/.installed ] || [ package-lock.json -nt node_modules/.installed ]; then
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.installed
fi
