// What is dropped on the window and opened from its menus: what it is, what is said about it, and
// that the drawing stays when there is nothing to put in its place.
#include "tests/support/app_support.h"

#include "app/measure/strokes_file.h"
#include "app/pictures/foreign.h"
#include "app/pictures/picture.h"
#include "app/session/opening.h"
#include "app/session/shown_digits.h"
#include "app/work/picture_opening.h"
#include "nn/files/file.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

// What the window's main loop is for the app.
struct waker {
    pthread_mutex_t lock;
    pthread_cond_t woken;
    int count; // guarded by lock
};

static void wake(void *context)
{
    struct waker *waker = context;
    pthread_mutex_lock(&waker->lock);
    waker->count++;
    pthread_cond_signal(&waker->woken);
    pthread_mutex_unlock(&waker->lock);
}

static int open_test_app(void **state)
{
    *state = app_support_open(&(struct session_options){.model = "model"});
    return 0;
}

static int make_files(void **state)
{
    if (home_enter(state) != 0)
        return -1;
    struct lenet *lenet = calloc(1, sizeof *lenet);
    struct model_info info = {.description = "a model"};
    bool good = lenet && model_save("model", lenet, &info, NULL);
    free(lenet);
    return good ? 0 : -1;
}

static void draw(struct app *app)
{
    assert_true(pad_begin(&app->session.pad, PAD_STROKE, 100, 100, 30));
    assert_true(pad_move(&app->session.pad, 400, 400, 30));
    pad_end(&app->session.pad);
    app_frame(app);
    assert_false(app->session.reading.empty);
}

static void drop(struct app *app, const char *path)
{
    struct event event = {.type = EVENT_DROP};
    snprintf(event.path, sizeof event.path, "%s", path);
    app_event(app, &event);
    app_frame(app);
}

// The drop is refused with these words, and the drawing is as it was.
static void assert_kept(struct app *app, const char *path, const char *words)
{
    uint64_t version = app->session.pad.version;
    drop(app, path);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    if (!strstr(app->session.questions.message, path) ||
        !strstr(app->session.questions.message, words))
        fail_msg("unhelpful: %s", app->session.questions.message);
    assert_true(app->session.pad.version == version);
    app_event(app, &(struct event){.type = EVENT_KEY, .key = KEY_ESCAPE});
    app_frame(app);
    app_frame(app);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
}

static void write_text(const char *path, const char *text)
{
    support_write(path, text, strlen(text));
}

static void test_what_is_dropped_on_a_dialog_is_opened_when_that_has_closed(void **state)
{
    struct app *app = *state;
    uint64_t version = app->session.weights_version;
    press(app, KEY_F1, 0);
    assert_int_not_equal(app->session.questions.open, QUESTION_NONE);
    drop(app, "model");
    assert_true(app->session.weights_version == version);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(app->session.weights_version > version);
    version = app->session.weights_version;
    press(app, KEY_F1, 0);
    press(app, KEY_ESCAPE, 0);
    assert_true(app->session.weights_version == version); // once
}

static void save_picture(const char *path, int side, bool blank)
{
    struct ink ink;
    assert_true(ink_init(&ink, side, side, NULL));
    float unit = (float)side / 10;
    if (!blank)
        ink_draw(&ink, (struct point){5 * unit, 2 * unit}, (struct point){5 * unit, 8 * unit},
                 unit);
    assert_true(picture_save_ink(&ink, path, NULL));
    ink_free(&ink);
}

static void test_a_pipe_is_refused_and_not_waited_for(void **state)
{
    struct app *app = *state;
    struct status status = {0};
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(mkfifo("pipe.png", 0600), 0);
    alarm(60); // a wait would have no end
    draw(app);
    assert_kept(app, "pipe", "named pipe");
    assert_kept(app, "pipe.png", "named pipe");
    assert_false(opening_file(&app->session, "pipe", 0, &status));
    assert_false(opening_leaves_run(&app->session, "pipe"));
    alarm(0);
}

static void test_a_blank_picture_is_said_and_the_drawing_stays(void **state)
{
    struct app *app = *state;
    save_picture("blank.png", 50, true);
    draw(app);
    assert_kept(app, "blank.png", "blank");
}

static void test_a_strokes_file_without_strokes_is_said_and_the_drawing_stays(void **state)
{
    struct app *app = *state;
    write_text("none.strokes", "digit 3\ndigit 4\n");
    draw(app);
    assert_kept(app, "none.strokes", "no strokes");
}

static void test_a_digit_without_strokes_is_said_and_passed_over(void **state)
{
    struct app *app = *state;
    write_text("gap.strokes", "digit 3\nstroke 10,10 400,400\ndigit 4\ndigit 5\nstroke 9,9 9,99\n");
    drop(app, "gap.strokes");
    uint64_t version = app->session.pad.version;
    shown_digits_step(&app->session, 1);
    assert_true(app->session.pad.version == version);
    assert_non_null(strstr(app->session.notice.text, "Digit 2 of 3 has no strokes"));
    assert_false(app->session.strokes_pad == version); // what stands there is not that digit
    shown_digits_step(&app->session, 1);
    assert_false(app->session.pad.version == version);
    write_text("late.strokes", "digit 3\ndigit 4\nstroke 10,10 400,400\n");
    version = app->session.pad.version;
    drop(app, "late.strokes");
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(app->session.pad.version == version);
    assert_non_null(strstr(app->session.notice.text, "Digit 1 of 2 has no strokes"));
    assert_true(shown_digits_can_step(&app->session, 1));
}

