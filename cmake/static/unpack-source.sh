#!/bin/sh
# Unpacks one pinned source package and applies Debian's patches to it.
#
#   unpack-source.sh FILES PACKAGE DIR
#
# FILES is the folder that fetch-sources.sh filled. DIR is emptied first. Debian's own files are left in
# DIR/debian, for their licence statement.
set -eu

pins=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)/sources.txt
files=$1
package=$2
directory=$3

rm -rf "$directory"
mkdir -p "$directory"
awk -v package="$package" '$2 == package { print $4 }' "$pins" | while read -r file; do
    case $file in
        *.debian.tar.*) tar -xf "$files/$file" -C "$directory" ;;
        *) tar -xf "$files/$file" -C "$directory" --strip-components=1 ;;
    esac
done

series=$directory/debian/patches/series
[ -f "$series" ] || exit 0
sed -e 's/#.*//' -e 's/[[:space:]].*//' -e '/^$/d' "$series" | while read -r patch; do
    patch --directory="$directory" --strip=1 --quiet --no-backup-if-mismatch --batch \
        --input="debian/patches/$patch"
done
