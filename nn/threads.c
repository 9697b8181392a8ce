// A fixed pool. The pieces of a run are dealt out by one atomic word, the ticket: how many pieces
// there are and which is next. A thread takes a piece by adding 1; the run ends when the last piece
// is done, whether or not every thread has noticed that there was work. So a thread that the system
// put aside holds up nobody, unless it holds a piece.
//
// Between two batches a thread looks at the ticket for some microseconds before it sleeps, so that
// a training step does not pay for waking it; a pool without work sleeps.
#include "nn/threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    SPINS = 2000, // a pause each: roughly a tenth of a millisecond
    YIELDS = 20,  // then let others run, but stay awake
    MOST_THREADS = 256,
    PIECE_BITS = 31, // of the ticket; so that late threads' additions never reach the other half
};

struct worker {
    struct threads *threads;
    int number;
    pthread_t thread;
};

struct threads {
    int count;             // with the caller's thread
    struct worker *worker; // count - 1 of them; owned

    pthread_mutex_t lock;
    pthread_cond_t work_came, work_done;
    bool closing;      // guarded by lock
    atomic_int asleep; // workers waiting for work_came; raised under lock
    bool caller_waits; // for work_done; guarded by lock

    threads_work *work;      // of the current run: set before its ticket is published,
    void *context;           // and left alone until all its pieces are done
    _Atomic uint64_t ticket; // pieces << PIECE_BITS | next piece
    atomic_int done;         // pieces of the current run
};

static uint64_t pieces_of(uint64_t ticket)
{
    return ticket >> PIECE_BITS;
}

static bool has_work(uint64_t ticket)
{
    return (ticket & ((UINT64_C(1) << PIECE_BITS) - 1)) < pieces_of(ticket);
}

static void relax(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

// Whoever does the last piece wakes a caller that has gone to sleep.
static void finish_piece(struct threads *threads, uint64_t pieces)
{
    if ((uint64_t)atomic_fetch_add(&threads->done, 1) + 1 < pieces)
        return;
    pthread_mutex_lock(&threads->lock);
    if (threads->caller_waits)
        pthread_cond_signal(&threads->work_done);
    pthread_mutex_unlock(&threads->lock);
}

// Takes pieces until there are none.
static void do_pieces(struct threads *threads, int number)
{
    while (has_work(atomic_load(&threads->ticket))) {
        uint64_t ticket = atomic_fetch_add(&threads->ticket, 1);
        if (!has_work(ticket))
            return;
        int piece = (int)(ticket & ((UINT64_C(1) << PIECE_BITS) - 1));
        threads->work(threads->context, piece, number);
        finish_piece(threads, pieces_of(ticket));
    }
}

static void pause_for(int turn)
{
    if (turn < SPINS)
        relax();
    else
        sched_yield();
}

// Returns false when the pool closes.
static bool wait_for_work(struct threads *threads)
{
    for (int turn = 0; turn < SPINS + YIELDS; turn++) {
        if (has_work(atomic_load_explicit(&threads->ticket, memory_order_acquire)))
            return true;
        pause_for(turn);
    }
    pthread_mutex_lock(&threads->lock);
    atomic_fetch_add(&threads->asleep, 1);
    while (!has_work(atomic_load(&threads->ticket)) && !threads->closing)
        pthread_cond_wait(&threads->work_came, &threads->lock);
    atomic_fetch_sub(&threads->asleep, 1);
    bool more = !threads->closing;
    pthread_mutex_unlock(&threads->lock);
    return more;
}

static void *worker_main(void *argument)
{
    struct worker *worker = argument;
    while (wait_for_work(worker->threads))
        do_pieces(worker->threads, worker->number);
    return NULL;
}

int threads_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : (int)count;
}

static bool start_workers(struct threads *threads, int count, struct status *status)
{
    threads->worker = calloc((size_t)count, sizeof *threads->worker);
    if (!threads->worker)
        return status_fail(status, STATUS_NO_MEMORY, "no memory for %d threads", count);
    for (threads->count = 1; threads->count < count; threads->count++) {
        struct worker *worker = &threads->worker[threads->count - 1];
        *worker = (struct worker){.threads = threads, .number = threads->count};
        if (pthread_create(&worker->thread, NULL, worker_main, worker) != 0)
            return status_fail(status, STATUS_NO_MEMORY, "the system refused thread %d of %d",
                               threads->count + 1, count);
    }
    return true;
}

bool threads_open(struct threads **out, int count, struct status *status)
{
    *out = NULL;
    if (count == 0)
        count = threads_processors();
    if (count < 1 || count > MOST_THREADS)
        return status_fail(status, STATUS_USAGE, "%d threads: ask for 1 to %d", count,
                           MOST_THREADS);
    struct threads *threads = calloc(1, sizeof *threads);
    if (!threads)
        return status_fail(status, STATUS_NO_MEMORY, "no memory for %d threads", count);
    threads->count = 1;
    pthread_mutex_init(&threads->lock, NULL);
    pthread_cond_init(&threads->work_came, NULL);
    pthread_cond_init(&threads->work_done, NULL);
    if (!start_workers(threads, count, status)) {
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
    for (int i = 0; i < threads->count - 1; i++)
        pthread_join(threads->worker[i].thread, NULL);
    pthread_cond_destroy(&threads->work_done);
    pthread_cond_destroy(&threads->work_came);
    pthread_mutex_destroy(&threads->lock);
    free(threads->worker);
    free(threads);
}

int threads_count(const struct threads *threads)
{
    return threads->count;
}

static void wait_until_done(struct threads *threads, int pieces)
{
    for (int turn = 0; turn < SPINS + YIELDS; turn++) {
        if (atomic_load_explicit(&threads->done, memory_order_acquire) == pieces)
            return;
        pause_for(turn);
    }
    pthread_mutex_lock(&threads->lock);
    threads->caller_waits = true;
    while (atomic_load(&threads->done) != pieces)
        pthread_cond_wait(&threads->work_done, &threads->lock);
    threads->caller_waits = false;
    pthread_mutex_unlock(&threads->lock);
}

// A worker counts itself asleep before it looks at the ticket for the last time, and the ticket is
// published before the sleepers are counted: one of the two sees the other.
static void publish(struct threads *threads, int pieces)
{
    atomic_store(&threads->done, 0);
    atomic_store(&threads->ticket, (uint64_t)pieces << PIECE_BITS);
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
    threads->work = work;
    threads->context = context;
    publish(threads, pieces);
    do_pieces(threads, 0);
    wait_until_done(threads, pieces);
}
