// Writing that meets trouble: killed writers, open files and pipes, links that lead nowhere, disks
// without permissions. fsync and fchmod of this program stand in for the C library's, so that a
// writer can be killed in mid-write and a file system can refuse permissions.
#include "tests/support/support.h"

#include "nn/files/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>

static enum syncing { SYNC_USUALLY, SYNC_AND_DIE, SYNC_AND_SLEEP } syncing;
static bool without_permissions;

int fsync(int file)
{
    if (syncing == SYNC_AND_DIE)
        raise(SIGKILL);
    if (syncing == SYNC_AND_SLEEP)
        raise(SIGSTOP);
    return (int)syscall(SYS_fsync, file);
}

int fchmod(int file, mode_t mode)
{
    if (without_permissions) {
        errno = EPERM;
        return -1;
    }
    return (int)syscall(SYS_fchmod, file, mode);
}

static void expect_contents(const char *path, const char *text)
{
    size_t size;
    uint8_t *data = support_read(path, &size);
    assert_int_equal(size, strlen(text));
    assert_memory_equal(data, text, size);
    free(data);
}

static void expect_mode(const char *path, mode_t mode)
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, mode);
}

// ---- Killed writers -----------------------------------------------------------------------------

static pid_t write_elsewhere(const char *path, enum syncing how)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        syncing = how;
        _exit(file_write(path, "half of it", 10, NULL) ? 0 : 1);
    }
    return child;
}

static void test_what_killed_writers_left_is_cleared_by_the_next(void **state)
{
    (void)state;
    int how;
    assert_true(file_make_folder("killed", NULL));
    for (int i = 0; i < 3; i++) {
        pid_t child = write_elsewhere("killed/file", SYNC_AND_DIE);
        assert_int_equal(waitpid(child, &how, 0), child);
        assert_true(WIFSIGNALED(how));
        assert_int_equal(support_count_files("killed"), 1);
    }
    assert_true(file_write("killed/other", "x", 1, NULL));
    assert_int_equal(support_count_files("killed"), 1);
}

static void test_what_a_living_writer_drafts_is_left_alone(void **state)
{
    (void)state;
    int how;
    assert_true(file_make_folder("alive", NULL));
    pid_t child = write_elsewhere("alive/file", SYNC_AND_SLEEP);
    assert_int_equal(waitpid(child, &how, WUNTRACED), child);
    assert_true(WIFSTOPPED(how));
    assert_true(file_write("alive/other", "x", 1, NULL));
    assert_int_equal(support_count_files("alive"), 2);
    kill(child, SIGCONT);
    assert_int_equal(waitpid(child, &how, WUNTRACED), child);
    if (WIFSTOPPED(how)) { // for the folder
        kill(child, SIGCONT);
        assert_int_equal(waitpid(child, &how, 0), child);
    }
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    expect_contents("alive/file", "half of it");
    assert_int_equal(support_count_files("alive"), 2);
}

