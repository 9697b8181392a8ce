// A person's digits in their file: stored, taken back, and never lost.
#include "nn/strokes/strokes_text.h"
#include "tests/support/small_files.h"
#include "tests/support/support.h"

#include "app/base/lock.h"
#include "app/work/own_digits.h"

#include <signal.h>
#include <sys/wait.h>

enum { SIDE = 512 };

static const char file[] = "folder/mine.strokes";

// One stroke of a few points that tell `mark`.
static struct drawing drawing_of(float mark)
{
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    assert_true(stroke && stroke_add(stroke, mark, 100) && stroke_add(stroke, 200.25f, 300) &&
                stroke_add(stroke, 400, 500));
    return drawing;
}

static bool add(struct own_digits *own, int label, float mark, struct status *status)
{
    struct drawing drawing = drawing_of(mark);
    bool added = own_digits_add(own, label, &drawing, status);
    drawing_free(&drawing);
    return added;
}

static struct own_digits open_own_digits(const char *path)
{
    struct own_digits own;
    assert_true(own_digits_open(&own, path, SIDE, NULL));
    return own;
}

static void test_taught_digits_load_again_as_they_were(void **state)
{
    (void)state;
    struct own_digits own = open_own_digits(file);
    assert_int_equal(own.strokes.count, 0);
    assert_true(add(&own, 7, 12.5f, NULL) && add(&own, 0, 13, NULL));
    own_digits_free(&own);
    struct strokes strokes;
    assert_true(strokes_load(&strokes, file, NULL)); // as any strokes file
    assert_int_equal(strokes.count, 2);
    assert_int_equal(strokes.digit[0].label, 7);
    assert_int_equal(strokes.digit[1].label, 0);
    assert_string_equal(strokes.digit[0].writer, "me");
    assert_true(strokes.box_width == SIDE && strokes.box_height == SIDE);
    const struct drawing *drawing = &strokes.digit[0].drawing;
    assert_int_equal(drawing->count, 1);
    assert_int_equal(drawing->stroke[0].count, 3);
    assert_true(drawing->stroke[0].point[0].x == 12.5f && drawing->stroke[0].point[1].x == 200.25f);
    strokes_free(&strokes);
    own = open_own_digits(file);
    assert_int_equal(own.strokes.count, 2);
    assert_true(own_digits_forget_all(&own, (char[PATH_SIZE]){0}, NULL));
    own_digits_free(&own);
}

static void test_two_windows_keep_each_others_digits(void **state)
{
    (void)state;
    struct own_digits first = open_own_digits(file), second = open_own_digits(file);
    int label = -1;
    assert_true(add(&first, 1, 1, NULL) && add(&second, 2, 2, NULL));
    assert_int_equal(second.strokes.count, 2);
    assert_true(own_digits_forget_last(&first, &label, NULL));
    assert_int_equal(label, 2);
    assert_int_equal(first.strokes.digit[0].label, 1);
    assert_true(own_digits_forget_all(&second, (char[PATH_SIZE]){0}, NULL));
    own_digits_free(&first);
    own_digits_free(&second);
}

