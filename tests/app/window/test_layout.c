// Everything fits, at every size and scale.
#include "tests/support/support.h"

#include "app/window/projector/projector_layout.h"
#include "app/window/screen/layout_compute.h"

enum { RECTS_MAX = 80 };

struct named_rect {
    const char *name;
    struct rect rect;
};

struct rects {
    struct named_rect rect[RECTS_MAX];
    int count;
};

static char place[160]; // what is being tried, for messages
static bool projected;  // which shows less, and explains in more room

static void add(struct rects *rects, const char *name, struct rect rect)
{
    assert_true(rects->count < RECTS_MAX);
    assert_true(rect.w >= 0 && rect.h >= 0);
    if (rect.w > 0 && rect.h > 0)
        rects->rect[rects->count++] = (struct named_rect){name, rect};
}

static bool inside(struct rect inner, struct rect outer)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

static void assert_inside(const struct rects *rects, struct rect outer)
{
    for (int i = 0; i < rects->count; i++) {
        struct rect r = rects->rect[i].rect;
        if (!inside(r, outer))
            fail_msg("%s: %s (%d,%d %dx%d) leaves (%d,%d %dx%d)", place, rects->rect[i].name, r.x,
                     r.y, r.w, r.h, outer.x, outer.y, outer.w, outer.h);
    }
}

static void assert_apart(const struct rects *rects)
{
    for (int i = 0; i < rects->count; i++) {
        for (int j = 0; j < i; j++) {
            struct rect both = rect_intersect(rects->rect[i].rect, rects->rect[j].rect);
            if (both.w > 0 && both.h > 0)
                fail_msg("%s: %s overlaps %s by %dx%d", place, rects->rect[i].name,
                         rects->rect[j].name, both.w, both.h);
        }
    }
}

static void check_cards(const struct layout *layout)
{
#define NAME(id, name) #name,
    static const char *const names[PANELS] = {LAYOUT_PANELS(NAME)};
    struct rects cards = {0};
    if (layout->menu.y >= 0)
        add(&cards, "menu", layout->menu);
    for (int i = 0; i < PANELS; i++)
        add(&cards, names[i], layout->card[i]);
    assert_inside(&cards, (struct rect){0, 0, layout->width, layout->height});
    assert_apart(&cards);
}

static void check_draw_card(const struct layout *layout)
{
    struct rects rects = {0};
    add(&rects, "draw title", layout->draw_title);
    add(&rects, "pad", layout->pad);
    add(&rects, "brush", layout->brush);
    assert_int_equal(rects.count, 3);
    add(&rects, "brush label", layout->brush_label);
    for (int i = 0; i < LAYOUT_TOOLS; i++)
        add(&rects, "tool", layout->tool[i]);
    assert_true(rects.count >= 3 + LAYOUT_TOOLS);
    assert_inside(&rects, layout->card[PANEL_PAD]);
    assert_apart(&rects);
    assert_int_equal(layout->pad.w, layout->pad.h);
    assert_true((float)layout->pad.w >= 96 * layout->scale);
    assert_true((float)layout->brush.w >= 71 * layout->scale);
}

static void check_other_cards(const struct layout *layout)
{
    struct rects rects = {0};
    add(&rects, "sees title", layout->sees_title);
    add(&rects, "image", layout->sees_image);
    add(&rects, "caption", layout->sees_caption);
    assert_inside(&rects, layout->card[PANEL_SEES]);
    assert_apart(&rects);
    assert_int_equal(layout->sees_image.w % LENET_SIDE, 0);
    bool seen = layout_shows(layout, PANEL_SEES);
    if (!(seen || projected) || (seen && (float)layout->sees_image.w < 72 * layout->scale))
        fail_msg("%s: what the network sees has %d pixels", place, layout->sees_image.w);
    rects.count = 0;
    if (layout->digits.y != layout->reading_title.y) // whose place it takes where it is low
        add(&rects, "reading title", layout->reading_title);
    add(&rects, "several digits", layout->digits);
    add(&rects, "verdict", layout->verdict);
    add(&rects, "verdict note", layout->verdict_note);
    for (int i = 0; i < LENET_CLASSES; i++) {
        add(&rects, "bar", layout->bar[i]);
        bool large = (float)layout->bar[i].h >= 16 * layout->scale; // and its text
        if ((float)layout->bar[i].h < 11 * layout->scale ||
            (float)layout->bar[i].w < (large ? 80 : 68) * layout->scale)
            fail_msg("%s: a bar has only %dx%d", place, layout->bar[i].w, layout->bar[i].h);
    }
    add(&rects, "correct", layout->correct);
    add(&rects, "learn", layout->learn);
    assert_true((float)layout->correct.w >= 59 * layout->scale);
    assert_inside(&rects, layout->card[PANEL_READING]);
    assert_apart(&rects);
    if (layout->digits.w > 0) {
        assert_true((float)layout->digits.w >= 38 * layout->scale);
        assert_true((float)layout->digits.h >= 19 * layout->scale);
    }
    rects.count = 0;
    if (layout_shows(layout, PANEL_SIDE)) {
        add(&rects, "side title", layout->side_title);
        add(&rects, "side body", layout->side_body);
        assert_true((float)layout->side_body.w >= 96 * layout->scale);
        assert_true(projected || (float)layout->card[PANEL_SIDE].w <= 442 * layout->scale);
        assert_inside(&rects, layout->card[PANEL_SIDE]);
        assert_apart(&rects);
    }
}

