// The page of the training at every size: nothing of it overlaps, is cut off or cannot be reached.
#include "tests/support/readable.h"

#include "app/training/setup/setup_presets.h"
#include "app/window/screen/request.h"
#include "app/window/views/lab/lab_layout.h"

#include <math.h>

enum { MANY = 60 }; // runs that are compared

// ---- Where everything is ------------------------------------------------------------------------

static void compute(struct lab_layout *lab, struct layout *layout, int width, int height,
                    float scale, enum lab_part part)
{
    layout_compute(layout, width, height, scale, true, 0);
    layout_compute_page(layout);
    lab_layout_compute(lab, layout, part);
}

static int list_rects(const struct layout *layout, const struct lab_layout *lab,
                      struct rect list[24])
{
    int count = 0;
    list[count++] = layout->page_ways;
    list[count++] = lab->tabs;
    list[count++] = lab->place;
    list[count++] = lab->options;
    list[count++] = lab->scale;
    list[count++] = lab->timeline;
    list[count++] = lab->steering;
    for (int i = 0; i < LAB_BUTTONS; i++)
        list[count++] = lab->button[i];
    for (int i = 0; i < LAB_STEER; i++)
        list[count++] = lab->part[i];
    return count;
}

static void check_apart(const struct layout *layout, const struct lab_layout *lab)
{
    struct rect list[24], card = layout->card[PANEL_PAGE];
    int count = list_rects(layout, lab, list);
    for (int i = 0; i < count; i++) {
        if (list[i].w <= 0 || list[i].h <= 0) {
            assert_true(list[i].w == 0 && list[i].h == 0);
            continue;
        }
        struct rect in = rect_intersect(list[i], card);
        if (in.w != list[i].w || in.h != list[i].h)
            fail_msg("%s: %d leaves the card", place, i);
        for (int j = 0; j < i; j++) {
            struct rect both = rect_intersect(list[i], list[j]);
            if (both.w > 0 && both.h > 0)
                fail_msg("%s: %d overlaps %d", place, i, j);
        }
    }
}

// What is shown, or leads to, of each part.
static void check_reachable(const struct lab_layout *lab, enum lab_part part)
{
    for (int i = 0; i < LAB_STEER; i++) {
        bool tab = i >= (int)lab->first && i <= (int)lab->last && lab->tabs.w > 0;
        bool beside = i < (int)lab->first && part == LAB_STEER; // each of the other tabs
        if (lab->part[i].w == 0 && !tab && !beside)
            fail_msg("%s: nothing leads to part %d", place, i);
    }
    bool chosen = (int)part >= (int)lab->first && part <= lab->last;
    assert_true((part == LAB_STEER ? lab->steering.w : lab->part[part].w) > 0 || !chosen);
}

// In the part that is there for it where not all of it stands beside the others.
static void check_steered(const struct lab_layout *lab, const struct layout *layout,
                          enum lab_part part)
{
    bool tab = lab->tabs.w > 0 && lab->last == LAB_STEER;
    if (part != LAB_STEER && tab)
        return;
    float scale = layout->scale;
    bool buttons = true;
    for (int i = 0; i < LAB_BUTTONS; i++)
        buttons = buttons && (float)lab->button[i].w >= 80 * scale;
    if (!buttons)
        fail_msg("%s: the buttons have no room", place);
    if ((float)lab->scale.w < 180 * scale)
        fail_msg("%s: the choice of the scale has no room", place);
    if ((float)lab->timeline.w < 400 * scale || (float)lab->timeline.h < 27 * scale)
        fail_msg("%s: the timeline has no room", place);
    if (tab && (float)lab->steering.w < 220 * scale)
        fail_msg("%s: the rate has no room", place);
}

