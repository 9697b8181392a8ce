// A fixed pool. The pieces of a run are dealt out beforehand, a row of neighbouring pieces to each
// thread, so that the same piece of every run finds its data in the same core's cache. A thread
// takes the pieces of its own row, and when that is used up, of the others': a thread that the
// system put aside holds up nobody, unless it holds a piece. The run ends when the last piece is
// done.
//
// All that a thread must know to begin lies in one cache line of its own, its desk: waiting for
// work is watching that line, and beginning costs one transfer from the caller's core.
//
// Between two runs a thread watches for some microseconds before it sleeps, so that a training step
// does not pay for waking it; a pool without work sleeps.
#include "nn/base/threads.h"

#include "nn/base/memory.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    SPINS = 2000,    // a pause each: roughly a tenth of a millisecond
    YIELDS = 20,     // then let others run, but stay awake
    PIECE_BITS = 32, // of a row's word; late threads' additions never reach the other half
    CACHE_LINE = 64,
};

struct worker {
    struct threads *threads;
    int number;
    pthread_t thread;
};

// Work and context are set before the row is and left alone until all pieces of the run are done:
// whoever has taken a piece may read them.
struct desk {
    _Alignas(CACHE_LINE) _Atomic uint64_t row; // its pieces: end << PIECE_BITS | next
    threads_work *work;
    void *context;
    atomic_uint run; // counts the runs; raised when the desk is laid
};

struct threads {
    int count;             // with the caller's thread
    int started;           // workers that run: count - 1, or fewer if opening failed
    struct worker *worker; // owned

    pthread_mutex_t lock;
    pthread_cond_t work_came, work_done;
    bool closing;             // guarded by lock
    atomic_int asleep;        // workers waiting for work_came; raised under lock
    atomic_bool caller_waits; // for work_done; raised under lock

    struct desk *desk;                    // one per thread; owned
    _Alignas(CACHE_LINE) atomic_int done; // pieces of the current run
};

static void relax(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

// The next piece of a row, or -1. A row is looked at before it is added to: it may be used up for a
// long time.
static int take(_Atomic uint64_t *row)
{
    const uint64_t low = (UINT64_C(1) << PIECE_BITS) - 1;
    uint64_t word = atomic_load(row);
    if ((word & low) >= word >> PIECE_BITS)
        return -1;
    word = atomic_fetch_add(row, 1);
    return (word & low) < word >> PIECE_BITS ? (int)(word & low) : -1;
}

// Does pieces until there are none: first this thread's own, then those of the next threads.
// Returns how many.
static int do_pieces(struct threads *threads, int number)
{
    int count = 0;
    for (int i = 0; i < threads->count; i++) {
        struct desk *desk = &threads->desk[(number + i) % threads->count];
        for (int piece = take(&desk->row); piece >= 0; piece = take(&desk->row)) {
            desk->work(desk->context, piece, number);
            count++;
        }
    }
    return count;
}

static void pause_for(int turn)
{
    if (turn < SPINS)
        relax();
    else
        sched_yield();
}

// Waits until the desk is laid for another run than *run. Returns false when the pool closes.
static bool wait_for_work(struct threads *threads, struct desk *desk, unsigned *run)
{
    bool closing = false;
    for (int turn = 0; turn < SPINS + YIELDS && atomic_load(&desk->run) == *run; turn++)
        pause_for(turn);
    if (atomic_load(&desk->run) == *run) {
        pthread_mutex_lock(&threads->lock);
        atomic_fetch_add(&threads->asleep, 1);
        while (atomic_load(&desk->run) == *run && !threads->closing)
            pthread_cond_wait(&threads->work_came, &threads->lock);
        atomic_fetch_sub(&threads->asleep, 1);
        closing = threads->closing;
        pthread_mutex_unlock(&threads->lock);
    }
    *run = atomic_load(&desk->run);
    return !closing;
}

// Pieces are reported together, because every report moves a cache line. The caller counts itself
// waiting before it looks at `done` for the last time: one of the two sees the other.
static void report(struct threads *threads, int count)
{
    if (count == 0)
        return;
    atomic_fetch_add(&threads->done, count);
    if (!atomic_load(&threads->caller_waits))
        return;
    pthread_mutex_lock(&threads->lock);
    pthread_cond_signal(&threads->work_done);
    pthread_mutex_unlock(&threads->lock);
}

static void *worker_main(void *argument)
{
    struct worker *worker = argument;
    struct threads *threads = worker->threads;
    unsigned run = 0;
    while (wait_for_work(threads, &threads->desk[worker->number], &run))
        report(threads, do_pieces(threads, worker->number));
    return NULL;
}

int threads_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > THREADS_MOST ? THREADS_MOST : (int)count;
}

