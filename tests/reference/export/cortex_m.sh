#!/bin/sh
# Reads images with an exported c-int8 on a Cortex-M3 of 256 KB of flash and 64 KB of RAM, in emulation, and
# prints what reader.c does. 77: the compiler or the emulator is not there.
#
#   tests/reference/export/cortex_m.sh EXPORTED.c IMAGES COUNT
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$1 images=$2 count=$3
for tool in arm-none-eabi-gcc qemu-system-arm; do
    command -v $tool >/dev/null || { echo "$tool is not there" >&2; exit 77; }
done
program=$(mktemp)
trap 'rm -f "$program"' EXIT
arm-none-eabi-gcc -mcpu=cortex-m3 -mthumb -O2 -DINT8 --specs=rdimon.specs -T "$here/cortex_m.ld" \
    -o "$program" "$here/cortex_m.c" "$here/reader.c" "$source" >&2
timeout 600 qemu-system-arm -M lm3s6965evb -display none -monitor none -serial none -no-reboot -kernel "$program" \
    -semihosting-config "enable=on,target=native,arg=reader,arg=$images,arg=$count"
