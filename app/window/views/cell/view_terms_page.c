// Room on a page, and a line with a number: whatever is computed is written alike.
#include "app/window/views/cell/view_terms_page.h"
#include <stdio.h>
#include <string.h>

struct rect view_terms_page_take_top(struct terms_page *page, int height)
{
    struct rect top = page->left;
    if (height > page->left.h)
        height = 0;
    top.h = height;
    page->left.y += height;
    page->left.h -= height;
    return top;
}

struct rect view_terms_page_take_bottom(struct terms_page *page, int height)
{
    struct rect bottom = page->left;
    if (height > page->left.h)
        height = 0;
    bottom.y += bottom.h - height;
    bottom.h = height;
    page->left.h -= height;
    return bottom;
}

// What of a label has room beside the number: its first word, or nothing, where it is not all.
static void fit_label(struct app *app, char *label, int room)
{
    char *space = strchr(label, ' ');
    if (text_width(app->text, TEXT_SMALL, label) <= room)
        return;
    if (space)
        *space = '\0';
    if (!space || text_width(app->text, TEXT_SMALL, label) > room)
        *label = '\0';
}

void view_terms_page_number(const struct terms_page *page, struct rect line, const char *label,
                            double units, bool strong)
{
    struct app *app = page->app;
    const struct theme *theme = app->ui.theme;
    char number[PRINTED_TEXT], fitting[96];
    if (line.h == 0)
        return;
    printed_text(units, number);
    snprintf(fitting, sizeof fitting, "%s", label);
    fit_label(app, fitting,
              line.w - text_width(app->text, TEXT_SMALL, number) - ui_px(&app->ui, 2));
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_LEFT, line,
                 strong ? theme->text : theme->text_muted, fitting);
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_RIGHT, line, theme->text, number);
}

void view_terms_unfold(struct app *app, int group)
{
    pin_unfold(&app->session.pin, group);
}
