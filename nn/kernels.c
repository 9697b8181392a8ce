// Which instruction set to use: asked of the processor once.
#include "nn/kernels.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

extern const struct kernels kernels_baseline;
#if defined(__x86_64__)
extern const struct kernels kernels_avx512, kernels_avx2;
#elif defined(__aarch64__)
extern const struct kernels kernels_neon;
#endif

// Best first. The table is the program's only mutable file-scope state: filled once, then read.
static const struct kernels *runnable[3];
static int runnable_count;
static _Atomic(const struct kernels *) chosen;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void find_runnable(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma"))
        runnable[runnable_count++] = &kernels_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        runnable[runnable_count++] = &kernels_avx2;
#elif defined(__aarch64__)
    runnable[runnable_count++] = &kernels_neon;
#endif
    runnable[runnable_count++] = &kernels_baseline;
    atomic_store(&chosen, runnable[0]);
}

const struct kernels *kernels_get(void)
{
    pthread_once(&once, find_runnable);
    return atomic_load_explicit(&chosen, memory_order_relaxed);
}

int kernels_count(void)
{
    pthread_once(&once, find_runnable);
    return runnable_count;
}

const struct kernels *kernels_at(int index)
{
    pthread_once(&once, find_runnable);
    return index >= 0 && index < runnable_count ? runnable[index] : NULL;
}

static void list_names(char *names, size_t size)
{
    names[0] = '\0';
    for (int i = 0; i < kernels_count(); i++) {
        strncat(names, i ? ", " : "", size - strlen(names) - 1);
        strncat(names, runnable[i]->name, size - strlen(names) - 1);
    }
}

bool kernels_select(const char *name, struct status *status)
{
    bool automatic = !name || strcmp(name, "auto") == 0;
    for (int i = 0; i < kernels_count(); i++) {
        if (automatic || strcmp(runnable[i]->name, name) == 0) {
            atomic_store(&chosen, runnable[i]);
            return true;
        }
    }
    char names[64];
    list_names(names, sizeof names);
    return status_fail(status, STATUS_USAGE,
                       "this machine cannot run the instruction set '%s'; it has: auto, %s", name,
                       names);
}
