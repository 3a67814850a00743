#!/bin/sh
# Rebuilds the test books of this folder from songs/ and tools/.
#
#   testdata/build.sh              all books
#   testdata/build.sh BOOK …       only these, such as parlour-scan
#   TESTDATA_OUT=DIR testdata/build.sh …   into DIR instead of this folder
#
# Needs Debian 12's lilypond, ghostscript, fonts-urw-base35, qpdf, mupdf-tools, imagemagick and python3. With the same versions
# of these the books come out byte for byte the same.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for tool in lilypond gs qpdf mutool convert identify python3; do
    command -v "$tool" >/dev/null || {
        echo "build.sh: $tool is missing; apt-get install lilypond ghostscript fonts-urw-base35 qpdf mupdf-tools imagemagick python3" >&2
        exit 1
    }
done
out=${TESTDATA_OUT:-$here}
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PYTHONDONTWRITEBYTECODE=1 python3 "$here/tools/build.py" "$out" "$work" "$@"
