#!/bin/sh
# What `cmake --install` lays down is what files.txt says, and runs from there; what `./run install` places
# is taken away again by `./run uninstall` without a trace of its own, also after a second install.
#
#   tests/package/installed.sh BUILD SOURCE
set -eu
build=$1 source=$2
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

fail() {
    echo "$*" >&2
    exit 1
}

# ---- what there is
DESTDIR=$here/stage cmake --install "$build" --prefix /opt/pad --component program >/dev/null
(cd "$here/stage/opt/pad" && find . -type f | sed 's/^..//' | LC_ALL=C sort) >"$here/files.txt"
sed -e '/^#/d' "$source/tests/package/files.txt" | LC_ALL=C sort >"$here/wanted.txt"
# Each command has a page; one stands for all.
sed -i '/man1.lenetpad-/d' "$here/files.txt"
# Where the program cannot print its manual, neither is there.
grep -q '^share/man/' "$here/files.txt" || sed -i '/man1\|complet\|site-functions/d' "$here/wanted.txt"
diff "$here/wanted.txt" "$here/files.txt" || fail "(< files.txt, > what was installed)"
grep -qx 'Exec="/opt/pad/bin/lenetpad" %f' "$here/stage/opt/pad/share/applications/lenetpad.desktop" ||
    fail "the desktop entry does not start the program of its own prefix"

# ---- placed where others are, twice
prefix=$here/home/a\ place
mkdir -p "$prefix/share/man/man1" "$prefix/share/applications" "$prefix/share/empty"
echo other >"$prefix/share/applications/other.txt"
(cd "$here/home" && find . | sort) >"$here/before.txt"
for _ in 1 2; do
    DESTDIR=$here/again cmake --install "$build" --prefix "$prefix" --component program >/dev/null
    "$source/assets/desktop/place.sh" place "$here/again" "$prefix"
    # The second one has one file less, which goes.
    [ ! -e "$prefix/share/doc/lenetpad/README.old" ] || fail "an old file is still there"
    echo old >"$prefix/share/doc/lenetpad/README.old"
    echo 'f share/doc/lenetpad/README.old' >>"$prefix/share/lenetpad/installed"
done
"$prefix/bin/lenetpad" --version | grep -q '^lenetpad [0-9]' || fail "it does not say its version"
"$prefix/bin/lenetpad" shot --size 640x480 --out "$here/shot.png" >/dev/null ||
    fail "it does not find its module or its weights"
"$prefix/bin/lenetpad" shot --language de --size 640x480 --out "$here/shot.png" >/dev/null ||
    fail "it does not find its languages"
"$source/assets/desktop/place.sh" remove "$prefix"
(cd "$here/home" && find . | sort) | diff "$here/before.txt" - || fail "(> left behind, < taken away)"
if "$source/assets/desktop/place.sh" remove "$prefix" 2>"$here/said.txt"; then
    fail "what is not there was taken away"
fi
grep -q 'is not installed' "$here/said.txt" || fail "it does not say that it is not installed"


# ---- what did not come to its end can be taken away, too
(cd "$here/home" && find . | sort) >"$here/before.txt"
mkdir -p "$here/bin"
cat >"$here/bin/cp" <<'END'
#!/bin/sh
case $1 in */lenetpad.desktop | */lenet5.safetensors) exit 1 ;; esac
exec /bin/cp "$@"
END
chmod +x "$here/bin/cp"
if PATH=$here/bin:$PATH "$source/assets/desktop/place.sh" place "$here/again" "$prefix" 2>/dev/null; then
    fail "a file that cannot be copied is no fault"
fi
"$source/assets/desktop/place.sh" remove "$prefix"
(cd "$here/home" && find . | sort) | diff "$here/before.txt" - || fail "(> left behind by half an installation)"
