#!/usr/bin/env bash
# A person's way with the .debs: they are built, looked at by lintian, the program's goes into a fresh Debian
# with what it depends on, runs there, opens its files, and goes out again without a trace; the library's
# serve a program that was built with them. Needs root, mmdebstrap, lintian, pkg-config and a Debian mirror
# (that of this machine's apt), and some minutes. 77 without these.
#
#   tests/package/deb.sh [--build DIR] [--suite NAME] [--picture FILE]
#
# --build takes a build that is there instead of a new one; it must be of this suite. With Xvfb, openbox,
# xdotool and ImageMagick's import, the window is opened as a double click on a model does, and --picture
# keeps what is to be seen then.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build='' suite=bookworm picture=''
while [ $# -gt 1 ]; do
    case $1 in
    --build) build=$(realpath "$2") ;;
    --suite) suite=$2 ;;
    --picture) picture=$(realpath "$2") ;;
    *) break ;;
    esac
    shift 2
done
[ $# = 0 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" && exit 2; }

skip() {
    echo "deb.sh: $*" >&2
    exit 77
}
fail() {
    echo "deb.sh: $*" >&2
    exit 1
}
step() {
    printf '== %s (after %d s)\n' "$*" $SECONDS
}

[ "$(id -u)" = 0 ] || skip "only root can make a system within this one"
for tool in mmdebstrap lintian cpack unshare pkg-config; do
    command -v $tool >/dev/null || skip "$tool is not there"
done
# shellcheck disable=SC2016 # apt fills these in
mapfile -t mirrors < <(apt-get indextargets 'Created-By: Packages' 'Origin: Debian' \
    --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' | sort -u | grep -E " $suite(-updates|-security)? ")
[ ${#mirrors[@]} -gt 0 ] || skip "apt knows no mirror of Debian $suite"

work=$(mktemp -d)
root=$work/root display_pid='' desk_pid=''
tidy() {
    [ -z "$desk_pid" ] || kill "$desk_pid" 2>/dev/null || true
    [ -z "$display_pid" ] || kill "$display_pid" 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap tidy EXIT

# In the fresh system, in processes of its own: whatever is started there ends with the command.
within() {
    unshare --mount --pid --fork --kill-child --root="$root" --mount-proc \
        env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" "$@"
}
apt_within() {
    within apt-get -qq -y -o Dpkg::Use-Pty=0 "$@" >"$work/apt.txt" 2>&1 || {
        cat "$work/apt.txt" >&2
        fail "apt-get $* failed"
    }
}
# All files but for what the package manager keeps of its own doings, and the caches of others: of manuals,
# fonts and libraries.
list_files() {
    (cd "$root" && find . -xdev \( -path ./var/log -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o \
        -path ./var/cache -o -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./run \) -prune -o -print | LC_ALL=C sort)
}

# ---- the package

if [ -z "$build" ]; then
    step "a clean build"
    build=$work/build
    cmake -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >/dev/null
    cmake --build "$build" --parallel "$(getconf _NPROCESSORS_ONLN)" >"$work/build.txt" ||
        { tail -30 "$work/build.txt" && fail "the build failed"; }
fi
step "the package"
(cd "$build" && cpack -G DEB -B "$work/package" >/dev/null)
deb=$(echo "$work"/package/lenetpad_*.deb)
[ -f "$deb" ] || fail "cpack has made no lenetpad_*.deb"
lintian --allow-root --fail-on error,warning "$work"/package/*.deb

# ---- a fresh system, as it is with a desktop's tools

step "a fresh Debian $suite"
desktop=man-db,shared-mime-info,desktop-file-utils,libglib2.0-bin,gtk-update-icon-cache,hicolor-icon-theme
mmdebstrap --quiet --variant=apt --dpkgopt=force-unsafe-io --include="$desktop" "$suite" "$root" \
    "${mirrors[@]}" || fail "mmdebstrap could not make a system"
cp /etc/resolv.conf "$root/etc/resolv.conf"
list_files >"$work/before.txt"
cp "$deb" "$root/tmp/lenetpad.deb"
apt_within update
step "apt install"
apt_within install --no-install-recommends /tmp/lenetpad.deb
within dpkg --audit

step "the program runs"
within lenetpad --version
# A ring on paper is a zero.
within awk 'BEGIN { print "P2 96 96 255"
    for (y = -48; y < 48; y++) for (x = -48; x < 48; x++) {
        r = sqrt(x * x * 1.6 + y * y); print (r > 28 && r < 36) ? 10 : 250 } }' >"$root/tmp/ring.pgm"
within lenetpad classify /tmp/ring.pgm | tee "$work/read.txt"
grep -q ': 0' "$work/read.txt" || fail "the ring is not read as a zero"
within lenetpad shot --out /tmp/shot.png
[ -s "$root/tmp/shot.png" ] || fail "there is no picture of the window"
if [ -f "$root/usr/share/man/man1/lenetpad.1.gz" ]; then
    within man --where lenetpad >/dev/null || fail "man does not find its page"
fi

step "its files are known"
cp "$source/assets/lenet5.safetensors" "$root/tmp/mine.safetensors"
printf 'digit 7\nstroke 1,2 3,4\n' >"$root/tmp/seven.strokes"
for pair in mine.safetensors=application/vnd.lenetpad.model+safetensors \
    seven.strokes=text/vnd.lenetpad.strokes; do
    within gio info -a standard::content-type "/tmp/${pair%=*}" >"$work/type.txt"
    grep -qF ": ${pair#*=}" "$work/type.txt" || fail "${pair%=*} is not ${pair#*=}: $(cat "$work/type.txt")"
    within gio mime "${pair#*=}" | grep '^Default.*lenetpad.desktop' ||
        fail "${pair#*=} is not opened with the program"
done

# ---- double click

open_window() {
    local number=90 window=''
    while [ -e /tmp/.X$number-lock ]; do number=$((number + 1)); done
    Xvfb :$number -screen 0 1280x900x24 -nolisten tcp >/dev/null 2>&1 &
    display_pid=$!
    export DISPLAY=:$number
    sleep 2
    openbox >/dev/null 2>&1 &
    desk_pid=$!
    # gio starts what the desktop has for the file, and ends: the program must be waited for.
    within sh -c "DISPLAY=:$number gio open /tmp/mine.safetensors && sleep 15" &
    for _ in $(seq 40); do
        sleep 0.5
        window=$(xdotool search --onlyvisible --class lenetpad 2>/dev/null | head -1) || true
        [ -z "$window" ] || break
    done
    [ -n "$window" ] || fail "no window has opened"
    sleep 3
    xdotool getwindowname "$window"
    [ -z "$picture" ] || import -window root "$picture"
    wait $! || true
}
if command -v Xvfb >/dev/null && command -v openbox >/dev/null && command -v xdotool >/dev/null; then
    step "a double click on a model"
    open_window
fi

# ---- the library

step "apt install liblenetpad0 liblenetpad-dev"
for package in liblenetpad0 liblenetpad-dev; do
    cp "$work/package/${package}"_*.deb "$root/tmp/$package.deb"
done
apt_within install --no-install-recommends /tmp/liblenetpad0.deb /tmp/liblenetpad-dev.deb
within dpkg --audit
# shellcheck disable=SC2046 # words
"${CC:-cc}" -o "$root/tmp/read_strokes" "$source/examples/read_strokes.c" \
    $(PKG_CONFIG_LIBDIR=$root/usr/share/pkgconfig:$(echo "$root"/usr/lib/*/pkgconfig) \
        pkg-config --cflags --libs lenetpad) ||
    fail "a program that uses the library cannot be built"
within /tmp/read_strokes /tmp/mine.safetensors /tmp/seven.strokes | grep . || fail "the library reads nothing"
apt_within purge liblenetpad0 liblenetpad-dev

# ---- and out again

step "apt purge"
rm -rf "$root/root/.config" "$root/root/.local" "$root/root/.cache" # a person's own, as the program makes them
apt_within purge lenetpad
apt_within autoremove --purge
list_files >"$work/after.txt"
diff "$work/before.txt" "$work/after.txt" || fail "the package has left something behind (>)"
step "no trace"
