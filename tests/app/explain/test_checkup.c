// What is looked into beside the window when memory runs out: that is said, and the next look is
// whole again.
//
// This program's calloc stands in for the C library's.
#include "tests/support/support.h"

#if defined __GLIBC__ && !defined LENETPAD_SANITIZED

#include "app/base/clock.h"
#include "app/explain/checkup.h"
#include "app/training/data_source.h"

#include <errno.h>
#include <stdatomic.h>

static atomic_bool fails;

#define EXPORTED __attribute__((visibility("default")))
void *__libc_calloc(size_t count, size_t size);
EXPORTED void *calloc(size_t count, size_t size);

void *calloc(size_t count, size_t size)
{
    if (!atomic_load(&fails))
        return __libc_calloc(count, size);
    errno = ENOMEM;
    return NULL;
}

static void wake(void *context)
{
    (void)context;
}

static void ask(struct checkup *checkup, struct checkup_answer *answer, uint64_t number)
{
    struct checkup_question *question = checkup_begin(checkup);
    *question = (struct checkup_question){.number = number, .data = DATA_SOURCE_PRACTICE};
    checkup_ask(checkup);
    for (int i = 0; i < 120000; i++, clock_pause(5))
        if (checkup_take(checkup, answer))
            return;
    fail_msg("there is no answer");
}

static void test_without_memory_the_answer_says_so_and_the_next_is_whole(void **state)
{
    (void)state;
    static struct checkup_answer answer;
    struct checkup *checkup = NULL;
    assert_true(checkup_open(&checkup, wake, NULL, NULL));
    atomic_store(&fails, true);
    ask(checkup, &answer, 1);
    atomic_store(&fails, false);
    assert_int_equal(answer.number, 1);
    assert_int_equal(answer.failure.code, STATUS_NO_MEMORY);
    assert_non_null(strstr(answer.failure.message, "memory"));
    ask(checkup, &answer, 2);
    assert_int_equal(answer.number, 2);
    assert_int_equal(answer.failure.code, STATUS_OK);
    assert_int_equal(answer.stats.digits, CHECKUP_DIGITS);
    checkup_close(checkup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_memory_the_answer_says_so_and_the_next_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void)
{
    return 77; // needs glibc's calloc, without a sanitizer's
}

#endif
