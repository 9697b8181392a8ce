#!/bin/sh
# Reads every digit of a strokes file with the one model of six that has not seen its writer.
#
#   KEEP=FOLDER tests/reference/six_fold.sh DATA STROKES
#   tests/reference/read_folds.sh FOLDER STROKES [options of lenetpad strokes]
#
# With TEMPERATURE, PROBABILITY and LOGIT in the environment, also how often these models are sure with
# that calibration, and how often they are right then.
set -eu

if [ $# -lt 2 ]; then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
folder=$1 strokes=$2
shift 2
lenetpad=${LENETPAD:-build/lenetpad}
model=$(mktemp)
trap 'rm -f "$model"' EXIT
trap 'exit 130' INT TERM

sed 's/^fold \([0-9]*\), writers \(.*\): correct .*/\1 \2/' "$folder/folds.txt" |
    while read -r fold writers; do
        if [ -n "${TEMPERATURE:-}" ]; then
            "$lenetpad" calibrate --model "$folder/fold$fold.safetensors" \
                --temperature "$TEMPERATURE" --probability "$PROBABILITY" --logit "$LOGIT" \
                --out "$model" >/dev/null
        else
            cp "$folder/fold$fold.safetensors" "$model"
        fi
        "$lenetpad" strokes --model "$model" --writers "$writers" "$@" "$strokes"
    done |
    sed -n -e 's/^correct [^(]*(\([0-9]*\) of \([0-9]*\)).*/\1 \2 0 0/p' \
        -e 's/^sure of [^(]*(\([0-9]*\) of .*(\([0-9]*\) wrong).*/0 0 \1 \2/p' |
    awk -v sure="${TEMPERATURE:-}" '{ right += $1; all += $2; sure_count += $3; wrong += $4 }
        END {
            printf "correct %.2f%% (%d of %d)\n", 100 * right / all, right, all
            if (sure != "" && sure_count > 0)
                printf "sure of %.2f%%, right in %.2f%% of these (%d wrong)\n",
                    100 * sure_count / all, 100 - 100 * wrong / sure_count, wrong
        }'
