// The cross-hair of a plot tells what every curve has at one place, to the pointer and to the keys.
#include "tests/support/ui_desk.h"

#include "app/ui/plot/plot.h"

#include <math.h>
#include <string.h>

enum { POINTS = 40, MANY = 60 };

static const struct rect place = {100, 100, 500, 300};

// What was written in a frame, each line between two bars.
struct said {
    char text[8192];
    bool outside; // of the plot
    bool cut;
};

static void hear(void *context, const struct text_drawn *drawn)
{
    struct said *said = context;
    size_t used = strlen(said->text);
    snprintf(said->text + used, sizeof said->text - used, "|%.*s|", (int)drawn->bytes,
             drawn->string);
    said->cut = said->cut || drawn->cut;
    said->outside = said->outside || drawn->rect.x < place.x || drawn->rect.y < place.y ||
                    drawn->rect.x + drawn->rect.w > place.x + place.w ||
                    drawn->rect.y + drawn->rect.h > place.y + place.h;
}

static struct plot_answer draw_in(struct desk *desk, struct rect rect, const struct plot *plot,
                                  struct said *said)
{
    struct ui *ui = &desk->ui;
    *said = (struct said){0};
    ui_begin(ui, &desk->canvas, &theme_light, 1);
    canvas_fill(&desk->canvas, desk->canvas.clip, theme_light.panel);
    desk->fake.watch = hear;
    desk->fake.context = said;
    struct plot_answer answer = plot_draw(ui, rect, plot);
    desk->fake.watch = NULL;
    ui_end(ui);
    return answer;
}

static struct plot_answer draw(struct desk *desk, const struct plot *plot, struct said *said)
{
    return draw_in(desk, place, plot, said);
}

// Without the frame of all widgets that send() draws.
static void tell(struct desk *desk, struct event event)
{
    ui_event(&desk->ui, &event);
}

static void point(struct desk *desk, int x, int y)
{
    tell(desk, (struct event){.type = EVENT_POINTER_MOVE, .x = (float)x, .y = (float)y});
}

static void press(struct desk *desk, int which)
{
    tell(desk, (struct event){.type = EVENT_KEY, .key = which});
}

static void assert_said_part(const struct said *said, const char *part)
{
    if (!strstr(said->text, part))
        fail_msg("%s was not written: %s", part, said->text);
}

static void assert_said(const struct said *said, const char *line)
{
    char between[128];
    snprintf(between, sizeof between, "|%s|", line);
    assert_said_part(said, between);
}

static void assert_not_said(const struct said *said, const char *part)
{
    if (strstr(said->text, part))
        fail_msg("%s was written: %s", part, said->text);
}

// Two curves over the epochs 1 to 40, of which the second ends at 10.
struct two {
    float x[POINTS], first[POINTS], second[POINTS];
    struct plot_curve curve[2];
    struct plot plot;
};

static struct two *make_two(void)
{
    static struct two two;
    for (int i = 0; i < POINTS; i++) {
        two.x[i] = (float)(i + 1);
        two.first[i] = (float)(i + 1) / 100;
        two.second[i] = (float)(i + 1) / 200;
    }
    two.curve[0] =
        (struct plot_curve){"first", two.first, two.x, POINTS, 0xff112233, 0, 0, 0, 0, NULL};
    two.curve[1] =
        (struct plot_curve){"second", two.second, two.x, 10, 0xff332211, 0, 0, 0, 0, NULL};
    two.plot = (struct plot){.id = ui_id("plot", 0),
                             .curve = two.curve,
                             .count = 2,
                             .x_title = "epoch",
                             .y_title = "error",
                             .percent = true};
    return &two;
}

static void test_the_pointer_tells_every_value_at_its_place(void **state)
{
    struct said said;
    struct two *two = make_two();
    point(*state, 590, 200); // the last epoch
    draw(*state, &two->plot, &said);
    assert_said(&said, "epoch 40");
    assert_said(&said, "first  40.00%");
    assert_not_said(&said, "second  "); // which ended long before
    point(*state, 137, 200);            // near the left end
    draw(*state, &two->plot, &said);
    assert_said(&said, "epoch 2");
    assert_said(&said, "first  2.00%");
    assert_said(&said, "second  1.00%");
}

