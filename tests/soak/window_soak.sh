#!/usr/bin/env bash
# Draws in the real window for some minutes while it trains, and then ends it by SIGTERM.
#   tests/soak/window_soak.sh [--minutes N] [--build FOLDER]      (10 minutes, build)
# Fails if the window stops answering, if a sanitizer reports anything, if memory keeps growing, or if
# the end is not orderly: exit code 0 and a checkpoint that can be gone on from. Needs Xvfb, openbox and
# xdotool; everything else is in a folder of its own. For data races:
#   cmake --preset tsan && cmake --build --preset tsan && tests/soak/window_soak.sh --build build-tsan
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
minutes=10 build=$root/build
while [ $# -gt 1 ]; do
    case $1 in
    --minutes) minutes=$2 ;;
    --build) build=$2 ;;
    *) break ;;
    esac
    shift 2
done
# shellcheck source=tests/soak/desk.sh
source "$root/tests/soak/desk.sh"
if [ $# != 0 ] || [ ! -x "$program" ]; then
    echo "wrong usage, or no $program; see the head of $0" >&2
    exit 2
fi

desk_needs_screen
desk_open soak
last_key=none rounds=0

fail() {
    echo "soak: $*, after $rounds rounds; the last key was $last_key" >&2
    import -window root "$build/soak.png" 2>/dev/null && echo "see $build/soak.png" >&2
    [ -z "$pid" ] || gdb -p "$pid" -batch -ex 'thread apply all backtrace 12' >&2 2>/dev/null || true
    tail -n 40 "$folder"/program.log "$folder"/sanitizer.* >&2 2>/dev/null || true
    exit 1
}

# ---- a desk -------------------------------------------------------------------------------------

export TSAN_OPTIONS="log_path=$folder/sanitizer halt_on_error=0 suppressions=$root/tests/tsan.supp"
# Freed memory that is kept for a while would look like growth.
export ASAN_OPTIONS="log_path=$folder/sanitizer quarantine_size_mb=8"
export LSAN_OPTIONS="suppressions=$root/tests/lsan.supp:print_suppressions=0"

desk_start_screen

# ---- data: noise, which keeps a training busy as well as digits do ----------------------------------

desk_noise train 400 '\0\0\17\240'
desk_noise t10k 40 '\0\0\1\220'

# ---- the window ---------------------------------------------------------------------------------

"$program" >"$folder/program.log" 2>&1 </dev/null &
pid=$!

alive() {
    kill -0 $pid 2>/dev/null && return
    local code=0
    wait $pid || code=$?
    fail "the program ended by itself with $code"
}

# Waits until the title lacks ($1 is "lacks") or has the words $2.
await_title() {
    local end=$((SECONDS + 90)) title=''
    while [ $SECONDS -lt $end ]; do
        alive
        title=$(xdotool getwindowname "$window" 2>/dev/null || true)
        case $1:$title in
        *:) ;;
        lacks:*"$2"*) ;;
        lacks:* | has:*"$2"*) return 0 ;;
        esac
        sleep 0.1
    done
    fail "the window does not answer; its title stays \"$title\""
}

resident_kb() {
    awk '/^VmRSS:/ { print $2 }' "/proc/$pid/status"
}

for _ in $(seq 600); do
    alive
    ! desk_find_window || break
    sleep 0.1
done
[ -n "$window" ] || fail "no window after a minute"
xdotool windowactivate --sync "$window"
await_title has "nothing drawn"

# Somewhere on the pad: the left upper part of the window.
stroke() {
    local moves=() i
    for ((i = 0; i < 12; i++)); do
        moves+=(mousemove_relative -- $((RANDOM % 41 - 20)) $((RANDOM % 41 - 20)) sleep 0.01)
    done
    xdotool mousemove --window "$window" $((120 + RANDOM % 120)) $((140 + RANDOM % 120)) \
        mousedown 1 "${moves[@]}" mouseup 1
}

# What a person does beside drawing: looks, sizes, menus, undo.
fidget() {
    local keys=(F2 F3 F4 F5 F6 ctrl+z ctrl+y t l m ctrl+plus ctrl+minus ctrl+0 ctrl+3 ctrl+a
        bracketright bracketleft r F10 Right Down Escape F1 Escape ctrl+i Escape)
    last_key=${keys[RANDOM % ${#keys[@]}]}
    xdotool key "$last_key"
    xdotool mousemove --window "$window" $((RANDOM % 1200)) $((RANDOM % 700))
    [ $((RANDOM % 8)) != 0 ] ||
        xdotool windowsize "$window" $((1024 + RANDOM % 300)) $((700 + RANDOM % 150))
}

started=$SECONDS first_kb=0
while [ $((SECONDS - started)) -lt $((minutes * 60)) ]; do
    if [ $((rounds % 10)) = 0 ]; then # nothing while it trains; a new run if one has ended
        xdotool key Escape key Escape key ctrl+t
        sleep 0.5
        xdotool key Return
        sleep 0.5
        xdotool key Return # in place of a kept one
    fi
    fidget
    xdotool key Escape key Escape key Escape key c
    await_title has "nothing drawn"
    stroke
    stroke
    await_title lacks "nothing drawn"
    rounds=$((rounds + 1))
    if [ "$first_kb" = 0 ] && [ $((SECONDS - started)) -ge $((minutes * 15)) ]; then
        first_kb=$(resident_kb)
    fi
    ! compgen -G "$folder/sanitizer.*" >/dev/null || fail "a report"
done
last_kb=$(resident_kb)
processor=$(awk '{ print int(($14 + $15) / 100) }' "/proc/$pid/stat")

# ---- the end ------------------------------------------------------------------------------------

kill -TERM $pid
code=0
wait $pid || code=$?
pid=''
compgen -G "$folder/sanitizer.*" >/dev/null && fail "a report at the end"
[ $code = 0 ] || fail "exit code $code after SIGTERM"
[ -s "$folder/.local/state/lenetpad/training.safetensors" ] || fail "no checkpoint was kept"
# A quarter of the time is for warming up; then only the history of strokes grows.
[ "$last_kb" -lt $((first_kb * 3 / 2 + 65536)) ] ||
    fail "memory grew from $first_kb to $last_kb KB"
echo "soak: $rounds rounds in $((SECONDS - started)) s, $processor s of processor time," \
    "$first_kb to $last_kb KB, no report"
