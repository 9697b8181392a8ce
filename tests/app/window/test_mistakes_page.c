// The page of mistakes: the whole way from a cell of the matrix to a digit on the pad, by keys
// alone and by the pointer alone, and what its numbers say.
#include "tests/support/app_support.h"

#include "app/base/clock.h"
#include "app/session/exam/mistakes.h"

static struct app *app;
static const struct exam_shown *shown;

static void await_reading(void)
{
    for (int i = 0; i < 6000 && !mistakes_is_current(&app->session); i++) {
        clock_pause(5);
        app_event(app, &(struct event){.type = EVENT_WAKE});
        app_refresh(app);
    }
    app_frame(app);
    assert_true(mistakes_is_current(&app->session));
}

static void open_page(void)
{
    for (int page = 0; page < PAGES; page++)
        if (page == PAGE_MISTAKES)
            press(app, '1' + page, MOD_ALT);
    assert_int_equal(app->page, PAGE_MISTAKES);
    await_reading();
}

static int open_it(void **state)
{
    if (home_enter(state) != 0)
        return -1;
    app = app_support_open(&(struct session_options){.own_digits = ""});
    shown = &app->session.exam_shown;
    // The shipped weights misread too few practice digits: these see sevens in many ones.
    app->session.weights.output_bias[7] += 4;
    app->session.weights_version++;
    open_page();
    return 0;
}

static int close_it(void **state)
{
    app_close(app);
    return support_leave_folder(state);
}

// A line is drawn that is just this, or that begins so.
static bool says(const char *words)
{
    char line[200];
    snprintf(line, sizeof line, "\n%s", words);
    return strstr(app_support_words(app), line) != NULL;
}

static void press_keys(int key, int times)
{
    for (int i = 0; i < times; i++)
        press(app, key, 0);
}

// To a cell of the matrix, from wherever it was.
static void walk_to(int label, int read)
{
    press(app, KEY_HOME, 0);
    press(app, KEY_PAGE_UP, 0);
    press_keys(KEY_DOWN, label + 1);
    press_keys(KEY_RIGHT, read + 1);
    assert_int_equal(shown->filter.label, label);
    assert_int_equal(shown->filter.read, read);
}

// ---- By keys ------------------------------------------------------------------------------------

static void test_keys_alone_lead_from_a_cell_to_its_digits_and_one_onto_the_pad(void **state)
{
    (void)state;
    int never = 0;
    while (never == 1 || shown->exam->counts.confusion[1][never] > 0)
        never++;
    char none[32];
    walk_to(1, never);
    snprintf(none, sizeof none, "No 1 is read as %d.\n", never);
    assert_true(says(none));
    walk_to(1, 7);
    assert_true(says("1 read as 7\n"));
    press(app, KEY_ENTER, 0);
    assert_int_equal(shown->view, EXAM_DIGITS);
    assert_int_equal(shown->count, shown->exam->counts.confusion[1][7]);
    assert_true(shown->count >= 3);
    press(app, KEY_RIGHT, 0);
    press(app, KEY_ENTER, 0);
    uint32_t digit = shown->exam->list[1];
    assert_int_equal(shown->digit, digit);
    char note[96];
    snprintf(note, sizeof note, "practice digit %u, a 1\n", digit);
    assert_true(says(note));
    assert_int_equal(app->session.reading.best, 7);
    press(app, KEY_PAGE_DOWN, 0);
    assert_int_equal(shown->place, 2);
    snprintf(note, sizeof note, "practice digit %u, a 1\n", shown->exam->list[2]);
    assert_true(says(note));
    press(app, KEY_PAGE_UP, 0);
    press(app, KEY_PAGE_UP, 0);
    assert_int_equal(shown->place, 0);
    press(app, KEY_BACKSPACE, 0);
    assert_int_equal(shown->view, EXAM_MATRIX);
    press(app, KEY_LEFT, 0); // the keyboard is there again
    assert_int_equal(shown->filter.read, 6);
}

