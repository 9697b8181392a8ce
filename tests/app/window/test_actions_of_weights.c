// The menus of what changes weights (Train, Run, Teach, Operate): what each row promises.
#include "tests/support/action_promises.h"

static const struct promise promised[] = {
    {"Set up and train…", "frtl", RICH, {{QUESTION, QUESTION_SETUP}}},
    {"Start on practice digits",
     "frl",
     RICH,
     {{QUESTION, QUESTION_NEW_RUN}, {ABOUT_PRACTICE, true}}},
    {"Start on another folder…", "frl", RICH, {ASKS_FOR(FILE_PURPOSE_DATA_FOLDER)}},
    {"Continue the stopped run", "rl", RICH, {{RUN, true}, {PANEL, true}, {NOISY, false}}},
    {"Runs…", "frtl", RICH, {{QUESTION, QUESTION_PAST_RUNS}}},
    {"Look back at the latest run", "frl", RICH, {{NO_MARK, 0}}}, // of a library without one
    {"Pause", "t", TRAINING, {{PAUSING, true}}},
    {"One batch, then pause", "t", TRAINING, {{PAUSING, true}}},
    {"One epoch, then pause", "t", TRAINING, {{PAUSING, true}}},
    {"Stop", "t", TRAINING, {{RUN, false}, {RATE, 0}, {DISTORTION, 0}}},
    {"Back to the start of the run", "t", TRAINING, {{PAUSING, true}}},
    {"A higher rate", "t", TRAINING, {{RATE, 125}}},
    {"A lower rate", "t", TRAINING, {{RATE, 80}}},
    {"Distort images otherwise", "t", TRAINING, {{DISTORTION, AUGMENT_NONE}}},
    {"Look at the moment before", "t", TRAINING, {{LOOKING_BACK, true}}},
    {"Look at the moment after", "", RICH, {{NO_MARK, 0}}},
    {"Back to now", "", RICH, {{NO_MARK, 0}}},
    {"Go on from here", "", RICH, {{NO_MARK, 0}}},
    {"Learn my digits",
     "rl",
     RICH,
     {{LEARNING, FINE_TUNING_RUNS}, {RUN, true}, {PANEL, true}, {NOISY, false}}},
    {"Undo learning", "l", LEARNED, {{LEARNING, FINE_TUNING_NONE}, {WEIGHTS, -1}, {NOISY, false}}},
    {"Back to the weights before", "rtl", RICH, {{WEIGHTS, 7}, {NOISY, false}}},
    {"Back to the shipped weights", "frtl", RICH, {{WEIGHTS, -1}, {NOISY, false}}},
    {"Get MNIST…", "frtl", RICH, {{QUESTION, QUESTION_ERROR}}}, // nothing here can

    {"Teach digits", "frtl", RICH, {{TEACHING, true}}},
    {"It was a 0", "rtl", RICH, {TAUGHT(0)}},
    {"It was a 1", "rtl", RICH, {TAUGHT(1)}},
    {"It was a 2", "rtl", RICH, {TAUGHT(2)}},
    {"It was a 3", "rtl", RICH, {TAUGHT(3)}},
    {"It was a 4", "rtl", RICH, {TAUGHT(4)}},
    {"It was a 5", "rtl", RICH, {TAUGHT(5)}},
    {"It was a 6", "rtl", RICH, {TAUGHT(6)}},
    {"It was a 7", "rtl", RICH, {TAUGHT(7)}},
    {"It was an 8", "rtl", RICH, {TAUGHT(8)}},
    {"It was a 9", "rtl", RICH, {TAUGHT(9)}},
    {"Forget the last one", "rtl", RICH, {{OWN_DIGITS, 1}, {LATEST_LABEL, 1}}},
    {"Forget all my digits…", "rtl", RICH, {{QUESTION, QUESTION_FORGET_OWN_DIGITS}}},
    {"Bring back what was forgotten",
     "rtl",
     RICH,
     {{OWN_DIGITS, 3}, {LATEST_LABEL, 3}, {FORGOTTEN, 0}}},
    {"Show my digits", "rtl", RICH, {{DIGITS_OF_FILE, 2}, {DIGIT_OF_FILE, 0}, {STEPS, 8}}},
    {"Save my digits as…", "rtl", RICH, {ASKS_FOR(FILE_PURPOSE_SAVE_OWN_DIGITS)}},

    {"Silence this cell", "rtl", RICH, {{SILENCED, 1}, {TABLE, true}}},
    {"Silence its whole map", "rtl", RICH, {{SILENCED, 100}, {TABLE, true}}},
    {"Silence its whole layer", "rtl", RICH, {{SILENCED, 1600}, {TABLE, true}}},
    {"What is silenced becomes 0", "frtl", RICH, {{TO_MEAN, false}}},
    {"What is silenced becomes its mean", "frtl", RICH, {{TO_MEAN, true}}},
    {"Negate the open kernel", "rtl", RICH, {{PAINTED, 1}, {TABLE, true}}},
    {"Zero the open kernel", "rtl", RICH, {{TABLE, true}}}, // which is 0 here already
    {"Raise the weight at hand", "", RICH, {{NO_MARK, 0}}},
    {"Lower the weight at hand", "", RICH, {{NO_MARK, 0}}},
    {"Heal all", "rl", RICH, {{NOISY, false}}},
    {"Operating table", "frtl", RICH, {{TABLE, true}}},
};

int main(void)
{
    const struct promises these = {promised, sizeof promised / sizeof *promised, true};
    const struct CMUnitTest tests[] = {
        ACTION_TESTS,
    };
    promises = &these;
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
