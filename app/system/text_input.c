// SDL_StartTextInput hands keys to an input method, which may keep them: it is called only while a
// field has the focus, so that single letters are shortcuts elsewhere.
#include "app/system/text_input.h"
#include "nn/base/utf8.h"
#include <math.h>
#include <string.h>

void text_input_hints(void)
{
#ifdef SDL_HINT_IME_SHOW_UI
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1"); // where SDL would hide what there is to choose from
#endif
#ifdef SDL_HINT_IME_SUPPORT_EXTENDED_TEXT
    SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1");
#endif
}

// ---- Composition --------------------------------------------------------------------------------

// The bytes of so many characters; all where there are fewer, or the number makes no sense.
static size_t bytes_of(const char *text, int characters)
{
    size_t length = strlen(text), at = characters < 0 ? length : 0;
    for (int i = 0; i < characters && at < length; i++)
        at = utf8_next(text, length, at);
    return at;
}

static void compose(struct event *event, const char *text, int start, int length)
{
    struct composition *composition = &event->composition;
    event->type = EVENT_COMPOSE;
    utf8_copy(composition->text, sizeof composition->text, text, "?", false);
    composition->caret = composition->chosen = bytes_of(composition->text, start);
    composition->chosen_end = composition->chosen;
    if (length > 0)
        composition->chosen_end += bytes_of(composition->text + composition->chosen, length);
}

void text_input_take(struct text_input *input, struct event *event, const SDL_Event *from)
{
    if (from->type == SDL_TEXTEDITING)
        compose(event, from->edit.text, from->edit.start, from->edit.length);
#if SDL_VERSION_ATLEAST(2, 0, 22)
    if (from->type == SDL_TEXTEDITING_EXT) {
        const char *text = from->editExt.text ? from->editExt.text : "";
        compose(event, text, from->editExt.start, from->editExt.length);
        SDL_free(from->editExt.text);
    }
#endif
    input->composing = event->composition.text[0];
}

void text_input_end_composition(struct text_input *input)
{
    if (!input->composing)
        return;
    input->composing = false;
#if SDL_VERSION_ATLEAST(2, 0, 22)
    SDL_ClearComposition();
#endif
}

// ---- On and off ---------------------------------------------------------------------------------

static bool is_same(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

// SDL counts in its own units, from the window's corner.
static void place(struct rect caret, float scale)
{
    SDL_Rect rect = {(int)((float)caret.x / scale), (int)((float)caret.y / scale),
                     (int)ceilf((float)caret.w / scale), (int)ceilf((float)caret.h / scale)};
    SDL_SetTextInputRect(&rect);
}

void text_input_set(struct text_input *input, bool on, struct rect caret, float scale)
{
    if (on && (!input->on || !is_same(caret, input->caret))) {
        input->caret = caret;
        place(caret, scale);
    }
    if (on == input->on)
        return;
    input->on = on;
    if (on)
        SDL_StartTextInput();
    else
        SDL_StopTextInput();
}
