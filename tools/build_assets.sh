#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# build_assets.sh ROOT OUT EMBED -- builds what the browser loads (npm: sass, esbuild), then makes C of it.
set -euo pipefail
root=$1 out=$2 embed=$3

cd "$root"
if [ ! -d node_modules/esbuild ]; then
    echo "node_modules is missing: run tools/setup.sh" >&2
    exit 1
fi
rm -rf "$out/assets"
mkdir -p "$out/assets"
node assets/build.mjs "$out/assets"
for file in "$out"/assets/*.{css,js,svg}; do
    gzip -9nk "$file"
done
"$embed" assets "$root" "$out" "$out/assets" assets package-lock.json
