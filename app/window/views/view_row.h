// Several digits that were read at once, as a row of small pictures with what each is read as.
#ifndef APP_WINDOW_VIEWS_VIEW_ROW_H
#define APP_WINDOW_VIEWS_VIEW_ROW_H

#include "app/window/screen/request.h"

// The one that is looked at is framed, the others stand back; a click or the arrows ask for another
// with `choose`, whose value is its number. Where there is no room for all, those around it, and
// how many more there are on each side, which leads to the next of them. Those that are `kept` have
// a tick; NULL: none.
void view_row(struct app *app, struct rect rect, const struct digit_row *row, const bool *kept,
              request_call *choose);

#endif
