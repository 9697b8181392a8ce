// A person's digits when windows, links and faults meet: what one window shows, learns, saves or
// forgets is what the file holds, and nothing that cannot be read is lost.
#include "tests/support/app_support.h"

#include "app/session/labelling.h"
#include "app/session/saving.h"
#include "app/session/weights/fine_tuning.h"
#include "app/work/own_digits.h"
#include "nn/files/place.h"
#include "nn/strokes/strokes_text.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/syscall.h>

enum { SIDE = 512 };

static const char mine[] = "mine.strokes";

// This program's stands in for the C library's.
static bool disk_fails;

ssize_t read(int file, void *to, size_t size)
{
    if (!disk_fails)
        return syscall(SYS_read, file, to, size);
    errno = EIO;
    return -1;
}

static int without_files(void **state)
{
    (void)state;
    disk_fails = false;
    return system("rm -rf ./*");
}

static void add(const char *path, int label)
{
    struct own_digits own;
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    assert_true(stroke_add(stroke, 200, 100) && stroke_add(stroke, 210 + (float)label, 400));
    assert_true(own_digits_open(&own, path, SIDE, NULL) &&
                own_digits_add(&own, label, &drawing, NULL));
    drawing_free(&drawing);
    own_digits_free(&own);
}

static void assert_labels(const char *path, const char *labels)
{
    struct strokes strokes;
    struct status status = {0};
    if (!strokes_load(&strokes, path, &status))
        fail_msg("%s", status.message);
    assert_int_equal(strokes.count, strlen(labels));
    for (size_t i = 0; i < strokes.count; i++)
        assert_int_equal(strokes.digit[i].label, labels[i] - '0');
    strokes_free(&strokes);
}

static struct own_digits open_two(const char *path)
{
    struct own_digits own;
    add(path, 1), add(path, 2);
    assert_true(own_digits_open(&own, path, SIDE, NULL));
    return own;
}

// ---- Faults -------------------------------------------------------------------------------------

static void test_a_disk_that_fails_makes_no_file_forgotten(void **state)
{
    (void)state;
    char kept[PATH_SIZE];
    struct status status = {0};
    struct own_digits own = open_two(mine);
    add(mine, 3); // by another window
    disk_fails = true;
    assert_false(own_digits_forget_all(&own, kept, &status));
    disk_fails = false;
    support_assert_says(&status, STATUS_IO, mine);
    assert_labels(mine, "123");
    assert_int_equal(own.strokes.count, 2);
    own_digits_free(&own);
}

static void test_a_damaged_file_is_kept_beside_when_all_is_forgotten(void **state)
{
    (void)state;
    char kept[PATH_SIZE];
    size_t count;
    struct own_digits own = open_two(mine);
    support_write("damaged", "digit 1\nstroke 1,1 2,oops\n", 26);
    assert_int_equal(rename("damaged", mine), 0);
    assert_true(own_digits_forget_all(&own, kept, NULL));
    assert_string_equal(path_name(kept), "mine.strokes.broken");
    assert_int_not_equal(access(mine, F_OK), 0);
    uint8_t *text = support_read(kept, &count);
    assert_int_equal(count, 26);
    assert_memory_equal(text, "digit 1\nstroke 1,1 2,oops\n", 26);
    free(text);
    assert_true(own_digits_bring_back(&own, &count, NULL)); // what this window had read
    assert_labels(mine, "12");
    own_digits_free(&own);
}

// ---- Links --------------------------------------------------------------------------------------

static void test_the_last_digit_leaves_the_file_and_not_its_link(void **state)
{
    (void)state;
    int label;
    assert_int_equal(mkdir("synced", 0777), 0);
    assert_int_equal(symlink("synced/mine", mine), 0);
    struct own_digits own = open_two(mine);
    assert_true(own_digits_forget_last(&own, &label, NULL) &&
                own_digits_forget_last(&own, &label, NULL));
    assert_int_not_equal(access("synced/mine", F_OK), 0);
    add(mine, 7);
    assert_labels("synced/mine", "7");
    own_digits_free(&own);
}

static void test_a_discarded_run_leaves_its_link(void **state)
{
    (void)state;
    struct stat there;
    support_write("target", "a run", 5);
    assert_int_equal(symlink("target", "run.safetensors"), 0);
    kept_run_discard("run.safetensors");
    assert_int_not_equal(access("target", F_OK), 0);
    assert_int_equal(lstat("run.safetensors", &there), 0);
}

