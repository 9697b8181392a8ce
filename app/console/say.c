// Everything that is said goes through one place, so that no name of a file can move the cursor,
// turn the text or end the line.
#include "app/console/say.h"

#include "nn/base/printable.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

void say_line(const char *format, va_list arguments)
{
    char line[2 * PATH_SIZE];
    vsnprintf(line, sizeof line, format, arguments);
    printable_line(line);
    fprintf(stderr, "%s\n", line);
}

void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("lenetpad: ", stderr);
    say_line(format, arguments);
    va_end(arguments);
}

int say_columns(int file)
{
    struct winsize size;
    const char *told = getenv("COLUMNS");
    long columns = told ? strtol(told, NULL, 10) : 0;
    if (columns >= 20 && columns <= 10000)
        return (int)columns;
    return ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

struct shown_path shown_path(const char *path)
{
    struct shown_path shown;
    snprintf(shown.text, sizeof shown.text, "%s", path);
    printable_line(shown.text);
    return shown;
}