static void check_figure(const struct layout *layout)
{
    struct rects rects = {0}, notes = {0};
    add(&rects, "legend", layout->legend);
    if ((float)layout->legend.w < 48 * layout->scale ||
        (float)layout->legend.h < 24 * layout->scale)
        fail_msg("%s: the legend has %dx%d", place, layout->legend.w, layout->legend.h);
    for (int i = 0; i < LENET_LAYERS; i++) {
        const struct layout_layer *layer = &layout->layer[i];
        if (layout->hidden_layers & 1u << i)
            continue;
        assert_true(layer->cell >= 1 && layer->cell_height >= 1);
        add(&rects, lenet_layers[i].name, layer->area);
        add(&rects, "name", layer->name);
        if (!layout->one_line)
            add(&rects, "size", layer->size);
        add(&rects, "link", layout->link[i]);
        add(&notes, "kind", layer->kind);
        add(&notes, "range", layer->range);
    }
    assert_inside(&rects, layout->card[PANEL_FIGURE]);
    assert_apart(&rects);
    assert_inside(&notes, layout->card[PANEL_FIGURE]);
    assert_apart(&notes);
    for (int i = 0; i < notes.count; i++)
        add(&rects, notes.rect[i].name, notes.rect[i].rect);
    assert_apart(&rects);
}

static void test_nothing_overlaps_or_is_cut_at_any_size(void **state)
{
    (void)state;
    static const float scales[] = {1, 1.25f, 1.5f, 2, 3};
    struct layout layout;
    for (int width = 640; width <= 3840; width += width < 1024 ? 24 : 128) {
        for (int height = 480; height <= 2160; height += height < 700 ? 20 : 73) {
            for (size_t i = 0; i < 2 * sizeof scales / sizeof *scales; i++) {
                float scale = scales[i / 2];
                snprintf(place, sizeof place, "%dx%d at %.2f%s", width, height, (double)scale,
                         i % 2 ? ", training" : "");
                layout_compute(&layout, width, height, scale, i % 2, 0);
                check_cards(&layout);
                check_draw_card(&layout);
                check_other_cards(&layout);
                check_figure(&layout);
                assert_true(layout_shows(&layout, PANEL_SIDE) || i % 2 == 0);
                layout_compute_digits(&layout);
                check_other_cards(&layout);
            }
        }
    }
}

static void check_projected(const struct layout *layout, const struct projector_shows *shows)
{
    check_cards(layout);
    check_draw_card(layout);
    check_other_cards(layout);
    check_figure(layout);
    assert_true(layout_shows(layout, PANEL_SIDE) == shows->side);
    assert_true(layout_shows(layout, PANEL_SEES) == shows->sees);
    assert_true(inside(layout->layer_ways, layout->card[PANEL_FIGURE]));
    assert_true((float)layout->layer_ways.w >= 200 * layout->scale);
}

static void test_nothing_overlaps_or_is_cut_in_projector_mode(void **state)
{
    (void)state;
    static const float scales[] = {1, 1.5f, 2, 2.5f};
    struct layout layout;
    projected = true;
    for (int width = 640; width <= 3840; width += width < 1024 ? 48 : 256)
        for (int height = 480; height <= 2160; height += height < 700 ? 40 : 146)
            for (int i = 0; i < 4 * 8 * LENET_LAYERS; i++) {
                struct projector_shows shows = {.layer = (enum lenet_layer_id)(i % LENET_LAYERS),
                                                .menu = i / LENET_LAYERS & 1,
                                                .side = i / LENET_LAYERS & 2,
                                                .sees = i / LENET_LAYERS & 4};
                float scale = scales[i / (8 * LENET_LAYERS)];
                snprintf(place, sizeof place, "%dx%d at %.2f, %s%s%s%s", width, height,
                         (double)scale, lenet_layers[shows.layer].name, shows.menu ? ", menu" : "",
                         shows.side ? ", side" : "", shows.sees ? ", why" : "");
                projector_layout(&layout, width, height, scale, &shows);
                check_projected(&layout, &shows);
                layout_compute_digits(&layout);
                check_other_cards(&layout);
            }
    projected = false;
}

