# What the suites with outside parts have in common; to be sourced.
#
# Needs $suite, the suite's name in messages ("browser tests"), and $root, the project's folder.

# skip WHY: the suite counts as skipped, not as passed.
skip() {
    echo "$suite skipped: $1" >&2
    exit 77
}

missing=
# need COMMAND PACKAGE: notes the package when the command is not there.
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }

# Installs the packages that were noted, where it may.
install_missing() {
    [ -n "$missing" ] || return 0
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || skip "missing are:$missing"
    echo "$suite: installing$missing" >&2
    # shellcheck disable=SC2086  # a list of words
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing; } >&2 ||
        skip "these packages cannot be had:$missing"
}

# find_program BUILD...: sets and exports SHEETSPLIT to the first build there is, unless the user has set it.
find_program() {
    for build in "$@"; do
        program=$root/build/$build/apps/sheetsplit/sheetsplit
        [ -n "${SHEETSPLIT:-}" ] || [ ! -x "$program" ] || SHEETSPLIT=$program
    done
    if [ -z "${SHEETSPLIT:-}" ]; then
        echo "$suite: there is no program yet; run tests/run first" >&2
        exit 1
    fi
    export SHEETSPLIT
}

# npm_install FOLDER OPTION...: the packages of the suite's package.json, into the folder.
npm_install() {
    work=$1
    shift
    mkdir -p "$work"
    cp "$here/package.json" "$work/package.json"
    (cd "$work" && npm install "$@" --no-audit --no-fund --no-package-lock --prefer-offline >npm.log 2>&1) ||
        skip "the packages of $here/package.json cannot be had from npm, see $work/npm.log"
}
