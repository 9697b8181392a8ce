#!/bin/sh
# Each icon is there, is a PNG of the size that its name says, and small.
#
#   tests/package/icons.sh SOURCE
set -eu
cd "$1/assets/icons"
for side in 16 22 24 32 48 64 128 256; do
    png=lenetpad-$side.png
    # "IHDR", then width and height in four bytes each, the greatest first.
    found=$(od -An -tu1 -j12 -N12 "$png" | tr -s ' \n' '  ')
    wanted=" 73 72 68 82 0 0 $((side / 256)) $((side % 256)) 0 0 $((side / 256)) $((side % 256))"
    if [ "${found% }" != "$wanted" ]; then
        echo "$png is no PNG of $side pixels: run assets/icons/render.sh" >&2
        exit 1
    fi
    if [ "$(wc -c <"$png")" -gt 12000 ]; then
        echo "$png is larger than it need be: run assets/icons/render.sh" >&2
        exit 1
    fi
done
grep -q 'viewBox="0 0 64 64"' lenetpad.svg
