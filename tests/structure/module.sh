#!/bin/sh
# The module that the program loads exports one name: any other might take the place of one of the program's
# or of a library's.
#
#   tests/structure/module.sh MODULE
set -eu
# What GNU's linker adds itself, and what coverage and sanitizers do, begins with "_".
names=$("${NM:-nm}" -D --defined-only "$1" | awk '$3 !~ /^_/ { print $3 }')
[ "$names" = lenetpad_desktop ] || { printf '%s exports:\n%s\n' "$1" "$names" >&2; exit 1; }
