#!/bin/sh
# Whether the public header stands alone: it includes no other of the project's, and compiles as C99 and, if
# there is a compiler, as C++.
#
#   tests/nn/header.sh HEADER
set -eu
header=$1
if grep -n '#include "' "$header"; then
    exit 1
fi
"${CC:-cc}" -std=c99 -pedantic -Wall -Wextra -Werror -fsyntax-only -x c "$header"
for standard in c++11 c++17; do
    if echo 'int main() { return 0; }' | "${CXX:-c++}" -fsyntax-only -x c++ - 2>/dev/null; then
        "${CXX:-c++}" -std=$standard -pedantic -Wall -Wextra -Werror -fsyntax-only -x c++ "$header"
    fi
done
