#!/bin/sh
# The manual's pages are without a fault for both programs that show pages. Nothing to do without pages.
#
#   tests/package/pages.sh FOLDER
set -eu
failed=0
for page in "$1"/*.1; do
    [ -f "$page" ] || exit 0
    said=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
    [ -z "$said" ] || {
        printf '%s: %s\n' "$page" "$said" >&2
        failed=1
    }
    mandoc -T lint -W warning "$page" || failed=1
done
exit $failed
