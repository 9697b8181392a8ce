// What a person does, in the program's own words: SDL stays in window.c, and tests make events by
// hand.
#ifndef APP_UI_EVENT_H
#define APP_UI_EVENT_H

#include "app/base/paths.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum event_type {
    EVENT_NONE,
    EVENT_POINTER_MOVE,
    EVENT_POINTER_DOWN,
    EVENT_POINTER_UP,
    EVENT_POINTER_LEAVE, // the pointer left the window
    EVENT_WHEEL,
    EVENT_KEY,     // pressed, or repeated while held
    EVENT_KEY_UP,  // let go; only of keys that move (arrows, Home, End, Page Up and Down)
    EVENT_TEXT,    // typed text, after the input method
    EVENT_COMPOSE, // what the input method is making of keys, before it is text
    EVENT_DROP,    // a file dropped on the window
    EVENT_QUIT,
    EVENT_WAKE,  // another thread has news
    EVENT_FOCUS, // the window is the one that keys go to by now
};

enum pointer_button {
    BUTTON_LEFT = 1,
    BUTTON_RIGHT = 3,
};

enum key_modifier {
    MOD_SHIFT = 1,
    MOD_CTRL = 2, // also Command on macOS
    MOD_ALT = 4,
    MOD_ALTGR = 8, // types characters: with it no key is a shortcut
};

// Printable keys are their lower-case ASCII character; the others follow.
enum key {
    KEY_NONE = 0,
    KEY_BACKSPACE = 8,
    KEY_TAB = 9,
    KEY_ENTER = 13,
    KEY_ESCAPE = 27,
    KEY_SPACE = 32,
    KEY_DELETE = 127,
    KEY_LEFT = 256,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_F1,
    KEY_F10 = KEY_F1 + 9,
    KEY_F11,
    KEY_F12,
    KEY_ALT, // Alt was pressed and let go with nothing between
};

// What an input method shows of a text in the making, where it will stand; longer ones are cut.
struct composition {
    char text[256];            // UTF-8; "": none
    size_t caret;              // in bytes of it
    size_t chosen, chosen_end; // the part that is being converted, if any
};

struct event {
    enum event_type type;
    float x, y;     // pointer position in device pixels (fractions with pens and touch)
    int button;     // enum pointer_button
    int clicks;     // 1, 2, ... for EVENT_POINTER_DOWN
    float wheel;    // notches, up is positive
    int key;        // enum key or ASCII; EVENT_TEXT: the character, if it may be a shortcut that
                    // no EVENT_KEY named, else KEY_NONE
    int modifiers;  // of keys and pointer events
    bool repeat;    // the key is being held
    bool touch;     // from a finger or pen
    float pressure; // 0..1; 1 for a mouse
    char text[32];  // EVENT_TEXT, UTF-8
    char path[PATH_SIZE];           // EVENT_DROP; "" if it is longer
    struct composition composition; // EVENT_COMPOSE
};

#endif
