#!/bin/sh
# The installed library, at another place than it was installed to: its names are those of its header, it
# needs no library but zlib and cJSON, and programs in C99 and C++ find it by pkg-config and by CMake,
# shared and static, also within their own build.
#
#   tests/nn/installed.sh SOURCE BUILD
set -eu
# shellcheck source=tests/nn/install.sh
. "$1/tests/nn/install.sh"

# ---- names -------------------------------------------------------------------------------------------

sed 's|//.*||; /^#/d' "$prefix/include/lenetpad.h" | tr '\n' ' ' | tr ';' '\n' |
    sed -n 's/.*LENET_API[^(]*[ (*]*\(lenet_[a-z_]*\)(.*/\1/p' | sort >"$folder/promised"
[ "$(wc -l <"$folder/promised")" = "$(grep -c '^LENET_API' "$prefix/include/lenetpad.h")" ] ||
    fail "not every function of the header was found"
"${NM:-nm}" -D --defined-only "$libdir/liblenetpad.so.0" | awk '$2 != "A" { print $3 }' >"$folder/dynamic"
grep -v '@@LENETPAD_0$' "$folder/dynamic" && fail "liblenetpad.so.0: names without their version"
sed 's/@.*//' "$folder/dynamic" | sort | diff "$folder/promised" - || fail "liblenetpad.so.0: other names"
"${NM:-nm}" -g --defined-only "$libdir/liblenetpad.a" | awk 'NF == 3 { print $3 }' | sort |
    diff "$folder/promised" - || fail "liblenetpad.a: other names"

readelf -d "$libdir/liblenetpad.so" | grep -q 'SONAME.*\[liblenetpad.so.0\]' || fail "another SONAME"
ldd "$libdir/liblenetpad.so" | grep -v -E '(linux-vdso|libz|libcjson|libm|libc|libpthread|ld-linux[^/]*)\.so' &&
    fail "liblenetpad.so needs more than it should"
grep -rlF -e "$source" -e "$build" -e "$folder/first" "$prefix/include" "$libdir/cmake" "$libdir/pkgconfig" &&
    fail "paths of the build are in what is installed"

# ---- pkg-config --------------------------------------------------------------------------------------

version=$(pkg-config --modversion lenetpad)
expected="$version 7 7"
expect() {
    [ "$("$1" "$model")" = "$expected" ] || fail "$1: says something else than $expected"
}
build_two() { # language standard compiler
    # shellcheck disable=SC2046,SC2086 # flags are words
    "$3" -std=$2 $strict -x $1 "$source/tests/nn/embedder.c" -x none -o "$folder/shared" \
        $(pkg-config --cflags --libs lenetpad)
    # shellcheck disable=SC2046,SC2086
    "$3" -std=$2 $strict -x $1 "$source/tests/nn/embedder.c" -x none -o "$folder/static" \
        $(pkg-config --static --cflags --libs lenetpad | sed 's/-llenetpad/-l:liblenetpad.a/')
    expect "$folder/shared"
    ldd "$folder/shared" | grep -q liblenetpad || fail "is not shared"
    expect "$folder/static"
    ldd "$folder/static" | grep liblenetpad && fail "is not static"
    return 0
}
build_two c c99 "${CC:-cc}"
languages=C
if has_cxx; then
    build_two c++ c++11 "${CXX:-c++}"
    languages="C CXX"
fi

# ---- CMake -------------------------------------------------------------------------------------------

mkdir "$folder/user" "$folder/parent"
cp "$source/tests/nn/embedder.c" "$folder/user/embedder.c"
cp "$source/tests/nn/embedder.c" "$folder/user/embedder.cpp"
cat >"$folder/user/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.22)
project(user LANGUAGES $languages)
find_package(lenetpad $version REQUIRED COMPONENTS static)
foreach(kind lenetpad static)
    add_executable(C_\${kind} embedder.c)
    target_link_libraries(C_\${kind} PRIVATE lenetpad::\${kind})
    if(CMAKE_CXX_COMPILER)
        add_executable(CXX_\${kind} embedder.cpp)
        target_link_libraries(CXX_\${kind} PRIVATE lenetpad::\${kind})
    endif()
endforeach()
END
{ cmake -S "$folder/user" -B "$folder/user/build" && cmake --build "$folder/user/build"; } >"$folder/said" 2>&1 ||
    fail "$(cat "$folder/said")"
for language in $languages; do
    expect "$folder/user/build/${language}_lenetpad"
    expect "$folder/user/build/${language}_static"
done
sed -i "s/lenetpad $version/lenetpad 999/" "$folder/user/CMakeLists.txt"
cmake -S "$folder/user" -B "$folder/user/later" >"$folder/said" 2>&1 && fail "999 is there, it says"
grep -q 'version: ' "$folder/said" || fail "it is not said which version there is"

# Within another project: its targets and nothing else, neither tests nor files to install.
cat >"$folder/parent/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.22)
project(parent LANGUAGES C)
enable_testing()
add_subdirectory("$source" lenetpad)
foreach(kind lenetpad static)
    add_executable(C_\${kind} ../user/embedder.c)
    target_link_libraries(C_\${kind} PRIVATE lenetpad::\${kind})
endforeach()
END
cmake -S "$folder/parent" -B "$folder/parent/build" >"$folder/said" 2>&1 || fail "$(cat "$folder/said")"
ctest --test-dir "$folder/parent/build" -N | grep -q 'Total Tests: 0' || fail "there are tests in the parent's"
cmake --install "$folder/parent/build" --prefix "$folder/parent/prefix" >"$folder/said"
[ ! -e "$folder/parent/prefix" ] || fail "the parent installs the library"
if [ -n "${INSTALLED_BUILDS_PARENT:-}" ]; then # half a minute
    cmake --build "$folder/parent/build" -j2 >"$folder/said" 2>&1 || fail "$(cat "$folder/said")"
    expect "$folder/parent/build/C_lenetpad"
    expect "$folder/parent/build/C_static"
fi
