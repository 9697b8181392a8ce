// A build without libdbus: there is never a portal.
#include "app/system/portal/portal.h"

#include <stddef.h>

struct portal *portal_open(const char *parent, void (*told)(void *context), void *context)
{
    (void)parent;
    (void)told;
    (void)context;
    return NULL;
}

void portal_close(struct portal *portal)
{
    (void)portal;
}

struct file_chooser portal_file_chooser(struct portal *portal)
{
    (void)portal;
    return (struct file_chooser){0};
}

struct portal_wishes portal_wishes(struct portal *portal)
{
    (void)portal;
    return (struct portal_wishes){0};
}
