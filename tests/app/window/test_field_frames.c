// Where the receptive field of a pinned cell is drawn: around the same pixels that a change of them
// reaches it from (tests/nn/explain/test_terms.c), in every earlier layer, in the image that the
// network sees, and on the pad.
#include "tests/support/shell_events.h"

#include "app/window/views/cell/view_cell.h"
#include "nn/data/practice.h"
#include <math.h>

static int open_with_digit(void **state)
{
    struct app *app = app_support_open(&(struct session_options){0});
    struct drawing drawing;
    *state = app;
    assert_true(practice_drawing(&drawing, 6, 6, NULL));
    assert_true(pad_fit_drawing(&app->session.pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    return 0;
}

// ---- What differs -------------------------------------------------------------------------------

// Edges of what differs between two pictures; right and bottom are the last that do.
struct edges {
    float left, top, right, bottom;
};

static uint32_t *picture_with(struct app *app, struct terms_cell cell)
{
    size_t bytes = (size_t)app->canvas.width * (size_t)app->canvas.height * sizeof(uint32_t);
    uint32_t *picture = malloc(bytes);
    assert_non_null(picture);
    pin_hold(&app->session.pin, cell);
    app_frame(app);
    app_frame(app);
    memcpy(picture, app->canvas.pixel, bytes);
    return picture;
}

static struct edges difference(const struct app *app, const uint32_t *one, const uint32_t *other,
                               struct rect where)
{
    struct edges edges = {1e9f, 1e9f, -1, -1};
    for (int y = where.y; y < where.y + where.h; y++)
        for (int x = where.x; x < where.x + where.w; x++) {
            if (one[y * app->canvas.width + x] == other[y * app->canvas.width + x])
                continue;
            edges.left = fminf(edges.left, (float)x);
            edges.top = fminf(edges.top, (float)y);
            edges.right = fmaxf(edges.right, (float)x);
            edges.bottom = fmaxf(edges.bottom, (float)y);
        }
    return edges;
}

static void expect_edges(struct edges found, struct edges right, float tolerance, const char *where)
{
    if (fabsf(found.left - right.left) > tolerance || fabsf(found.top - right.top) > tolerance ||
        fabsf(found.right - right.right) > tolerance ||
        fabsf(found.bottom - right.bottom) > tolerance)
        fail_msg("%s: %g,%g to %g,%g, not %g,%g to %g,%g", where, (double)found.left,
                 (double)found.top, (double)found.right, (double)found.bottom, (double)right.left,
                 (double)right.top, (double)right.right, (double)right.bottom);
}

// ---- Tests --------------------------------------------------------------------------------------

// Fields that lie at edges and in the middle.
static const struct terms_cell cells[] = {
    {LENET_C1, 0, 0, 27}, {LENET_C1, 5, 14, 9}, {LENET_S2, 3, 13, 0}, {LENET_S2, 1, 6, 7},
    {LENET_C3, 6, 4, 5},  {LENET_C3, 15, 9, 0}, {LENET_S4, 7, 4, 4},  {LENET_S4, 2, 1, 2},
    {LENET_C5, 60, 0, 0}, // the last: all of the image, which is larger than the pad
};
enum { CELLS = sizeof cells / sizeof *cells, CELLS_ON_PAD = CELLS - 1 };

// The pixel in the middle of a field: its own frame lies within that of the field.
static struct terms_cell middle_of(struct terms_field field)
{
    return (struct terms_cell){LENET_INPUT, 0, field.row + field.rows / 2,
                               field.column + field.columns / 2};
}

struct pictures {
    uint32_t *with, *without;
};

static struct pictures take_pictures(struct app *app, struct terms_cell cell)
{
    struct terms_field field = terms_receptive_field(cell, LENET_INPUT);
    uint32_t *without = picture_with(app, middle_of(field));
    return (struct pictures){picture_with(app, cell), without};
}

static void free_pictures(struct pictures pictures)
{
    free(pictures.with);
    free(pictures.without);
}

static void expect_frame_in_layer(const struct app *app, struct pictures pictures,
                                  struct terms_cell cell, enum lenet_layer_id layer)
{
    struct terms_field field = terms_receptive_field(cell, layer);
    int size = app->layout.layer[layer].cell;
    bool pooled = (cell.layer == LENET_S2 || cell.layer == LENET_S4) && layer + 1 == cell.layer;
    for (int map = 0; map < lenet_layers[layer].maps; map++) {
        struct rect rect = layout_map(&app->layout, layer, map);
        // The frame is a line around the pixels.
        struct edges right = {(float)(rect.x + field.column * size - 1),
                              (float)(rect.y + field.row * size - 1),
                              (float)(rect.x + (field.column + field.columns) * size),
                              (float)(rect.y + (field.row + field.rows) * size)};
        if (!pooled)
            expect_edges(difference(app, pictures.with, pictures.without, rect_inset(rect, -1)),
                         right, 0, lenet_layers[layer].name);
    }
}

// The nearest one is where lines to the cell begin.
static void test_frames_in_earlier_layers_are_around_the_field(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < CELLS; i++) {
        struct pictures pictures = take_pictures(app, cells[i]);
        for (int layer = LENET_INPUT; layer + 1 < (int)cells[i].layer; layer++)
            expect_frame_in_layer(app, pictures, cells[i], (enum lenet_layer_id)layer);
        free_pictures(pictures);
    }
}

static void test_the_frame_in_what_the_network_sees_is_around_the_field(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < CELLS; i++) {
        struct pictures pictures = take_pictures(app, cells[i]);
        struct terms_field field = terms_receptive_field(cells[i], LENET_INPUT);
        struct rect image = app->layout.sees_image;
        float pixel = (float)image.w / LENET_SIDE;
        struct edges right = {(float)image.x + (float)field.column * pixel,
                              (float)image.y + (float)field.row * pixel,
                              (float)image.x + (float)(field.column + field.columns) * pixel,
                              (float)image.y + (float)(field.row + field.rows) * pixel};
        expect_edges(difference(app, pictures.with, pictures.without, rect_inset(image, -3)), right,
                     0.5f * pixel, "what the network sees");
        free_pictures(pictures);
    }
}

