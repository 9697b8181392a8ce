// Every view of `lenetpad shot` looks as the picture of it in looks/ does. Letters are blocks here
// (fake_glyphs.h), whose pixels are the same on every machine. After a change that is meant,
//   LENETPAD_RENEW=1 build/tests/test_looks
// makes the pictures anew.
#include "tests/support/app_support.h"
#include "tests/support/look.h"

#include "app/commands/desktop_module/shot_view.h"
#include "app/session/opening.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/looking_back.h"
#include "tests/support/several_digits.h"

#include <math.h>
#include <sys/stat.h>

struct look {
    enum shot_view view;
    int width, height;
    float scale;
    enum theme_choice theme;
    const char *digits; // a picture of these is opened; NULL: one is drawn
    int looked_at;      // of them
};

static bool is_of_run(enum shot_view view)
{
    return view == SHOT_VIEW_TRAINING || view == SHOT_VIEW_LAB || view == SHOT_VIEW_LAB_LAYERS ||
           view == SHOT_VIEW_TIMELINE || view == SHOT_VIEW_LAB_STEER || view == SHOT_VIEW_PAST_RUN;
}

static bool trains(enum shot_view view)
{
    return is_of_run(view) || view == SHOT_VIEW_LEARNING || view == SHOT_VIEW_LEARNED ||
           view == SHOT_VIEW_FORGOTTEN;
}

// The other pictures take less room without what it lights up.
static bool has_drawing(enum shot_view view)
{
    return view == SHOT_VIEW_MAIN || view == SHOT_VIEW_INSPECTOR || view == SHOT_VIEW_SAVE ||
           (view >= SHOT_VIEW_STEP && view <= SHOT_VIEW_STEP_AFTER);
}

// A run that stands still, as real ones tell how fast the machine is. The linker puts this function
// in the place of the trainer's.
static struct trainer_progress still;
void __wrap_trainer_get_progress(struct trainer *trainer, struct trainer_progress *progress);
void __wrap_trainer_get_progress(struct trainer *trainer, struct trainer_progress *progress)
{
    (void)trainer;
    *progress = still;
}

static void show_run(struct app *app, enum trainer_phase phase)
{
    struct trainer_progress *run = &still;
    *run = (struct trainer_progress){.phase = phase,
                                     .data = "practice",
                                     .options = train_default_options(),
                                     .epoch = 3,
                                     .epochs = 20,
                                     .batch = 120,
                                     .batches = 625,
                                     .images_per_second = 58123,
                                     .seconds_left = 42,
                                     .fraction = phase == TRAINER_RUNNING ? 0.16f : 1,
                                     .loss = 0.0321f,
                                     .train_error = 0.02f,
                                     .test_error = 0.0175f};
    for (int i = 0; i <= 64; i++)
        curve_add(&run->loss_curve, (float)i / 20, 0.9f / (float)(i + 1));
    for (int i = 1; i <= 3; i++) {
        curve_add(&run->train_curve, (float)i, 0.06f / (float)i);
        curve_add(&run->test_curve, (float)i, 0.05f / (float)i);
    }
    app->session.progress = still;
}

// As if the run had been looked into.
static void show_layers(struct app *app)
{
    struct layer_stats *stats = &app->session.health.answer.stats;
    for (int i = LENET_C1; i < LENET_LAYERS; i++) {
        struct layer_stats_layer *layer = &stats->layer[i];
        for (int bin = 0; bin < LAYER_STATS_BINS; bin++) {
            layer->values[bin] = (uint32_t)(100 + 10 * i * (bin % (i + 3)));
            layer->errors[bin] = (uint32_t)(1000 - 40 * abs(bin - 4 * i));
        }
        layer->gradient_rms = 0.001f * (float)i;
        layer->saturated = 0.1f * (float)i;
        layer->high = 1;
    }
    stats->finite = true;
    app->session.health.there = true;
    app->lab.part = LAB_LAYERS;
}

