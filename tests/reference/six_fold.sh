#!/bin/sh
# How well does the recipe read people whom it has never seen? Six times: trains on MNIST and all
# writers of a strokes file but every sixth, then reads those that were left out. MNIST's last 10,000
# training images are left out as well, and tested on; MNIST's test set takes no part.
#
#   tests/reference/six_fold.sh DATA STROKES [options of lenetpad train]
#
# DATA is the folder of MNIST's files. LENETPAD names the program (build/lenetpad if it does not), KEEP
# a folder for the six models and the list of their writers, for read_folds.sh.
# With the whole recipe a fold takes some minutes.
set -eu

if [ $# -lt 2 ]; then
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
data=$1 strokes=$2
shift 2
lenetpad=${LENETPAD:-build/lenetpad}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
keep=${KEEP:-$work}
mkdir -p "$keep"
: >"$keep/folds.txt"
trap 'exit 130' INT TERM

# The program itself says who wrote what, so that any file that it reads will do. Numbers in their
# order, then names: the order of the digits does not matter.
"$lenetpad" strokes --json "$strokes" >"$work/digits.json"
sed -n 's/^.*"writer":[[:space:]]*"\(.*\)",\{0,1\}$/\1/p' "$work/digits.json" | LC_ALL=C sort -u |
    LC_ALL=C sort -n >"$work/writers.txt"
if [ "$(wc -l <"$work/writers.txt")" -lt 6 ]; then
    echo "$strokes names fewer than six writers" >&2
    exit 1
fi

# Every sixth writer, from the given one on: "3,9,15,21,27".
writers_of_fold() {
    awk -v fold="$1" 'NR % 6 == fold % 6' "$work/writers.txt" | paste -s -d , -
}

for fold in 1 2 3 4 5 6; do
    writers=$(writers_of_fold "$fold")
    "$lenetpad" train --data "$data" --hold-out 10000 --strokes "$strokes" \
        --hold-out-writers "$writers" "$@" --out "$keep/fold$fold.safetensors" >"$work/train.txt"
    "$lenetpad" strokes --model "$keep/fold$fold.safetensors" --writers "$writers" "$strokes" \
        >"$work/read.txt"
    printf 'fold %d, writers %s: %s; MNIST held out: %s\n' "$fold" "$writers" \
        "$(grep -o 'correct [0-9.]*% ([0-9]* of [0-9]*)' "$work/read.txt" | head -n 1)" \
        "$(grep -o 'test-error [0-9.]*%' "$work/train.txt" | tail -n 1)" | tee -a "$keep/folds.txt"
done
sed 's/.*correct [0-9.]*% (\([0-9]*\) of \([0-9]*\)).*error \([0-9.]*\)%.*/\1 \2 \3/' \
    "$keep/folds.txt" | awk '{ right += $1; all += $2; error += $3 }
    END { printf "all folds: correct %.2f%% (%d of %d); MNIST held out: mean error %.3f%%\n",
                 100 * right / all, right, all, error / NR }'
