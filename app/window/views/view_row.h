// Several digits that were read at once, as a row of small pictures with what each is read as.
#ifndef APP_WINDOW_VIEWS_VIEW_ROW_H
#define APP_WINDOW_VIEWS_VIEW_ROW_H

#include "app/window/screen/request.h"

// The one that is looked at is framed, the others stand back; a click or the arrows ask for another
// with `choose`, whose value is its number. Where there is no room for all, those around it.
void view_row(struct app *app, struct rect rect, const struct digit_row *row, request_call *choose);

#endif
