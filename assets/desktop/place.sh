#!/bin/sh
# What `./run install` and `./run uninstall` do with the rights that the prefix asks for.
#
#   place.sh place STAGE PREFIX   copies STAGE/PREFIX, as `DESTDIR=STAGE cmake --install` made it, to PREFIX
#   place.sh remove PREFIX        takes that away again
#
# Everything that was made, folders too, is listed in PREFIX/share/lenetpad/installed ("f" or "d" and a
# path below the prefix), so that removing needs nothing else and leaves what was there before.
set -eu

die() {
    echo "place.sh: $*" >&2
    exit 1
}

# What a desktop looks types, programs and icons up in. Without its tools it finds them by itself.
renew_lookups() {
    if [ -d share/mime/packages ] && command -v update-mime-database >/dev/null; then
        # What it says besides is that a home's folder is no system's.
        update-mime-database "$PWD/share/mime" 2>/dev/null || echo "the types of files are not renewed" >&2
    fi
    if [ -d share/applications ] && command -v update-desktop-database >/dev/null; then
        update-desktop-database -q share/applications
    fi
    if [ -f share/icons/hicolor/icon-theme.cache ] && command -v gtk-update-icon-cache >/dev/null; then
        gtk-update-icon-cache -qtf share/icons/hicolor
    elif [ -d share/icons/hicolor ]; then
        touch share/icons/hicolor # that it is looked into again
    fi
}

# Look-ups in which nobody is left. What others put there stays, and with it the look-ups.
remove_empty_lookups() {
    if [ "$(grep -v '^$' share/applications/mimeinfo.cache 2>/dev/null)" = '[MIME Cache]' ]; then
        rm share/applications/mimeinfo.cache
    fi
    if [ -f share/mime/mime.cache ] && [ -z "$(find share/mime/packages -type f 2>/dev/null)" ]; then
        for name in aliases generic-icons globs globs2 icons magic mime.cache subclasses treemagic types \
            version XMLnamespaces; do
            rm -f "share/mime/$name"
        done
        find share/mime -mindepth 1 -maxdepth 1 -type d ! -name packages -exec rmdir {} + 2>/dev/null ||
            true
    fi
}

# A full disk must not leave what nothing knows of: what came so far is listed, too, to be removed.
finish() {
    if [ -z "$whole" ] && [ -d share/lenetpad ]; then
        { cat "$new" && echo "f $list"; } >>"$list" || true
    fi
    rm -f "$new"
}

place() { # stage prefix
    from=$1$2
    [ -d "$from" ] || die "nothing was installed to $from"
    new=$(mktemp) whole=''
    # A folder above the prefix that is missing is no part of the list: it is not below it.
    mkdir -p "$2"
    cd "$2"
    trap finish EXIT
    (cd "$from" && find . -mindepth 1 -type d | sort) | while read -r folder; do
        folder=${folder#./}
        if [ ! -d "$folder" ]; then
            mkdir -m 755 "$folder"
            echo "d $folder"
        elif grep -qxF "d $folder" "$list" 2>/dev/null; then
            echo "d $folder" # made by an earlier one
        fi
    done >"$new"
    (cd "$from" && find . -type f | sort) | while read -r file; do
        file=${file#./}
        mode=644
        [ ! -x "$from/$file" ] || mode=755
        # Under its final name only when it is whole, so that one that runs goes on.
        echo "f $file.new"
        cp "$from/$file" "$file.new"
        chmod "$mode" "$file.new"
        mv -f "$file.new" "$file"
        echo "f $file"
    done >>"$new"
    sed -i '/^f .*\.new$/d' "$new"
    echo "f $list" >>"$new"
    # What an earlier version had and this one has not.
    if [ -f "$list" ]; then
        sed -n 's/^f //p' "$list" | while read -r file; do
            grep -qxF "f $file" "$new" || rm -f "$file"
        done
        sed -n 's/^d //p' "$list" | sort -r | while read -r folder; do
            grep -qxF "d $folder" "$new" || rmdir "$folder" 2>/dev/null || true
        done
    fi
    cp "$new" "$list"
    whole=1
    chmod 644 "$list"
    renew_lookups
}

remove() { # prefix
    [ -f "$1/$list" ] || die "LeNet Pad is not installed below $1 ($1/$list is not there)"
    cd "$1"
    made=$(sed -n 's/^d //p' "$list" | sort -r)
    sed -n 's/^f //p' "$list" | while read -r file; do
        rm -f "$file"
    done
    renew_lookups
    remove_empty_lookups
    printf '%s\n' "$made" | while read -r folder; do
        rmdir "$folder" 2>/dev/null || true # what others have put into it since
    done
}

list=share/lenetpad/installed
case $#:${1:-} in
3:place) place "$2" "$3" ;;
2:remove) remove "$2" ;;
*) die "usage: place.sh place STAGE PREFIX, or place.sh remove PREFIX" ;;
esac