static void test_nothing_overlaps_and_every_part_can_be_reached(void **state)
{
    (void)state;
    static const float scales[] = {1, 1.25f, 1.5f, 2, 2.5f, 3};
    struct layout layout;
    struct lab_layout lab;
    for (int width = 640; width <= 3840; width += width < 1400 ? 24 : 128)
        for (int height = 480; height <= 2160; height += height < 1000 ? 20 : 73)
            for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
                for (int part = 0; part < LAB_PARTS; part++) {
                    snprintf(place, sizeof place, "%dx%d at %.2f, part %d", width, height,
                             (double)scales[i], part);
                    compute(&lab, &layout, width, height, scales[i], (enum lab_part)part);
                    check_apart(&layout, &lab);
                    check_reachable(&lab, (enum lab_part)part);
                    check_steered(&lab, &layout, (enum lab_part)part);
                    float least = 60 * layout.scale;
                    for (int p = 0; p < LAB_STEER; p++)
                        if (lab.part[p].w > 0 && (float)lab.part[p].h < least)
                            fail_msg("%s: part %d has %d pixels", place, p, lab.part[p].h);
                }
}

static void test_usual_windows_have_room_for_every_line(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1024, 700}, {1280, 800}, {1920, 1080}};
    struct layout layout;
    struct lab_layout lab;
    for (int i = 0; i < 3; i++) {
        compute(&lab, &layout, sizes[i][0], sizes[i][1], 1, LAB_CURVES);
        assert_true(lab.part[LAB_CURVES].w > 0 && lab.part[LAB_KERNELS].w > 0);
        assert_true(lab.place.w > 0 && lab.scale.w > 0 && lab.timeline.w > 0);
        assert_true(lab.button[0].w > 0 && lab.last == LAB_LAYERS);
    }
    compute(&lab, &layout, 2560, 1440, 1, LAB_CURVES);
    assert_true(lab.tabs.w == 0 && lab.part[LAB_LAYERS].w > 0);
}

// ---- What is written there ----------------------------------------------------------------------

static void fill(struct curve *curve, int count, float first, float last)
{
    curve->count = count;
    for (int i = 0; i < count; i++) {
        curve->x[i] = (float)(i + 1);
        curve->y[i] = first * powf(last / first, (float)i / (float)count);
    }
}

static void set_progress(struct app *app, enum trainer_phase phase)
{
    struct trainer_progress *progress = &app->session.progress;
    progress->phase = phase;
    progress->options = train_default_options();
    progress->options.rate = 0.125f;
    progress->options.augment = AUGMENT_FULL;
    progress->options.seed = 123456789;
    progress->rate = 1.23e-5f;
    progress->augment = AUGMENT_FULL;
    progress->epoch = 188;
    progress->epochs = 300;
    progress->batch = 1234;
    progress->batches = 1875;
    progress->images_per_second = 123456;
    progress->seconds_left = 15 * 60;
    snprintf(progress->data, PATH_SIZE, "mnist");
    fill(&progress->loss_curve, 200, 0.1f, 0.001f);
    fill(&progress->train_curve, 188, 0.5f, 0.0123f);
    fill(&progress->test_curve, 188, 0.3f, 0.0045f);
    fill(&progress->held_curve, 188, 0.3f, 0.0055f);
    progress->loss = 0.1234f;
    progress->train_error = 0.0123f;
    progress->test_error = 0.0045f;
    progress->held_error = 0.0055f;
}

static void check_page(struct app *app)
{
    for (int part = 0; part < LAB_PARTS; part++) {
        app->lab.part = (enum lab_part)part;
        check(app);
        app->requests.count = 0;
    }
}

static void test_the_page_can_be_read(void **state)
{
    struct app *app = *state;
    app->page = PAGE_TRAINING;
    everywhere(app, "no run", check_page);
    static const enum trainer_phase phases[] = {TRAINER_LOADING, TRAINER_RUNNING, TRAINER_PAUSED,
                                                TRAINER_STOPPED, TRAINER_FINISHED};
    for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
        set_progress(app, phases[i]);
        everywhere(app, "a run", check_page);
    }
    app->session.progress.test_error = 0.5f;
    everywhere(app, "a run that learns by heart", check_page);
    app->session.settings.linear_curves = true;
    everywhere(app, "linear", check_page);
    app->session.settings.linear_curves = false;
}

