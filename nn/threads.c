// A fixed pool: work is announced by raising a generation number. Between two batches a thread
// looks at that number for some microseconds before it sleeps, so that a training step does not pay
// for waking it; a pool without work sleeps.
#include "nn/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    SPINS = 20000, // a pause each: roughly half a millisecond
    MOST_THREADS = 256,
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
    atomic_uint generation; // raised under lock, read anywhere
    bool closing;           // guarded by lock

    threads_work *work; // these five belong to the current generation
    void *context;
    int pieces;
    atomic_int next_piece;
    atomic_int busy; // workers that have not finished this generation
};

static void relax(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static void do_pieces(struct threads *threads, int number)
{
    for (;;) {
        int piece = atomic_fetch_add(&threads->next_piece, 1);
        if (piece >= threads->pieces)
            return;
        threads->work(threads->context, piece, number);
    }
}

// Waits for a generation other than `seen`; returns false when the pool closes.
static bool wait_for_work(struct threads *threads, unsigned seen)
{
    for (int spin = 0; spin < SPINS; spin++) {
        if (atomic_load_explicit(&threads->generation, memory_order_acquire) != seen)
            return true;
        relax();
    }
    pthread_mutex_lock(&threads->lock);
    while (atomic_load(&threads->generation) == seen && !threads->closing)
        pthread_cond_wait(&threads->work_came, &threads->lock);
    bool more = atomic_load(&threads->generation) != seen;
    pthread_mutex_unlock(&threads->lock);
    return more;
}

static void *worker_main(void *argument)
{
    struct worker *worker = argument;
    struct threads *threads = worker->threads;
    unsigned seen = 0;
    while (wait_for_work(threads, seen)) {
        seen++;
        do_pieces(threads, worker->number);
        if (atomic_fetch_sub(&threads->busy, 1) == 1) {
            pthread_mutex_lock(&threads->lock);
            pthread_cond_signal(&threads->work_done);
            pthread_mutex_unlock(&threads->lock);
        }
    }
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

static void wait_for_workers(struct threads *threads)
{
    for (int spin = 0; spin < SPINS; spin++) {
        if (atomic_load_explicit(&threads->busy, memory_order_acquire) == 0)
            return;
        relax();
    }
    pthread_mutex_lock(&threads->lock);
    while (atomic_load(&threads->busy) != 0)
        pthread_cond_wait(&threads->work_done, &threads->lock);
    pthread_mutex_unlock(&threads->lock);
}

void threads_run(struct threads *threads, int pieces, threads_work *work, void *context)
{
    if (threads->count == 1 || pieces == 1) {
        for (int piece = 0; piece < pieces; piece++)
            work(context, piece, 0);
        return;
    }
    threads->work = work;
    threads->context = context;
    threads->pieces = pieces;
    atomic_store(&threads->next_piece, 0);
    atomic_store(&threads->busy, threads->count - 1);
    pthread_mutex_lock(&threads->lock);
    atomic_fetch_add(&threads->generation, 1);
    pthread_cond_broadcast(&threads->work_came);
    pthread_mutex_unlock(&threads->lock);
    do_pieces(threads, 0);
    wait_for_workers(threads);
}
