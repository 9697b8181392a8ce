// The window: hands events to the app, shows its frames, and sleeps in between. Nothing happens
// while there is nothing to show; while something moves, at most sixty frames a second are drawn.
#include "app/base/clock.h"
#include "app/base/interrupt.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/commands/desktop_module/window_speech.h"
#include "app/commands/window_options.h"
#include "app/language/languages.h"
#include "app/language/tr.h"
#include "app/session/opening.h"
#include "app/system/dark.h"
#include "app/system/fetch/fetch.h"
#include "app/system/portal/portal.h"
#include "app/system/text_sdl.h"
#include "app/system/window.h"
#include "app/window/shell.h"
#include "nn/files/input.h"
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const double frame_seconds = 1.0 / 60;

// Systems may resize a window a moment before they say that it is maximised.
static const double standing_seconds = 0.3;

struct size {
    int width, height; // logical
};

struct loop {
    struct window *window;
    struct app *app;
    struct interrupt *interrupt; // a closed terminal, Ctrl-C in it: the window closes as usual
    struct portal *portal;       // or NULL
    struct portal_wishes wishes; // as they were followed last
    double last_frame;
    struct window_speech speech;
    // What the window was told.
    char title[sizeof((struct app *)0)->title];
    bool full_screen, cursor_hidden, captured;
    struct size size; // of the window, not maximised, since `resized`; no width: taken down
    double resized;
};

static void wake(void *context)
{
    const struct loop *loop = context;
    if (loop->window)
        window_wake(loop->window);
}

// Tells the window what the app wants of it, where that changed.
static void follow_wishes(struct loop *loop)
{
    struct app *app = loop->app;
    if (strcmp(loop->title, app->title) != 0) {
        snprintf(loop->title, sizeof loop->title, "%s", app->title);
        window_set_title(loop->window, app->title);
    }
    if (loop->full_screen != app->full_screen)
        window_set_full_screen(loop->window, loop->full_screen = app->full_screen);
    if (loop->cursor_hidden == app->show_cursor)
        window_show_cursor(loop->window, !(loop->cursor_hidden = !app->show_cursor));
    if (loop->captured != app->capture_pointer)
        window_capture_pointer(loop->captured = app->capture_pointer);
    window_text_input(loop->window, ui_wants_text(&app->ui), ui_text_caret(&app->ui));
    if (!ui_composes(&app->ui))
        window_end_composition(loop->window);
}

// How long to wait for the next event, in milliseconds; -1: until there is one.
static int wait_for(const struct loop *loop)
{
    if (!app_needs_frame(loop->app))
        return session_rest_ms(&loop->app->session, clock_seconds());
    int pause = (int)((loop->last_frame + frame_seconds - clock_seconds()) * 1000);
    int wanted = app_wait_ms(loop->app);
    return pause > wanted ? pause : wanted;
}

static bool is_due(const struct loop *loop)
{
    if (app_wait_ms(loop->app) != 0)
        return false;
    return clock_seconds() - loop->last_frame >= frame_seconds * 0.9;
}

static void keep_size(struct settings *settings, struct size size)
{
    settings->window_width = size.width;
    settings->window_height = size.height;
}

static struct size size_now(const struct app *app)
{
    return (struct size){(int)((float)app->canvas.width / app->system_scale),
                         (int)((float)app->canvas.height / app->system_scale)};
}

// Of a maximised window the size is remembered that it will go back to: one that stood for a while.
static void remember_size(struct loop *loop)
{
    struct app *app = loop->app;
    struct size size = size_now(app);
    bool maximised = window_is_maximised(loop->window), plain = !maximised && !app->full_screen;
    double now = clock_seconds();
    if (loop->size.width > 0 && now - loop->resized >= standing_seconds) {
        keep_size(&app->session.settings, loop->size);
        loop->size.width = 0;
    }
    if (!app->full_screen)
        app->session.settings.window_maximised = maximised;
    if (!plain) {
        loop->size.width = 0;
    } else if (size.width != loop->size.width || size.height != loop->size.height) {
        loop->size = size;
        loop->resized = now;
    }
}

// At the end there is nothing to wait for.
static void remember_last_size(struct loop *loop)
{
    if (!window_is_maximised(loop->window) && !loop->app->full_screen)
        keep_size(&loop->app->session.settings, size_now(loop->app));
}

static bool follow_size(struct loop *loop, struct status *status)
{
    int width, height;
    float scale;
    window_size(loop->window, &width, &height, &scale);
    return app_resize(loop->app, width, height, scale, status);
}

// The desktop's wishes come some time after the start, and change.
static void follow_desktop(struct loop *loop)
{
    struct portal_wishes now = portal_wishes(loop->portal);
    struct app *app = loop->app;
    if (now.scheme == loop->wishes.scheme && now.contrast == loop->wishes.contrast)
        return;
    loop->wishes = now;
    app->system_dark = dark_is_preferred((enum desktop_scheme)now.scheme);
    app->system_contrast = contrast_is_preferred(now.contrast == 1);
    app->dirty = true;
}

static void show_frame(struct loop *loop)
{
    // From beginning to beginning: showing may itself wait for the screen.
    loop->last_frame = clock_seconds();
    ui_set_time(&loop->app->ui, loop->last_frame);
    app_frame(loop->app);
    follow_wishes(loop); // whoever sees a field that has the keyboard may type
    window_show(loop->window, &loop->app->canvas);
}

