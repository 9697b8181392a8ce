#!/usr/bin/env bash
# The completions that the program prints, loaded and asked in the real shell.
#
#   tests/app/manual/completions.sh PROGRAM SHELL
#
# Exit code 77 if the shell is not there.
set -euo pipefail
program=$1 shell=$2
command -v "$shell" >/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir home 'a folder'
touch 'a picture.png' DSC1.JPG curves.csv model.safetensors
export HOME=$folder/home
"$program" completion "$shell" >script
failed=0

# What is offered for the words, of which the last one is at the cursor; sorted, in one line.
offered() {
    # shellcheck disable=SC2016 # the other shell's
    case $shell in
    bash) bash -c 'source ./script
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _lenetpad
        [ ${#COMPREPLY[@]} = 0 ] || printf "%s\n" "${COMPREPLY[@]}"' bash "$@" ;;
    fish) fish --no-config -c 'source ./script; complete -C (string join " " -- $argv)' -- "$@" |
        cut -f1 ;;
    esac | sort -u | tr '\n' ' '
}

expect() { # what, words...
    local wanted=$1 got
    shift
    got=$(offered "$@")
    [ "$got" = "$wanted" ] || { echo "$*: offered \"$got\" instead of \"$wanted\"" && failed=1; }
}

expect_among() {
    local wanted=$1 got
    shift
    got=$(offered "$@")
    case " $got" in
    *" $wanted "*) ;;
    *) echo "$*: \"$wanted\" is not among \"$got\"" && failed=1 ;;
    esac
}

"$shell" -n script
if [ "$shell" = zsh ]; then
    # shellcheck disable=SC2016
    [ "$(zsh -f -c 'autoload -Uz compinit && compinit -D -u && source ./script &&
        print $_comps[lenetpad]')" = _lenetpad ]
    for command in train completion; do
        # shellcheck disable=SC2016
        zsh -f -c 'autoload -Uz compinit && compinit -D -u && source ./script &&
            (( $+functions[_lenetpad_$1] ))' zsh "$command"
    done
    exit
fi
expect 'train ' lenetpad tra
expect '--augment ' lenetpad train --aug
expect 'affine full none ' lenetpad train --augment ''
expect 'practice ' lenetpad train --data p
expect 'dark ' lenetpad shot --theme d
expect 'explain ' lenetpad help expl
expect 'bash fish zsh ' lenetpad completion ''
expect '' lenetpad train --epochs ''
expect 'curves.csv ' lenetpad train --log cu
expect_among model.safetensors lenetpad train --out mo
expect_among model.safetensors lenetpad train --strokes x mo
if [ "$shell" = bash ]; then
    expect 'a folder a picture.png ' lenetpad classify a
    expect 'a picture.png ' lenetpad classify 'a\ p'
    expect 'DSC1.JPG ' lenetpad classify D # as cameras write it
    expect 'a folder home ' lenetpad fetch --data ''
    expect 'dark ' lenetpad shot --theme = da
fi
exit $failed
