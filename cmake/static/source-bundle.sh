#!/bin/sh
# Makes the file that goes beside a release for those who want its source: this repository at HEAD, and the
# pinned source files of the static dependencies.
#
#   source-bundle.sh FILE.tar [FOLDER]
#
# The files come from FOLDER, or from the cache, or are downloaded. Equal sources give an equal file.
set -eu

[ $# -ge 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 1; }
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
repository=$(git -C "$here" rev-parse --show-toplevel)
bundle=$1
folder=${2-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

sources=${HOME}/.cache/sheetsplit-deps/sources
"$here/fetch-sources.sh" "$sources" ${folder:+"$folder"}
mkdir -p "$work/sheetsplit-source/static-sources"
git -C "$repository" archive HEAD | tar -x -C "$work/sheetsplit-source"
awk '!/^#/ { print $4 }' "$here/sources.txt" | while read -r file; do
    cp "$sources/$file" "$work/sheetsplit-source/static-sources/"
done
tar --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    --mtime="@$(git -C "$repository" log -1 --format=%ct)" -C "$work" -c sheetsplit-source > "$bundle.partial"
mv "$bundle.partial" "$bundle"
