#!/usr/bin/env bash
# Runs the fuzz targets, each for some seconds, and says how many executions each has had.
#   tests/fuzz/run.sh [--seconds N] [--seed N] [--jobs N] [--build FOLDER] [X...]     (fuzz_X; all of them)
# What was found lies in FOLDER/findings; exit 1 if anything was. Inputs that reached new code stay in
# FOLDER/corpus for the next run, logs in FOLDER/logs, and every run adds a line to
# FOLDER/executions.tsv.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/tests/fuzz
build=$root/build-fuzz seconds=60 jobs=1 seed=0
while [[ ${1:-} == --* ]]; do
    case $1 in
    --seconds) seconds=$2 ;;
    --jobs) jobs=$2 ;;
    --seed) seed=$2 ;; # 0: another one each time
    --build) build=$(cd "$2" && pwd) ;;
    *)
        echo "unknown option $1; see the head of $0" >&2
        exit 2
        ;;
    esac
    shift 2
done

targets=("$@")
if [ $# = 0 ]; then
    for program in "$build"/tests/fuzz/fuzz_*; do
        [ -x "$program" ] && [ -f "$program" ] && targets+=("${program##*/fuzz_}")
    done
fi
[ ${#targets[@]} -gt 0 ] || {
    echo "no fuzz target in $build: cmake --preset fuzz && cmake --build --preset fuzz" >&2
    exit 1
}

# Small files that are written for every input: in memory, where there is such a place.
scratch=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")/fuzz-run-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
export TMPDIR=$scratch
export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0
mkdir -p "$build/findings" "$build/logs"

# The number after a name in libFuzzer's closing lines.
stat_of() {
    sed -n "s/^stat::$1: *//p" "$2" | tail -n 1
}

run_target() {
    local name=$1 log result=ok options=()
    local executions
    log=$build/logs/$name-$(date +%Y%m%d-%H%M%S).log
    mkdir -p "$build/corpus/$name" "$here/corpus/$name"
    [ ! -f "$here/$name.dict" ] || options+=("-dict=$here/$name.dict")
    [ ! -f "$here/$name.options" ] || mapfile -t -O ${#options[@]} options <"$here/$name.options"
    "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -seed="$seed" -timeout=25 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="$build/findings/$name-" "${options[@]}" \
        "$build/corpus/$name" "$here/corpus/$name" >"$log" 2>&1 </dev/null || result=FOUND
    executions=$(stat_of number_of_executed_units "$log")
    printf '%s\t%s\t%s\t%s\t%s\n' "$(date +%FT%T)" "$name" "${executions:-0}" "$seconds" "$result" |
        tee -a "$build/executions.tsv" | awk '{ printf "%-10s %12s executions  %s\n", $2, $3, $5 }'
    if [ $result = FOUND ]; then
        grep -m 12 -e 'ERROR' -e 'SUMMARY' -e 'runtime error' -e 'broken promise' -e '^    #' \
            -e 'Test unit written' "$log" | head -n 30 || true
        echo "    see $log"
        return 1
    fi
}

failed=0
running=0
for name in "${targets[@]}"; do
    if [ $running = "$jobs" ]; then
        wait -n || failed=1
        running=$((running - 1))
    fi
    run_target "$name" &
    running=$((running + 1))
done
while [ $running -gt 0 ]; do
    wait -n || failed=1
    running=$((running - 1))
done
exit $failed
