// See app.h. From the top: opening and closing, weights, reading, files, training, events, frames.
#include "app/app.h"
#include "app/actions.h"
#include "app/picture.h"
#include "app/views.h"
#include "nn/file.h"
#include "nn/model.h"
#include "nn/practice.h"
#include "nn/random.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// ---- Weights ----

static void note_weights(struct app *app, enum weights_from from, const char *what,
                         const char *description)
{
    app->weights_from = from;
    app->weights_version++;
    app->dirty = true;
    app->model_info.calibrated = false;
    app->model_info.calibration = calibration_unknown;
    snprintf(app->model_info.description, sizeof app->model_info.description, "%s", description);
    snprintf(app->weights_note, sizeof app->weights_note, "%s%s%s", what,
             description[0] ? ": " : "", description);
}

static bool use_model(struct app *app, const char *path, enum weights_from from,
                      struct status *status)
{
    struct model_info info = {0};
    if (!model_load(&app->weights, &info, path, status))
        return false;
    app->follow_trainer = false;
    note_weights(app, from, from == WEIGHTS_SHIPPED ? "Shipped weights" : path_name(path),
                 info.description);
    app->model_info = info;
    return true;
}

static bool load_shipped(struct app *app, struct status *status)
{
    char path[PATH_SIZE];
    app->shipped_there = path_of_shipped_model(path, status);
    return app->shipped_there && use_model(app, path, WEIGHTS_SHIPPED, status);
}

// The remembered model, else the shipped one, else random weights and a message.
static void load_first_model(struct app *app)
{
    struct status status = {0};
    const char *remembered = app->settings.model;
    bool shipped = load_shipped(app, &status);
    if (!shipped) {
        lenet_init(&app->weights, 1);
        note_weights(app, WEIGHTS_UNTRAINED, "Untrained weights", "");
        if (!remembered[0])
            dialog_error(app, "There are no trained weights", &status);
    }
    if (!remembered[0] || use_model(app, remembered, WEIGHTS_FILE, &status))
        return;
    dialog_error(app, "The last model could not be opened", &status);
    app->settings.model[0] = '\0';
}

void app_use_shipped(struct app *app)
{
    struct status status = {0};
    if (app_training(app))
        trainer_stop(app->trainer);
    if (load_shipped(app, &status))
        app->settings.model[0] = '\0';
    else
        dialog_error(app, "The shipped weights could not be opened", &status);
}

// ---- Opening and closing ----

static void find_checkpoint(struct app *app)
{
    app->checkpoint_there = app->checkpoint[0] &&
                            trainer_checkpoint_there(app->checkpoint, &app->checkpoint_epoch,
                                                     &app->checkpoint_epochs, app->checkpoint_data);
}

void app_discard_checkpoint(struct app *app)
{
    if (app->checkpoint[0])
        trainer_discard_checkpoint(app->checkpoint);
    find_checkpoint(app);
}

static void no_wake(void *context)
{
    (void)context;
}

static void copy_options(struct app *app, const struct app_options *options)
{
    app->wake = options->wake ? options->wake : no_wake;
    app->wake_context = options->wake_context;
    if (options->settings_path)
        snprintf(app->settings_path, PATH_SIZE, "%s", options->settings_path);
    if (options->checkpoint)
        snprintf(app->checkpoint, PATH_SIZE, "%s", options->checkpoint);
}

static void load_settings(struct app *app)
{
    struct status status = {0};
    settings_default(&app->settings);
    if (app->settings_path[0] && !settings_load(&app->settings, app->settings_path, &status))
        dialog_error(app, "The settings could not be read", &status);
}

