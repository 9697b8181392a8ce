// A window whose network says 7 to everything, files for it, and events: for tests of the whole
// window without a display.
#ifndef TESTS_SUPPORT_SHELL_EVENTS_H
#define TESTS_SUPPORT_SHELL_EVENTS_H

#include "tests/support/app_support.h"

#include "tests/support/practice_data.h"
#include "tests/support/stubborn.h"

enum { WIDTH = 1280, HEIGHT = 800 };

static inline int make_files(void **state)
{
    return home_enter(state) == 0 && stubborn_save("seven.safetensors", 7) &&
                   stubborn_save("two.safetensors", 2) && practice_data_save("data", 640, 100, 1)
               ? 0
               : -1;
}

static inline struct app *open_app(const struct session_options *options)
{
    struct app *app = app_support_open(options);
    app->session.training.epochs = app->session.setup.options.epochs = 20;
    return app;
}

static inline int open_test_app(void **state)
{
    *state = open_app(&(struct session_options){.model = "seven.safetensors"});
    return 0;
}

// ---- Events -------------------------------------------------------------------------------------

static inline void send(struct app *app, struct event event)
{
    app_event(app, &event);
}

static inline void send_pointer(struct app *app, enum event_type type, float x, float y, int button)
{
    send(app, (struct event){
                  .type = type, .x = x, .y = y, .button = button, .clicks = 1, .pressure = 1});
}

// A point of the pad (0..1 both ways) in window pixels.
static inline float pad_x(const struct app *app, float x)
{
    return (float)app->layout.pad.x + x * (float)app->layout.pad.w;
}

static inline float pad_y(const struct app *app, float y)
{
    return (float)app->layout.pad.y + y * (float)app->layout.pad.h;
}

static inline void stroke(struct app *app, int button, float x0, float y0, float x1, float y1)
{
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, x0), pad_y(app, y0), 0);
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, x0), pad_y(app, y0), button);
    for (int i = 1; i <= 10; i++) {
        float t = (float)i / 10;
        send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, x0 + (x1 - x0) * t),
                     pad_y(app, y0 + (y1 - y0) * t), 0);
    }
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, x1), pad_y(app, y1), button);
    app_frame(app);
}

static inline void type(struct app *app, const char *text)
{
    struct event event = {.type = EVENT_TEXT};
    for (; *text; text++) {
        event.text[0] = *text;
        send(app, event);
        app_frame(app);
    }
}

static inline void drop(struct app *app, const char *path)
{
    struct event event = {.type = EVENT_DROP};
    snprintf(event.path, sizeof event.path, "%s", path);
    send(app, event);
    app_frame(app);
    app_frame(app);
}

static inline bool title_says(const struct app *app, const char *words)
{
    return strstr(app->title, words) != NULL;
}

// A test with a window of its own.
#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_test_app, app_support_close)

#endif
