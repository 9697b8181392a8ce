#!/bin/sh
# A desktop tells the program's files by their names and by their content, and opens them with it: models
# of LeNet-5, but not those of other networks. 77 without the desktop's tools.
#
#   tests/package/types.sh SOURCE
set -eu
source=$1
for tool in update-mime-database update-desktop-database gio; do
    if ! command -v "$tool" >/dev/null; then
        echo "$tool is not there" >&2
        exit 77
    fi
done
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
export HOME="$here" XDG_DATA_HOME="$here/share" LC_ALL=C
mkdir -p "$here/share/mime/packages" "$here/share/applications" "$here/files" "$here/bin"
cp "$source/assets/desktop/lenetpad.xml" "$here/share/mime/packages/"
printf '#!/bin/sh\n' >"$here/bin/lenetpad"
chmod +x "$here/bin/lenetpad"
PATH=$here/bin:$PATH # an entry whose program is not there is none
sed 's/@LENETPAD_EXEC@/lenetpad/' "$source/assets/desktop/lenetpad.desktop.in" \
    >"$here/share/applications/lenetpad.desktop"
update-mime-database "$here/share/mime"
update-desktop-database "$here/share/applications"

is() { # file type
    found=$(gio info -a standard::content-type "$here/files/$1" | sed -n 's/.*content-type: //p')
    if [ "$found" != "$2" ]; then
        echo "$1 is taken for $found, not for $2" >&2
        exit 1
    fi
}

opens() { # type
    if ! gio mime "$1" | sed -n '/^Default/p' | grep -q 'lenetpad\.desktop$'; then
        echo "$1 is not opened with the program:" >&2
        gio mime "$1" >&2
        exit 1
    fi
}

model=application/vnd.lenetpad.model+safetensors
strokes=text/vnd.lenetpad.strokes
cp "$source/assets/lenet5.safetensors" "$here/files/mine.safetensors"
cp "$source/assets/lenet5.safetensors" "$here/files/mine"
printf '\100\0\0\0\0\0\0\0{"unet.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}abcd' \
    >"$here/files/other.safetensors"
printf 'digit 7\nstroke 1,2 3,4\n' >"$here/files/seven.strokes"
cp "$here/files/seven.strokes" "$here/files/seven"
printf '# mine\ndigit ?\n' >"$here/files/remarked.strokes"
printf 'digit sums are fun\n' >"$here/files/prose"
is mine.safetensors $model
is mine $model
is other.safetensors application/vnd.safetensors
is seven.strokes $strokes
is seven $strokes
is remarked.strokes $strokes
is prose text/plain
opens $model
opens $strokes
