// SDL's window, renderer and events, in the program's own words.
//
// SDL reports the pointer in window units and fingers as shares of the window; both leave here as
// device pixels. Mouse events that SDL makes from touches are refused: the touch itself is taken.
#include "app/system/window.h"
#include "app/system/keys_sdl.h"
#include "app/system/text_input.h"
#include "app/system/window_grab.h"
#include "app/system/window_icon.h"
#include "app/system/window_lost.h"
#include "app/system/window_picture.h"
#include "app/system/window_title.h"
#include "app/system/window_waker.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_WIDTH = 1024, MIN_HEIGHT = 700, FRAME_MS = 5000 };

struct window {
    SDL_Window *window;
    struct window_picture picture;
    Uint32 wake_type;
    SDL_atomic_t waking;        // 1: a wake event is on its way
    struct window_waker *waker; // or NULL
    struct window_lost lost;
    float pointer_x, pointer_y;
    SDL_FingerID finger; // the one that draws
    bool touching;
    struct keys keys;
    bool framed;          // no frame is waited for
    Uint64 opened;        // SDL's ticks
    bool maximised_below; // the full screen
    struct text_input input;
    bool cursor_hidden;
    struct event pending; // EVENT_NONE: none
};

// ---- Opening ------------------------------------------------------------------------------------

// True if SDL_VIDEODRIVER (a list with commas) asks for the driver by name.
static bool asked_for(const char *driver)
{
    const char *asked = SDL_getenv("SDL_VIDEODRIVER");
    size_t length = strlen(driver);
    for (const char *at = asked; at && *at; at += strcspn(at, ","), at += *at == ',')
        if (strncmp(at, driver, length) == 0 && (at[length] == ',' || !at[length]))
            return true;
    return false;
}

static bool fail_no_display(struct status *status, const char *reason)
{
    const char *wayland = SDL_getenv("WAYLAND_DISPLAY"), *x11 = SDL_getenv("DISPLAY");
    char why[256];
    if (wayland && *wayland)
        snprintf(why, sizeof why, "the display WAYLAND_DISPLAY=%.80s cannot be reached", wayland);
    else if (x11 && *x11)
        snprintf(why, sizeof why, "the display DISPLAY=%.80s cannot be reached", x11);
    else
        snprintf(why, sizeof why, "neither DISPLAY nor WAYLAND_DISPLAY is set");
    return status_fail(status, STATUS_MISSING,
                       "cannot open a window: there is no display (%s)%s%.200s", why,
                       *reason ? "; SDL says: " : "", reason);
}

static void set_hints(void)
{
    SDL_setenv("SDL_VIDEO_X11_WMCLASS", "lenetpad", 0);
    SDL_setenv("SDL_VIDEO_WAYLAND_WMCLASS", "lenetpad", 0);
    SDL_SetHint(SDL_HINT_APP_NAME, "LeNet Pad");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    text_input_hints();
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
}

static bool start_video(struct status *status)
{
    set_hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return fail_no_display(status, SDL_GetError());
    const char *driver = SDL_GetCurrentVideoDriver();
    bool unseen = !driver || !strcmp(driver, "offscreen") || !strcmp(driver, "dummy");
    if (unseen && !(driver && asked_for(driver))) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return fail_no_display(status, "");
    }
    SDL_EnableScreenSaver(); // SDL turns it off, as if this were a game
    return true;
}

// What the desktop leaves free for the window without its frame; false if that cannot be told.
static bool free_place(SDL_Window *window, SDL_Rect *place)
{
    int top = 0, left = 0, bottom = 0, right = 0, display = SDL_GetWindowDisplayIndex(window);
    if (display < 0 || SDL_GetDisplayUsableBounds(display, place) != 0)
        return false;
    SDL_GetWindowBordersSize(window, &top, &left, &bottom, &right);
    place->x += left;
    place->y += top;
    place->w -= left + right;
    place->h -= top + bottom;
    return place->w > 0 && place->h > 0;
}

