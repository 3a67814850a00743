#!/bin/sh
# Brings the pinned source files of sources.txt into a folder.
#
#   fetch-sources.sh DIR [FOLDER]
#
# Files that DIR already holds are kept. With FOLDER the others are copied from there and the network is not
# touched; without, APT finds and downloads them. APT runs on a private configuration made from the machine's
# own repositories with the sources added: its lists, caches and settings are not changed.
#
# Exit: 0 all there; 1 a file is wrong or FOLDER lacks it; 69 no repository gave it (out of reach, or the
# version is superseded): whoever builds in passing may then skip the static release.
set -eu

pins=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)/sources.txt
[ $# -ge 1 ] || { echo "usage: $0 DIR [FOLDER]" >&2; exit 1; }
destination=$1
folder=${2-}
mkdir -p "$destination"
destination=$(cd "$destination" && pwd)

say() { echo "sources: $*" >&2; }

# The pinned files that are not in place, a line each: SHA-256, package, version, file.
missing() {
    grep -v '^#' "$pins" | while read -r sha package version file; do
        [ -f "$destination/$file" ] || echo "$sha $package $version $file"
    done
}

# accept CANDIDATE SHA FILE: checks a candidate and only then gives it its name.
accept() {
    if echo "$2  $1" | sha256sum --check --status; then
        mv -f "$1" "$destination/$3"
    else
        say "$3 has not the pinned SHA-256 $2"
        rm -f "$1"
        return 1
    fi
}

if [ -n "$folder" ]; then
    missing | while read -r sha package version file; do
        if [ ! -f "$folder/$file" ]; then
            say "'$folder' lacks $file ($package $version)"
            exit 1
        fi
        cp "$folder/$file" "$destination/.$file.partial"
        accept "$destination/.$file.partial" "$sha" "$file" || exit 1
    done
    exit 0
fi

[ -n "$(missing)" ] || exit 0
command -v apt-get >/dev/null || { say "there is no apt-get here; give a folder with the files"; exit 69; }

private=$(mktemp -d)
trap 'rm -rf "$private"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$private/lists/partial" "$private/cache/archives/partial"

# One deb-src line for each Debian repository of the machine. Signatures need no check here: the pinned
# digests decide what is accepted.
codename=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
apt-get indextargets --format '$(CREATED_BY) $(COMPONENT) $(RELEASE) $(REPO_URI)' |
    awk -v codename="$codename" '$1 == "Packages" && $2 == "main" && index($3, codename) == 1 {
        print "deb-src [trusted=yes] " $4 " " $3 " main" }' | LC_ALL=C sort -ru > "$private/sources.list"
if [ ! -s "$private/sources.list" ]; then
    say "this machine has no repository of Debian $codename; give a folder with the files"
    exit 69
fi

apt() {
    "$@" -q -o Dir::Etc::sourcelist="$private/sources.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State::lists="$private/lists" -o Dir::Cache="$private/cache" \
        -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 \
        -o APT::Sandbox::User=root
}

# A repository may refuse a file now and give it a moment later, or list a file that only another one has;
# APT asks but one of those that list it, so each round turns their order round.
for pause in 0 1 10 30; do
    sleep "$pause"
    # It calls it a success when every repository failed, therefore a look at what it has got.
    apt apt-get update >"$private/log" 2>&1 || true
    if ! ls "$private"/lists/*Sources* >/dev/null 2>&1; then
        echo "no repository answers: $(grep '^[EW]:' "$private/log" | head -n 1)" >>"$private/reasons"
        continue
    fi
    missing | while read -r sha package version file; do
        address=$(apt apt-get --print-uris --download-only source "$package=$version" 2>"$private/log" |
            awk -v file="$file" '$2 == file { gsub("\047", "", $1); print $1 }')
        if [ -z "$address" ]; then
            echo "no repository offers $package $version: it may be superseded" >>"$private/reasons"
            continue
        fi
        say "getting $file"
        if apt /usr/lib/apt/apt-helper download-file "$address" "$destination/.$file.partial" "SHA256:$sha" \
            >"$private/log" 2>&1; then
            accept "$destination/.$file.partial" "$sha" "$file" || true
        else
            grep '^E:' "$private/log" | head -n 1 >>"$private/reasons"
            rm -f "$destination/.$file.partial"
        fi
    done
    [ -n "$(missing)" ] || exit 0
    tac "$private/sources.list" > "$private/reversed.list"
    mv "$private/reversed.list" "$private/sources.list"
done

say "SOURCE MIRROR UNREACHABLE: these files could not be had:"
missing | while read -r sha package version file; do echo "  $file ($package $version, $sha)" >&2; done
sort -u "$private/reasons" >&2
say "Remedy: try again later, or put the files into a folder and give -DSHEETSPLIT_SOURCES=FOLDER"
exit 69
