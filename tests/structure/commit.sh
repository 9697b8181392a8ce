#!/usr/bin/env bash
# Which commit `lenetpad --version` names: the one that is built, with a word for what is in none; and
# nothing where there is none, without a word of git's.
#
#   tests/structure/commit.sh ROOT PROGRAM
#
# Exit code 77 without git.
set -euo pipefail
script=$(realpath "$1")/app/commit.cmake program=$(realpath "$2")
command -v git >/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME=$folder GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=$folder
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org

# What a build of this folder would name.
commit_of() {
    local said
    said=$(cmake -DSOURCE="$(realpath "$1")" -DOUTPUT="$folder/commit.c" -P "$script" 2>&1)
    [ -z "$said" ] || echo "said: $said"
    sed -n 's/.*program_commit\[\] = "\(.*\)";/\1/p' commit.c
}
expect() { # what folder commit
    local got
    got=$(commit_of "$2")
    [ "$got" = "$3" ] || { echo "$1: expected \"$3\", got \"$got\"" && exit 1; }
}

git init -q sources
expect "no commit yet" sources ""
echo one >sources/file
git -C sources add file
git -C sources commit -qm one
first=$(git -C sources rev-parse --short=7 HEAD)
expect "a clean folder" sources "$first"
touch -d '2001-01-01' commit.c
expect "the same again" sources "$first"
[ "$(date -r commit.c +%Y)" = 2001 ] || { echo "what has not changed is written again" && exit 1; }
echo build >sources/built
expect "with files of nobody's" sources "$first"
echo two >sources/file
expect "a changed folder" sources "$first, changed"
git -C sources add file
expect "a change that waits for a commit" sources "$first, changed"
git -C sources commit -qm two
second=$(git -C sources rev-parse --short=7 HEAD)
expect "the next commit" sources "$second"
git clone -q --depth 1 "file://$folder/sources" shallow
expect "a shallow clone" shallow "$second"
git -C sources worktree add -q "$folder/worktree" "$first"
expect "a worktree" worktree "$first"
mkdir sources/below
expect "a folder within somebody's repository" sources/below ""
mkdir tarball
git -C sources archive HEAD | tar -x -C tarball
expect "a tarball" tarball ""
GIT_DIR=$folder/sources/.git expect "a hook's environment" tarball ""
if [ "$(id -u)" = 0 ]; then
    chown -R 65534 shallow
    expect "another user's folder" shallow ""
fi
mkdir nothing
cmake=$(command -v cmake)
said=$(PATH=$folder/nothing "$cmake" -DSOURCE="$folder/sources" -DOUTPUT="$folder/bare.c" -P "$script" 2>&1)
[ -z "$said" ] || { echo "without git: $said" && exit 1; }
grep -q '\[\] = ""' bare.c

# The program, alone and by its module, says the same; the version's line is of one form.
alone=$("$program" --version) module=$(env -u DISPLAY "$program" --model none --version)
grep -qxE 'lenetpad [0-9.]+( \([0-9a-f]{7,}(, changed)?\))?' <<<"$alone" ||
    { echo "--version: $alone" && exit 1; }
[ "$alone" = "$module" ] || { echo "the module's version: $module, not $alone" && exit 1; }