static int within(int value, int low, int high)
{
    return SDL_max(low, SDL_min(value, high));
}

// The smallest size that is used with ease, or all that the screen has.
static void limit_smallest(SDL_Window *window)
{
    SDL_Rect place;
    if (free_place(window, &place))
        SDL_SetWindowMinimumSize(window, SDL_min(MIN_WIDTH, place.w), SDL_min(MIN_HEIGHT, place.h));
}

// At the start all of the window is to be on the screen. Later it lies where it was put.
static void fit_screen(SDL_Window *window)
{
    SDL_Rect place;
    int x, y, width, height;
    limit_smallest(window);
    if (SDL_GetWindowFlags(window) & (SDL_WINDOW_MAXIMIZED | SDL_WINDOW_FULLSCREEN_DESKTOP) ||
        !free_place(window, &place))
        return;
    SDL_GetWindowSize(window, &width, &height);
    SDL_GetWindowPosition(window, &x, &y);
    int fit_width = SDL_min(width, place.w), fit_height = SDL_min(height, place.h);
    int fit_x = within(x, place.x, place.x + place.w - fit_width);
    int fit_y = within(y, place.y, place.y + place.h - fit_height);
    if (fit_width != width || fit_height != height)
        SDL_SetWindowSize(window, fit_width, fit_height);
    if (fit_x != x || fit_y != y)
        SDL_SetWindowPosition(window, fit_x, fit_y);
}

// A first guess, before there is a window with a frame.
static void limit_size(int *width, int *height)
{
    SDL_Rect usable;
    *width = SDL_max(*width, MIN_WIDTH);
    *height = SDL_max(*height, MIN_HEIGHT);
    if (SDL_GetDisplayUsableBounds(0, &usable) != 0)
        return;
    *width = SDL_min(*width, usable.w);
    *height = SDL_min(*height, usable.h);
}

// Called while SDL gathers events, before the next one is looked at: what they switch on begins
// with them. What is on for a moment only goes off in calm_down.
static int watch_event(void *self, SDL_Event *event)
{
    (void)self;
    if (event->type != SDL_KEYDOWN)
        return 0;
    // Without SDL_StartTextInput: no input method and no keyboard on the screen is to wake up.
    if (keys_type_others(event->key.keysym.mod))
        SDL_EventState(SDL_TEXTINPUT, SDL_ENABLE);
    if (event->key.keysym.sym == SDLK_LALT)
        SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
    return 0;
}

static void push_wake(void *context)
{
    struct window *window = context;
    SDL_Event event = {.type = window->wake_type};
    if (SDL_PushEvent(&event) != 1)
        SDL_AtomicSet(&window->waking, 0);
}

bool window_open(struct window **out, const char *title, int width, int height,
                 struct status *status)
{
    *out = NULL;
    if (!start_video(status))
        return false;
    struct window *window = calloc(1, sizeof *window);
    if (!window) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return status_fail(status, STATUS_NO_MEMORY, "out of memory for the window");
    }
    limit_size(&width, &height);
    window->window = SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width,
                                      height, SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!window->window)
        goto fail;
    if (!window_picture_open(&window->picture, window->window))
        goto fail;
    window->wake_type = SDL_RegisterEvents(1);
    SDL_SetWindowMinimumSize(window->window, SDL_min(width, MIN_WIDTH),
                             SDL_min(height, MIN_HEIGHT));
    SDL_PumpEvents(); // brings the frame's size
    fit_screen(window->window);
    window_icon_set(window->window);
    SDL_StopTextInput();
    SDL_AddEventWatch(watch_event, window);
    window->opened = SDL_GetTicks64();
    window->waker = window_waker_open(push_wake, window);
    *out = window;
    return true;

fail:
    status_fail(status, STATUS_IO, "cannot open a window: %s", SDL_GetError());
    window_close(window);
    return false;
}