static bool anywhere(const char *part)
{
    for (int i = 0; i < drawn_count; i++)
        if (strstr(drawn[i].string, part))
            return true;
    return false;
}

static void draw_large(struct app *app)
{
    assert_true(app_resize(app, 1920, 1080, 1, NULL));
    app->session.settings.scale = 1;
    draw(app);
}

static void test_nothing_is_told_of_a_run_before_it_is_known(void **state)
{
    struct app *app = *state;
    app->page = PAGE_TRAINING;
    set_progress(app, TRAINER_RUNNING);
    draw_large(app);
    assert_true(anywhere("shipped recipe") && anywhere("Rate "));
    app->session.looking.moments.count = 30; // of the run before
    app->session.progress = (struct trainer_progress){.phase = TRAINER_LOADING, .epochs = 45};
    draw(app);
    assert_false(anywhere("shipped recipe") || anywhere("Rate ") || anywhere("moments"));
    app->session.looking.moments.count = 0;
}

static void test_a_run_without_curves_is_not_called_none(void **state)
{
    struct app *app = *state;
    app->page = PAGE_TRAINING;
    app->session.progress = (struct trainer_progress){.phase = TRAINER_IDLE};
    draw_large(app);
    assert_true(anywhere("No run yet"));
    app->session.progress = (struct trainer_progress){.phase = TRAINER_STOPPED, .epochs = 10};
    draw(app);
    assert_false(anywhere("No run yet"));
    assert_true(anywhere("stopped before"));
}

static void test_options_have_words_and_numbers_that_people_read(void **state)
{
    struct app *app = *state;
    app->page = PAGE_TRAINING;
    set_progress(app, TRAINER_RUNNING);
    app->session.progress.options.augment = AUGMENT_NONE;
    app->session.progress.options.decay = 3e-5f;
    draw_large(app);
    assert_true(anywhere("distortion none") && anywhere("decay 0.00003"));
    assert_true(anywhere("Rate 0.0000123"));
    assert_false(anywhere("augment") || anywhere("e-05"));
}

static void test_a_run_by_a_recipe_has_its_name(void **state)
{
    struct app *app = *state;
    struct run_setup setup;
    app->page = PAGE_TRAINING;
    set_progress(app, TRAINER_RUNNING);
    run_setup_default(&setup);
    setup_preset_apply(&setup, 0);
    app->session.progress.options = setup.options;
    app->session.progress.options.seed = 77;
    draw_large(app);
    assert_true(anywhere("by the recipe \"First look\": epochs 4, distortion none"));
    struct run_setup *by = &app->session.run_setup;
    run_setup_default(by);
    app->session.run_by_setup = by->from_weights = true;
    by->part[RUN_PART_MNIST].share = 50;
    by->hold_out = 10000;
    draw_large(app);
    assert_false(anywhere("First look"));
    assert_true(
        anywhere("50% of MNIST, but for 10,000 held out, from the weights that were in use, "
                 "by the shipped recipe but epochs 4"));
    app->session.run_by_setup = false;
}

// ---- What steers the run ------------------------------------------------------------------------

// Of `words`, which are shown whatever tab is chosen, or only in one of them.
static void note_shown(const char *const words[], int count, bool shown[])
{
    for (int i = 0; i < count; i++)
        shown[i] = shown[i] || find(words[i]);
}

static void check_every_word(struct app *app, const char *const words[], int count)
{
    bool shown[16] = {0};
    for (int part = 0; part < LAB_PARTS; part++) {
        app->lab.part = (enum lab_part)part;
        draw(app);
        note_shown(words, count, shown);
    }
    for (int i = 0; i < count; i++)
        if (!shown[i])
            complain("%s: \"%s\" is in no tab", place, words[i]);
    check_page(app);
}

static void check_steering(struct app *app)
{
    static const char *const words[] = {"Pause",        "One batch", "One epoch",  "Stop",
                                        "To the start", "Rate ",     "+",          "−",
                                        "Distorted",    "Linear",    "Logarithmic"};
    check_every_word(app, words, sizeof words / sizeof *words);
}

