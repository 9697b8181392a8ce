#!/bin/sh
# What clang-format does not see: every source opens with why it exists, and marks its sections
# alike. Prints every breach; exit code 1 if there is one.
#
#   tests/structure/style.sh ROOT
#
# A section is marked by "// ---- Name ----", filled up with dashes to column 100.
set -eu
export LC_ALL=C.UTF-8
cd "$1"
# shellcheck disable=SC2016 # awk, not the shell
find app nn tests -name '*.c' -o -name '*.h' | sort | xargs awk '
    FNR == 1 && FILENAME ~ /\.c$/ && !/^\/\/ [^ ]/ {
        print FILENAME ": does not open with a comment"
        bad = 1
    }
    FNR == 1 && /^\/\/ See [a-z_]*\.h\./ {
        print FILENAME ": says where to look, but not why it exists"
        bad = 1
    }
    /^\/\/ *(---|===|\*\*\*)/ || /^\/\/ .*---+$/ {
        if (!/^\/\/ ---- [^a-z -].*[^ -] -+$/ || length($0) != 100) {
            print FILENAME ":" FNR ": no banner of a section as the others are: " $0
            bad = 1
        }
    }
    END { exit bad }'
