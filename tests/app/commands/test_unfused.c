// A processor without fused multiply-add, which the C library is told that this one is: there the
// real program must multiply and add; elsewhere its bits must be those of the best kernels.
#include "tests/support/support.h"

#include "nn/net/kernels.h"
#include "tests/support/practice_data.h"

#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif

static const char without[] = "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4,-AVX512F";

static void train_into(const char *out, const char *isa, const char *tunables)
{
    char command[1024];
    snprintf(command, sizeof command,
             "GLIBC_TUNABLES=%s '%s' train --data . --epochs 1 --threads 1 --isa %s --out %s "
             ">log 2>&1",
             tunables, LENETPAD_BINARY, isa, out);
    assert_int_equal(system(command), 0);
}

static void test_baseline_multiplies_and_adds_where_fusing_would_be_software(void **state)
{
    (void)state;
#ifdef CPU_FEATURE_ACTIVE
    if (!CPU_FEATURE_ACTIVE(FMA))
        skip();
    assert_true(practice_data_save(".", 64, 16, 1));
    train_into("best", "auto", "");
    train_into("fused", "baseline", "");
    train_into("unfused", "baseline", without);
    assert_true(support_same("best", "fused"));
    assert_false(support_same("best", "unfused"));
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