static void check_past(struct app *app)
{
    static const char *const words[] = {"Go on from here", "Back to now", "You look at the past",
                                        "Pause",           "Stop",        "Linear"};
    check_every_word(app, words, sizeof words / sizeof *words);
}

static void test_everything_that_steers_is_in_one_of_the_tabs(void **state)
{
    struct app *app = *state;
    struct looking_back *looking = &app->session.looking;
    app->page = PAGE_TRAINING;
    set_progress(app, TRAINER_RUNNING);
    everywhere(app, "steering", check_steering);
    looking->there = true;
    looking->moments.batches = 1875;
    looking->step = 187 * 1875 + 1234;
    everywhere(app, "the past", check_past);
    looking->there = false;
}

static struct rect find_rect(const char *beginning)
{
    for (int i = 0; i < drawn_count; i++)
        if (strncmp(drawn[i].string, beginning, strlen(beginning)) == 0)
            return drawn[i].rect;
    complain("%s: \"%s\" is missing", place, beginning);
    return (struct rect){0};
}

// The pointer rests on the timeline until its tip is there.
static void check_tip(struct app *app)
{
    static double now = 0;
    struct lab_layout lab;
    app->lab.part = LAB_STEER;
    draw(app);
    lab_layout_compute(&lab, &app->layout, LAB_STEER);
    app_event(app, &(struct event){.type = EVENT_POINTER_MOVE,
                                   .x = (float)lab.timeline.x + 40 * app->layout.scale,
                                   .y = (float)lab.timeline.y + 12 * app->layout.scale});
    for (int i = 0; i < 2; i++) {
        ui_set_time(&app->ui, now += 1);
        draw(app);
    }
    struct rect tip = find_rect("The moments of this run:"),
                sign = find_rect("You look at the past");
    int edge = (int)(4 * app->layout.scale); // from the words of a tip to its edge, at least
    struct rect box = {tip.x - edge, tip.y - edge, tip.w + 2 * edge, tip.h + 2 * edge};
    struct rect both = rect_intersect(box, sign);
    if (both.w > 0 && both.h > 0)
        complain("%s: the tip covers the sign of the past", place);
    app_event(app, &(struct event){.type = EVENT_POINTER_LEAVE});
}

static void test_the_tip_of_the_timeline_covers_no_words_of_it(void **state)
{
    struct app *app = *state;
    struct looking_back *looking = &app->session.looking;
    app->page = PAGE_TRAINING;
    set_progress(app, TRAINER_RUNNING);
    looking->there = true;
    looking->moments.batches = 1875;
    everywhere(app, "the tip", check_tip);
    looking->there = false;
}

// ---- What is wrong ------------------------------------------------------------------------------

// Every layer is wrong in its own way, in the longest sentences there are.
static void make_ill(struct app *app)
{
    struct health *health = &app->session.health;
    health->there = true;
    health->answer.stats =
        (struct layer_stats){.digits = 32, .wrong = 30, .loss = 0.09, .finite = true};
    for (int i = LENET_C1; i < LENET_LAYERS; i++) {
        struct layer_stats_layer *layer = &health->answer.stats.layer[i];
        for (int bin = 0; bin < LAYER_STATS_BINS; bin++)
            layer->values[bin] = layer->errors[bin] = (uint32_t)(bin * i);
        layer->high = 1;
        layer->error_rms = i == LENET_OUTPUT ? 1 : 1e-9f;
        layer->weight_rms = 0.5f;
        layer->gradient_rms = 1.2e-7f;
        layer->saturated = layer->dead = 1;
    }
    diagnosis_make(&health->diagnosis, &(struct diagnosis_facts){.stats = &health->answer.stats,
                                                                 .seen = 1e6,
                                                                 .loss = 0.09f,
                                                                 .train_error = 0.001f,
                                                                 .test_error = 0.5f});
    assert_true(health->diagnosis.count >= 4);
}

