// The keyboard: SDL's key and text events in the program's own words. Nothing is asked of a display
// here, so that tests make the events up.
#ifndef APP_SYSTEM_KEYS_SDL_H
#define APP_SYSTEM_KEYS_SDL_H

#include "app/ui/event.h"
#include <SDL.h>

struct keys {
    bool latin;     // the layout types Latin letters; told by whoever hands the events over
    bool alt_alone; // Alt went down and nothing happened since
    int buttons;    // of the mouse, that are down
    int named;      // the character that the latest key event named
    bool repeat;    // of that key
    bool plain;     // it was without Ctrl and Alt
};

// Modifiers as a key event has them. AltGr, which types characters, makes Ctrl and Alt void:
// some systems report it as both.
int keys_modifiers(SDL_Keymod state);
// True if the characters that the keys type may be others than the ones that they name.
bool keys_type_others(SDL_Keymod state);
// True if most letter keys of the layout in use type Latin letters.
bool keys_layout_is_latin(void);
// False for what means nothing to the program. KEY_ALT comes when Alt is let go and was alone:
// since it was pressed no other key, no button, no keys_disturb.
bool keys_take(struct keys *keys, struct event *event, const SDL_KeyboardEvent *from);
// A button of the mouse; 1 is the first.
void keys_button(struct keys *keys, int button, bool down);
// Anything else that ends the loneliness of Alt: a finger, the wheel, the focus went.
void keys_disturb(struct keys *keys);
// Typed text. event->key is set if it is a character that shortcuts know and no key event named:
// `[` is AltGr+8 on a German keyboard.
void keys_take_text(struct keys *keys, struct event *event, const SDL_TextInputEvent *from);

#endif
