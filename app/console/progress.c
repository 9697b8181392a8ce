// A bar that fits the terminal's width, which is asked for at each drawing because it may change.
#include "app/console/progress.h"

#include "app/base/clock.h"
#include "app/console/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_BAR = 40 };

static int terminal_width(void)
{
    return say_columns(STDERR_FILENO);
}

void progress_open(struct progress *progress)
{
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool dumb = terminal && !strcmp(terminal, "dumb");
    *progress = (struct progress){.bar = isatty(STDERR_FILENO) == 1};
    progress->colour = progress->bar && !dumb && !(no_colour && *no_colour);
}

static void draw(const struct progress *progress, double fraction, const char *left,
                 const char *right)
{
    // The last column stays free: some terminals wrap when it is written.
    int room = terminal_width() - 1 - (int)(strlen(left) + strlen(right) + strlen(" [] 100% "));
    int length = room > LONGEST_BAR ? LONGEST_BAR : room;
    if (length < 5) {
        fprintf(stderr, "\r%.*s %3.0f%%", terminal_width() - 7, left, fraction * 100);
        return;
    }
    int filled = (int)(fraction * length);
    fprintf(stderr, "\r%s [%s", left, progress->colour ? "\033[36m" : "");
    for (int i = 0; i < length; i++)
        fputc(i < filled ? '=' : ' ', stderr);
    fprintf(stderr, "%s] %3.0f%% %s%*s", progress->colour ? "\033[0m" : "", fraction * 100, right,
            room - length > 8 ? 8 : room - length, "");
}

void progress_show(struct progress *progress, double fraction, const char *left, const char *right)
{
    double now = clock_seconds();
    if (!progress->bar || (progress->visible && now - progress->drawn_at < 0.1))
        return;
    fraction = fraction < 0 ? 0 : fraction > 1 ? 1 : fraction;
    draw(progress, fraction, left, right);
    fflush(stderr);
    progress->visible = true;
    progress->drawn_at = now;
}

void progress_clear(struct progress *progress)
{
    if (!progress->visible)
        return;
    fprintf(stderr, "\r%*s\r", terminal_width() - 1, "");
    fflush(stderr);
    progress->visible = false;
}

void progress_line(struct progress *progress, const char *format, ...)
{
    if (progress->bar)
        return;
    va_list arguments;
    va_start(arguments, format);
    say_line(format, arguments);
    va_end(arguments);
}
