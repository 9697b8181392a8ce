// What forms are made of: number fields, check boxes and a column that scrolls.
#include "tests/support/ui_desk.h"

#include <math.h>

enum { FIELDS = 8 };

// A column of number fields between two check boxes, in a place that shows about half of it.
struct form {
    struct ui_number number;
    double value[FIELDS];
    bool first, last;
    struct ui_number_state state[FIELDS];
    struct rect field[FIELDS], box;
    int changed;
};

static const struct rect place = {420, 300, 300, 150};
enum { ROW = 36, FIELD_W = 160, STEPPER_W = 22 };

static void draw_form(struct desk *desk)
{
    struct form *form = desk->with;
    struct ui *ui = &desk->ui;
    struct rect in = ui_column_begin(ui, ui_id("column", 0), place, ROW * (FIELDS + 2));
    form->box = (struct rect){in.x, in.y, 200, 30};
    form->changed += ui_check(ui, ui_id("tick", 0), form->box, "Tick", &form->first, 0);
    for (int i = 0; i < FIELDS; i++) {
        form->field[i] = (struct rect){in.x, in.y + ROW * (i + 1), FIELD_W, 30};
        form->state[i] = ui_number(ui, ui_id("number", i), form->field[i], &form->number,
                                   &form->value[i], i == 7 ? UI_DISABLED : 0);
        form->changed += form->state[i].changed;
    }
    struct rect end = {in.x, in.y + ROW * (FIELDS + 1), 200, 30};
    ui_check(ui, ui_id("tick", 1), end, "Last", &form->last, 0);
    ui_column_end(ui);
}

static int open_form(void **state)
{
    open_desk(state);
    struct desk *desk = *state;
    struct form *form = calloc(1, sizeof *form);
    form->number = (struct ui_number){0, 1000, UI_STEPS_EVEN, 5, true, NULL};
    for (int i = 0; i < FIELDS; i++)
        form->value[i] = 10;
    desk->with = form;
    desk->more = draw_form;
    frame(desk);
    return 0;
}

static int close_form(void **state)
{
    free(((struct desk *)*state)->with);
    return close_desk(state);
}

static void enter_field(struct desk *desk, int which)
{
    const struct form *form = desk->with;
    click_at(desk, form->field[which].x + 20, form->field[which].y + 15);
    key_with(desk, 'a', MOD_CTRL);
}

static void wheel(struct desk *desk, float notches)
{
    send(desk, (struct event){.type = EVENT_WHEEL, .wheel = notches});
}

// ---- Numbers ------------------------------------------------------------------------------------

static void test_a_typed_number_is_the_value_at_once(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    enter_field(desk, 0);
    type(desk, "250");
    assert_true(form->value[0] == 250);
    assert_false(form->state[0].wrong);
    assert_true(form->value[1] == 10);
}