static void test_only_an_ordinary_file_is_removed(void **state)
{
    (void)state;
    assert_int_equal(place_remove("missing"), 0);
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(place_remove("folder"), EISDIR);
    assert_int_equal(mkfifo("pipe", 0666), 0);
    assert_int_equal(symlink("pipe", "link"), 0);
    assert_int_equal(place_remove("link"), EPERM);
    assert_int_equal(access("pipe", F_OK), 0);
    assert_int_equal(symlink("round", "round"), 0);
    assert_int_equal(place_remove("round"), ELOOP);
}

// ---- Two windows --------------------------------------------------------------------------------

static struct app *open_window(void)
{
    return app_support_open(&(struct session_options){.own_digits = mine});
}

static void test_digits_of_another_window_are_shown(void **state)
{
    (void)state;
    struct app *app = open_window();
    press(app, 'h', MOD_CTRL);
    assert_true(pad_empty(&app->session.pad)); // there are none yet
    add(mine, 3), add(mine, 4);
    press(app, 'h', MOD_CTRL);
    assert_string_equal(app->session.digit_note, "1 of 2, labelled 3");
    add(mine, 5);
    labelling_show(&app->session);
    assert_string_equal(app->session.digit_note, "1 of 3, labelled 3");
    unlink(mine); // the other window forgets them all; the drawing stays
    labelling_show(&app->session);
    assert_false(pad_empty(&app->session.pad));
    app_close(app);
}

static void test_digits_of_another_window_are_learned(void **state)
{
    (void)state;
    add(mine, 3);
    struct app *app = open_window();
    add(mine, 4);
    fine_tuning_begin(&app->session);
    assert_int_equal(app->session.fine_tuning.digits.count, 2);
    app_close(app);
}

static void test_digits_of_another_window_are_saved(void **state)
{
    (void)state;
    struct status status = {0};
    add(mine, 3);
    struct app *app = open_window();
    add(mine, 4);
    assert_true(saving_write(&app->session, FILE_PURPOSE_SAVE_OWN_DIGITS, "copy.strokes", NULL));
    assert_labels("copy.strokes", "34");
    add(mine, 5);
    assert_true(saving_write(&app->session, FILE_PURPOSE_SAVE_OWN_DIGITS, mine, NULL));
    assert_labels(mine, "345");
    assert_int_equal(link(mine, "same"), 0);
    add(mine, 6); // `same` is an older state of it now, and any other file
    assert_true(saving_write(&app->session, FILE_PURPOSE_SAVE_OWN_DIGITS, "same", NULL));
    assert_labels("same", "3456");
    unlink(mine);
    assert_false(
        saving_write(&app->session, FILE_PURPOSE_SAVE_OWN_DIGITS, "copy.strokes", &status));
    support_assert_says(&status, STATUS_MISSING, "no digits of yours any more");
    assert_labels("copy.strokes", "34");
    app_close(app);
}

static void test_nothing_else_is_saved_over_the_digits(void **state)
{
    (void)state;
    struct status status = {0};
    struct app *app = open_window();
    pad_begin(&app->session.pad, PAD_STROKE, 200, 100, 30);
    pad_move(&app->session.pad, 210, 400, 30);
    pad_end(&app->session.pad);
    assert_false(saving_write(&app->session, FILE_PURPOSE_SAVE_STROKES, "./mine.strokes",
                              &status)); // not there yet
    support_assert_says(&status, STATUS_USAGE, "where your taught digits are kept");
    add(mine, 3), add(mine, 4);
    assert_int_equal(symlink(mine, "link.strokes"), 0);
    assert_false(saving_write(&app->session, FILE_PURPOSE_SAVE_STROKES, mine, &status));
    assert_false(saving_write(&app->session, FILE_PURPOSE_SAVE_STROKES, "link.strokes", &status));
    assert_false(saving_write(&app->session, FILE_PURPOSE_SAVE_PICTURE, "link.strokes", &status));
    assert_labels(mine, "34");
    assert_true(saving_write(&app->session, FILE_PURPOSE_SAVE_STROKES, "one.strokes", NULL));
    app_close(app);
}

#define KEPT_TEST(test) cmocka_unit_test_setup(test, without_files)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEPT_TEST(test_a_disk_that_fails_makes_no_file_forgotten),
        KEPT_TEST(test_a_damaged_file_is_kept_beside_when_all_is_forgotten),
        KEPT_TEST(test_the_last_digit_leaves_the_file_and_not_its_link),
        KEPT_TEST(test_a_discarded_run_leaves_its_link),
        KEPT_TEST(test_only_an_ordinary_file_is_removed),
        KEPT_TEST(test_digits_of_another_window_are_shown),
        KEPT_TEST(test_digits_of_another_window_are_learned),
        KEPT_TEST(test_digits_of_another_window_are_saved),
        KEPT_TEST(test_nothing_else_is_saved_over_the_digits),
    };
    return cmocka_run_group_tests(tests, home_enter, support_leave_folder);
}
