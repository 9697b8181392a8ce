// A key is named by what it types alone. Where that is no Latin letter, the key has the name that
// its place has on an American keyboard, so that Ctrl+Z is where it always was.
#include "app/system/keys_sdl.h"
#include <string.h>

enum { LETTERS = 26 };

static const char text_shortcuts[] = "[]?0123456789";

int keys_modifiers(SDL_Keymod state)
{
    int shift = state & KMOD_SHIFT ? MOD_SHIFT : 0;
    if (state & (KMOD_RALT | KMOD_MODE))
        return shift | MOD_ALTGR;
    return shift | (state & (KMOD_CTRL | KMOD_GUI) ? MOD_CTRL : 0) |
           (state & KMOD_LALT ? MOD_ALT : 0);
}

bool keys_type_others(SDL_Keymod state)
{
    return state & (KMOD_SHIFT | KMOD_RALT | KMOD_MODE);
}

static bool is_letter(SDL_Keycode sym)
{
    return sym >= 'a' && sym <= 'z';
}

static bool is_letter_place(SDL_Scancode place)
{
    return place >= SDL_SCANCODE_A && place <= SDL_SCANCODE_Z;
}

bool keys_layout_is_latin(void)
{
    int latin = 0;
    for (int i = 0; i < LETTERS; i++)
        latin += is_letter(SDL_GetKeyFromScancode((SDL_Scancode)(SDL_SCANCODE_A + i)));
    return latin >= LETTERS / 2;
}

// The key of a place on an American keyboard.
static int key_of_place(SDL_Scancode place)
{
    static const struct {
        SDL_Scancode place;
        int key;
    } others[] = {
        {SDL_SCANCODE_0, '0'},
        {SDL_SCANCODE_MINUS, '-'},
        {SDL_SCANCODE_EQUALS, '='},
        {SDL_SCANCODE_LEFTBRACKET, '['},
        {SDL_SCANCODE_RIGHTBRACKET, ']'},
        {SDL_SCANCODE_BACKSLASH, '\\'},
        {SDL_SCANCODE_SEMICOLON, ';'},
        {SDL_SCANCODE_APOSTROPHE, '\''},
        {SDL_SCANCODE_GRAVE, '`'},
        {SDL_SCANCODE_COMMA, ','},
        {SDL_SCANCODE_PERIOD, '.'},
        {SDL_SCANCODE_SLASH, '/'},
    };
    if (is_letter_place(place))
        return 'a' + (int)(place - SDL_SCANCODE_A);
    if (place >= SDL_SCANCODE_1 && place <= SDL_SCANCODE_9)
        return '1' + (int)(place - SDL_SCANCODE_1);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (others[i].place == place)
            return others[i].key;
    return KEY_NONE;
}

static int named_key(SDL_Keycode sym)
{
    static const struct {
        SDL_Keycode sym;
        int key;
    } names[] = {
        {SDLK_LEFT, KEY_LEFT},      {SDLK_RIGHT, KEY_RIGHT},        {SDLK_UP, KEY_UP},
        {SDLK_DOWN, KEY_DOWN},      {SDLK_HOME, KEY_HOME},          {SDLK_END, KEY_END},
        {SDLK_PAGEUP, KEY_PAGE_UP}, {SDLK_PAGEDOWN, KEY_PAGE_DOWN},
    };
    if (sym >= SDLK_F1 && sym <= SDLK_F12)
        return KEY_F1 + (sym - SDLK_F1);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].sym == sym)
            return names[i].key;
    return KEY_NONE;
}

// Letters beyond the ones that European languages add to the Latin ones.
static bool is_other_script(SDL_Keycode sym)
{
    return !(sym & SDLK_SCANCODE_MASK) && sym >= 0x250 && !(sym >= 0x1e00 && sym <= 0x1eff);
}

static int main_key(const SDL_Keysym *keysym, bool latin)
{
    SDL_Keycode sym = keysym->sym;
    int named = named_key(sym), place = key_of_place(keysym->scancode);
    bool ascii = sym > 0 && sym < 128;
    if (named != KEY_NONE)
        return named;
    if (!latin && is_letter_place(keysym->scancode) && !is_letter(sym))
        return place; // a Hebrew keyboard has `/` where Q is
    if (ascii)
        return sym;
    return !latin || is_other_script(sym) ? place : KEY_NONE;
}

