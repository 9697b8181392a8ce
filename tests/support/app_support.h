// The window's state without a display, driven by events: for tests of what the window does. Works
// in a folder of the test's own (support.h), which is the user's home.
#ifndef TESTS_SUPPORT_APP_SUPPORT_H
#define TESTS_SUPPORT_APP_SUPPORT_H

#include "tests/support/support.h"

#include "app/window/actions/actions.h"
#include "app/window/shell.h"
#include "tests/support/fake_glyphs.h"
#include "tests/support/home.h"
#include "tests/support/toast.h"

#include <time.h>

// The glyphs of all windows: they are counted, and watched, together.
static inline struct fake_glyphs *app_support_glyphs(void)
{
    static struct fake_glyphs fake;
    return &fake;
}

// A window of 1280x800 that has been drawn once. The caller closes it.
static inline struct app *app_support_open(const struct session_options *options)
{
    struct app *app = NULL;
    struct status status = {0};
    if (!app_open(&app, fake_source(app_support_glyphs()), options, &status))
        fail_msg("%s", status.message);
    assert_true(app_resize(app, 1280, 800, 1, NULL));
    app_frame(app);
    return app;
}

// Test tear-down: *state is the window.
static inline int app_support_close(void **state)
{
    app_close(*state);
    return 0;
}

// The action of this label.
static inline const struct action *app_support_action(const char *label)
{
    const struct action *row;
    for (int i = 0; (row = action_at(&actions_of_window, i)); i++)
        if (strcmp(row->label, label) == 0)
            return row;
    fail_msg("there is no action \"%s\"", label);
    return NULL;
}

// A frame, `watch` being told of every line that is drawn.
static inline void app_support_watch(struct app *app, fake_watch *watch, void *context)
{
    app_support_glyphs()->watch = watch;
    app_support_glyphs()->context = context;
    app_frame(app);
    app_support_glyphs()->watch = NULL;
}

struct app_words {
    char text[16000];
    size_t used;
};

static inline void app_support_add_words(void *context, const struct text_drawn *drawn)
{
    struct app_words *words = context;
    int added = snprintf(words->text + words->used, sizeof words->text - words->used, "%.*s\n",
                         (int)drawn->bytes, drawn->string);
    words->used += (size_t)added;
    assert_true(words->used < sizeof words->text);
}

// Draws a frame. Returns what stands in it, each line between two newlines; until the next call.
static inline const char *app_support_words(struct app *app)
{
    static struct app_words words;
    words = (struct app_words){"\n", 1};
    app_support_watch(app, app_support_add_words, &words);
    return words.text;
}

// A key, and the frames that it asks for.
static inline void press(struct app *app, int key, int modifiers)
{
    app_event(app, &(struct event){.type = EVENT_KEY, .key = key, .modifiers = modifiers});
    app_frame(app);
    for (int i = 0; i < 3 && app_needs_frame(app); i++)
        app_frame(app);
}

// What is set up, as it stands, is begun.
static inline void press_set_up_and_start(struct app *app)
{
    press(app, 't', MOD_CTRL);
    press(app, KEY_ENTER, 0);
}

// A moment for the threads, and their news.
static inline void nap(struct app *app)
{
    nanosleep(&(struct timespec){0, 1000000}, NULL);
    app_event(app, &(struct event){.type = EVENT_WAKE});
}

// However slow the machine is: within as long as a sanitizer takes.
static inline void await_phase(struct app *app, enum trainer_phase phase)
{
    for (int i = 0; i < 1200000 && app->session.progress.phase != phase; i++)
        nap(app);
    assert_int_equal(app->session.progress.phase, phase);
    app_frame(app);
}

#endif
