// What the panel of a run says can be read, at every size and scale, however long its numbers are.
#include "tests/support/readable.h"

#include "app/window/actions/actions.h"

#include <math.h>

// Some epochs of a long run, with many digits in every number.
static void set_progress(struct app *app, enum trainer_phase phase, int epochs_done)
{
    struct trainer_progress *progress = &app->session.progress;
    progress->phase = phase;
    progress->epoch = epochs_done;
    progress->epochs = 300;
    progress->batch = 1234;
    progress->batches = 1875;
    progress->fraction = 0.4f;
    progress->images_per_second = 123456;
    progress->seconds_left = 15 * 60;
    progress->loss = 0.1234f;
    progress->test_error = 0.1234f;
    snprintf(progress->data, PATH_SIZE, "mnist");
    struct curve *curves[] = {&progress->loss_curve, &progress->train_curve, &progress->test_curve};
    for (int c = 0; c < 3; c++) {
        curves[c]->count = 200;
        for (int i = 0; i < 200; i++) {
            curves[c]->x[i] = (float)(i + 1);
            curves[c]->y[i] = 0.9f / (1 + (float)i * (float)(1 + c));
        }
    }
    app->session.settings.show_training = true;
}

static void check_training(struct app *app)
{
    draw(app);
    assert_readable(app);
    assert_shown("Training");
    if (app->session.progress.phase == TRAINER_RUNNING) {
        assert_shown("Epoch ");
        bool left = false;
        for (int i = 0; i < drawn_count; i++)
            left = left || strstr(drawn[i].string, "15 min");
        if (!left)
            complain("%s: the time left is missing", place);
    }
}

static void test_the_training_panel_can_be_read(void **state)
{
    struct app *app = *state;
    app->session.settings.show_training = true;
    everywhere(app, "idle", check_training);
    app->session.checkpoint_there = true;
    everywhere(app, "a kept run", check_training);
    set_progress(app, TRAINER_RUNNING, 2);
    everywhere(app, "running", check_training);
    set_progress(app, TRAINER_RUNNING, 288);
    app->session.progress.evaluating = true;
    everywhere(app, "testing", check_training);
    app->session.progress.evaluating = false;
    set_progress(app, TRAINER_PAUSED, 288);
    everywhere(app, "paused", check_training);
    set_progress(app, TRAINER_LOADING, 0);
    everywhere(app, "loading", check_training);
    set_progress(app, TRAINER_STOPPED, 288);
    everywhere(app, "stopped", check_training);
    set_progress(app, TRAINER_FAILED, 288);
    everywhere(app, "failed", check_training);
    app->session.checkpoint_there = false;
    set_progress(app, TRAINER_FINISHED, 300);
    everywhere(app, "finished", check_training);
    app->session.fine_tuning.phase = FINE_TUNING_RUNS;
    set_progress(app, TRAINER_RUNNING, 0);
    everywhere(app, "a lesson", check);
    app->session.fine_tuning.phase = FINE_TUNING_NONE;
}

// Both ends of the error's axis are told, in a plot or, in a small window, beside the curve.
static void check_axes(struct app *app)
{
    draw(app);
    assert_shown("100%");
    assert_shown("0.1%");
}

static void test_the_error_has_both_ends_of_its_axis(void **state)
{
    struct app *app = *state;
    set_progress(app, TRAINER_RUNNING, 200);
    everywhere(app, "curves", check_axes);
}

static void check_numbers(struct app *app)
{
    draw(app);
    for (int i = 0; i < drawn_count; i++)
        if (strstr(drawn[i].string, "inf") || strstr(drawn[i].string, "nan"))
            complain("%s: \"%s\" is no number", place, drawn[i].string);
}

static void test_a_loss_without_a_logarithm_is_no_infinite_axis(void **state)
{
    struct app *app = *state;
    static const float losses[] = {0, NAN};
    for (int l = 0; l < 2; l++) {
        set_progress(app, TRAINER_RUNNING, 200);
        for (int i = 0; i < app->session.progress.loss_curve.count; i++)
            app->session.progress.loss_curve.y[i] = losses[l];
        everywhere(app, l ? "no losses" : "losses of zero", check_numbers);
    }
}

// Wherever the pointer is over the curves, what it reads out lies on no other text.
static void check_readout(struct app *app)
{
    struct rect body = app->layout.side_body;
    draw(app);
    int without = drawn_count;
    struct drawn labels[TEXTS_MAX];
    memcpy(labels, drawn, sizeof labels);
    body = app->layout.side_body;
    for (int i = 1; i < 12; i += 2)
        for (int k = 5; k < 12; k += 2) { // below the words
            app_event(app, &(struct event){.type = EVENT_POINTER_MOVE,
                                           .x = (float)(body.x + body.w * i / 12),
                                           .y = (float)(body.y + body.h * k / 12)});
            draw(app);
            for (int a = 0; a < drawn_count; a++)
                for (int b = 0; b < a; b++) {
                    struct rect both = rect_intersect(drawn[a].rect, drawn[b].rect);
                    if (both.w > 0 && both.h > 0)
                        complain("%s: at %d, %d \"%s\" lies on \"%s\"", place, i, k,
                                 drawn[a].string, drawn[b].string);
                }
            assert_true(drawn_count >= without);
        }
    app_event(app, &(struct event){.type = EVENT_POINTER_LEAVE});
}

static void test_what_a_curve_reads_out_covers_no_label(void **state)
{
    struct app *app = *state;
    set_progress(app, TRAINER_FINISHED, 200);
    everywhere(app, "pointer on a curve", check_readout);
}

#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_test_app, close_test_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_the_training_panel_can_be_read),
        APP_TEST(test_the_error_has_both_ends_of_its_axis),
        APP_TEST(test_a_loss_without_a_logarithm_is_no_infinite_axis),
        APP_TEST(test_what_a_curve_reads_out_covers_no_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