bool app_open(struct app **out, struct glyph_source glyphs, const struct app_options *options,
              struct status *status)
{
    struct app *app = calloc(1, sizeof *app);
    if (!app || !text_open(&app->text, glyphs, status)) {
        if (glyphs.close)
            glyphs.close(glyphs.self);
        free(app);
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for the window");
    }
    copy_options(app, options);
    app->training = train_default_options();
    load_settings(app); // first: app_close writes them, after a failure too
    if (!ui_open(&app->ui, app->text, status) || !pad_init(&app->pad, status) ||
        !trainer_open(&app->trainer, app->wake, app->wake_context, status))
        goto fail;
    if (!options->model)
        load_first_model(app);
    else if (!use_model(app, options->model, WEIGHTS_FILE, status))
        goto fail;
    else
        app->shipped_there = path_of_shipped_model((char[PATH_SIZE]){0}, NULL);
    find_checkpoint(app);
    if (app->checkpoint_there && app->dialogs.open == DIALOG_NONE &&
        !trainer_checkpoint_postponed(app->checkpoint))
        dialog_open(app, DIALOG_RESUME);
    app->show_cursor = true;
    app->system_scale = 1;
    if (!app_resize(app, 1280, 800, 1, status))
        goto fail;
    app_refresh(app);
    *out = app;
    return true;
fail:
    app_close(app);
    return false;
}

void app_close(struct app *app)
{
    if (!app)
        return;
    dialogs_free(&app->dialogs);
    trainer_close(app->trainer);
    if (app->settings_path[0])
        settings_save(&app->settings, app->settings_path, NULL);
    ui_close(&app->ui);
    text_close(app->text);
    pad_free(&app->pad);
    dataset_free(&app->test_digits);
    strokes_free(&app->strokes);
    canvas_free(&app->canvas);
    free(app);
}

bool app_resize(struct app *app, int width, int height, float system_scale, struct status *status)
{
    if (app->canvas.width == width && app->canvas.height == height &&
        app->system_scale == system_scale)
        return true;
    if (!canvas_resize(&app->canvas, width, height))
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for a window of %dx%d",
                           width, height);
    app->system_scale = system_scale;
    app->dirty = true;
    return true;
}

// ---- Looks ----

static const struct theme *chosen_theme(const struct app *app)
{
    bool dark = app->settings.theme == THEME_DARK ||
                (app->settings.theme == THEME_SYSTEM && app->system_dark);
    return dark ? &theme_dark : &theme_light;
}

static float wanted_scale(const struct app *app)
{
    return app->settings.scale > 0 ? app->settings.scale : app->system_scale;
}

float app_scale_step(const struct app *app, int direction)
{
    static const float steps[] = {1, 1.25f, 1.5f, 1.75f, 2, 2.5f, 3};
    enum { COUNT = sizeof steps / sizeof *steps };
    float now = app->layout.scale > 0 ? app->layout.scale : wanted_scale(app);
    for (int i = 0; i < COUNT; i++) {
        float step = steps[direction > 0 ? i : COUNT - 1 - i];
        if (direction > 0 ? step > now + 0.01f : step < now - 0.01f)
            return direction < 0 ||
                           layout_scale(app->canvas.width, app->canvas.height, step) == step
                       ? step
                       : 0;
    }
    return 0;
}

void app_set_brush(struct app *app, float brush)
{
    app->settings.brush = fminf(fmaxf(brush, APP_BRUSH_MIN), APP_BRUSH_MAX);
    app->dirty = true;
}

float app_brush_diameter(const struct app *app, bool erasing)
{
    // An eraser as wide as the pen would leave the soft edge of a stroke that it follows.
    return app->settings.brush * PAD_SIDE / 1000 * (erasing ? 1.5f : 1);
}

// ---- Files ----

static bool looks_like_model(const char *path)
{
    const char *dot = strrchr(path_name(path), '.');
    if (dot && strcmp(dot, ".safetensors") == 0)
        return true;
    unsigned char head[9] = {0};
    FILE *file = fopen(path, "rb");
    size_t got = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    return got == sizeof head && head[8] == '{'; // after the header's length
}

static bool open_picture(struct app *app, const char *path, struct status *status)
{
    struct ink picture;
    if (!picture_load(&picture, path, status))
        return false;
    bool ok = pad_set_picture(&app->pad, &picture, status);
    ink_free(&picture);
    if (ok)
        app_forget_strokes(app);
    return ok;
}

