// The form of a run's set-up, filled by keys alone and by the pointer alone; what it begins; what
// it refuses; what it remembers.
#include "tests/support/shell_events.h"

#include "app/training/setup/setup_presets.h"

static int open_form(void **state)
{
    struct app *app = app_support_open(&(struct session_options){
        .model = "seven.safetensors", .settings_path = "c/settings.json"});
    *state = app;
    snprintf(app->session.settings.data, PATH_SIZE, "data");
    unlink("c/setup.json");
    run_setup_default(&app->session.setup);
    press(app, 't', MOD_CTRL);
    assert_int_equal(app->session.questions.open, QUESTION_SETUP);
    return 0;
}

static void tab(struct app *app, int times)
{
    for (int i = 0; i < times; i++)
        press(app, KEY_TAB, 0);
}

// Into the number field that is next.
static void tab_and_type(struct app *app, const char *text)
{
    tab(app, 1);
    type(app, text);
    app_frame(app);
}

static void assert_begins(const struct app *app)
{
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(session_trains(&app->session));
}

// ---- Where words are ----------------------------------------------------------------------------

struct search {
    const char *words;
    struct rect rect;
    int found;
};

static void compare(void *context, const struct text_drawn *drawn)
{
    struct search *search = context;
    if (drawn->bytes == strlen(search->words) &&
        strncmp(drawn->string, search->words, drawn->bytes) == 0) {
        search->rect = drawn->rect;
        search->found++;
    }
}

// The last line of the frame that says just this: what lies on top is drawn last.
static struct rect place_of(struct app *app, const char *words)
{
    struct search search = {.words = words};
    app_support_watch(app, compare, &search);
    if (search.found == 0)
        fail_msg("\"%s\" is not in the window", words);
    return search.rect;
}

static void click_words(struct app *app, const char *words)
{
    struct rect rect = place_of(app, words);
    float x = (float)rect.x + (float)rect.w / 2, y = (float)rect.y + (float)rect.h / 2;
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    send_pointer(app, EVENT_POINTER_DOWN, x, y, BUTTON_LEFT);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_UP, x, y, BUTTON_LEFT);
    for (int i = 0; i < 4; i++)
        app_frame(app);
}

// ---- Filling it ---------------------------------------------------------------------------------

static void test_the_whole_form_is_filled_and_begun_by_keys(void **state)
{
    struct app *app = *state;
    tab(app, 1);
    press(app, KEY_SPACE, 0); // no MNIST
    tab(app, 1);
    press(app, KEY_SPACE, 0); // but practice digits
    tab_and_type(app, "4");   // per cent of them
    tab(app, 3);
    tab_and_type(app, "600"); // only the first
    tab_and_type(app, "100"); // held out
    tab(app, 2);              // labels; the beginning
    press(app, KEY_RIGHT, 0); // with the weights in use
    tab_and_type(app, "2");
    tab_and_type(app, "64");
    tab_and_type(app, "0.5");
    tab(app, 1);
    press(app, KEY_RIGHT, 0); // a constant rate
    tab_and_type(app, "0.25");
    tab_and_type(app, "0");
    tab(app, 1);
    press(app, KEY_LEFT, 0);  // affine
    tab_and_type(app, "0.5"); // of the rarer ways
    tab_and_type(app, "50");  // what is no digit
    tab(app, 1);              // of first weights there is no choice
    press(app, KEY_RIGHT, 0); // no average
    tab_and_type(app, "77");
    tab_and_type(app, "1");
    press(app, KEY_ENTER, 0);
    assert_begins(app);
    const struct run_setup *setup = &app->session.run_setup;
    assert_true(app->session.run_by_setup);
    assert_false(setup->part[RUN_PART_MNIST].used);
    assert_true(setup->part[RUN_PART_PRACTICE].used);
    assert_int_equal(setup->part[RUN_PART_PRACTICE].share, 4);
    assert_int_equal(setup->hold_out, 100);
    assert_true(setup->from_weights);
    assert_int_equal(setup->threads, 1);
    struct train_options expected = {.epochs = 2,
                                     .batch = 64,
                                     .rate = 0.5f,
                                     .ways = 0.5f,
                                     .nondigits = 50,
                                     .momentum = 0.25f,
                                     .augment = AUGMENT_AFFINE,
                                     .seed = 77,
                                     .schedule = TRAIN_SCHEDULE_CONSTANT,
                                     .images = 600,
                                     .average = TRAIN_AVERAGE_OFF};
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++)
        if (!train_option_same(&train_option_table[i], &setup->options, &expected))
            fail_msg("%s is not what was typed", train_option_table[i].word);
    await_phase(app, TRAINER_FINISHED);
    assert_int_equal(app->session.progress.epochs, 2);
    assert_int_equal(app->session.progress.batches, 11); // 600 of 800 - 100, and 50
}

