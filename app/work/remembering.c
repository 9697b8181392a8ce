// A slider sends a change in every frame: writing each would wear the disk, writing none until the
// end would lose them in a crash. So a change waits until it has rested for a moment; and what goes
// on changing is written now and then.
#include "app/work/remembering.h"

#include <stdio.h>

static const double rest_seconds = 0.3, longest_seconds = 3, retry_seconds = 30;

bool remembering_begin(struct remembering *remembering, struct settings *settings, const char *path,
                       struct status *status)
{
    *remembering = (struct remembering){0};
    settings_default(settings);
    snprintf(remembering->path, PATH_SIZE, "%s", path ? path : "");
    bool loaded = !remembering->path[0] || settings_load(settings, remembering->path, status);
    remembering->written = remembering->seen = *settings;
    return loaded;
}

bool remembering_save(struct remembering *remembering, const struct settings *settings,
                      struct status *status)
{
    if (!remembering->path[0])
        return true;
    if (!settings_save(settings, &remembering->written, remembering->path, status))
        return false;
    remembering->written = *settings;
    remembering->told = remembering->waiting = false;
    return true;
}

static double due(const struct remembering *remembering)
{
    double rested = remembering->since + rest_seconds;
    double longest = remembering->changed + longest_seconds;
    if (remembering->told)
        return remembering->since + retry_seconds;
    return rested < longest ? rested : longest;
}

static void note_change(struct remembering *remembering, const struct settings *settings,
                        double now)
{
    remembering->seen = *settings;
    remembering->since = now;
    if (!remembering->waiting)
        remembering->changed = now;
    remembering->waiting = true;
}

bool remembering_step(struct remembering *remembering, const struct settings *settings, double now,
                      struct status *status)
{
    if (!remembering->path[0] || settings_equal(settings, &remembering->written))
        return true;
    if (!settings_equal(settings, &remembering->seen))
        note_change(remembering, settings, now);
    if (now < due(remembering) || remembering_save(remembering, settings, status))
        return true;
    bool first = !remembering->told;
    remembering->told = true;
    remembering->since = now;
    return !first;
}

int remembering_wait_ms(const struct remembering *remembering, const struct settings *settings,
                        double now)
{
    if (!remembering->path[0] || settings_equal(settings, &remembering->written))
        return -1;
    double left = due(remembering) - now;
    return left > 0 ? (int)(left * 1000) + 1 : 1;
}