static void show_ill(struct app *app, int width, int height, float scale)
{
    app->page = PAGE_TRAINING;
    set_progress(app, TRAINER_RUNNING);
    app->lab.part = LAB_LAYERS;
    make_ill(app);
    assert_true(app_resize(app, width, height, 1, NULL));
    app->session.settings.scale = scale;
}

static void heal(struct app *app)
{
    app->lab.warning = app->lab.bin = 0;
    app->session.health.there = false;
    app->session.health.diagnosis.count = 0;
}

static void check_warned(struct app *app)
{
    for (int part = LAB_CURVES; part < LAB_PARTS; part++) {
        app->lab.part = (enum lab_part)part;
        check(app);
        bool low = (float)app->layout.page_body.h < 150 * app->layout.scale;
        if (part == LAB_LAYERS || (part == LAB_CURVES && !low))
            assert_shown("Saturated in C1");
    }
}

static void test_warnings_and_layers_can_be_read(void **state)
{
    struct app *app = *state;
    app->page = PAGE_TRAINING;
    set_progress(app, TRAINER_RUNNING);
    make_ill(app);
    everywhere(app, "an ill run", check_warned);
    heal(app);
}

static void test_each_warning_has_its_turn_and_the_numbers_stay(void **state)
{
    struct app *app = *state;
    struct diagnosis *diagnosis = &app->session.health.diagnosis;
    show_ill(app, 1280, 800, 1);
    char which[32];
    for (int i = 0; i < diagnosis->count; i++) {
        app->lab.warning = i;
        draw(app);
        snprintf(which, sizeof which, "%d of %d", i + 1, diagnosis->count);
        assert_true(anywhere(which));
        assert_true(anywhere(diagnosis->warning[i].title));
        assert_true(anywhere("dead")); // the table of numbers stays
    }
    heal(app);
}

// Where there is no room for both, the graphs come first, and a key leads to the sentences.
static void test_in_a_low_card_a_warning_is_whole_or_the_layers_are(void **state)
{
    struct app *app = *state;
    struct diagnosis *diagnosis = &app->session.health.diagnosis;
    show_ill(app, 1024, 700, 2);
    for (int i = 0; i < diagnosis->count; i++) {
        const char *last = strrchr(diagnosis->warning[i].text, ' ') + 1;
        app->lab.warning = 1 + i;
        draw(app);
        assert_true(anywhere(diagnosis->warning[i].title) && anywhere(last));
    }
    app->lab.warning = 0;
    draw(app);
    assert_true(anywhere(" warnings") && anywhere("values"));
    assert_true(anywhere(diagnosis->warning[0].title));
    app->lab.part = LAB_CURVES; // which a warning does not take the place of, either
    draw(app);
    assert_true(anywhere("loss") && anywhere(diagnosis->warning[0].title));
    heal(app);
}

static void test_the_bar_that_the_keyboard_is_at_is_explained(void **state)
{
    struct app *app = *state;
    show_ill(app, 1920, 1080, 1);
    app->session.health.diagnosis.count = 0;
    ui_focus(&app->ui, ui_id("layer bins", 0));
    app->lab.bin = LAYER_STATS_BINS - 1;
    draw(app);
    assert_true(anywhere("5.0% are between 0.975 and 1")); // 39 of 780
    app->lab.errors = true;
    draw(app);
    assert_true(anywhere("without their sign"));
    app->lab.errors = false;
    ui_focus(&app->ui, 0);
    draw(app);
    assert_false(anywhere("% are between"));
    heal(app);
}

static void test_without_memory_the_page_says_that_no_layer_could_be_looked_into(void **state)
{
    struct app *app = *state;
    app->page = PAGE_TRAINING;
    set_progress(app, TRAINER_RUNNING);
    app->lab.part = LAB_LAYERS;
    draw_large(app);
    assert_false(anywhere("could not be looked into"));
    status_fail(&app->session.health.failure, STATUS_NO_MEMORY, "not enough memory");
    draw(app);
    assert_true(anywhere("The layers could not be looked into: not enough memory."));
    app->session.health.failure.code = STATUS_OK;
}