static void note_digit(struct app *app, const char *note)
{
    snprintf(app->digit_note, sizeof app->digit_note, "%s", note);
    app->digit_pad = app->pad.version;
}

// What the pad saved comes back to its place; what others wrote fills the pad.
static bool show_digit(struct app *app, const struct strokes *strokes, size_t index,
                       struct status *status)
{
    const struct strokes_digit *digit = &strokes->digit[index];
    bool ours = strokes->box_width == PAD_SIDE && strokes->box_height == PAD_SIDE;
    float pen = app_brush_diameter(app, false);
    bool ok = ours ? pad_set_drawing(&app->pad, &digit->drawing, PAD_SIDE, PAD_SIDE, pen, status)
                   : pad_fit_drawing(&app->pad, &digit->drawing, pen, status);
    if (!ok)
        return false;
    char place[48] = "", label[24] = "", note[sizeof app->digit_note];
    if (strokes->count > 1)
        snprintf(place, sizeof place, "%zu of %zu", index + 1, strokes->count);
    if (digit->label >= 0)
        snprintf(label, sizeof label, "labelled %d", digit->label);
    snprintf(note, sizeof note, "%s%s%s", place, place[0] && label[0] ? ", " : "", label);
    note_digit(app, note);
    return true;
}

static bool open_strokes(struct app *app, const char *path, size_t index, struct status *status)
{
    struct strokes strokes;
    if (!strokes_load(&strokes, path, status))
        return false;
    if (index >= strokes.count) {
        status_fail(status, STATUS_BAD_DATA, "%s: there is no digit number %zu, only %zu", path,
                    index, strokes.count);
        goto fail;
    }
    if (!show_digit(app, &strokes, index, status))
        goto fail;
    app_forget_strokes(app);
    app->strokes = strokes;
    app->strokes_index = index;
    return true;
fail:
    strokes_free(&strokes);
    return false;
}

void app_forget_strokes(struct app *app)
{
    strokes_free(&app->strokes);
    app->strokes = (struct strokes){0};
}

bool app_can_step_digit(const struct app *app, int step)
{
    return step < 0 ? app->strokes.count > 0 && app->strokes_index > 0
                    : app->strokes_index + 1 < app->strokes.count;
}

void app_step_digit(struct app *app, int step)
{
    struct status status = {0};
    if (!app_can_step_digit(app, step))
        return;
    size_t index = step < 0 ? app->strokes_index - 1 : app->strokes_index + 1;
    if (show_digit(app, &app->strokes, index, &status))
        app->strokes_index = index;
    else
        dialog_error(app, "This digit cannot be shown", &status);
}

static bool open_model(struct app *app, const char *path, struct status *status)
{
    if (!use_model(app, path, WEIGHTS_FILE, status))
        return false;
    if (app_training(app))
        trainer_stop(app->trainer);
    snprintf(app->settings.model, PATH_SIZE, "%s", path);
    return true;
}

bool app_open_file(struct app *app, const char *path, size_t index, struct status *status)
{
    app->dirty = true;
    if (!files_exists(path))
        return status_fail(status, STATUS_MISSING,
                           "%s does not exist. Check the spelling of its name.", path);
    if (files_is_folder(path))
        return status_fail(status, STATUS_USAGE,
                           "%s is a folder. Open a model, a picture or a strokes file.", path);
    if (picture_recognised(path))
        return open_picture(app, path, status);
    return looks_like_model(path) ? open_model(app, path, status)
                                  : open_strokes(app, path, index, status);
}

bool app_open_leaves_run(const struct app *app, const char *path)
{
    return app_training(app) && files_exists(path) && !files_is_folder(path) &&
           !picture_recognised(path) && looks_like_model(path);
}

void app_open_or_explain(struct app *app, const char *path)
{
    struct status status = {0};
    if (!app_open_file(app, path, 0, &status))
        dialog_error(app, "This file could not be opened", &status);
}