static void test_keys_lead_the_crosshair_from_point_to_point(void **state)
{
    struct said said;
    struct two *two = make_two();
    tell(*state, (struct event){.type = EVENT_POINTER_LEAVE});
    draw(*state, &two->plot, &said);
    assert_not_said(&said, "first  ");
    static const struct {
        int key;
        const char *line;
    } steps[] = {
        {KEY_TAB, "first  40.00%"},   {KEY_HOME, "first  1.00%"},
        {KEY_RIGHT, "first  2.00%"},  {KEY_PAGE_DOWN, "first  12.00%"},
        {KEY_LEFT, "first  11.00%"},  {KEY_PAGE_UP, "first  1.00%"},
        {KEY_LEFT, "first  1.00%"},   {KEY_END, "first  40.00%"},
        {KEY_RIGHT, "first  40.00%"},
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        press(*state, steps[i].key);
        draw(*state, &two->plot, &said);
        assert_said(&said, steps[i].line);
    }
}

static void test_enter_and_a_click_choose_the_place(void **state)
{
    struct said said;
    struct two *two = make_two();
    struct desk *desk = *state;
    draw(desk, &two->plot, &said);
    press(desk, KEY_TAB);
    press(desk, KEY_LEFT);
    assert_false(draw(desk, &two->plot, &said).chosen);
    press(desk, KEY_ENTER);
    struct plot_answer answer = draw(desk, &two->plot, &said);
    assert_true(answer.chosen && answer.x == 39);
    struct event event = {
        .type = EVENT_POINTER_DOWN, .x = 137, .y = 200, .button = BUTTON_LEFT, .clicks = 1};
    tell(desk, event);
    assert_false(draw(desk, &two->plot, &said).chosen);
    event.type = EVENT_POINTER_UP;
    tell(desk, event);
    answer = draw(desk, &two->plot, &said);
    assert_true(answer.chosen && answer.x == 2);
    assert_false(draw(desk, &two->plot, &said).chosen);
    assert_said(&said, "first  2.00%");
    press(desk, KEY_RIGHT); // though the pointer rests there
    draw(desk, &two->plot, &said);
    draw(desk, &two->plot, &said);
    assert_said(&said, "first  3.00%");
    point(desk, 590, 200);
    draw(desk, &two->plot, &said);
    assert_said(&said, "first  40.00%");
}

static int count_dark(const struct desk *desk, struct rect rect)
{
    int count = 0;
    for (int y = rect.y; y < rect.y + rect.h; y++)
        for (int x = rect.x; x < rect.x + rect.w; x++)
            count += (pixel(desk, x, y) & 0xe0e0e0) == 0;
    return count;
}

static int count_pixels(const struct desk *desk, struct rect rect, uint32_t colour)
{
    int count = 0;
    for (int y = rect.y; y < rect.y + rect.h; y++)
        for (int x = rect.x; x < rect.x + rect.w; x++)
            count += pixel(desk, x, y) == colour;
    return count;
}

static void test_no_error_at_all_lies_on_the_logarithmic_axis(void **state)
{
    struct said said;
    const float y[] = {0.5f, 0.1f, 0, 0};
    const struct plot_curve curve = {"error", y,     NULL,  4,          0xff010203,
                                     false,   false, false, PLOT_WHOLE, NULL};
    struct plot plot = {.curve = &curve, .count = 1, .percent = true, .logarithmic = true};
    tell(*state, (struct event){.type = EVENT_POINTER_LEAVE});
    draw(*state, &plot, &said);
    // From the third point to the fourth along the axis, which is 20 above the lower end.
    assert_in_range(count_dark(*state, (struct rect){450, 376, 130, 8}), 130, 400);
    assert_said(&said, "0%"); // and none of 1% lies there
    point(*state, 590, 200);
    draw(*state, &plot, &said);
    assert_said(&said, "error  0.00%");
}

