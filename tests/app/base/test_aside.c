// What is put aside has one name at a time.
#include "tests/support/support.h"

#include "app/base/aside.h"

#include <errno.h>
#include <fcntl.h>

// A name that the file system does not give up: this program's unlink stands in for the C
// library's.
static const char *stuck;

int unlink(const char *path)
{
    if (!stuck || strcmp(path_name(path), stuck) != 0)
        return unlinkat(AT_FDCWD, path, 0);
    errno = EPERM;
    return -1;
}

static void test_what_cannot_be_put_aside_keeps_one_name(void **state)
{
    (void)state;
    char kept[PATH_SIZE];
    struct status status = {0};
    support_write("odd", "x", 1);
    stuck = "odd";
    assert_false(aside_keep(kept, "odd", &status));
    stuck = NULL;
    support_assert_says(&status, STATUS_IO, "odd");
    assert_int_equal(access("odd", F_OK), 0);
    assert_int_not_equal(access("odd.broken", F_OK), 0);
    assert_true(aside_keep(kept, "odd", &status));
    assert_string_equal(path_name(kept), "odd.broken");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_cannot_be_put_aside_keeps_one_name),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
