#!/usr/bin/env bash
# The pages of the manual, as those who format and check them see them; that lenetpad(1) tells of every
# variable that the program reads, and of every file that it keeps; and that CHANGELOG.md is about the version that the program has.
#
#   tests/app/manual/pages.sh PROGRAM ROOT
#
# Exit code 77 if neither man nor mandoc is there.
set -euo pipefail
program=$1 root=$2 checked=0 failed=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$program" help --man >lenetpad.1
"$program" --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' >commands
grep -q '^train$' commands
while read -r command; do
    "$program" help --man "$command" >"lenetpad-$command.1"
    grep -q "^\.BR lenetpad\\\\-$command (1)" lenetpad.1 || { echo "lenetpad.1: no $command" && failed=1; }
    "$program" help "$command" | sed -n 's/^  --\([a-z-]*\) .*/\1/p' >options
    sed 's/\\f.//g; s/\\-/-/g' "lenetpad-$command.1" >plain
    while read -r option; do
        grep -q "^--$option\( \|$\)" plain ||
            { echo "lenetpad-$command.1: no --$option" && failed=1; }
    done <options
done <commands

sed -n 's/.*getenv("\([A-Z_]*\)").*/\1/p' "$root"/app/*/*.c "$root"/app/*/*/*.c >variables
while read -r variable; do
    grep -q "$variable" lenetpad.1 || { echo "lenetpad.1: no $variable" && failed=1; }
done <variables

# What FILES tells of is what app/base/paths.c names, or lies in a folder of these; and none of that is
# missing.
bases=$(sed -n '/^#else/,/^#endif/s/.*struct base \([a-z]*\)_base = {"[A-Z_]*", "\(.*\)"};/\1 \2/p' \
    "$root/app/base/paths.c")
sed -n 's/.*base_join(path, \([a-z]*\)_base, "\(.*\)", [a-zA-Z]*).*/\1 \2/p' "$root/app/base/paths.c" |
    while read -r base place; do
        echo "$(sed -n "s/^$base //p" <<<"$bases")/$place"
    done | sed 's|^|~/|' >kept
sed -n '/^\.SH FILES/,/^\.SH ENV/p' lenetpad.1 | sed 's/\\f.//g; s/\\-/-/g; s/\\(ti/~/g' >told
[ "$(wc -l <kept)" -ge 5 ] || { echo "app/base/paths.c: its places are not found" && failed=1; }
while read -r place; do
    grep -q "^$place\(/.*\)\{0,1\}$" told || { echo "lenetpad.1: FILES has no $place" && failed=1; }
done <kept
grep '^~/' told >listed
while read -r place; do
    found=0
    while read -r known; do
        case $place in "$known" | "$known"/* | "${known%/lenetpad*}/lenetpad"/*) found=1 ;; esac
    done <kept
    [ "$found" = 1 ] || { echo "app/base/paths.c: no $place, of which lenetpad.1 tells" && failed=1; }
done <listed

version=$(sed -n 's/^## \([0-9.]*\)\( .*\)\{0,1\}$/\1/p' "$root/CHANGELOG.md" | head -n 1)
case $("$program" --version) in
"lenetpad $version" | "lenetpad $version ("*) ;;
*) echo "CHANGELOG.md: its top is $version" && failed=1 ;;
esac

for page in *.1; do
    if command -v mandoc >/dev/null; then
        checked=1
        mandoc -T lint -W warning "$page" || failed=1
    fi
    if man --version 2>/dev/null | grep -q '^man '; then
        checked=1
        LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null |
            { ! grep . || exit 1; } || failed=1
    fi
done
[ "$checked" = 1 ] || exit $((failed ? 1 : 77))
exit $failed