static bool save_strokes(struct app *app, const char *path, struct status *status)
{
    struct strokes_digit digit = {.label = -1};
    if (!pad_cut_strokes(&app->pad, &digit.drawing, status))
        return false;
    struct strokes strokes = {
        .box_width = PAD_SIDE, .box_height = PAD_SIDE, .digit = &digit, .count = 1};
    bool ok = strokes_save(&strokes, path, status);
    drawing_free(&digit.drawing);
    return ok;
}

bool app_save(struct app *app, enum files_purpose purpose, const char *path, struct status *status)
{
    switch (purpose) {
    case FILES_SAVE_STROKES:
        return save_strokes(app, path, status);
    case FILES_SAVE_PICTURE:
        return picture_save_ink(&app->pad.sheet, path, status);
    default:
        if (!model_save(path, &app->weights, &app->model_info, status))
            return false;
        snprintf(app->settings.model, PATH_SIZE, "%s", path);
        return true;
    }
}

// Where MNIST is looked for: LENETPAD_DATA, else the user's choice, else the default; "" if there
// is none.
static void data_folder(const struct app *app, char folder[PATH_SIZE])
{
    const char *named = getenv("LENETPAD_DATA");
    snprintf(folder, PATH_SIZE, "%s", named && *named ? "" : app->settings.data);
    if (!folder[0] && !path_of_default_data(folder, NULL))
        folder[0] = '\0';
}

static void practice_digit(struct app *app, int label)
{
    struct drawing drawing;
    struct status status = {0};
    if (!practice_drawing(&drawing, label, app->random_count, &status)) {
        dialog_error(app, "There is no digit to show", &status);
        return;
    }
    if (!pad_fit_drawing(&app->pad, &drawing, app_brush_diameter(app, false), &status))
        dialog_error(app, "There is no digit to show", &status);
    drawing_free(&drawing);
    char note[sizeof app->digit_note];
    snprintf(note, sizeof note, "practice digit, a %d", label);
    note_digit(app, note);
}

void app_random_digit(struct app *app)
{
    char folder[PATH_SIZE];
    struct random random;
    app->dirty = true;
    data_folder(app, folder);
    if (app->test_digits.count == 0 && folder[0])
        dataset_load(&app->test_digits, folder, DATASET_TEST, NULL);
    random_init(&random, 1, app->random_count++);
    if (app->test_digits.count == 0) {
        practice_digit(app, (int)random_below(&random, LENET_CLASSES));
        return;
    }
    uint32_t index = random_below(&random, (uint32_t)app->test_digits.count);
    struct ink picture = {DIGIT_SIDE, DIGIT_SIDE, &app->test_digits.image[index][0][0]};
    struct status status = {0};
    if (!pad_set_picture(&app->pad, &picture, &status)) {
        dialog_error(app, "There is no digit to show", &status);
        return;
    }
    char note[sizeof app->digit_note];
    snprintf(note, sizeof note, "test digit %u, a %d", index, app->test_digits.label[index]);
    note_digit(app, note);
}

// ---- Training ----

bool app_training(const struct app *app)
{
    enum trainer_phase phase = app->progress.phase;
    return phase == TRAINER_LOADING || phase == TRAINER_RUNNING || phase == TRAINER_PAUSED;
}

void app_train(struct app *app, const char *data, bool resume)
{
    if (app_training(app))
        return;
    struct trainer_job job = {.resume = resume, .options = app->training};
    int processors = threads_processors();
    job.threads = processors > 1 ? processors - 1 : 1;
    snprintf(job.data, PATH_SIZE, "%s", resume ? app->checkpoint_data : data);
    snprintf(job.checkpoint, PATH_SIZE, "%s", app->checkpoint);
    trainer_start(app->trainer, &job);
    trainer_get_progress(app->trainer, &app->progress);
    app->progress.phase = TRAINER_LOADING; // a run that has failed already is news, too
    app->trainer_generation = app->progress.generation; // the weights before are not its own
    app->follow_trainer = true;
    app->settings.show_training = true;
    app->dirty = true;
}