static void test_a_place_between_epochs_is_told_by_its_batch(void **state)
{
    struct said said;
    const float x[] = {0.02f, 1.046f, 2}, y[] = {0.5f, 0.1f, 0.2f};
    const struct plot_curve curve = {"loss", y,     x,     3,          0xff010203,
                                     false,  false, false, PLOT_WHOLE, NULL};
    struct plot plot = {
        .curve = &curve, .count = 1, .x_title = "epoch", .part = "batch", .parts = 500};
    static const struct {
        int at;
        const char *words;
    } places[] = {{140, "epoch 1, batch 10"}, {360, "epoch 2, batch 23"}, {590, "epoch 2"}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        point(*state, places[i].at, 200);
        draw(*state, &plot, &said);
        assert_said(&said, places[i].words);
        assert_said_part(&said, "|loss  ");
    }
}

static void test_the_last_epoch_has_its_number(void **state)
{
    struct said said;
    const float x[] = {1, 2, 3, 4}, y[] = {0.5f, 0.1f, 0.2f, 0.1f};
    const struct plot_curve curve = {"loss", y,     x,     4,          0xff010203,
                                     false,  false, false, PLOT_WHOLE, NULL};
    struct plot plot = {.curve = &curve, .count = 1, .x_title = "epoch", .percent = true};
    tell(*state, (struct event){.type = EVENT_POINTER_LEAVE});
    draw(*state, &plot, &said);
    assert_said(&said, "4");
    assert_said(&said, "epoch");
    plot.x_high = 10; // as another plot beside it, from the beginning of the run
    draw(*state, &plot, &said);
    assert_said(&said, "0");
    assert_said(&said, "10");
}

static void test_a_place_is_marked_only_if_it_is_on_the_axis(void **state)
{
    struct said said;
    struct two *two = make_two();
    tell(*state, (struct event){.type = EVENT_POINTER_LEAVE});
    for (int mark = 0; mark <= 50; mark += 25) {
        two->plot.marked = true;
        two->plot.mark = (float)mark;
        draw(*state, &two->plot, &said);
        assert_int_equal(count_pixels(*state, place, theme_light.accent) > 200, mark == 25);
    }
    two->plot.mark = NAN;
    draw(*state, &two->plot, &said);
    assert_int_equal(count_pixels(*state, place, theme_light.accent), 0);
}

// ---- Many runs ----------------------------------------------------------------------------------

struct crowd {
    float y[MANY][POINTS];
    char name[MANY][24];
    struct plot_curve curve[MANY];
};

static struct plot make_crowd(int count)
{
    static struct crowd crowd;
    for (int c = 0; c < count; c++) {
        snprintf(crowd.name[c], sizeof crowd.name[c], "run number %d", c);
        for (int i = 0; i < POINTS; i++)
            crowd.y[c][i] = 0.5f / (float)(c + i + 1);
        crowd.curve[c] = (struct plot_curve){crowd.name[c], crowd.y[c], NULL, POINTS, 0xff445566, 0,
                                             c > 0,         0,          0,    NULL};
    }
    return (struct plot){
        .curve = crowd.curve, .count = count, .x_title = "epoch", .y_title = "error"};
}

// How many lines are a name, with or without its value, and the number in the last "and 12 more".
static void count_said(struct said said, bool with_value, int *named, int *more)
{
    *named = *more = 0;
    for (char *line = strtok(said.text, "|"); line; line = strtok(NULL, "|")) {
        if (strncmp(line, "run number ", 11) == 0)
            *named += with_value == (strstr(line, "  ") != NULL);
        sscanf(line, "and %d more", more);
    }
}

