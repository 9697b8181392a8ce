// The names of the pages, from their list.
#include "app/window/screen/page.h"

const char *const page_names[PAGES] = {
#define PAGE_NAME(id, name, words) [PAGE_##id] = words,
    PAGE_LIST(PAGE_NAME)
#undef PAGE_NAME
};
