// Drafts: nobody clears what is still worked on.
#include "tests/support/support.h"

#include "nn/files/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_draft_stays_locked_when_files_run_out),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