// The keypad types digits while NumLock is on, and moves while it is off; Shift swaps the two and
// says no more than that. KEY_NONE for a key that is none of it.
static int keypad_key(const SDL_Keysym *keysym, int *modifiers)
{
    static const struct {
        SDL_Keycode sym;
        int digit, moving;
    } swapped[] = {
        {SDLK_KP_0, '0', KEY_NONE},        {SDLK_KP_1, '1', KEY_END},
        {SDLK_KP_2, '2', KEY_DOWN},        {SDLK_KP_3, '3', KEY_PAGE_DOWN},
        {SDLK_KP_4, '4', KEY_LEFT},        {SDLK_KP_5, '5', KEY_NONE},
        {SDLK_KP_6, '6', KEY_RIGHT},       {SDLK_KP_7, '7', KEY_HOME},
        {SDLK_KP_8, '8', KEY_UP},          {SDLK_KP_9, '9', KEY_PAGE_UP},
        {SDLK_KP_PERIOD, '.', KEY_DELETE}, {SDLK_KP_COMMA, ',', KEY_DELETE},
    };
    static const struct {
        SDL_Keycode sym;
        int key;
    } fixed[] = {
        {SDLK_KP_ENTER, KEY_ENTER}, {SDLK_KP_PLUS, '+'},   {SDLK_KP_MINUS, '-'},
        {SDLK_KP_MULTIPLY, '*'},    {SDLK_KP_DIVIDE, '/'}, {SDLK_KP_EQUALS, '='},
    };
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (fixed[i].sym == keysym->sym)
            return fixed[i].key;
    for (size_t i = 0; i < sizeof swapped / sizeof swapped[0]; i++) {
        if (swapped[i].sym != keysym->sym)
            continue;
        bool digits = ((keysym->mod & KMOD_NUM) != 0) != ((keysym->mod & KMOD_SHIFT) != 0);
        *modifiers &= ~MOD_SHIFT;
        return digits ? swapped[i].digit : swapped[i].moving;
    }
    return KEY_NONE;
}

static int key_of(const struct keys *keys, const SDL_Keysym *keysym, int *modifiers)
{
    bool keypad = keysym->sym >= SDLK_KP_DIVIDE && keysym->sym <= SDLK_KP_PERIOD;
    keypad = keypad || keysym->sym == SDLK_KP_EQUALS || keysym->sym == SDLK_KP_COMMA;
    return keypad ? keypad_key(keysym, modifiers) : main_key(keysym, keys->latin);
}

// Alt itself went down or up; true if that was all that happened.
static bool take_alt(struct keys *keys, const SDL_KeyboardEvent *from)
{
    bool was_alone = keys->alt_alone;
    int others = KMOD_SHIFT | KMOD_CTRL | KMOD_GUI | KMOD_RALT | KMOD_MODE;
    if (from->type == SDL_KEYUP)
        keys->alt_alone = false;
    else if (!from->repeat)
        keys->alt_alone = !(from->keysym.mod & others) && keys->buttons == 0;
    return from->type == SDL_KEYUP && was_alone;
}

// On the keypad whatever NumLock says by now: who let go of it does not hold it any more.
static bool take_release(struct event *event, const SDL_KeyboardEvent *from)
{
    SDL_Keysym keysym = from->keysym;
    int unused = 0, key = named_key(keysym.sym);
    keysym.mod = KMOD_NONE;
    if (key == KEY_NONE)
        key = keypad_key(&keysym, &unused);
    event->type = EVENT_KEY_UP;
    event->key = key;
    return key >= KEY_LEFT && key <= KEY_PAGE_DOWN;
}

bool keys_take(struct keys *keys, struct event *event, const SDL_KeyboardEvent *from)
{
    event->type = EVENT_KEY;
    if (from->keysym.sym == SDLK_LALT) {
        event->key = KEY_ALT;
        return take_alt(keys, from);
    }
    keys->alt_alone = false;
    if (from->type == SDL_KEYUP)
        return take_release(event, from);
    event->modifiers = keys_modifiers(from->keysym.mod);
    event->repeat = keys->repeat = from->repeat != 0;
    keys->plain = !(event->modifiers & (MOD_CTRL | MOD_ALT));
    event->key = keys->named = key_of(keys, &from->keysym, &event->modifiers);
    return event->key != KEY_NONE;
}

void keys_button(struct keys *keys, int button, bool down)
{
    keys->alt_alone = false;
    if (button < 1 || button > 31)
        return;
    int bit = 1 << (button - 1);
    keys->buttons = down ? keys->buttons | bit : keys->buttons & ~bit;
}

void keys_disturb(struct keys *keys)
{
    keys->alt_alone = false;
}

void keys_take_text(struct keys *keys, struct event *event, const SDL_TextInputEvent *from)
{
    event->type = EVENT_TEXT;
    event->repeat = keys->repeat;
    SDL_strlcpy(event->text, from->text, sizeof event->text);
    int typed = event->text[0];
    bool known = typed && !event->text[1] && strchr(text_shortcuts, typed);
    if (known && keys->plain && typed != keys->named)
        event->key = typed;
}
