// The texts of the window's panels, drawn with the real font at every size and scale: for tests
// that each of them can be read.
#ifndef TESTS_SUPPORT_READABLE_H
#define TESTS_SUPPORT_READABLE_H

#include "tests/support/support.h"

#include "app/system/text_sdl.h"
#include "app/window/screen/layout_compute.h"
#include "app/window/shell.h"
#include "app/window/views/panels.h"

enum { TEXTS_MAX = 4000 }; // of several frames

struct drawn {
    char string[160];
    struct rect rect;
    bool cut;
};

static struct drawn drawn[TEXTS_MAX];
static int drawn_count;
static char place[160]; // what is being tried, for messages

static int complaints;

// All of them are told before the test fails.
__attribute__((format(printf, 1, 2))) static inline void complain(const char *format, ...)
{
    char text[500];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    print_message("%s\n", text);
    complaints++;
}

static inline void watch(void *context, const struct text_drawn *text)
{
    (void)context;
    assert_true(drawn_count < TEXTS_MAX);
    struct drawn *next = &drawn[drawn_count++];
    snprintf(next->string, sizeof next->string, "%.*s", (int)text->bytes, text->string);
    next->rect = text->rect;
    next->cut = text->cut;
}

static inline int open_test_app(void **state)
{
    struct app *app = NULL;
    struct glyph_source glyphs;
    struct status status = {0};
    bool fonts = text_sdl_source(&glyphs, &status);
    glyphs.drawn = watch;
    if (!fonts || !app_open(&app, glyphs, &(struct session_options){.own_digits = ""}, &status)) {
        print_message("%s\n", status.message);
        return -1;
    }
    app->session.questions.open = QUESTION_NONE;
    complaints = 0;
    *state = app;
    return 0;
}

static inline int close_test_app(void **state)
{
    app_close(*state);
    return complaints == 0 ? 0 : -1;
}

// A frame of the panels, with the progress as the test has set it.
static inline void draw(struct app *app)
{
    struct ui *ui = &app->ui;
    bool card =
        app->session.settings.show_training || app->session.pin.held || app->session.slow_motion.on;
    for (int i = 0; i < 2; i++) { // the first one places
        drawn_count = 0;
        layout_compute(&app->layout, app->canvas.width, app->canvas.height,
                       app->session.settings.scale, card, 0);
        if (app->page != PAGE_NETWORK)
            layout_compute_page(&app->layout);
        text_set_scale(app->text, app->layout.scale);
        ui_begin(ui, &app->canvas, &theme_light, app->layout.scale);
        panels_draw(app);
        ui_end(ui);
    }
}

static inline const char *find(const char *beginning)
{
    for (int i = 0; i < drawn_count; i++)
        if (strncmp(drawn[i].string, beginning, strlen(beginning)) == 0)
            return drawn[i].string;
    return NULL;
}

static inline void assert_shown(const char *what)
{
    if (!find(what))
        complain("%s: \"%s\" is missing", place, what);
}

static inline void assert_readable(const struct app *app)
{
    struct rect window = {0, 0, app->canvas.width, app->canvas.height};
    for (int i = 0; i < drawn_count; i++) {
        struct rect seen = rect_intersect(drawn[i].rect, window);
        if (drawn[i].cut || seen.w != drawn[i].rect.w || seen.h != drawn[i].rect.h)
            complain("%s: \"%s\" is cut off", place, drawn[i].string);
        for (int j = 0; j < i; j++) {
            struct rect both = rect_intersect(drawn[i].rect, drawn[j].rect);
            if (both.w > 0 && both.h > 0)
                complain("%s: \"%s\" lies on \"%s\"", place, drawn[i].string, drawn[j].string);
        }
    }
}

typedef void attempt(struct app *app);

// Calls `check_it` with every size and scale.
static inline void everywhere(struct app *app, const char *what, attempt *check_it)
{
    static const int sizes[][2] = {{800, 600}, {1024, 700}, {1280, 800}, {1366, 768}, {1920, 1080}};
    static const float scales[] = {1, 1.25f, 1.5f, 1.75f, 2, 2.5f, 3};
    for (int size = 0; size < 5; size++)
        for (int i = 0; i < 7; i++) {
            int width = sizes[size][0], height = sizes[size][1];
            assert_true(app_resize(app, width, height, 1, NULL));
            app->session.settings.scale = scales[i];
            snprintf(place, sizeof place, "%s, %dx%d, scale %g", what, width, height,
                     (double)scales[i]);
            check_it(app);
        }
}

static inline void check(struct app *app)
{
    draw(app);
    assert_readable(app);
}

#endif
