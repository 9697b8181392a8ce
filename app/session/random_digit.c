// A digit at random onto the pad, for whoever does not want to draw one.
#include "app/training/data_source.h"
#include "app/window/actions.h"
#include "app/window/shell_private.h"
#include "nn/base/random.h"
#include "nn/data/practice.h"
#include <stdio.h>

static void practice_digit(struct app *app, int label)
{
    struct drawing drawing;
    struct status status = {0};
    if (!practice_drawing(&drawing, label, app->session.random_seed + app->session.random_count,
                          &status)) {
        dialog_error(app, "There is no digit to show", &status);
        return;
    }
    if (!pad_fit_drawing(&app->session.pad, &drawing, app_brush_diameter(app, false), &status))
        dialog_error(app, "There is no digit to show", &status);
    drawing_free(&drawing);
    char note[sizeof app->session.digit_note];
    snprintf(note, sizeof note, "practice digit, a %d", label);
    app_note_digit(app, note);
}

void app_random_digit(struct app *app)
{
    char folder[PATH_SIZE];
    struct random random;
    app->dirty = true;
    app_data_folder(app, folder);
    if (app->session.test_digits.count == 0 && folder[0] && !data_source_is_practice(folder))
        data_source_load(&app->session.test_digits, folder, DATASET_TEST, NULL);
    random_init(&random, app->session.random_seed, app->session.random_count++);
    if (app->session.test_digits.count == 0) {
        practice_digit(app, (int)random_below(&random, LENET_CLASSES));
        return;
    }
    uint32_t index = random_below(&random, (uint32_t)app->session.test_digits.count);
    struct ink picture = {DIGIT_SIDE, DIGIT_SIDE, &app->session.test_digits.image[index][0][0]};
    struct status status = {0};
    if (!pad_set_picture(&app->session.pad, &picture, &status)) {
        dialog_error(app, "There is no digit to show", &status);
        return;
    }
    char note[sizeof app->session.digit_note];
    snprintf(note, sizeof note, "test digit %u, a %d", index,
             app->session.test_digits.label[index]);
    app_note_digit(app, note);
}
