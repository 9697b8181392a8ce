#!/bin/sh
# The example in Python against the installed library: its probabilities are the program's. 77: there is no
# Python with NumPy.
#
#   tests/examples/python.sh SOURCE BUILD
set -eu
for python in python3 /usr/bin/python3 none; do
    "$python" -c 'import numpy' 2>/dev/null && break
    [ "$python" != none ] || exit 77
done
# shellcheck source=tests/nn/install.sh
. "$1/tests/nn/install.sh"
cd "$folder"

# A seven as MNIST's are, in an array of ink, and white on black in a picture for the program. Its greys are
# ink as they are, in both.
"$python" - <<'END'
import numpy
ink = numpy.zeros((28, 28), numpy.uint8)
ink[5:8, 7:21] = 255
for row in range(8, 23):
    middle = 19 - (row - 8) // 2
    ink[row, middle - 2:middle + 3] = 90, 255, 255, 255, 60
numpy.save("seven.npy", ink)
open("seven.pgm", "wb").write(b"P5\n28 28\n255\n" + ink.tobytes())
END
"$python" "$source/examples/read.py" "$libdir/liblenetpad.so.0" "$model" seven.npy >said
"$build/lenetpad" classify --json seven.pgm >wanted
"$python" - <<'END'
import json, numpy
said = numpy.array(open("said").read().strip("[] \n").split(), float)
wanted = numpy.array(json.load(open("wanted"))["pictures"][0]["probabilities"])
assert said.shape == (10,) and said.argmax() == 7, said
assert abs(said - wanted).max() < 1e-6, (said, wanted)
END
"$python" "$source/examples/read.py" "$libdir/liblenetpad.so.0" missing seven.npy 2>said &&
    fail "read.py takes a model that is not there"
grep -q '^missing: ' said || fail "read.py does not say what is wrong"
