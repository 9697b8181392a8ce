#!/usr/bin/env bash
# How far the network that is exported differs from the program's own, on all of MNIST's test images:
# each format is read by what reads such files elsewhere (compilers, NumPy, PyTorch, ONNX's checker and
# runtime, and a Cortex-M3 in emulation). Prints a line for each; fails where one differs by more than
# 0.00001, or c-int8 misreads more than 0.1 points more.
#
#   tests/reference/export/measure.sh DIR [MODEL]
#
# DIR holds MNIST's files, PROGRAM is the program (default: build/lenetpad). Of Debian: python3-numpy,
# python3-torch, python3-onnx, gcc-arm-none-eabi, libnewlib-arm-none-eabi, qemu-system-arm, clang, nodejs, npm.
# ONNX's runtime comes by `npm install --ignore-scripts onnxruntime-node`; NODE_PATH says where.
# What is not there is left out, and named.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "${PROGRAM:-build/lenetpad}")
data=$(cd "$1" && pwd) most=0.00001 emulated=${EMULATED:-200}
model=(${2:+--model "$(realpath "${2:-.}")"})
python=python3
"$python" -c 'import numpy' 2>/dev/null || [ ! -x /usr/bin/python3 ] || python=/usr/bin/python3 # Debian's
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

have() {
    command -v "$1" >/dev/null || { echo "left out: $2, for which $1 is not there"; return 1; }
}

has_module() {
    "$python" -c "import $1" >/dev/null 2>/dev/null || { echo "left out: $2, for which Python has no $1"; return 1; }
}

compare() {
    "$python" "$here/compare.py" readings.csv "$@"
}

name=t10k-images-idx3-ubyte
if [ -f "$data/$name" ]; then cp "$data/$name" images; else gzip -dc "$data/$name.gz" >images; fi
"$program" test --data "$data" "${model[@]}" --csv readings.csv >/dev/null
count=$(($(wc -l <readings.csv) - 1))
for pair in c-header:weights.h c-file:float.c c-int8:int8.c onnx:model.onnx npy:arrays.npz torch:network.py; do
    "$program" export --format "${pair%%:*}" "${model[@]}" "${pair#*:}" >/dev/null
done

strict=(-std=c99 -pedantic -Wall -Wextra -Werror)
for compiler in gcc clang; do
    have "$compiler" "a c-file by $compiler" || continue
    "$compiler" "${strict[@]}" -O2 -o float float.c "$here/reader.c" -lm
    ./float images "$count" >float.csv
    compare float.csv "c-file" 1 "$most"
    "$compiler" "${strict[@]}" -O2 -DINT8 -o int8 int8.c "$here/reader.c"
    ./int8 images "$count" >int8.csv
    compare int8.csv "c-int8" 10000
done
awk -F, 'FNR == NR { label[$1] = $2; ours[$1] = $3; next }
    { ours_wrong += ours[$1] != label[$1]; wrong += $2 != label[$1]; count++ }
    END { if (wrong - ours_wrong > count / 1000) { print "c-int8 misreads too much more"; exit 1 } }' \
    readings.csv int8.csv

if has_module numpy "npy"; then
    "$python" "$here/numpy_reader.py" arrays.npz images >numpy.csv
    compare numpy.csv npy 1 "$most"
fi
if has_module torch "torch"; then
    "$python" "$here/torch_reader.py" network.py images >torch.csv
    compare torch.csv torch 1 "$most"
fi
if has_module onnx "ONNX's checker"; then "$python" "$here/check_onnx.py" model.onnx; fi
if have node "ONNX's runtime" && node -e 'require("onnxruntime-node")' 2>/dev/null; then
    node "$here/runtime.js" model.onnx images >onnx.csv
    compare onnx.csv onnx 1 "$most"
else
    echo "left out: ONNX's runtime; npm install --ignore-scripts onnxruntime-node, and NODE_PATH"
fi

if have arm-none-eabi-gcc "a Cortex-M" && have qemu-system-arm "a Cortex-M"; then
    for core in cortex-m0 cortex-m3 cortex-m4; do
        arm-none-eabi-gcc -mcpu=$core -mthumb "${strict[@]}" -O2 -c -o $core.o int8.c
        echo "$core: $(arm-none-eabi-size $core.o | awk 'NR == 2 { print $1 " bytes of flash, " $2 + $3 " of RAM besides the stack" }')"
    done
    "$here/cortex_m.sh" int8.c images "$emulated" >emulated.csv
    head -n "$emulated" int8.csv | cmp - emulated.csv
    echo "cortex-m3 in emulation: $emulated images bit for bit as here"
fi
