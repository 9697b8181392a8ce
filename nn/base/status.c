// Failures as values, in one line of words each: whoever shows them, and where, is not known here.
#include "nn/base/status.h"

#include "nn/base/printable.h"

#include <stdarg.h>
#include <stdio.h>

bool status_fail(struct status *status, enum status_code code, const char *format, ...)
{
    if (!status)
        return false;
    status->code = code;
    status->need = STATUS_NEEDS_NOTHING;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(status->message, sizeof status->message, format, arguments);
    va_end(arguments);
    printable_line(status->message);
    return false;
}

bool status_need(struct status *status, enum status_need need)
{
    if (status)
        status->need = need;
    return false;
}
