#!/bin/sh
# Fetches text that anyone can obtain, to measure on: the manual pages that Debian translates, as plain
# text in target/material/LANGUAGE.txt. Needs apt-get (Debian, Ubuntu) and a package list up to date.
# usage: material.sh [LANGUAGE…]      default: fr de es pl ru uk tr zh vi pt-br it
set -eu
cd "$(dirname "$0")/../.."
out=$PWD/target/material
mkdir -p "$out"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
[ $# -gt 0 ] || set -- fr de es pl ru uk tr zh vi pt-br it
for language in "$@"; do
    if ! apt-get download "manpages-$language" >/dev/null 2>&1; then
        echo "no manpages-$language here" >&2
        continue
    fi
    mkdir "$language"
    dpkg -x "manpages-${language}"_*.deb "$language"
    # Prose lines only: no requests, no comments; the commonest escapes undone.
    find "$language" -path '*/man/*' -name '*.gz' -type f | sort | xargs zcat |
        grep -av "^[.']" | sed -e 's/\\f[A-Z]//g' -e 's/\\f([A-Z]*//g' -e 's/\\-/-/g' -e 's/\\&//g' -e 's/\\(aq/'"'"'/g' |
        grep -av '\\' > "$out/$language.txt" || true
    echo "$out/$language.txt: $(wc -l < "$out/$language.txt") lines"
done
