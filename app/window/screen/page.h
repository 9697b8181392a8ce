// Pages: what the large place below the cards can show instead of the network, one at a time.
#ifndef APP_WINDOW_SCREEN_PAGE_H
#define APP_WINDOW_SCREEN_PAGE_H

#include "app/language/tr.h"
// Every page, in the order of its key (Alt+1, ...) and of its row in the menu View. Apart from the
// figure, view_page_NAME draws it (app/window/views/view_page.h).
#define PAGE_FIGURE(PAGE) PAGE(NETWORK, network, TR("Network"))
#define PAGE_OTHERS(PAGE)                                                                          \
    PAGE(TRAINING, training, TR("Training"))                                                       \
    PAGE(MISTAKES, mistakes, TR("Mistakes"))
#define PAGE_LIST(PAGE)                                                                            \
    PAGE_FIGURE(PAGE)                                                                              \
    PAGE_OTHERS(PAGE)

#define PAGE_ID(id, name, words) PAGE_##id,
enum page { PAGE_LIST(PAGE_ID) PAGES };
#undef PAGE_ID

extern const char *const page_names[PAGES];

#endif