static void test_a_run_is_set_up_and_begun_by_the_pointer(void **state)
{
    struct app *app = *state;
    click_words(app, "First look");
    click_words(app, "Practice digits");
    click_words(app, "MNIST");
    click_words(app, "Steps");
    click_words(app, "Affine");
    click_words(app, "Start");
    assert_begins(app);
    const struct run_setup *setup = &app->session.run_setup;
    assert_int_equal(setup->options.epochs, 4);
    assert_int_equal(setup->options.schedule, TRAIN_SCHEDULE_STEPS);
    assert_int_equal(setup->options.augment, AUGMENT_AFFINE);
    assert_true(setup->part[RUN_PART_PRACTICE].used && !setup->part[RUN_PART_MNIST].used);
    trainer_stop(app->session.trainer);
    await_phase(app, TRAINER_STOPPED);
}

static void test_a_folder_is_chosen_from_a_list_and_leads_back_to_the_form(void **state)
{
    struct app *app = *state;
    struct run_part *folder = &app->session.setup.part[RUN_PART_FOLDER];
    snprintf(app->session.settings.data, PATH_SIZE, "elsewhere");
    click_words(app, "A folder");
    assert_true(folder->used);
    tab(app, 3); // share, path, its button
    press(app, KEY_SPACE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_SETUP);
    assert_string_equal(folder->path, "");
    click_words(app, "MNIST");
    tab(app, 5);
    press(app, KEY_SPACE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    press(app, 'a', MOD_CTRL);
    type(app, "data");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_SETUP);
    assert_string_equal(path_name(folder->path), "data");
    press(app, KEY_ENTER, 0);
    assert_begins(app);
}

// ---- What is refused ----------------------------------------------------------------------------

static void test_a_contradiction_is_said_and_enter_begins_nothing(void **state)
{
    struct app *app = *state;
    tab(app, 1);
    press(app, KEY_SPACE, 0);
    assert_non_null(
        strstr(app_support_words(app), "\nChoose at least one kind of digits to learn.\n"));
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_SETUP);
    assert_false(session_trains(&app->session));
    press(app, KEY_SPACE, 0);
    press(app, KEY_ENTER, 0);
    assert_begins(app);
}

static void test_a_number_that_makes_no_sense_begins_nothing(void **state)
{
    struct app *app = *state;
    tab(app, 2);
    type(app, "101"); // per cent
    assert_non_null(
        strstr(app_support_words(app), "\nMNIST: type a whole number from 1 to 100.\n"));
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_SETUP);
    press(app, KEY_BACKSPACE, 0);
    press(app, KEY_ENTER, 0);
    assert_begins(app);
    assert_int_equal(app->session.run_setup.part[RUN_PART_MNIST].share, 10);
}

static void test_a_number_that_was_moved_into_its_range_is_told_of(void **state)
{
    static const char told[] =
        "\nMNIST took the nearest value to what was typed: it can be from 1 to 100.\n";
    struct app *app = *state;
    tab(app, 2);
    type(app, "101");
    assert_null(strstr(app_support_words(app), told));
    tab(app, 1);
    assert_non_null(strstr(app_support_words(app), told));
    press(app, KEY_TAB, MOD_SHIFT);
    press(app, KEY_UP, 0);
    press(app, KEY_DOWN, 0);
    assert_null(strstr(app_support_words(app), told));
}

static void test_a_number_that_was_put_right_in_time_is_told_of_no_more(void **state)
{
    static const char told[] = "took the nearest value";
    struct app *app = *state;
    tab(app, 2);
    type(app, "101");
    press(app, 'a', MOD_CTRL);
    type(app, "100"); // which is the nearest, too
    tab(app, 1);
    assert_null(strstr(app_support_words(app), told));
    press(app, KEY_TAB, MOD_SHIFT);
    type(app, "101");
    tab(app, 1);
    assert_non_null(strstr(app_support_words(app), told));
    click_words(app, "First look"); // another recipe
    assert_null(strstr(app_support_words(app), told));
}

