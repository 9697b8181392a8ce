// The dialog of the export, by keys: for tests of what it writes.
#ifndef TESTS_SUPPORT_EXPORT_KEYS_H
#define TESTS_SUPPORT_EXPORT_KEYS_H

#include "tests/support/shell_events.h"

#include "app/session/labelling.h"
#include "app/session/weights/training.h"
#include "app/ui/ui_core.h"
#include "app/window/export/export_choice.h"
#include "app/window/export/export_lesson.h"

// Own digits are kept as long as the window is there; runs, in a folder of the test's.
static inline int open_to_export(void **state)
{
    *state = open_app(
        &(struct session_options){.model = "seven.safetensors", .own_digits = "", .runs = "runs"});
    return 0;
}

#define EXPORT_TEST(test) cmocka_unit_test_setup_teardown(test, open_to_export, app_support_close)

static inline void draw_digit(struct app *app)
{
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .3f);
    stroke(app, BUTTON_LEFT, .8f, .3f, .4f, .9f);
    send_pointer(app, EVENT_POINTER_LEAVE, 0, 0, 0);
    app_frame(app);
}

static inline void teach(struct app *app, int label)
{
    draw_digit(app);
    labelling_add(&app->session, label);
    app_frame(app);
}

// What is chosen already, under this name or (NULL) the proposed one.
static inline void export_as(struct app *app, const char *name)
{
    press(app, 'e', MOD_CTRL | MOD_SHIFT);
    assert_int_equal(app->session.questions.open, QUESTION_EXPORT);
    app_frame(app);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    app_frame(app);
    if (name) {
        press(app, 'a', MOD_CTRL);
        type(app, name);
    }
    press(app, KEY_ENTER, 0);
    if (app->session.questions.open != QUESTION_NONE)
        fail_msg("%s", app->session.questions.message);
}

static inline void tab_to(struct app *app, uint32_t id)
{
    for (int i = 0; i < 40 && app->ui.core->focus != id; i++)
        press(app, KEY_TAB, 0);
    assert_int_equal(app->ui.core->focus, id);
}

// Where the widget is that Tab goes to.
static inline struct rect focus_of(struct app *app, uint32_t id)
{
    tab_to(app, id);
    app_frame(app);
    return app->ui.core->focus_rect;
}

static inline void click(struct app *app, float x, float y)
{
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    send_pointer(app, EVENT_POINTER_DOWN, x, y, BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_UP, x, y, BUTTON_LEFT);
    app_frame(app);
}

#endif
