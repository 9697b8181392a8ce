#!/bin/sh
# Read by others (.): installs the library, moves it, and says where it is: $prefix, $libdir. The folder
# $folder is theirs until they end.
# shellcheck disable=SC2034 # for those
set -eu
export LC_ALL=C
source=$1 build=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for component in library development; do
    cmake --install "$build" --component $component --prefix "$folder/first" >"$folder/said"
done
prefix=$folder/moved
mv "$folder/first" "$prefix"
libdir=$(dirname "$(find "$prefix" -name liblenetpad.a)")
export PKG_CONFIG_PATH="$libdir/pkgconfig" LD_LIBRARY_PATH="$libdir" CMAKE_PREFIX_PATH="$prefix"
model=$source/assets/lenet5.safetensors
strict="-pedantic -Wall -Wextra -Werror"

fail() {
    echo "$*"
    exit 1
}
has_cxx() {
    echo 'int main() { return 0; }' | "${CXX:-c++}" -fsyntax-only -x c++ - 2>/dev/null
}