static bool run_loop(struct loop *loop, struct status *status)
{
    while (!loop->app->quit && !interrupt_pending(loop->interrupt)) {
        struct event event;
        int wait = window_speech_wait(&loop->speech, loop->app, wait_for(loop));
        bool timed_out = true;
        while (window_event(loop->window, &event, timed_out ? wait : 0)) {
            app_event(loop->app, &event);
            timed_out = false;
        }
        if (!follow_size(loop, status))
            return false;
        remember_size(loop);
        follow_desktop(loop);
        ui_set_time(&loop->app->ui, clock_seconds());
        if (is_due(loop))
            show_frame(loop);
        follow_wishes(loop);
        window_speech_follow(&loop->speech, loop->app);
        session_remember(&loop->app->session, clock_seconds());
    }
    return true;
}

// Another one at every start, so that the random digits are others.
static uint64_t fresh_seed(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return ((uint64_t)now.tv_sec << 32) ^ (uint64_t)now.tv_nsec ^ (uint64_t)getpid() << 40;
}

// The user's own first: of two for one language they count. A broken one is no reason to go without
// the window: its language is not there, and `broken` says why.
static void load_languages(struct status *broken)
{
    char folder[PATH_SIZE];
    if (path_of_user_languages(folder))
        languages_load(folder, broken);
    if (path_of_languages(folder))
        languages_load(folder, broken->code == STATUS_OK ? broken : NULL);
}

static bool open_app(struct loop *loop, const char *model, const char *file, struct status *status)
{
    char settings[PATH_SIZE], checkpoint[PATH_SIZE], own[PATH_SIZE], runs[PATH_SIZE];
    struct session_options options = {.model = model,
                                      .bring = fetch_bring,
                                      .wake = wake,
                                      .wake_context = loop,
                                      .random_seed = fresh_seed()};
    struct glyph_source glyphs;
    struct status broken = {0};
    // Without a home folder nothing is remembered, and everything else works.
    options.settings_path = path_of_settings(settings, NULL) ? settings : NULL;
    options.checkpoint = path_of_checkpoint(checkpoint, NULL) ? checkpoint : NULL;
    options.own_digits = path_of_own_digits(own, NULL) ? own : NULL;
    options.runs = run_library_place(runs, NULL) ? runs : NULL;
    load_languages(&broken);
    languages_choose("");
    if (!text_sdl_source(&glyphs, status) || !app_open(&loop->app, glyphs, &options, status))
        return false;
    languages_choose(loop->app->session.settings.language);
    if (broken.code != STATUS_OK)
        questions_error(&loop->app->session.questions, tr("A language could not be read"), &broken);
    return (!file || opening_file(&loop->app->session, file, 0, status));
}

// Not as at any other end: there is nobody to close the window for.
static void keep_all(void *context)
{
    struct loop *loop = context;
    struct status status = {0};
    if (!loop->app)
        return;
    session_end(&loop->app->session);
    bool kept = loop->app->session.progress.failure.code == STATUS_OK;
    status_fail(&status, STATUS_IO, "the display is gone, and the window with it; %.400s",
                kept ? "all is kept for the next start"
                     : loop->app->session.progress.failure.message);
    command_fail(&status);
}

// Who has no display need not go without the program.
static bool fail_without_display(struct status *status)
{
    struct status why = *status;
#define COMMAND_NAME(name, help) ", " #name
    const char *commands = COMMAND_ROWS(COMMAND_NAME);
#undef COMMAND_NAME
    return status_fail(status, STATUS_IO, "%.600s. These commands work without one: %s.",
                       why.message, commands + strlen(", "));
}

static void open_portal(struct loop *loop)
{
    char parent[32];
    window_parent_name(loop->window, parent);
    loop->portal = portal_open(parent, wake, loop);
    loop->app->chooser = portal_file_chooser(loop->portal);
}

static bool open_window(struct loop *loop, struct status *status)
{
    struct app *app = loop->app;
    if (!window_open(&loop->window, "LeNet Pad", app->session.settings.window_width,
                     app->session.settings.window_height, status))
        return status->code == STATUS_MISSING ? fail_without_display(status) : false;
    if (app->session.settings.window_maximised)
        window_maximise(loop->window);
    app->system_dark = dark_is_preferred(DESKTOP_NO_SCHEME);
    app->system_contrast = contrast_is_preferred(false);
    open_portal(loop);
    ui_set_clipboard(&app->ui, window_clipboard());
    interrupt_watch(loop->interrupt, wake, loop);
    window_when_lost(loop->window, keep_all, loop);
    return follow_size(loop, status);
}

int command_window(int argc, char **argv)
{
    struct window_options wanted;
    int exit_code;
    window_options_init(&wanted);
    if (!command_line_parse(&wanted.line, argc, argv, &exit_code))
        return exit_code;
    if (wanted.version)
        return command_print_version();
    struct status status = {0};
    if (!input_await(&status))
        return command_fail(&status);
    // Held before any thread starts: they inherit it.
    struct loop loop = {.interrupt = interrupt_hold()};
    loop.speech = (struct window_speech){NULL, wake, &loop};
    bool ok = open_app(&loop, wanted.model,
                       wanted.line.operand_count ? wanted.line.operand[0] : NULL, &status) &&
              open_window(&loop, &status) && run_loop(&loop, &status);
    if (loop.window && loop.app)
        remember_last_size(&loop);
    speech_close(loop.speech.speech, true);
    portal_close(loop.portal);
    // The trainer's thread and the one that watches for signals wake the window: they end first.
    app_close(loop.app);
    loop.app = NULL;
    interrupt_release(loop.interrupt);
    window_close(loop.window);
    return ok ? EXIT_DONE : command_fail(&status);
}