static void test_the_legend_names_or_counts_every_run(void **state)
{
    struct said said;
    tell(*state, (struct event){.type = EVENT_POINTER_LEAVE});
    for (int count = 1; count <= MANY; count++) {
        int named, more;
        struct plot plot = make_crowd(count);
        draw(*state, &plot, &said);
        count_said(said, false, &named, &more);
        assert_int_equal(named + more, count);
        assert_true(named >= 4 || named == count);
        assert_false(said.outside || said.cut);
    }
}

static void test_the_crosshair_names_those_nearest_to_the_pointer(void **state)
{
    struct said said;
    for (int count = 2; count <= MANY; count++) {
        int named, more;
        struct plot plot = make_crowd(count);
        point(*state, 300, 379); // low: far from the first runs, near the last
        draw(*state, &plot, &said);
        count_said(said, true, &named, &more);
        char last[32];
        snprintf(last, sizeof last, "|run number %d  ", count - 1);
        assert_said_part(&said, "|run number 0  "); // it is not beside
        assert_said_part(&said, last);
        assert_true(named == count || (named >= 8 && named + more == count));
        assert_false(said.outside || said.cut);
    }
}

// With long names in little room, too, no value stands without one.
static void test_a_small_plot_names_every_value_that_it_tells(void **state)
{
    struct said said;
    const struct rect small = {100, 100, 330, 150};
    struct plot plot = make_crowd(6);
    struct plot_curve curve[6];
    memcpy(curve, plot.curve, sizeof curve);
    for (int i = 0; i < 6; i++)
        curve[i].name = "2026-11-27-22-15-MNIST-practice-strokes, training";
    plot.curve = curve;
    plot.percent = true;
    point(*state, 300, 180);
    draw_in(*state, small, &plot, &said);
    int named = 0, more = 0;
    for (char *line = strtok(said.text, "|"); line; line = strtok(NULL, "|")) {
        named += strncmp(line, "2026-11", 7) == 0 && strstr(line, "  ");
        sscanf(line, "and %d more", &more);
    }
    assert_true(named >= 2);
    assert_int_equal(named + more, 6);
}

// The first name that stands with its value.
static void first_named(struct said said, char name[32])
{
    name[0] = '\0';
    for (char *line = strtok(said.text, "|"); line; line = strtok(NULL, "|"))
        if (strncmp(line, "run number ", 11) == 0 && strstr(line, "  ")) {
            snprintf(name, 32, "%.*s", (int)(strstr(line, "  ") - line), line);
            return;
        }
}

enum { OTHERS = 1000 };

struct others {
    char name[OTHERS][24];
    float y[OTHERS][2];
};

// Run `i` of the others, one above the other.
static struct plot_curve other_run(const void *context, int i)
{
    const struct others *others = context;
    return (struct plot_curve){
        .name = others->name[i], .y = others->y[i], .count = 2, .beside = true};
}

// Of more runs than are told, too.
static void test_the_curve_next_to_the_pointer_is_named_first(void **state)
{
    struct said said;
    for (int count = 2; count <= MANY; count++) {
        char name[32], last[32];
        struct plot plot = make_crowd(count);
        snprintf(last, sizeof last, "run number %d", count - 1);
        point(*state, 300, 379); // below all
        draw(*state, &plot, &said);
        first_named(said, name);
        assert_string_equal(name, last);
    }
}

// The runs lie one above the other from the lower end of the axis to its upper one.
static void test_there_is_no_bound_to_the_number_of_others(void **state)
{
    enum { TOP = 156, BOTTOM = 380 };
    static struct others others;
    struct said said;
    struct plot_curve own = {.name = "this run", .y = (float[]){0, 0}, .count = 2};
    struct plot plot = {
        .curve = &own, .count = 1, .other = other_run, .context = &others, .others = OTHERS};
    for (int i = 0; i < OTHERS; i++) {
        snprintf(others.name[i], sizeof others.name[i], "run number %d", i);
        others.y[i][0] = others.y[i][1] = (float)(i + 1);
    }
    for (int share = 1; share < 8; share++) {
        char name[32];
        int named = -1;
        point(*state, 300, BOTTOM - (BOTTOM - TOP) * share / 8);
        draw(*state, &plot, &said);
        assert_said_part(&said, " more|");
        first_named(said, name);
        assert_int_equal(sscanf(name, "run number %d", &named), 1);
        assert_in_range(named, OTHERS * share / 8 - 6, OTHERS * share / 8 + 6);
    }
}