void window_when_lost(struct window *window, void (*told)(void *context), void *context)
{
    window->lost = (struct window_lost){told, context};
    window_lost_watch(window->window, &window->lost);
}

void window_close(struct window *window)
{
    if (!window)
        return;
    window_waker_close(window->waker);
    SDL_DelEventWatch(watch_event, window);
    window_picture_close(&window->picture);
    if (window->window)
        SDL_DestroyWindow(window->window);
    free(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    SDL_Quit();
}

// ---- Events -------------------------------------------------------------------------------------

static float device_scale(const struct window *window)
{
    int width = 0, height = 0, pixels = 0;
    SDL_GetWindowSize(window->window, &width, &height);
    SDL_GetRendererOutputSize(window->picture.renderer, &pixels, &height);
    return width > 0 && pixels > 0 ? (float)pixels / (float)width : 1;
}

// True if the queue says that the focus goes: SDL lets all keys go before it says so.
static bool focus_is_going(void)
{
    SDL_Event waiting[64];
    int count = SDL_PeepEvents(waiting, sizeof waiting / sizeof waiting[0], SDL_PEEKEVENT,
                               SDL_WINDOWEVENT, SDL_WINDOWEVENT);
    for (int i = 0; i < count; i++)
        if (waiting[i].window.event == SDL_WINDOWEVENT_FOCUS_LOST)
            return true;
    return false;
}

static bool take_key(struct window *window, struct event *event, const SDL_KeyboardEvent *key)
{
    window->keys.latin = keys_layout_is_latin();
    bool taken = keys_take(&window->keys, event, key);
    return taken && !(event->key == KEY_ALT && focus_is_going());
}

// Only when no event waits: those of a kind that is switched off are thrown away.
static void calm_down(struct window *window)
{
    if (!window->input.on && !keys_type_others(SDL_GetModState()))
        SDL_EventState(SDL_TEXTINPUT, SDL_IGNORE);
    if (!window->keys.alt_alone)
        SDL_EventState(SDL_SYSWMEVENT, SDL_IGNORE);
}

static void place_pointer(struct window *window, struct event *event, int x, int y)
{
    float scale = device_scale(window);
    window->pointer_x = ((float)x + 0.5f) * scale; // the middle of the pixel
    window->pointer_y = ((float)y + 0.5f) * scale;
    event->x = window->pointer_x;
    event->y = window->pointer_y;
    event->pressure = 1;
    event->modifiers = keys_modifiers(SDL_GetModState());
}

static bool take_button(struct window *window, struct event *event,
                        const SDL_MouseButtonEvent *button)
{
    keys_button(&window->keys, button->button, button->type == SDL_MOUSEBUTTONDOWN);
    if (button->which == SDL_TOUCH_MOUSEID || button->button > SDL_BUTTON_RIGHT)
        return false;
    place_pointer(window, event, button->x, button->y);
    event->type = button->type == SDL_MOUSEBUTTONDOWN ? EVENT_POINTER_DOWN : EVENT_POINTER_UP;
    event->button = button->button; // SDL counts them as enum pointer_button does
    event->clicks = button->clicks;
    return true;
}

static bool take_wheel(struct window *window, struct event *event, const SDL_MouseWheelEvent *wheel)
{
    keys_disturb(&window->keys);
    event->type = EVENT_WHEEL;
    event->x = window->pointer_x;
    event->y = window->pointer_y;
    event->modifiers = keys_modifiers(SDL_GetModState());
    event->wheel = wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -wheel->preciseY : wheel->preciseY;
    return event->wheel != 0;
}

// The first finger is the pointer; others are ignored while it is down.
static bool take_finger(struct window *window, struct event *event,
                        const SDL_TouchFingerEvent *finger)
{
    keys_disturb(&window->keys);
    if (finger->type == SDL_FINGERDOWN && !window->touching) {
        window->touching = true;
        window->finger = finger->fingerId;
        event->type = EVENT_POINTER_DOWN;
    } else if (!window->touching || finger->fingerId != window->finger) {
        return false;
    } else if (finger->type == SDL_FINGERUP) {
        window->touching = false;
        window->pending = (struct event){.type = EVENT_POINTER_LEAVE}; // a finger does not hover
        event->type = EVENT_POINTER_UP;
    } else {
        event->type = EVENT_POINTER_MOVE;
    }
    int width = 0, height = 0;
    SDL_GetRendererOutputSize(window->picture.renderer, &width, &height);
    event->x = finger->x * (float)width;
    event->y = finger->y * (float)height;
    event->button = event->type == EVENT_POINTER_MOVE ? 0 : BUTTON_LEFT;
    event->clicks = 1;
    event->touch = true;
    event->pressure = finger->pressure > 0 ? fminf(finger->pressure, 1) : 1;
    event->modifiers = keys_modifiers(SDL_GetModState());
    return true;
}

// A slow window manager brings the frame after the window.
static void await_frame(struct window *window)
{
    int top = 0;
    SDL_GetWindowBordersSize(window->window, &top, NULL, NULL, NULL);
    if (top > 0)
        fit_screen(window->window);
    window->framed = top > 0 || SDL_GetTicks64() > window->opened + FRAME_MS;
}

static bool take_window_event(struct window *window, struct event *event,
                              const SDL_WindowEvent *change)
{
    if (!window->framed)
        await_frame(window);
    switch (change->event) {
    case SDL_WINDOWEVENT_LEAVE:
        event->type = EVENT_POINTER_LEAVE;
        return true;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        window->keys = (struct keys){0};
        event->type = EVENT_COMPOSE; // nothing is, from now on
        return window->input.composing;
    case SDL_WINDOWEVENT_FOCUS_GAINED:
        event->type = EVENT_FOCUS;
        return true;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        limit_smallest(window->window);
        return false;
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_MAXIMIZED:
        event->type = EVENT_WAKE;
        return true;
    default:
        return false;
    }
}

static bool take_drop(struct event *event, char *path)
{
    bool dropped = path != NULL;
    if (dropped) {
        bool fits = strlen(path) < sizeof event->path;
        event->type = EVENT_DROP;
        snprintf(event->path, sizeof event->path, "%s", fits ? path : "");
    }
    SDL_free(path);
    return dropped;
}

// False for events that mean nothing to the program.
static bool translate(struct window *window, struct event *event, const SDL_Event *from)
{
    *event = (struct event){0};
    switch (from->type) {
    case SDL_QUIT:
        event->type = EVENT_QUIT;
        return true;
    case SDL_MOUSEMOTION:
        if (from->motion.which == SDL_TOUCH_MOUSEID)
            return false;
        event->type = EVENT_POINTER_MOVE;
        place_pointer(window, event, from->motion.x, from->motion.y);
        return true;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return take_button(window, event, &from->button);
    case SDL_MOUSEWHEEL:
        return take_wheel(window, event, &from->wheel);
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return take_finger(window, event, &from->tfinger);
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        return take_key(window, event, &from->key);
    case SDL_TEXTINPUT:
        window->input.composing = false; // this is what became of it
        keys_take_text(&window->keys, event, &from->text);
        return true;
    case SDL_TEXTEDITING:
    case TEXT_INPUT_EDITING_LONG:
        text_input_take(&window->input, event, from);
        return true;
    case SDL_SYSWMEVENT:
        if (window_grab_began(from))
            keys_disturb(&window->keys);
        return false;
    case SDL_DROPFILE:
        return take_drop(event, from->drop.file);
    case SDL_DISPLAYEVENT:
        limit_smallest(window->window);
        return false;
    case SDL_WINDOWEVENT:
        return take_window_event(window, event, &from->window);
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        window_picture_drop(&window->picture);
        event->type = EVENT_WAKE;
        return true;
    default:
        break;
    }
    if (from->type != window->wake_type)
        return false;
    SDL_AtomicSet(&window->waking, 0);
    event->type = EVENT_WAKE;
    return true;
}

// What is left of a waiting time that ends at `end` (SDL's ticks).
static int time_left(Uint64 end)
{
    Uint64 now = SDL_GetTicks64();
    return now < end ? (int)(end - now) : 0;
}

// SDL's polling ends at a mark that it leaves in its own queue, even if events follow: without a
// wait the queue is read directly.
static bool next_event(SDL_Event *event, int wait_ms)
{
    if (wait_ms != 0)
        return SDL_WaitEventTimeout(event, wait_ms) != 0;
    SDL_PumpEvents();
    return SDL_PeepEvents(event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1;
}

bool window_event(struct window *window, struct event *event, int wait_ms)
{
    if (window->pending.type != EVENT_NONE) {
        *event = window->pending;
        window->pending.type = EVENT_NONE;
        return true;
    }
    Uint64 end = SDL_GetTicks64() + (wait_ms > 0 ? (Uint64)wait_ms : 0);
    SDL_Event from;
    while (next_event(&from, wait_ms < 0 ? -1 : time_left(end)))
        if (translate(window, event, &from))
            return true;
    calm_down(window);
    return false;
}

void window_wake(struct window *window)
{
    if (!SDL_AtomicCAS(&window->waking, 0, 1))
        return; // one is on its way
    if (window->waker)
        window_waker_ask(window->waker);
    else
        push_wake(window);
}

// ---- Showing ------------------------------------------------------------------------------------

void window_size(const struct window *window, int *width, int *height, float *scale)
{
    if (SDL_GetRendererOutputSize(window->picture.renderer, width, height) != 0)
        SDL_GetWindowSize(window->window, width, height);
    *scale = device_scale(window);
}

void window_show(struct window *window, const struct canvas *canvas)
{
    window_picture_show(&window->picture, canvas);
}

void window_parent_name(const struct window *window, char name[32])
{
    unsigned long number = window_number_x11(window->window);
    name[0] = '\0';
    if (number)
        snprintf(name, 32, "x11:%lx", number);
}

void window_set_title(struct window *window, const char *title)
{
    if (strcmp(SDL_GetWindowTitle(window->window), title) != 0)
        SDL_SetWindowTitle(window->window, title);
    window_title_x11(window->window, title);
}

void window_maximise(struct window *window)
{
    SDL_MaximizeWindow(window->window);
}

bool window_is_maximised(const struct window *window)
{
    return SDL_GetWindowFlags(window->window) & SDL_WINDOW_MAXIMIZED;
}

void window_set_full_screen(struct window *window, bool full_screen)
{
    if (full_screen)
        window->maximised_below = window_is_maximised(window);
    SDL_SetWindowFullscreen(window->window, full_screen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    if (!full_screen && window->maximised_below)
        SDL_MaximizeWindow(window->window);
}

void window_show_cursor(struct window *window, bool visible)
{
    if (window->cursor_hidden == !visible)
        return;
    window->cursor_hidden = !visible;
    SDL_ShowCursor(visible ? SDL_ENABLE : SDL_DISABLE);
}

void window_capture_pointer(bool capture)
{
    SDL_CaptureMouse(capture ? SDL_TRUE : SDL_FALSE);
}

void window_text_input(struct window *window, bool on, struct rect caret)
{
    text_input_set(&window->input, on, caret, device_scale(window));
}

void window_end_composition(struct window *window)
{
    text_input_end_composition(&window->input);
}

// ---- The system ---------------------------------------------------------------------------------

static char *get_clipboard(void *self)
{
    (void)self;
    char *from = SDL_HasClipboardText() ? SDL_GetClipboardText() : NULL;
    char *copy = from ? strdup(from) : NULL;
    SDL_free(from);
    return copy;
}

static void set_clipboard(void *self, const char *string)
{
    (void)self;
    SDL_SetClipboardText(string);
}

struct ui_clipboard window_clipboard(void)
{
    return (struct ui_clipboard){NULL, get_clipboard, set_clipboard};
}
