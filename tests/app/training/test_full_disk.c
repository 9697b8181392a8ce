// Every kind of file that the program writes, on a disk that is full, over its quota, broken or may
// not be written to: the old file stays as it was to the byte, nothing half-written lies beside it,
// and the message names the file and says what to do.
#include "tests/support/support.h"

#include "app/pictures/picture.h"
#include "app/training/curves/run_log.h"
#include "app/training/kept_run.h"
#include "app/training/moments/snapshot_files.h"
#include "app/training/runs/run_library.h"
#include "app/training/setup/setup_file.h"
#include "app/training/train_record.h"
#include "app/work/settings.h"
#include "nn/data/practice.h"
#include "nn/files/file.h"
#include "nn/net/model.h"
#include "nn/strokes/strokes_text.h"
#include "tests/support/small_files.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

// ---- The disk -----------------------------------------------------------------------------------

// At which call it fails, with which error. These stand in for the C library's own functions.
static struct disk {
    enum { CALL_NONE, CALL_OPEN, CALL_WRITE, CALL_FLUSH, CALL_RENAME } call;
    int error;
    size_t room; // bytes that can still be written
    int failed;  // calls
} disk;

static bool fails(int call)
{
    if (disk.call != (unsigned)call)
        return false;
    disk.failed++;
    errno = disk.error;
    return true;
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if ((flags & (O_CREAT | O_WRONLY | O_RDWR)) && fails(CALL_OPEN))
        return -1;
    return openat(AT_FDCWD, path, flags, mode);
}

ssize_t write(int file, const void *data, size_t size)
{
    size_t taken =
        disk.call == CALL_WRITE && file > STDERR_FILENO && size > disk.room ? disk.room : size;
    if (taken == 0 && size > 0 && fails(CALL_WRITE))
        return -1;
    if (disk.call == CALL_WRITE && file > STDERR_FILENO)
        disk.room -= taken;
    return syscall(SYS_write, file, data, taken);
}

int fsync(int file)
{
    return fails(CALL_FLUSH) ? -1 : (int)syscall(SYS_fsync, file);
}

int rename(const char *from, const char *to)
{
    return fails(CALL_RENAME) ? -1 : renameat(AT_FDCWD, from, AT_FDCWD, to);
}

static const struct fault {
    int call, error;
    size_t room;
    const char *advice;
} faults[] = {
    {CALL_OPEN, ENOSPC, 0, "make room on the disk"},
    {CALL_OPEN, EROFS, 0, "choose a folder that you may write to"},
    {CALL_OPEN, EACCES, 0, "choose a folder that you may write to"},
    {CALL_WRITE, ENOSPC, 0, "make room on the disk"},
    {CALL_WRITE, ENOSPC, 100, "make room on the disk"},
    {CALL_WRITE, EDQUOT, 30, "make room on the disk"},
    {CALL_WRITE, EFBIG, 100, "ulimit -f"},
    {CALL_WRITE, EIO, 100, "choose another place"},
    {CALL_FLUSH, EIO, 0, "choose another place"},
    {CALL_FLUSH, ENOSPC, 0, "make room on the disk"},
    {CALL_RENAME, EIO, 0, "choose another place"},
};
enum { FAULTS = sizeof faults / sizeof *faults };

static void break_disk(const struct fault *fault)
{
    disk = (struct disk){(unsigned)fault->call, fault->error, fault->room, 0};
}

static void mend_disk(void)
{
    disk.call = CALL_NONE;
}

// ---- What is on it ------------------------------------------------------------------------------

static struct {
    char text[20000];
    size_t used;
} tree;

