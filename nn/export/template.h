// The parts of exported files that are the same for all weights: source files beside this one
// (*.in), which the build turns into strings.
#ifndef NN_EXPORT_TEMPLATE_H
#define NN_EXPORT_TEMPLATE_H

extern const char template_read_float[]; // read_float.c.in
extern const char template_read_int8[];  // read_int8.c.in
extern const char template_network[];    // network.py.in

#endif
