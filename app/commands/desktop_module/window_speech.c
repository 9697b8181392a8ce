// The window finds the words and knows no daemon; the daemon's thread knows no window. They meet
// here.
#include "app/commands/desktop_module/window_speech.h"
#include "app/base/clock.h"
#include "app/language/tr.h"
#include "app/window/voice/voice.h"

static void close_speech(struct window_speech *window)
{
    speech_close(window->speech, false); // a frame does not wait
    window->speech = NULL;
}

// Opens and closes as is asked for; false if nothing is to be said.
static bool follow_wish(struct window_speech *window, struct app *app)
{
    bool wanted = voice_speaks(app);
    if (wanted && !window->speech) {
        window->speech = speech_open(window->wake, window->context, SPEECH_PATIENCE);
        if (!window->speech)
            voice_end(app, VOICE_MISSING);
    } else if (!wanted) {
        close_speech(window);
    }
    return window->speech != NULL;
}

static void follow_failure(struct window_speech *window, struct app *app)
{
    enum speech_failure failure = speech_failure(window->speech);
    if (failure == SPEECH_WORKS)
        return;
    close_speech(window);
    voice_end(app, failure == SPEECH_MISSING ? VOICE_MISSING
                   : failure == SPEECH_LOST  ? VOICE_LOST
                                             : VOICE_HANGS);
}

void window_speech_follow(struct window_speech *window, struct app *app)
{
    struct voice_words words;
    app->voice.there = speech_is_there();
    voice_follow(app, clock_seconds());
    if (!follow_wish(window, app))
        return;
    const struct catalogue *catalogue = tr_used();
    const char *language = catalogue ? catalogue_code(catalogue) : "en";
    while (voice_next(app, &words))
        speech_say(window->speech, words.text, language,
                   words.message ? SPEECH_MESSAGE : SPEECH_NEWS, words.hush);
    follow_failure(window, app);
}

static int shorter(int a, int b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

int window_speech_wait(const struct window_speech *window, const struct app *app, int wait)
{
    if (!window->speech)
        return wait;
    int said = voice_wait_ms(app, clock_seconds()), failed = speech_wait_ms(window->speech);
    return shorter(wait, shorter(said, failed));
}
