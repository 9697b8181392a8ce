// The digits shown add up for every unit of every layer, of twenty drawings. The cards alone are
// drawn, one after the other, without the frame around them.
#include "tests/support/one_window.h"

#include "app/window/screen/looks.h"
#include "nn/data/practice.h"
#include "tests/support/written_terms.h"

enum {
#ifdef LENETPAD_SANITIZED
    DRAWINGS = 2,
#else
    DRAWINGS = 20,
#endif
};

static struct written written;

static void put_digit(int index)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, index % 10, (uint64_t)index, NULL));
    assert_true(pad_fit_drawing(&app->session.pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    app_frame(app);
}

static void check_cell(struct terms_cell cell)
{
    written.card = &app->layout.side_body;
    written.last[written.count = 0] = '\0';
    view_terms(app, *written.card, cell);
    written_check(&written, cell, &app->session.weights, &app->session.reading.activations);
}

// Of one drawing; the pixels are of no interest, only the words.
static int check_all_cells(void)
{
    int checked = 0;
    ui_begin(&app->ui, &app->canvas, looks_theme(app), app->layout.scale);
    canvas_clip(&app->canvas, (struct rect){0, 0, 1, app->canvas.height});
    for (int layer = LENET_C1; layer < LENET_LAYERS; layer++) {
        int side = lenet_layers[layer].side;
        for (int i = 0; i < lenet_layers[layer].maps * side * side; i++, checked++)
            check_cell((struct terms_cell){(enum lenet_layer_id)layer, i / side / side,
                                           i / side % side, i % side});
    }
    ui_end(&app->ui);
    return checked;
}

static void test_the_digits_shown_add_up_for_every_unit(void **state)
{
    (void)state;
    struct fake_glyphs *glyphs = app_support_glyphs();
    pin_hold(&app->session.pin, (struct terms_cell){LENET_C3, 6, 4, 5}); // the card has its place
    for (int i = 0; i < DRAWINGS; i++) {
        put_digit(i);
        glyphs->watch = written_watch;
        glyphs->context = &written;
        int checked = check_all_cells();
        glyphs->watch = NULL;
        assert_int_equal(checked, 6 * 784 + 6 * 196 + 16 * 100 + 16 * 25 + 120 + 84 + 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_digits_shown_add_up_for_every_unit),
    };
    return cmocka_run_group_tests(tests, open_app, close_app);
}