void app_start_training(struct app *app, const char *data)
{
    if (app->checkpoint_there && !app_training(app))
        dialog_ask_new_run(app, data);
    else
        app_train(app, data, false);
}

void app_train_mnist(struct app *app)
{
    char folder[PATH_SIZE];
    data_folder(app, folder);
    app_start_training(app, folder);
}

void app_train_folder(struct app *app, const char *folder)
{
    snprintf(app->named_data, PATH_SIZE, "%s", folder);
    app_start_training(app, folder);
}

const char *app_data_name(const char *data)
{
    if (strcmp(data, "practice") == 0)
        return "practice digits";
    return strcasecmp(path_name(data), "mnist") == 0 ? "MNIST" : path_name(data);
}

// A run that came to its end is kept as the user's own model, so that nothing is lost.
static bool keep_result(struct app *app)
{
    char folder[PATH_SIZE], path[PATH_SIZE], description[512];
    struct status status = {0};
    snprintf(description, sizeof description, "%d epochs of %.300s, test error %.2f%%",
             app->progress.epochs, app_data_name(app->progress.data),
             100 * (double)app->progress.test_error);
    note_weights(app, WEIGHTS_TRAINER, "Trained here", description);
    app->model_info.command[0] = '\0';
    if (!app->settings_path[0])
        return false; // nothing is remembered
    if (!path_of_user_folder(folder, &status) || !file_make_folder(folder, &status) ||
        !path_join(path, folder, "trained.safetensors", &status) ||
        !model_save(path, &app->weights, &app->model_info, &status)) {
        dialog_error(app, "The trained weights could not be kept", &status);
        return false;
    }
    snprintf(app->settings.model, PATH_SIZE, "%s", path);
    return true;
}

static void tell_finish(struct app *app, bool kept)
{
    ui_toast(&app->ui,
             kept ? "Training is finished. The new weights are in use, and kept for the next start."
                  : "Training is finished. The new weights are in use.",
             "Save model…", 12);
}

// A folder that the user named is remembered once its data has loaded, and forgotten when its data
// is gone: else it would stand in the way of the default folder for good.
static void remember_data(struct app *app)
{
    const char *data = app->progress.data;
    bool failed = app->progress.phase == TRAINER_FAILED;
    if (!failed && strcmp(app->named_data, data) == 0)
        snprintf(app->settings.data, PATH_SIZE, "%s", data);
    else if (failed && app->progress.failure.code == STATUS_MISSING &&
             strcmp(app->settings.data, data) == 0)
        app->settings.data[0] = '\0';
}

static void explain_failure(struct app *app, bool named)
{
    const struct status *failure = &app->progress.failure;
    bool began = app->progress.batches > 0;
    if (failure->code == STATUS_MISSING && strcmp(app->progress.data, "practice") != 0) {
        dialog_missing_data(app, failure);
        app->dialogs.missing_named = named;
    } else {
        dialog_error(app, began ? "Training stopped" : "Training could not begin", failure);
    }
    if (began)
        return;
    app->follow_trainer = false;
    trainer_forget(app->trainer);
    app->progress.phase = TRAINER_IDLE;
}

// The weights in use are those of the run that the trainer is or was on.
static void note_run(struct app *app, const char *title)
{
    char description[512];
    snprintf(description, sizeof description, "epoch %d of %d on %.300s",
             trainer_epoch(&app->progress), app->progress.epochs,
             app_data_name(app->progress.data));
    note_weights(app, WEIGHTS_TRAINER, title, description);
}

