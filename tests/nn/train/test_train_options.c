// The table of a run's options: its limits hold, and its values can be told apart and written.
#include "tests/support/support.h"

#include "nn/train/train_options.h"

static const struct train_option *option_called(const char *word)
{
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++)
        if (strcmp(train_option_table[i].word, word) == 0)
            return &train_option_table[i];
    fail_msg("there is no option --%s", word);
    return NULL;
}

static void test_the_limits_are_allowed_and_nothing_beyond_them(void **state)
{
    (void)state;
    struct train_options least = train_default_options(), most = train_default_options();
    least.epochs = least.batch = 1;
    least.rate = FLT_TRUE_MIN;
    least.momentum = 0;
    least.augment = 0;
    most.epochs = 100000;
    most.batch = TRAIN_BATCH_MOST;
    most.rate = 1000;
    most.momentum = 0.999f; // no float is exactly 999 thousandths
    most.augment = AUGMENT_KINDS - 1;
    most.seed = UINT64_MAX;
    most.schedule = TRAIN_SCHEDULE_STEPS;
    least.decay = 0;
    most.decay = 0.01f;
    most.init = TRAIN_INIT_DEFAULT;
    most.images = 1 << 24;
    most.labels = TRAIN_LABELS_SHUFFLED;
    most.average = TRAIN_AVERAGE_OFF;
    least.ways = 0;
    most.ways = WAYS_ALL;
    most.nondigits = TRAIN_NONDIGITS_MOST;
    assert_true(train_options_check(&least, NULL));
    assert_true(train_options_check(&most, NULL));
    const struct {
        const char *word;
        struct train_options options;
    } cases[] = {
        {"epochs", {.epochs = 0, .batch = 1, .rate = 1}},
        {"batch", {.epochs = 1, .batch = TRAIN_BATCH_MOST + 1, .rate = 1}},
        {"rate", {.epochs = 1, .batch = 1, .rate = 0}},
        {"rate", {.epochs = 1, .batch = 1, .rate = (float)atof("nan")}},
        {"momentum", {.epochs = 1, .batch = 1, .rate = 1, .momentum = 0.9991f}},
        {"augment", {.epochs = 1, .batch = 1, .rate = 1, .augment = AUGMENT_KINDS}},
        {"schedule", {.epochs = 1, .batch = 1, .rate = 1, .schedule = TRAIN_SCHEDULE_KINDS}},
        {"decay", {.epochs = 1, .batch = 1, .rate = 1, .decay = 0.0101f}},
        {"decay", {.epochs = 1, .batch = 1, .rate = 1, .decay = -1e-9f}},
        {"init", {.epochs = 1, .batch = 1, .rate = 1, .init = TRAIN_INIT_KINDS}},
        {"images", {.epochs = 1, .batch = 1, .rate = 1, .images = -1}},
        {"images", {.epochs = 1, .batch = 1, .rate = 1, .images = (1 << 24) + 1}},
        {"labels", {.epochs = 1, .batch = 1, .rate = 1, .labels = TRAIN_LABELS_KINDS}},
        {"average", {.epochs = 1, .batch = 1, .rate = 1, .average = TRAIN_AVERAGE_KINDS}},
        {"ways", {.epochs = 1, .batch = 1, .rate = 1, .ways = -0.1f}},
        {"ways", {.epochs = 1, .batch = 1, .rate = 1, .ways = 2.1f}},
        {"nondigits", {.epochs = 1, .batch = 1, .rate = 1, .nondigits = -1}},
        {"nondigits", {.epochs = 1, .batch = 1, .rate = 1, .nondigits = TRAIN_NONDIGITS_MOST + 1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct status status = {0};
        assert_false(train_options_check(&cases[i].options, &status));
        assert_int_equal(status.code, STATUS_USAGE);
        assert_memory_equal(status.message, cases[i].word, strlen(cases[i].word));
    }
}

static void test_values_are_written_as_a_command_line_takes_them(void **state)
{
    (void)state;
    char text[TRAIN_OPTION_TEXT];
    const struct train_options options = {.epochs = 7,
                                          .batch = 64,
                                          .rate = 0.1f,
                                          .momentum = 0.95f,
                                          .augment = AUGMENT_AFFINE,
                                          .seed = UINT64_MAX,
                                          .schedule = TRAIN_SCHEDULE_CONSTANT,
                                          .decay = 0.0005f,
                                          .init = TRAIN_INIT_DEFAULT,
                                          .images = 100,
                                          .labels = TRAIN_LABELS_SHUFFLED,
                                          .average = TRAIN_AVERAGE_OFF};
    const char *const expected[][2] = {
        {"epochs", "7"},          {"batch", "64"},        {"rate", "0.1"},
        {"momentum", "0.95"},     {"augment", "affine"},  {"seed", "18446744073709551615"},
        {"schedule", "constant"}, {"decay", "0.0005"},    {"init", "default"},
        {"images", "100"},        {"labels", "shuffled"}, {"average", "off"}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        train_option_write(text, option_called(expected[i][0]), &options);
        assert_string_equal(text, expected[i][1]);
    }
}

static void test_only_the_option_that_differs_differs(void **state)
{
    (void)state;
    const struct train_options base = {.epochs = 7,
                                       .batch = 64,
                                       .rate = 0.1f,
                                       .momentum = 0,
                                       .augment = AUGMENT_AFFINE,
                                       .seed = 1};
    const struct {
        const char *word;
        struct train_options options;
    } cases[] = {
        {"",
         {.epochs = 7,
          .batch = 64,
          .rate = 0.1f,
          .momentum = -0.0f,
          .augment = AUGMENT_AFFINE,
          .seed = 1}},
        {"epochs",
         {.epochs = 8,
          .batch = 64,
          .rate = 0.1f,
          .momentum = 0,
          .augment = AUGMENT_AFFINE,
          .seed = 1}},
        {"batch",
         {.epochs = 7,
          .batch = 32,
          .rate = 0.1f,
          .momentum = 0,
          .augment = AUGMENT_AFFINE,
          .seed = 1}},
        {"rate",
         {.epochs = 7,
          .batch = 64,
          .rate = 0.11f,
          .momentum = 0,
          .augment = AUGMENT_AFFINE,
          .seed = 1}},
        {"momentum",
         {.epochs = 7,
          .batch = 64,
          .rate = 0.1f,
          .momentum = 0.5f,
          .augment = AUGMENT_AFFINE,
          .seed = 1}},
        {"augment",
         {.epochs = 7,
          .batch = 64,
          .rate = 0.1f,
          .momentum = 0,
          .augment = AUGMENT_NONE,
          .seed = 1}},
        {"seed",
         {.epochs = 7,
          .batch = 64,
          .rate = 0.1f,
          .momentum = 0,
          .augment = AUGMENT_AFFINE,
          .seed = 1 + (UINT64_C(1) << 32)}},
        {"decay",
         {.epochs = 7,
          .batch = 64,
          .rate = 0.1f,
          .augment = AUGMENT_AFFINE,
          .seed = 1,
          .decay = 1e-9f}},
        {"images",
         {.epochs = 7,
          .batch = 64,
          .rate = 0.1f,
          .augment = AUGMENT_AFFINE,
          .seed = 1,
          .images = 1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int j = 0; j < TRAIN_OPTION_COUNT; j++) {
            const struct train_option *option = &train_option_table[j];
            bool same = train_option_same(option, &base, &cases[i].options);
            assert_int_equal(same, strcmp(option->word, cases[i].word) != 0);
        }
}

// What a model's record leaves out must be what the program does without being told.
static void test_only_the_default_is_usual(void **state)
{
    (void)state;
    struct train_options usual = train_default_options(), other = usual;
    other.decay = 3e-5f;
    other.average = TRAIN_AVERAGE_OFF;
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        bool changed = strcmp(option->word, "decay") == 0 || strcmp(option->word, "average") == 0;
        assert_true(train_option_is_usual(option, &usual));
        assert_int_equal(train_option_is_usual(option, &other), !changed);
        assert_int_equal(option->always_kept, i < 6); // those of the first models
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_the_default_is_usual),
        cmocka_unit_test(test_the_limits_are_allowed_and_nothing_beyond_them),
        cmocka_unit_test(test_values_are_written_as_a_command_line_takes_them),
        cmocka_unit_test(test_only_the_option_that_differs_differs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
