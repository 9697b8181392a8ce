// The image of a digit, in MNIST's size: 28x28 greys, 0 background, 255 ink.
#ifndef NN_BASE_DIGIT_H
#define NN_BASE_DIGIT_H

#include <stdint.h>

enum { DIGIT_SIDE = 28 };
enum { DIGIT_NONE = 10 }; // the label of what is no digit; its target is a tenth for each class

typedef uint8_t digit_row[DIGIT_SIDE]; // a digit is passed as a pointer to its first row

#endif
