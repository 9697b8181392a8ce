#!/bin/sh
# How well does the recipe read everyone, each person by a network that has never seen them? Six runs of
# held_out.sh: each leaves out one provider of UNIPEN whole and every sixth of the 30 pen writers. Prints
# what each run does, then all together, with the least and the most of the runs; the provider ibm, whose
# labels are not all true, is not among them (see true_labels.py).
#
#   tests/reference/everyone.sh DATA PENS UNIPEN [options of lenetpad train]
#
# The arguments are those of held_out.sh; KEEP is a folder for a folder of each run.
set -eu

if [ $# -lt 3 ]; then
    sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
data=$1 pens=$2 unipen=$3
shift 3
here=$(dirname "$0")
out=$(mktemp) run=$(mktemp)
trap 'rm -f "$out" "$run"' EXIT
trap 'exit 130' INT TERM

fold=0
for provider in syn ced tos val apple ibm; do
    fold=$((fold + 1))
    KEEP=${KEEP:+$KEEP/$fold} "$here/held_out.sh" "$data" "$pens" "$unipen" "$provider" \
        "$(seq -s , $fold 6 30)" "$@" >"$run" # and not into a pipe, which would hide that it failed
    tee -a "$out" <"$run"
done

# Digits of "correct 99% (1 of 2)", and of "sure of 95% (1 of 2), right in 99% of these (0 wrong)".
awk '
function percent(part, all) { return sprintf("%.2f%%", 100 * part / all) }
function report(name, k) {
    printf "%s: correct %s (%d of %d; runs: %.2f%% to %.2f%%); sure of %s, right in %s of these (%d wrong)\n",
           name, percent(right[k], all[k]), right[k], all[k], least[k], most[k],
           percent(sure[k], all[k]), percent(sure[k] - wrong[k], sure[k]), wrong[k]
}
/^MNIST/ { error += $NF; runs++ }
/:$/ { kind = /^writers/ ? "pen" : /^ibm/ ? "" : "unipen" }
kind == "" { next }
/^correct/ {
    gsub(/[(]/, ""); share = $2 + 0
    right[kind] += $3; all[kind] += $5; right["both"] += $3; all["both"] += $5
    if (!(kind in least) || share < least[kind]) least[kind] = share
    if (share > most[kind]) most[kind] = share
    if (!("both" in least) || share < least["both"]) least["both"] = share
    if (share > most["both"]) most["both"] = share
}
/^sure of/ {
    gsub(/[(]/, "")
    sure[kind] += $4; wrong[kind] += $12; sure["both"] += $4; wrong["both"] += $12
}
END {
    report("people of UNIPEN without ibm", "unipen")
    report("the pen writers", "pen")
    report("together", "both")
    printf "MNIST held out: mean error %.3f%%\n", error / runs
}' "$out"