// Of the run some moments are kept, each of weights of its own, and the fourth is looked at.
static void show_past(struct app *app)
{
    struct snapshots *snapshots = trainer_snapshots(app->session.trainer);
    struct run_moment *moment = calloc(1, sizeof *moment);
    struct train_options options = train_default_options();
    assert_non_null(moment);
    snapshots_begin(snapshots, 625);
    for (int i = 0; i < 12; i++) {
        options.seed = (uint64_t)i;
        train_begin(&moment->state, &options);
        moment->state.epoch = i / 4;
        moment->state.batch = i % 4 * 150;
        snapshots_add(snapshots, &moment->state, &moment->curves, true);
    }
    free(moment);
    app_refresh(app);
    looking_back_at(&app->session, 3);
}

// The views of shot_view.h that would have to train first.
static void show_training(struct app *app, enum shot_view view)
{
    struct fine_tuning *tuning = &app->session.fine_tuning;
    app->session.settings.show_training = true;
    if (view == SHOT_VIEW_LAB_LAYERS)
        show_layers(app);
    if (view == SHOT_VIEW_LAB_STEER)
        app->lab.part = LAB_STEER;
    if (is_of_run(view)) {
        show_run(app, view == SHOT_VIEW_PAST_RUN ? TRAINER_PAST : TRAINER_RUNNING);
        screen_show_page(app, view == SHOT_VIEW_TRAINING ? PAGE_NETWORK : PAGE_TRAINING);
        if (view == SHOT_VIEW_PAST_RUN) {
            app->session.looking.past = true;
            snprintf(still.recorded, sizeof still.recorded, "my best run");
        }
        if (view != SHOT_VIEW_TRAINING && view != SHOT_VIEW_LAB && view != SHOT_VIEW_LAB_LAYERS)
            show_past(app);
        return;
    }
    shot_view_show(app, SHOT_VIEW_TAUGHT);
    notice_say(&app->session.notice, "", ACTION_NONE, 0);
    show_run(app, view == SHOT_VIEW_LEARNING ? TRAINER_RUNNING : TRAINER_FINISHED);
    tuning->phase = view == SHOT_VIEW_LEARNING ? FINE_TUNING_RUNS : FINE_TUNING_ASKS;
    tuning->result = (struct fine_tuning_result){.digits = 12,
                                                 .right_before = 9,
                                                 .right_after = 12,
                                                 .tested = 10000,
                                                 .wrong_before = 41,
                                                 .wrong_after = 43,
                                                 .data = "practice"};
    if (view == SHOT_VIEW_FORGOTTEN)
        tuning->result.wrong_after = 84;
    if (view != SHOT_VIEW_LEARNING)
        fine_tuning_ask(&app->session);
}

static struct app *open_view(const struct look *look)
{
    struct app *app = app_support_open(&(struct session_options){0});
    app->session.settings.theme = (int)look->theme;
    app->session.settings.scale = look->scale;
    assert_true(app_resize(app, look->width, look->height, 1, NULL));
    if (look->digits) {
        several_digits_save("several.png", look->digits);
        assert_true(opening_file(&app->session, "several.png", 0, NULL));
        session_look_at_digit(&app->session, look->looked_at);
    } else if (has_drawing(look->view)) {
        struct drawing drawing;
        assert_true(practice_drawing(&drawing, 3, 0, NULL));
        assert_true(pad_fit_drawing(&app->session.pad, &drawing,
                                    session_brush_diameter(&app->session, false), NULL));
        drawing_free(&drawing);
    }
    app_refresh(app);
    if (trains(look->view))
        show_training(app, look->view);
    else
        shot_view_show(app, look->view);
    shot_view_draw(app, look->view);
    return app;
}

static bool dialog_seen[QUESTION_COUNT];

// True if it looks as it did, or if the pictures are made anew.
static bool looks_right(const struct look *look, const char *variant)
{
    char name[64], reference[500], output[500];
    void *folder;
    assert_int_equal(home_enter(&folder), 0); // the dialogs list what is in it
    struct app *app = open_view(look);
    dialog_seen[app->session.questions.open] = true;
    const struct canvas *canvas = &app->canvas;
    snprintf(name, sizeof name, "%s%s", shot_view_names[look->view], variant);
    snprintf(reference, sizeof reference, "%s/app/commands/looks/%s.png", TESTS_DIR, name);
    snprintf(output, sizeof output, "%.*s/looks",
             (int)(strrchr(LENETPAD_BINARY, '/') - LENETPAD_BINARY), LENETPAD_BINARY);
    mkdir(output, 0777); // in the build folder
    bool right = look_matches(canvas, reference, output, name);
    if (!right && getenv("LENETPAD_RENEW")) {
        look_save(reference, canvas->pixel, canvas->width, canvas->height);
        right = true;
    }
    still = (struct trainer_progress){.phase = TRAINER_IDLE}; // there is no run to keep
    app->session.progress = still;
    app->session.fine_tuning.phase = FINE_TUNING_NONE;
    app_close(app);
    assert_int_equal(support_leave_folder(&folder), 0);
    return right;
}

