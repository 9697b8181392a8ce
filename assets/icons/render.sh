#!/bin/sh
# Renews the PNG files of this folder from the SVG ones. Needs rsvg-convert and optipng (Debian:
# librsvg2-bin, optipng); run it after each change of an SVG file, and look at what it makes.
#
#   assets/icons/render.sh
set -eu
cd "$(dirname "$0")"
for side in 16 22 24 32 48 64 128 256; do
    for svg in lenetpad*.svg; do
        png=${svg%.svg}-$side.png
        rsvg-convert --width "$side" --height "$side" --output "$png" "$svg"
        optipng -quiet -strip all -o5 "$png"
    done
done