static void test_a_damaged_mnist_is_named_and_can_be_fetched_anew(void **state)
{
    struct app *app = *state;
    press(app, KEY_ESCAPE, 0);
    assert_true(practice_data_save("damaged", 20, 10, 1));
    support_write("damaged/train-labels-idx1-ubyte", "nothing", 7);
    snprintf(app->session.settings.data, PATH_SIZE, "damaged");
    press(app, 't', MOD_CTRL);
    assert_non_null(
        strstr(app_support_words(app), "\ndamaged/train-labels-idx1-ubyte: it does not say"));
    press(app, KEY_ENTER, 0);
    assert_false(session_trains(&app->session));
    assert_int_equal(app->session.questions.open, QUESTION_MISSING_DATA);
    assert_non_null(strstr(app_support_words(app), "\nMNIST is damaged on this computer\n"));
}

static void test_a_decimal_comma_is_a_point_and_thousands_may_stand_apart(void **state)
{
    struct app *app = *state;
    tab(app, 11);
    type(app, "1,500"); // epochs
    app_frame(app);
    assert_int_equal(app->session.setup.options.epochs, 1500);
    tab(app, 1);
    tab_and_type(app, "0,25"); // rate
    assert_null(strstr(app_support_words(app), "type a number"));
    tab(app, 1);
    assert_true(app->session.setup.options.rate == 0.25f);
    const char *words = app_support_words(app);
    assert_non_null(strstr(words, "\n0.25\n"));
    assert_non_null(strstr(words, "\n1,500\n"));
}

static void test_no_first_weights_are_chosen_for_a_run_from_those_in_use(void **state)
{
    struct app *app = *state;
    struct run_setup *setup = &app->session.setup;
    click_words(app, "Default");
    assert_int_equal(setup->options.init, TRAIN_INIT_DEFAULT);
    click_words(app, "Weights in use");
    assert_true(setup->from_weights);
    assert_int_equal(setup->options.init, TRAIN_INIT_SCALED);
    click_words(app, "Default");
    assert_int_equal(setup->options.init, TRAIN_INIT_SCALED);
    struct rect row = place_of(app, "First weights");
    send_pointer(app, EVENT_POINTER_MOVE, (float)row.x + 2, (float)row.y + 2, 0);
    app_frame(app);
    assert_non_null(strstr(app_support_words(app), "none are drawn"));
    click_words(app, "Random weights");
    click_words(app, "Default");
    assert_int_equal(setup->options.init, TRAIN_INIT_DEFAULT);
}

static void test_a_strokes_file_is_read_before_the_start(void **state)
{
    struct app *app = *state;
    struct run_part *part = &app->session.setup.part[RUN_PART_STROKES];
    static const char strokes[] = "digit 7\nstroke 1,1 9,9\ndigit ?\nstroke 1,1 2,2\n"
                                  "digit 1\nstroke 5,1 5,9\n";
    support_write("pen.txt", strokes, strlen(strokes));
    support_write("letter.txt", "Dear all\n", 9);
    support_write("nameless.txt", "digit ?\nstroke 1,1 2,2\n", 23);
    part->used = true;
    snprintf(part->path, PATH_SIZE, "letter.txt");
    for (int i = 0; i < 3; i++)
        app_frame(app);
    assert_non_null(strstr(app_support_words(app), "A strokes file: letter.txt"));
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_SETUP);
    assert_false(session_trains(&app->session));
    snprintf(part->path, PATH_SIZE, "nameless.txt");
    for (int i = 0; i < 3; i++)
        app_frame(app);
    assert_non_null(strstr(app_support_words(app), "none of its digits has a label"));
    snprintf(part->path, PATH_SIZE, "pen.txt");
    for (int i = 0; i < 3; i++)
        app_frame(app);
    assert_non_null(strstr(app_support_words(app), "the strokes file has 2 digits."));
    press(app, KEY_ENTER, 0);
    assert_begins(app);
}

// ---- What is said and remembered ----------------------------------------------------------------