static void test_the_figures_page_walks_on_through_the_list(void **state)
{
    (void)state;
    press(app, 's', 0);
    press(app, KEY_ENTER, 0);
    press(app, '1', MOD_ALT);
    assert_int_equal(app->page, PAGE_NETWORK);
    press(app, KEY_PAGE_DOWN, 0);
    assert_int_equal(shown->place, 1);
    assert_int_equal(app->session.reading.best, shown->exam->reading[shown->digit].read);
}

static void test_letters_and_digits_choose_what_is_listed(void **state)
{
    (void)state;
    static const struct {
        int key;
        enum mistakes_choice choice;
    } rows[] = {{'d', MISTAKES_ALL},
                {'m', MISTAKES_WRONG},
                {'s', MISTAKES_SUREST},
                {'l', MISTAKES_LEAST_SURE},
                {'u', MISTAKES_NOT_SURE}};
    for (int i = 0; i < 5; i++) {
        press(app, rows[i].key, 0);
        assert_int_equal(shown->view, EXAM_DIGITS);
        assert_int_equal(mistakes_asked_for(&app->session), rows[i].choice);
    }
    press(app, 'm', 0);
    press(app, '1', 0);
    assert_int_equal(shown->filter.label, 1);
    press(app, '7', MOD_SHIFT);
    assert_int_equal(shown->filter.read, 7);
    assert_int_equal(shown->count, shown->exam->counts.confusion[1][7]);
    press(app, '1', 0); // again: any
    assert_int_equal(shown->filter.label, -1);
    press(app, '7', MOD_SHIFT);
    for (int order = 1; order <= EXAM_ORDERS; order++) {
        press(app, 'o', 0);
        assert_int_equal(shown->filter.order, order % EXAM_ORDERS);
    }
    press(app, KEY_BACKSPACE, 0);
    press(app, 'v', 0);
    assert_true(shown->per_cent);
    char ones[16];
    snprintf(ones, sizeof ones, "%.1f\n", 100 * shown->exam->counts.confusion[1][1] / 400.0);
    assert_true(says(ones));
}

static void test_other_keys_do_what_they_always_do(void **state)
{
    (void)state;
    press(app, 'r', 0);
    assert_false(app->session.reading.empty);
    press(app, 'c', 0);
    assert_true(app->session.reading.empty);
}

static void test_the_first_tab_stays_on_the_page_and_the_next_goes_on(void **state)
{
    (void)state;
    uint32_t matrix = ui_id("mistakes", EXAM_MATRIX);
    press(app, KEY_TAB, 0);
    assert_true(ui_focus_seen(&app->ui, matrix));
    press(app, KEY_TAB, 0);
    assert_false(ui_has_focus(&app->ui, matrix));
    press(app, '3', MOD_ALT);
    press(app, KEY_DOWN, 0); // who has moved there knows it
    press(app, KEY_TAB, 0);
    assert_false(ui_has_focus(&app->ui, matrix));
}

static void test_keys_of_the_page_and_of_the_figure_are_not_taken_for_each_other(void **state)
{
    (void)state;
    const struct settings *settings = &app->session.settings;
    const struct settings before = *settings;
    for (int view = 0; view < EXAM_VIEWS; view++) {
        mistakes_show(&app->session, (enum exam_view)view);
        ui_focus(&app->ui, ui_id("view of mistakes", 0)); // as after a click there
        app_frame(app);
        press(app, 'm', 0);
        assert_int_equal(shown->view, EXAM_DIGITS);
        assert_int_equal(mistakes_asked_for(&app->session), MISTAKES_WRONG);
        assert_true(ui_focus_seen(&app->ui, ui_id("mistakes", EXAM_DIGITS)));
    }
    press(app, 'b', 0);
    press(app, '1', MOD_CTRL);
    press(app, '2', MOD_ALT);
    press(app, 'm', 0);
    press(app, 's', 0);
    assert_false(app->session.before_sigmoid);
    assert_int_equal(settings->hidden_layers, before.hidden_layers);
    assert_true(settings->fixed_scale == before.fixed_scale &&
                settings->shared_scale == before.shared_scale);
    press(app, '1', MOD_ALT);
    press(app, 's', 0);
    press(app, '1', MOD_CTRL);
    assert_true(settings->fixed_scale);
    assert_true(settings->hidden_layers != before.hidden_layers);
}

