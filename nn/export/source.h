// What is exported.
#ifndef NN_EXPORT_SOURCE_H
#define NN_EXPORT_SOURCE_H

#include "nn/net/model.h"

#define EXPORT_USUAL_NAME "lenet"

// All of it is borrowed.
struct export_source {
    const struct lenet *lenet; // for EXPORT_NPY may be NULL: activations only
    const struct model_info *info;
    const char *version;                         // of the program that writes the file
    const char *model_path;                      // of the weights: EXPORT_TORCH loads them
    const struct lenet_activations *activations; // of a drawing, for EXPORT_NPY; NULL: none
    const float *probability; // with these: [LENET_CLASSES], at the model's temperature
    const char *name; // what all names in C begin with (export_name_fits); NULL: EXPORT_USUAL_NAME
};

#endif
