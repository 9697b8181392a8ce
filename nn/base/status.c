#include "nn/base/status.h"

#include "nn/base/printable.h"

#include <stdarg.h>
#include <stdio.h>

bool status_fail(struct status *status, enum status_code code, const char *format, ...)
{
    if (!status)
        return false;
    status->code = code;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(status->message, sizeof status->message, format, arguments);
    va_end(arguments);
    printable_line(status->message);
    return false;
}
