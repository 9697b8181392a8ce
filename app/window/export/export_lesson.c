// The digits stay as they were written, in the box of the file that keeps them: who opens the
// lesson sees just what was taught.
#include "app/window/export/export_lesson.h"
#include "app/language/tr.h"
#include "app/session/saving.h"
#include "nn/strokes/strokes_text.h"
#include <stdlib.h>

void export_lesson_begin(struct app *app)
{
    struct export_form *form = &app->export_form;
    export_form_free(form);
    if (app->session.own_digits.strokes.count == 0 ||
        !strokes_copy(&form->digits, &app->session.own_digits.strokes))
        return;
    form->chosen = malloc(form->digits.count * sizeof *form->chosen);
    if (form->chosen)
        export_lesson_choose_all(app, true);
    else
        export_form_free(form);
}

size_t export_lesson_count(const struct app *app)
{
    const struct export_form *form = &app->export_form;
    size_t count = 0;
    for (size_t i = 0; i < form->digits.count; i++)
        count += form->chosen[i];
    return count;
}

void export_lesson_toggle(struct app *app, size_t index)
{
    struct export_form *form = &app->export_form;
    if (index < form->digits.count)
        form->chosen[index] = !form->chosen[index];
}

void export_lesson_choose_all(struct app *app, bool chosen)
{
    struct export_form *form = &app->export_form;
    for (size_t i = 0; i < form->digits.count; i++)
        form->chosen[i] = chosen;
}

void export_lesson_toggle_label(struct app *app, int label)
{
    struct export_form *form = &app->export_form;
    bool all = true;
    for (size_t i = 0; i < form->digits.count; i++)
        all = all && (form->digits.digit[i].label != label || form->chosen[i]);
    for (size_t i = 0; i < form->digits.count; i++)
        if (form->digits.digit[i].label == label)
            form->chosen[i] = !all;
}

bool export_lesson_write(const struct app *app, const char *path, struct status *status)
{
    const struct export_form *form = &app->export_form;
    struct strokes lesson = {.box_width = form->digits.box_width,
                             .box_height = form->digits.box_height};
    if (!saving_spares_own_digits(&app->session, path, status))
        return false;
    lesson.digit = malloc((form->digits.count + 1) * sizeof *lesson.digit);
    if (!lesson.digit)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the lesson"));
    for (size_t i = 0; i < form->digits.count; i++)
        if (form->chosen[i])
            lesson.digit[lesson.count++] = form->digits.digit[i]; // borrowed
    bool saved = strokes_save(&lesson, path, status);
    free(lesson.digit);
    return saved;
}