static void follow_phase(struct app *app, enum trainer_phase before)
{
    enum trainer_phase phase = app->progress.phase;
    const char *data = app->progress.data;
    bool named = strcmp(app->named_data, data) == 0 || strcmp(app->settings.data, data) == 0;
    app->dirty = true;
    if (before == TRAINER_LOADING)
        remember_data(app);
    if (phase == TRAINER_FINISHED || phase == TRAINER_STOPPED || phase == TRAINER_FAILED)
        find_checkpoint(app);
    if (phase == TRAINER_FINISHED && app->follow_trainer)
        tell_finish(app, keep_result(app));
    if (phase == TRAINER_STOPPED && app->follow_trainer)
        note_run(app, "Training stopped");
    if (phase == TRAINER_STOPPED && app->progress.failure.code != STATUS_OK)
        dialog_error(app, "The run's place could not be kept", &app->progress.failure);
    if (phase == TRAINER_FAILED)
        explain_failure(app, named);
}

static void follow_weights(struct app *app)
{
    if (!app->follow_trainer ||
        !trainer_snapshot(app->trainer, &app->weights, &app->trainer_generation))
        return;
    note_run(app, "In training");
}

// News of the trainer and of the download.
static void poll_threads(struct app *app)
{
    enum trainer_phase before = app->progress.phase;
    trainer_get_progress(app->trainer, &app->progress);
    follow_weights(app);
    if (app->progress.phase != before)
        follow_phase(app, before);
    dialogs_poll(app);
}

// ---- Events ----

// Something is on top of the panels (a dialog that was just opened is drawn with the next frame).
static bool is_modal(const struct app *app)
{
    return app->dialogs.open != DIALOG_NONE || ui_modal(&app->ui);
}

static void point_at_pad(struct app *app, const struct event *event)
{
    struct rect pad = app->layout.pad;
    float unit = (float)PAD_SIDE / (float)(pad.w > 0 ? pad.w : 1);
    app->pad_pointer_x = (event->x - (float)pad.x) * unit;
    app->pad_pointer_y = (event->y - (float)pad.y) * unit;
    app->over_pad = rect_contains(pad, (int)event->x, (int)event->y) && !is_modal(app) &&
                    !ui_covered(&app->ui, (int)event->x, (int)event->y);
}

static float pen_diameter(const struct app *app, const struct event *event)
{
    float pressed = event->touch ? 0.35f + 0.65f * fminf(fmaxf(event->pressure, 0), 1) : 1;
    return app_brush_diameter(app, app->erasing) * pressed;
}

static void pad_pointer(struct app *app, const struct event *event)
{
    struct pad *pad = &app->pad;
    float x = app->pad_pointer_x, y = app->pad_pointer_y;
    bool left = event->button == BUTTON_LEFT, right = event->button == BUTTON_RIGHT;
    switch (event->type) {
    case EVENT_POINTER_DOWN:
        if (!app->over_pad || pad->active || !(left || right))
            break;
        app->erasing = right || app->eraser;
        app->pad_button = event->button;
        pad_begin(pad, app->erasing ? PAD_ERASE : PAD_STROKE, x, y, pen_diameter(app, event));
        break;
    case EVENT_POINTER_MOVE:
        if (event->modifiers & MOD_SHIFT)
            pad_move_straight(pad, x, y, pen_diameter(app, event));
        else
            pad_move(pad, x, y, pen_diameter(app, event));
        break;
    case EVENT_POINTER_UP:
        if (event->button == app->pad_button)
            pad_end(pad);
        break;
    default:
        break;
    }
    app->capture_pointer = pad->active;
}

static void pointer_event(struct app *app, const struct event *event)
{
    point_at_pad(app, event);
    if (event->type == EVENT_POINTER_UP && is_modal(app))
        app->unsettled = true;
    // While a stroke is drawn, widgets see no further presses.
    if ((!app->pad.active || event->type != EVENT_POINTER_DOWN) && ui_event(&app->ui, event))
        return;
    pad_pointer(app, event);
}

static void key_event(struct app *app, const struct event *event)
{
    if (ui_event(&app->ui, event)) {
        // These may close what is open; the others change only what has the focus.
        if (event->key == KEY_ESCAPE || event->key == KEY_ENTER || event->key == KEY_SPACE)
            app->unsettled = true;
        return;
    }
    enum action_id action = action_of_key(event);
    if (!is_modal(app) || action == ACTION_QUIT)
        action_run(app, action);
}

