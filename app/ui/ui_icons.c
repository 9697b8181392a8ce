// Icons as strokes on a grid of 16 units, so that they are sharp at every scale.
#include "app/ui/ui_parts.h"

#include <math.h>

struct pen {
    struct canvas *canvas;
    float x, y, unit, width;
    uint32_t colour;
};

enum { PATH_POINTS = 24 };

// Joins `points` grid points.
static void path(const struct pen *pen, const float *xy, int points)
{
    float device[2 * PATH_POINTS];
    for (int i = 0; i < points && i < PATH_POINTS; i++) {
        device[2 * i] = pen->x + xy[2 * i] * pen->unit;
        device[2 * i + 1] = pen->y + xy[2 * i + 1] * pen->unit;
    }
    canvas_polyline(pen->canvas, device, points, pen->width, pen->colour);
}

static void line(const struct pen *pen, float x0, float y0, float x1, float y1)
{
    path(pen, (float[]){x0, y0, x1, y1}, 2);
}

static void triangle(const struct pen *pen, const float xy[6])
{
    float device[6];
    for (int i = 0; i < 6; i += 2) {
        device[i] = pen->x + xy[i] * pen->unit;
        device[i + 1] = pen->y + xy[i + 1] * pen->unit;
    }
    canvas_triangle(pen->canvas, device, pen->colour);
}

static void block(const struct pen *pen, float x, float y, float w, float h)
{
    int left = (int)lroundf(pen->x + x * pen->unit), top = (int)lroundf(pen->y + y * pen->unit);
    int width = (int)lroundf(w * pen->unit), height = (int)lroundf(h * pen->unit);
    canvas_round_fill(pen->canvas, (struct rect){left, top, width, height}, pen->unit, pen->colour);
}

// An arrow that turns back: to the left with `flip` 1 (undo), to the right with -1 (redo).
static void turn(const struct pen *pen, float flip)
{
    enum { ARC = 12 };
    float xy[2 * (ARC + 2)] = {2.5f, 6};
    for (int i = 0; i < ARC; i++) { // from the bar half round to the tail
        float angle = 1.5708f - 3.1416f * (float)i / (ARC - 1);
        xy[2 + 2 * i] = 9.7f + 3.8f * cosf(angle);
        xy[3 + 2 * i] = 9.8f - 3.8f * sinf(angle);
    }
    xy[2 * (ARC + 1)] = 6;
    xy[2 * (ARC + 1) + 1] = 13.6f;
    float head[6] = {5.8f, 2.7f, 2.5f, 6, 5.8f, 9.3f};
    for (int i = 0; i < ARC + 2 && flip < 0; i++)
        xy[2 * i] = 16 - xy[2 * i];
    for (int i = 0; i < 6 && flip < 0; i += 2)
        head[i] = 16 - head[i];
    path(pen, xy, ARC + 2);
    path(pen, head, 3);
}

static void bin(const struct pen *pen)
{
    line(pen, 2.5f, 4, 13.5f, 4);
    path(pen, (float[]){6, 4, 6, 2, 10, 2, 10, 4}, 4);
    path(pen, (float[]){4, 4, 4.6f, 14, 11.4f, 14, 12, 4}, 4);
    line(pen, 6.7f, 7, 6.9f, 11);
    line(pen, 9.3f, 7, 9.1f, 11);
}

static void die(const struct pen *pen)
{
    path(pen,
         (float[]){3.5f, 2, 12.5f, 2, 14, 3.5f, 14, 12.5f, 12.5f, 14, 3.5f, 14, 2, 12.5f, 2, 3.5f,
                   3.5f, 2},
         9);
    static const float dot[5][2] = {
        {5.2f, 5.2f}, {10.8f, 5.2f}, {8, 8}, {5.2f, 10.8f}, {10.8f, 10.8f}};
    for (int i = 0; i < 5; i++)
        canvas_disc(pen->canvas, pen->x + dot[i][0] * pen->unit, pen->y + dot[i][1] * pen->unit,
                    1.1f * pen->unit, pen->colour);
}

static void eraser(const struct pen *pen)
{
    path(pen, (float[]){6, 13.5f, 2.5f, 10, 9.5f, 3, 13.5f, 7, 7, 13.5f, 6, 13.5f}, 6);
    line(pen, 6, 6.5f, 10, 10.5f);
    line(pen, 7, 13.5f, 13.5f, 13.5f);
}

static void folder(const struct pen *pen)
{
    path(pen, (float[]){2, 13, 2, 3.5f, 6.2f, 3.5f, 7.8f, 5.5f, 14, 5.5f, 14, 13, 2, 13}, 7);
}

static void file(const struct pen *pen)
{
    path(pen, (float[]){4, 14, 4, 2, 9.2f, 2, 12.5f, 5.3f, 12.5f, 14, 4, 14}, 6);
    path(pen, (float[]){9.2f, 2, 9.2f, 5.3f, 12.5f, 5.3f}, 3);
}

void ui_draw_icon(struct ui *ui, enum ui_icon icon, struct rect rect, uint32_t colour)
{
    float unit = (float)rect.w / 16;
    struct pen pen = {ui->canvas, (float)rect.x, (float)rect.y, unit, 1.5f * unit, colour};
    switch (icon) {
    case ICON_UNDO:
        turn(&pen, 1);
        break;
    case ICON_REDO:
        turn(&pen, -1);
        break;
    case ICON_CLEAR:
        bin(&pen);
        break;
    case ICON_PLAY:
        triangle(&pen, (float[]){4, 2.5f, 14, 8, 4, 13.5f});
        break;
    case ICON_PAUSE:
        block(&pen, 3.5f, 3, 3, 10);
        block(&pen, 9.5f, 3, 3, 10);
        break;
    case ICON_STOP:
        block(&pen, 3.5f, 3.5f, 9, 9);
        break;
    case ICON_CLOSE:
        line(&pen, 4, 4, 12, 12);
        line(&pen, 12, 4, 4, 12);
        break;
    case ICON_RANDOM:
        die(&pen);
        break;
    case ICON_ERASER:
        eraser(&pen);
        break;
    case ICON_UP:
        line(&pen, 8, 13.5f, 8, 3);
        path(&pen, (float[]){3.5f, 7.5f, 8, 3, 12.5f, 7.5f}, 3);
        break;
    case ICON_FOLDER:
        folder(&pen);
        break;
    case ICON_FILE:
        file(&pen);
        break;
    }
}

void ui_draw_check(struct ui *ui, struct rect rect, uint32_t colour)
{
    float unit = (float)rect.w / 16;
    struct pen pen = {ui->canvas, (float)rect.x, (float)rect.y, unit, 1.8f * unit, colour};
    path(&pen, (float[]){4, 8.3f, 6.8f, 11.1f, 12, 5.3f}, 3);
}
