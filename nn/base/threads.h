// A small fixed pool of threads that splits numbered pieces of work.
#ifndef NN_BASE_THREADS_H
#define NN_BASE_THREADS_H

#include "nn/base/status.h"

enum { THREADS_MOST = 256 }; // of a pool

struct threads;

// count 1..THREADS_MOST; the caller's own thread is one of them. 0 means one per processor.
bool threads_open(struct threads **threads, int count, struct status *status);
void threads_close(struct threads *threads); // NULL is fine
int threads_count(const struct threads *threads);
int threads_processors(void);

// Calls work(context, piece, thread) for every piece 0..pieces-1, `thread` being 0..count-1, and
// returns when all are done. Which thread takes which piece is not promised: results must not
// depend on it.
typedef void threads_work(void *context, int piece, int thread);
void threads_run(struct threads *threads, int pieces, threads_work *work, void *context);

#endif
