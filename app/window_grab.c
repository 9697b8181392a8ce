// See window_grab.h.
#include "app/window_grab.h"
#include <SDL_syswm.h>

#if defined SDL_VIDEO_DRIVER_X11
bool window_grab_began(const SDL_Event *event)
{
    const SDL_SysWMmsg *message = event->syswm.msg;
    if (!message || message->subsystem != SDL_SYSWM_X11)
        return false;
    const XEvent *x = &message->msg.x11.event;
    return x->type == FocusOut || (x->type == LeaveNotify && x->xcrossing.mode == NotifyGrab);
}
#else
bool window_grab_began(const SDL_Event *event)
{
    (void)event;
    return false;
}
#endif
