#!/usr/bin/env bash
# Kills training at random moments, on the command line and in the real window, and goes on each time.
#   tests/soak/kill_training.sh [--times N] [--window M] [--seed S] [--build FOLDER]
#                                                        (200 in all, 40 of them in the window, build)
# After each kill -9 the checkpoint has to be whole, its place in the run no earlier than before, the
# log a log of whole lines, and nothing may pile up beside them. A run that has come to its end through
# its kills must have the bytes of one that was never killed, and its log the same lines. The window has
# to offer to go on: the key that says yes is all it gets. Needs Xvfb, openbox and xdotool for the
# window; without them, exit code 77. Everything is in a folder of its own.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
times=200 in_window='' seed=$((RANDOM * 32768 + RANDOM)) build=$root/build
while [ $# -gt 1 ]; do
    case $1 in
    --times) times=$2 ;;
    --window) in_window=$2 ;;
    --seed) seed=$2 ;;
    --build) build=$2 ;;
    *) break ;;
    esac
    shift 2
done
in_window=${in_window:-$((times / 5))}
# shellcheck source=tests/soak/desk.sh
source "$root/tests/soak/desk.sh"
if [ $# != 0 ] || [ ! -x "$program" ] || [ "$in_window" -gt "$times" ]; then
    echo "wrong usage, or no $program; see the head of $0" >&2
    exit 2
fi
if [ "$in_window" -gt 0 ]; then
    desk_needs_screen
fi
RANDOM=$seed

desk_open kill
kills=0 whole=0 none=0 drafts=0 ends=0 offers=0 offered=0

fail() {
    echo "kill_training: $*; after $kills kills; --seed $seed" >&2
    ls -lAR "$folder" >&2 2>/dev/null || true
    [ -z "$manager" ] || import -window root "$build/kill_training.png" 2>/dev/null || true
    tail -n 20 "$folder"/*.log >&2 2>/dev/null || true
    exit 1
}

# ---- data: noise, which is learnt as hard as digits, though not as well -----------------------------

mkdir "$folder/work"
desk_noise train 60 '\0\0\2\130'
desk_noise t10k 10 '\0\0\0\144'

# ---- what is left after a kill --------------------------------------------------------------------

# The place in the run that a checkpoint keeps: "epoch batch", as one number.
place_of() {
    local header
    header=$(head -c 100000 "$1" | tr -d '\0' | grep -ao '"\(epoch\|batch\)": *"[0-9]*"' | tr -dc '0-9\n')
    # shellcheck disable=SC2086 # two words
    printf '%d%06d' $header
}

# $1: the checkpoint. It is read by the program itself, as whoever opens it would.
latest=0
check_checkpoint() {
    local place
    if [ ! -e "$1" ]; then
        none=$((none + 1))
        return
    fi
    "$program" test --model "$1" --data "$LENETPAD_DATA" >"$folder/test.log" 2>&1 ||
        fail "$1 is not whole"
    place=$(place_of "$1")
    [ "$place" -ge "$latest" ] || fail "$1 went back from $latest to $place"
    latest=$place
    whole=$((whole + 1))
}

count_kill() {
    kills=$((kills + 1))
    [ $((kills % 20)) != 0 ] || echo "$kills kills" >&2
}

# $1: a folder. What one killed writer leaves is cleared by the next.
check_leftovers() {
    local found
    found=$(find "$1" -name '.writing-*' | wc -l)
    [ "$found" -le 1 ] || fail "$found half-written files pile up in $1"
    drafts=$((drafts + found))
}

# $1: a log. Whole lines, each later than the one before.
check_log() {
    [ -e "$1" ] || return 0
    [ -z "$(tail -c 1 "$1" | tr -d '\n')" ] || fail "$1 ends in the middle of a line"
    awk -F, 'NF != 8 || (NR > 1 && $2 + 0 <= before) { exit 1 } { before = $2 + 0 }' "$1" ||
        fail "$1 has a broken line, or one twice"
}

# A moment's rest between 0 and $1 milliseconds.
random_rest() {
    local ms=$(((RANDOM * 32768 + RANDOM) % $1))
    sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
}

now_ms() {
    date +%s%3N
}

# ---- the command line ---------------------------------------------------------------------------

# The log without what depends on the machine's speed.
without_speed() {
    cut -d, -f1-7 "$1"
}

# Fills `words`; $1: the seed, $2: the model, then other options.
train_words() {
    words=("$program" train --epochs 60 --batch 20 --data "$LENETPAD_DATA" --seed "$1"
        --threads $(($1 % 2 + 1)) --log "$2.csv" --out "$2" "${@:3}")
}

train() {
    train_words "$@"
    "${words[@]}" >>"$folder/train.log" 2>&1 || fail "run $1 failed"
}

# The model is written, and the checkpoint removed after it. $1: the model
run_is_over() {
    [ -e "$1" ] && [ ! -e "$1.checkpoint" ]
}

# Once more, until it comes to its end (status 0) or is killed before. $1: the run's number, $2: how long
# it takes whole. A kill may also come when all is written and the program is about to leave.
live_once() {
    local out=$folder/work/run code=0
    train_words "$1" "$out"
    [ ! -e "$out.checkpoint" ] || words+=(--resume)
    "${words[@]}" >>"$folder/train.log" 2>&1 &
    pid=$!
    random_rest $(($2 / 3 + 20))
    kill -KILL "$pid" 2>/dev/null || true
    { wait "$pid" || code=$?; } 2>/dev/null
    pid=''
    case $code in
    0) return 0 ;;
    137) count_kill ;;
    *) fail "run $1 ended by itself with $code" ;;
    esac
    check_leftovers "$folder/work"
    check_log "$out.csv"
    ! run_is_over "$out" || return 0
    check_checkpoint "$out.checkpoint"
    return 1
}

kill_on_command_line() { # $1: how often
    local run=0 began took reference=$folder/reference out=$folder/work/run
    while [ $kills -lt "$1" ]; do
        run=$((run + 1)) latest=0
        began=$(now_ms)
        train $run "$reference"
        took=$(($(now_ms) - began))
        until live_once $run $took || [ $kills -ge "$1" ]; do :; done
        if ! run_is_over "$out"; then # the last run is let to its end
            if [ -e "$out.checkpoint" ]; then train $run "$out" --resume; else train $run "$out"; fi
        fi
        cmp "$out" "$reference" || fail "run $run ended in other bytes"
        cmp <(without_speed "$out.csv") <(without_speed "$reference.csv") ||
            fail "the log of run $run is another one"
        ends=$((ends + 1))
        rm -f "$out" "$out.csv" "$out".*.lock
        [ -z "$(ls -A "$folder/work")" ] || fail "something is left beside the finished run"
        rm "$reference" "$reference.csv"
    done
}

# ---- the window ---------------------------------------------------------------------------------

kept=$folder/.local/state/lenetpad/training.safetensors
own=$folder/.local/share/lenetpad

# Waits for a command to succeed; $1: what for, in words.
await() {
    local what=$1 end=$((SECONDS + 240))
    shift
    until "$@"; do
        kill -0 "$pid" 2>/dev/null || fail "the window is gone, waiting for $what"
        [ $SECONDS -lt $end ] || fail "waited in vain for $what"
        sleep 0.05
    done
}

open_window() {
    "$program" >>"$folder/program.log" 2>&1 </dev/null &
    pid=$!
    await "a window" desk_find_window
    xdotool windowactivate --sync "$window"
    await "its first reading" has_read
}

# It answers to keys from then on.
has_read() {
    case $(xdotool getwindowname "$window" 2>/dev/null || true) in *"nothing drawn"*) ;; *) return 1 ;; esac
}

# The weights of a model, without the words about them.
weights_of() {
    local header
    header=$(od -An -tu8 -N8 "$1" | tr -d ' ')
    tail -c +$((header + 9)) "$1"
}

has_moved() { # $1: the place before
    [ ! -e "$kept" ] && compgen -G "$own/trained*.safetensors" >/dev/null && return # to its end
    [ -e "$kept" ] && [ "$(place_of "$kept" 2>/dev/null || echo 0)" -gt "$1" ]
}

is_at_end() {
    [ ! -e "$kept" ] && compgen -G "$own/trained*.safetensors" >/dev/null
}

# The window is open. If a run is kept it offers to go on with it, and Return says yes; else a run is
# begun.
go_on() {
    offered=0
    if [ -e "$kept" ]; then
        offered=1
        xdotool key --clearmodifiers Return
    else
        xdotool key --clearmodifiers ctrl+t
        sleep 0.3
        xdotool key --clearmodifiers Return
    fi
}

check_end_of_window() {
    local model
    for model in "$own"/trained*.safetensors; do
        cmp <(weights_of "$model") <(weights_of "$folder/reference") ||
            fail "the window's run ended in other weights"
    done
    # With the weights goes what names them: a start without them would say so first.
    rm -f "$own"/trained*.safetensors "$kept.lock" "$folder/.config/lenetpad/settings.json"
    check_leftovers "$(dirname "$kept")"
    ends=$((ends + 1)) latest=0
}

kill_in_window() { # $1: how often
    local goal=$((kills + $1))
    desk_start_screen
    desk_noise train 12 '\0\0\0\170' # less: a run is of 300 epochs, and is drawn
    "$program" train --data "$LENETPAD_DATA" --out "$folder/reference" >"$folder/train.log" 2>&1
    while [ $kills -lt $goal ]; do
        open_window
        go_on
        if [ $((RANDOM % 4)) != 0 ]; then # else it is killed on its way there
            await "the run to go on" has_moved "$latest"
            offers=$((offers + offered))
        fi
        random_rest 1500
        kill -KILL "$pid"
        { wait "$pid" || true; } 2>/dev/null
        pid=''
        count_kill
        check_leftovers "$(dirname "$kept")"
        if is_at_end; then
            check_end_of_window
        else
            check_checkpoint "$kept"
        fi
    done
    [ "$latest" != 0 ] || return 0
    open_window # the last run is let to its end
    go_on
    await "the run's end" is_at_end
    offers=$((offers + offered))
    kill -KILL "$pid"
    { wait "$pid" || true; } 2>/dev/null
    pid=''
    check_end_of_window
}

echo "kill_training: --times $times --window $in_window --seed $seed"
[ "$times" -le "$in_window" ] || kill_on_command_line $((times - in_window))
echo "command line: $kills kills, $whole checkpoints whole, $none before there was one, $drafts" \
    "half-written files cleared, $ends runs ended in the same bytes and lines"
if [ "$in_window" -gt 0 ]; then
    before=$kills whole=0 none=0 drafts=0 ends=0
    kill_in_window "$in_window"
    echo "window: $((kills - before)) kills, $whole checkpoints whole, $none before there was one," \
        "$offers times the run was seen to go on from the offer, $ends runs ended in the same weights"
fi