static void test_pad_verdict_and_layer_grow_in_projector_mode(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1024, 700}, {1280, 800}, {1920, 1080}};
    static const float scales[] = {1, 2, 2.5f};
    struct layout whole, projector;
    for (int i = 0; i < 9; i++) {
        const int *size = sizes[i / 3];
        for (int layer = 0; layer < LENET_OUTPUT; layer++) {
            struct projector_shows shows = {.layer = (enum lenet_layer_id)layer};
            layout_compute(&whole, size[0], size[1], scales[i % 3], false, 0);
            projector_layout(&projector, size[0], size[1], scales[i % 3], &shows);
            if (projector.pad.w <= whole.pad.w || projector.verdict.w <= whole.verdict.w ||
                projector.layer[layer].cell <= whole.layer[layer].cell)
                fail_msg("%dx%d at %g, %s: pad %d, verdict %d, cell %d instead of %d, %d, %d",
                         size[0], size[1], (double)scales[i % 3], lenet_layers[layer].name,
                         projector.pad.w, projector.verdict.w, projector.layer[layer].cell,
                         whole.pad.w, whole.verdict.w, whole.layer[layer].cell);
        }
    }
}

static void test_one_layer_has_the_figure_to_itself(void **state)
{
    (void)state;
    struct layout all, one;
    for (int layer = 0; layer < LENET_LAYERS; layer++) {
        layout_compute(&all, 1280, 800, 1, true, 0);
        one = all;
        layout_compute_layer(&one, (enum lenet_layer_id)layer);
        snprintf(place, sizeof place, "%s alone", lenet_layers[layer].name);
        check_cards(&one);
        check_figure(&one);
        assert_true(one.layer[layer].cell_height > all.layer[layer].cell_height);
        struct layout_hit hit;
        assert_false(layout_hit(&one, all.layer[layer].area.x, one.layer_ways.y, &hit));
    }
}

static void test_any_layer_can_be_hidden(void **state)
{
    (void)state;
    struct layout all, some;
    layout_compute(&all, 1280, 800, 1, false, 0);
    for (unsigned hidden = 0; hidden < 64; hidden++) {
        snprintf(place, sizeof place, "hidden %#x", hidden);
        layout_compute(&some, 1280, 800, 1, false, hidden << LENET_C1);
        check_figure(&some);
        assert_true(some.layer[LENET_INPUT].cell >= all.layer[LENET_INPUT].cell);
    }
}

static void test_everything_is_studied_at_1280x800(void **state)
{
    (void)state;
    struct layout layout;
    layout_compute(&layout, 1280, 800, 1, true, 0);
    assert_true(layout_shows(&layout, PANEL_SEES) && layout_shows(&layout, PANEL_SIDE));
    assert_true(layout.layer[LENET_C1].cell >= 4);
    assert_true(layout.layer[LENET_C3].cell >= 6);
    assert_true(layout.layer[LENET_S4].cell >= 5);
    assert_true(layout.pad.w >= 300);
}

static void test_a_large_window_gives_its_room_to_pad_and_image(void **state)
{
    (void)state;
    struct layout layout;
    layout_compute(&layout, 1920, 1080, 1, false, 0);
    assert_true(layout.pad.w >= 450);
    assert_true(layout.sees_image.w >= 384);
}

static void test_every_cell_is_found_where_it_is_drawn(void **state)
{
    (void)state;
    struct layout layout;
    layout_compute(&layout, 1280, 800, 1, false, 0);
    for (int i = 0; i < LENET_LAYERS; i++) {
        const struct lenet_layer *layer = &lenet_layers[i];
        for (int cell = 0; cell < layer->maps * layer->side * layer->side; cell++) {
            struct layout_hit hit = {(enum lenet_layer_id)i, cell / (layer->side * layer->side),
                                     cell / layer->side % layer->side, cell % layer->side};
            struct layout_hit found;
            struct rect rect = layout_cell(&layout, &hit);
            assert_true(inside(rect, layout.layer[i].area));
            assert_true(layout_hit(&layout, rect.x, rect.y, &found));
            assert_true(found.layer == hit.layer && found.map == hit.map && found.row == hit.row &&
                        found.column == hit.column);
            assert_true(layout_hit(&layout, rect.x + rect.w - 1, rect.y + rect.h - 1, &found));
            assert_true(found.map == hit.map && found.row == hit.row && found.column == hit.column);
        }
    }
}

static void test_between_maps_there_is_no_cell(void **state)
{
    (void)state;
    struct layout layout;
    struct layout_hit hit;
    layout_compute(&layout, 1280, 800, 1, false, 0);
    struct rect map = layout_map(&layout, LENET_C3, 5);
    assert_false(layout_hit(&layout, map.x + map.w, map.y, &hit));
    assert_false(layout_hit(&layout, map.x, map.y + map.h, &hit));
    assert_false(layout_hit(&layout, 0, 0, &hit));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_overlaps_or_is_cut_at_any_size),
        cmocka_unit_test(test_nothing_overlaps_or_is_cut_in_projector_mode),
        cmocka_unit_test(test_pad_verdict_and_layer_grow_in_projector_mode),
        cmocka_unit_test(test_one_layer_has_the_figure_to_itself),
        cmocka_unit_test(test_any_layer_can_be_hidden),
        cmocka_unit_test(test_everything_is_studied_at_1280x800),
        cmocka_unit_test(test_a_large_window_gives_its_room_to_pad_and_image),
        cmocka_unit_test(test_every_cell_is_found_where_it_is_drawn),
        cmocka_unit_test(test_between_maps_there_is_no_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