static bool start_workers(struct threads *threads, int count, struct status *status)
{
    for (int number = 1; number < count; number++) {
        struct worker *worker = &threads->worker[number - 1];
        *worker = (struct worker){.threads = threads, .number = number};
        if (pthread_create(&worker->thread, NULL, worker_main, worker) != 0)
            return status_fail(status, STATUS_NO_MEMORY, "the system refused thread %d of %d",
                               number + 1, count);
        threads->started++;
    }
    return true;
}

bool threads_open(struct threads **out, int count, struct status *status)
{
    *out = NULL;
    if (count == 0)
        count = threads_processors();
    if (count < 1 || count > THREADS_MOST)
        return status_fail(status, STATUS_USAGE,
                           "%d threads: ask for 1 to %d, or for 0: one per processor", count,
                           THREADS_MOST);
    struct threads *threads = memory_aligned(1, sizeof *threads);
    if (!threads)
        return status_fail(status, STATUS_NO_MEMORY, "no memory for %d threads", count);
    threads->count = count;
    threads->worker = calloc((size_t)count, sizeof *threads->worker);
    threads->desk = memory_aligned((size_t)count, sizeof *threads->desk);
    pthread_mutex_init(&threads->lock, NULL);
    pthread_cond_init(&threads->work_came, NULL);
    pthread_cond_init(&threads->work_done, NULL);
    bool good = threads->worker && threads->desk
                    ? start_workers(threads, count, status)
                    : status_fail(status, STATUS_NO_MEMORY, "no memory for %d threads", count);
    if (!good) {
        threads_close(threads);
        return false;
    }
    *out = threads;
    return true;
}

void threads_close(struct threads *threads)
{
    if (!threads)
        return;
    pthread_mutex_lock(&threads->lock);
    threads->closing = true;
    pthread_cond_broadcast(&threads->work_came);
    pthread_mutex_unlock(&threads->lock);
    for (int i = 0; i < threads->started; i++)
        pthread_join(threads->worker[i].thread, NULL);
    pthread_cond_destroy(&threads->work_done);
    pthread_cond_destroy(&threads->work_came);
    pthread_mutex_destroy(&threads->lock);
    free(threads->worker);
    free(threads->desk);
    free(threads);
}

int threads_count(const struct threads *threads)
{
    return threads->count;
}

static void wait_until_done(struct threads *threads, int pieces)
{
    for (int turn = 0; turn < SPINS + YIELDS; turn++) {
        if (atomic_load(&threads->done) == pieces)
            return;
        pause_for(turn);
    }
    pthread_mutex_lock(&threads->lock);
    atomic_store(&threads->caller_waits, true);
    while (atomic_load(&threads->done) != pieces)
        pthread_cond_wait(&threads->work_done, &threads->lock);
    atomic_store(&threads->caller_waits, false);
    pthread_mutex_unlock(&threads->lock);
}

// Deals the pieces. A worker late from an earlier run may take one as soon as its row is there.
static void deal(struct threads *threads, int pieces, threads_work *work, void *context)
{
    int64_t count = threads->count;
    atomic_store(&threads->done, 0);
    for (int64_t i = count - 1; i >= 0; i--) {
        struct desk *desk = &threads->desk[i];
        uint64_t begin = (uint64_t)(i * pieces / count), end = (uint64_t)((i + 1) * pieces / count);
        desk->work = work;
        desk->context = context;
        atomic_store(&desk->row, end << PIECE_BITS | begin);
        atomic_fetch_add(&desk->run, 1);
    }
}

// A worker counts itself asleep before it looks at its desk for the last time, and the desks are
// laid before the sleepers are counted: one of the two sees the other.
static void wake(struct threads *threads)
{
    if (atomic_load(&threads->asleep) == 0)
        return;
    pthread_mutex_lock(&threads->lock);
    pthread_cond_broadcast(&threads->work_came);
    pthread_mutex_unlock(&threads->lock);
}

void threads_run(struct threads *threads, int pieces, threads_work *work, void *context)
{
    if (threads->count == 1 || pieces <= 1) {
        for (int piece = 0; piece < pieces; piece++)
            work(context, piece, 0);
        return;
    }
    deal(threads, pieces, work, context);
    wake(threads);
    atomic_fetch_add(&threads->done, do_pieces(threads, 0));
    wait_until_done(threads, pieces);
}
