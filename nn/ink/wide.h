// For loops over pixels, which training draws thousands of digits a second with: a copy of the
// function, and of what it calls, for wider registers, taken when the program starts where the
// processor has them. Such a function uses nothing but whole numbers and + - * / and sqrt, each
// rounded by itself, so that the copies give the same bits. What is worth writing by hand for each
// instruction set is in nn/net/kernels_lanes.c; `--isa` chooses among those alone.
//
// For static functions only: gcc shows the copies of others to whoever links the library.
#ifndef NN_INK_WIDE_H
#define NN_INK_WIDE_H

#ifdef LENETPAD_CLONES // where compiler, linker and C library can
#define WIDE_CLONES static __attribute__((target_clones("avx2", "default"), flatten))
#else
#define WIDE_CLONES static
#endif

// Before a loop over some pixels: else gcc unrolls it whole before it looks whether several can be
// computed at once.
#define AS_A_LOOP _Pragma("GCC unroll 1")

#endif
