#!/bin/sh
# How well does the recipe read people whom a network has never seen? Trains the whole recipe without
# some writers, whole providers of UNIPEN and MNIST's last 10,000 training images, and reads those.
#
#   tests/reference/held_out.sh DATA PENS UNIPEN PROVIDERS WRITERS [options of lenetpad train]
#
# DATA is the folder of MNIST's files, PENS and UNIPEN are strokes files (in the program's own text;
# UNIPEN with all that untrue_labels.txt lists).
# PROVIDERS are left out of UNIPEN whole: "syn|tos". The first training leaves out ibm besides, many of
# whose labels are untrue; the second learns every other drawing whose label is true (true_drawings.py).
# WRITERS are left out of PENS: "6,12,18,24,30". LENETPAD names the program, CALIBRATION its three options,
# KEEP a folder for the models and for what was read of whom (unipen.json, pens.json; see hardest.py).
# The options go to both trainings, but for what the second has of its own: --epochs, --rate,
# --strokes-every, --strokes-repeat, --ways.
set -eu

if [ $# -lt 5 ]; then
    sed -n '2,17s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
data=$1 pens=$2 unipen=$3 providers=$4 writers=$5
shift 5
lenetpad=${LENETPAD:-build/lenetpad}
calibration=${CALIBRATION:---temperature 0.7 --probability 0.965 --logit 4.2}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Writers of some providers: "syn-1,syn-2".
writers_of() {
    grep -oE "^digit . writer ($1)-[0-9]+" "$unipen" | cut -d ' ' -f 4 | sort -u | paste -s -d , -
}
for provider in $(printf '%s' "$providers" | tr '|' ' '); do
    [ -n "$(writers_of "$provider")" ] || { echo "$unipen: no writer of a provider $provider" >&2; exit 1; }
done
held=$(writers_of "$providers")
[ -n "$held" ] || { echo "no provider is named that is left out" >&2; exit 2; }
python3 "$(dirname "$0")/true_drawings.py" "$unipen" >"$work/true.txt"

# The recipe: learn, learn on with the rarest ways of writing, and go a little farther the same way.
learn() {
    "$lenetpad" train --data "$data" --hold-out 10000 --strokes "$pens" --nondigits 7000 "$@"
}
learn --strokes "$unipen" --hold-out-writers "$(writers_of "$providers|ibm"),$writers" \
    --strokes-every 1 "$@" --out "$work/learnt" >"$work/train.txt"
learn --strokes "$work/true.txt" --hold-out-writers "$held,$writers" "$@" --from "$work/learnt" \
    --epochs 140 --rate 0.5 --strokes-every 2 --strokes-repeat 3 --ways 2 --out "$work/more" >"$work/on.txt"
"$lenetpad" blend --model "$work/learnt" --with "$work/more" --share 1.05 --data "$data" --hold-out 10000 \
    --out "$work/model" >"$work/blend.txt"
# shellcheck disable=SC2086 # several options
"$lenetpad" calibrate --model "$work/model" $calibration --out "$work/model" >"$work/calibrate.txt"
echo "before it learnt on: MNIST $(grep -o 'test-error [0-9.]*%' "$work/train.txt" | tail -n 1)"
error=$(sed -n 's/^error \([0-9.]*%\).*/\1/p' "$work/blend.txt")
[ -n "$error" ] || { echo "lenetpad blend named no error on MNIST" >&2; exit 1; }
echo "MNIST held out: $error"

# A pipe would hide that the program failed.
read_digits() {
    "$lenetpad" strokes --model "$work/model" --writers "$@" >"$work/read.txt"
    head -n 3 "$work/read.txt"
}
echo "$providers:"
read_digits "$held" "$unipen"
echo "writers $writers:"
read_digits "$writers" "$pens"
"$lenetpad" strokes --model "$work/model" --non-digits --kept-back
if [ -n "${KEEP:-}" ]; then
    mkdir -p "$KEEP"
    cp "$work/model" "$KEEP/model.safetensors"
    cp "$work/learnt" "$KEEP/learnt.safetensors"
    cp "$work/more" "$KEEP/more.safetensors"
    "$lenetpad" strokes --model "$work/model" --writers "$writers" --json "$pens" >"$KEEP/pens.json"
    "$lenetpad" strokes --model "$work/model" --writers "$held" --json "$unipen" >"$KEEP/unipen.json"
fi