static void make_aged(const char *path, time_t seconds)
{
    struct timespec now, times[2];
    clock_gettime(CLOCK_REALTIME, &now);
    support_write(path, "left", 4);
    times[0] = times[1] = (struct timespec){.tv_sec = now.tv_sec - seconds};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

// Another machine's locks may not be seen over a network, and earlier versions did not lock.
static void test_what_others_drafted_is_cleared_after_a_day(void **state)
{
    (void)state;
    enum { DAY = 24 * 3600, SLACK = 600 };
    static const char *const names[] = {"others/.writing-00000001-1-0.tmp",
                                        "others/.writing-1-0.tmp"};
    assert_true(file_make_folder("others", NULL));
    for (size_t i = 0; i < 2; i++) {
        make_aged(names[i], 0);
        assert_true(file_write("others/file", "x", 1, NULL));
        assert_int_equal(support_count_files("others"), 2);
        make_aged(names[i], DAY - SLACK);
        assert_true(file_write("others/file", "x", 1, NULL));
        assert_int_equal(support_count_files("others"), 2);
        make_aged(names[i], DAY + SLACK);
        assert_true(file_write("others/file", "x", 1, NULL));
        assert_int_equal(support_count_files("others"), 1);
    }
}

static void test_files_that_only_look_like_drafts_are_never_cleared(void **state)
{
    (void)state;
    static const char *const names[] = {
        "own/.writing-notes.tmp", "own/.writing-1-0.tmp.txt", "own/.writing-00000001-1-0.txt",
        "own/.writing-1-x.tmp",   "own/writing-1-0.tmp",      "own/.writing-0000000001-1-0.tmp",
    };
    enum { NAMES = sizeof names / sizeof names[0] };
    assert_true(file_make_folder("own", NULL));
    for (size_t i = 0; i < NAMES; i++)
        make_aged(names[i], 100 * 24 * 3600);
    assert_int_equal(symlink("file", "own/.writing-2-0.tmp"), 0);
    assert_true(file_write("own/file", "x", 1, NULL));
    assert_int_equal(support_count_files("own"), NAMES + 2);
}

// ---- What is no ordinary file -------------------------------------------------------------------

static void test_a_pipe_is_written_by_the_name_of_the_open_file(void **state)
{
    (void)state;
    int pipes[2];
    char name[32], got[16] = "";
    struct status status = {0};
    assert_int_equal(pipe(pipes), 0);
    snprintf(name, sizeof name, "/dev/fd/%d", pipes[1]);
    assert_int_equal(symlink(name, "to-pipe"), 0);
    assert_true(file_check_writable("to-pipe", &status));
    assert_true(file_write(name, "one ", 4, &status));
    assert_true(file_write("to-pipe", "two", 3, &status));
    assert_int_equal(read(pipes[0], got, sizeof got), 7);
    assert_string_equal(got, "one two");
    close(pipes[0]);
    signal(SIGPIPE, SIG_IGN);
    assert_false(file_write(name, "x", 1, &status));
    signal(SIGPIPE, SIG_DFL);
    support_assert_says(&status, STATUS_IO, "the pipe: Broken pipe");
    close(pipes[1]);
    assert_false(file_write(name, "x", 1, &status));
    support_assert_says(&status, STATUS_IO, "it is not open");
}

static void test_a_socket_is_written_by_the_name_of_the_open_file(void **state)
{
    (void)state;
    int ends[2];
    char name[32], got[8] = "";
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    snprintf(name, sizeof name, "/proc/self/fd/%d", ends[1]);
    assert_true(file_write(name, "hello", 5, NULL));
    assert_int_equal(read(ends[0], got, sizeof got), 5);
    close(ends[0]);
    close(ends[1]);
}

static void test_an_open_file_goes_on_where_it_stands(void **state)
{
    (void)state;
    char name[32];
    int file = open("open-file", O_WRONLY | O_CREAT, 0600);
    assert_int_equal(write(file, "before ", 7), 7);
    snprintf(name, sizeof name, "/dev/fd/%d", file);
    assert_true(file_write(name, "after", 5, NULL));
    close(file);
    expect_contents("open-file", "before after");
}

static void test_a_slow_reader_is_waited_for(void **state)
{
    (void)state;
    enum { MANY = 1 << 20 };
    int pipes[2], how;
    char name[32];
    uint8_t *data = calloc(MANY, 1);
    assert_int_equal(pipe(pipes), 0);
    fcntl(pipes[1], F_SETFL, O_NONBLOCK);
    snprintf(name, sizeof name, "/dev/fd/%d", pipes[1]);
    pid_t child = fork();
    if (child == 0)
        _exit(file_write(name, data, MANY, NULL) ? 0 : 1);
    close(pipes[1]);
    size_t total = 0;
    for (ssize_t got; (got = read(pipes[0], data, 5000)) > 0;)
        total += (size_t)got;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    assert_int_equal(total, MANY);
    close(pipes[0]);
    free(data);
}

// ---- Told before the work -----------------------------------------------------------------------

static void expect_refused(const char *path, enum status_code code, const char *words)
{
    struct status status = {0};
    assert_false(file_check_writable(path, &status));
    support_assert_says(&status, code, words);
    struct status later = {0};
    assert_false(file_write(path, "x", 1, &later));
    assert_string_equal(status.message, later.message); // the truth was told
}

static void test_what_cannot_be_written_is_told_before(void **state)
{
    (void)state;
    char long_name[300];
    memset(long_name, 'n', sizeof long_name);
    long_name[sizeof long_name - 1] = '\0';
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(symlink("missing/target", "to-missing"), 0);
    assert_int_equal(symlink("/proc/target", "to-read-only"), 0);
    assert_int_equal(symlink("loop-b", "loop-a"), 0);
    assert_int_equal(symlink("loop-a", "loop-b"), 0);
    size_t files = support_count_files(".");
    expect_refused("folder", STATUS_IO, "folder: it is a folder");
    expect_refused("absent/file", STATUS_MISSING, "its folder does not exist");
    expect_refused("to-missing", STATUS_MISSING, "its folder does not exist");
    expect_refused("to-read-only", STATUS_IO, "takes no new files");
    expect_refused("loop-a", STATUS_IO, "leads back to itself");
    expect_refused(long_name, STATUS_IO, "choose a shorter name");
    assert_int_equal(support_count_files("."), files);
}

static void test_looking_whether_one_can_write_changes_nothing(void **state)
{
    (void)state;
    support_write("kept", "old", 3);
    chmod("kept", 0604);
    assert_int_equal(symlink("kept", "to-kept"), 0);
    assert_int_equal(symlink("unborn", "to-unborn"), 0);
    size_t files = support_count_files(".");
    assert_true(file_check_writable("kept", NULL));
    assert_true(file_check_writable("to-kept", NULL));
    assert_true(file_check_writable("to-unborn", NULL));
    assert_true(file_check_writable("/dev/null", NULL));
    expect_contents("kept", "old");
    expect_mode("kept", 0604);
    assert_int_equal(support_count_files("."), files);
}

static void test_a_write_protected_file_is_called_so(void **state)
{
    (void)state;
    enum { NOBODY = 65534 };
    support_write("protected", "old", 3);
    chmod("protected", 0444);
    chmod(".", 0777);
    bool root = geteuid() == 0 && setresuid(NOBODY, NOBODY, 0) == 0;
    expect_refused("protected", STATUS_IO,
                   "Permission denied; the file is write-protected: allow writing to it or choose "
                   "another name");
    if (root)
        assert_int_equal(setresuid(0, 0, 0), 0);
}

// ---- Permissions --------------------------------------------------------------------------------

static void test_a_new_file_can_be_as_private_as_another(void **state)
{
    (void)state;
    struct file_content content = {.path = "copy", .data = "x", .size = 1, .like = "private"};
    unlink("private");
    mode_t old = umask(022);
    assert_true(file_write_together(&content, 1, NULL)); // nothing to be like
    expect_mode("copy", 0644);
    support_write("private", "secret", 6);
    chmod("private", 0600);
    assert_true(file_write_together(&content, 1, NULL)); // it has its own by now
    expect_mode("copy", 0644);
    unlink("copy");
    assert_true(file_write_together(&content, 1, NULL));
    expect_mode("copy", 0600);
    umask(old);
}

static void test_a_file_system_without_permissions_can_be_written_over(void **state)
{
    (void)state;
    struct status status = {0};
    mode_t old = umask(0);
    support_write("modeless", "old", 3);
    chmod("modeless", 0640);
    umask(077); // so that there is something to change
    without_permissions = true;
    bool written = file_write("modeless", "new", 3, &status);
    without_permissions = false;
    umask(old);
    assert_string_equal(status.message, "");
    assert_true(written);
    expect_contents("modeless", "new");
    expect_mode("modeless", 0600); // never more than the old one had
}

// ---- What is looked at before it gets its name --------------------------------------------------

static bool approve(void *context, const char *path, struct status *status)
{
    expect_contents(path, "bytes as they came");
    return *(bool *)context || status_fail(status, STATUS_BAD_DATA, "not good");
}

static void test_only_what_is_approved_takes_the_name(void **state)
{
    (void)state;
    bool good = false;
    struct status status = {0};
    struct file_content content = {.path = "looked-at/file.gz",
                                   .data = "bytes as they came",
                                   .size = 18,
                                   .check = approve,
                                   .context = &good};
    assert_true(file_make_folder("looked-at", NULL));
    assert_false(file_write_together(&content, 1, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "not good");
    assert_int_equal(support_count_files("looked-at"), 0);
    good = true;
    assert_true(file_write_together(&content, 1, &status));
    expect_contents("looked-at/file.gz", "bytes as they came");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_killed_writers_left_is_cleared_by_the_next),
        cmocka_unit_test(test_what_a_living_writer_drafts_is_left_alone),
        cmocka_unit_test(test_what_others_drafted_is_cleared_after_a_day),
        cmocka_unit_test(test_files_that_only_look_like_drafts_are_never_cleared),
        cmocka_unit_test(test_a_pipe_is_written_by_the_name_of_the_open_file),
        cmocka_unit_test(test_a_socket_is_written_by_the_name_of_the_open_file),
        cmocka_unit_test(test_an_open_file_goes_on_where_it_stands),
        cmocka_unit_test(test_a_slow_reader_is_waited_for),
        cmocka_unit_test(test_what_cannot_be_written_is_told_before),
        cmocka_unit_test(test_looking_whether_one_can_write_changes_nothing),
        cmocka_unit_test(test_a_write_protected_file_is_called_so),
        cmocka_unit_test(test_a_new_file_can_be_as_private_as_another),
        cmocka_unit_test(test_a_file_system_without_permissions_can_be_written_over),
        cmocka_unit_test(test_only_what_is_approved_takes_the_name),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