static void test_every_view_looks_as_it_did(void **state)
{
    (void)state;
    int wrong = 0;
    for (int view = 0; view < SHOT_VIEWS; view++)
        wrong += !looks_right(
            &(struct look){(enum shot_view)view, 1024, 700, 1, THEME_LIGHT, NULL, 0}, "");
    if (wrong)
        fail_msg(
            "%d views look different; if that is meant: LENETPAD_RENEW=1 build/tests/test_looks",
            wrong);
}

// By the test above.
static void test_every_dialog_is_in_some_view(void **state)
{
    (void)state;
    static const char *const names[QUESTION_COUNT] = {
#define NAME(kind, name) [QUESTION_##kind] = #name,
        QUESTIONS(NAME)
#undef NAME
    };
    for (int question = QUESTION_NONE + 1; question < QUESTION_COUNT; question++)
        if (!dialog_seen[question])
            fail_msg("lenetpad shot has no view of the dialog %s", names[question]);
}

static void test_the_window_looks_as_it_did_in_other_themes_large_and_small(void **state)
{
    (void)state;
    int wrong =
        !looks_right(&(struct look){SHOT_VIEW_MAIN, 1280, 800, 1, THEME_DARK, NULL, 0}, "-dark");
    wrong += !looks_right(&(struct look){SHOT_VIEW_MAIN, 1280, 800, 1, THEME_CONTRAST, NULL, 0},
                          "-contrast");
    wrong += !looks_right(&(struct look){SHOT_VIEW_SETUP, 1280, 800, 1, THEME_CONTRAST, NULL, 0},
                          "-contrast");
    wrong += !looks_right(&(struct look){SHOT_VIEW_MENU_VIEW, 1280, 800, 2, THEME_LIGHT, NULL, 0},
                          "-scale-2");
    wrong += !looks_right(&(struct look){SHOT_VIEW_TRAINING, 640, 480, 1, THEME_DARK, NULL, 0},
                          "-small");
    wrong += !looks_right(&(struct look){SHOT_VIEW_LAB_STEER, 1024, 700, 2, THEME_DARK, NULL, 0},
                          "-small");
    wrong += !looks_right(
        &(struct look){SHOT_VIEW_EXPORT_LESSON, 1024, 700, 1, THEME_DARK, NULL, 0}, "-dark");
    wrong += !looks_right(&(struct look){SHOT_VIEW_EXPORT, 1024, 700, 2, THEME_LIGHT, NULL, 0},
                          "-scale-2");
    if (wrong)
        fail_msg("%d look different; if that is meant: LENETPAD_RENEW=1 build/tests/test_looks",
                 wrong);
}

static void test_a_row_of_several_digits_looks_as_it_did(void **state)
{
    (void)state;
    int wrong =
        !looks_right(&(struct look){SHOT_VIEW_MAIN, 1280, 800, 1, THEME_LIGHT, "1998", 1}, "-row");
    wrong += !looks_right(
        &(struct look){SHOT_VIEW_MAIN, 1024, 700, 1, THEME_DARK, "314159265358", 5}, "-long-row");
    wrong += !looks_right(
        &(struct look){SHOT_VIEW_MAIN, 640, 480, 1, THEME_LIGHT, "314159265358", 5}, "-small-row");
    if (wrong)
        fail_msg("%d look different; if that is meant: LENETPAD_RENEW=1 build/tests/test_looks",
                 wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_view_looks_as_it_did),
        cmocka_unit_test(test_every_dialog_is_in_some_view),
        cmocka_unit_test(test_the_window_looks_as_it_did_in_other_themes_large_and_small),
        cmocka_unit_test(test_a_row_of_several_digits_looks_as_it_did),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
