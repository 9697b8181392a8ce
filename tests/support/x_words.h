// Where words stand in a real window: the test draws a window of the same size itself, brings it to
// the same place by the same keys, and sees what is drawn where. What it has drawn is also what the
// real one must show there, pixel by pixel.
#ifndef TESTS_SUPPORT_X_WORDS_H
#define TESTS_SUPPORT_X_WORDS_H

#include "tests/support/x_place.h"

#include "app/system/text_sdl.h"
#include "app/window/shell.h"

enum { SIGNS_MOST = 64 };

static struct {
    const char *words, *sign;
    size_t length; // of what is drawn, so much has to agree; 0: all
    struct rect rect, at_sign[SIGNS_MOST];
    int signs; // of this frame
} search;

static inline bool is_drawn(const struct text_drawn *drawn, const char *words, size_t length)
{
    size_t bytes = strlen(words);
    return (length > 0 ? drawn->bytes >= length : drawn->bytes == bytes) &&
           strncmp(drawn->string, words, bytes) == 0;
}

static inline void search_drawn(void *context, const struct text_drawn *drawn)
{
    (void)context;
    if (search.words && is_drawn(drawn, search.words, search.length))
        search.rect = drawn->rect;
    else if (search.sign && is_drawn(drawn, search.sign, 0) && search.signs < SIGNS_MOST)
        search.at_sign[search.signs++] = drawn->rect;
}

// ---- The window that the test draws -------------------------------------------------------------

// As large as the real one. The caller closes it.
static inline struct app *twin_open(const struct desk *desk, float scale,
                                    const struct session_options *options)
{
    struct app *app = NULL;
    struct glyph_source glyphs;
    int width, height;
    get_size(desk, &width, &height);
    assert_true(text_sdl_source(&glyphs, NULL));
    glyphs.drawn = search_drawn;
    search.words = search.sign = NULL;
    assert_true(app_open(&app, glyphs, options, NULL));
    assert_true(app_resize(app, width, height, scale, NULL));
    app->session.questions.open = QUESTION_NONE;
    app_frame(app);
    return app;
}

static inline void twin_draw(struct app *twin)
{
    for (int i = 0; i < 4; i++) {
        search.signs = 0;
        app_frame(twin);
    }
}

static inline void twin_press(struct app *twin, int key, int modifiers)
{
    app_event(twin, &(struct event){.type = EVENT_KEY, .key = key, .modifiers = modifiers});
    twin_draw(twin);
}

// Of what is drawn last with these words, or (`begins`) with these at its beginning.
static inline struct rect twin_find(struct app *twin, const char *words, bool begins)
{
    search.words = words;
    search.sign = NULL;
    search.length = begins ? strlen(words) : 0;
    search.rect = (struct rect){0};
    twin_draw(twin);
    if (search.rect.w == 0)
        fail_msg("\"%s\" is not there", words);
    return search.rect;
}

// The first sign to the right of the words, in their row.
static inline struct rect twin_find_beside(struct app *twin, const char *words, const char *sign)
{
    struct rect found = {0};
    search.sign = sign;
    search.words = words;
    search.length = 0;
    search.rect = (struct rect){0};
    twin_draw(twin);
    for (int i = 0; i < search.signs; i++) {
        struct rect at = search.at_sign[i];
        int apart = abs(2 * (at.y - search.rect.y) + at.h - search.rect.h) / 2;
        if (apart < search.rect.h / 2 && at.x > search.rect.x && (found.w == 0 || at.x < found.x))
            found = at;
    }
    if (search.rect.w == 0 || found.w == 0)
        fail_msg("\"%s\" with \"%s\" is not there", words, sign);
    return found;
}

// ---- The real one -------------------------------------------------------------------------------

// Below the panels, where nothing answers to the pointer.
static inline void park_pointer(const struct desk *desk, const struct app *twin)
{
    xdotool("mousemove --window %s 3 %d", desk->window, twin->canvas.height - 3);
}

static inline void click_rect(const struct desk *desk, struct rect rect)
{
    xdotool("mousemove --window %s %d %d click 1", desk->window, rect.x + rect.w / 2,
            rect.y + rect.h / 2);
}

// And away from there, so that nothing shows but what came of it.
static inline void click_words(const struct desk *desk, struct app *twin, const char *words)
{
    click_rect(desk, twin_find(twin, words, false));
    park_pointer(desk, twin);
}

static inline int count_unlike(const struct desk *desk, const struct app *twin, struct rect rect)
{
    int unlike = 0;
    uint32_t *screen = copy_screen(desk);
    for (int y = rect.y; y < rect.y + rect.h; y++)
        for (int x = rect.x; x < rect.x + rect.w; x++)
            unlike += ((screen[(top + y) * desk->width + left + x] ^
                        twin->canvas.pixel[y * twin->canvas.width + x]) &
                       0xffffff) != 0;
    free(screen);
    return unlike;
}

// Until the real window shows what the twin shows in the place of these words.
static inline void await_words(const struct desk *desk, struct app *twin, const char *words)
{
    struct rect rect = twin_find(twin, words, true);
    double end = now() + DEADLINE_SECONDS;
    while (count_unlike(desk, twin, rect) > 0) {
        if (now() > end)
            fail_msg("\"%s\" does not stand in the window", words);
        nap();
    }
}

// Until the field in which these words stand takes what is typed: its edge says so.
static inline void await_typing(const struct desk *desk, struct app *twin, const char *words)
{
    struct rect rect = twin_find(twin, words, false);
    int x = left + rect.x - 8 + 1, y = top + rect.y + rect.h / 2;
    uint32_t accent = twin->ui.theme->accent & 0xffffff, edge;
    double end = now() + DEADLINE_SECONDS;
    for (;;) {
        uint32_t *screen = copy_screen(desk);
        edge = screen[y * desk->width + x] & 0xffffff;
        free(screen);
        if (edge == accent)
            return;
        if (now() > end)
            fail_msg("the field with \"%s\" has an edge of %06x, not %06x", words, edge, accent);
        nap();
    }
}

#endif