// Several processes that teach at the same time: everything that was said to be kept is there.
static void test_digits_taught_at_once_are_all_kept(void **state)
{
    (void)state;
    enum { WINDOWS = 3, DIGITS = 40 };
    pid_t windows[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
        windows[i] = fork();
        assert_true(windows[i] >= 0);
        if (windows[i] > 0)
            continue;
        struct own_digits own;
        bool ok = own_digits_open(&own, file, SIDE, NULL);
        for (int k = 0; ok && k < DIGITS; k++)
            ok = add(&own, i, (float)k, NULL);
        _exit(ok ? 0 : 1);
    }
    for (int i = 0; i < WINDOWS; i++) {
        int status;
        assert_int_equal(waitpid(windows[i], &status, 0), windows[i]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    struct own_digits own = open_own_digits(file);
    assert_int_equal(own.strokes.count, WINDOWS * DIGITS);
    assert_true(own_digits_forget_all(&own, (char[PATH_SIZE]){0}, NULL));
    assert_int_equal(support_count_files("folder"), 0);
    own_digits_free(&own);
}

static void test_a_held_file_is_told_with_its_holder(void **state)
{
    (void)state;
    struct own_digits own = open_own_digits(file);
    struct status status = {0};
    struct lock *lock;
    assert_int_equal(lock_try(&lock, file, "another window", NULL), LOCK_TAKEN);
    assert_false(add(&own, 3, 3, &status));
    support_assert_says(&status, STATUS_IO, "being changed by another window (process ");
    lock_release(lock);
    assert_true(add(&own, 3, 3, &status));
    assert_int_equal(own.strokes.count, 1);
    assert_true(own_digits_forget_all(&own, (char[PATH_SIZE]){0}, NULL));
    own_digits_free(&own);
}

static void test_digits_are_forgotten_one_by_one_and_all(void **state)
{
    (void)state;
    struct own_digits own = open_own_digits(file);
    struct status status = {0};
    int label = -1;
    assert_true(add(&own, 3, 1, NULL) && add(&own, 4, 2, NULL) && add(&own, 5, 3, NULL));
    assert_true(own_digits_forget_last(&own, &label, NULL));
    assert_int_equal(label, 5);
    assert_int_equal(own.strokes.count, 2);
    assert_true(own_digits_forget_last(&own, &label, NULL) &&
                own_digits_forget_last(&own, &label, NULL));
    assert_int_equal(label, 3);
    assert_int_not_equal(access(file, F_OK), 0); // the format has no file without digits
    assert_false(own_digits_forget_last(&own, &label, &status));
    assert_int_equal(status.code, STATUS_OK);
    assert_true(add(&own, 6, 1, NULL) && own_digits_forget_all(&own, (char[PATH_SIZE]){0}, NULL));
    assert_int_equal(own.strokes.count, 0);
    assert_int_not_equal(access(file, F_OK), 0);
    own_digits_free(&own);
}

static void test_a_full_disk_loses_nothing(void **state)
{
    (void)state;
    struct own_digits own = open_own_digits(file);
    struct status status = {0};
    int label;
    assert_true(add(&own, 3, 1, NULL) && add(&own, 4, 2, NULL));
    size_t size, size_after;
    uint8_t *bytes = support_read(file, &size), *after;
    small_files_begin(0);
    bool added = add(&own, 5, 3, &status);
    bool forgotten = own_digits_forget_last(&own, &label, NULL);
    small_files_end();
    assert_false(added);
    assert_false(forgotten);
    support_assert_says(&status, STATUS_IO, "mine.strokes");
    assert_int_equal(own.strokes.count, 2);
    after = support_read(file, &size_after);
    assert_int_equal(size, size_after);
    assert_memory_equal(bytes, after, size);
    free(bytes);
    free(after);
    assert_int_equal(support_count_files("folder"), 1); // nothing is left beside it
    assert_true(add(&own, 5, 3, NULL));                 // there is room again
    assert_int_equal(own.strokes.count, 3);
    assert_true(own_digits_forget_all(&own, (char[PATH_SIZE]){0}, NULL));
    own_digits_free(&own);
}

static void test_a_folder_that_cannot_be_made_is_told(void **state)
{
    (void)state;
    struct status status = {0};
    support_write("plain", "", 0);
    struct own_digits own;
    assert_false(own_digits_open(&own, "plain/mine.strokes", SIDE, NULL));
    assert_false(add(&own, 1, 1, &status));
    assert_int_not_equal(status.code, STATUS_OK);
    assert_int_equal(own.strokes.count, 0);
    own_digits_free(&own);
}

static void test_a_broken_file_is_told_and_left_alone(void **state)
{
    (void)state;
    struct own_digits own;
    struct status status = {0};
    support_write("broken.strokes", "digit 12\n", 9);
    assert_false(own_digits_open(&own, "broken.strokes", SIDE, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "broken.strokes");
    assert_false(add(&own, 1, 1, NULL));
    size_t size;
    uint8_t *bytes = support_read("broken.strokes", &size);
    assert_int_equal(size, 9);
    free(bytes);
    assert_true(own_digits_forget_all(&own, (char[PATH_SIZE]){0}, NULL)); // the way out
    assert_true(add(&own, 1, 1, NULL));
    own_digits_free(&own);
}

static void test_what_cannot_be_learned_is_refused(void **state)
{
    (void)state;
    struct own_digits own = open_own_digits("");
    struct status status = {0};
    struct drawing drawing = {0};
    assert_false(own_digits_add(&own, 1, &drawing, &status));
    support_assert_says(&status, STATUS_USAGE, "no stroke");
    for (int i = 0; i < 33; i++) {
        struct stroke *stroke = drawing_add_stroke(&drawing);
        assert_true(stroke && stroke_add(stroke, (float)i, 1));
    }
    assert_false(own_digits_add(&own, 1, &drawing, &status));
    support_assert_says(&status, STATUS_USAGE, "too many");
    assert_int_equal(own.strokes.count, 0);
    drawing_free(&drawing);
    own_digits_free(&own);
}

static void test_a_change_finds_its_digit_where_others_moved_it(void **state)
{
    (void)state;
    struct own_digits own = open_own_digits("moved.strokes"),
                      other = open_own_digits("moved.strokes");
    for (int i = 0; i < 4; i++)
        assert_true(add(&own, i, (float)i, NULL));
    struct strokes seen;
    size_t place = 0;
    assert_true(strokes_copy(&seen, &own.strokes));
    assert_true(own_digits_forget(&other, &seen.digit[0], &place, NULL)); // by another window
    place = 2;
    assert_true(own_digits_relabel(&own, &seen.digit[2], &place, 9, NULL));
    assert_int_equal(place, 1);
    assert_int_equal(own.strokes.count, 3);
    assert_int_equal(own.strokes.digit[1].label, 9);
    struct status status = {0};
    place = 0;
    assert_false(own_digits_forget(&own, &seen.digit[0], &place, &status));
    support_assert_says(&status, STATUS_MISSING, "no longer among yours");
    assert_int_equal(own.strokes.count, 3);
    size_t count;
    assert_true(own_digits_bring_back(&other, &count, NULL));
    assert_int_equal(count, 1);
    assert_int_equal(other.strokes.count, 4);
    assert_int_equal(other.strokes.digit[0].label, 0);
    assert_int_equal(other.strokes.digit[2].label, 9);
    strokes_free(&seen);
    own_digits_free(&own);
    own_digits_free(&other);
}

static void test_what_cannot_be_written_is_neither_forgotten_nor_brought_back(void **state)
{
    (void)state;
    struct own_digits own = open_own_digits("held.strokes");
    size_t place = 1, count;
    assert_true(add(&own, 1, 1, NULL) && add(&own, 2, 2, NULL) && add(&own, 3, 3, NULL));
    struct strokes seen;
    assert_true(strokes_copy(&seen, &own.strokes));
    assert_true(own_digits_forget(&own, &seen.digit[1], &place, NULL));
    strokes_free(&seen);
    snprintf(own.path, sizeof own.path, "moved.strokes/held.strokes"); // below a file
    assert_false(own_digits_bring_back(&own, &count, NULL));
    assert_int_equal(own.strokes.count, 2);
    assert_int_equal(own_digits_can_bring_back(&own), 1);
    int label;
    assert_false(own_digits_forget_last(&own, &label, NULL));
    assert_int_equal(own.strokes.count, 2);
    own_digits_free(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_taught_digits_load_again_as_they_were),
        cmocka_unit_test(test_two_windows_keep_each_others_digits),
        cmocka_unit_test(test_digits_taught_at_once_are_all_kept),
        cmocka_unit_test(test_a_held_file_is_told_with_its_holder),
        cmocka_unit_test(test_digits_are_forgotten_one_by_one_and_all),
        cmocka_unit_test(test_a_full_disk_loses_nothing),
        cmocka_unit_test(test_a_folder_that_cannot_be_made_is_told),
        cmocka_unit_test(test_a_broken_file_is_told_and_left_alone),
        cmocka_unit_test(test_what_cannot_be_learned_is_refused),
        cmocka_unit_test(test_a_change_finds_its_digit_where_others_moved_it),
        cmocka_unit_test(test_what_cannot_be_written_is_neither_forgotten_nor_brought_back),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
