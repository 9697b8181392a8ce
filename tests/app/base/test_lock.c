// Locks between processes: one holder at a time, who is named to others, and none after its death.
#include "tests/support/support.h"

#include "app/base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

// What the system answers to a lock (0: what it really does), and whether every file has lost its
// name: this program's functions stand in for the C library's.
static int lock_error;
static bool names_are_lost;

int flock(int file, int operation)
{
    if (lock_error == 0)
        return (int)syscall(SYS_flock, file, operation);
    errno = lock_error;
    return -1;
}

int lstat(const char *restrict path, struct stat *restrict found)
{
    if (!names_are_lost)
        return fstatat(AT_FDCWD, path, found, AT_SYMLINK_NOFOLLOW);
    errno = ENOENT;
    return -1;
}

// Another process that takes the lock, tells so by one byte, and holds it until it is killed.
static pid_t hold_elsewhere(const char *guarded)
{
    int told[2];
    char byte = 0;
    assert_int_equal(pipe(told), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct lock *lock;
        if (lock_try(&lock, guarded, "lenetpad train", NULL) != LOCK_TAKEN ||
            write(told[1], "y", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    close(told[1]);
    assert_int_equal(read(told[0], &byte, 1), 1);
    close(told[0]);
    return child;
}

static void end(pid_t child)
{
    int status;
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
}

static void test_another_process_is_kept_out_and_told_who_holds_it(void **state)
{
    (void)state;
    struct lock *lock;
    struct lock_holder holder;
    char text[160], expected[64];
    pid_t child = hold_elsewhere("thing");
    assert_int_equal(lock_try(&lock, "thing", "lenetpad", &holder), LOCK_HELD);
    assert_null(lock);
    assert_int_equal(holder.process, child);
    assert_string_equal(holder.program, "lenetpad train");
    assert_int_equal(strlen(holder.since), strlen("2026-11-27 14:03"));
    lock_describe(text, sizeof text, &holder);
    snprintf(expected, sizeof expected, "lenetpad train (process %ld, since 2", (long)child);
    assert_memory_equal(text, expected, strlen(expected));
    assert_int_equal(lock_try(&lock, "other thing", "lenetpad", &holder), LOCK_TAKEN);
    lock_release(lock);
    end(child);
}

static void test_a_killed_holder_holds_nothing(void **state)
{
    (void)state;
    struct lock *lock;
    end(hold_elsewhere("thing"));
    assert_int_equal(access("thing.lock", F_OK), 0); // it is left over, and does not matter
    assert_int_equal(lock_try(&lock, "thing", "lenetpad", NULL), LOCK_TAKEN);
    lock_release(lock);
    assert_int_not_equal(access("thing.lock", F_OK), 0);
    lock_release(NULL);
}

static void test_two_holders_in_one_process_exclude_each_other(void **state)
{
    (void)state;
    struct lock *first, *second;
    assert_int_equal(lock_try(&first, "thing", "first", NULL), LOCK_TAKEN);
    assert_int_equal(lock_try(&second, "thing", "second", NULL), LOCK_HELD);
    lock_release(first);
    assert_int_equal(lock_try(&second, "thing", "second", NULL), LOCK_TAKEN);
    lock_release(second);
}

// Two names of one file have one lock.
static void test_a_link_stands_for_its_target(void **state)
{
    (void)state;
    struct lock *lock, *second;
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(symlink("folder/thing", "link"), 0);
    assert_int_equal(symlink("link", "second link"), 0);
    assert_int_equal(lock_try(&lock, "second link", "first", NULL), LOCK_TAKEN); // no thing yet
    assert_int_equal(access("folder/thing.lock", F_OK), 0);
    assert_int_equal(lock_try(&second, "folder/thing", "second", NULL), LOCK_HELD);
    lock_release(lock);
    remove("link"), remove("second link"), remove("folder");
}

// A link in the lock's place could lead to a file that somebody values.
static void test_what_is_no_lock_is_left_alone(void **state)
{
    (void)state;
    struct lock *lock;
    size_t size;
    support_write("letter", "Dear Ada", 8);
    assert_int_equal(symlink("letter", "thing.lock"), 0);
    assert_int_equal(lock_try(&lock, "thing", "lenetpad", NULL), LOCK_UNAVAILABLE);
    uint8_t *letter = support_read("letter", &size);
    assert_int_equal(size, 8);
    assert_memory_equal(letter, "Dear Ada", 8);
    free(letter);
    remove("thing.lock"), remove("letter");
    assert_int_equal(mkdir("thing.lock", 0777), 0);
    assert_int_equal(lock_try(&lock, "thing", "lenetpad", NULL), LOCK_UNAVAILABLE);
    remove("thing.lock");
    assert_int_equal(mkfifo("thing.lock", 0666), 0); // never waited for
    assert_int_equal(lock_try(&lock, "thing", "lenetpad", NULL), LOCK_UNAVAILABLE);
    remove("thing.lock");
}

static void test_where_no_lock_can_be_the_answer_says_so(void **state)
{
    (void)state;
    struct lock *lock;
    char longer[300];
    assert_int_equal(lock_try(&lock, "missing/thing", "lenetpad", NULL), LOCK_UNAVAILABLE);
    memset(longer, 'n', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(lock_try(&lock, longer, "lenetpad", NULL), LOCK_UNAVAILABLE);
    assert_int_equal(lock_try(&lock, "/proc/self/thing", "lenetpad", NULL), LOCK_UNAVAILABLE);
    assert_null(lock);
}

static void test_where_there_are_no_locks_no_file_is_left(void **state)
{
    (void)state;
    struct lock *lock;
    lock_error = EOPNOTSUPP;
    assert_int_equal(lock_try(&lock, "thing", "lenetpad", NULL), LOCK_UNAVAILABLE);
    assert_int_not_equal(access("thing.lock", F_OK), 0);
    support_write("thing.lock", "", 0); // perhaps of a program that can lock
    assert_int_equal(lock_try(&lock, "thing", "lenetpad", NULL), LOCK_UNAVAILABLE);
    assert_int_equal(access("thing.lock", F_OK), 0);
    lock_error = 0;
    remove("thing.lock");
}

// Somebody may hold it: who writes then might write over another's work.
static void test_a_lack_that_passes_is_not_a_place_without_locks(void **state)
{
    (void)state;
    struct lock *lock = NULL;
    struct rlimit files, none;
    struct status status = {0};
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
    none = (struct rlimit){3, files.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    enum lock_answer answer = lock_try(&lock, "thing", "lenetpad", NULL);
    bool may_go_on = lock_or_fail(&lock, "thing", &lock_to_change, &status);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &files), 0);
    assert_int_equal(answer, LOCK_FAILED);
    assert_false(may_go_on);
    support_assert_says(&status, STATUS_IO, "cannot lock thing: Too many open files; try again");
    lock_error = ENOMEM;
    assert_int_equal(lock_try(&lock, "thing", "lenetpad", NULL), LOCK_FAILED);
    lock_error = 0;
    names_are_lost = true;
    assert_int_equal(lock_try(&lock, "thing", "lenetpad", NULL), LOCK_FAILED);
    assert_int_equal(errno, EAGAIN);
    names_are_lost = false;
    assert_null(lock);
    remove("thing.lock");
}

static void test_who_may_not_go_on_is_told_why(void **state)
{
    (void)state;
    struct lock *lock, *second;
    struct status status = {0};
    const struct lock_wish wish = {"a tortoise", 0, "is being read by", "wait"};
    assert_true(lock_or_fail(&lock, "thing", &wish, &status));
    assert_false(lock_or_fail(&second, "thing", &wish, &status));
    support_assert_says(&status, STATUS_IO, "thing is being read by a tortoise (process ");
    support_assert_says(&status, STATUS_IO, "); wait");
    lock_release(lock);
    assert_true(lock_or_fail(&second, "missing/thing", &wish, &status)); // none can be had there
    assert_null(second);
}

// What others hold for moments is waited for, and not longer than was said.
static void test_waiting_ends_with_the_holder_or_with_patience(void **state)
{
    (void)state;
    struct lock *lock;
    struct lock_holder holder;
    pid_t child = hold_elsewhere("thing");
    assert_int_equal(lock_take(&lock, "thing", "lenetpad", 0.05, &holder), LOCK_HELD);
    assert_int_equal(holder.process, child);
    pid_t killer = fork();
    if (killer == 0) {
        usleep(50 * 1000);
        kill(child, SIGKILL);
        _exit(0);
    }
    assert_int_equal(lock_take(&lock, "thing", "lenetpad", 100, &holder), LOCK_TAKEN);
    lock_release(lock);
    assert_int_equal(waitpid(killer, NULL, 0), killer);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

// Many that take and release, so that lock files come and go: never two at once.
static void test_a_crowd_enters_one_by_one(void **state)
{
    (void)state;
    enum { PROCESSES = 4, ROUNDS = 200 };
    pid_t children[PROCESSES];
    support_write("count", "0", 1);
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        for (int round = 0; children[i] == 0 && round < ROUNDS; round++) {
            struct lock *lock;
            int count = 0;
            if (lock_take(&lock, "count", "crowd", 1000, NULL) != LOCK_TAKEN)
                _exit(1);
            FILE *file = fopen("count", "r+");
            if (!file || fscanf(file, "%d", &count) != 1)
                _exit(1);
            rewind(file);
            fprintf(file, "%d", count + 1);
            fclose(file);
            lock_release(lock);
        }
        if (children[i] == 0)
            _exit(0);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    size_t size;
    char *text = (char *)support_read("count", &size);
    text[size] = '\0';
    assert_int_equal(atoi(text), PROCESSES * ROUNDS);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_another_process_is_kept_out_and_told_who_holds_it),
        cmocka_unit_test(test_a_killed_holder_holds_nothing),
        cmocka_unit_test(test_two_holders_in_one_process_exclude_each_other),
        cmocka_unit_test(test_a_link_stands_for_its_target),
        cmocka_unit_test(test_what_is_no_lock_is_left_alone),
        cmocka_unit_test(test_where_no_lock_can_be_the_answer_says_so),
        cmocka_unit_test(test_where_there_are_no_locks_no_file_is_left),
        cmocka_unit_test(test_a_lack_that_passes_is_not_a_place_without_locks),
        cmocka_unit_test(test_who_may_not_go_on_is_told_why),
        cmocka_unit_test(test_waiting_ends_with_the_holder_or_with_patience),
        cmocka_unit_test(test_a_crowd_enters_one_by_one),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