static void test_up_and_down_lead_from_curve_to_curve(void **state)
{
    struct said said;
    struct plot plot = make_crowd(5); // each below the one before
    plot.id = ui_id("plot", 0);
    static const struct {
        int key;
        const char *name;
    } steps[] = {
        {KEY_TAB, "run number 0"},  {KEY_DOWN, "run number 1"}, {KEY_DOWN, "run number 2"},
        {KEY_LEFT, "run number 2"}, {KEY_UP, "run number 1"},   {KEY_HOME, "run number 1"},
        {KEY_UP, "run number 0"},   {KEY_UP, "run number 0"},   {KEY_DOWN, "run number 1"},
        {KEY_DOWN, "run number 2"}, {KEY_DOWN, "run number 3"}, {KEY_DOWN, "run number 4"},
        {KEY_DOWN, "run number 4"},
    };
    tell(*state, (struct event){.type = EVENT_POINTER_LEAVE});
    draw(*state, &plot, &said);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        char name[32];
        press(*state, steps[i].key);
        draw(*state, &plot, &said);
        first_named(said, name);
        assert_string_equal(name, steps[i].name);
    }
}

static bool is_red(uint32_t colour)
{
    return (colour >> 16 & 0xff) > (colour >> 8 & 0xff) + 100;
}

// In how many pieces the sample of a curve lies in the legend.
static int pieces_of(struct desk *desk, enum plot_pattern pattern, bool dashed)
{
    struct said said;
    struct plot_curve curve[2];
    struct plot plot = make_crowd(2);
    int pieces = 0;
    bool before = false;
    memcpy(curve, plot.curve, sizeof curve);
    curve[1].pattern = pattern;
    curve[1].dashed = dashed;
    curve[1].colour = 0xffff0000;
    curve[1].count = 0;
    plot.curve = curve;
    tell(desk, (struct event){.type = EVENT_POINTER_LEAVE});
    draw(desk, &plot, &said);
    for (int x = place.x; x < place.x + place.w; x++) {
        bool red = false;
        for (int y = place.y; y < place.y + 16; y++)
            red = red || is_red(pixel(desk, x, y));
        pieces += red && !before;
        before = red;
    }
    return pieces;
}

static void test_patterns_can_be_told_apart_in_the_legend(void **state)
{
    assert_int_equal(pieces_of(*state, PLOT_WHOLE, false), 1);
    assert_int_equal(pieces_of(*state, PLOT_WHOLE, true), 2); // as the errors of training images
    assert_int_equal(pieces_of(*state, PLOT_DASH_DOT, false), 3);
    assert_int_equal(pieces_of(*state, PLOT_DOTTED, false), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_the_pointer_tells_every_value_at_its_place),
        DESK(test_keys_lead_the_crosshair_from_point_to_point),
        DESK(test_enter_and_a_click_choose_the_place),
        DESK(test_the_curve_next_to_the_pointer_is_named_first),
        DESK(test_there_is_no_bound_to_the_number_of_others),
        DESK(test_up_and_down_lead_from_curve_to_curve),
        DESK(test_patterns_can_be_told_apart_in_the_legend),
        DESK(test_no_error_at_all_lies_on_the_logarithmic_axis),
        DESK(test_a_place_between_epochs_is_told_by_its_batch),
        DESK(test_the_last_epoch_has_its_number),
        DESK(test_a_place_is_marked_only_if_it_is_on_the_axis),
        DESK(test_the_legend_names_or_counts_every_run),
        DESK(test_a_small_plot_names_every_value_that_it_tells),
        DESK(test_the_crosshair_names_those_nearest_to_the_pointer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
