// The keys that all three views of the page take, and how they share out its room.
#include "app/window/views/mistakes/mistakes_common.h"
#include "app/language/tr.h"
#include "app/window/screen/request.h"

struct rect mistakes_common_row(struct rect *rect, int height, int gap)
{
    struct rect row = {rect->x, rect->y, rect->w, height};
    rect->y += height + gap;
    rect->h = max_int(0, rect->h - height - gap);
    return row;
}

bool mistakes_common_is_low(const struct app *app, struct rect rect)
{
    return rect.h < ui_px(&app->ui, 190) || rect.w < ui_px(&app->ui, 780);
}

// ---- Requests -----------------------------------------------------------------------------------

static void show(struct app *app, int view)
{
    mistakes_show(&app->session, (enum exam_view)view);
    ui_focus(&app->ui, ui_id("mistakes", view));
}

static void show_per_cent(struct app *app, int per_cent)
{
    mistakes_show_per_cent(&app->session, per_cent != 0);
}

static void ask_for(struct app *app, int choice)
{
    mistakes_ask_for(&app->session, (enum mistakes_choice)choice);
    show(app, EXAM_DIGITS);
}

static void sort_next(struct app *app, int unused)
{
    (void)unused;
    int order = (int)app->session.exam_shown.filter.order + 1;
    mistakes_sort(&app->session, (enum exam_order)(order % EXAM_ORDERS));
}

// ---- Keys ---------------------------------------------------------------------------------------

static const struct {
    char letter;
    const char *name;
} choices[MISTAKES_CHOICES] = {
    [MISTAKES_ALL] = {'d', TR("All digits")},
    [MISTAKES_WRONG] = {'m', TR("Mistakes")},
    [MISTAKES_SUREST] = {'s', TR("Surest mistakes")},
    [MISTAKES_LEAST_SURE] = {'l', TR("Least sure")},
    [MISTAKES_NOT_SURE] = {'u', TR("Unsure")},
};

const char *mistakes_common_choice(enum mistakes_choice choice)
{
    return tr(choices[choice].name);
}

void mistakes_common_key(struct app *app, int key)
{
    const struct exam_shown *shown = &app->session.exam_shown;
    for (int i = 0; i < MISTAKES_CHOICES; i++)
        if (key == choices[i].letter)
            request(app, ask_for, i);
    if (key == 'v')
        request(app, show_per_cent, !shown->per_cent);
    else if (key == 'o')
        request(app, sort_next, 0);
    else if (key == KEY_BACKSPACE)
        request(app, show, EXAM_MATRIX);
}
