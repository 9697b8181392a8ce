#!/bin/sh
# The programs that README.md shows are the files of examples/, to the letter.
#
#   tests/examples/snippets.sh SOURCE
set -eu
cd "$1"
for file in examples/read_picture.c examples/read.py; do
    # From the line that names the file to the end of the block that follows.
    awk -v name="[$file]" 'index($0, name) { near = 1 }
        /^```$/ && inside { exit }
        inside { print }
        near && /^```[a-z]+$/ { inside = 1 }' README.md | diff - "$file" || {
        echo "README.md: shows another $file"
        exit 1
    }
done
