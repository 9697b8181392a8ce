// Drafts and what is put aside: one name at a time, and nobody clears what is still worked on.
#include "tests/support/support.h"

#include "app/base/aside.h"
#include "nn/files/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>

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

static bool is_locked(const char *path)
{
    int file = open(path, O_RDWR | O_CLOEXEC);
    assert_true(file >= 0);
    bool locked = flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    close(file);
    return locked;
}

// Room for one more open file, so that a second handle of the draft cannot be had.
static void test_a_draft_stays_locked_when_files_run_out(void **state)
{
    (void)state;
    struct draft draft;
    struct rlimit files, few;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
    int next = open(".", O_RDONLY | O_CLOEXEC);
    close(next);
    few = (struct rlimit){(rlim_t)next + 1, files.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    int error = draft_write(&draft, "letter", NULL, "Dear Ada", 8);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &files), 0);
    assert_int_equal(error, 0);
    assert_true(is_locked(draft.beside));
    assert_int_equal(draft_take_name(&draft), 0);
    assert_false(is_locked("letter"));
    int again = open(".", O_RDONLY | O_CLOEXEC); // and is closed at the end
    assert_int_equal(again, next);
    close(again);
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
        cmocka_unit_test(test_a_draft_stays_locked_when_files_run_out),
        cmocka_unit_test(test_what_cannot_be_put_aside_keeps_one_name),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