// Each as long as it came.
static void compare(struct app *app, int count)
{
    struct compared *compared = &app->session.compared;
    free(compared->run);
    *compared = (struct compared){count, calloc((size_t)count, sizeof *compared->run)};
    assert_non_null(compared->run);
    for (int i = 0; i < count; i++) {
        struct compared_run *run = &compared->run[i];
        snprintf(run->name, sizeof run->name, "11-%02d-0912-mnist", i + 1);
        fill(&run->curves.loss, 30 + 8 * i, 0.1f, 0.002f + 0.0003f * (float)i);
        fill(&run->curves.train, 10 + 8 * i, 0.6f, 0.01f + 0.002f * (float)i);
        fill(&run->curves.test, 10 + 8 * i, 0.4f, 0.004f + 0.001f * (float)i);
        if (i % 2)
            fill(&run->curves.held, 10 + 8 * i, 0.4f, 0.005f + 0.001f * (float)i);
    }
}

static void test_compared_runs_are_laid_over_the_curves(void **state)
{
    struct app *app = *state;
    app->page = PAGE_TRAINING;
    app->session.progress.phase = TRAINER_IDLE;
    for (int count = 1; count <= MANY; count += MANY - 1) {
        compare(app, count);
        everywhere(app, "compared", check_page);
    }
    assert_true(app_resize(app, 1920, 1080, 1, NULL));
    app->session.settings.scale = 1;
    app->lab.part = LAB_CURVES;
    draw(app);
    assert_shown("11-01-0912-mnist");
    assert_shown("11-05-0912-mnist");
    app->session.compared.count = 0;
}

// Wherever the pointer is over the curves, what it reads out lies on no other text.
static void check_readout(struct app *app)
{
    app->lab.part = LAB_CURVES;
    draw(app);
    struct rect body = app->layout.page_body;
    for (int i = 1; i < 12; i += 2)
        for (int k = 3; k < 10; k += 3) {
            app_event(app, &(struct event){.type = EVENT_POINTER_MOVE,
                                           .x = (float)(body.x + body.w * i / 12),
                                           .y = (float)(body.y + body.h * k / 12)});
            draw(app);
            assert_readable(app);
        }
    app_event(app, &(struct event){.type = EVENT_POINTER_LEAVE});
}

static void test_what_the_curves_read_out_covers_no_label(void **state)
{
    struct app *app = *state;
    app->page = PAGE_TRAINING;
    set_progress(app, TRAINER_FINISHED);
    everywhere(app, "pointer on the curves", check_readout);
    compare(app, MANY);
    everywhere(app, "pointer on many curves", check_readout);
    app->session.compared.count = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_overlaps_and_every_part_can_be_reached),
        cmocka_unit_test(test_usual_windows_have_room_for_every_line),
        cmocka_unit_test(test_the_page_can_be_read),
        cmocka_unit_test(test_nothing_is_told_of_a_run_before_it_is_known),
        cmocka_unit_test(test_a_run_without_curves_is_not_called_none),
        cmocka_unit_test(test_options_have_words_and_numbers_that_people_read),
        cmocka_unit_test(test_a_run_by_a_recipe_has_its_name),
        cmocka_unit_test(test_everything_that_steers_is_in_one_of_the_tabs),
        cmocka_unit_test(test_the_tip_of_the_timeline_covers_no_words_of_it),
        cmocka_unit_test(test_warnings_and_layers_can_be_read),
        cmocka_unit_test(test_each_warning_has_its_turn_and_the_numbers_stay),
        cmocka_unit_test(test_in_a_low_card_a_warning_is_whole_or_the_layers_are),
        cmocka_unit_test(test_the_bar_that_the_keyboard_is_at_is_explained),
        cmocka_unit_test(test_without_memory_the_page_says_that_no_layer_could_be_looked_into),
        cmocka_unit_test(test_compared_runs_are_laid_over_the_curves),
        cmocka_unit_test(test_what_the_curves_read_out_covers_no_label),
    };
    return cmocka_run_group_tests(tests, open_test_app, close_test_app);
}
