// The card of the page that is shown: one row of the ways to the other pages, and its view.
#include "app/window/views/view_page.h"
#include "app/language/tr.h"
#include "app/window/screen/request.h"
#include "app/window/views/lab/view_page_training.h"
#include "app/window/views/views.h"
#include "nn/base/name_list.h"

static void show(struct app *app, int page)
{
    screen_show_page(app, (enum page)page);
}

static void draw_ways(struct app *app, struct rect rect)
{
    char labels[160] = "";
    int page = (int)app->page;
    for (int i = 0; i < PAGES; i++)
        name_list_add(labels, sizeof labels, "|", tr(page_names[i]));
    if (ui_choice(&app->ui, ui_id("page", 0), rect, labels, &page, 0))
        request(app, show, page);
}

void view_page(struct app *app)
{
    static void (*const draw[PAGES])(struct app *, struct rect) = {
#define PAGE_VIEW(id, name, words) [PAGE_##id] = view_page_##name,
        PAGE_OTHERS(PAGE_VIEW)
#undef PAGE_VIEW
    };
    ui_card(&app->ui, app->layout.card[PANEL_PAGE], NULL);
    draw_ways(app, app->layout.page_ways);
    draw[app->page](app, app->layout.page_body);
}