static void test_every_field_says_its_range_and_what_it_is_for(void **state)
{
    struct app *app = *state;
    tab(app, 11); // the epochs
    assert_non_null(strstr(app_support_words(app), "Epochs, 1 to 100,000 times: How often"));
    struct rect rate = place_of(app, "Learning rate"); // pointed at, it goes before the keyboard's
    send_pointer(app, EVENT_POINTER_MOVE, (float)rate.x + 2, (float)rate.y + 2, 0);
    app_frame(app);
    assert_non_null(strstr(app_support_words(app), "Learning rate, 0.000001 to 1000: How far"));
    tab(app, 1); // while it rests there, the keyboard leads
    assert_non_null(strstr(app_support_words(app), "Batch, 1 to"));
    app_frame(app);
    assert_null(strstr(app_support_words(app), "How far"));
    send_pointer(app, EVENT_POINTER_MOVE, (float)rate.x + 3, (float)rate.y + 2, 0);
    app_frame(app);
    assert_non_null(strstr(app_support_words(app), "Learning rate, 0.000001 to 1000: How far"));
}

static void test_a_nought_says_what_it_means(void **state)
{
    struct app *app = *state;
    const char *words = app_support_words(app);
    assert_non_null(strstr(words, "\n0 (all)\n"));
    assert_non_null(strstr(words, "\n0 (none)\n"));
    assert_non_null(strstr(words, "\n0 (auto)\n"));
    tab(app, 7); // only the first: while it is edited it is the number alone
    assert_null(strstr(app_support_words(app), "\n0 (all)\n"));
    assert_null(strstr(app_support_words(app), "e-0"));
}

static void test_recipes_are_walked_and_what_was_chosen_by_hand_comes_back(void **state)
{
    struct app *app = *state;
    struct run_setup *setup = &app->session.setup;
    press(app, KEY_HOME, 0);
    assert_int_equal(setup_preset_of(setup), 0);
    press(app, KEY_DOWN, 0);
    assert_int_equal(setup_preset_of(setup), 1);
    setup->options.epochs = 17; // by hand
    app_frame(app);
    press(app, KEY_HOME, 0);
    assert_int_equal(setup_preset_of(setup), 0);
    press(app, KEY_END, 0);
    assert_int_equal(setup_preset_of(setup), -1);
    assert_int_equal(setup->options.epochs, 17);
}

static void test_the_form_is_remembered_when_it_is_closed(void **state)
{
    (void)state;
    struct session_options options = {.model = "seven.safetensors",
                                      .settings_path = "c/settings.json"};
    struct app *app = app_support_open(&options);
    press(app, 't', MOD_CTRL);
    tab(app, 11);
    type(app, "23");
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_int_equal(access("c/setup.json", F_OK), 0);
    app_close(app);
    app = app_support_open(&options);
    assert_int_equal(app->session.setup.options.epochs, 23);
    app_close(app);
    static const char odd[] = "{\"epochs\": \"many\", \"batch\": 16}";
    support_write("c/setup.json", odd, strlen(odd));
    app = app_support_open(&options);
    assert_int_equal(app->session.setup.options.epochs, train_default_options().epochs);
    assert_int_equal(app->session.setup.options.batch, 16);
    assert_non_null(strstr(ui_toast_text(&app->ui), "made no sense: epochs"));
    app_close(app);
}

#define FORM_TEST(test) cmocka_unit_test_setup_teardown(test, open_form, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORM_TEST(test_the_whole_form_is_filled_and_begun_by_keys),
        FORM_TEST(test_a_run_is_set_up_and_begun_by_the_pointer),
        FORM_TEST(test_a_folder_is_chosen_from_a_list_and_leads_back_to_the_form),
        FORM_TEST(test_a_contradiction_is_said_and_enter_begins_nothing),
        FORM_TEST(test_a_number_that_makes_no_sense_begins_nothing),
        FORM_TEST(test_a_damaged_mnist_is_named_and_can_be_fetched_anew),
        FORM_TEST(test_a_number_that_was_put_right_in_time_is_told_of_no_more),
        FORM_TEST(test_a_number_that_was_moved_into_its_range_is_told_of),
        FORM_TEST(test_a_decimal_comma_is_a_point_and_thousands_may_stand_apart),
        FORM_TEST(test_no_first_weights_are_chosen_for_a_run_from_those_in_use),
        FORM_TEST(test_a_strokes_file_is_read_before_the_start),
        FORM_TEST(test_every_field_says_its_range_and_what_it_is_for),
        FORM_TEST(test_a_nought_says_what_it_means),
        FORM_TEST(test_recipes_are_walked_and_what_was_chosen_by_hand_comes_back),
        cmocka_unit_test(test_the_form_is_remembered_when_it_is_closed),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
