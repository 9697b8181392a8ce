// A processor without fused multiply-add, which the C library is told that this one is: there the
// real program must multiply and add; elsewhere its bits must be those of the best kernels.
#include "tests/support.h"

#include "nn/dataset.h"
#include "nn/kernels.h"
#include "nn/practice.h"

#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif

static const char without[] = "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4,-AVX512F";

static void make_small(enum dataset_part part, size_t count, const char *images, const char *labels)
{
    struct dataset data;
    assert_true(practice_make(&data, count, 1, part, NULL));
    assert_true(dataset_save(&data, images, labels, NULL));
    dataset_free(&data);
}

static void train_into(const char *out, const char *isa, const char *tunables)
{
    char command[1024];
    snprintf(command, sizeof command,
             "GLIBC_TUNABLES=%s '%s' train --data . --epochs 1 --threads 1 --isa %s --out %s "
             ">log 2>&1",
             tunables, LENETPAD_BINARY, isa, out);
    assert_int_equal(system(command), 0);
}

static bool same(const char *a, const char *b)
{
    size_t a_size, b_size;
    uint8_t *a_data = support_read(a, &a_size), *b_data = support_read(b, &b_size);
    bool equal = a_size == b_size && memcmp(a_data, b_data, a_size) == 0;
    free(a_data);
    free(b_data);
    return equal;
}

static void test_baseline_multiplies_and_adds_where_fusing_would_be_software(void **state)
{
    (void)state;
#ifdef CPU_FEATURE_ACTIVE
    if (!CPU_FEATURE_ACTIVE(FMA))
        skip();
    make_small(DATASET_TRAIN, 64, "train-images-idx3-ubyte", "train-labels-idx1-ubyte");
    make_small(DATASET_TEST, 16, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
    train_into("best", "auto", "");
    train_into("fused", "baseline", "");
    train_into("unfused", "baseline", without);
    assert_true(same("best", "fused"));
    assert_false(same("best", "unfused"));
#else
    (void)train_into, (void)same, (void)make_small, (void)without;
    skip(); // the library cannot be told
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_baseline_multiplies_and_adds_where_fusing_would_be_software),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