static void test_while_teaching_digit_keys_say_what_the_drawing_is(void **state)
{
    (void)state;
    press(app, 'm', 0);
    press(app, KEY_ENTER, 0);
    press(app, 'k', 0); // teach
    assert_true(app->session.correcting);
    ui_focus(&app->ui, ui_id("mistakes", EXAM_DIGITS));
    app_frame(app);
    press(app, '1', 0);
    assert_int_equal(shown->filter.label, -1);
}

// ---- By the pointer -----------------------------------------------------------------------------

static void point(enum event_type type, float x, float y)
{
    app_event(app, &(struct event){.type = type,
                                   .x = x,
                                   .y = y,
                                   .button = type == EVENT_POINTER_MOVE ? 0 : BUTTON_LEFT,
                                   .clicks = 1,
                                   .pressure = 1});
    app_frame(app);
}

static void click(float x, float y)
{
    point(EVENT_POINTER_MOVE, x, y);
    point(EVENT_POINTER_DOWN, x, y);
    point(EVENT_POINTER_UP, x, y);
    app_frame(app);
}

struct found {
    const char *words;
    struct rect rect; // of the first line on the page that is just this
};

static void find(void *context, const struct text_drawn *text)
{
    struct found *found = context;
    if (rect_empty(found->rect) && text->rect.y > app->layout.card[PANEL_PAGE].y &&
        text->bytes == strlen(found->words) &&
        strncmp(text->string, found->words, text->bytes) == 0)
        found->rect = text->rect;
}

static void click_on(const char *words)
{
    struct found found = {.words = words};
    app_support_watch(app, find, &found);
    assert_true(found.rect.w > 0);
    click((float)(found.rect.x + found.rect.w / 2), (float)(found.rect.y + found.rect.h / 2));
}

static void
test_the_pointer_alone_leads_from_a_cell_to_its_digits_and_one_onto_the_pad(void **state)
{
    (void)state;
    uint32_t count = shown->exam->counts.confusion[1][7];
    char words[16];
    snprintf(words, sizeof words, "%u", count);
    struct found cell = {.words = words};
    app_support_watch(app, find, &cell);
    point(EVENT_POINTER_MOVE, (float)cell.rect.x, (float)cell.rect.y);
    assert_true(says("1 read as 7\n"));
    assert_int_equal(shown->filter.label, -1); // only looked at
    click((float)cell.rect.x, (float)cell.rect.y);
    assert_int_equal(shown->view, EXAM_DIGITS);
    assert_int_equal(shown->filter.label, 1);
    assert_int_equal(shown->filter.read, 7);
    char number[16], note[96];
    snprintf(number, sizeof number, "%u", shown->exam->list[3]);
    click_on(number);
    snprintf(note, sizeof note, "practice digit %s, a 1\n", number);
    assert_true(says(note));
    assert_int_equal(shown->place, 3);
    click_on("Surest mistakes");
    assert_int_equal(mistakes_asked_for(&app->session), MISTAKES_SUREST);
    assert_int_equal(shown->count, count); // of the ones that are read as sevens
    click_on("Matrix");
    assert_int_equal(shown->view, EXAM_MATRIX);
    click_on("Per cent");
    assert_true(shown->per_cent);
    click_on("Calibration");
    assert_int_equal(shown->view, EXAM_CALIBRATION);
}

