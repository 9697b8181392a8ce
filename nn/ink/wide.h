// For loops over pixels, which training draws thousands of digits a second with: a copy of the
// function for wider registers, taken where the processor has them. Such a function uses nothing
// but whole numbers and + - * / and sqrt, each rounded by itself, so that the copies give the same
// bits. What is worth writing by hand for each instruction set is in nn/net/kernels_lanes.c.
#ifndef NN_INK_WIDE_H
#define NN_INK_WIDE_H

#ifdef LENETPAD_CLONES // where compiler, linker and C library can
#define WIDE __attribute__((target_clones("avx2", "default"), flatten)) // what is called, too
#else
#define WIDE
#endif

#endif
