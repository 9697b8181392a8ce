"""Reads a grey image, an array of bytes in which 255 is ink: python3 read.py LIBRARY MODEL IMAGE.npy"""
import ctypes as c
import sys
import numpy as np

class Error(c.Structure):
    _fields_ = [("code", c.c_int), ("message", c.c_char * 1024)]

class Reading(c.Structure):
    _fields_ = [("empty", c.c_bool), ("digit", c.c_int), ("second", c.c_int), ("sure", c.c_bool),
                ("possible", c.c_bool), ("probability", c.c_float * 10), ("image", c.c_uint8 * 784)]

library, error, reading = c.CDLL(sys.argv[1]), Error(), Reading()
library.lenet_model_load.restype = c.c_void_p
library.lenet_model_load.argtypes = [c.c_char_p, c.c_void_p]
library.lenet_read_ink.restype = c.c_bool
library.lenet_read_ink.argtypes = [c.c_void_p, c.c_void_p, c.c_void_p, c.c_int, c.c_int, c.c_size_t, c.c_void_p]

model = library.lenet_model_load(sys.argv[2].encode(), c.byref(error))
image = np.ascontiguousarray(np.load(sys.argv[3]))
if image.dtype != np.uint8 or image.ndim != 2:
    sys.exit("no grey image of bytes: " + sys.argv[3])
height, width = image.shape
if not model or not library.lenet_read_ink(model, c.byref(reading), image.ctypes.data, width, height,
                                           width, c.byref(error)):
    sys.exit(error.message.decode())
print("nothing" if reading.empty else np.array(reading.probability))
