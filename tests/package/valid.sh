#!/bin/sh
# The files for a desktop are what its specifications ask for, by their own validators. 77 without these.
#
#   tests/package/valid.sh BUILD SOURCE
set -eu
build=$1 source=$2
for tool in desktop-file-validate appstreamcli; do
    if ! command -v "$tool" >/dev/null; then
        echo "$tool is not there" >&2
        exit 77
    fi
done
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
# shellcheck disable=SC2016 # cmake, not the shell
printf '%s\n' "include($source/assets/desktop/entry.cmake)" \
    'set(CMAKE_INSTALL_PREFIX [[/opt/a "$1" `\100% place]])' \
    "write_desktop_entry($source/assets/desktop/lenetpad.desktop.in $here/strange.desktop bin)" \
    'set(CMAKE_INSTALL_PREFIX /usr)' \
    "write_desktop_entry($source/assets/desktop/lenetpad.desktop.in $here/usual.desktop bin)" \
    >"$here/entries.cmake"
cmake -P "$here/entries.cmake"
for entry in "$here"/*.desktop; do
    said=$(desktop-file-validate "$entry" 2>&1) || {
        echo "$said" >&2
        exit 1
    }
    [ -z "$said" ] || {
        echo "$said" >&2
        exit 1
    }
done
grep -qx 'Exec=lenetpad %f' "$here/usual.desktop"
appstreamcli validate --no-net "$build"/desktop/*.metainfo.xml
if command -v xmllint >/dev/null; then
    xmllint --noout "$source/assets/desktop/lenetpad.xml" "$source"/assets/icons/*.svg
fi

# Every kind of picture that is read has its type in the entry.
types=$(sed -n 's/^MimeType=//p' "$here/usual.desktop")
for kind in png jpeg bmp gif webp x-portable-anymap; do
    case ";$types" in
    *";image/$kind;"*) ;;
    *)
        echo "the desktop entry does not name image/$kind" >&2
        exit 1
        ;;
    esac
done
