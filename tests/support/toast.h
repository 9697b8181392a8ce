// What the window tells a person just now.
#ifndef TESTS_SUPPORT_TOAST_H
#define TESTS_SUPPORT_TOAST_H

#include "app/ui/ui_parts.h"

// "" when there is none.
static inline const char *ui_toast_text(const struct ui *ui)
{
    return ui->parts->toast.string;
}

#endif
