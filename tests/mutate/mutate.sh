#!/bin/sh
# Do the tests notice when a number of the recipe, a threshold or a promise changes? Makes each change
# of mutants.txt in a copy of the sources, builds the tests named beside it, and runs them: one of
# them must fail. Prints a line for each change, and ends with 1 if one was not noticed or does not
# build, which proves nothing of the tests.
#
#   tests/mutate/mutate.sh [-n] [-k FOLDER] [WORD]
#
# -n builds nothing: it only looks whether the table fits the sources and the tests. -k keeps the copy
# and its build in FOLDER, for the next time. With WORD, only the changes whose line has it. About five
# seconds a change.
set -eu

usage() {
    sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

work='' dry=''
while getopts nk: option; do
    case $option in
    n) dry=yes ;;
    k) work=$OPTARG ;;
    *) usage ;;
    esac
done
shift $((OPTIND - 1))
[ $# -le 1 ] || usage
word=${1:-}

here=$(cd "$(dirname "$0")" && pwd)
sources=$(cd "$here/../.." && pwd)
tab=$(printf '\t')

# Lines of the table whose change or whose test is not there.
list_misfits() {
    while IFS=$tab read -r file change tests; do
        case $file in '' | '#'*) continue ;; esac
        case "$file$tab$change$tab$tests" in *"$word"*) ;; *) continue ;; esac
        if [ ! -f "$sources/$file" ]; then
            echo "no such file: $file"
        elif sed -e "$change" "$sources/$file" | cmp -s - "$sources/$file"; then
            echo "$file: nothing to change by $change"
        fi
        for test in $tests; do
            program=$(find "$sources/tests" -name "${test%%:*}.c")
            case $test in
            *:*) grep -qw "${test#*:}" "${program:-/dev/null}" || echo "$file: no test $test" ;;
            *) [ -n "$program" ] || echo "$file: no test $test" ;;
            esac
        done
    done <"$here/mutants.txt"
}
if [ -n "$dry" ]; then
    misfits=$(list_misfits)
    [ -z "$misfits" ] || printf '%s\n' "$misfits"
    [ -z "$misfits" ]
    exit
fi

if [ -z "$work" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
trap 'exit 130' INT TERM
mkdir -p "$work/copy"
copy=$work/copy build=$work/build

# Only what changed is written, so that a kept build stays fresh.
(cd "$sources" && tar --exclude='./build*' --exclude=./.git -cf - .) |
    (mkdir -p "$work/new" && cd "$work/new" && tar -xf -)
(cd "$work/new" && find . -type f) | while read -r file; do
    mkdir -p "$(dirname "$copy/$file")"
    cmp -s "$work/new/$file" "$copy/$file" || cp "$work/new/$file" "$copy/$file"
done
rm -rf "$work/new"
# Warnings are none of the tests' business: a change may leave a function without use.
cmake -S "$copy" -B "$build" -G Ninja -DLENETPAD_WERROR=OFF >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
}

# Builds and runs tests; prints the first that fails, nothing if all pass. program:test fails only by
# that one of the program's tests.
run_tests() {
    # shellcheck disable=SC2046 # one word per test
    ninja -C "$build" lenetpad $(printf '%s\n' "$@" | sed 's/:.*//') >"$work/log" 2>&1 || {
        echo "(does not build)"
        return
    }
    for test in "$@"; do
        if ! timeout 300 "$build/tests/${test%%:*}" >"$work/log" 2>&1; then
            case $test in
            *:*) grep -qxF "[  FAILED  ] ${test#*:}" "$work/log" || continue ;;
            esac
            echo "$test"
            return
        fi
    done
}

# Every test passes without a change, or its failures would prove nothing.
tests=$(grep -v '^#' "$here/mutants.txt" | grep -F -e "$word" | awk -F '\t' 'NF == 3 { print $3 }' |
    tr ' ' '\n' | sed 's/:.*//' | sort -u)
# shellcheck disable=SC2086 # one word per test
failed=$(run_tests $tests)
if [ -n "$failed" ]; then
    echo "$failed fails without any change" >&2
    exit 1
fi

changes=0 survivors=0
exec 3<"$here/mutants.txt"
while IFS=$tab read -r file change tests <&3; do
    case $file in '' | '#'*) continue ;; esac
    case "$file$tab$change$tab$tests" in *"$word"*) ;; *) continue ;; esac
    changes=$((changes + 1))
    cp "$copy/$file" "$work/original"
    sed -i -e "$change" "$copy/$file"
    if cmp -s "$copy/$file" "$work/original"; then
        failed=
        verdict="NOT THERE "
    else
        # shellcheck disable=SC2086 # one word per test
        failed=$(run_tests $tests)
        case $failed in
        '') verdict="UNNOTICED " ;;
        "(does not build)") verdict="NO BUILD  " failed=$(grep -m1 'error:' "$work/log" || true) ;;
        *) verdict="noticed   " ;;
        esac
    fi
    case $verdict in noticed*) ;; *) survivors=$((survivors + 1)) ;; esac
    printf '%s %-22s %-60s %s\n' "$verdict" "$file" "$change" "$failed"
    cp "$work/original" "$copy/$file"
done
echo "$changes changes, $survivors not noticed"
[ "$survivors" = 0 ]
