// Settings may follow the system or overrule it, and a small window overrules both: asked in one
// place, so that keys, menus and frames agree.
#include "app/window/screen/looks.h"

#include "app/window/screen/layout_compute.h"

const struct theme *looks_theme(const struct app *app)
{
    int theme = app->session.settings.theme;
    if (theme == THEME_CONTRAST || (theme == THEME_SYSTEM && app->system_contrast))
        return &theme_contrast;
    bool dark = theme == THEME_DARK || (theme == THEME_SYSTEM && app->system_dark);
    return dark ? &theme_dark : &theme_light;
}

float looks_scale(const struct app *app)
{
    return app->session.settings.scale > 0 ? app->session.settings.scale : app->system_scale;
}

float looks_scale_step(const struct app *app, int direction)
{
    static const float steps[] = {1, 1.25f, 1.5f, 1.75f, 2, 2.5f, 3};
    enum { COUNT = sizeof steps / sizeof *steps };
    // Not the scale of the frame before: several keys may come between two frames.
    float now = layout_scale(app->canvas.width, app->canvas.height, looks_scale(app));
    for (int i = 0; i < COUNT; i++) {
        float step = steps[direction > 0 ? i : COUNT - 1 - i];
        if (direction > 0 ? step > now + 0.01f : step < now - 0.01f)
            return direction < 0 ||
                           layout_scale(app->canvas.width, app->canvas.height, step) == step
                       ? step
                       : 0;
    }
    return 0;
}
