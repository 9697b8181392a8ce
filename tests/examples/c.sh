#!/bin/sh
# The examples in C, built as C99, as C++ and by their CMakeLists.txt against the installed library: as short
# as examples/README.md says, and what they read and train is what the program does.
#
#   tests/examples/c.sh SOURCE BUILD
set -eu
# shellcheck source=tests/nn/install.sh
. "$1/tests/nn/install.sh"
program=$build/lenetpad
cd "$folder"

# ---- what they are said to be ------------------------------------------------------------------------

rows=0
# shellcheck disable=SC2016 # backquotes of the table
sed -n 's/^| `\([a-z_.]*\)` | \([0-9]*\) lines |.*/\1 \2/p' "$source/examples/README.md" >rows
while read -r file most; do
    lines=$(wc -l <"$source/examples/$file")
    [ "$lines" -le "$most" ] || fail "$file: $lines lines, and not $most"
    rows=$((rows + 1))
done <rows
[ $rows = 4 ] || fail "examples/README.md: $rows rows, and not 4"
# shellcheck disable=SC2046,SC2086 # flags are words
for example in read_picture read_strokes train; do
    ${CC:-cc} -std=c99 $strict "$source/examples/$example.c" -o $example $(pkg-config --cflags --libs lenetpad)
    ! has_cxx || ${CXX:-c++} -std=c++11 $strict -x c++ "$source/examples/$example.c" -x none \
        -o ${example}_cxx $(pkg-config --cflags --libs lenetpad)
done
{ cmake -S "$source/examples" -B by_cmake && cmake --build by_cmake; } >said 2>&1 || fail "$(cat said)"

# Whether all that were built print the same; what they print is in the file said.
same() { # example arguments
    example=$1
    shift
    "./by_cmake/$example" "$@" >said || fail "$example: exit code $?"
    for built in "./$example" "./${example}_cxx"; do
        [ ! -x "$built" ] || "$built" "$@" | cmp - said || fail "$built prints something else"
    done
}
# Each line "digit probability" of $1 stands in the lines of $2, within 1e-6.
compare() {
    paste "$1" "$2" | awk '{ off = $2 - $(NF); if ($1 != $(NF - 1) || off > 1e-6 || off < -1e-6) { print; bad = 1 } }
        END { exit bad || NR == 0 }' || fail "$3 reads something else than the program"
}
# The best digit of each "probabilities" of the program's JSON, and its probability.
best_of_json() {
    tr -d ' \n\t' | grep -o '"probabilities":\[[^]]*\]' | sed 's/.*\[//; s/\]//' |
        awk -F, '{ best = 1; for (i = 2; i <= NF; i++) if ($i > $best) best = i; printf "%d %.9f\n", best - 1, $best }'
}

# ---- reading -----------------------------------------------------------------------------------------

# A photographed seven: uneven light, and noise. (What is drawn by a program `classify` reads as ink.)
awk 'BEGIN {
    printf "P2 200 200 255\n"
    for (y = 0; y < 200; y++) for (x = 0; x < 200; x++) {
        on_bar = x > 50 && x < 150 && y > 40 && y < 55
        on_leg = y >= 50 && y < 170 && x > 140 - (y - 50) / 2 - 8 && x < 140 - (y - 50) / 2 + 8
        noise = (x * x * 31 + y * y * 17 + x * y * 7) % 13
        print int((on_bar || on_leg ? 50 : 190) + x / 8 + y / 10 + noise)
    }
}' >seven.txt
{
    printf 'P5\n200 200\n255\n'
    # shellcheck disable=SC2059 # octal numbers are what is printed
    printf "$(awk 'NR > 1 { printf "\\%03o", $1 }' seven.txt)"
} >seven.pgm
same read_picture "$model" seven.pgm
"$program" classify --json seven.pgm | best_of_json | head -1 >wanted
grep -q '^7 ' wanted || fail "the program reads no 7"
compare said wanted read_picture
for wrong in /dev/null "$model" missing.pgm; do
    ./read_picture "$model" "$wrong" 2>said && fail "read_picture takes $wrong"
    grep -q 'no grey PGM' said || fail "read_picture does not say what is wrong with $wrong"
done

cat >digits.txt <<'END'
digit ?
stroke 100,100 300,100 200,400
digit ?
stroke 200,100 200,400
digit ?
stroke 100,250 150,120 250,100 320,200 320,320 230,400 130,380 100,250
END
same read_strokes "$model" digits.txt
sed 's/ not sure//' said >lines
"$program" strokes --json digits.txt | best_of_json >wanted
compare lines wanted read_strokes
[ "$(wc -l <lines)" = 3 ] || fail "read_strokes reads not all"
./read_strokes "$model" missing.txt 2>said && fail "read_strokes takes a file that is not there"
grep -q missing.txt said || fail "read_strokes does not name the file that is not there"

# ---- training ----------------------------------------------------------------------------------------

./train example.safetensors 1 >said || fail "train: exit code $?"
"$program" train --data practice --epochs 1 --out program.safetensors >/dev/null 2>&1
size=$((61750 * 4)) # what stands before the weights tells of them
tail -c $size example.safetensors >example.weights
tail -c $size program.safetensors | cmp - example.weights || fail "train makes other weights than the program"
wrong=$("$program" test --model example.safetensors --data practice --json |
    tr -d ' \t\n' | sed -n 's/.*"count":4000,"wrong":\([0-9]*\).*/\1/p')
grep -q "^$wrong of 4000 misread" said || fail "train says $(cat said), the program $wrong"
./train example.safetensors 0 2>said && fail "train takes 0 epochs"
[ -s said ] || fail "train does not say what is wrong with 0 epochs"
