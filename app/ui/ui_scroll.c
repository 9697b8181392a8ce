// The bar at the right of what is taller than its place: a list, a sheet of pictures.
#include "app/ui/ui_core.h"

#include <math.h>

static const float bar_logical = 8;

static struct rect track_of(struct ui *ui, struct rect place)
{
    int width = ui_px(ui, bar_logical), gap = ui_px(ui, 2);
    return (struct rect){place.x + place.w - width - gap, place.y + gap, width, place.h - 2 * gap};
}

// Empty where everything fits.
static struct rect thumb_of(struct ui *ui, struct rect place, int total, float offset)
{
    struct rect track = track_of(ui, place);
    int limit = total - place.h, smallest = ui_px(ui, 24);
    if (limit <= 0)
        return (struct rect){0};
    int height = (int)((float)track.h * (float)place.h / (float)total);
    height = height < smallest ? smallest : height;
    float share = offset / (float)limit;
    return (struct rect){track.x, track.y + (int)((float)(track.h - height) * share), track.w,
                         height};
}

int ui_scroll_width(const struct ui *ui, struct rect place, int total)
{
    return total > place.h ? ui_px(ui, bar_logical + 4) : 0;
}

float ui_scroll_limit(struct rect place, int total, float offset)
{
    return fminf(fmaxf(offset, 0), (float)(total > place.h ? total - place.h : 0));
}

bool ui_scroll_drag(struct ui *ui, uint32_t id, struct rect place, int total, float *offset)
{
    struct ui_core *core = ui->core;
    struct rect track = track_of(ui, place), thumb = thumb_of(ui, place, total, *offset);
    if (thumb.h == 0 || !ui_live(ui))
        return false;
    if (ui_press_in(ui, track)) {
        core->active = id;
        core->claimed = true;
        bool on_thumb =
            core->press_y >= (float)thumb.y && core->press_y < (float)(thumb.y + thumb.h);
        core->scroll_grab = on_thumb ? core->press_y - (float)thumb.y : (float)thumb.h / 2;
    }
    if (core->active == id && track.h > thumb.h) {
        float share =
            (ui->pointer_y - core->scroll_grab - (float)track.y) / (float)(track.h - thumb.h);
        *offset = ui_scroll_limit(place, total, share * (float)(total - place.h));
    }
    return core->active == id || (core->active == 0 && ui_pointer_in(ui, track));
}

void ui_scroll_draw(struct ui *ui, uint32_t id, struct rect place, int total, float offset)
{
    struct rect thumb = thumb_of(ui, place, total, offset);
    if (thumb.h == 0)
        return;
    bool hovered = ui->core->active == id || ui_pointer_in(ui, thumb);
    uint32_t colour = colour_mix(ui->theme->panel, ui->theme->text_muted, hovered ? 0.8f : 0.45f);
    canvas_round_fill(ui->canvas, thumb, (float)thumb.w / 2, colour);
}