static void test_thousands_of_digits_are_scrolled(void **state)
{
    (void)state;
    press(app, 'd', 0);
    press(app, KEY_END, 0);
    app_frame(app);
    char last[16];
    snprintf(last, sizeof last, "%zu\n", shown->count - 1);
    assert_int_equal(shown->place, shown->count - 1);
    assert_true(says(last));
    struct rect card = app->layout.card[PANEL_PAGE];
    point(EVENT_POINTER_MOVE, (float)(card.x + card.w / 2), (float)(card.y + card.h - 60));
    app_event(app, &(struct event){.type = EVENT_WHEEL, .wheel = 10});
    app_frame(app);
    app_frame(app);
    assert_false(says(last));
    press(app, KEY_HOME, 0);
    app_frame(app);
    assert_true(says("0\n"));
    assert_int_equal(app->mistakes.offset, 0);
}

// ---- While the weights change -------------------------------------------------------------------

static void test_old_numbers_are_called_so_until_the_new_ones_come(void **state)
{
    (void)state;
    assert_false(says("measuring…"));
    press(app, KEY_ENTER, 0);
    press(app, KEY_BACKSPACE, 0);
    app->session.weights.c1_bias[0] += 0.5f;
    app->session.weights_version++;
    assert_true(says("measuring… "));
    await_reading();
    assert_false(says("measuring…"));
}

// ---- Other digits than one expects --------------------------------------------------------------

static void test_a_damaged_data_set_is_told_of_at_every_size(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1280, 800}, {1024, 700}, {700, 500}};
    static struct exam exam;
    exam = *shown->exam;
    status_fail(&exam.missed, STATUS_BAD_DATA, "mnist/t10k-labels-idx1-ubyte: cut short");
    app->session.exam_shown.exam = &exam;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_true(app_resize(app, sizes[i][0], sizes[i][1], 1, NULL));
        assert_true(says("Practice digits"));
    }
    exam.missed.code = STATUS_OK;
    assert_false(says("Practice digits were") || says("Practice digits instead"));
}

// One step from where it is.
static void expect_walks(void)
{
    int read = shown->filter.read;
    press(app, KEY_RIGHT, 0);
    assert_int_equal(shown->filter.read, read + 1);
    press(app, KEY_LEFT, 0);
}

static void test_the_keyboard_stays_at_its_cell_whatever_a_shortcut_does(void **state)
{
    (void)state;
    static const struct action_key shortcuts[] = {
        {'t', MOD_CTRL}, {'o', MOD_CTRL}, {KEY_F1, 0}, {'=', MOD_CTRL}, {'b', MOD_CTRL}};
    walk_to(4, 4);
    for (size_t i = 0; i < sizeof shortcuts / sizeof *shortcuts; i++) {
        press(app, shortcuts[i].key, shortcuts[i].modifiers);
        if (app->session.questions.open != QUESTION_NONE)
            press(app, KEY_ESCAPE, 0);
        assert_int_equal(app->session.questions.open, QUESTION_NONE);
        await_reading();
        expect_walks();
    }
    press(app, 'p', MOD_CTRL); // a run, and its end
    expect_walks();
    press(app, '.', MOD_CTRL);
    while (session_trains(&app->session)) {
        clock_pause(5);
        app_event(app, &(struct event){.type = EVENT_WAKE});
    }
    await_reading();
    expect_walks();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_it, close_it)
        TEST(test_keys_alone_lead_from_a_cell_to_its_digits_and_one_onto_the_pad),
        TEST(test_the_figures_page_walks_on_through_the_list),
        TEST(test_letters_and_digits_choose_what_is_listed),
        TEST(test_other_keys_do_what_they_always_do),
        TEST(test_the_keyboard_stays_at_its_cell_whatever_a_shortcut_does),
        TEST(test_the_first_tab_stays_on_the_page_and_the_next_goes_on),
        TEST(test_keys_of_the_page_and_of_the_figure_are_not_taken_for_each_other),
        TEST(test_while_teaching_digit_keys_say_what_the_drawing_is),
        TEST(test_the_pointer_alone_leads_from_a_cell_to_its_digits_and_one_onto_the_pad),
        TEST(test_thousands_of_digits_are_scrolled),
        TEST(test_a_damaged_data_set_is_told_of_at_every_size),
        TEST(test_old_numbers_are_called_so_until_the_new_ones_come),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
