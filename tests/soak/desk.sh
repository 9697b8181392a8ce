# shellcheck shell=bash disable=SC2034 # what is set here is used by those who source it
# What every soak has: a folder of its own that is the program's home, a screen of its own with a
# window manager, data to train on, and an end that leaves nothing behind. Sourced, with `set -euo
# pipefail`, after `build` is known:
#   desk_open NAME        makes `folder`, and takes it away again at the end
#   desk_start_screen     Xvfb and openbox; the processes are `server` and `manager`
#   desk_noise NAME TENS COUNT, desk_find_window, desk_needs_screen
# `program` is the program, and whoever starts it sets `pid` ('' while it does not run): it is killed
# at the end, too.

# shellcheck disable=SC2154 # build
program=$(realpath -m "$build")/lenetpad
folder='' server='' manager='' window='' pid=''

desk_clean_up() {
    local process
    for process in $pid $manager $server; do
        kill -KILL "$process" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$folder"
}

desk_open() {
    local variable
    folder=$(mktemp -d "/tmp/lenetpad-$1-XXXXXX")
    trap desk_clean_up EXIT
    for variable in XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME XDG_CACHE_HOME WAYLAND_DISPLAY \
        XDG_RUNTIME_DIR SDL_VIDEODRIVER; do
        unset $variable
    done
    export HOME=$folder LENETPAD_DATA=$folder/data
    # What an emulated graphics card does in threads of its own is not ours.
    export SDL_RENDER_DRIVER=software SDL_FRAMEBUFFER_ACCELERATION=0
    mkdir "$LENETPAD_DATA"
}

# Without them, exit code 77: the test is left out.
desk_needs_screen() {
    local tool
    for tool in Xvfb openbox xdotool; do
        command -v $tool >/dev/null || { echo "no $tool" >&2 && exit 77; }
    done
}

desk_start_screen() {
    local number
    mkfifo "$folder/display"
    Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -noreset 3>"$folder/display" \
        >"$folder/xvfb.log" 2>&1 &
    server=$!
    read -r number <"$folder/display"
    export DISPLAY=:$number
    openbox >"$folder/openbox.log" 2>&1 &
    manager=$!
    for _ in $(seq 100); do
        xdotool get_num_desktops >/dev/null 2>&1 && return
        sleep 0.1
    done
    fail "the window manager does not answer"
}

# Data that is learnt as hard as digits, though not as well. $1: how the names begin, $2: how many tens
# of images, $3: their number as four bytes
desk_noise() {
    { printf '\0\0\10\3%b\0\0\0\34\0\0\0\34' "$3" && head -c $(($2 * 7840)) /dev/urandom; } \
        >"$LENETPAD_DATA/$1-images-idx3-ubyte"
    # shellcheck disable=SC2046 # one word for each ten
    { printf '\0\0\10\1%b' "$3" && printf '\0\1\2\3\4\5\6\7\10\11%.0s' $(seq "$2"); } \
        >"$LENETPAD_DATA/$1-labels-idx1-ubyte"
}

# Whether the program's window is there; then `window` is it.
desk_find_window() {
    window=$(xdotool search --onlyvisible --name '^LeNet Pad' 2>/dev/null | head -n 1 || true)
    [ -n "$window" ]
}
