// The pages: one for each row of screen/page.h but the network's, whose place they take.
#ifndef APP_WINDOW_VIEWS_VIEW_PAGE_H
#define APP_WINDOW_VIEWS_VIEW_PAGE_H

#include "app/window/screen/screen.h"

// Each draws into `rect`, the inside of the page's card below its heading.
#define VIEW_PAGE(id, name, words) void view_page_##name(struct app *app, struct rect rect);
PAGE_OTHERS(VIEW_PAGE)
#undef VIEW_PAGE

#endif