// Of the field's corners, on the pad; what lies beside it is cut off.
static struct edges edges_on_pad(const struct app *app, struct terms_field field)
{
    struct rect pad = app->layout.pad;
    struct edges edges = {1e9f, 1e9f, -1, -1};
    for (int corner = 0; corner < 4; corner++) {
        float x, y;
        reading_point_on_pad(&app->session.reading.normalized, &app->session.pad,
                             (float)(field.column + corner % 2 * field.columns),
                             (float)(field.row + corner / 2 * field.rows), &x, &y);
        x = fminf(fmaxf(x / PAD_SIDE, 0), 1) * (float)pad.w + (float)pad.x;
        y = fminf(fmaxf(y / PAD_SIDE, 0), 1) * (float)pad.h + (float)pad.y;
        edges.left = fminf(edges.left, x);
        edges.top = fminf(edges.top, y);
        edges.right = fmaxf(edges.right, x);
        edges.bottom = fmaxf(edges.bottom, y);
    }
    return edges;
}

static void test_the_frame_on_the_pad_is_around_what_became_the_field(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < CELLS_ON_PAD; i++) {
        struct pictures pictures = take_pictures(app, cells[i]);
        struct terms_field field = terms_receptive_field(cells[i], LENET_INPUT);
        expect_edges(difference(app, pictures.with, pictures.without, app->layout.pad),
                     edges_on_pad(app, field), 3, "the pad");
        free_pictures(pictures);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_frames_in_earlier_layers_are_around_the_field,
                                        open_with_digit, app_support_close),
        cmocka_unit_test_setup_teardown(test_the_frame_in_what_the_network_sees_is_around_the_field,
                                        open_with_digit, app_support_close),
        cmocka_unit_test_setup_teardown(test_the_frame_on_the_pad_is_around_what_became_the_field,
                                        open_with_digit, app_support_close),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