static int add_to_tree(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    uint32_t hash = SUPPORT_HASH;
    (void)info, (void)place;
    if (kind == FTW_F) {
        size_t size;
        uint8_t *bytes = support_read(path, &size);
        hash = support_hash(hash, bytes, size);
        free(bytes);
    }
    tree.used += (size_t)snprintf(tree.text + tree.used, sizeof tree.text - tree.used, "%s %08x\n",
                                  path, hash);
    assert_true(tree.used < sizeof tree.text);
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// Every file and folder of the test's folder, with what is in it. The caller frees it.
static char *what_is_there(void)
{
    char *lines[400], *sorted = calloc(1, sizeof tree.text);
    size_t count = 0;
    tree.used = 0;
    tree.text[0] = '\0';
    assert_non_null(sorted);
    assert_int_equal(nftw(".", add_to_tree, 8, FTW_PHYS), 0);
    for (char *rest = tree.text, *line; (line = strsep(&rest, "\n")) && count < 400;)
        lines[count++] = line;
    qsort(lines, count, sizeof *lines, by_name);
    for (size_t i = 0; i < count; i++)
        strcat(strcat(sorted, lines[i]), "\n");
    return sorted;
}

// ---- The files ----------------------------------------------------------------------------------

// A run after so many epochs.
static struct run_moment *moment_of(int epoch)
{
    struct run_moment *moment = calloc(1, sizeof *moment);
    struct train_options options = train_default_options();
    assert_non_null(moment);
    train_begin(&moment->state, &options);
    moment->state.epoch = epoch;
    for (int i = 1; i <= epoch; i++) {
        curve_add(&moment->curves.loss, (float)i, 1 / (float)i);
        curve_add(&moment->curves.train, (float)i, 0.5f / (float)i);
    }
    return moment;
}

static bool write_checkpoint(int epoch, struct status *status)
{
    struct run_moment *moment = moment_of(epoch);
    bool written = kept_run_save("kept/training.safetensors", &moment->state, "practice",
                                 &moment->curves, NULL, status);
    free(moment);
    return written;
}

static bool write_command_checkpoint(int epoch, struct status *status)
{
    struct run_moment *moment = moment_of(epoch);
    const struct train_record record = {"lenetpad train", "practice digits"};
    bool written = train_record_save(&record, &moment->state, &moment->curves, "model.checkpoint",
                                     "model", status);
    free(moment);
    return written;
}

static bool write_curves(int epoch, struct status *status)
{
    struct run_moment *moment = moment_of(epoch);
    bool written = run_log_write("curves.csv", &moment->curves, &moment->state, 100, status);
    free(moment);
    return written;
}

static bool open_log(int epoch, struct status *status)
{
    struct run_moment *moment = moment_of(epoch);
    struct run_log *log;
    bool written =
        run_log_open(&log, "log.csv", false, &moment->curves, &moment->state, 100, status);
    run_log_close(log);
    free(moment);
    return written;
}

static bool write_model(int epoch, struct status *status)
{
    struct run_moment *moment = moment_of(epoch);
    const struct model_info info = {.description = {(char)('0' + epoch)}};
    bool written = model_save("weights.safetensors", &moment->state.weights, &info, status);
    free(moment);
    return written;
}

static bool write_snapshots(int epoch, struct status *status)
{
    struct snapshots *snapshots = snapshots_open();
    snapshots_begin(snapshots, 10);
    for (int i = 0; i <= epoch; i++) {
        struct run_moment *moment = moment_of(i);
        snapshots_add(snapshots, &moment->state, &moment->curves, true);
        free(moment);
    }
    bool written = snapshot_files_save("snapshots", snapshots, status);
    snapshots_close(snapshots);
    return written;
}

static bool write_record(int epoch, struct status *status)
{
    struct run_record record;
    struct run_setup setup;
    run_setup_default(&setup);
    run_record_begin(&record, &setup);
    record.epoch = epoch;
    return run_record_save(&record, "record.json", status);
}

// A run of the library that goes on, comes to its end, or is taken elsewhere.
static bool in_library(struct run_record *record, char folder[PATH_SIZE])
{
    struct run_setup setup;
    struct lock *lock;
    run_setup_default(&setup);
    run_record_begin(record, &setup);
    snprintf(folder, PATH_SIZE, "runs/one");
    if (access(folder, F_OK) == 0)
        return true;
    bool begun = run_library_begin(folder, &lock, "runs", record, NULL, NULL) &&
                 rename(folder, "runs/one") == 0;
    lock_release(lock);
    snprintf(folder, PATH_SIZE, "runs/one");
    return begun;
}

static bool note_run(int epoch, struct status *status)
{
    struct run_record record;
    struct run_moment *moment = moment_of(epoch);
    char folder[PATH_SIZE];
    bool noted = in_library(&record, folder) &&
                 run_library_note(folder, &record, &moment->state, 100, &moment->curves, status);
    free(moment);
    return noted;
}

static bool keep_run(int epoch, struct status *status)
{
    struct run_record record;
    struct run_moment *moment = moment_of(epoch);
    char folder[PATH_SIZE];
    assert_true(in_library(&record, folder));
    record.end = RUN_RECORD_STOPPED;
    bool kept = run_library_keep(folder, &record, &moment->state, 100, &moment->curves, status);
    free(moment);
    return kept;
}

static bool begin_run(int epoch, struct status *status)
{
    struct run_record record;
    struct run_setup setup;
    struct run_moment *moment = moment_of(epoch);
    char folder[PATH_SIZE];
    struct lock *lock;
    run_setup_default(&setup);
    run_record_begin(&record, &setup);
    bool begun = run_library_begin(folder, &lock, "runs", &record, &moment->state.weights, status);
    lock_release(lock);
    free(moment);
    return begun;
}

static bool export_run(int epoch, struct status *status)
{
    char made[PATH_SIZE];
    (void)epoch;
    return run_library_export(made, "runs", "one", ".", status);
}

static bool write_settings(int epoch, struct status *status)
{
    struct settings settings;
    settings_default(&settings);
    settings.brush = (float)(20 + epoch);
    return settings_save(&settings, NULL, "settings.json", status);
}

static bool write_setup(int epoch, struct status *status)
{
    struct run_setup setup;
    run_setup_default(&setup);
    setup.options.epochs = epoch;
    return setup_file_save(&setup, "setup.json", status);
}

static bool write_digits(int epoch, struct status *status)
{
    struct strokes strokes = {.box_width = 28, .box_height = 28};
    for (int i = 0; i < epoch; i++) {
        struct strokes_digit digit = {.label = i};
        assert_true(practice_drawing(&digit.drawing, i, 1, NULL));
        assert_true(strokes_add_digit(&strokes, &digit));
    }
    bool written = strokes_save(&strokes, "mine.strokes", status);
    strokes_free(&strokes);
    return written;
}

static bool write_picture(int epoch, struct status *status)
{
    uint8_t grey[28 * 28] = {[17] = (uint8_t)epoch};
    return picture_save_ink(&(struct ink){28, 28, grey}, "pad.png", status);
}

static const struct kind {
    const char *name; // in the message
    bool (*write)(int epoch, struct status *status);
    bool makes; // something new each time
} kinds[] = {
    {"kept/training.safetensors", write_checkpoint, false},
    {"model.checkpoint", write_command_checkpoint, false},
    {"curves.csv", write_curves, false},
    {"log.csv", open_log, false},
    {"weights.safetensors", write_model, false},
    {"snapshots/", write_snapshots, false},
    {"record.json", write_record, false},
    {"runs/one/curves.csv", note_run, false},
    {"runs/one/weights.safetensors", keep_run, false},
    {"runs/", begin_run, true},
    {"one", export_run, true},
    {"settings.json", write_settings, false},
    {"setup.json", write_setup, false},
    {"mine.strokes", write_digits, false},
    {"pad.png", write_picture, false},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void expect_refusal(const struct kind *kind, const struct fault *fault)
{
    struct status status = {.code = STATUS_OK};
    char *before = what_is_there();
    break_disk(fault);
    bool written = kind->write(2, &status);
    bool reached = disk.failed > 0;
    mend_disk();
    char *after = what_is_there();
    if (written || !reached)
        fail_msg("%s: call %d with error %d %s", kind->name, fault->call, fault->error,
                 written ? "is not noticed" : "was not made");
    if (status.code != STATUS_IO || !strstr(status.message, kind->name) ||
        !strstr(status.message, fault->advice))
        fail_msg("%s: \"%s\" does not say %s", kind->name, status.message, fault->advice);
    if (strcmp(before, after) != 0)
        fail_msg("%s: after error %d of call %d there is\n%snot\n%s", kind->name, fault->error,
                 fault->call, after, before);
    free(before);
    free(after);
}

static void test_what_cannot_be_written_leaves_everything_as_it_was(void **state)
{
    (void)state;
    struct status status = {.code = STATUS_OK};
    for (int i = 0; i < KINDS; i++) {
        if (!kinds[i].write(1, &status))
            fail_msg("%s", status.message);
        for (int j = 0; j < FAULTS; j++)
            expect_refusal(&kinds[i], &faults[j]);
        char *before = what_is_there();
        if (!kinds[i].write(2, &status))
            fail_msg("%s", status.message);
        char *after = what_is_there();
        assert_string_not_equal(before, after);
        free(before);
        free(after);
    }
}

// ---- Lines of a log -----------------------------------------------------------------------------

static void test_a_log_has_whole_lines_also_where_the_disk_is_full(void **state)
{
    (void)state;
    struct run_moment *moment = moment_of(0);
    struct run_log *log;
    struct status status = {.code = STATUS_OK};
    const struct run_log_line line = {.epochs = 0.5, .images = 50, .loss = 0.25};
    size_t size, size_after;
    assert_true(run_log_open(&log, "lines.csv", false, &moment->curves, &moment->state, 100, NULL));
    assert_true(run_log_add(log, &line, NULL));
    uint8_t *before = support_read("lines.csv", &size);
    break_disk(&(struct fault){CALL_WRITE, ENOSPC, 7, ""});
    bool added = run_log_add(log, &line, &status);
    mend_disk();
    assert_false(added);
    support_assert_says(&status, STATUS_IO, "cannot write lines.csv");
    uint8_t *after = support_read("lines.csv", &size_after);
    assert_int_equal(size_after, size);
    assert_memory_equal(before, after, size);
    assert_true(run_log_add(log, &line, &status)); // it is given up, and that was said
    run_log_close(log);
    free(before);
    free(after);
    free(moment);
}

// ---- Moments ------------------------------------------------------------------------------------

// The latest moment takes the place of the one before, but only when it is there.
static void test_a_moment_that_cannot_be_written_takes_no_other_away(void **state)
{
    (void)state;
    struct snapshots *snapshots = snapshots_open();
    struct status status = {.code = STATUS_OK};
    snapshots_begin(snapshots, 10);
    for (int i = 0; i <= 64; i++) { // more than are kept on disk
        struct run_moment *moment = moment_of(i);
        snapshots_add(snapshots, &moment->state, &moment->curves, true);
        free(moment);
        if (i == 30)
            assert_true(snapshot_files_save("moments", snapshots, &status));
    }
    char *before = what_is_there();
    break_disk(&(struct fault){CALL_WRITE, ENOSPC, 0, ""});
    bool saved = snapshot_files_save("moments", snapshots, &status);
    mend_disk();
    char *after = what_is_there();
    assert_false(saved);
    assert_string_equal(before, after);
    assert_true(snapshot_files_save("moments", snapshots, &status));
    assert_true(support_count_files("moments") <= SNAPSHOT_FILES_MOST);
    snapshots_close(snapshots);
    free(before);
    free(after);
}

// ---- A run's end --------------------------------------------------------------------------------

// Room for what is small, but not for the weights.
static void test_what_fits_of_a_runs_end_is_kept(void **state)
{
    (void)state;
    struct run_record record;
    struct status status = {.code = STATUS_OK};
    assert_int_equal(system("rm -rf runs"), 0);
    assert_true(note_run(1, NULL));
    small_files_begin(100000);
    bool kept = keep_run(3, &status);
    small_files_end();
    assert_false(kept);
    support_assert_says(&status, STATUS_IO, "weights.safetensors");
    if (!run_record_load(&record, "runs/one/record.json", &status))
        fail_msg("%s", status.message);
    assert_int_equal(record.end, RUN_RECORD_STOPPED);
    assert_int_equal(record.epoch, 3);
    assert_string_equal(record.weights, "");
    assert_int_equal(support_count_files("runs/one"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_cannot_be_written_leaves_everything_as_it_was),
        cmocka_unit_test(test_a_log_has_whole_lines_also_where_the_disk_is_full),
        cmocka_unit_test(test_a_moment_that_cannot_be_written_takes_no_other_away),
        cmocka_unit_test(test_what_fits_of_a_runs_end_is_kept),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
