// SDL hides these events, but passes on X11's own where it is asked to: here they are told apart.
#include "app/system/window_grab.h"
#include <SDL_syswm.h>

#if defined SDL_VIDEO_DRIVER_X11
enum { RAW_BUTTON_PRESS = 15 }; // XI_RawButtonPress of <X11/extensions/XI2.h>

// A button that was pressed anywhere on the screen, whoever has grabbed it. SDL asks for these of
// the X Input extension, and for no other extension's generic events.
static bool is_raw_press(const XEvent *x)
{
    return x->type == GenericEvent && x->xcookie.evtype == RAW_BUTTON_PRESS;
}

bool window_grab_began(const SDL_Event *event)
{
    const SDL_SysWMmsg *message = event->syswm.msg;
    if (!message || message->subsystem != SDL_SYSWM_X11)
        return false;
    const XEvent *x = &message->msg.x11.event;
    return is_raw_press(x) || x->type == FocusOut ||
           (x->type == LeaveNotify && x->xcrossing.mode == NotifyGrab);
}
#else
bool window_grab_began(const SDL_Event *event)
{
    (void)event;
    return false;
}
#endif
