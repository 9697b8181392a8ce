// Every text of the window can be translated, and there is room for it: each view, dialog and menu
// is drawn in a language that is made of the program's own texts (tests/support/pseudo.h), and in
// those that there are.
#include "tests/support/seen_window.h"

#include "app/commands/desktop_module/shot_view.h"
#include "app/language/languages.h"
#include "app/language/tr.h"
#include "tests/support/home.h"
#include "tests/support/pseudo.h"

enum {
    COMPLAINTS_MOST = 2000,
#ifdef LENETPAD_SANITIZED
    SIZES = 1, // the rest is the same code with other numbers
    WALKS = false,
#else
    SIZES = 3,
    WALKS = true,
#endif
};

static char place[160];
static char *complaint[COMPLAINTS_MOST];
static int complaints, texts;
static bool pseudo; // else only the room is asked for

static void complain(const char *what, const struct text_drawn *drawn)
{
    char text[600];
    snprintf(text, sizeof text, "%s: \"%.*s\"", what, (int)drawn->bytes, drawn->string);
    for (int i = 0; i < complaints; i++)
        if (strcmp(complaint[i], text) == 0)
            return;
    assert_true(complaints < COMPLAINTS_MOST);
    complaint[complaints++] = strdup(text);
    print_message("%s: %s\n", place, text);
}

// ---- What is the same in every language ---------------------------------------------------------

static const char
    *const names[] =
        {
            "LeNet",    "Pad",    "INPUT",   "OUTPUT", "OUT",         "MNIST",
            "EMNIST's", "PNG",    "SVG",     "IDX",    "NPZ",         "NPY",
            "OK",       "Pseudo", "English", "logits", "probability", // arrays', in the file
};

// What comes from below the window, which knows no languages: the library's failures, and those of
// libcurl; what a person typed, and what the views of `lenetpad shot` have in its place.
static const char *const not_ours[] = {
    "No MNIST images in the folder",
    "and train-images",
    "and train-labels",
    "also with .gz",
    "Could not resolve host",
    "my best run",
    "https://…",
    "Cannot get train-images",
    "another mirror.",
    "storage.googleapis.com); check",
};

static bool is_name(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == length && strncmp(names[i], word, length) == 0)
            return true;
    return false;
}

// Of a file, a run or an address.
static bool is_path(const char *word, size_t length)
{
    bool mark = false, digit = false;
    for (size_t i = 0; i < length; i++) {
        mark |= word[i] == '/' || word[i] == '.' || word[i] == '-' || word[i] == '_';
        digit |= isdigit((unsigned char)word[i]) || word[i] == '/' ||
                 (word[i] == '.' && i + 1 < length && islower((unsigned char)word[i + 1]));
    }
    return mark && digit;
}

static bool has_letters(const char *word, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++)
        if (isalpha((unsigned char)word[i]) && isalpha((unsigned char)word[i + 1]))
            return true;
    return false;
}

// Of a character that is none of ASCII, or a sign.
static bool is_around(char byte)
{
    return (unsigned char)byte >= 0x80 || ispunct((unsigned char)byte);
}

// Without what stands around it: quotes, commas, brackets.
static bool is_plain_word(const char *word, size_t length)
{
    while (length > 0 && is_around(*word)) {
        word++;
        length--;
    }
    while (length > 0 && is_around(word[length - 1]))
        length--;
    return has_letters(word, length) && !is_name(word, length) && !is_path(word, length);
}

static bool is_untranslated(const struct text_drawn *drawn)
{
    char text[600];
    snprintf(text, sizeof text, "%.*s", (int)drawn->bytes, drawn->string);
    for (size_t i = 0; i < sizeof not_ours / sizeof *not_ours; i++)
        if (strstr(text, not_ours[i]))
            return false;
    for (char *word = strtok(text, " \n"); word; word = strtok(NULL, " \n"))
        if (is_plain_word(word, strlen(word)))
            return true;
    return false;
}

// A mark between digits that is not the language's.
static bool is_foreign_number(const struct text_drawn *drawn)
{
    if (strncmp(place, "about", 5) == 0) // the program's version
        return false;
    for (size_t i = 1; i + 1 < drawn->bytes; i++)
        if ((drawn->string[i] == '.' || drawn->string[i] == ',') &&
            isdigit((unsigned char)drawn->string[i - 1]) &&
            isdigit((unsigned char)drawn->string[i + 1]))
            return true;
    return false;
}

// Folders and runs have names as long as one likes, and lists of them rows as long as the list is
// wide; what is chosen in one is told whole. So are the names of the set-up's fields, of what can
// be exported, and of the buttons of a run, where they are too long.
static bool is_list(void)
{
    bool told_below = strncmp(place, "setup", 5) == 0 || strncmp(place, "lab", 3) == 0 ||
                      strncmp(place, "export", 6) == 0 || strncmp(place, "timeline", 8) == 0 ||
                      strncmp(place, "past-run", 8) == 0;
    return (pseudo && told_below) || strncmp(place, "lab-runs", 8) == 0 ||
           strncmp(place, "runs", 4) == 0;
}

