// Everything that is said goes through one short queue. The reading is compared as it is said, in
// words: a frame, a run that trains or a stroke that changes nothing in them says nothing.
#include "app/window/voice/voice.h"
#include "app/language/tr.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// A stroke that is drawn changes its reading many times a second.
static const double settled_seconds = 0.4;

// ---- On and off ---------------------------------------------------------------------------------

bool voice_speaks(const struct app *app)
{
    return app->voice.there && app->voice.on;
}

void voice_toggle(struct app *app)
{
    struct voice *voice = &app->voice;
    if (!voice->there) {
        notice_say(&app->session.notice,
                   tr("This build cannot speak: it was made without libspeechd."), ACTION_NONE, 6);
        return;
    }
    voice->on = !voice->on;
    app->session.settings.speech = voice->on;
    app->dirty = true;
}

void voice_end(struct app *app, enum voice_end why)
{
    static const char *const words[] = {
        [VOICE_MISSING] =
            TR("Nothing is spoken: speech-dispatcher cannot be reached. Is it installed?"),
        [VOICE_LOST] = TR("Nothing is spoken any more: speech-dispatcher has ended."),
        [VOICE_HANGS] = TR("Nothing is spoken any more: speech-dispatcher does not answer."),
    };
    app->voice.on = false;
    app->dirty = true;
    notice_say(&app->session.notice, tr(words[why]), ACTION_SPEAK, 12);
}

// ---- The queue ----------------------------------------------------------------------------------

static void drop(struct voice *voice)
{
    voice->count--;
    memmove(voice->waiting, voice->waiting + 1, (size_t)voice->count * sizeof *voice->waiting);
}

static void say(struct voice *voice, const char *text, bool message, bool hush)
{
    if (voice->count == VOICE_WAITING)
        drop(voice);
    struct voice_words *words = &voice->waiting[voice->count++];
    tr_print(words->text, sizeof words->text, "%s", text);
    words->message = message;
    words->hush = hush;
}

bool voice_next(struct app *app, struct voice_words *words)
{
    if (app->voice.count == 0)
        return false;
    *words = app->voice.waiting[0];
    drop(&app->voice);
    return true;
}

// ---- The reading --------------------------------------------------------------------------------

static size_t say_digit(const struct row_digit *digit, char *text, size_t size)
{
    int length = !digit->digit ? tr_print(text, size, "no digit")
                 : digit->sure ? tr_print(text, size, "%d", digit->best)
                               : tr_print(text, size, "perhaps %d", digit->best);
    return (size_t)length < size ? (size_t)length : size - 1;
}

// "1, 9, perhaps 4, 8"
static void say_row(const struct digit_row *row, char text[VOICE_TEXT])
{
    size_t used = 0;
    for (int i = 0; i < row->count && used + 4 < VOICE_TEXT; i++) {
        if (i > 0)
            used += (size_t)snprintf(text + used, VOICE_TEXT - used, ", ");
        used += say_digit(&row->digit[i], text + used, VOICE_TEXT - used);
    }
}

static void say_reading(const struct session *session, char text[VOICE_TEXT])
{
    const struct reading *reading = &session->reading;
    if (session->row.count > 0)
        say_row(&session->row, text);
    else if (!reading->empty && reading->sure)
        tr_print(text, VOICE_TEXT, "%d, sure", reading->best);
    else
        reading_describe(reading, text, VOICE_TEXT);
}

static bool is_to_be_said(const struct voice *voice)
{
    return strcmp(voice->shown, voice->said) != 0;
}

static void follow_reading(struct app *app, double now)
{
    struct voice *voice = &app->voice;
    char text[VOICE_TEXT];
    say_reading(&app->session, text);
    if (strcmp(text, voice->shown) != 0 || voice->pad != app->session.read_pad) {
        memcpy(voice->shown, text, sizeof text);
        voice->pad = app->session.read_pad;
        voice->since = now;
        // What comes after an empty pad is another digit, if it is read as the one before or not.
        if (app->session.reading.empty && is_to_be_said(voice))
            voice->said[0] = '\0';
    }
    if (is_to_be_said(voice) && now - voice->since >= settled_seconds) {
        memcpy(voice->said, voice->shown, sizeof voice->said);
        say(voice, voice->said, false, false);
    }
}

// ---- What the keyboard is at --------------------------------------------------------------------

// Held keys change a value faster than it can be said.
static const double value_seconds = 0.25;
// What the person does ends what is said, but not the word about what was just done.
static const double fresh_seconds = 0.5;

static void say_message(struct voice *voice, const char *text, bool hush, double now)
{
    say(voice, text, true, hush);
    voice->message = now;
}

static void say_place(struct voice *voice, const char *name, const char *value, double now)
{
    char text[VOICE_TEXT];
    tr_print(text, sizeof text, "%s%s%s", name, *name && *value ? ", " : "", value);
    if (*text)
        say(voice, text, false, now - voice->message > fresh_seconds);
}

static void say_dialog(struct voice *voice, const struct ui_told *told, double now)
{
    char text[VOICE_TEXT];
    tr_print(text, sizeof text, "%.127s.%s%s", told->title, *told->text ? "\n" : "", told->text);
    say_message(voice, text, true, now);
}

static void follow_keyboard(struct app *app, double now)
{
    struct voice *voice = &app->voice;
    const struct ui_told *told = ui_told(&app->ui);
    struct ui_told *before = &voice->told;
    bool other_menu = told->menu != before->menu;
    if (told->dialog && told->dialog != before->dialog)
        say_dialog(voice, told, now);
    if (told->id != before->id || other_menu) {
        say_place(voice, told->menu && !other_menu ? "" : told->name, told->value, now);
        voice->value_said = true;
    } else if (strcmp(told->value, before->value) != 0) {
        voice->changed = now;
        voice->value_said = false;
    }
    *before = *told;
    if (!voice->value_said && now - voice->changed >= value_seconds) {
        voice->value_said = true;
        say_place(voice, "", told->value, now);
    }
}

static void follow_toast(struct app *app, double now)
{
    struct voice *voice = &app->voice;
    const char *says = ui_toast_says(&app->ui);
    if (strncmp(says, voice->toast, sizeof voice->toast - 1) == 0 && !*says == !*voice->toast)
        return;
    snprintf(voice->toast, sizeof voice->toast, "%s", says);
    if (*says)
        say_message(voice, voice->toast, false, now);
}

// ---- All of it ----------------------------------------------------------------------------------

int voice_wait_ms(const struct app *app, double now)
{
    const struct voice *voice = &app->voice;
    double left = INFINITY;
    if (!voice_speaks(app))
        return -1;
    if (is_to_be_said(voice))
        left = voice->since + settled_seconds - now;
    if (!voice->value_said)
        left = fmin(left, voice->changed + value_seconds - now);
    return isinf(left) ? -1 : left > 0 ? (int)(left * 1000) + 1 : 0;
}

// Who asked for it wants to hear that it is there.
static void begin(struct app *app, double now)
{
    struct voice *voice = &app->voice;
    bool there = voice->there, on = voice->on;
    *voice =
        (struct voice){.there = there, .on = on, .began = true, .since = now, .value_said = true};
    say_message(voice, tr("LeNet Pad speaks."), false, now);
}

void voice_follow(struct app *app, double now)
{
    struct voice *voice = &app->voice;
    ui_listen(&app->ui, voice_speaks(app));
    if (!voice_speaks(app)) {
        voice->began = false;
        voice->count = 0;
        return;
    }
    if (!voice->began)
        begin(app, now);
    follow_keyboard(app, now);
    follow_toast(app, now);
    follow_reading(app, now);
}