static void test_files_that_are_not_read_are_named(void **state)
{
    struct app *app = *state;
    static const uint8_t idx[] = {0, 0, 8, 3, 0, 0, 0x27, 0x10, 0, 0, 0, 28, 0, 0, 0, 28, 0, 9};
    draw(app);
    support_write("a.tif", "II*\0\x08\0\0\0\0\0", 10);
    assert_kept(app, "a.tif", "TIFF");
    support_write("t10k-images", idx, sizeof idx);
    assert_kept(app, "t10k-images", "IDX file with 10000 pictures");
    assert_true(file_write("t10k-images.gz", idx, sizeof idx, NULL));
    assert_kept(app, "t10k-images.gz", "IDX file with 10000 pictures");
    support_write("noise", "\1\2\3\4\0\0\xff\xfe\x80", 9);
    assert_kept(app, "noise", "is of no kind that is read");
    support_write("utf16.txt",
                  "\xff\xfe"
                  "d\0i\0g\0i\0t\0",
                  12);
    assert_kept(app, "utf16.txt", "UTF-16");
}

static void test_text_is_never_taken_for_something_foreign(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "digit 3\n", "\tdigit 3\r\n# caf\xe9\n",
                                        ".VERSION 1.0\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        write_text("text", texts[i]);
        assert_false(foreign_explain_file("text", NULL));
    }
    assert_false(foreign_explain_file("not/there", NULL));
}

static void test_what_is_named_as_strokes_and_is_none_is_called_what_it_is(void **state)
{
    (void)state;
    struct strokes strokes;
    struct status status = {0};
    support_write("b.tif", "II*\0\x08\0\0\0\0\0", 10);
    assert_false(strokes_file_load(&strokes, "b.tif", &status));
    support_assert_says(&status, STATUS_BAD_DATA, "b.tif is a TIFF picture");
    save_picture("digit.png", 30, false);
    assert_false(strokes_file_load(&strokes, "digit.png", &status));
    support_assert_says(&status, STATUS_BAD_DATA, "use lenetpad classify");
    write_text("bad.strokes", "digit x\n");
    assert_false(strokes_file_load(&strokes, "bad.strokes", &status));
    support_assert_says(&status, STATUS_BAD_DATA, "bad.strokes:1");
    write_text("good.strokes", "digit 1\nstroke 1,2 3,4\n");
    assert_true(strokes_file_load(&strokes, "good.strokes", &status));
    strokes_free(&strokes);
}

static void wait_for(struct waker *waker, struct app *app)
{
    pthread_mutex_lock(&waker->lock);
    while (waker->count == 0)
        pthread_cond_wait(&waker->woken, &waker->lock);
    waker->count = 0;
    pthread_mutex_unlock(&waker->lock);
    app_event(app, &(struct event){.type = EVENT_WAKE});
}

// Whether it took longer than the window may be seen to wait or not, the picture comes.
static void test_a_large_picture_comes_onto_the_pad_when_it_is_read(void **state)
{
    (void)state;
    struct waker waker = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
    struct app *app = app_support_open(
        &(struct session_options){.model = "model", .wake = wake, .wake_context = &waker});
    save_picture("large.png", 4000, false);
    save_picture("blank-large.png", 4000, true);
    drop(app, "large.png");
    while (!pad_untouched_picture(&app->session.pad)) {
        assert_non_null(strstr(app->session.notice.text, "Opening large.png"));
        wait_for(&waker, app);
    }
    assert_null(app->session.opening);
    app_frame(app);
    assert_false(app->session.reading.empty);
    uint64_t version = app->session.pad.version;
    drop(app, "blank-large.png");
    while (app->session.questions.open == QUESTION_NONE)
        wait_for(&waker, app);
    assert_non_null(strstr(app->session.questions.message, "blank-large.png"));
    assert_true(app->session.pad.version == version);
    app_event(app, &(struct event){.type = EVENT_KEY, .key = KEY_ESCAPE});
    app_frame(app);
    app_frame(app);
    drop(app, "large.png"); // nobody waits for it
    app_close(app);
}

static void test_a_picture_read_beside_is_the_one_read_at_once(void **state)
{
    (void)state;
    struct waker waker = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
    struct picture_opening *opening;
    struct pad_picture beside, at_once;
    save_picture("one.png", 900, false);
    assert_true(picture_opening_start(&opening, "one.png", wake, &waker, NULL));
    while (!picture_opening_finished(opening, 1))
        ;
    struct status status = {0};
    assert_true(picture_opening_take(opening, &beside, &status));
    picture_opening_drop(opening);
    assert_true(picture_opening_read(&at_once, "one.png", NULL));
    assert_int_equal(beside.fitted.width, PAD_SIDE);
    assert_memory_equal(beside.fitted.grey, at_once.fitted.grey, PAD_SIDE * PAD_SIDE);
    assert_memory_equal(beside.digit->normalized.digit, at_once.digit->normalized.digit,
                        sizeof beside.digit->normalized.digit);
    pad_picture_free(&beside);
    pad_picture_free(&at_once);
}

#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_test_app, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_what_is_dropped_on_a_dialog_is_opened_when_that_has_closed),
        APP_TEST(test_a_pipe_is_refused_and_not_waited_for),
        APP_TEST(test_a_blank_picture_is_said_and_the_drawing_stays),
        APP_TEST(test_a_strokes_file_without_strokes_is_said_and_the_drawing_stays),
        APP_TEST(test_a_digit_without_strokes_is_said_and_passed_over),
        APP_TEST(test_files_that_are_not_read_are_named),
        cmocka_unit_test(test_text_is_never_taken_for_something_foreign),
        cmocka_unit_test(test_what_is_named_as_strokes_and_is_none_is_called_what_it_is),
        cmocka_unit_test(test_a_large_picture_comes_onto_the_pad_when_it_is_read),
        cmocka_unit_test(test_a_picture_read_beside_is_the_one_read_at_once),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
