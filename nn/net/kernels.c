// Which instruction set to use: asked of the processor once.
#include "nn/net/kernels.h"

#include "nn/base/name_list.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif

extern const struct kernels kernels_baseline, kernels_unfused;
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

// Whether fmaf is an instruction, here or in the library that the portable kernels call. On x86 the
// library asks the processor, and may have been told to do without (GLIBC_TUNABLES), so it is
// asked.
static bool fma_is_fast(void)
{
#if defined(__FP_FAST_FMAF)
    return true;
#elif defined(CPU_FEATURE_ACTIVE)
    return CPU_FEATURE_ACTIVE(FMA);
#elif defined(__x86_64__)
    return __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

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
    runnable[runnable_count++] = fma_is_fast() ? &kernels_baseline : &kernels_unfused;
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

bool kernels_select(const char *name, struct status *status)
{
    bool automatic = !name || strcmp(name, "auto") == 0;
    for (int i = 0; i < kernels_count(); i++) {
        if (automatic || strcmp(kernels_at(i)->name, name) == 0) {
            atomic_store(&chosen, kernels_at(i));
            return true;
        }
    }
    char names[64] = "";
    for (int i = 0; i < kernels_count(); i++)
        name_list_add(names, sizeof names, ", ", kernels_at(i)->name);
    return status_fail(status, STATUS_USAGE,
                       "this machine cannot run the instruction set '%s'; it has: auto, %s", name,
                       names);
}
