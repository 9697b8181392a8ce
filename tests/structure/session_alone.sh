#!/bin/sh
# Whether a program that only opens a session (session_alone.c) runs, and has nothing of the window.
#
#   tests/structure/session_alone.sh PROGRAM
set -eu
HOME=$(mktemp -d)
export HOME XDG_CONFIG_HOME="$HOME" XDG_STATE_HOME="$HOME" XDG_DATA_HOME="$HOME" XDG_CACHE_HOME="$HOME"
trap 'rm -rf "$HOME"' EXIT
"$1"
"${NM:-nm}" "$1" >"$HOME/names"
grep -q ' [Tt] session_open$' "$HOME/names" || { echo "$1: no session in it"; exit 1; }
if grep -E ' [Tt] (ui|canvas|text|view|layout|app)_' "$HOME/names"; then
    echo "$1: a session brings these, which belong to the window"
    exit 1
fi
