// Typed text: when input methods and keyboards on the screen may wake up, where they show what
// there is to choose from, and what they compose. Nothing is asked of a display here.
#ifndef APP_SYSTEM_TEXT_INPUT_H
#define APP_SYSTEM_TEXT_INPUT_H

#include "app/paint/rect.h"
#include "app/ui/event.h"
#include <SDL.h>

// SDL's event for a composition of any length; a number that no event has, where there is none.
#if SDL_VERSION_ATLEAST(2, 0, 22)
enum { TEXT_INPUT_EDITING_LONG = SDL_TEXTEDITING_EXT };
#else
enum { TEXT_INPUT_EDITING_LONG = SDL_TEXTEDITING + 0x7000 };
#endif

struct text_input {
    bool on;           // a field has the focus
    bool composing;    // an input method does
    struct rect caret; // of the field, device pixels
};

// Before SDL's video is started.
void text_input_hints(void);
// `scale`: device pixels of one of SDL's units.
void text_input_set(struct text_input *input, bool on, struct rect caret, float scale);
// SDL_TEXTEDITING or the long one, whose text is freed.
void text_input_take(struct text_input *input, struct event *event, const SDL_Event *from);
// Gives up what is composed, if something is.
void text_input_end_composition(struct text_input *input);

#endif