// Widgets act when they are drawn. What comes after a key or a click that opens or closes something
// is meant for what is there then.
static void settle(struct app *app)
{
    for (int i = 0; i < 4 && app->unsettled; i++)
        app_frame(app);
}

void app_event(struct app *app, const struct event *event)
{
    bool aimed = event->type == EVENT_KEY || event->type == EVENT_TEXT ||
                 event->type == EVENT_POINTER_DOWN || event->type == EVENT_DROP;
    if (aimed)
        settle(app);
    app->dirty = true;
    switch (event->type) {
    case EVENT_POINTER_MOVE:
    case EVENT_POINTER_DOWN:
    case EVENT_POINTER_UP:
        pointer_event(app, event);
        break;
    case EVENT_POINTER_LEAVE:
        app->over_pad = false;
        ui_event(&app->ui, event);
        break;
    case EVENT_WHEEL:
        if (app->over_pad)
            app_set_brush(app, app->settings.brush * powf(1.1f, event->wheel));
        else
            ui_event(&app->ui, event);
        break;
    case EVENT_KEY:
        key_event(app, event);
        break;
    case EVENT_DROP:
        if (is_modal(app))
            break;
        if (app_open_leaves_run(app, event->path))
            dialog_ask_leave_run(app, event->path);
        else
            app_open_or_explain(app, event->path);
        break;
    case EVENT_QUIT:
        app->quit = true;
        break;
    case EVENT_WAKE:
        poll_threads(app);
        break;
    default:
        ui_event(&app->ui, event);
        break;
    }
}

// ---- Frames ----

void app_refresh(struct app *app)
{
    poll_threads(app);
    if (app->read_pad != app->pad.version || app->read_weights != app->weights_version) {
        reading_of_pad(&app->reading, &app->weights, &app->model_info.calibration, &app->pad);
        app->read_pad = app->pad.version;
        app->read_weights = app->weights_version;
        app->dirty = true;
    }
    char verdict[64];
    reading_describe(&app->reading, verdict, sizeof verdict);
    snprintf(app->title, sizeof app->title, "LeNet Pad – %s", verdict);
}

bool app_needs_frame(const struct app *app)
{
    return app->dirty || ui_wants_frame(&app->ui);
}

static void find_hover(struct app *app)
{
    int x = (int)app->ui.pointer_x, y = (int)app->ui.pointer_y;
    app->hovering = app->ui.pointer_inside && !app->pad.active && !is_modal(app) &&
                    !ui_covered(&app->ui, x, y) && layout_hit(&app->layout, x, y, &app->hover);
}

void app_frame(struct app *app)
{
    struct ui *ui = &app->ui;
    app_refresh(app);
    app->dirty = app->unsettled = false;
    layout_compute(&app->layout, app->canvas.width, app->canvas.height, wanted_scale(app),
                   app->settings.show_training, app->hidden_layers);
    text_set_scale(app->text, app->layout.scale);
    ui_begin(ui, &app->canvas, chosen_theme(app), app->layout.scale);
    canvas_fill(&app->canvas, (struct rect){0, 0, app->canvas.width, app->canvas.height},
                ui->theme->window);
    int command = menus_draw(app);
    find_hover(app);
    view_pad(app);
    if (app->layout.sees_visible)
        view_sees(app);
    view_reading(app);
    if (app->layout.side_visible && app->settings.show_training && !app->hovering)
        view_training(app);
    else if (app->layout.side_visible)
        view_inspector(app);
    view_figure(app);
    if (ui_toast_draw(ui) && !command)
        command = ACTION_SAVE_MODEL; // the only button of a toast
    dialogs_draw(app);
    ui_end(ui);
    app->show_cursor = !app->over_pad || is_modal(app);
    action_run(app, (enum action_id)command);
}
