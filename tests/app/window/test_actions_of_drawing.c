// The menus of what is drawn, seen and asked (File, Edit, View, Layers, Explain, Help): what each
// row promises. And the table as a whole.
#include "tests/support/action_promises.h"

static const struct promise promised[] = {
    {"New drawing", "rtl", RICH, {{STEPS, 8}, {EMPTY, true}, {DIGITS_OF_FILE, 0}}},
    {"Open model, picture or strokes…", "frtl", RICH, {ASKS_FOR(FILE_PURPOSE_OPEN)}},
    {"Save drawing as strokes…", "rtl", RICH, {ASKS_FOR(FILE_PURPOSE_SAVE_STROKES)}},
    {"Save drawing as PNG…", "rtl", RICH, {ASKS_FOR(FILE_PURPOSE_SAVE_PICTURE)}},
    {"Save model…", "frtl", RICH, {ASKS_FOR(FILE_PURPOSE_SAVE_MODEL)}},
    {"Export…", "frtl", RICH, {{QUESTION, QUESTION_EXPORT}}},
    {"The system's file dialogs", "frtl", RICH, {{SYSTEM_DIALOGS, true}}},
    {"Quit", "frtl", RICH, {{QUIT, true}}},

    {"Undo", "rtl", RICH, {{STEPS, 6}}},
    {"Redo", "rtl", RICH, {{STEPS, 8}}},
    {"Clear", "rtl", RICH, {{STEPS, 8}, {EMPTY, true}}},
    {"Larger brush", "frtl", RICH, {{BRUSH, 70}}},
    {"Smaller brush", "frtl", RICH, {{BRUSH, 50}}},
    {"Eraser", "frtl", RICH, {{ERASER, true}}},
    {"Draw with the arrow keys", "frtl", RICH, {{BY_KEYS, true}}},
    {"Next of several digits", "rtl", RICH, {{LOOKED_AT, 0}}},
    {"Previous of several digits", "rtl", RICH, {{LOOKED_AT, 0}}},
    {"All of them as one digit", "rtl", RICH, {{JOINED, true}}},
    {"Random test digit", "frtl", RICH, {{RANDOM_DIGITS, 1}, {STEPS, 8}}},
    {"Next digit of the file or list", "rtl", RICH, {{DIGIT_OF_FILE, 2}, {STEPS, 8}}},
    {"Previous digit of the file or list", "rtl", RICH, {{DIGIT_OF_FILE, 0}, {STEPS, 8}}},

    {"Network", "frtl", RICH, {{PAGE, PAGE_NETWORK}}}, // which is there already
    {"Training", "frtl", RICH, {{PAGE, PAGE_TRAINING}}},
    {"Mistakes", "frtl", RICH, {{PAGE, PAGE_MISTAKES}}},
    {"Training panel", "frtl", RICH, {{PANEL, true}}},
    {"Logarithmic curves", "frtl", RICH, {{LINEAR_CURVES, true}}},
    {"Viridis colours", "frtl", RICH, {{COLOURS, COLOUR_MAP_VIRIDIS}}},
    {"Cividis colours", "frtl", RICH, {{COLOURS, COLOUR_MAP_CIVIDIS}}},
    {"Grey levels", "frtl", RICH, {{COLOURS, COLOUR_MAP_GREY}}},
    {"Light theme", "frtl", RICH, {{THEME, THEME_LIGHT}}},
    {"Dark theme", "frtl", RICH, {{THEME, THEME_DARK}}},
    {"High-contrast theme", "frtl", RICH, {{THEME, THEME_CONTRAST}}},
    {"The system's theme", "frtl", RICH, {{THEME, THEME_SYSTEM}}},
    {"Language…", "frtl", RICH, {{QUESTION, QUESTION_LANGUAGE}}},
    {"Next language", "frtl", RICH, {{LANGUAGE, 1}}},
    {"Speak aloud", "frtl", RICH, {{SPEAKS, true}}},
    {"Larger interface", "frtl", RICH, {{SCALE, 150}}},
    {"Smaller interface", "rtl", RICH, {{SCALE, 100}}},
    {"Normal interface size", "frtl", RICH, {{SCALE, 0}}},
    {"Projector: pad, reading and one layer", "frtl", RICH, {{PROJECTOR, true}}},
    {"Full screen", "frtl", RICH, {{FULL_SCREEN, true}}},

    {"C1  convolution", "frtl", RICH, {HIDES(LENET_C1)}},
    {"S2  average", "frtl", RICH, {HIDES(LENET_S2)}},
    {"C3  convolution", "frtl", RICH, {HIDES(LENET_C3)}},
    {"S4  average", "frtl", RICH, {HIDES(LENET_S4)}},
    {"C5  convolution", "frtl", RICH, {HIDES(LENET_C5)}},
    {"F6  full connection", "frtl", RICH, {HIDES(LENET_F6)}},
    {"Show all layers", "rtl", RICH, {{HIDDEN_LAYERS, 0}}},
    {"One layer alone, large", "frtl", RICH, {{LARGE, 1 + LENET_C3}}},
    {"All weights of a layer", "frtl", RICH, {{QUESTION, QUESTION_KERNELS}}},
    {"Value before the sigmoid", "frtl", RICH, {{BEFORE_SIGMOID, true}}},
    {"Shared colour scale in a layer", "frtl", RICH, {{SHARED_SCALE, true}, {FIXED_SCALE, false}}},
    {"Each map on its own scale", "frtl", RICH, {{SHARED_SCALE, false}, {FIXED_SCALE, false}}},
    {"One fixed scale for every drawing", "frtl", RICH, {{FIXED_SCALE, true}}},

    {"Why this digit?", "frtl", RICH, {{WHY, 10}}},
    {"Why 0, or why not 0", "rtl", RICH, {{WHY, 0}}},
    {"Why 1, or why not 1", "rtl", RICH, {{WHY, 1}}},
    {"Why 2, or why not 2", "rtl", RICH, {{WHY, 2}}},
    {"Why 3, or why not 3", "rtl", RICH, {{WHY, 3}}},
    {"Why 4, or why not 4", "rtl", RICH, {{WHY, 4}}},
    {"Why 5, or why not 5", "rtl", RICH, {{WHY, 5}}},
    {"Why 6, or why not 6", "rtl", RICH, {{WHY, 6}}},
    {"Why 7, or why not 7", "rtl", RICH, {{WHY, 7}}},
    {"Why 8, or why not 8", "rtl", RICH, {{WHY, 8}}},
    {"Why 9, or why not 9", "rtl", RICH, {{WHY, 9}}},
    {"What adds up to it", "rtl", RICH, {{PINNED, 1 + 2}}},
    {"By what a change of each pixel does", "frtl", RICH, {{METHOD, EXPLAINER_GRADIENT}}},
    {"By what each pixel adds", "frtl", RICH, {{METHOD, EXPLAINER_INTEGRATED}}},
    {"By covering pixel after pixel", "frtl", RICH, {{METHOD, EXPLAINER_OCCLUSION}}},
    {"What would it take?", "frtl", RICH, {{WHY, 10}, {SEARCHES, true}}},
    {"Change these pixels", "", RICH, {{NO_MARK, 0}}},
    {"One step in slow motion", "frtl", RICH, {{STAGE, 1}, {STEP_LABEL, 2}}},
    {"Its next stage", "s", SLOW, {{STAGE, 4}}},
    {"Its stage before", "s", SLOW, {{STAGE, 2}}},
    {"The whole step at once, and again", "s", SLOW, {{STAGE, SLOW_MOTION_STAGES}}},
    {"The next digit as its label", "s", SLOW, {{STEP_LABEL, 3}}},
    {"The digit before as its label", "s", SLOW, {{STEP_LABEL, 1}}},

    {"Keys", "frtl", RICH, {{QUESTION, QUESTION_KEYS}}},
    {"About LeNet Pad", "frtl", RICH, {{QUESTION, QUESTION_ABOUT}}},
};

// So that a message can offer, and a button ask for, whatever has a name.
static void test_every_name_is_that_of_one_row(void **state)
{
    (void)state;
    int rows[ACTIONS] = {0};
    const struct action *row;
    for (int i = 0; (row = action_at(&actions_of_window, i)); i++)
        rows[row->id]++;
    for (int id = ACTION_NONE + 1; id < ACTIONS; id++)
        if (rows[id] != 1)
            fail_msg("action %d is that of %d rows", id, rows[id]);
}

int main(void)
{
    const struct promises these = {promised, sizeof promised / sizeof *promised, false};
    const struct CMUnitTest tests[] = {
        ACTION_TESTS,
        cmocka_unit_test(test_every_name_is_that_of_one_row),
    };
    promises = &these;
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