static void watch(void *context, const struct text_drawn *drawn)
{
    (void)context;
    texts++;
    if (pseudo && is_untranslated(drawn))
        complain("not translated", drawn);
    if (pseudo && is_foreign_number(drawn))
        complain("a number", drawn);
    if (drawn->cut && !strstr(place, "pointer") && !is_list())
        complain("cut", drawn);
}

// ---- The window ---------------------------------------------------------------------------------

static void look(struct app *app, const char *what)
{
    static const struct {
        int width, height;
        float scale;
    } sizes[3] = {{1280, 800, 1}, {1024, 700, 1}, {1920, 1080, 2}};
    for (int i = 0; i < SIZES; i++) {
        assert_true(app_resize(app, sizes[i].width, sizes[i].height, 1, NULL));
        app->session.settings.scale = sizes[i].scale;
        snprintf(place, sizeof place, "%s, %dx%d, scale %g", what, sizes[i].width, sizes[i].height,
                 (double)sizes[i].scale);
        app_frame(app);
        app_frame(app); // the first one places things
    }
}

static void walk(struct app *app, const char *what)
{
    static const int keys[] = {KEY_DOWN, KEY_DOWN, KEY_TAB, KEY_DOWN, KEY_TAB, KEY_TAB, KEY_TAB};
    assert_true(app_resize(app, 1280, 800, 1, NULL));
    app->session.settings.scale = 1;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        snprintf(place, sizeof place, "%s, after key %zu", what, i);
        app_event(app, &(struct event){.type = EVENT_KEY, .key = keys[i]});
        app_frame(app);
    }
}

// The pointer over everything, in steps smaller than a button: what it says of it.
static void hover(struct app *app, const char *what)
{
    assert_true(app_resize(app, 1280, 800, 1, NULL));
    app->session.settings.scale = 1;
    app_frame(app);
    for (int y = 10; y < 800; y += 56)
        for (int x = 10; x < 1280; x += 72) {
            snprintf(place, sizeof place, "%s, pointer at %d, %d", what, x, y);
            app_event(app,
                      &(struct event){.type = EVENT_POINTER_MOVE, .x = (float)x, .y = (float)y});
            app_frame(app);
        }
}

// What has hints of its own; the others have those of the main view below them.
static bool is_pointed_at(enum shot_view view)
{
    return view == SHOT_VIEW_MAIN || view == SHOT_VIEW_LAB || view == SHOT_VIEW_MISTAKES_DIGITS ||
           view == SHOT_VIEW_SETUP;
}

static void look_at_views(void)
{
    for (int view = 0; view < SHOT_VIEWS; view++) {
        struct app *app = seen_open(watch);
        snprintf(place, sizeof place, "%s", shot_view_names[view]);
        if (view != SHOT_VIEW_EMPTY)
            seen_put_digit(app, 3);
        shot_view_show(app, (enum shot_view)view);
        shot_view_draw(app, (enum shot_view)view);
        look(app, shot_view_names[view]);
        if (pseudo && WALKS && view != SHOT_VIEW_LANGUAGE) // where a key chooses another one
            walk(app, shot_view_names[view]);
        if (pseudo && WALKS && is_pointed_at((enum shot_view)view))
            hover(app, shot_view_names[view]);
        app_close(app);
    }
}

static void look_at_cells(void)
{
    struct app *app = seen_open(watch);
    seen_put_digit(app, 3);
    seen_cells(app, look);
    app_close(app);
}

static void look_at_weights(void)
{
    struct app *app = seen_open(watch);
    seen_put_digit(app, 3);
    seen_weights(app, look);
    app_close(app);
}

static void look_at_slow_motion(void)
{
    struct app *app = seen_open(watch);
    seen_put_digit(app, 3);
    seen_slow_motion(app, look);
    app_close(app);
}

static void look_at_answers(void)
{
    struct app *app = seen_open(watch);
    for (int label = 0; label < LENET_CLASSES; label += 3) {
        seen_put_digit(app, label);
        app->session.correcting = label & 1;
        seen_why(app, label, look);
    }
    app_close(app);
}

static void look_at_everything(const struct catalogue *language)
{
    complaints = texts = 0;
    tr_use(language);
    look_at_cells();
    look_at_weights();
    look_at_slow_motion();
    look_at_answers();
    look_at_views();
    tr_use(NULL);
    assert_true(texts > 1000);
    assert_int_equal(complaints, 0);
}

static void test_every_text_can_be_translated_and_be_longer(void **state)
{
    (void)state;
    pseudo = true;
    struct catalogue *longer = pseudo_open(LENETPAD_SOURCE_ASSETS "/languages/de.po");
    look_at_everything(longer);
    catalogue_free(longer);
}

static void look_in(const char *code)
{
    if (!WALKS)
        skip(); // the same code with other words
    pseudo = false;
    languages_load(LENETPAD_SOURCE_ASSETS "/languages", NULL);
    look_at_everything(languages_find(code));
}

static void test_there_is_room_for_german(void **state)
{
    (void)state;
    look_in("de");
}

static void test_there_is_room_for_japanese(void **state)
{
    (void)state;
    look_in("ja");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_text_can_be_translated_and_be_longer),
        cmocka_unit_test(test_there_is_room_for_german),
        cmocka_unit_test(test_there_is_room_for_japanese),
    };
    return cmocka_run_group_tests(tests, home_enter, support_leave_folder);
}