static void test_what_is_no_number_or_beyond_its_limits_is_wrong_until_it_is_left(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    static const struct {
        const char *text;
        double value;
        bool wrong;
    } cases[] = {{"x", 10, true},     {"", 10, true},        {"5000", 1000, true},
                 {"7.5", 8, true},    {"1000", 1000, false}, {"-3", 0, true},
                 {"1e2", 100, false}, {"nan", 10, true},     {"0", 0, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        form->value[0] = 10;
        enter_field(desk, 0);
        if (cases[i].text[0])
            type(desk, cases[i].text);
        else
            key(desk, KEY_DELETE);
        if (form->state[0].wrong != cases[i].wrong || form->value[0] != cases[i].value)
            fail_msg("\"%s\" is %g, %s", cases[i].text, form->value[0],
                     form->state[0].wrong ? "wrong" : "right");
        enter_field(desk, 1);
        assert_false(form->state[0].wrong);
        assert_true(form->value[0] == cases[i].value);
    }
}

static void test_a_value_that_changes_elsewhere_is_shown_while_it_is_edited(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    enter_field(desk, 0);
    type(desk, "33");
    form->value[0] = 44; // a preset, say
    frame(desk);
    key(desk, KEY_END);
    type(desk, "0");
    assert_true(form->value[0] == 440);
}

static void test_arrows_wheel_and_buttons_step(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    enter_field(desk, 0);
    key(desk, KEY_UP);
    assert_true(form->value[0] == 15);
    key(desk, KEY_PAGE_UP);
    assert_true(form->value[0] == 65);
    key(desk, KEY_PAGE_DOWN);
    key(desk, KEY_DOWN);
    assert_true(form->value[0] == 10);
    wheel(desk, 2);
    assert_true(form->value[0] == 20);
    int right = form->field[1].x + FIELD_W, y = form->field[1].y + 15;
    click_at(desk, right - STEPPER_W / 2, y);
    assert_true(form->value[1] == 15);
    click_at(desk, right - STEPPER_W * 3 / 2 - 2, y);
    click_at(desk, right - STEPPER_W * 3 / 2 - 2, y);
    assert_true(form->value[1] == 5);
    assert_true(form->value[0] == 20);
}

static void expect_steps(struct desk *desk, double from, int which, const double *expected,
                         int count)
{
    struct form *form = desk->with;
    form->value[0] = from;
    enter_field(desk, 0);
    for (int i = 0; i < count; i++) {
        key(desk, which);
        if (fabs(form->value[0] - expected[i]) > 1e-6 * expected[i])
            fail_msg("step %d from %g: %g instead of %g", i, from, form->value[0], expected[i]);
    }
}

static void test_steps_go_to_round_numbers_and_to_the_limits(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    form->number = (struct ui_number){1, 60, UI_STEPS_ROUND, 1, true, NULL};
    expect_steps(desk, 3, KEY_UP, (double[]){5, 10, 20, 50, 60, 60}, 6);
    expect_steps(desk, 3, KEY_DOWN, (double[]){2, 1, 1}, 3);
    form->number = (struct ui_number){0, 1, UI_STEPS_ROUND, 1e-6, false, NULL};
    expect_steps(desk, 2e-6f, KEY_DOWN, (double[]){1e-6, 0, 0}, 3);
    expect_steps(desk, 0, KEY_UP, (double[]){1e-6, 2e-6, 5e-6, 1e-5}, 4);
    expect_steps(desk, 0.1f, KEY_UP, (double[]){0.2, 0.5, 1, 1}, 4);
    expect_steps(desk, 0.1f, KEY_DOWN, (double[]){0.05, 0.02}, 2);
    form->number = (struct ui_number){1, 4096, UI_STEPS_DOUBLE, 1, true, NULL};
    expect_steps(desk, 32, KEY_UP, (double[]){64, 128}, 2);
    expect_steps(desk, 100, KEY_UP, (double[]){128}, 1);
    expect_steps(desk, 100, KEY_DOWN, (double[]){64, 32, 16, 8, 4, 2, 1, 1}, 8);
    form->number = (struct ui_number){0, 0.99, UI_STEPS_EVEN, 0.05, false, NULL};
    expect_steps(desk, 0.9f, KEY_UP, (double[]){0.95, 0.99, 0.99}, 3);
    expect_steps(desk, 0.93f, KEY_DOWN, (double[]){0.9, 0.85}, 2);
}

static void test_a_field_that_is_off_takes_nothing(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    for (int i = 0; i < 12; i++)
        wheel(desk, 0);
    move(desk, place.x + 20, place.y + 20);
    wheel(desk, -20); // to the end
    frame(desk);
    click_at(desk, form->field[7].x + FIELD_W - STEPPER_W / 2, form->field[7].y + 15);
    assert_true(form->value[7] == 10);
    assert_false(form->state[7].focused);
}

// ---- Check boxes --------------------------------------------------------------------------------

static void test_a_box_is_ticked_by_click_on_its_words_and_by_space(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    click_at(desk, form->box.x + 60, form->box.y + 15);
    assert_true(form->first);
    key(desk, KEY_SPACE); // it has the focus, also where that is not shown
    assert_false(form->first);
    assert_int_equal(form->changed, 2);
}

static bool ticked;

static void draw_box_in_dialog(struct desk *desk)
{
    bool open = true;
    struct rect in = ui_dialog_begin(&desk->ui, "Form", 400, 200, &open);
    struct rect ok = {in.x, in.y + 60, 80, 30};
    ui_check(&desk->ui, ui_id("box", 0), (struct rect){in.x, in.y, 200, 30}, "Box", &ticked, 0);
    desk->accepted += ui_button(&desk->ui, ui_id("start", 0), ok, "Start", UI_PRIMARY);
    ui_dialog_end(&desk->ui);
}

static void test_enter_on_a_box_is_the_dialogs(void **state)
{
    struct desk *desk = *state;
    ticked = false;
    desk->more = draw_box_in_dialog;
    frame(desk);
    frame(desk);
    key(desk, KEY_TAB);
    key(desk, KEY_SPACE);
    assert_true(ticked);
    key(desk, KEY_ENTER);
    assert_true(ticked);
    assert_int_equal(desk->accepted, 1);
}

// ---- The column ---------------------------------------------------------------------------------

static bool in_sight(struct rect rect)
{
    return rect.y >= place.y && rect.y + rect.h <= place.y + place.h;
}

static void test_tab_brings_what_it_goes_to_into_sight(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    enter_field(desk, 0);
    for (int i = 1; i < 7; i++) {
        key(desk, KEY_TAB);
        frame(desk);
        assert_true(form->state[i].focused);
        assert_true(in_sight(form->field[i]));
    }
    assert_false(in_sight(form->field[0]));
    for (int i = 5; i >= 0; i--) {
        key_with(desk, KEY_TAB, MOD_SHIFT);
        frame(desk);
        assert_true(form->state[i].focused);
        assert_true(in_sight(form->field[i]));
    }
}

static void test_the_wheel_moves_the_column_but_not_from_under_an_edited_number(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    int top = form->box.y;
    enter_field(desk, 0);
    wheel(desk, -1);
    frame(desk);
    assert_int_equal(form->box.y, top);
    assert_true(form->value[0] == 5);
    move(desk, place.x + 250, place.y + 20); // beside the fields
    wheel(desk, -1);
    frame(desk);
    assert_true(form->box.y < top);
    assert_true(form->value[0] == 5);
    wheel(desk, 100);
    frame(desk);
    assert_int_equal(form->box.y, top);
}

static void test_what_is_out_of_sight_takes_no_click(void **state)
{
    struct desk *desk = *state;
    struct form *form = desk->with;
    struct rect below = form->field[5]; // under the lower edge
    assert_false(in_sight(below));
    click_at(desk, below.x + FIELD_W - STEPPER_W / 2, below.y + 15);
    assert_true(form->value[5] == 10);
}

#define FORM(test) cmocka_unit_test_setup_teardown(test, open_form, close_form)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORM(test_a_typed_number_is_the_value_at_once),
        FORM(test_what_is_no_number_or_beyond_its_limits_is_wrong_until_it_is_left),
        FORM(test_a_value_that_changes_elsewhere_is_shown_while_it_is_edited),
        FORM(test_arrows_wheel_and_buttons_step),
        FORM(test_steps_go_to_round_numbers_and_to_the_limits),
        FORM(test_a_field_that_is_off_takes_nothing),
        FORM(test_a_box_is_ticked_by_click_on_its_words_and_by_space),
        DESK(test_enter_on_a_box_is_the_dialogs),
        FORM(test_tab_brings_what_it_goes_to_into_sight),
        FORM(test_the_wheel_moves_the_column_but_not_from_under_an_edited_number),
        FORM(test_what_is_out_of_sight_takes_no_click),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
